import { describeError } from '../../../log.ts';
import type { DialogueStore } from '../../../stores/dialogues.ts';
import type { Channel } from '../../channel.ts';
import { createRunningTurns } from '../../runningTurns.ts';
import { saysStop } from '../../text/form/formWords.ts';
import type { TextMessage } from '../../text/textChannel.ts';
import { createDirectTurn, type DirectTurnParts } from './directTurn.ts';
import { createGreetings } from './greetings.ts';
import { createOrderedWork } from './orderedWork.ts';
import { conversationOf, type PersonEvent, readEvent } from './readEvent.ts';
import { createRecentFiles } from './recentFiles.ts';
import { createRoomSender } from './sendPiece.ts';
import type { DirectEvent, DirectRoom, DirectSession } from './session.ts';
import { usageNote } from './usageNote.ts';

export interface DirectChannelParts extends DirectTurnParts {
  readonly session: DirectSession;
  /** Emptied for a room that the bot has left; keeps which rooms were greeted. */
  readonly dialogues: Pick<DialogueStore, 'get' | 'put' | 'clear'>;
  readonly now: () => Date;
}

export interface DirectChannel extends Channel {
  /** Begins to answer. */
  start(): void;
  /** Whether the connection stands. */
  connected(): boolean;
}

/** People, each in a room, that are answered at a time. */
const TURNS_AT_A_TIME = 8;

/**
 * LoGo Chat over the direct platform: reads what happens in the rooms and answers what is meant for the bot; a person's
 * messages to a room one after another, others' beside them. A message is acknowledged to the session when it was
 * answered, or is not for the bot; what has not begun at a stop is not, and comes again after the next start.
 */
export function createDirectChannel(parts: DirectChannelParts): DirectChannel {
  const { session, textChannel, dialogues, log } = parts;
  const recentFiles = createRecentFiles(parts.now);
  const greetings = createGreetings(dialogues);
  const runTurn = createDirectTurn(parts);
  const ordered = createOrderedWork(TURNS_AT_A_TIME);
  const turns = createRunningTurns();
  let bot: string | undefined;
  let reading: Promise<void> | undefined;

  /** Does something after what came before it under the same key; nothing that has not begun at a stop is begun. */
  const inOrder = (key: string, work: (signal: AbortSignal) => Promise<void>) =>
    turns.start((signal) =>
      ordered
        .run(key, async () => {
          if (!turns.stopping) await work(signal);
        })
        .catch((thrown: unknown) => log.error('direct.background_failed', describeError(thrown))),
    );

  const said = (event: PersonEvent) => {
    const isOwn = event.sender.id === bot;
    const message = isOwn ? undefined : readEvent(event, bot ?? '', { session, recentFiles });
    if (message === undefined) session.acknowledge(event.id);
    // The word that stops what is running may not wait for it.
    else if (stops(message)) turns.start((signal) => runTurn(message, event, signal));
    else inOrder(`${event.room.id} ${event.sender.id}`, (signal) => runTurn(message, event, signal));
  };

  const greet = (room: DirectRoom) => {
    const conversation = conversationOf(room);
    return greetings.once(conversation.id, async () => {
      const { send } = createRoomSender(session, room.id);
      await textChannel.greet(conversation, send);
      const { title, text } = usageNote(room.kind);
      // Whether LoGo Chat takes notes is not known: who cannot read it as one reads it as a message.
      await send({ kind: 'note', title, text }).catch(() => send({ kind: 'text', text: `${title}\n\n${text}` }));
    });
  };

  const leave = async (room: DirectRoom) => {
    // What was said stays in the history for its retention, as everywhere; a choice or form left open does not.
    const { id } = conversationOf(room);
    await dialogues.clear(id);
    await greetings.forget(id);
  };

  const take = (event: DirectEvent) => {
    switch (event.kind) {
      case 'ready':
        bot = event.me.id;
        return log.info('direct.ready');
      case 'lost':
        return log.warn('direct.lost', { reason: event.reason });
      case 'joined':
        return inOrder(event.room.id, () => greet(event.room));
      case 'left':
        recentFiles.forget(event.room.id);
        return inOrder(event.room.id, () => leave(event.room));
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

function stops({ text, files, pressed }: TextMessage): boolean {
  return pressed === undefined && files === undefined && saysStop(text);
}
