import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { WebhookConfig } from '../../../config/logo.ts';
import { describeError, type Log } from '../../../log.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import { callbackUrl } from './callbackUrl.ts';
import { Refusal } from './refusal.ts';
import type { Reply } from './reply.ts';
import { signedPost } from './signedPost.ts';
import type { WebhookTiming } from './timing.ts';

/** Brings a part to the relay; false where it could not be brought. Never rejects. */
export type Deliver = (url: string, part: Reply, stop?: AbortSignal) => Promise<boolean>;

export interface CallbackRules extends Pick<WebhookConfig, 'signing' | 'callbacks'> {
  readonly timing: WebhookTiming;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Whether it falls to the caller to bring the reply to this message: to one of all instances, for as long as bringing
 * may take.
 */
export type ClaimDelivery = (id: string) => Promise<boolean>;

export const claimDelivery =
  (claim: HistoryStore['claim'], { againMs }: WebhookTiming): ClaimDelivery =>
  (id) =>
    claim(`webhook-message:${id}`, 'delivery', againMs / 1000);

const MOST_PAUSE_MS = 10_000;

/** A callback's answer that is no 2xx. Redirects are among them: where they lead, nobody has allowed. */
class CallbackError extends Error {
  readonly code: string;
  readonly passing: boolean;

  constructor(status: number) {
    super(`callback answered ${status}`);
    this.name = 'CallbackError';
    this.code = String(status);
    this.passing = status >= 500 || [408, 425, 429].includes(status);
  }
}

const mayPass = (error: Error) => !(error instanceof Refusal || (error instanceof CallbackError && !error.passing));

/** Posts a part to its callback, signed anew each time, with bounded repetition. The log names no address. */
export function createDeliver({ signing, callbacks, timing, now, log }: CallbackRules): Deliver {
  const again = retry(handleWhen(mayPass), {
    maxAttempts: timing.callbackRetries,
    backoff: new ExponentialBackoff({ initialDelay: timing.callbackPauseMs, maxDelay: MOST_PAUSE_MS }),
  });

  return async (text, part, stop = new AbortController().signal) => {
    try {
      const url = callbackUrl(text, callbacks);
      await again.execute(async () => {
        const signal = AbortSignal.any([stop, AbortSignal.timeout(timing.callbackMs)]);
        const response = await signedPost(signing, url, part, now(), signal);
        await response.body?.cancel();
        if (!response.ok) throw new CallbackError(response.status);
      }, stop);
      return true;
    } catch (thrown) {
      log.warn('webhook.callback_failed', describeError(thrown));
      return false;
    }
  };
}
