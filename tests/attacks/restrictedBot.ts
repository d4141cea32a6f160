import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPeopleFile } from '../../src/access/peopleFile.ts';
import { cardFor } from '../../src/cards/card.ts';
import { createServer } from '../../src/channels/server.ts';
import { createTeamsChannel } from '../../src/channels/teams/teamsChannel.ts';
import { composeConversation } from '../../src/compose.ts';
import { rulesForAudience } from '../../src/composeAccess.ts';
import type { Log } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import type { LanguageModel } from '../../src/models/languageModel.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import {
  channelMention,
  type FakeConnector,
  type InboundActivity,
  membersAdded,
  personalMessage,
  post,
  startFakeConnector,
  submit,
} from '../contracts/fakeConnector.ts';
import { QUICK } from '../contracts/teamsFixture.ts';
import { bookOf, leave, travel } from '../unit/policyFixtures.ts';

export const HANAKO = { id: '29:hanako', name: '人事 花子', aadObjectId: '11111111-2222-3333-4444-555555555555' };
export const JIRO = { id: '29:jiro', name: '人事 次郎', aadObjectId: '22222222-2222-3333-4444-555555555555' };
export const TARO = { id: '29:taro', name: '総務 太郎', aadObjectId: '33333333-2222-3333-4444-555555555555' };
export const STRANGER = { id: '29:guest', name: '委託先', aadObjectId: '44444444-2222-3333-4444-555555555555' };
export type Somebody = typeof HANAKO;

/** Only 人事課 may read it. */
export const SECRET = '人事評価の昇給内規';
export const SECRET_ARTICLE = `${SECRET}#第3条`;
const secret: RuleBook = (() => {
  const book = bookOf(SECRET, [
    ['第3条', '特別昇給の号俸', ['評定が最上位の者の特別昇給は、八号俸とし、毎年一月一日に行う。']],
    ['第4条', '内申', ['前条の昇給の内申は、総括審議官を経て、副市長に行わなければならない。']],
  ]);
  return { ...book, document: { ...book.document, readers: ['人事課'] } };
})();
/** Words of the clauses that no question in these tests contains. */
export const FORBIDDEN = /八号俸|一月一日|総括審議官|特別昇給の号俸/;

let read: Promise<RuleLibrary> | undefined;

export interface RestrictedBot {
  readonly connector: FakeConnector;
  /** Says something in a personal chat; resolves to all the bot has sent for it, as one text. */
  ask(who: Somebody, text: string): Promise<string>;
  /** Presses a button in a personal chat, whatever its data. */
  press(who: Somebody, name: string, data: Record<string, string>): Promise<string>;
  /** Says something in the team's channel, or in a group chat. */
  askIn(place: 'channel' | 'groupChat', who: Somebody, text: string): Promise<string>;
  /** Who is in the team and the chat; announced to the bot. */
  gather(members: readonly Somebody[]): Promise<void>;
  /** Writes the list of people anew. */
  list(departments: readonly (readonly [Somebody, string])[]): void;
  logged(): string;
  metrics(): Promise<string>;
  close(): Promise<void>;
}

const CHAT = '19:chat@thread.v2';
const TEAM = '19:team@thread.tacv2';

/** The bot with its real wiring, from the HTTP request to the card, with one rule book for one department. */
export async function startRestrictedBot(model: LanguageModel = createExtractive()): Promise<RestrictedBot> {
  read ??= buildLibrary([leave, secret, travel]);
  const library = await read;
  const folder = mkdtempSync(join(tmpdir(), 'people-'));
  const people = join(folder, 'people.csv');
  let tick = 0;
  const list = (departments: readonly (readonly [Somebody, string])[]) => {
    const lines = departments.map(([{ aadObjectId }, names]) => `${aadObjectId},${names}`);
    writeFileSync(people, `オブジェクトID,所属\n${lines.join('\n')}\n`);
    tick += 1;
    utimesSync(people, new Date(), new Date(1_790_000_000_000 + tick * 1000));
  };
  list([
    [HANAKO, '人事課；総務課'],
    [JIRO, '人事課'],
    [TARO, '総務課'],
  ]);

  const lines: string[] = [];
  const note = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { info: note, warn: note, error: note };
  const metrics = createMetrics();
  const now = () => new Date();
  const directory = await openPeopleFile(people, log);
  const conversation = composeConversation({
    rulesFor: rulesForAudience({ library, directory, log, now }),
    model,
    history: createMemoryHistory({ days: 365, now }),
    log,
    metrics,
    now,
  });
  const connector = await startFakeConnector();
  const channel = createTeamsChannel({ conversation, cardFor, log, timing: QUICK });
  const server = createServer({ log, ready: async () => ({ ready: true, details: {} }), metrics: metrics.text });
  channel.attach(server);
  const { url } = await server.listen(0, '127.0.0.1');
  const serviceUrl = connector.url;

  const turnsEnded = () => lines.filter((line) => line.includes('"teams.turn"')).length;
  const sentFor = async (activity: InboundActivity) => {
    const calls = connector.calls.length;
    const ended = turnsEnded();
    await post(url, activity);
    await connector.until(() => turnsEnded() > ended);
    return JSON.stringify(connector.calls.slice(calls).map((call) => call.activity));
  };
  const own = (from: Somebody) => ({ serviceUrl, from, conversation: `a:${from.id}` });

  return {
    connector,
    ask: (who, text) => sentFor(personalMessage(text, own(who))),
    press: (who, name, data) => sentFor(submit(name, data, {}, own(who))),
    askIn: (scope, from, text) =>
      sentFor(
        channelMention(text, {
          serviceUrl,
          from,
          scope,
          team: TEAM,
          ...(scope === 'groupChat' && { conversation: CHAT }),
        }),
      ),
    async gather(members) {
      for (const place of [CHAT, TEAM]) connector.rosters.set(place, [members]);
      await post(url, membersAdded({ serviceUrl, scope: 'channel', team: TEAM }, members));
      await post(url, membersAdded({ serviceUrl, scope: 'groupChat', conversation: CHAT }, members));
    },
    list,
    logged: () => lines.join('\n'),
    metrics: metrics.text,
    async close() {
      await channel.stop(1_000);
      await server.close(0);
      await connector.close();
      rmSync(folder, { recursive: true });
    },
  };
}
