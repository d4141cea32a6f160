import { DIRECT_ABILITIES } from '../../../src/channels/logo/direct/abilities.ts';
import { createDirectChannel } from '../../../src/channels/logo/direct/directChannel.ts';
import { createTextChannel } from '../../../src/channels/text/createTextChannel.ts';
import { createMemoryDialogues } from '../../../src/stores/memoryDialogues.ts';
import { createMemoryDirectSession, type Sent } from '../../contracts/memoryDirectSession.ts';
import type { WholeBot } from '../wholeBot.ts';
import type { Driver } from './driver.ts';
import { fillIn } from './fillIn.ts';

const quiet = () => {};
const log = { info: quiet, warn: quiet, error: quiet };
const MORE = 'ほかの選択肢';

/** A person in a pair room of LoGo Chat, over a session on direct in memory. */
export async function personInLogo({ conversation, history }: WholeBot): Promise<Driver> {
  const session = createMemoryDirectSession();
  const now = () => new Date('2026-11-22T01:00:00Z');
  const dialogues = createMemoryDialogues({ now });
  const textChannel = createTextChannel({ conversation, dialogues, abilities: DIRECT_ABILITIES, log });
  const channel = createDirectChannel({ session, textChannel, dialogues, history, log, now, onUndelivered: quiet });
  channel.start();
  let shown = '';

  const after = async (message: string): Promise<string> => {
    const from = session.sent.length;
    await session.until(() => session.acknowledged.includes(message));
    shown = session.sent.slice(from).map(textOf).join('\n――\n');
    return shown;
  };
  const say = (text: string) => after(session.says(text));
  const lastStamp = <K extends 'select' | 'yesno'>(kind: K) => {
    const found = session.sent.findLast((sent): sent is Extract<Sent, { kind: K }> => sent.kind === kind);
    if (found === undefined) throw new Error(`no ${kind} in ${shown}`);
    return found;
  };
  const press = async (label: string): Promise<string> => {
    for (let pages = 0; pages < 5; pages++) {
      const { id, options } = lastStamp('select');
      const option = options.findIndex((one) => one === label);
      if (option >= 0) return after(session.presses(id, option));
      const more = options.findIndex((one) => one.startsWith(MORE));
      if (more < 0) throw new Error(`no 「${label}」 among ${options.join('、')}`);
      await after(session.presses(id, more));
    }
    throw new Error(`no 「${label}」`);
  };
  return {
    say,
    press,
    fill: (values) => fillIn(values, shown, say, () => after(session.presses(lastStamp('yesno').id, 0))),
    openClause: (number) => press(`条文${number}を見る`),
    close: () => channel.stop(1000),
  };
}

function textOf(sent: Sent): string {
  switch (sent.kind) {
    case 'text':
      return sent.text;
    case 'select':
      return [sent.question, ...sent.options.map((option) => `［${option}］`)].join('\n');
    case 'yesno':
      return `${sent.question}\n［はい］［いいえ］`;
    case 'note':
      return `〔ノート〕${sent.title}\n${sent.content}`;
    case 'file':
      return `〔ファイル〕${sent.name}`;
  }
}
