import type { Log } from '../../../../log.ts';
import { describeError } from '../../../../log.ts';
import type { DirectEvent, DirectRoom } from '../session.ts';
import { type CatchUpRoom, catchUp } from './catchUp.ts';
import type { RoomMessage, StandingRoom } from './clientMessages.ts';
import { CallLost, type ClientEvent, type Connection } from './connection.ts';
import { type HandledMessages, openHandledMessages } from './handledMessages.ts';
import { readMessage } from './readMessage.ts';
import { byId } from './roomHistory.ts';
import type { Sent } from './sending.ts';

export interface InboxOptions {
  readonly folder: string;
  readonly push: (event: DirectEvent) => void;
  readonly log: Log;
  readonly answerMs: number;
  readonly missedMs: number;
}

/** Makes of what connections tell one row of events, in which each message comes once. */
export interface Inbox {
  connect(): InboxReader;
  acknowledge(message: string): void;
  /** The bot itself sent something to a room. */
  sent(room: string, sent: Sent): void;
  /** The newest message that is known to be in a room; `0` where none is. */
  newest(room: string): string;
  isOwn(message: RoomMessage): boolean;
  /** Whether `sent` was told of it. */
  isClaimed(id: string): boolean;
  saved(): Promise<void>;
}

/** Hears one connection. */
export interface InboxReader {
  take(event: ClientEvent, connection: Connection): void;
  end(): void;
}

/** What was missed of each room that could be read, oldest first. */
type Missed = ReadonlyMap<string, readonly RoomMessage[]>;
type Ready = Extract<ClientEvent, { kind: 'ready' }>;

const SENT_REMEMBERED = 2_000;

export function createInbox(options: InboxOptions): Inbox {
  return new RoomInbox(options);
}

class RoomInbox implements Inbox {
  readonly #options: InboxOptions;
  readonly #rooms = new Map<string, DirectRoom>();
  readonly #newest = new Map<string, bigint>();
  readonly #sent = new Set<string>();
  #handled: HandledMessages | undefined;
  #me = '';
  #isFirst = false;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** What comes while the missed messages are fetched waits for them. */
  connect(): InboxReader {
    let waiting: ClientEvent[] | undefined = [];
    let hasEnded = false;
    const ready = async (event: Ready, connection: Connection) => {
      const missed = await this.#begin(event, connection);
      if (hasEnded) return;
      const early = waiting ?? [];
      waiting = undefined;
      const pushed = early.flatMap((told) => (told.kind === 'message' ? [told.message] : []));
      for (const told of early) if (told.kind !== 'message') this.#take(told);
      const messages = [...missed.values()].flat();
      for (const message of [...messages, ...pushed].sort(byId)) this.#receive(message);
      for (const { room, newest } of event.rooms) {
        const reached = missed.get(room.id)?.at(-1)?.id ?? newest;
        if (missed.has(room.id) && reached !== undefined) this.#handled?.reach(room.id, reached);
      }
    };
    return {
      take: (event, connection) => {
        if (hasEnded) return;
        if (event.kind === 'ready') {
          ready(event, connection).catch((thrown: unknown) => {
            // The next connection begins anew.
            if (!(thrown instanceof CallLost)) this.#options.log.error('direct.catch_up_failed', describeError(thrown));
            connection.end();
          });
        } else if (waiting !== undefined) waiting.push(event);
        else this.#take(event);
      },
      end: () => {
        hasEnded = true;
      },
    };
  }

  acknowledge = (message: string): void => this.#handled?.acknowledge(message);

  sent = (room: string, { id, message }: Sent): void => {
    this.#sent.add(id);
    const [oldest] = this.#sent;
    if (oldest !== undefined && this.#sent.size > SENT_REMEMBERED) this.#sent.delete(oldest);
    if (message === undefined) return;
    this.#see(room, message);
    this.#handled?.settle(room, message);
  };

  newest = (room: string): string => String(this.#newest.get(room) ?? 0);

  isOwn = ({ sender }: RoomMessage): boolean => sender.id === this.#me;

  isClaimed = (id: string): boolean => this.#sent.has(id);

  async saved(): Promise<void> {
    await this.#handled?.saved();
  }

  /** Tells of rooms that came and went meanwhile, and fetches what was said. */
  async #begin({ me, rooms }: Ready, connection: Connection): Promise<Missed> {
    const { folder, push, log, answerMs, missedMs } = this.#options;
    if (this.#handled === undefined) {
      this.#handled = openHandledMessages(folder, me.id, log);
      this.#isFirst = this.#handled.isNew;
    }
    const handled = this.#handled;
    this.#me = me.id;
    push({ kind: 'ready', me });
    for (const standing of rooms) this.#enter(standing);
    const present = new Set(rooms.map(({ room }) => room.id));
    for (const room of handled.rooms()) if (!present.has(room)) this.#leave(room);
    this.#isFirst = false;

    const behind = rooms.flatMap(({ room: { id }, newest }): CatchUpRoom[] => {
      const after = handled.lookAfter(id);
      return newest !== undefined && BigInt(newest) > BigInt(after) ? [{ id, after }] : [];
    });
    const found = await catchUp(connection, behind, { me: me.id, answerMs, log });
    for (const { id, room, at } of [...found.values()].flat()) {
      if (at < Date.now() - missedMs) handled.settle(room.id, id);
    }
    return found;
  }

  #take(event: ClientEvent): void {
    if (event.kind === 'message') this.#receive(event.message);
    else if (event.kind === 'joined') this.#enter({ room: event.room });
    else if (event.kind === 'left') this.#leave(event.room);
  }

  #enter({ room, newest }: StandingRoom): void {
    this.#rooms.set(room.id, room);
    if (newest !== undefined) this.#see(room.id, newest);
    if (this.#handled?.knows(room.id)) return;
    this.#handled?.addRoom(room.id, this.#isFirst ? newest : undefined);
    if (!this.#isFirst) this.#options.push({ kind: 'joined', room });
  }

  #leave(id: string): void {
    if (!this.#handled?.knows(id)) return;
    this.#handled.removeRoom(id);
    this.#options.push({ kind: 'left', room: this.#rooms.get(id) ?? { id, kind: 'group' } });
    this.#rooms.delete(id);
    this.#newest.delete(id);
  }

  #receive(message: RoomMessage): void {
    const { id, room, fromBot } = message;
    this.#see(room.id, id);
    if (this.#handled === undefined || this.#handled.isTaken(room.id, id)) return;
    const event = this.isOwn(message) || fromBot ? undefined : readMessage(message);
    if (event === undefined) this.#handled.settle(room.id, id);
    else {
      this.#handled.handOn(room.id, id);
      this.#options.push(event);
    }
  }

  #see(room: string, message: string): void {
    const id = BigInt(message);
    if (id > (this.#newest.get(room) ?? 0n)) this.#newest.set(room, id);
  }
}
