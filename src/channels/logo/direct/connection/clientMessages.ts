import type { DirectRoom, DirectUser } from '../session.ts';

/* What Kaname and the process of the vendor's client say to each other. Ids in decimal; ids within contents as bigint. */

/** The first message to the process. The token goes this way only: arguments and environment show in process lists. */
export interface OpenClient {
  readonly kind: 'open';
  readonly token: string;
  readonly endpoint: string;
  readonly proxy?: string;
  /** An existing folder for the client's own files; it may be removed between connections. */
  readonly folder: string;
}

/** A message of a room as the platform gives it. */
export interface RoomMessage {
  readonly id: string;
  readonly room: DirectRoom;
  readonly sender: DirectUser;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The platform's number for its kind: messageContent.ts names them. */
  readonly type: number;
  readonly content: unknown;
  readonly fromBot: boolean;
}

/** What can be asked of the process, and what it answers. */
export interface ClientCalls {
  create: { ask: { room: string; type: number; content: unknown }; answer: { id: string } };
  /** Answers the content of a message with the file. */
  upload: { ask: { room: string; name: string; contentType: string; bytes: Uint8Array }; answer: unknown };
  /** Answers the note's id. */
  note: { ask: { room: string; title: string; content: string }; answer: { id: string } };
  /** The messages after an id, oldest first: a page of them. */
  messages: { ask: { room: string; after: string }; answer: readonly RoomMessage[] };
  members: { ask: { room: string }; answer: readonly DirectUser[] | undefined };
  download: { ask: { url: string; limitBytes: number; timeLimitMs: number }; answer: Uint8Array };
}
export type ClientMethod = keyof ClientCalls;

export type ToClient =
  | OpenClient
  | { [M in ClientMethod]: { kind: 'call'; call: number; method: M; ask: ClientCalls[M]['ask'] } }[ClientMethod];

/** A room of the bot and the id of its newest message, where it has one. */
export interface StandingRoom {
  readonly room: DirectRoom;
  readonly newest?: string;
}

export type LossReason =
  /** No connection could be made. */
  | 'unreachable'
  /** The token is not taken. */
  | 'refused'
  /** The same token signed in elsewhere. */
  | 'replaced'
  /** The platform or the network ended the connection. */
  | 'closed'
  /** It did not answer in time. */
  | 'silent'
  /** The client itself failed, as on a frame that cannot be read. */
  | 'failed';

export interface Loss {
  readonly kind: 'lost';
  readonly reason: LossReason;
  /** Code and name of the error, never its text. */
  readonly detail?: string;
}

export interface CallFailure {
  /** The platform's code, as HTTP's; absent where something else went wrong. */
  readonly code?: number;
  /** To be tried again after this time. */
  readonly retryAfterMs?: number;
  readonly isTooLong?: boolean;
}

export type FromClient =
  | { readonly kind: 'ready'; readonly me: DirectUser; readonly rooms: readonly StandingRoom[] }
  | { readonly kind: 'message'; readonly message: RoomMessage }
  | { readonly kind: 'joined'; readonly room: DirectRoom }
  | { readonly kind: 'left'; readonly room: string }
  | Loss
  | { readonly kind: 'answer'; readonly call: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly call: number; readonly failure: CallFailure };
