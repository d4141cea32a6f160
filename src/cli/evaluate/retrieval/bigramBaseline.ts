import type { RuleBook } from '../../../policy/document.ts';

/** What every search engine has: BM25 (k1 1.2, b 0.75) over all pairs of characters, whole articles as units. */
export function bigramBaseline(books: readonly RuleBook[]): (question: string, limit: number) => string[] {
  const ids: string[] = [];
  const lengths: number[] = [];
  const postings = new Map<string, [unit: number, count: number][]>();
  for (const { document, articles } of books) {
    for (const article of articles) {
      const counts = new Map<string, number>();
      const pairs = bigrams(`${document.title} ${article.label} ${article.caption} ${article.text}`);
      for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
      for (const [pair, count] of counts) {
        const list = postings.get(pair) ?? [];
        postings.set(pair, list);
        list.push([ids.length, count]);
      }
      ids.push(article.id);
      lengths.push(pairs.length);
    }
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return (question, limit) => {
    const scores = new Map<number, number>();
    for (const pair of new Set(bigrams(question))) {
      const list = postings.get(pair) ?? [];
      const idf = Math.log(1 + (ids.length - list.length + 0.5) / (list.length + 0.5));
      for (const [unit, count] of list) {
        const gain = (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * (lengths[unit] ?? 0)) / mean));
        scores.set(unit, (scores.get(unit) ?? 0) + gain);
      }
    }
    const order = [...scores].sort(([, one], [, other]) => other - one).slice(0, limit);
    return order.map(([unit]) => ids[unit] ?? '');
  };
}

function bigrams(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。「」（）()，．・]/g, '');
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
}
