import type {
  DirectEvent,
  DirectFile,
  DirectOutgoing,
  DirectRoom,
  DirectSession,
  DirectUser,
} from '../../src/channels/logo/direct/session.ts';
import { KanameError } from '../../src/errors.ts';

export const BOT: DirectUser = { id: '900000000000000001', name: '要' };
export const HANAKO: DirectUser = { id: '100000000000000001', name: '見本 花子' };
export const TARO: DirectUser = { id: '100000000000000002', name: '試験太郎' };
export const PAIR: DirectRoom = { id: '500000000000000001', kind: 'pair' };
export const GROUP: DirectRoom = { id: '500000000000000002', kind: 'group', name: '総務課' };

/** What was sent to a room, with the id it got. */
export type Sent = DirectOutgoing & { readonly room: string; readonly id: string };

/** A session on direct in memory: a test says what happens, and sees what was sent. */
export interface MemoryDirectSession extends DirectSession {
  readonly sent: Sent[];
  readonly acknowledged: string[];
  readonly closed: () => boolean;
  emit(event: DirectEvent): void;
  /** A person writes; resolves to nothing, gives the message's id. */
  says(text: string, from?: Partial<From>): string;
  sends(files: readonly (Pick<DirectFile, 'name'> & { readonly content: Buffer })[], from?: Partial<From>): string;
  presses(of: string, option: number, from?: Partial<From>): string;
  setMembers(room: string, members: readonly DirectUser[] | undefined): void;
  /** Sending fails while the function says so. */
  failWhen(fails: (outgoing: DirectOutgoing) => boolean): void;
  /** Resolves when the condition holds; rejects after five seconds. */
  until(condition: () => boolean): Promise<void>;
}

export interface From {
  readonly room: DirectRoom;
  readonly sender: DirectUser;
  readonly id: string;
  readonly caption: string;
}

/** Mark-up as LoGo Chat's evidence shows it. */
export const called = (user: DirectUser, text: string) =>
  `{@:${user.id},${[...(user.name ?? '')].length + 1}}@${user.name} さん ${text}`;

export function createMemoryDirectSession(): MemoryDirectSession {
  const waiting: DirectEvent[] = [];
  const members = new Map<string, readonly DirectUser[] | undefined>();
  const contents = new Map<string, Buffer>();
  let wake: () => void = () => {};
  let closed = false;
  let lastId = 7_000_000_000_000_000_000n;
  let at = Date.parse('2026-11-22T01:00:00Z');
  let fails: (outgoing: DirectOutgoing) => boolean = () => false;
  const newId = () => String(++lastId);
  const changed = () => wake();

  const session: MemoryDirectSession = {
    sent: [],
    acknowledged: [],
    closed: () => closed,
    async *events() {
      for (;;) {
        const event = waiting.shift();
        if (event !== undefined) yield event;
        else if (closed) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
    acknowledge: (message) => void session.acknowledged.push(message),
    async send(room, outgoing) {
      if (fails(outgoing)) throw new KanameError('unreachable', '送れませんでした。');
      const id = newId();
      session.sent.push({ ...outgoing, room, id });
      return id;
    },
    async download(file, limitBytes) {
      const content = contents.get(file.id);
      if (content === undefined) throw new KanameError('unreachable', 'ファイルを取得できませんでした。');
      if (content.length > limitBytes) throw new KanameError('input_too_long', 'ファイルが大きすぎます。');
      return content;
    },
    members: async (room) => members.get(room),
    connected: () => !closed,
    async close() {
      closed = true;
      changed();
    },
    emit(event) {
      waiting.push(event);
      changed();
    },
    says(text, { room = PAIR, sender = HANAKO, id = newId() } = {}) {
      at += 1000;
      session.emit({ kind: 'text', id, room, sender, at: new Date(at), text });
      return id;
    },
    sends(files, { room = PAIR, sender = HANAKO, id = newId(), caption = '' } = {}) {
      at += 1000;
      const sent = files.map(({ name, content }) => {
        const file = newId();
        contents.set(file, content);
        const contentType = 'application/octet-stream';
        return { id: file, name, contentType, bytes: content.length, url: `https://files.invalid/${file}` };
      });
      session.emit({ kind: 'file', id, room, sender, at: new Date(at), files: sent, text: caption });
      return id;
    },
    presses(of, option, { room = PAIR, sender = HANAKO, id = newId() } = {}) {
      at += 1000;
      session.emit({ kind: 'chosen', id, room, sender, at: new Date(at), of, option });
      return id;
    },
    setMembers: (room, users) => void members.set(room, users),
    failWhen(condition) {
      fails = condition;
    },
    async until(condition) {
      const deadline = Date.now() + 5_000;
      while (!condition()) {
        if (Date.now() > deadline) throw new Error(`not in time; sent: ${JSON.stringify(session.sent)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
  session.emit({ kind: 'ready', me: BOT });
  return session;
}
