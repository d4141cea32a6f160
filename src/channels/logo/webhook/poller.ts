import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookConfig } from '../../../config/logo.ts';
import { describeError, type Log } from '../../../log.ts';
import { readPollAnswer } from './pollAnswer.ts';
import { signedPost } from './signedPost.ts';
import type { WebhookTiming } from './timing.ts';

/** What happens to a message that a poll brought. */
export interface PolledMessages {
  /** Takes those there is room for. Rejects where nothing could be taken now. */
  take(messages: readonly unknown[]): Promise<void>;
  /** What the next poll tells the relay: messages that need not come again. */
  report(): PollReport;
  /** The relay has heard this report. */
  reported(report: PollReport): void;
}

export interface PollReport {
  readonly acknowledged: readonly string[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string }[];
}

export interface PollRules extends Pick<WebhookConfig, 'signing'> {
  readonly url: string;
  readonly messages: PolledMessages;
  readonly timing: WebhookTiming;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Asks a relay for messages again and again, for networks that nothing may enter from outside. After polls that fail
 * the pauses grow. The relay gives each message until it is acknowledged, which is after its reply was brought; so a
 * lost answer loses nothing, and the claims of messages keep it from being answered twice.
 * @returns a function that stops, at once even in the middle of a poll
 */
export function startPolling({ url, signing, messages, timing, now, log }: PollRules): () => Promise<void> {
  const stop = new AbortController();

  const poll = async () => {
    const report = messages.report();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timing.pollMs)]);
    const response = await signedPost(signing, url, report, now(), signal);
    const values = await readPollAnswer(response, signing, now);
    messages.reported(report);
    if (!stop.signal.aborted) await messages.take(values);
  };

  const loop = async () => {
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        await poll();
        if (failures > 0) log.info('webhook.poll_restored', { failures });
        failures = 0;
      } catch (thrown) {
        if (stop.signal.aborted) return;
        failures += 1;
        log.warn('webhook.poll_failed', { failures, ...describeError(thrown) });
      }
      await sleep(pauseMs(timing, failures), undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };

  const running = loop();
  return () => {
    stop.abort();
    return running;
  };
}

/** Spread a little, so that several instances do not ask at the same moment. */
function pauseMs({ pollPauseMs, mostPollPauseMs }: WebhookTiming, failures: number): number {
  return Math.min(mostPollPauseMs, pollPauseMs * 2 ** failures) * (0.75 + Math.random() / 4);
}
