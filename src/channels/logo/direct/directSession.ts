import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../../log.ts';
import type { Loss } from './connection/clientMessages.ts';
import { type Connection, openConnection } from './connection/connection.ts';
import { createEventQueue } from './connection/eventQueue.ts';
import { fetchFile } from './connection/fetchFile.ts';
import { createInbox } from './connection/inbox.ts';
import { createOutbox } from './connection/outbox.ts';
import { createReconnection, type ReconnectionTimes } from './connection/reconnection.ts';
import { createStanding } from './connection/standing.ts';
import type { DirectEvent, DirectSession } from './session.ts';

export interface DirectSessionOptions extends Partial<DirectTimes> {
  readonly token: string;
  /** `wss://…` */
  readonly endpoint: string;
  /** `http://host:port` */
  readonly proxy?: string;
  /** Where it is kept which messages were dealt with; the vendor's client has a folder of its own in it. */
  readonly storagePath: string;
  readonly log: Log;
  /** Another process than the compiled directProcess.js; for tests. */
  readonly processFile?: string;
}

/** All in milliseconds. */
export interface DirectTimes extends ReconnectionTimes {
  /** Until the platform has let the client in. */
  readonly signInMs: number;
  /** For one answer of the platform, and for one file. */
  readonly answerMs: number;
  readonly fileMs: number;
  /** For a message to be delivered, over reconnections. */
  readonly sendMs: number;
  /** Between two messages; direct-js itself waits this long. */
  readonly paceMs: number;
  /** Messages that were missed are answered up to this age. */
  readonly missedMs: number;
}

const TIMES: DirectTimes = {
  signInMs: 60_000,
  answerMs: 20_000,
  fileMs: 120_000,
  sendMs: 180_000,
  paceMs: 550,
  missedMs: 7 * 24 * 60 * 60_000,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  refusedWaitMs: 10 * 60_000,
  steadyMs: 60_000,
};
const REFUSED =
  'LoGoチャット（direct）にサインインできませんでした。KANAME_LOGO_TOKEN のトークンが正しいか、取り消されていないかを確認してください。';
const REPLACED =
  '同じトークンで別の接続が開かれたため、切断されました。Kanameを二つ動かしていないか、ほかのボットが同じトークンを使っていないかを確認してください。';

/**
 * Signs in to the direct platform and stays signed in: each connection is a process of the vendor's client, and when one
 * is lost the next begins after a while. docs/direct.md tells what is lost, repeated and kept.
 */
export function openDirectSession(options: DirectSessionOptions): DirectSession {
  const times = { ...TIMES, ...options };
  const { log } = options;
  const events = createEventQueue<DirectEvent>();
  const standing = createStanding();
  const inbox = createInbox({ ...times, folder: options.storagePath, push: events.push });
  const outbox = createOutbox({
    ...times,
    connected: standing.wait,
    newest: inbox.newest,
    isOwn: inbox.isOwn,
    isClaimed: inbox.isClaimed,
    onSent: inbox.sent,
    uploadMs: times.fileMs,
  });
  const closing = new AbortController();
  const reconnection = createReconnection(times);
  const settings = { ...times, clientFolder: resolve(options.storagePath, 'client') };

  const connectOnce = async (): Promise<{ loss: Loss; stoodMs: number }> => {
    const reader = inbox.connect();
    let since: number | undefined;
    const connection: Connection = openConnection(settings, (event) => {
      if (event.kind === 'ready') {
        since = Date.now();
        standing.set(connection);
      }
      reader.take(event, connection);
    });
    const end = () => connection.end();
    closing.signal.addEventListener('abort', end);
    const loss = await connection.lost;
    closing.signal.removeEventListener('abort', end);
    standing.unset(connection);
    reader.end();
    return { loss, stoodMs: since === undefined ? 0 : Date.now() - since };
  };

  const stayConnected = async (): Promise<void> => {
    let told: string | undefined;
    while (!closing.signal.aborted) {
      const { loss, stoodMs } = await connectOnce();
      if (closing.signal.aborted) return;
      const reason = loss.detail === undefined ? loss.reason : `${loss.reason} (${loss.detail})`;
      if (stoodMs > 0 || told !== reason) events.push({ kind: 'lost', reason });
      told = reason;
      if (loss.reason === 'refused') log.error('direct.sign_in_refused', { hint: REFUSED });
      if (loss.reason === 'replaced') log.error('direct.replaced', { hint: REPLACED });
      const waitMs = Math.round(reconnection.wait(loss.reason, stoodMs));
      log.info('direct.reconnecting', { reason, waitMs });
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const staying = stayConnected();

  return {
    events: events.events,
    acknowledge: inbox.acknowledge,
    send: outbox.send,
    download: (file, limitBytes) => fetchFile(file, limitBytes, { connected: standing.wait, fileMs: times.fileMs }),
    async members(room) {
      try {
        const connection = await standing.wait(AbortSignal.timeout(times.answerMs));
        return await connection.call('members', { room }, times.answerMs);
      } catch {
        return undefined;
      }
    },
    connected: () => standing.stands(),
    async close() {
      closing.abort();
      standing.close();
      await staying;
      events.end();
      await inbox.saved();
    },
  };
}
