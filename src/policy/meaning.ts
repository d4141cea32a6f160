import type { RuleBook } from './document.ts';

/** The side of the search that knows meaning: how near each clause is to a question. Wired to an embedding model. */
export interface Meaning {
  /**
   * The cosine of every clause with the question, by position in `passagesOf`; NaN where a clause has none yet.
   * Undefined where it is not to be had in time: the search then goes by words alone. Never throws.
   */
  cosines(question: string): Promise<Float32Array | undefined>;
}

/** Prepares the meaning of passages, in the order in which the search numbers the clauses. */
export type FindMeaning = (passages: readonly string[]) => Promise<Meaning>;

/** Every clause as a passage to embed: the document and the caption say what a clause by itself does not. */
export function passagesOf(books: readonly RuleBook[]): string[] {
  return books.flatMap(({ document, articles }) =>
    articles.flatMap(({ caption, clauses }) =>
      clauses.map(({ text }) => `${[document.title, caption].filter((part) => part !== '').join(' ')}\n${text}`),
    ),
  );
}
