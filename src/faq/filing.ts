import type { RuleDocument } from '../policy/document.ts';
import type { Hit } from '../policy/library.ts';
import type { HistoryStore } from '../stores/history.ts';
import type { ClauseRef, FilingReason, OpenQuestion, OpenQuestionStore } from '../stores/openQuestions.ts';
import { keptText, questionId } from './questionText.ts';

/** A question of one turn, to be filed for the department it belongs to. */
export interface AskedQuestion {
  /** Masked. */
  readonly text: string;
  readonly reason: FilingReason;
  readonly nearest: readonly ClauseRef[];
  readonly department: string;
  readonly conversation: string;
  readonly turn: string;
}

/** Files questions; throws KanameError `store_unavailable` where they cannot be kept. */
export type FileQuestion = (asked: AskedQuestion) => Promise<OpenQuestion>;

/** A turn is counted once in this time, whatever is pressed on its answer. */
const ONE_TURN_SECONDS = 30 * 24 * 60 * 60;

/**
 * Files questions without saying who asked: that a turn was counted is claimed beside the history, which knows the
 * question's id no more than the question knows the turn.
 */
export function createFiling(store: OpenQuestionStore, history: Pick<HistoryStore, 'claim'>): FileQuestion {
  return async ({ text, reason, nearest, department, conversation, turn }) => {
    const asked = keptText(text);
    const counts = await history.claim(conversation, `question:${turn}`, ONE_TURN_SECONDS);
    return store.file({ id: questionId(asked), asked, department, reason, nearest, counts });
  };
}

const NEAREST_KEPT = 5;

/** The nearest clauses by their ids, best first. */
export function clauseRefs(hits: readonly Hit[]): readonly ClauseRef[] {
  return hits.slice(0, NEAREST_KEPT).map(({ document, article, clause }) => ({
    ...{ document: document.id, article: article.id, clause: clause.id },
  }));
}

/** The department (担当課) of the nearest document that names one; empty where none does. */
export function departmentOf(documents: readonly RuleDocument[]): string {
  return documents.find(({ owner }) => owner !== undefined && owner !== '')?.owner ?? '';
}
