import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentities } from '../../src/access/identities.ts';
import { openPeopleFile } from '../../src/access/peopleFile.ts';
import type { Answer } from '../../src/answer.ts';
import { composeConversation } from '../../src/compose.ts';
import { rulesForAudience } from '../../src/composeAccess.ts';
import { linkPeople } from '../../src/conversation/linkPeople.ts';
import type { Conversation, IncomingMessage } from '../../src/conversation/message.ts';
import type { Log } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import type { DialogueStore } from '../../src/stores/dialogues.ts';
import type { HistoryStore, PastTurn } from '../../src/stores/history.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import { createMemoryHistory } from '../../src/stores/memoryHistory.ts';
import { bookOf, leave, travel } from '../unit/policyFixtures.ts';

export const HANAKO = '11111111-2222-3333-4444-aaaaaaaaaaaa';
export const TARO = '99999999-8888-7777-6666-555555555555';
export const HANAKO_LOGO = '6917529027641081856';
export const TARO_LOGO = '6917529027641081999';

/** Only 人事課 may read it. */
const secret: RuleBook = (() => {
  const book = bookOf('人事評価の昇給内規', [
    ['第3条', '特別昇給の号俸', ['評定が最上位の者の特別昇給は、八号俸とし、毎年一月一日に行う。']],
  ]);
  return { ...book, document: { ...book.document, readers: ['人事課'] } };
})();
export const SECRET_QUESTION = '規程 評定が最上位の者の特別昇給はいくらですか？';
export const SECRET_WORDS = '八号俸';
export const LEAVE_QUESTION = '規程 年次有給休暇は何日前までに届け出ますか？';

export interface Reply {
  readonly turn: string;
  readonly answer: Answer;
  /** Everything in the answer, for what must or must not be said. */
  readonly text: string;
}

export interface LinkedBot {
  readonly history: HistoryStore;
  readonly conversation: Conversation;
  /** What channels remember between two messages. */
  readonly dialogues: DialogueStore;
  /** In the personal chat of Teams. */
  teams(objectId: string, text: string): Promise<Reply>;
  /** In the pair room of LoGo Chat. */
  logo(id: string, text: string): Promise<Reply>;
  /** Whatever a channel may hand over. */
  send(message: Partial<IncomingMessage>): Promise<Reply>;
  /** Writes the list of people anew. */
  list(rows: readonly string[]): void;
  turnsOf(conversation: string): Promise<readonly PastTurn[]>;
  logged(): string;
  /** A second instance over the same store and list. */
  another(): Promise<LinkedBot>;
  close(): void;
}

export const teamsRoom = (objectId: string) => `a:${objectId.toLowerCase()}`;
export const logoRoom = (id: string) => `direct:${id}`;
export const BOTH_LINKED = [`${HANAKO},${HANAKO_LOGO},人事課`, `${TARO},${TARO_LOGO},総務課`];
export const NOBODY_LINKED = [`${HANAKO},,人事課`, `${TARO},,総務課`];

let tick = 0;
let sequence = 0;

/** The whole bot in memory with its real wiring, as Teams and LoGo Chat speak to it, over a list of people. */
export async function startLinkedBot(rows: readonly string[], given?: HistoryStore): Promise<LinkedBot> {
  const folder = mkdtempSync(join(tmpdir(), 'linked-'));
  const path = join(folder, 'people.csv');
  const list = (lines: readonly string[]) => {
    writeFileSync(path, `オブジェクトID,LoGoチャットのID,所属\n${lines.join('\n')}\n`);
    tick += 1;
    utimesSync(path, new Date(), new Date(1_790_000_000_000 + tick * 1000));
  };
  list(rows);
  let time = Date.parse('2026-11-22T01:00:00Z');
  const now = () => new Date(time);
  const history = given ?? createMemoryHistory({ days: 365, now });
  const dialogues = createMemoryDialogues({ now });
  const library = await buildLibrary([leave, travel, secret]);
  const lines: string[] = [];
  const note = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const log: Log = { info: note, warn: note, error: note };

  const instance = async (): Promise<LinkedBot> => {
    const people = await openPeopleFile(path, log);
    const rulesFor = rulesForAudience({ library, directory: people, log, now });
    const metrics = createMetrics();
    const conversation = linkPeople(
      composeConversation({ rulesFor, model: createExtractive(), history, log, metrics, now }),
      { identities: createIdentities(people.links), history, dialogues, retentionDays: 365, log },
    );
    const send = async (changes: Partial<IncomingMessage>): Promise<Reply> => {
      time += 1000;
      const message: IncomingMessage = {
        id: `m${++sequence}`,
        channel: 'teams',
        conversation: { id: 'somewhere', kind: 'personal' },
        sender: { id: HANAKO },
        text: '',
        ...changes,
      };
      for await (const event of conversation.handle(message)) {
        if (event.kind === 'failure') throw event.error;
        if (event.kind === 'final')
          return { turn: event.turn, answer: event.answer, text: JSON.stringify(event.answer) };
      }
      throw new Error('no answer');
    };
    return {
      history,
      conversation,
      dialogues,
      send,
      list,
      teams: (id, text) =>
        send({
          text,
          channel: 'teams',
          sender: { id },
          conversation: { id: teamsRoom(id), kind: 'personal' },
          audience: async () => [id.toLowerCase()],
        }),
      logo: (id, text) =>
        send({
          text,
          channel: 'logo',
          sender: { id },
          conversation: { id: logoRoom(id), kind: 'personal' },
          audience: async () => [id],
        }),
      turnsOf: async (id) => (await history.page(id, 100)).turns.toReversed(),
      logged: () => lines.join('\n'),
      another: instance,
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  };
  return instance();
}
