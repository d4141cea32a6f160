import type { DirectUser } from '../session.ts';
import type { LossReason, StandingRoom } from './clientMessages.ts';
import type { ClientRooms } from './clientRooms.ts';
import type { VendorClient, VendorError } from './vendorClient.ts';

export interface SignInReport {
  ready(me: DirectUser, rooms: readonly StandingRoom[]): void;
  lost(reason: LossReason, detail?: string): void;
}

const REFUSALS = [401, 403];

/**
 * Reports when the client has signed in and notifications have begun, and everything after which direct-js would wait,
 * ask for a password, connect again by itself, or never do anything again. The newest message of each room is read after
 * notifications have begun: what is older is found there, what is newer is pushed.
 */
export function watchSignIn(client: VendorClient, rooms: ClientRooms, report: SignInReport): void {
  const wsApi = client.facade.retrieveProxy('wsApi');
  const rpc = client.facade.retrieveProxy('rpc');
  const failed = (error: VendorError | null) => report.lost('closed', detailOf(error));

  rpc.ws?.ws?.on('connectFailed', () => report.lost('unreachable'));
  client.on('current_page_changed', ([page]) => {
    if (page !== 'error') return;
    report.lost(rpc.connectionStatus[0] === 'ConcurrentAccessError' ? 'replaced' : 'closed');
  });

  const createSession = wsApi.createSession.bind(wsApi);
  let sessions = 0;
  wsApi.createSession = (...params) => {
    sessions += 1;
    // It has connected again by itself, as after a ping without an answer, and forgotten what was being asked.
    if (sessions > 1) report.lost('closed', 'restarted');
    const session = createSession(...params);
    session.catch((error: VendorError | null) => {
      report.lost(REFUSALS.includes(error?.code ?? 0) ? 'refused' : 'closed', detailOf(error));
    });
    return session;
  };

  const startNotification = wsApi.startNotification.bind(wsApi);
  wsApi.startNotification = () => {
    const started = startNotification();
    started.then((isStarted) => {
      if (!isStarted) return report.lost('closed', 'start_notification');
      client.facade
        .retrieveProxy('apiCaller')
        .call('get_talk_statuses', [], (statuses) => report.ready(rooms.me(), rooms.standing(statuses)), failed);
    }, failed);
    return started;
  };
}

function detailOf(error: VendorError | null): string | undefined {
  return error?.code == null ? undefined : String(error.code);
}
