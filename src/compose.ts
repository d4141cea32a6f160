import type { MessageMemory } from './channels/teams/messageMemory.ts';
import type { QuestionTools } from './commands/ask/fileQuestion.ts';
import { createCommands } from './commands/commands.ts';
import { welcome } from './commands/help.ts';
import type { Config, ModelConfig, StoreConfig } from './config.ts';
import { createConversation } from './conversation/conversation.ts';
import type { Conversation, IncomingMessage } from './conversation/message.ts';
import { createRouter } from './conversation/route.ts';
import { createTurnId } from './conversation/turnId.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { azureOpenAI } from './models/azureOpenAI.ts';
import { createExtractive } from './models/extractive/extractive.ts';
import type { SentenceVectors } from './models/extractive/sentenceVectors.ts';
import type { LanguageModel } from './models/languageModel.ts';
import { openAICompatible } from './models/openAICompatible.ts';
import { withUsage } from './models/withUsage.ts';
import type { RuleLibrary } from './policy/library.ts';
import { createMasking } from './privacy/createMasking.ts';
import { createCosmosDialogues } from './stores/cosmosDialogues.ts';
import { createCosmosHistory } from './stores/cosmosHistory.ts';
import type { DialogueStore } from './stores/dialogues.ts';
import type { HistoryStore, PastTurn } from './stores/history.ts';
import { openSqliteDialogues } from './stores/sqliteDialogues.ts';
import { openSqliteHistory } from './stores/sqliteHistory.ts';
import { loadGenres } from './writing/genre.ts';

/** An installation is announced more than once; within this time it is greeted once. */
const GREETING_PAUSE_SECONDS = 300;

/** The one place that turns the configuration into clients and wires the rooms together. */
export function composeModel(config: ModelConfig, sentenceVectors?: SentenceVectors): LanguageModel {
  switch (config.kind) {
    case 'extractive':
      return createExtractive(sentenceVectors);
    case 'azure-openai':
      return azureOpenAI(config);
    case 'openai-compatible':
      return openAICompatible(config);
  }
}

/** The store of turns and claims, which keeps them for the days of retention. */
export function composeHistory(store: StoreConfig, { dataDir, retentionDays }: Config, now: () => Date): HistoryStore {
  const retention = { days: retentionDays, now };
  return store.kind === 'cosmos' ? createCosmosHistory(store, retention) : openSqliteHistory(dataDir, retention);
}

/** What channels without cards remember between two messages. */
export function composeDialogues(store: StoreConfig, { dataDir }: Config, now: () => Date): DialogueStore {
  return store.kind === 'cosmos' ? createCosmosDialogues(store, { now }) : openSqliteDialogues(dataDir, { now });
}

/** Which turn a message in Teams shows, for reactions that come later or to another instance; kept with the history. */
export function composeMessageMemory(history: HistoryStore, { retentionDays }: Config): MessageMemory {
  return {
    async rememberMessage(conversation, activityId, turn) {
      await history.claim(conversation, `shown:${activityId}`, retentionDays * 24 * 60 * 60, turn);
    },
    turnOfMessage: (conversation, activityId) => history.holder(conversation, `shown:${activityId}`),
    claimGreeting: (conversation) => history.claim(conversation, 'greeting', GREETING_PAUSE_SECONDS),
    claim: (conversation, key, seconds) => history.claim(conversation, `once:${key}`, seconds),
  };
}

export interface ConversationTools {
  /** The rules as everyone who will see the reply to a message may read them. */
  readonly rulesFor: (message: IncomingMessage) => Promise<RuleLibrary>;
  readonly model: LanguageModel;
  /** For summaries that the model does not write. */
  readonly sentenceVectors?: SentenceVectors;
  readonly history: HistoryStore;
  /** Questions for the departments, and the answers they confirmed. */
  readonly questions?: { readonly tools: QuestionTools; readonly onDislike: (turn: PastTurn) => Promise<void> };
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

/** Wires the commands, masking and stores to the one function that handles a message. */
export function composeConversation(tools: ConversationTools): Conversation {
  const { rulesFor, model, sentenceVectors, history, questions, log, metrics, now } = tools;
  const counted = withUsage(model, metrics.onTokens);
  const extractive = createExtractive(sentenceVectors);
  const commands = createCommands({
    model: counted,
    extractive,
    history,
    genres: loadGenres(),
    ...(questions && { questions: questions.tools }),
  });
  return createConversation({
    route: createRouter(commands),
    welcome: () => welcome(model.writes),
    rulesFor,
    history,
    createMasking,
    now,
    newTurnId: createTurnId,
    log,
    ...(questions && { onDislike: questions.onDislike }),
    onTurn: metrics.onTurn,
  });
}
