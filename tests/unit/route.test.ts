import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/commands/command.ts';
import { createRouter } from '../../src/conversation/route.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { PastTurn } from '../../src/stores/history.ts';
import { leave } from './policyFixtures.ts';

const command = (name: string, title: string, words: string[] = []): Command => ({
  name,
  title,
  words,
  remembered: true,
  // biome-ignore lint/correctness/useYield: the router never runs a command
  async *run() {
    throw new Error('not run here');
  },
});

const commands = [
  command('ask', '規程', ['規定', '例規']),
  command('summarize', '要約'),
  command('draft', '文案'),
  command('consult', '相談'),
  command('help', 'ヘルプ', ['使い方']),
  command('history', '履歴'),
  command('reset', 'リセット', ['リセットコマンド']),
  command('choose', '選択'),
];

const past = (name: string): PastTurn => ({
  id: '1',
  conversation: 'c',
  sender: 's',
  at: new Date(0),
  command: name,
  asked: 'あ',
  answered: 'い',
  memory: {},
});

const route = createRouter(commands);
const rules = () => buildLibrary([leave]);
const to = async (text: string, history: PastTurn[] = []) => {
  const routed = await route({ text }, history, rules);
  return `${routed.command.name}｜${routed.text}`;
};

describe('メッセージの行き先', () => {
  it.each([
    ['規程 有休の繰越しは？', 'ask｜有休の繰越しは？'],
    ['規程：有休の繰越しは？', 'ask｜有休の繰越しは？'],
    ['/ask 有休の繰越しは？', 'ask｜有休の繰越しは？'],
    ['要約\n本日の会議は…', 'summarize｜本日の会議は…'],
    ['要約してください。本日の会議は…', 'summarize｜本日の会議は…'],
    ['/summarize', 'summarize｜'],
    ['文案　あいさつ文', 'draft｜あいさつ文'],
    ['文案をお願いします', 'draft｜'],
    ['相談 アイデアがほしい', 'consult｜アイデアがほしい'],
    ['ヘルプ', 'help｜'],
    ['使い方', 'help｜'],
    ['履歴', 'history｜'],
    ['リセット', 'reset｜'],
    ['リセットコマンド', 'reset｜'],
    ['summarize 本日の会議は…', 'summarize｜本日の会議は…'],
    ['', 'help｜'],
  ])('「%s」は先頭の言葉で決まる', async (text, expected) => {
    expect(await to(text)).toBe(expected);
  });

  it.each([
    ['有休は何日前までに届ければいいですか？', 'ask'],
    ['出張の宿泊費はいくらまで出る？', 'ask'],
    ['副業してもいいですか', 'ask'],
    ['USBメモリの持ち出しに承認は必要ですか。', 'ask'],
    ['防災訓練の通知文を書いて', 'draft'],
    ['敬老会の市長あいさつを作ってください', 'draft'],
    ['業者に納期を確認するメール文面を考えて', 'draft'],
    ['Excelで重複を数える数式を教えて', 'consult'],
    ['VBAで全シートを印刷するマクロを書いて', 'consult'],
    ['ごみ減量のキャッチコピーを壁打ちしたい', 'consult'],
    ['ありがとうございました', 'consult'],
    [`要点をまとめて\n${'本日は予算について話し合い、来年度の方針を確認した。'.repeat(5)}`, 'summarize'],
    ['本日は予算について話し合い、来年度の方針を確認しました。'.repeat(20), 'summarize'],
    ['年次有給休暇', 'ask'],
    ['見本市', 'choose'],
    ['要約の書き方の研修', 'choose'],
  ])('「%s」は %s に届く', async (text, name) => {
    expect((await to(text)).split('｜')[0]).toBe(name);
  });

  it.each([
    ['', 'summarize'],
    ['これを要約して', 'summarize'],
    ['3行でまとめて', 'summarize'],
    ['旅費の資料です', 'summarize'],
    ['お疲れさまです。よろしくお願いします', 'summarize'],
    ['この議事録の決定事項を教えて', 'summarize'],
    ['内容を確認してください', 'summarize'],
    ['この資料で答弁を作って', 'draft'],
    ['要約して通知文を作って', 'draft'],
    ['添付の報告書から広報記事を書いてください', 'draft'],
    ['規程 有休は何日前までですか？', 'ask'],
    ['有休は何日前までに届ければいいですか？', 'ask'],
    ['英語に翻訳して', 'consult'],
    ['履歴', 'history'],
  ])('ファイルに「%s」と添えると %s に届き、聞き返さない', async (text, name) => {
    for (const last of [[], [past('consult')], [past('ask')]])
      expect((await route({ text, files: 1 }, last, rules)).command.name).toBe(name);
  });

  it('文案の直後の「もっと短くして」は、その文案の書き直しである', async () => {
    expect(await to('もっと短くしてください', [past('draft')])).toMatch(/^draft｜/);
  });

  it('規程の直後の「会計年度任用職員の場合は？」は、規程への続きの質問である', async () => {
    expect(await to('会計年度任用職員の場合は？', [past('ask')])).toMatch(/^ask｜/);
  });

  it('押されたボタンは、その名前のコマンドに届く', async () => {
    const routed = await route({ text: '', action: { name: 'draft.form', data: { genre: 'mail' } } }, [], rules);
    expect(routed).toMatchObject({ command: { name: 'draft' }, action: { name: 'draft.form' } });
    const said = await route({ text: '', action: { name: 'say', data: { text: 'ヘルプ' } } }, [], rules);
    expect(said.command.name).toBe('help');
    const asked = await route({ text: '', action: { name: 'ask', data: { text: '見本市' } } }, [], rules);
    expect(asked).toMatchObject({ command: { name: 'ask' }, text: '見本市' });
  });

  it('知らないボタンには、使い方を示す', async () => {
    expect((await route({ text: '', action: { name: 'toString', data: {} } }, [], rules)).command.name).toBe('help');
  });
});
