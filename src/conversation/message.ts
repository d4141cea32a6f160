import type { Action, Answer } from '../answer.ts';
import type { KanameError } from '../errors.ts';

/** One message of a person to Kaname, as every channel hands it over: no SDK types, no mark-up, no bot mention. */
export interface IncomingMessage {
  /** The channel's id of the message; the same when the channel delivers it again. */
  readonly id: string;
  readonly channel: 'teams' | 'logo' | 'console';
  readonly conversation: { readonly id: string; readonly kind: 'personal' | 'group' | 'channel' };
  readonly sender: { readonly id: string; readonly name?: string };
  /**
   * The ids of everyone who will see the reply, of the kind `sender` has (Entra object ids in Teams), where the channel can
   * tell; undefined where it cannot, and then only what everybody may read is shown. Asked only when rules are needed.
   */
  readonly audience?: () => Promise<readonly string[] | undefined>;
  readonly text: string;
  /** Files that came with the message. */
  readonly files?: readonly ReceivedFile[];
  /** A button that was pressed or a form that was sent, instead of `text`. */
  readonly action?: Action;
  /** When the sender's client sent it, where the channel says so; used to tell a redelivery from a second message. */
  readonly sentAt?: Date;
}

/** A file as the channel received it; its bytes are fetched when they are needed. */
export interface ReceivedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Throws KanameError `input_too_long` beyond `limitBytes`, `unreachable` where it cannot be fetched. */
  read(limitBytes: number): Promise<Buffer>;
}

/**
 * What happens to a message, in this order: `accepted` once, then any number of `progress` and `partial`, and exactly
 * one `final` or `failure` at the end. A redelivered message yields nothing at all.
 */
export type ReplyEvent =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'progress'; readonly text: string }
  /** The whole text so far, of an answer that grows while it is written. */
  | { readonly kind: 'partial'; readonly text: string }
  | { readonly kind: 'final'; readonly answer: Answer; readonly turn: string }
  | { readonly kind: 'failure'; readonly error: KanameError };

/** A thumb up or down on the answer of one turn. */
export interface Reaction {
  readonly channel: IncomingMessage['channel'];
  readonly conversation: IncomingMessage['conversation'];
  readonly sender: IncomingMessage['sender'];
  readonly turn: string;
  readonly value: 'like' | 'dislike';
  readonly comment?: string;
}

/** What channels need of the room `conversation`; they know nothing else of Kaname. */
export interface Conversation {
  /** Answers one message. Never throws: what fails becomes a `failure` event. `signal` stops the work (Stop button). */
  handle(message: IncomingMessage, signal?: AbortSignal): AsyncIterable<ReplyEvent>;
  /** Keeps a reaction. Unknown turns are ignored; throws KanameError `store_unavailable` when it cannot be kept. */
  react(reaction: Reaction): Promise<void>;
  /** The first greeting when Kaname is added to a conversation, with buttons to press. */
  welcome(): Answer;
}
