import type { Article, Clause, RuleDocument } from './document.ts';
import type { RelatedRules } from './related/relatedRules.ts';
import type { RuleDay, Standing } from './versions.ts';

/** One clause found for a question. */
export interface Hit {
  readonly document: RuleDocument;
  readonly article: Article;
  readonly clause: Clause;
  /** Comparable within one result only; 0 where it was not found but comes along with another. */
  readonly score: number;
  /** True where the question names its article. */
  readonly named?: boolean;
  /** How its version stands on the day of the view; absent where the library has no day. */
  readonly standing?: Standing;
}

/** The hits of one question with the evidence on which it is decided whether the rules answer it at all. */
export interface Found {
  /** Clauses, best first; an article may recur. */
  readonly hits: readonly Hit[];
  /** From 0 (nothing in the rules fits the question) to 1. */
  readonly evidence: number;
  /** Enough to quote the clauses as the answer. */
  readonly answerable: boolean;
  /** Enough to let a language model read the clauses and say whether they answer. */
  readonly plausible: boolean;
}

/** Who will see what is said, and for which day: what of the rules is searched, quoted and named. */
export interface View {
  /**
   * Of everyone who will see the reply, the departments they belong to: a document is seen where every one of them may
   * read it. A person who is not known belongs to none. `all` for the operator at the command line.
   */
  readonly readers: readonly (readonly string[])[] | 'all';
  /** ISO date: of the versions of one rule, the one in force on that day. */
  readonly on: string;
}

/** The office's rules, ready to be searched. Adapters: in process; search services later. */
export interface RuleLibrary {
  /** @param limit how many clauses at most */
  search(question: string, limit: number): Promise<Found>;
  /** By its id also an article of a version that does not count on the day of the view. */
  article(id: string): Article | undefined;
  document(id: string): RuleDocument | undefined;
  documents(): readonly RuleDocument[];
  /** How a document's version stands on the day of the view; undefined where the library has no day. */
  standing(document: string): Standing | undefined;
  /** What the words of a clause refer to and the terms they use, as far as this view may see it. */
  readonly related: RelatedRules;
  /** The same rules with only what this view may see: nothing else can be found, counted or named through it. */
  seenBy(view: View): RuleLibrary;
  /**
   * The same rules as of another day, or before their last amendment (`BEFORE_AMENDMENT`); who may read them stays as it
   * is, and so does the day from which `Hit.standing` looks. Without a view the day in Japan is today.
   */
  on(day: RuleDay): RuleLibrary;
  /** ISO date that counts as today; absent where the library has no day, and every version is searched. */
  readonly today?: string;
  readonly size: { readonly documents: number; readonly articles: number; readonly clauses: number };
}
