import type { Conversation, IncomingMessage } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import type { DialogueStore } from '../../stores/dialogues.ts';
import type { Abilities, Outgoing } from './outgoing.ts';

/** One message as a channel without cards reads it: words and files, or a pressed option of a stamp. */
export interface TextMessage extends Omit<IncomingMessage, 'action'> {
  /** `stamp` is what `send` resolved to when it was sent; `option` counts from 0 (yes is 0, no is 1). */
  readonly pressed?: { readonly stamp: string; readonly option: number };
}

/**
 * Sends one piece and resolves to its id in the channel, where the channel has one. `aside` is what is said while the
 * answer is still to come: that the message was taken, that it takes longer.
 */
export type SendPiece = (piece: Outgoing, aside?: 'aside') => Promise<string | undefined>;

export interface TextChannelParts {
  readonly conversation: Conversation;
  readonly dialogues: DialogueStore;
  readonly abilities: Abilities;
  readonly log: Log;
  /** Milliseconds of work after which one word about it is sent; 20,000 unless told. */
  readonly lateMs?: number;
}

/** The conversation for channels without cards; made by createTextChannel. */
export interface TextChannel {
  /**
   * Answers one message: what it means after what was shown last (a number, a field of a form, a clause to open), the
   * acknowledgement at once, the answer in pieces. Messages of one sender in one conversation are taken one after another.
   * Never rejects: whatever fails ends in a sentence; a piece that cannot be sent is logged.
   */
  answer(message: TextMessage, send: SendPiece, signal?: AbortSignal): Promise<void>;
  /** The greeting on joining a conversation. */
  greet(conversation: IncomingMessage['conversation'], send: SendPiece): Promise<void>;
}
