/** What a rewriting must keep: figures as they are written, and words in 【】. */
const fact = /【[^】\n]*】|\d+(?:[,.:]\d+)*/g;

/**
 * The facts that a rewriting lost or made up: numbers, dates, times, and placeholders like 【電話1】. Both texts are
 * compared with width and commas folded, so that 「１，２００円」 and 「1200円」 agree.
 */
export function changedFacts(before: string, after: string): { readonly lost: string[]; readonly added: string[] } {
  const [old, now] = [factsOf(before), factsOf(after)];
  return { lost: [...old].filter((one) => !now.has(one)), added: [...now].filter((one) => !old.has(one)) };
}

function factsOf(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
  return new Set(plain.match(fact) ?? []);
}
