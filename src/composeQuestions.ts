import { dislikedQuestion, type QuestionTools } from './commands/ask/fileQuestion.ts';
import type { Config, StoreConfig } from './config.ts';
import { createConfirmedAnswers, type QuestionNearness } from './faq/confirmedAnswers.ts';
import { createFiling } from './faq/filing.ts';
import { describeError, type Log } from './log.ts';
import { createMasking } from './privacy/createMasking.ts';
import { createCosmosOpenQuestions } from './stores/cosmosOpenQuestions.ts';
import type { HistoryStore, PastTurn } from './stores/history.ts';
import type { OpenQuestionStore } from './stores/openQuestions.ts';
import { openSqliteOpenQuestions } from './stores/sqliteOpenQuestions.ts';

/** The store of the questions for the departments, beside the history. Throws KanameError `store_unavailable`. */
export function composeOpenQuestions(
  store: StoreConfig,
  { dataDir, retentionDays }: Config,
  now: () => Date,
): OpenQuestionStore {
  const retention = { days: retentionDays, now };
  return store.kind === 'cosmos'
    ? createCosmosOpenQuestions(store, retention)
    : openSqliteOpenQuestions(dataDir, retention);
}

export interface QuestionParts {
  readonly store: OpenQuestionStore;
  readonly history: HistoryStore;
  readonly nearness?: QuestionNearness;
  readonly log: Log;
  readonly now: () => Date;
}

/** What `規程` needs to file questions and to give confirmed answers, and what files those that got a thumb down. */
export interface Questions {
  readonly tools: QuestionTools;
  readonly onDislike: (turn: PastTurn) => Promise<void>;
}

/** Wires the filing of unanswered questions and the confirmed answers to their store. */
export function composeQuestions({ store, history, nearness, log, now }: QuestionParts): Questions {
  const onTrouble = (thrown: unknown) => log.warn('questions not kept or read', describeError(thrown));
  const confirmed = createConfirmedAnswers({ store, now, onTrouble, ...(nearness && { nearness }) });
  const file = createFiling(store, history);
  return {
    tools: { confirmed, file, onTrouble },
    onDislike: async (turn) => {
      const asked = dislikedQuestion(turn, (text) => createMasking().mask(text).text);
      if (asked !== undefined) await file(asked);
    },
  };
}
