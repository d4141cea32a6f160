import type { SummarizeResult, SummarizeTask } from '../task.ts';
import { actions } from './actions.ts';
import { isConversation } from './conversation.ts';
import { type Candidate, centralSentences } from './coverage.ts';
import { decisions } from './decisions.ts';
import { fitness } from './fitness.ts';
import { ordersModel } from './modelOrder.ts';
import { isWholeSentence } from './sentenceKind.ts';
import type { MeaningOfSentences } from './sentenceVectors.ts';
import { shortForm } from './shortForm.ts';
import { topics } from './topics.ts';

/** A summary of about the length of an official 概要, and points that add to it. */
const summaryLimit = 240;
const pointsLimit = 600;

/** A text read for its summary, before anything is chosen. */
export interface ReadText {
  /** Its sentences without those that order a model about. */
  readonly sentences: SummarizeTask['sentences'];
  readonly tasks: ReturnType<typeof actions>;
  readonly decided: ReturnType<typeof decisions>;
  readonly candidates: readonly Candidate[];
}

/** Reads tasks, decisions and how fit each sentence is, by words alone. */
export function readText(task: SummarizeTask): ReadText {
  const sentences = task.sentences.filter((sentence) => !ordersModel(sentence.text));
  const tasks = actions(sentences);
  const candidates = fitness(sentences, new Set(tasks.map(({ begins }) => begins)));
  return { sentences, tasks, decided: decisions(sentences), candidates };
}

/** The summary by words alone, without waiting for anything. */
export function summarize(task: SummarizeTask): SummarizeResult {
  return chooseSummary(readText(task), new Map());
}

/**
 * Summary by selection: one to three central sentences, three to seven further ones as points in text order, and
 * decisions and actions by the phrases of minutes. Nothing in it is written anew, except that fillers are cut and that
 * what was said politely in a conversation is put down in plain style.
 *
 * @param meaning vectors by the index of the sentence; may be empty, or lack some
 */
export function chooseSummary(text: ReadText, meaning: MeaningOfSentences): SummarizeResult {
  const { sentences, tasks, decided } = text;
  const topicOf = topics(sentences, meaning);
  const candidates = text.candidates.map((candidate, index) => ({
    ...candidate,
    topic: topicOf[index] ?? 0,
  }));
  // What stands among the decisions and actions needs no point of its own.
  const listed = new Set([...[...tasks, ...decided].map((item) => item.sentence), ...tasks.map((task) => task.begins)]);
  const beside = candidates.map((candidate, index) => ({
    ...candidate,
    fitness: candidate.fitness * (listed.has(sentences[index]?.id ?? '') ? 0.2 : 1),
  }));
  const usable = text.candidates.filter((candidate) => candidate.fitness > 0.05).length;
  const summary = centralSentences(
    candidates,
    { characters: summaryLimit, sentences: usable < 5 ? 1 : usable < 10 ? 2 : 3 },
    [],
    meaning,
  );
  const points = centralSentences(
    beside,
    { characters: pointsLimit, sentences: Math.min(7, Math.max(3, Math.round(usable / 6))) },
    summary,
    meaning,
  );
  const spoken = isConversation(sentences);
  const written = (words: string): string => (spoken ? shortForm(words) : words);
  const shownAt = (index: number): string => written(candidates[index]?.text ?? '');
  return {
    summary: summary.map((index) => closed(shownAt(index))).join(''),
    points: points.map((index) => ({ text: shownAt(index), sentence: sentences[index]?.id ?? '' })),
    decisions: decided.map(({ text: words, sentence }) => ({ text: written(words), sentence })),
    actions: tasks.map(({ what, who, due, sentence }) => ({ what, who, due, sentence })),
  };
}

function closed(sentence: string): string {
  return isWholeSentence(sentence) ? sentence : `${sentence}。`;
}
