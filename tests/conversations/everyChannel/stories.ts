import { committeeRecord } from '../wholeBot.ts';
import type { Driver } from './driver.ts';

/** One thing a person does, and what every channel has to show of the reply. */
export interface Step {
  /** As it stands in the transcripts. */
  readonly doing: string;
  readonly act: (person: Driver) => Promise<string>;
  readonly shows: readonly string[];
  readonly hides?: readonly string[];
}

const say = (text: string, ...shows: string[]): Step => ({ doing: `「${text}」`, act: (one) => one.say(text), shows });
const press = (label: string, ...shows: string[]): Step => ({
  doing: `［${label}］`,
  act: (one) => one.press(label),
  shows,
});

/** What staff do, by name. The same at every channel. */
export const stories: Readonly<Record<string, readonly Step[]>> = {
  規程を調べる: [
    say(
      '規程 年次有給休暇は何日もらえますか？',
      '規程に基づく回答',
      '第12条第1項',
      '「年次有給休暇は、1月1日から12月31日までの1年につき20日とする。」',
      '内容は職員が確認してください',
    ),
    { doing: '条文1を開く', act: (one) => one.openClause(1), shows: ['翌年に限り繰り越すことができる。'] },
    say('それは何条ですか？', '第12条'),
    say('規程 カレーの隠し味には何を入れますか？', '見つかりませんでした'),
  ],
  文案を作る: [
    say('文案', 'あいさつ文', '議会想定問答'),
    press('あいさつ文', '行事の名称'),
    {
      doing: '項目を書いて送る',
      act: (one) =>
        one.fill({ 行事の名称: '総合防災訓練', あいさつをする人: '市長', 伝えたいこと: '日頃の備えを大切に。' }),
      shows: ['総合防災訓練', '日頃の備えを大切に。', '【'],
    },
  ],
  会議録を要約する: [say(`要約 ${committeeRecord}`, '決定事項', '宿題', '内容は職員が確認してください')],
  相談とその先: [say('給与', '規程で調べる', '要約する', '文案を作る'), press('相談する', '言語モデル')],
  履歴と消去: [
    say('ヘルプ', '規程', '要約', '文案'),
    say('規程 出張の日当はいくらですか？', '日当'),
    say('履歴', '出張の日当はいくらですか？'),
    press('履歴を消去する', '消去しました'),
    say('履歴', '履歴はありません'),
    say('リセットコマンド', '消去する履歴はありませんでした'),
  ],
};
