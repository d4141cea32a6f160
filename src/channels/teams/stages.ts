import type { IncomingMessage } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import type { Connector } from './connector.ts';
import { createProgressMessage } from './progressMessage.ts';
import type { Reply } from './reply.ts';
import { createStreamer } from './streamer.ts';
import type { TeamsTiming } from './timing.ts';
import { createTyping, noTyping, type Typing } from './typing.ts';

/** Where one turn shows itself. */
export interface Stage {
  readonly typing: Typing;
  readonly reply: Reply;
}

export interface Stages {
  /**
   * Runs `work` with a place to show itself: a stream in a personal chat, a progress message elsewhere. Teams allows
   * one stream at a time in a chat, so a second turn beside it gets a progress message too. `stopped` is aborted by
   * `signal` or by the user's Stop button.
   */
  withStage<T>(
    conversation: IncomingMessage['conversation'],
    connector: Connector,
    signal: AbortSignal,
    work: (stage: Stage, stopped: AbortSignal) => Promise<T>,
  ): Promise<T>;
}

/** Keeps in this process in which conversations a stream is open. */
export function createStages(timing: TeamsTiming, log: Log): Stages {
  const streaming = new Set<string>();
  return {
    async withStage({ id, kind }, connector, signal, work) {
      const stop = new AbortController();
      const stopped = AbortSignal.any([signal, stop.signal]);
      // Teams shows no typing in the channels of a team; there the progress message says that work goes on.
      const typing = kind === 'channel' ? noTyping : createTyping(connector, timing.typingEveryMs, log);
      if (kind !== 'personal' || streaming.has(id)) {
        return work({ typing, reply: createProgressMessage(connector, timing.progress, log) }, stopped);
      }
      streaming.add(id);
      const reply = createStreamer(connector, {
        pace: timing.stream,
        limitMs: timing.streamLimitMs,
        log,
        onOpen: () => void typing.stop(),
        onStop: () => stop.abort(),
      });
      try {
        return await work({ typing, reply }, stopped);
      } finally {
        streaming.delete(id);
      }
    },
  };
}
