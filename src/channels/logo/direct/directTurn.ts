import { toKanameError } from '../../../errors.ts';
import { describeError, type Log } from '../../../log.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { TextChannel, TextMessage } from '../../text/textChannel.ts';
import { createDeliveries } from './deliveries.ts';
import type { PersonEvent } from './readEvent.ts';
import { createRoomSender } from './sendPiece.ts';
import type { DirectSession } from './session.ts';

export interface DirectTurnParts {
  readonly session: Pick<DirectSession, 'send' | 'acknowledge'>;
  /** Made with DIRECT_ABILITIES. */
  readonly textChannel: TextChannel;
  /** Claims messages, so that none is answered twice. */
  readonly history: Pick<HistoryStore, 'claim' | 'holder'>;
  readonly log: Log;
  /** Told of a message for which nothing more could be sent, for the metrics. */
  readonly onUndelivered: () => void;
}

const INTERRUPTED =
  '申し訳ありません。処理の途中で停止したため、先ほどのメッセージにお答えできませんでした。お手数ですが、もう一度お送りください。';

/**
 * Answers one message, with a mention of who asked in a group, and acknowledges it. Never rejects: whatever fails ends in
 * a sentence, and where not even that can be sent, it is logged and counted.
 */
export function createDirectTurn({ session, textChannel, history, log, onUndelivered }: DirectTurnParts) {
  const deliveries = createDeliveries(history);
  return async (message: TextMessage, { room, sender }: PersonEvent, signal: AbortSignal): Promise<void> => {
    const { send, lost } = createRoomSender(session, room.id, room.kind === 'group' ? sender : undefined);
    const sayFailed = (thrown: unknown) =>
      send({ kind: 'text', text: toKanameError(thrown).sentence }).catch((unsent: unknown) =>
        log.error('direct.sentence_not_sent', describeError(unsent)),
      );
    try {
      const delivery = await deliveries.begin(message);
      if (delivery === 'running') return;
      if (delivery === 'first') await textChannel.answer(message, send, signal);
      if (delivery === 'interrupted') await send({ kind: 'text', text: INTERRUPTED });
    } catch (thrown) {
      log.error('direct.turn_failed', describeError(thrown));
      await sayFailed(thrown);
    }
    await deliveries.end(message).catch((thrown: unknown) => log.warn('direct.end_not_kept', describeError(thrown)));
    session.acknowledge(message.id);
    if (!lost()) return;
    log.error('direct.undelivered', { kind: message.conversation.kind });
    onUndelivered();
  };
}
