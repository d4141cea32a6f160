import type { SummarizeResult, SummarizeTask } from '../task.ts';
import { actions } from './actions.ts';
import { centralSentences } from './coverage.ts';
import { decides, decisions } from './decisions.ts';
import { ordersModel } from './modelOrder.ts';
import { isCourtesy, isHeading, isListItem, isProcedure, isQuestion, isWholeSentence, shown } from './sentenceKind.ts';

/** A summary of about the length of an official 概要, and points that add to it. */
const summaryCharacters = 200;

/**
 * Summary by selection: one to three central sentences, three to seven further ones as points in text order, and
 * decisions and actions by the phrases of minutes. Nothing in it is written anew, except that fillers are cut.
 */
export function summarize(task: SummarizeTask): SummarizeResult {
  const all = task.sentences.filter((sentence) => !ordersModel(sentence.text));
  const candidates = fitness(all);
  const usable = candidates.filter((candidate) => candidate.fitness > 0.05).length;
  const summary = centralSentences(candidates, {
    characters: summaryCharacters,
    sentences: usable < 5 ? 1 : usable < 10 ? 2 : 3,
  });
  const points = centralSentences(
    candidates,
    { characters: 600, sentences: Math.min(7, Math.max(3, Math.round(usable / 6))) },
    summary,
  );
  const text = (index: number): string => candidates[index]?.text ?? '';
  return {
    summary: summary.map((index) => closed(text(index))).join(''),
    points: points.map((index) => ({ text: text(index), sentence: all[index]?.id ?? '' })),
    decisions: decisions(all),
    actions: actions(all),
  };
}

function closed(sentence: string): string {
  return isWholeSentence(sentence) ? sentence : `${sentence}。`;
}

type Sentences = SummarizeTask['sentences'];

/** How fit each sentence is for a summary: what it is, and in a text without speakers where it stands. */
function fitness(sentences: Sentences): { text: string; fitness: number }[] {
  const spoken = sentences.filter((sentence) => sentence.speaker).length > sentences.length / 3;
  const reach = Math.max(2, sentences.length * 0.1);
  return sentences.map((sentence, index) => {
    const text = shown(sentence.text);
    if (isCourtesy(text) || isProcedure(text)) return { text, fitness: 0.02 };
    if (!spoken && isHeading(text)) return { text, fitness: 0 };
    let fit = 1;
    if (isQuestion(text)) fit *= 0.2;
    if (!isWholeSentence(text)) fit *= 0.5;
    if (isListItem(sentence.text)) fit *= 0.8;
    if (spoken && decides(text)) fit *= 1.3;
    const above = shown(sentences[index - 1]?.text ?? '');
    if (!spoken && above && isHeading(above)) fit *= 1.5;
    if (!spoken) fit *= 1 + 0.8 * Math.exp(-index / reach);
    return { text, fitness: fit };
  });
}
