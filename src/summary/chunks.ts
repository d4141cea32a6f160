import type { SpokenSentence } from './speech.ts';

const cost: Readonly<Record<SpokenSentence['opens'], number>> = { topic: 0, speech: 1, line: 2, none: 3 };
/** Earliest place for a cut, as a share of the limit: a border found before it would make parts too small. */
const earliest = 0.5;

/**
 * Splits a long text into parts of at most `limit` characters, each cut at the best border in its second half: a topic,
 * else a new speech, else a line, else a sentence, the latest of its kind. A longer sentence is a part of its own.
 */
export function chunks(sentences: readonly SpokenSentence[], limit: number): readonly (readonly SpokenSentence[])[] {
  const parts: SpokenSentence[][] = [];
  let start = 0;
  while (start < sentences.length) {
    const end = endOfPart(sentences, start, limit);
    parts.push(sentences.slice(start, end));
    start = end;
  }
  return parts;
}

function endOfPart(sentences: readonly SpokenSentence[], start: number, limit: number): number {
  let length = 0;
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let index = start; index < sentences.length; index++) {
    const sentence = sentences[index];
    if (!sentence) break;
    if (index > start && length >= limit * earliest && cost[sentence.opens] <= bestCost) {
      best = index;
      bestCost = cost[sentence.opens];
    }
    length += sentence.text.length;
    if (length > limit) return best > start ? best : Math.max(start + 1, index);
  }
  return sentences.length;
}
