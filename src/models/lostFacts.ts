/** What a rewriting must keep: figures as they are written, and words in 【】. */
const fact = /【[^】\n]*】|\d+(?:[.:]\d+)*/g;

/**
 * The numbers, times and placeholders like 【電話1】 of a text that a rewriting lost, each once, in the order of the text.
 * Width and commas are folded: 「１，２００円」 and 「1200円」 agree.
 */
export function lostFacts(before: string, after: string): string[] {
  const kept = factsOf(after);
  return [...factsOf(before)].filter((one) => !kept.has(one));
}

function factsOf(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
  return new Set(plain.match(fact) ?? []);
}
