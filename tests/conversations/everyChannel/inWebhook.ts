import { createWebhookChannel } from '../../../src/channels/logo/webhook/webhookChannel.ts';
import { createServer } from '../../../src/channels/server.ts';
import { createTextChannel } from '../../../src/channels/text/createTextChannel.ts';
import { readConfig } from '../../../src/config.ts';
import { createMemoryDialogues } from '../../../src/stores/memoryDialogues.ts';
import { KEY, signed } from '../../contracts/webhookFixture.ts';
import type { WholeBot } from '../wholeBot.ts';
import type { Driver } from './driver.ts';
import { fillIn } from './fillIn.ts';
import { numberOf } from './numberOf.ts';

const quiet = () => {};
const log = { info: quiet, warn: quiet, error: quiet };

interface ReplyText {
  readonly messages: readonly Readonly<Record<string, string>>[];
}

/** A person in another office chat, behind a relay that shows text alone; over HTTP, signed. */
export async function personInWebhook({ conversation, history }: WholeBot): Promise<Driver> {
  const config = readConfig({ KANAME_WEBHOOK_KEY: KEY }).logo.webhook;
  if (config === undefined) throw new Error('no webhook');
  const dialogues = createMemoryDialogues({ now: () => new Date() });
  const channel = createWebhookChannel({
    ...config,
    textChannel: (abilities) => createTextChannel({ conversation, dialogues, abilities, log }),
    dialogues,
    claim: (...given) => history.claim(...given),
    log,
  });
  const server = createServer({ log, ready: async () => ({ ready: true, details: {} }), metrics: async () => '' });
  channel.attach(server);
  const { url } = await server.listen(0, '127.0.0.1');
  let sequence = 0;
  let shown = '';

  async function say(text: string): Promise<string> {
    sequence += 1;
    const body = JSON.stringify({
      id: `message-${sequence}`,
      sentAt: new Date().toISOString(),
      conversation: { id: 'room', kind: 'personal' },
      sender: { id: 'hanako' },
      text,
      reply: { mode: 'response' },
    });
    const response = await fetch(`${url}/api/logo/messages`, { method: 'POST', headers: await signed(body), body });
    const answered = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${answered}`);
    shown = (JSON.parse(answered) as ReplyText).messages.map(({ text: said, title }) => said ?? title).join('\n――\n');
    return shown;
  }
  return {
    say,
    press: (label) => say(numberOf(label, shown)),
    fill: (values) => fillIn(values, shown, say, () => say('はい')),
    openClause: (number) => say(`条文${number}`),
    async close() {
      await channel.stop(1000);
      await server.close(0);
    },
  };
}
