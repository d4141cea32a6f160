import type { Choice, Part } from '../answer.ts';
import type { HistoryStore, PastTurn } from '../stores/history.ts';
import type { Command } from './command.ts';
import { stillReadable } from './restrictedTurns.ts';

const TURNS_A_PAGE = 10;
const SHOWN_CHARACTERS = 80;

/** `履歴`: the turns of this conversation, newest first, page by page, and as a file to keep. */
export function createHistory(store: HistoryStore, titleOf: (command: string) => string): Command {
  return {
    name: 'history',
    title: '履歴',
    words: ['history'],
    remembered: false,
    async *run({ conversation, action, rules }) {
      const page = await store.page(conversation, TURNS_A_PAGE, action?.data.continuation);
      const readable = new Set(await stillReadable(page.turns, rules));
      const wholeTurn = (turn: PastTurn) => writtenOut(turn, readable.has(turn));
      const parts: Part[] =
        page.turns.length === 0
          ? [{ kind: 'text', text: 'この会話の履歴はありません。' }]
          : [
              {
                kind: 'list',
                title: '新しい順',
                items: page.turns.map((turn) => ({ text: lineOf(turn, titleOf, readable.has(turn)) })),
              },
              {
                kind: 'file',
                name: '履歴.txt',
                contentType: 'text/plain',
                text: page.turns.map(wholeTurn).join('\n\n'),
              },
            ];
      const choices: Choice[] = [];
      if (page.continuation !== undefined) {
        choices.push({
          label: 'さらに前を見る',
          action: { name: 'history.more', data: { continuation: page.continuation } },
        });
      }
      if (page.turns.length > 0) choices.push({ label: '履歴を消去する', action: { name: 'reset', data: {} } });
      if (choices.length > 0) parts.push({ kind: 'choices', choices });
      yield {
        kind: 'answer',
        said: '',
        answer: {
          command: 'history',
          title: 'この会話の履歴',
          basis: 'program',
          generated: false,
          speak: `履歴は${page.turns.length}件です。`,
          parts,
        },
      };
    },
  };
}

const time = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

function lineOf({ at, command, asked }: PastTurn, titleOf: (command: string) => string, readable: boolean): string {
  const line = (readable ? asked : WITHHELD_QUESTION).replace(/\s+/g, ' ').trim();
  const short = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  return `${time.format(at)}　${titleOf(command)}　${short}`;
}

/** A question may name the rule: a button asks for an article by its title. */
const WITHHELD_QUESTION = '（公開範囲の限られた規程についての質問）';
const WITHHELD = '（公開範囲の限られた規程に基づく回答のため、表示を控えています。）';

function writtenOut({ at, asked, answered }: PastTurn, readable: boolean): string {
  return `【${time.format(at)}】\n${readable ? asked : WITHHELD_QUESTION}\n――\n${readable ? answered : WITHHELD}`;
}
