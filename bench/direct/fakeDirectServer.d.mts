/** A fake of the direct platform for tests and for `npm run logo:demo`; see fakeDirectServer.mjs. */
export function startFakeDirectServer(options?: {
  readonly token?: string;
  readonly botName?: string;
  readonly port?: number;
}): Promise<FakeDirectServer>;

export interface FakePerson {
  readonly id: string;
  readonly name: string;
}

export interface FakeRoom {
  readonly id: string;
  readonly kind: 'pair' | 'group';
  readonly name: string | null;
}

export interface FakeMessage {
  readonly id: string;
  readonly sender: string;
  readonly isBot: boolean;
  /** 1 text, 4 file, 5 text and files, 10 note created, 500 yes/no, 501 its answer, 502 select, 503 its answer, 0 system. */
  readonly type: number;
  /** A string for a text; ids within are bigints. */
  // biome-ignore lint/suspicious/noExplicitAny: as the client sent it, whatever it sent.
  readonly content: any;
  readonly at: number;
}

export interface FakeFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface FakeError {
  readonly code: number;
  readonly message: string;
  readonly detail: { readonly retry_after?: number } | null;
}

export interface FakeDirectServer {
  /** `wss://127.0.0.1:…`; the client needs NODE_EXTRA_CA_CERTS={certificateFile}. */
  readonly url: string;
  readonly certificateFile: string;
  readonly token: string;
  readonly bot: FakePerson;
  /** Every call of the client, in order. */
  readonly calls: readonly { readonly method: string; readonly params: readonly unknown[] }[];

  person(name: string): FakePerson;
  /** Rooms with the bot in them. */
  pairRoom(person: FakePerson): FakeRoom;
  groupRoom(name: string, people: readonly FakePerson[]): FakeRoom;
  groupRoomWithoutBot(name: string, people: readonly FakePerson[]): FakeRoom;
  /** A pair room whose first message comes before the notice of the room. */
  pairRoomBegunWith(person: FakePerson, text: string): FakeRoom;
  addBot(room: FakeRoom, by: FakePerson): void;
  removeBot(room: FakeRoom): void;
  removePerson(room: FakeRoom, person: FakePerson): void;

  /** What a person does; each resolves to the new message's id. `at` is in milliseconds since 1970. */
  say(room: FakeRoom, person: FakePerson, text: string, options?: { readonly at?: number }): string;
  /** An option of a select stamp from 0, or yes (0) and no (1). */
  press(stamp: string, option: number, person: FakePerson): string;
  sendFile(room: FakeRoom, person: FakePerson, file: FakeFile, text?: string): string;
  /** The mark-up that mentions a person, or the bot. */
  mention(person?: FakePerson): string;

  messages(room: FakeRoom): readonly FakeMessage[];
  notes(room: FakeRoom): readonly { readonly id: string; readonly title: string; readonly text: string }[];
  /** The bytes of the file of a message of kind 4. */
  fileOf(message: FakeMessage): Buffer | undefined;
  /** Resolves to what the function gives as soon as it is neither false, null nor undefined; rejects after the limit. */
  until<T>(found: () => T | undefined | null | false, limitMs?: number): Promise<T>;

  /** Clients that are connected now. */
  connections(): number;
  /** Without a code the connection is cut. */
  disconnect(code?: number, reason?: string): void;
  /** Goes away with all connections, and comes back at the same address. */
  stop(): Promise<void>;
  listen(): Promise<void>;
  /** From now on only this token is taken. */
  acceptToken(token: string): void;
  /** Takes calls and answers none. */
  silence(isSilent: boolean): void;
  /** From now on files are elsewhere. */
  redirectFiles(url: string | undefined): void;
  /** Answers each call this much later. */
  delay(ms: number): void;
  /** The next calls of a method fail with this error. */
  fail(method: string, error: FakeError, times?: number): void;
  /** The next call of a method is cut off: before it is done, or when it was done and before its answer. */
  lose(method: string, moment: 'before' | 'after'): void;
  /** Tells of a message once more. */
  repeat(message: string): void;
  /** Sends bytes that may be no frame at all; `binary: false` as text. */
  sendRaw(bytes: Uint8Array, options?: { readonly binary?: boolean }): void;
  close(): Promise<void>;
}
