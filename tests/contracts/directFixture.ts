import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeDirectServer, startFakeDirectServer } from '../../bench/direct/fakeDirectServer.mjs';
import { type DirectSessionOptions, openDirectSession } from '../../src/channels/logo/direct/directSession.ts';
import type { DirectEvent, DirectSession } from '../../src/channels/logo/direct/session.ts';
import type { Log } from '../../src/log.ts';

/** A session with the vendor's client, and everything that it told. */
export interface OpenedSession {
  readonly session: DirectSession;
  readonly events: DirectEvent[];
  /** The next event of a kind that was not asked for yet. */
  next<K extends DirectEvent['kind']>(kind: K): Promise<Extract<DirectEvent, { kind: K }>>;
  close(): Promise<void>;
}

export interface DirectFixture {
  readonly server: FakeDirectServer;
  readonly storagePath: string;
  /** Every line of the log, as JSON. */
  readonly logged: string[];
  /** Acknowledges what it tells, unless told not to. */
  open(options?: Partial<DirectSessionOptions> & { readonly acknowledges?: boolean }): OpenedSession;
  close(): Promise<void>;
}

const FAST = { firstWaitMs: 30, longestWaitMs: 200, refusedWaitMs: 200, signInMs: 8_000, paceMs: 1, answerMs: 5_000 };

export async function startDirectFixture(): Promise<DirectFixture> {
  const server = await startFakeDirectServer();
  const storagePath = mkdtempSync(join(tmpdir(), 'direct-session-'));
  const logged: string[] = [];
  const opened: OpenedSession[] = [];
  const line = (event: string, fields?: Readonly<Record<string, unknown>>) => {
    logged.push(JSON.stringify({ event, ...fields }));
  };
  const log: Log = { info: line, warn: line, error: line };
  process.env.NODE_EXTRA_CA_CERTS = server.certificateFile;
  return {
    server,
    storagePath,
    logged,
    open({ acknowledges = true, ...options } = {}) {
      const { token, url: endpoint } = server;
      const session = openDirectSession({ token, endpoint, storagePath, log, ...FAST, ...options });
      const one = follow(session, acknowledges);
      opened.push(one);
      return one;
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()));
      await server.close();
      rmSync(storagePath, { recursive: true, force: true });
    },
  };
}

function follow(session: DirectSession, acknowledges: boolean): OpenedSession {
  const events: DirectEvent[] = [];
  const taken = new Set<DirectEvent>();
  let look: () => void = () => {};
  const reading = (async () => {
    for await (const event of session.events()) {
      events.push(event);
      if (acknowledges && 'id' in event) session.acknowledge(event.id);
      look();
    }
  })();
  return {
    session,
    events,
    next: (kind) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`no ${kind}: ${JSON.stringify(events)}`)), 8_000);
        look = () => {
          const found = events.find((event) => event.kind === kind && !taken.has(event));
          if (found === undefined) return;
          clearTimeout(limit);
          taken.add(found);
          resolve(found as Extract<DirectEvent, { kind: typeof kind }>);
        };
        look();
      }),
    async close() {
      await session.close();
      await reading;
    },
  };
}
