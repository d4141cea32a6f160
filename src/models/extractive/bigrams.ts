const notText = /[\s\p{P}\p{S}]/gu;
const onlyHiragana = /^\p{Script=Hiragana}{2}$/u;

/**
 * Character bigrams that carry meaning: all but those of two hiragana, which are mostly endings and particles. They
 * need no dictionary.
 */
export function contentBigrams(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(notText, '');
  const found = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at++) {
    const pair = plain.slice(at, at + 2);
    if (!onlyHiragana.test(pair)) found.add(pair);
  }
  return found;
}

/** Dice similarity of two sets of bigrams, 0 to 1. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  return (2 * shared(one, other)) / (one.size + other.size);
}

/** Share of `part` that stands in `whole`, 0 to 1. */
export function containment(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  return part.size === 0 ? 0 : shared(part, whole) / part.size;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let count = 0;
  for (const pair of small) if (large.has(pair)) count++;
  return count;
}
