import type { Log } from '../../log.ts';
import type { Connector } from './connector.ts';
import { describeSendFailure } from './sendFailure.ts';

/** Shows that Kaname is working until it is stopped. */
export interface Typing {
  start(): void;
  /** Resolves when no typing activity is on its way any more: one after the answer would look like a second answer. */
  stop(): Promise<void>;
}

export const noTyping: Typing = { start() {}, async stop() {} };

const TYPING_TIMEOUT_MS = 3_000;

/** Sends a typing activity now and every `everyMs` milliseconds; Teams forgets one after a few seconds. */
export function createTyping(connector: Connector, everyMs: number, log: Log): Typing {
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  const beat = () => {
    sending ??= connector.send({ type: 'typing' }, TYPING_TIMEOUT_MS).then(
      () => {
        sending = undefined;
      },
      (thrown: unknown) => {
        sending = undefined;
        clearInterval(timer);
        log.warn('teams.typing_failed', describeSendFailure(thrown));
      },
    );
  };
  return {
    start() {
      if (timer) return;
      timer = setInterval(beat, everyMs);
      beat();
    },
    async stop() {
      clearInterval(timer);
      await sending;
    },
  };
}
