import { DIRECT_ABILITIES } from '../../src/channels/logo/direct/abilities.ts';
import { createDirectChannel, type DirectChannel } from '../../src/channels/logo/direct/directChannel.ts';
import type { DirectSession } from '../../src/channels/logo/direct/session.ts';
import { createTextChannel } from '../../src/channels/text/createTextChannel.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import type { Sent } from '../contracts/memoryDirectSession.ts';
import { startWholeBot, type WholeBot } from './wholeBot.ts';

const CALM = { info() {}, warn() {}, error() {} };
const now = () => new Date('2026-11-22T01:00:00Z');

export interface InRooms {
  readonly bot: WholeBot;
  readonly channel: DirectChannel;
  readonly dialogues: DialogueStore;
}

/** The whole bot in memory, answering in the rooms of a session on direct; `before` is what it was before a restart. */
export async function startInRooms(session: DirectSession, before?: InRooms): Promise<InRooms> {
  const bot = before?.bot ?? (await startWholeBot());
  const { conversation, history } = bot;
  const dialogues = before?.dialogues ?? createMemoryDialogues({ now });
  const channel = createDirectChannel({
    session,
    textChannel: createTextChannel({ conversation, dialogues, abilities: DIRECT_ABILITIES, log: CALM }),
    dialogues,
    history,
    log: CALM,
    now,
    onUndelivered() {},
  });
  channel.start();
  return { bot, channel, dialogues };
}

/** The text of a message, or the question of a stamp. */
export function textOf(sent: Sent | undefined): string {
  if (sent?.kind === 'text') return sent.text;
  return sent?.kind === 'select' || sent?.kind === 'yesno' ? sent.question : '';
}

export function allText(sent: readonly Sent[]): string {
  return sent.map(textOf).join('\n');
}

/** The newest message of a kind. */
export function lastOf<K extends Sent['kind']>(all: readonly Sent[], kind: K): Extract<Sent, { kind: K }> {
  const found = all.findLast((sent) => sent.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} among ${JSON.stringify(all)}`);
  return found as Extract<Sent, { kind: K }>;
}
