import { contentBigrams } from './bigrams.ts';
import { isConversation } from './conversation.ts';
import { isHeading, isListItem, isQuestion, shown } from './sentenceKind.ts';
import { cosine, direction, type MeaningOfSentences } from './sentenceVectors.ts';

/** Sentences on each side of a place that are compared there. */
const block = 6;
/** Stretches without an open border that are long enough to hold another one. */
const longStretch = 24;
/** A topic of fewer sentences is none. */
const shortest = 8;
/** How much deeper than usual a dip has to be, in standard deviations (Hearst 1997 takes a half to one). */
const unusual = 1;

/** What leads over to the next item of an agenda. */
const leadsOver =
  /^(?:(?:それでは|では|じゃあ?|はい|なお|さて|えー?)、)*(?:次に|続いて|続きまして|次の(?:議題|案件|項目)|(?:議題|案件|日程|報告事項|協議事項)の?第?[0-9０-９一二三四五六七八九十]|(?:最初|最後|[一二三四五六七八九]つ目|[0-9０-９]つ目)(?:の|は|に|が|、)|その他(?:として|、|です|で(?:は|すが)))|(?:議題|日程)と(?:いた)?します。?$/u;

/**
 * The number of the topic that each sentence belongs to, from 0 in the order of the text. A topic begins at a heading,
 * where a speaker leads over to the next item, and, in a long stretch without either, where the words (and the meaning,
 * where vectors are given) before and after have least in common (TextTiling, Hearst 1997).
 */
export function topics(
  sentences: readonly { readonly text: string; readonly speaker?: string }[],
  meaning: MeaningOfSentences = new Map(),
): number[] {
  const borders = openBorders(sentences);
  const stretches = [0, ...borders, sentences.length];
  const dips = stretches.slice(0, -1).flatMap((from, at) => {
    const to = stretches[at + 1] ?? sentences.length;
    return to - from > longStretch ? cohesionBorders(sentences, meaning, from, to) : [];
  });
  const begins = new Set([...borders, ...dips]);
  let topic = 0;
  return sentences.map((_, index) => {
    if (index > 0 && begins.has(index)) topic++;
    return topic;
  });
}

/** Headings (the first of several in a row), and sentences that lead over. */
function openBorders(sentences: readonly { readonly text: string; readonly speaker?: string }[]): number[] {
  const spoken = isConversation(sentences);
  const heads = sentences.map(({ text, speaker }) => speaker === undefined && isTitle(text));
  return sentences.flatMap(({ text, speaker }, index) => {
    if (heads[index]) return heads[index - 1] ? [] : [index];
    const plain = shown(text);
    return spoken && speaker !== undefined && !heads[index - 1] && leadsOver.test(plain) && !isQuestion(plain)
      ? [index]
      : [];
  });
}

function isTitle(text: string): boolean {
  const plain = shown(text);
  return isHeading(plain) && !isListItem(text) && !/^[（(].*(?:者|挙手|起立|拍手|笑い?|声)[^）)]*[)）]$/u.test(plain);
}

function cohesionBorders(
  sentences: readonly { readonly text: string; readonly speaker?: string }[],
  meaning: MeaningOfSentences,
  from: number,
  to: number,
): number[] {
  const pairs = sentences.slice(from, to).map(({ text }) => contentBigrams(shown(text)));
  const ties: number[] = [];
  for (let at = 1; at < pairs.length; at++) {
    const words = countCosine(counts(pairs.slice(Math.max(0, at - block), at)), counts(pairs.slice(at, at + block)));
    ties.push(words + tieOfMeaning(meaning, from + at));
  }
  const depths = ties.map((tie, at) => climb(ties, at, -1) + climb(ties, at, 1) - 2 * tie);
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / Math.max(1, depths.length);
  const spread = Math.sqrt(depths.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / Math.max(1, depths.length));
  const deepest = depths
    .map((depth, at) => ({ depth, place: from + at + 1 }))
    .filter(({ depth }) => depth > mean + unusual * spread)
    .sort((one, other) => other.depth - one.depth);
  const chosen: number[] = [];
  for (const { place } of deepest) {
    const near = [from, to, ...chosen].some((other) => Math.abs(other - place) < shortest);
    // Nobody leaves a matter in the middle of a speech.
    const speaks = sentences[place]?.speaker;
    if (!near && (speaks === undefined || speaks !== sentences[place - 1]?.speaker)) chosen.push(place);
  }
  return chosen;
}

/** The highest tie that is reached by going uphill from a place. */
function climb(ties: readonly number[], at: number, step: number): number {
  let top = ties[at] ?? 0;
  for (let next = at + step; (ties[next] ?? -1) >= top; next += step) top = ties[next] ?? top;
  return top;
}

function tieOfMeaning(meaning: MeaningOfSentences, place: number): number {
  const side = (first: number): Float32Array[] => {
    const indices = Array.from({ length: block }, (_, at) => first + at);
    return indices.map((index) => meaning.get(index)).filter((vector) => vector !== undefined);
  };
  const before = side(place - block);
  const after = side(place);
  return before.length === 0 || after.length === 0 ? 0 : cosine(direction(before), direction(after));
}

function counts(sets: readonly ReadonlySet<string>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const set of sets) for (const pair of set) found.set(pair, (found.get(pair) ?? 0) + 1);
  return found;
}

function countCosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const square = (side: ReadonlyMap<string, number>): number => [...side.values()].reduce((sum, n) => sum + n * n, 0);
  let product = 0;
  for (const [pair, n] of one) product += n * (other.get(pair) ?? 0);
  return product === 0 ? 0 : product / Math.sqrt(square(one) * square(other));
}
