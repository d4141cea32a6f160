/** Where an unanswered question (未回答の質問) stands on its way to an approved answer (FAQ). */
export type QuestionState = 'open' | 'candidate' | 'approved' | 'dismissed';

/** Why it is here: the rules did not answer it, a thumb went down on its answer, or the asker filed it by the button. */
export type FilingReason = 'refused' | 'thumbs_down' | 'filed';

/** A clause by its ids. */
export interface ClauseRef {
  readonly document: string;
  readonly article: string;
  readonly clause: string;
}

/** What an answer stands on, as it stood in the rule when a person gave it. */
export interface AnswerSource extends ClauseRef {
  readonly title: string;
  /** 「第5条第2項」 */
  readonly label: string;
  /** Cut from the rule by code. */
  readonly quote: string;
}

export interface Approval {
  readonly by: string;
  readonly department: string;
  /** ISO day in Japan. */
  readonly on: string;
}

/** What people change, as against what is counted. */
export interface QuestionContent {
  readonly state: QuestionState;
  /** The department (担当課) it is filed to; empty where none is known. */
  readonly department: string;
  /** The wording of the FAQ: as it was asked, until a person words it better. */
  readonly question: string;
  readonly answer: string;
  readonly sources: readonly AnswerSource[];
  readonly approval?: Approval;
}

/** A question that the rules did not answer well, and the answer it may get. It never says who asked. */
export interface OpenQuestion extends QuestionContent {
  readonly id: string;
  /** Counts the changes of the content by people; 1 when it is new. */
  readonly revision: number;
  /** As it was first asked, without personal data. */
  readonly asked: string;
  readonly reasons: readonly FilingReason[];
  /** In how many turns it was asked. */
  readonly count: number;
  /** ISO days in Japan; no time of day, by which the asker could be looked up in the history. */
  readonly first: string;
  readonly last: string;
  /** The day of the last change by a person. */
  readonly changed: string;
  /** The clauses that came nearest, best first. */
  readonly nearest: readonly ClauseRef[];
}

/** One more asking of a question. Its text holds no personal data: placeholders stand for it. */
export interface Filing {
  readonly id: string;
  readonly asked: string;
  readonly department: string;
  readonly reason: FilingReason;
  readonly nearest: readonly ClauseRef[];
  /** False where this turn was counted before, under another reason. */
  readonly counts: boolean;
}

/** New content for a question that was read with this revision; 0 adds a question that nobody asked. */
export interface QuestionEdit extends QuestionContent {
  readonly id: string;
  readonly revision: number;
}

/**
 * The questions for the departments. Every adapter passes the one suite in tests/contracts; failures of the store are
 * thrown as KanameError `store_unavailable`. A question vanishes when nobody asked or changed it for the retention of
 * the history; an approved one stays until it is dismissed.
 */
export interface OpenQuestionStore {
  /** Files a question, or adds to the count, dates and reasons of the one with this id; its content stays. */
  file(filing: Filing): Promise<OpenQuestion>;
  /** Most frequent first. */
  list(state?: QuestionState): Promise<readonly OpenQuestion[]>;
  find(id: string): Promise<OpenQuestion | undefined>;
  /**
   * Writes all edits or none (Cosmos DB: of each hundred).
   * @throws KanameError `conflict` where a question was changed since it was read, `not_found` where it is gone
   */
  save(edits: readonly QuestionEdit[]): Promise<readonly OpenQuestion[]>;
  check(): Promise<void>;
  close(): Promise<void>;
}
