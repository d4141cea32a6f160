import type { Answer } from '../answer.ts';
import type { Command, CommandAnswer, GivenFile } from '../commands/command.ts';
import { stillReadable } from '../commands/restrictedTurns.ts';
import { KanameError, toKanameError } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
import type { RuleLibrary } from '../policy/library.ts';
import type { Masking } from '../privacy/masking.ts';
import { type ReadDocument, readDocument } from '../reading/apart/readDocument.ts';
import type { HistoryStore, PastTurn } from '../stores/history.ts';
import { withFileNames, withUnusedFiles } from './fileNotes.ts';
import { limitInput, writtenCharacters } from './inputLimit.ts';
import { maskAction, maskFile, maskTurn } from './maskInput.ts';
import type { Conversation, IncomingMessage, Reaction, ReplyEvent } from './message.ts';
import { readFiles } from './readFiles.ts';
import { createRedeliveryFilter } from './redelivery.ts';
import { restoreAnswer } from './restoreAnswer.ts';
import type { Routed, Router } from './route.ts';
import { turnOf } from './turnOf.ts';

/** Earlier turns a command gets to see. */
const RECALLED_TURNS = 8;

export interface ConversationParts {
  readonly route: Router;
  readonly welcome: () => Answer;
  /** The rules as everyone who will see the reply to this message may read them. */
  readonly rulesFor: (message: IncomingMessage) => Promise<RuleLibrary>;
  readonly history: HistoryStore;
  /** Reads a file that came with a message; in a process of its own where none is given. */
  readonly readDocument?: ReadDocument;
  readonly createMasking: () => Masking;
  readonly now: () => Date;
  /** Ids that sort in time order, unique within a conversation. */
  readonly newTurnId: (at: Date) => string;
  readonly log: Log;
  /** Told of a turn whose answer got a thumb down; a failure is logged and not told. */
  readonly onDislike?: (turn: PastTurn) => Promise<void>;
  /** Told at the end of each turn, for the metrics. */
  readonly onTurn: (turn: { command: string; outcome: 'final' | 'failure'; code?: string; ms: number }) => void;
}

/** The story of one message: drop redelivery → limit input → read files → mask → route → run → restore → remember → reply. */
export function createConversation(parts: ConversationParts): Conversation {
  const redelivery = createRedeliveryFilter(parts.history);

  async function* handle(message: IncomingMessage, signal: AbortSignal): AsyncIterable<ReplyEvent> {
    const startedAt = parts.now();
    let command = 'none';
    const ended = (outcome: 'final' | 'failure', code?: string) =>
      parts.onTurn({
        command,
        outcome,
        ms: parts.now().getTime() - startedAt.getTime(),
        ...(code !== undefined && { code }),
      });
    try {
      if (!(await redelivery.isFirst(message))) return;
    } catch (thrown) {
      yield* fail(thrown, 'none', ended);
      return;
    }
    try {
      yield { kind: 'accepted' };
      limitInput(message);
      const limits = { written: writtenCharacters(message), signal };
      const files = yield* readFiles(message.files ?? [], parts.readDocument ?? readDocument, limits);
      const masking = parts.createMasking();
      const rules = once(() => parts.rulesFor(message));
      const past = (await parts.history.page(message.conversation.id, RECALLED_TURNS)).turns.toReversed();
      const history = (await stillReadable(past, rules)).map((turn) => maskTurn(turn, masking));
      const routed = await parts.route({ ...masked(message, masking), files: files.length }, history, rules);
      command = routed.command.name;
      const turn = parts.newTurnId(startedAt);
      const input = {
        turn,
        text: routed.text,
        ...(routed.action && { action: routed.action }),
        files: files.map((file) => maskFile(file, masking)),
        history,
        rules,
        conversation: message.conversation.id,
        sender: message.sender.id,
        now: startedAt,
        signal,
      };
      for await (const event of routed.command.run(input)) {
        if (event.kind === 'progress') yield { kind: 'progress', text: masking.restore(event.text) };
        else if (event.kind === 'partial') yield { kind: 'partial', text: masking.restorePartial(event.text) };
        else {
          if (routed.command.remembered && event.said !== '')
            await remember(message, files, turn, startedAt, routed.command, event, masking);
          ended('final');
          const answer = restoreAnswer(event.answer, masking);
          yield { kind: 'final', answer: routed.command.usesFiles ? answer : withUnusedFiles(answer, files), turn };
          return;
        }
      }
      throw new Error(`command ${command} ended without an answer`);
    } catch (thrown) {
      yield* fail(signal.aborted ? cancelled(thrown) : thrown, command, ended);
    } finally {
      redelivery.done(message);
    }
  }

  function* fail(thrown: unknown, command: string, ended: (outcome: 'failure', code: string) => void) {
    const error = toKanameError(thrown);
    const fields = { command, code: error.code, ...describeError(error.cause ?? error) };
    if (error.code === 'unexpected') parts.log.error('turn failed', fields);
    else parts.log.info('turn failed', fields);
    ended('failure', error.code);
    yield { kind: 'failure', error } as const;
  }

  /** An answer that cannot be kept is still given: the store's trouble is logged, not the asker's. */
  async function remember(
    message: IncomingMessage,
    files: readonly GivenFile[],
    turn: string,
    at: Date,
    command: Command,
    event: CommandAnswer,
    masking: Masking,
  ) {
    const memory = event.memory ?? {};
    const asked = event.asked === undefined ? message.text : masking.restore(event.asked);
    const kept: PastTurn = {
      id: turn,
      conversation: message.conversation.id,
      sender: message.sender.id,
      at,
      command: command.name,
      asked: command.usesFiles ? withFileNames(asked, files) : asked,
      answered: masking.restore(event.said),
      memory: Object.fromEntries(Object.entries(memory).map(([key, value]) => [key, masking.restore(value)])),
    };
    try {
      await parts.history.append(kept);
    } catch (thrown) {
      parts.log.error('turn not remembered', describeError(thrown));
    }
  }

  async function tellDislike(conversation: string, id: string) {
    if (parts.onDislike === undefined) return;
    try {
      const turn = await turnOf(parts.history, conversation, id);
      if (turn !== undefined) await parts.onDislike(turn);
    } catch (thrown) {
      parts.log.warn('dislike not filed', describeError(thrown));
    }
  }

  return {
    handle: (message, signal = new AbortController().signal) => handle(message, signal),
    async react({ conversation: { id: conversation }, turn, value, comment }: Reaction) {
      const at = parts.now();
      const known = await parts.history.react(conversation, turn, { value, at, ...(comment && { comment }) });
      if (known && value === 'dislike') await tellDislike(conversation, turn);
    },
    welcome: parts.welcome,
  };
}

/** The work of the first call, for all calls. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}

function masked(message: IncomingMessage, masking: Masking): Pick<Routed, 'text' | 'action'> {
  return {
    text: masking.mask(message.text).text,
    ...(message.action && { action: maskAction(message.action, masking) }),
  };
}

function cancelled(cause: unknown): KanameError {
  return new KanameError('cancelled', '中止しました。続けるときは、もう一度お送りください。', cause);
}
