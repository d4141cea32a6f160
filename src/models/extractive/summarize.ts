import type { SummarizeResult, SummarizeTask } from '../task.ts';
import { actions } from './actions.ts';
import { isConversation } from './conversation.ts';
import { type Candidate, centralSentences } from './coverage.ts';
import { decides } from './decisionCues.ts';
import { decisions, isBareDecision } from './decisions.ts';
import { ordersModel } from './modelOrder.ts';
import {
  isCourtesy,
  isHeading,
  isListItem,
  isNote,
  isProcedure,
  isQuestion,
  isWholeSentence,
  leans,
  shown,
} from './sentenceKind.ts';

/** A summary of about the length of an official 概要, and points that add to it. */
const summaryCharacters = 200;

/**
 * Summary by selection: one to three central sentences, three to seven further ones as points in text order, and
 * decisions and actions by the phrases of minutes. Nothing in it is written anew, except that fillers are cut.
 */
export function summarize(task: SummarizeTask): SummarizeResult {
  const all = task.sentences.filter((sentence) => !ordersModel(sentence.text));
  const tasks = actions(all);
  const decided = decisions(all);
  const candidates = fitness(all, new Set(tasks.map((task) => task.begins)));
  // What stands among the decisions and actions needs no point of its own.
  const listed = new Set([...[...tasks, ...decided].map((item) => item.sentence), ...tasks.map((task) => task.begins)]);
  const beside = candidates.map((candidate, index) => ({
    ...candidate,
    fitness: candidate.fitness * (listed.has(all[index]?.id ?? '') ? 0.2 : 1),
  }));
  const usable = candidates.filter((candidate) => candidate.fitness > 0.05).length;
  const summary = centralSentences(candidates, {
    characters: summaryCharacters,
    sentences: usable < 5 ? 1 : usable < 10 ? 2 : 3,
  });
  const points = centralSentences(
    beside,
    { characters: 600, sentences: Math.min(7, Math.max(3, Math.round(usable / 6))) },
    summary,
  );
  const text = (index: number): string => candidates[index]?.text ?? '';
  return {
    summary: summary.map((index) => closed(text(index))).join(''),
    points: points.map((index) => ({ text: text(index), sentence: all[index]?.id ?? '' })),
    decisions: decided,
    actions: tasks.map(({ what, who, due, sentence }) => ({ what, who, due, sentence })),
  };
}

function closed(sentence: string): string {
  return isWholeSentence(sentence) ? sentence : `${sentence}。`;
}

type Sentences = SummarizeTask['sentences'];

/**
 * How fit each sentence is for a summary: by what it is, and in a text without speakers by where it stands. The
 * weights were chosen on the tax agency's pages with their official 概要; the plateau is flat.
 */
function fitness(sentences: Sentences, tasks: ReadonlySet<string>): Candidate[] {
  const spoken = isConversation(sentences);
  const reach = Math.max(2, sentences.length * 0.1);
  let heading = '';
  let underHeading = false;
  return sentences.map((sentence, index) => {
    const text = withoutOpening(shown(sentence.text));
    if (!spoken && isHeading(text) && !isListItem(sentence.text)) {
      heading = text;
      underHeading = true;
      return { text, fitness: 0 };
    }
    if (isCourtesy(text) || isProcedure(text) || isBareDecision(text)) return { text, fitness: 0.02 };
    let fit = kindFitness(sentence.text, text);
    if (spoken) {
      if (sentence.speaker === undefined) fit *= isWholeSentence(text) ? 0.5 : 0.05;
      if (isQuestion(text)) fit = 0;
      if (decides(text)) fit *= 1.6;
      else if (tasks.has(sentence.id)) fit *= 0.5;
    } else {
      if (/例$|参照|参考/u.test(heading)) fit *= 0.7;
      if (underHeading) fit *= 1.5;
      fit *= 1 + 0.8 * Math.exp(-index / reach);
    }
    underHeading = false;
    return { text, fitness: fit };
  });
}

/** Without the word that only ties the sentence to the one before. */
function withoutOpening(text: string): string {
  return text.replace(/^(?:(?:それでは|では|じゃあ?|よって|そうですね|はい)、)+/u, '');
}

function kindFitness(line: string, text: string): number {
  let fit = 1;
  if (isQuestion(text)) fit *= 0.2;
  if (!isWholeSentence(text)) fit *= 0.4;
  if (isListItem(line)) fit *= 0.6;
  if (isNote(line)) fit *= 0.5;
  if (leans(text)) fit *= 0.9;
  return fit;
}
