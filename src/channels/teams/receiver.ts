import type { Application, TurnState } from '@microsoft/teams-ai';
import { toKanameError } from '../../errors.ts';
import { describeError, type Log } from '../../log.ts';
import type { HttpHandler, HttpResponse } from '../server.ts';
import type { TeamsAdapter } from './adapter.ts';
import {
  type AdmissionRules,
  MALFORMED,
  readActivity,
  refusePlace,
  refuseTenant,
  refuseToken,
  UNAUTHORIZED,
} from './admission.ts';
import { DeadlineError, withinDeadline } from './deadline.ts';

export interface ReceiverOptions {
  readonly adapter: TeamsAdapter;
  readonly routes: Application<TurnState>;
  readonly rules: AdmissionRules;
  /** Who must have signed the token; the library also lets in what it takes for an emulator. */
  readonly issuer: string;
  readonly log: Log;
  readonly authenticationMs: number;
  readonly stopping: () => boolean;
}

const STOPPING: HttpResponse = { status: 503, body: '停止処理中のため、受け付けていません。' };
const UNKNOWN_INVOKE: HttpResponse = { status: 501, body: 'この操作には対応していません。' };

/** POST /api/messages: lets in what may come in, hands it to its route, and answers at once. */
export function createReceiver(options: ReceiverOptions): HttpHandler {
  const { adapter, routes, rules, issuer, log, stopping } = options;
  return async ({ headers, body }) => {
    if (stopping()) return STOPPING;
    const activity = readActivity(body);
    if (!activity) return MALFORMED;
    const elsewhere = refusePlace(activity, rules);
    if (elsewhere) return elsewhere;

    let refused: HttpResponse | undefined;
    let admitted = false;
    let late = false;
    try {
      const received = adapter.receive(String(headers.authorization ?? ''), activity, async (context) => {
        if (late) return;
        admitted = true;
        if (rules.authenticated && adapter.issuerOf(context) !== issuer) refused = UNAUTHORIZED;
        refused ??= refuseTenant(activity, rules);
        if (!refused) await routes.run(context);
      });
      const answer = await withinDeadline(received, options.authenticationMs);
      if (refused) return refused;
      return answer?.status === 501 ? UNKNOWN_INVOKE : { status: answer?.status ?? 200, body: answer?.body };
    } catch (thrown) {
      late = thrown instanceof DeadlineError;
      log.warn(admitted ? 'teams.request_failed' : 'teams.not_authenticated', describeError(thrown));
      if (!admitted) return refuseToken(thrown);
      const error = toKanameError(thrown);
      return { status: error.code === 'store_unavailable' ? 503 : 500, body: error.sentence };
    }
  };
}
