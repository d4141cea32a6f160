import { sentences } from '../japanese/sentences.ts';
import type { SummarizeResult } from '../models/task.ts';

const mostPoints = 7;
const summaryCharacters = 300;

/**
 * One result of the results of a text's parts, in their order. No decision and no action is lost; points are taken
 * from every part in turn, the first of each first; the summary is made of the parts' opening sentences as far as
 * they fit.
 */
export function mergeResults(parts: readonly SummarizeResult[]): SummarizeResult {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    summary: openings(parts),
    points: inTurn(parts.map((part) => part.points)),
    decisions: parts.flatMap((part) => part.decisions),
    actions: parts.flatMap((part) => part.actions),
  };
}

function inTurn(lists: readonly SummarizeResult['points'][]): SummarizeResult['points'] {
  const taken = new Set<SummarizeResult['points'][number]>();
  // With more parts than points, every n-th part speaks, so that the end of a long day is heard too.
  const stride = Math.max(1, lists.length / mostPoints);
  for (let round = 0; round < mostPoints && taken.size < mostPoints; round++) {
    for (let at = 0; at < lists.length && taken.size < mostPoints; at += stride) {
      const point = lists[Math.floor(at)]?.[round];
      if (point) taken.add(point);
    }
  }
  return lists.flat().filter((point) => taken.has(point));
}

function openings(parts: readonly SummarizeResult[]): string {
  const chosen: string[] = [];
  const split = parts.map((part) => sentences(part.summary).map((sentence) => sentence.text));
  const stride = Math.max(1, split.length / 3);
  for (let at = 0; at < split.length; at += stride) {
    const opening = split[Math.floor(at)]?.[0];
    if (opening && (chosen.length === 0 || chosen.join('').length + opening.length <= summaryCharacters))
      chosen.push(opening);
  }
  return chosen.join('');
}
