import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../../log.ts';
import { describeError } from '../../../../log.ts';

/**
 * Which messages of which rooms were dealt with, kept in a file over restarts. Of each room the newest ones are listed,
 * and everything up to `upTo` counts as dealt with; so a message that comes a little out of order is still seen.
 */
export interface HandledMessages {
  /** Whether anything was ever kept of this bot; if not, what is in the rooms is not to be answered. */
  readonly isNew: boolean;
  rooms(): readonly string[];
  knows(room: string): boolean;
  /** Adds a room of which everything up to a message, or nothing, counts as dealt with. */
  addRoom(room: string, upTo?: string): void;
  removeRoom(room: string): void;
  /** The id after which to look for messages that were missed. */
  lookAfter(room: string): string;
  /** Whether it was dealt with, or was handed on since the start. */
  isTaken(room: string, message: string): boolean;
  /** Handed on; counts as taken until the process ends. What came before the first one of a room counts as dealt with. */
  handOn(room: string, message: string): void;
  /** Dealt with, for good. */
  settle(room: string, message: string): void;
  /** As `settle`, of a message that was handed on. */
  acknowledge(message: string): void;
  /** Everything up to a message was looked at: what does not wait counts as dealt with. */
  reach(room: string, message: string): void;
  /** Waits until the file is written. */
  saved(): Promise<void>;
}

const stored = z.object({
  bot: z.string(),
  rooms: z.record(z.string(), z.object({ upTo: z.string(), settled: z.array(z.string()) })),
});

interface Room {
  upTo: bigint;
  readonly settled: Set<bigint>;
  readonly open: Set<bigint>;
}

/** Messages listed of each room, besides those that wait. */
const LISTED = 32;

/** Reads what was kept of this bot in a folder; a file that cannot be read counts as none. */
export function openHandledMessages(folder: string, bot: string, log: Log): HandledMessages {
  const path = join(folder, 'messages.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const rooms = read(path, bot, log);
  const isNew = rooms === undefined;
  return new KeptMessages(path, bot, rooms ?? new Map(), isNew, log);
}

class KeptMessages implements HandledMessages {
  readonly isNew: boolean;
  readonly #path: string;
  readonly #bot: string;
  readonly #rooms: Map<string, Room>;
  readonly #log: Log;
  readonly #roomOf = new Map<string, string>();
  #saving: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(path: string, bot: string, rooms: Map<string, Room>, isNew: boolean, log: Log) {
    this.#path = path;
    this.#bot = bot;
    this.#rooms = rooms;
    this.isNew = isNew;
    this.#log = log;
  }

  rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  knows(room: string): boolean {
    return this.#rooms.has(room);
  }

  addRoom(room: string, upTo = '0'): void {
    this.#rooms.set(room, { upTo: BigInt(upTo), settled: new Set(), open: new Set() });
    this.#save();
  }

  removeRoom(room: string): void {
    if (this.#rooms.delete(room)) this.#save();
  }

  lookAfter(room: string): string {
    return String(this.#rooms.get(room)?.upTo ?? 0);
  }

  isTaken(room: string, message: string): boolean {
    const known = this.#rooms.get(room);
    if (known === undefined) return false;
    const id = BigInt(message);
    return id <= known.upTo || known.settled.has(id) || known.open.has(id);
  }

  handOn(room: string, message: string): void {
    if (!this.knows(room)) this.addRoom(room);
    const known = this.#rooms.get(room);
    const id = BigInt(message);
    if (known?.upTo === 0n) known.upTo = id - 1n;
    known?.open.add(id);
    this.#roomOf.set(message, room);
    this.#save();
  }

  settle(room: string, message: string): void {
    const known = this.#rooms.get(room);
    if (known === undefined) return;
    const id = BigInt(message);
    known.open.delete(id);
    if (id > known.upTo) known.settled.add(id);
    shorten(known);
    this.#save();
  }

  acknowledge(message: string): void {
    const room = this.#roomOf.get(message);
    this.#roomOf.delete(message);
    if (room !== undefined) this.settle(room, message);
  }

  reach(room: string, message: string): void {
    const known = this.#rooms.get(room);
    if (known === undefined) return;
    advance(known, BigInt(message));
    this.#save();
  }

  async saved(): Promise<void> {
    await this.#saving;
  }

  /** Writes beside the file and renames, so that a stop at any moment leaves a whole one; many changes are one write. */
  #save(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#saving = this.#saving.then(async () => {
      this.#isDue = false;
      try {
        await writeFile(`${this.#path}.new`, JSON.stringify(this.#stored()), { mode: 0o600 });
        await rename(`${this.#path}.new`, this.#path);
      } catch (thrown) {
        this.#log.error('direct.messages_not_kept', describeError(thrown));
      }
    });
  }

  #stored(): z.infer<typeof stored> {
    const rooms = [...this.#rooms].map(([id, { upTo, settled }]) => [
      id,
      { upTo: String(upTo), settled: [...settled].map(String) },
    ]);
    return { bot: this.#bot, rooms: Object.fromEntries(rooms) };
  }
}

/** Drops the oldest of a long list. */
function shorten(room: Room): void {
  if (room.settled.size <= LISTED) return;
  const oldestFirst = [...room.settled].sort((a, b) => (a < b ? -1 : 1));
  advance(room, oldestFirst.at(-LISTED - 1) ?? 0n);
}

/** Never beyond a message that still waits, which must come again after a restart. */
function advance(room: Room, to: bigint): void {
  const bound = [...room.open].reduce((least, id) => (id <= least ? id - 1n : least), to);
  if (bound <= room.upTo) return;
  room.upTo = bound;
  for (const id of room.settled) if (id <= bound) room.settled.delete(id);
}

function read(path: string, bot: string, log: Log): Map<string, Room> | undefined {
  try {
    const kept = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (kept.bot !== bot) return undefined;
    return new Map(
      Object.entries(kept.rooms).map(([id, { upTo, settled }]) => [
        id,
        { upTo: BigInt(upTo), settled: new Set(settled.map(BigInt)), open: new Set<bigint>() },
      ]),
    );
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'ENOENT') log.warn('direct.messages_unread', describeError(thrown));
    return undefined;
  }
}
