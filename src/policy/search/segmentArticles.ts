import type { Article, Clause } from '../document.ts';

/** Articles as bytes: each its JSON in UTF-16, the clauses' texts left out where the article's text holds them. */
export interface ArticleBytes {
  readonly text: Uint8Array;
  /** Where each article begins, and the end. */
  readonly starts: Uint32Array;
}

type PackedClause = Omit<Clause, 'text'> & { readonly text?: string };

/** Collects articles as bytes. */
export class ArticlePacker {
  readonly #packed: Buffer[] = [];
  readonly #starts: number[] = [0];

  add(article: Article): void {
    const clauses = article.clauses.map(({ text, ...place }): PackedClause => {
      return article.text.slice(place.start, place.end) === text ? place : { ...place, text };
    });
    const packed = Buffer.from(JSON.stringify({ ...article, clauses }), 'utf16le');
    this.#packed.push(packed);
    this.#starts.push((this.#starts.at(-1) ?? 0) + packed.length);
  }

  bytes(): ArticleBytes {
    // Copied: a small Buffer shares its memory with others.
    return { text: new Uint8Array(Buffer.concat(this.#packed)), starts: Uint32Array.from(this.#starts) };
  }
}

/**
 * Articles that are made from their bytes when they are asked for: a tenth of a megabyte for a thousand clauses instead
 * of a whole one. As long as somebody holds an article, it is the same object.
 */
export class PackedArticles {
  readonly size: number;
  readonly #bytes: Buffer;
  readonly #starts: Uint32Array;
  readonly #known = new Map<number, WeakRef<Article>>();

  constructor({ text, starts }: ArticleBytes) {
    this.size = starts.length - 1;
    this.#bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    this.#starts = starts;
  }

  at(position: number): Article | undefined {
    if (position < 0 || position >= this.size) return undefined;
    const known = this.#known.get(position)?.deref();
    if (known !== undefined) return known;
    const article = this.#unpack(position);
    this.#known.set(position, new WeakRef(article));
    return article;
  }

  #unpack(position: number): Article {
    const json = this.#bytes.toString('utf16le', this.#starts[position], this.#starts[position + 1]);
    const { clauses, ...rest } = JSON.parse(json) as Omit<Article, 'clauses'> & { clauses: readonly PackedClause[] };
    return {
      ...rest,
      clauses: clauses.map((clause) => ({ text: rest.text.slice(clause.start, clause.end), ...clause })),
    };
  }
}
