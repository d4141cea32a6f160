import { createClientAnswers } from './connection/clientCalls.ts';
import type { FromClient, LossReason, OpenClient, ToClient } from './connection/clientMessages.ts';
import { createClientRooms } from './connection/clientRooms.ts';
import { failureOf } from './connection/failureOf.ts';
import { tellOfRooms } from './connection/roomEvents.ts';
import { watchSignIn } from './connection/signIn.ts';
import { loadVendorClient } from './connection/vendorClient.ts';

/*
 * The process in which the vendor's client lives for one connection. direct-js keeps its state in its module and ends
 * its process when it likes, so a lost connection is the end of the process, and the next one begins with a new one.
 * Nothing is written to the standard streams: what happened is told to Kaname, in codes.
 */

const exit = process.exit.bind(process);
let isLeaving = false;

function tell(message: FromClient, after?: () => void): void {
  if (process.send) process.send(message, undefined, {}, () => after?.());
  else exit(0);
}

function leave(reason: LossReason, detail?: string): void {
  if (isLeaving) return;
  isLeaving = true;
  tell({ kind: 'lost', reason, ...(detail && { detail }) }, () => exit(0));
}

function open(settings: OpenClient): void {
  const client = loadVendorClient();
  // What it calls on being signed out, whatever it is doing then.
  process.exit = (() => leave('closed', 'exit')) as typeof process.exit;
  client.setOptions({
    host: new URL(settings.endpoint).host,
    endpoint: settings.endpoint,
    access_token: settings.token,
    storage_path: settings.folder,
    ...(settings.proxy && { proxyURL: settings.proxy }),
  });
  client.listen();
  const rooms = createClientRooms(client);
  const answers = createClientAnswers(client, rooms, settings);
  tellOfRooms(client, rooms, tell);
  watchSignIn(client, rooms, { ready: (me, standing) => tell({ kind: 'ready', me, rooms: standing }), lost: leave });
  process.on('message', (message: ToClient) => {
    if (message.kind !== 'call') return;
    const { call, method, ask } = message;
    const work = answers[method] as (ask: unknown) => Promise<unknown>;
    work(ask).then(
      (answer) => tell({ kind: 'answer', call, answer }),
      (thrown: unknown) => tell({ kind: 'failure', call, failure: failureOf(thrown) }),
    );
  });
}

process.once('disconnect', () => exit(0));
process.on('uncaughtException', (thrown) => leave('failed', thrown instanceof Error ? thrown.name : typeof thrown));
process.on('unhandledRejection', () => leave('failed', 'unhandledRejection'));
process.once('message', (message: ToClient) => {
  if (message.kind === 'open') open(message);
});
