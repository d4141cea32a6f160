import { toKanameError } from '../../../errors.ts';
import { describeError, type Log } from '../../../log.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { HistoryStore } from '../../../stores/history.ts';
import type { Channel } from '../../channel.ts';
import { createRunningTurns } from '../../runningTurns.ts';
import type { TextChannel, TextMessage } from '../../text/textChannel.ts';
import { createDeliveries } from './deliveries.ts';
import { createGreetings } from './greetings.ts';
import { conversationOf, type PersonEvent, readEvent } from './readEvent.ts';
import { createRecentFiles } from './recentFiles.ts';
import { createRoomQueues } from './roomQueues.ts';
import { createRoomSender } from './sendPiece.ts';
import type { DirectEvent, DirectRoom, DirectSession } from './session.ts';
import { usageNote } from './usageNote.ts';

export interface DirectChannelParts {
  readonly session: DirectSession;
  /** Made with DIRECT_ABILITIES. */
  readonly textChannel: TextChannel;
  /** Emptied for a room that the bot has left; keeps which rooms were greeted. */
  readonly dialogues: Pick<DialogueStore, 'get' | 'put' | 'clear'>;
  /** Claims messages, so that none is answered twice. */
  readonly history: Pick<HistoryStore, 'claim' | 'holder'>;
  readonly log: Log;
  readonly now: () => Date;
  /** Told of a message for which nothing more could be sent, for the metrics. */
  readonly onUndelivered: () => void;
}

export interface DirectChannel extends Channel {
  /** Begins to answer. */
  start(): void;
  /** Whether the connection stands. */
  connected(): boolean;
}

/** Rooms that are answered at a time. */
const ROOMS_AT_A_TIME = 8;
const INTERRUPTED =
  '申し訳ありません。処理の途中で停止したため、先ほどのメッセージにお答えできませんでした。お手数ですが、もう一度お送りください。';

/**
 * LoGo Chat over the direct platform: reads what happens in the rooms, answers what is meant for the bot, room by room in
 * order. A message is acknowledged to the session when it was answered, or is not for the bot; on a stop what has not
 * begun stays unacknowledged and is answered after the next start.
 */
export function createDirectChannel(parts: DirectChannelParts): DirectChannel {
  const { session, textChannel, dialogues, history, log } = parts;
  const recentFiles = createRecentFiles(parts.now);
  const deliveries = createDeliveries(history);
  const greetings = createGreetings(dialogues);
  const queues = createRoomQueues(ROOMS_AT_A_TIME);
  const turns = createRunningTurns();
  let bot: string | undefined;
  let reading: Promise<void> | undefined;

  /** Does something in a room after what is being done there; nothing that has not begun at a stop is begun. */
  const inRoom = (room: DirectRoom, work: (signal: AbortSignal) => Promise<void>) =>
    turns.start((signal) =>
      queues
        .run(room.id, async () => {
          if (!turns.stopping) await work(signal);
        })
        .catch((thrown: unknown) => log.error('direct.background_failed', describeError(thrown))),
    );

  const answer = async (message: TextMessage, { room, sender }: PersonEvent, signal: AbortSignal) => {
    const { send, lost } = createRoomSender(session, room.id, room.kind === 'group' ? sender : undefined);
    try {
      const delivery = await deliveries.of(message);
      if (delivery === 'again') return;
      if (delivery === 'interrupted') await send({ kind: 'text', text: INTERRUPTED });
      else await textChannel.answer(message, send, signal);
      await deliveries.done(message);
    } catch (thrown) {
      log.error('direct.turn_failed', describeError(thrown));
      await send({ kind: 'text', text: toKanameError(thrown).sentence }).catch(() => undefined);
    }
    if (!lost()) return;
    log.error('direct.undelivered', { kind: message.conversation.kind });
    parts.onUndelivered();
  };

  const greet = async (room: DirectRoom) => {
    const conversation = conversationOf(room);
    await greetings.once(conversation.id, async () => {
      const { send } = createRoomSender(session, room.id);
      await textChannel.greet(conversation, send);
      await send({ kind: 'note', ...usageNote(room.kind) });
    });
  };

  const leave = async (room: DirectRoom) => {
    // What was said stays in the history for its retention, as everywhere; a choice or form left open does not.
    const { id } = conversationOf(room);
    await dialogues.clear(id);
    await greetings.forget(id);
  };

  const said = (event: PersonEvent) => {
    const message = isOwn(event) ? undefined : readEvent(event, bot ?? '', { session, recentFiles });
    if (message === undefined) return session.acknowledge(event.id);
    inRoom(event.room, async (signal) => {
      await answer(message, event, signal);
      session.acknowledge(event.id);
    });
  };
  const isOwn = ({ sender }: PersonEvent) => sender.id === bot;

  const take = (event: DirectEvent) => {
    switch (event.kind) {
      case 'ready':
        bot = event.me.id;
        return log.info('direct.ready');
      case 'lost':
        return log.warn('direct.lost', { reason: event.reason });
      case 'joined':
        return inRoom(event.room, () => greet(event.room));
      case 'left':
        recentFiles.forget(event.room.id);
        return inRoom(event.room, () => leave(event.room));
      case 'text':
      case 'file':
      case 'chosen':
        return said(event);
      default:
        return log.info('direct.unknown_event');
    }
  };

  const read = async () => {
    try {
      for await (const event of session.events()) {
        if (turns.stopping) return;
        try {
          take(event);
        } catch (thrown) {
          log.error('direct.event_failed', describeError(thrown));
        }
      }
      if (!turns.stopping) log.error('direct.ended');
    } catch (thrown) {
      log.error('direct.failed', describeError(thrown));
    }
  };

  return {
    name: 'logo',
    start() {
      reading ??= read();
    },
    connected: () => session.connected(),
    async stop(graceMs) {
      await turns.stop(graceMs);
      await session.close();
      await reading;
    },
  };
}
