import { describe, expect, it } from '@jest/globals';
import { books, halfWidth } from './samples.books.ts';

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const dense = text.replace(/\s/g, '');
  for (let i = 0; i + 2 <= dense.length; i++) {
    const pair = dense.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Which part of the shorter text's bigrams stand in the longer one too. */
function overlap(a: Map<string, number>, b: Map<string, number>): number {
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);
  let shared = 0;
  for (const [pair, n] of a) shared += Math.min(n, b.get(pair) ?? 0);
  return shared / Math.min(total(a), total(b));
}

describe('見本市の例規', () => {
  it('12本以上の例規に合わせて210条より多くの条がある', () => {
    expect(books.length).toBeGreaterThanOrEqual(12);
    expect(books.reduce((sum, book) => sum + book.articles.size, 0)).toBeGreaterThan(210);
  });

  it('別の例規の条どうしは、本文の半分を超えて重ならない', () => {
    const all = books.flatMap((book) =>
      [...book.articles]
        .filter(([, text]) => text.trim() !== '削除')
        .map(([label, text]) => ({ book, label, pairs: bigrams(text) })),
    );
    const alike = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => a.book !== b.book && overlap(a.pairs, b.pairs) > 0.5)
        .map((b) => `${a.book.title}${a.label} と ${b.book.title}${b.label}`),
    );
    expect(alike).toEqual([]);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sに番号・所管・版・施行日がある', (_, { meta, body }) => {
    expect(meta.number).toMatch(/訓令|規則|告示|決定/);
    expect(meta.owner).toMatch(/課$/);
    expect(meta.version).toMatch(/版$/);
    expect(meta.effective).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(body).toMatch(/## 附則/);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sにただし書・参照・別表又は委任がある', (_, book) => {
    const text = [...book.articles.values()].join('\n');
    const found = {
      exception: text.includes('ただし'),
      reference: /第\d+条(の\d+)?第\d+項/.test(halfWidth(text)),
      delegation: /別に定め|市長が定め|別表/.test(text),
    };
    expect(found).toEqual({ exception: true, reference: true, delegation: true });
  });

  it.each(books.map((book) => [book.title, book] as const))('%sが引く例規の条は実在する', (_, book) => {
    const missing: string[] = [];
    for (const text of book.articles.values()) {
      for (const match of halfWidth(text).matchAll(
        /(見本市[^()、。]*?(?:規程|規則|要綱|ガイドライン))\([^()]*\)(第\d+条(?:の\d+)?)/g,
      )) {
        const other = books.find(({ title }) => match[1] === title.normalize('NFKC'));
        if (other && !other.articles.has(match[2] ?? '')) missing.push(match[0]);
      }
    }
    expect(missing).toEqual([]);
  });

  it.each(books.map((book) => [book.title, book] as const))('%sが自ら引く条は実在する', (_, book) => {
    const missing: string[] = [];
    for (const text of book.articles.values()) {
      // What follows the name or the short name of another law is not a reference within the book.
      const own = halfWidth(text).replace(
        /(?:法律?|令|条例|規程|規則|要綱|ガイドライン)(?:\([^()]*\))?第\d+条(?:の\d+)?/g,
        '',
      );
      for (const [label] of own.matchAll(/第\d+条(?:の\d+)?/g)) if (!book.articles.has(label)) missing.push(label);
    }
    expect(missing).toEqual([]);
  });
});
