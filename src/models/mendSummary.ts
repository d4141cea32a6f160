import { plainCharacters } from './plainCharacters.ts';
import type { SummarizeResult, SummarizeTask } from './task.ts';

type Sentence = SummarizeTask['sentences'][number];

/**
 * Mends what small models do to a summary, as far as the task itself tells what was meant: sentence ids in brackets or
 * as bare numbers, `who` and `due` that the sentence does not say. Drops what says nothing or has no source: items said
 * twice, items with a sentence that was not given, the ids inside the words.
 */
export function mendSummary(result: SummarizeResult, task: SummarizeTask): SummarizeResult {
  const sentences = new Map(task.sentences.map((sentence) => [plainCharacters(sentence.id), sentence]));
  const find = (name: string) => sentenceNamed(name, sentences);
  const actions = result.actions.flatMap((action) => {
    const sentence = find(action.sentence);
    if (!sentence) return [];
    const said = `${sentence.speaker ?? ''}\n${sentence.text}`;
    return [
      {
        what: withoutIds(action.what),
        who: said.includes(action.who) ? action.who : '',
        due: said.includes(action.due) ? action.due : '',
        sentence: sentence.id,
      },
    ];
  });
  return {
    summary: withoutIds(result.summary),
    points: saidOnce(located(result.points, find), ({ text }) => text),
    decisions: saidOnce(located(result.decisions, find), ({ text }) => text),
    actions: saidOnce(actions, ({ what }) => what),
  };
}

type Said = SummarizeResult['points'][number];

function located(items: readonly Said[], find: (name: string) => Sentence | undefined): Said[] {
  return items.flatMap(({ text, sentence: name }) => {
    const sentence = find(name);
    return sentence ? [{ text: withoutIds(text), sentence: sentence.id }] : [];
  });
}

function sentenceNamed(name: string, sentences: ReadonlyMap<string, Sentence>): Sentence | undefined {
  const plain = plainCharacters(name);
  return sentences.get(plain) ?? sentences.get(plain.match(/s\d+/)?.[0] ?? '') ?? sentences.get(`s${plain}`);
}

function withoutIds(text: string): string {
  return text.replace(/\s*[[（(]?\bS\d+\b[\])）]?[:：]?\s*/g, '').trim();
}

function saidOnce<T>(items: readonly T[], wordsOf: (item: T) => string): T[] {
  const said = new Set(['']);
  return items.filter((item) => {
    const plain = plainCharacters(wordsOf(item));
    if (said.has(plain)) return false;
    said.add(plain);
    return true;
  });
}
