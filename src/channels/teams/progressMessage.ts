import type { Log } from '../../log.ts';
import type { Connector } from './connector.ts';
import { createPacer, type Pace } from './pacer.ts';
import { type Reply, replaceOrSend } from './reply.ts';
import { describeSendFailure } from './sendFailure.ts';

/**
 * The reply in channels and group chats, where Teams has no streams: one message that says what Kaname is doing, is
 * updated, and becomes the answer. A quick answer needs none. `begun` is the id of one that is there already.
 */
export function createProgressMessage(connector: Connector, pace: Pace, log: Log, begun?: string): Reply {
  let shown = begun;
  const pacer = createPacer<string>(async (text) => {
    const message = { type: 'message', text, textFormat: 'plain' };
    try {
      if (shown === undefined) shown = (await connector.send(message)) || undefined;
      else await connector.update(shown, message);
    } catch (thrown) {
      log.warn('teams.progress_failed', describeSendFailure(thrown));
    }
  }, pace);

  return {
    progress: (text) => pacer.offer(text),
    partial: () => undefined,
    async finish(message) {
      await pacer.close();
      return replaceOrSend(connector, shown, message);
    },
  };
}
