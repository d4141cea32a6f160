import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Answer, Part } from '../../src/answer.ts';
import type { Abilities, Outgoing } from '../../src/channels/text/outgoing.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { answer, final, numbersOnly, openRoom, scripted, textOf, withStamps } from './textFixture.ts';

const sample = (name: string): Answer =>
  JSON.parse(readFileSync(projectFile(`adaptive-cards/samples/${name}.json`), 'utf8'));

/** What is sent for an answer, without the acknowledgement. */
async function sentFor(given: Answer, abilities: Abilities = numbersOnly): Promise<readonly Outgoing[]> {
  return (await openRoom(scripted([[final(given)]]).conversation, abilities).say('質問')).slice(1);
}

const table: Part = {
  kind: 'table',
  title: '宿題',
  columns: ['何を', '誰が'],
  rows: Array.from({ length: 8 }, (_, i) => ({ cells: [`仕事${i + 1}`, `=担当${i + 1}`] })),
};
const draft: Part = {
  kind: 'draft',
  label: '文案（このまま編集できます）',
  text: '　　　通知\n　お知らせします。',
  choices: [{ label: '短く', action: { name: 'draft.rewrite', data: {} } }],
};

describe('回答の文', () => {
  it('題名、根拠の別、本文、引用、AI作成の断り、選択肢を、この順に書く', async () => {
    const text = textOf(await sentFor(sample('ask')));
    const order = [
      '年次有給休暇の届出の期限\n（規程に基づく回答）\n\n',
      '・年次有給休暇は、',
      '[1] 見本市職員の勤務時間、休暇等に関する規則 第14条第2項（年次有給休暇の届出）\n「前項の届出は、',
      '令和7年4月1日施行',
      '[2] ',
      'AIが作成しました。内容は職員が確認してください。',
      '条文の全文は「条文1」のように送ると',
      '1. 事後の届出はできますか',
    ].map((piece) => text.indexOf(piece));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each([
    'ask',
    'summarize',
    'draft',
    'history',
    'consult',
    'no-basis',
    'form',
    'help',
    'welcome',
    'error',
    'choices',
  ])('%s は、絵文字もマークダウンの飾りもなく、上限に収まる', async (name) => {
    for (const abilities of [
      numbersOnly,
      withStamps,
      { ...withStamps, textCharacters: 300 },
      { ...numbersOnly, textCharacters: 300 },
    ]) {
      for (const piece of await sentFor(sample(name), abilities)) {
        expect(textOf([piece])).not.toMatch(/■|\*\*|\p{Emoji_Presentation}/u);
        if (piece.kind === 'text') expect(piece.text.length).toBeLessThanOrEqual(abilities.textCharacters);
        if (piece.kind === 'select') expect(piece.options.length).toBeLessThanOrEqual(10);
      }
    }
  });

  it('2万文字の回答は、文の終わりで分け、番号を付け、選択肢は最後に置く', async () => {
    const text = '職員は、規程を守らなければならない。'.repeat(1200);
    expect(text.length).toBeGreaterThan(20_000);
    const choice: Part = { kind: 'choices', choices: [{ label: '甲', action: { name: 'say', data: {} } }] };
    const sent = await sentFor(answer('長い回答', { kind: 'text', text }, choice), {
      ...numbersOnly,
      textCharacters: 1000,
    });
    const last = sent.length - 1;
    sent.slice(0, last).forEach((piece, index) => {
      expect(textOf([piece])).toMatch(new RegExp(`^（${index + 1}/${last}）\n[\\s\\S]*。$`));
      expect(textOf([piece]).length).toBeLessThanOrEqual(1000);
    });
    expect(textOf(sent).match(/ならない。/g)).toHaveLength(1200);
    expect(textOf(sent.slice(last))).toBe('【番号を送ってお選びください】\n1. 甲');
  });

  it('ノートのある場では、長い回答はノートになり、何のノートかを先に伝える', async () => {
    const given = { ...answer('要約', { kind: 'text', text: '要点です。'.repeat(400) }), generated: true };
    const sent = await sentFor({ ...given, basis: 'source' }, withStamps);
    expect(sent.map(({ kind }) => kind)).toEqual(['text', 'note']);
    expect(sent[0]).toMatchObject({ text: '要約\n（長いため、ノートでお送りします。）' });
    expect(textOf(sent.slice(1))).toMatch(/^要約\n（入力された文章に基づく）[\s\S]*AIが作成しました。/);
  });

  it('とても長い質問は、題名では途中まで示す', async () => {
    expect(textOf(await sentFor(answer('長い質問'.repeat(100)))).length).toBeLessThanOrEqual(120);
  });
});

describe('文案', () => {
  it('写して使えるように、文案だけを一通にする', async () => {
    const given = {
      ...answer('通知文の文案', draft, { kind: 'text', text: '確認してください', tone: 'warning' }),
      generated: true,
    };
    expect((await sentFor(given)).map((piece) => textOf([piece]))).toEqual([
      '通知文の文案',
      '　　　通知\n　お知らせします。',
      '【注意】確認してください\n\nAIが作成しました。内容は職員が確認してください。\n\n【番号を送ってお選びください】\n1. 短く',
    ]);
  });

  it('ノートのある場ではノートにし、Wordファイルで受け取れる', async () => {
    const room = openRoom(scripted([[final(answer('通知文の文案', draft))]]).conversation, withStamps);
    const sent = await room.say('文案');
    expect(sent).toContainEqual({ kind: 'note', title: '通知文の文案', text: '　　　通知\n　お知らせします。' });
    expect(sent.at(-1)).toMatchObject({ options: ['短く', 'Wordファイルで受け取る'] });
    const [file, ...more] = await room.press('Wordファイルで受け取る');
    expect(more).toEqual([]);
    if (file?.kind !== 'file') throw new Error('no file');
    expect(file.name).toBe('通知文の文案.docx');
    expect(file.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('ファイルを送れない場では、Wordファイルを勧めない', async () => {
    expect(textOf(await sentFor(answer('文案', draft)))).not.toContain('Word');
  });
});

describe('表とファイル', () => {
  it('行の多い表は、CSVで受け取れ、式として働く値は無害にする', async () => {
    const room = openRoom(scripted([[final(answer('要約', table))]]).conversation, withStamps);
    expect((await room.say('要約')).at(-1)).toMatchObject({ options: ['CSVで受け取る'] });
    const [file] = await room.say('CSVで受け取る');
    if (file?.kind !== 'file') throw new Error('no file');
    expect(file).toMatchObject({ name: '宿題.csv', contentType: 'text/csv' });
    expect(file.bytes.toString()).toContain("仕事8,'=担当8");
  });

  it('行の少ない表は、文のままにする', async () => {
    const short: Part = { ...table, rows: table.rows.slice(0, 3) };
    expect((await sentFor(answer('要約', short), withStamps)).map(({ kind }) => kind)).toEqual(['text']);
  });

  it('ファイルは、送れる場ではファイルとして、送れない場では文として送る', async () => {
    const file: Part = { kind: 'file', name: '履歴.txt', contentType: 'text/plain', text: '一行目' };
    const sent = await sentFor(answer('履歴', { kind: 'text', text: '2件です。' }, file), withStamps);
    expect(sent.map(({ kind }) => kind)).toEqual(['text', 'file']);
    expect(textOf(sent.slice(0, 1))).toBe('履歴\n\n2件です。');
    expect(textOf(await sentFor(answer('履歴', file)))).toContain('【履歴.txt】\n一行目');
  });
});
