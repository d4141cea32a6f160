import type { Audiences } from '../audience.ts';
import type { FileOffers } from '../files/fileOffers.ts';
import { readMessage } from '../inbound.ts';
import { besideAnswers, type Reached } from '../messageTurn.ts';
import { createProgressMessage } from '../progressMessage.ts';
import { describeSendFailure } from '../sendFailure.ts';
import type { TeamsTiming } from '../timing.ts';
import { runTurn, type TurnRooms } from '../turn.ts';
import { noTyping } from '../typing.ts';
import type { Begun } from './messageAction.ts';

export interface SummaryTurnParts {
  readonly rooms: TurnRooms;
  readonly audiences: Audiences;
  readonly fileOffers: FileOffers;
  readonly timing: TeamsTiming;
}

/** Summarizes a message that was pointed at, in the personal chat of who asked; the answer replaces what is shown there. */
export function createSummaryTurn({ rooms, audiences, fileOffers, timing }: SummaryTurnParts) {
  return async ({ chat, shown, message }: Begun, pressed: string | undefined, reached: Reached): Promise<void> => {
    const { connector, members, signal } = reached;
    const incoming = {
      ...readMessage({ ...chat, id: pressed ?? '' }, { name: 'summarize', data: { text: message.text } }),
      audience: () => audiences.of(chat, members),
    };
    const stage = {
      typing: noTyping,
      reply: createProgressMessage(connector, timing.progress, rooms.log, shown),
    };
    const beside = { ...besideAnswers(chat, message.unread, fileOffers, connector), lead: message.lead };
    const outcome = await runTurn(incoming, rooms, stage, signal, beside);
    if (outcome !== 'redelivered') return;
    // The same message is being summarized already: one answer is enough, and this message would wait for ever.
    await connector
      .remove(shown)
      .catch((thrown: unknown) => rooms.log.warn('teams.message_not_removed', describeSendFailure(thrown)));
  };
}
