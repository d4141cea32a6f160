/**
 * A signed-in connection to the direct platform, as the rest of the channel sees it. Ids are decimal strings of up to 19
 * digits. The real one runs the vendor's client in a process of its own; tests have one in memory.
 */
export interface DirectSession {
  /** Everything that happens, in order; ends after `close`. One reader. Nothing of the bot itself or of other bots. */
  events(): AsyncIterable<DirectEvent>;
  /**
   * A message was dealt with, by its id. Messages that were not when the process ended come again at the next start, as
   * far as the platform still has them.
   */
  acknowledge(message: string): void;
  /**
   * Sends to a room and resolves to the new message's id. Waits for a connection that was lost.
   * @throws KanameError `unreachable` where it could not be delivered within the time limit
   */
  send(room: string, outgoing: DirectOutgoing): Promise<string>;
  /**
   * Reads a file that was sent to a room.
   * @throws KanameError `input_too_long` beyond `limitBytes`, `unreachable` where it cannot be fetched
   */
  download(file: DirectFile, limitBytes: number): Promise<Buffer>;
  /** Who is in a room now, without the bot; undefined where it is not known. */
  members(room: string): Promise<readonly DirectUser[] | undefined>;
  /** Whether the connection stands, for /readyz. */
  connected(): boolean;
  close(): Promise<void>;
}

export interface DirectUser {
  readonly id: string;
  readonly name?: string;
}

export interface DirectRoom {
  readonly id: string;
  readonly kind: 'pair' | 'group';
  readonly name?: string;
}

export interface DirectFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly url: string;
}

export type DirectEvent =
  /** Signed in; again after each new connection. */
  | { readonly kind: 'ready'; readonly me: DirectUser }
  | { readonly kind: 'lost'; readonly reason: string }
  /** `text` as it came, mention mark-up included. */
  | (FromPerson & { readonly kind: 'text'; readonly text: string })
  | (FromPerson & { readonly kind: 'file'; readonly files: readonly DirectFile[]; readonly text: string })
  /** An option of a select stamp, counted from 0, or yes (0) and no (1). `of` is the stamp's message id. */
  | (FromPerson & { readonly kind: 'chosen'; readonly of: string; readonly option: number })
  | { readonly kind: 'joined'; readonly room: DirectRoom }
  | { readonly kind: 'left'; readonly room: DirectRoom };

interface FromPerson {
  readonly id: string;
  readonly room: DirectRoom;
  readonly sender: DirectUser;
  readonly at: Date;
}

export type DirectOutgoing =
  | { readonly kind: 'text'; readonly text: string }
  /** Nine options at most. */
  | { readonly kind: 'select'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'yesno'; readonly question: string }
  /** Title up to 100 characters, content up to 5,000. */
  | { readonly kind: 'note'; readonly title: string; readonly content: string }
  | { readonly kind: 'file'; readonly name: string; readonly contentType: string; readonly bytes: Buffer };
