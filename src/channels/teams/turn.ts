import type { Activity } from 'botbuilder';
import type { Answer } from '../../answer.ts';
import type { Conversation, IncomingMessage } from '../../conversation/message.ts';
import { toKanameError } from '../../errors.ts';
import { describeError, type Log } from '../../log.ts';
import { answerMessage, type DrawnCard, sentenceMessage, shortMessage } from './answerMessage.ts';
import type { MessageMemory } from './messageMemory.ts';
import { describeSendFailure } from './sendFailure.ts';
import type { Stage } from './stages.ts';

export interface TurnRooms {
  readonly conversation: Conversation;
  readonly cardFor: (answer: Answer, turn: string) => DrawnCard;
  readonly memory: MessageMemory;
  readonly log: Log;
}

/** What this channel does beside showing an answer. */
export interface Beside {
  /** The answer with what only this channel offers, or has to say about the message. */
  readonly completed?: (answer: Answer) => Answer;
  /** What comes after the answer was shown, such as its files. Does not reject. */
  readonly afterwards?: (answer: Answer) => Promise<void>;
  /** What the turn is about, where nothing above it says so; Markdown. */
  readonly lead?: string;
}

/**
 * Answers one message and shows every step of it. Never rejects: every accepted message gets one last message.
 * @returns how it ended: `answered`, `redelivered` where nothing is said, or the code of an error
 */
export async function runTurn(
  message: IncomingMessage,
  rooms: TurnRooms,
  stage: Stage,
  signal: AbortSignal,
  beside: Beside = {},
): Promise<string> {
  const startedAt = performance.now();
  let outcome = 'redelivered';
  try {
    for await (const event of rooms.conversation.handle(message, signal)) {
      if (event.kind === 'accepted') {
        outcome = 'unfinished';
        stage.typing.start();
      } else if (event.kind === 'progress') stage.reply.progress(event.text);
      else if (event.kind === 'partial') stage.reply.partial(event.text);
      else if (event.kind === 'final') {
        outcome = 'answered';
        await showAnswer(message, event.answer, event.turn, rooms, stage, beside);
      } else {
        outcome = event.error.code;
        await show(stage, [sentenceMessage(event.error.sentence, beside.lead)], rooms.log);
      }
    }
    if (outcome === 'unfinished') throw new Error('The conversation ended without an answer.');
  } catch (thrown) {
    rooms.log.error('teams.turn_failed', describeError(thrown));
    const { sentence } = toKanameError(thrown);
    if (outcome !== 'answered') await show(stage, [sentenceMessage(sentence, beside.lead)], rooms.log);
  } finally {
    await stage.typing.stop();
  }
  const ms = Math.round(performance.now() - startedAt);
  rooms.log.info('teams.turn', { outcome, kind: message.conversation.kind, ms });
  return outcome;
}

async function showAnswer(
  message: IncomingMessage,
  answer: Answer,
  turn: string,
  rooms: TurnRooms,
  stage: Stage,
  { completed = (same) => same, afterwards, lead }: Beside,
) {
  const id = await show(stage, drafts(completed(answer), turn, rooms, lead), rooms.log);
  if (id) {
    await rooms.memory
      .rememberMessage(message.conversation.id, id, turn)
      .catch((thrown: unknown) => rooms.log.warn('teams.message_not_remembered', describeError(thrown)));
  }
  await afterwards?.(answer);
}

/** The answer, and a shorter form for where it is refused. A card that cannot be drawn must not cost the answer. */
function drafts(answer: Answer, turn: string, { cardFor, log }: TurnRooms, lead?: string): Partial<Activity>[] {
  try {
    const drawn = cardFor(answer, turn);
    return [answerMessage(answer, drawn, lead), shortMessage(answer, drawn, lead)];
  } catch (thrown) {
    log.error('teams.card_failed', { command: answer.command, ...describeError(thrown) });
    return [shortMessage(answer, { card: {}, fallbackText: answer.speak }, lead)];
  }
}

/** Shows the first of these messages that Teams takes, and resolves to its id. */
async function show(stage: Stage, messages: readonly Partial<Activity>[], log: Log): Promise<string | undefined> {
  await stage.typing.stop();
  for (const message of messages) {
    try {
      return await stage.reply.finish(message);
    } catch (thrown) {
      log.error('teams.send_failed', describeSendFailure(thrown));
    }
  }
  return undefined;
}
