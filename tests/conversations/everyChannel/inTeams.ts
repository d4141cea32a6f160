import { cardFor } from '../../../src/cards/card.ts';
import { createServer } from '../../../src/channels/server.ts';
import { createTeamsChannel } from '../../../src/channels/teams/teamsChannel.ts';
import type { Conversation } from '../../../src/conversation/message.ts';
import { PERSONAL, personalMessage, post, startFakeConnector, submit } from '../../contracts/fakeConnector.ts';
import { QUICK } from '../../contracts/teamsFixture.ts';
import { elementsOf, openedText, visibleText } from './cardText.ts';
import type { Driver } from './driver.ts';

type Card = Readonly<Record<string, unknown>>;

const CARD = 'application/vnd.microsoft.card.adaptive';
const quiet = () => {};
const log = { info: quiet, warn: quiet, error: quiet };

/** A person in a personal chat in Teams, over HTTP on both sides. */
export async function personInTeams(conversation: Conversation): Promise<Driver> {
  const connector = await startFakeConnector();
  const channel = createTeamsChannel({ conversation, cardFor, log, timing: QUICK });
  const server = createServer({ log, ready: async () => ({ ready: true, details: {} }), metrics: async () => '' });
  channel.attach(server);
  const { url } = await server.listen(0, '127.0.0.1');
  const at = { serviceUrl: connector.url };
  let shown: Card = {};

  const finished = () =>
    connector
      .visible(PERSONAL)
      .filter(({ streaming, activity }) => !streaming && activity.attachments?.[0]?.contentType === CARD);
  const afterwards = async (send: () => Promise<unknown>): Promise<string> => {
    const before = finished().length;
    await send();
    await connector.until(() => finished().length > before);
    shown = finished().at(-1)?.activity.attachments?.[0]?.content as Card;
    return visibleText(shown);
  };
  const submitted = (title: string) => {
    const buttons = elementsOf(shown).filter(({ type }) => type === 'Action.Submit');
    const button = buttons.find((one) => one.title === title);
    if (button === undefined) throw new Error(`no 「${title}」 among ${buttons.map((one) => one.title).join('、')}`);
    return (button.data as { kaname: { name: string; data: Record<string, string> } }).kaname;
  };
  const inputs = () => elementsOf(shown).filter(({ type }) => String(type).startsWith('Input.'));
  const prefilled = () => Object.fromEntries(inputs().map(({ id, value }) => [String(id), value ?? '']));

  return {
    say: (text) => afterwards(() => post(url, personalMessage(text, at))),
    press: (label) =>
      afterwards(() => post(url, submit(submitted(label).name, submitted(label).data, prefilled(), at))),
    fill(values) {
      const ids = new Map(inputs().map(({ id, label }) => [String(label), String(id)]));
      const given = Object.entries(values).map(([label, value]) => [ids.get(label) ?? label, value]);
      const buttons = elementsOf(shown).filter(({ type }) => type === 'Action.Submit');
      const { name, data } = submitted(String(buttons.at(0)?.title));
      return afterwards(() => post(url, submit(name, data, { ...prefilled(), ...Object.fromEntries(given) }, at)));
    },
    openClause: async (number) => openedText(shown, '条文を開く', number),
    async close() {
      await channel.stop(1000);
      await server.close(0);
      await connector.close();
    },
  };
}
