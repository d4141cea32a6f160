import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer, Source } from '../../src/answer.ts';
import { CARD_LIMIT_BYTES, cardBytes, cardFor } from '../../src/cards/card.ts';
import { plainLines } from '../../src/cards/plainLines.ts';
import { wordFile } from '../../src/files/wordFile.ts';
import { openAICompatible } from '../../src/models/openAICompatible.ts';
import { type RecordedRequest, type ScriptedModel, startScriptedModel } from '../contracts/scriptedModelServer.ts';
import { multipartMail, plainMail } from '../unit/mails.ts';
import { received, sample } from './receivedFiles.ts';
import { sampleLibrary, startWholeBot, textOf, type WholeBot } from './wholeBot.ts';

let bot: WholeBot;
beforeAll(() => sampleLibrary(), 60_000);
beforeEach(async () => {
  bot = await startWholeBot();
});
const sourcesOf = ({ parts }: Answer): Source[] =>
  parts.flatMap((part) => {
    const items: readonly { source?: Source }[] =
      part.kind === 'list' ? part.items : part.kind === 'table' ? part.rows : [];
    return items.flatMap(({ source }) => source ?? []);
  });
const placesOf = (answer: Answer): (string | undefined)[] => sourcesOf(answer).map(({ place }) => place);
const refused = (...files: Parameters<WholeBot['attach']>[1]): Promise<string> =>
  bot.attach('要約', files).then(
    ({ title }) => `答えた：${title}`,
    (error: Error) => error.message,
  );
const linesOf = (answer: Answer): string =>
  plainLines(answer)
    .map(({ lead, text }) => lead + text)
    .join('\n');

describe('要約のどの項目も、どこから来たかを示す', () => {
  it('PDFはページ、Excelはシートと行、字幕は話者と時刻', async () => {
    for (const place of placesOf(await bot.attach('', [sample('policies/庁舎管理規則.pdf')])))
      expect(place).toMatch(/^\d+ページ(?:～\d+ページ)?$/);
    for (const place of placesOf(await bot.attach('', [sample('policies/旅費規程.xlsx')])))
      expect(place).toMatch(/^シート「.+」\d+行目$/);
    const places = placesOf(await bot.attach('', [sample('minutes/定例会議.vtt')]));
    expect(places.length).toBeGreaterThan(5);
    for (const place of places) expect(place).toMatch(/^\S+課 \S+ \d:\d\d:\d\d/);
  });

  it('カードでも、文字だけのチャットでも、出典にその場所が出る', async () => {
    const answer = await bot.attach('', [sample('minutes/定例会議.vtt')]);
    expect(linesOf(answer)).toMatch(/出典［\S+課 \S+ 0:\d\d:\d\d.*］：/);
    const chat = '10:05 佐藤: 照明を更新することに決定しました。\n10:07 鈴木: 費用は1,200万円を見込んでいます。';
    const short = cardFor(await bot.say(`要約\n${chat}`), 'turn').card;
    expect(JSON.stringify(short)).toContain('出典［佐藤 10:05］：「照明を更新することに決定しました。」');
  });

  it('長い会議録のカードでも、元の言葉を短くしてでも、どこから来たかは残す', async () => {
    const answer = await bot.attach('', [sample('minutes/定例会議.vtt')]);
    const { card } = cardFor(answer, 'turn');
    expect(cardBytes(card)).toBeLessThan(CARD_LIMIT_BYTES);
    const shown = JSON.stringify(card).match(/［[^［］]+課 \S+ 0:\d\d:\d\d[^［］]*］/g) ?? [];
    expect(shown).toHaveLength(sourcesOf(answer).length);
  });

  it('貼り付けた会議録や会話でも、話者と時刻が分かる', async () => {
    const chat = [
      '10:05 佐藤: 庁舎の照明を更新する件について説明します。',
      '10:07 鈴木: 費用は1,200万円を見込んでいます。',
      '10:09 佐藤: 庁舎の照明を令和9年3月までに更新することに決定しました。',
    ].join('\n');
    expect(placesOf(await bot.say(`要約\n${chat}`))).toContain('佐藤 10:09');
    const minutes = [
      '○佐藤委員長　庁舎の照明を更新する件について説明を求めます。',
      '○財政課長（藤田）　費用は1,200万円を見込んでいます。',
      '○佐藤委員長　庁舎の照明を令和9年3月までに更新することに決定しました。',
    ].join('\n');
    expect(placesOf(await bot.say(`要約\n${minutes}`))).toContain('佐藤委員長');
  });

  it('メールは、本文と、引用された以前のメールと、添付を分ける', async () => {
    const mail = multipartMail([
      {
        type: 'text/plain; charset=utf-8',
        content:
          '工事は12月1日に始めることに決定しました。\n\n2026年11月19日(木) 9:30 鈴木 太郎 <taro@example.jp>:\n> 費用は1,200万円とすることに決定しています。\n',
      },
      {
        type: 'application/octet-stream',
        name: '記録.docx',
        content: await wordFile('', '窓口を二つ増やすことに決定しました。'),
      },
    ]);
    const answer = await bot.attach('', [received('照会.eml', mail)]);
    expect(placesOf(answer)).toEqual(
      expect.arrayContaining(['本文', '引用されたメール（鈴木 太郎、2026年11月19日(木) 9:30）', '添付「記録.docx」']),
    );
  });
});

describe('場所と個人情報', () => {
  let server: ScriptedModel;
  let requests: RecordedRequest[];
  beforeAll(async () => {
    server = await startScriptedModel((request) => {
      requests.push(request);
      return { kind: 'text', text: '{}' };
    });
  });
  beforeEach(() => {
    requests = [];
  });
  afterAll(() => server.close());

  it('前に個人情報がいくつあっても、場所はずれない。名前の中の番号もモデルには渡らない', async () => {
    const numbers = Array.from({ length: 30 }, (_, at) => `090-1234-56${at + 10}`);
    const cues = [
      ...numbers.map((number, at) => [`0${at % 10}`, '総務課 佐藤', `${at}番の連絡先は${number}です。`] as const),
      ['50', '090-9999-8888', '庁舎の照明を令和9年3月までに更新することに決定しました。'] as const,
    ];
    const vtt = cues.map(([second, name, words], at) => {
      const time = `00:${String(at).padStart(2, '0')}:${second}.000`;
      return `${time} --> ${time}\n<v ${name}>${words}</v>\n`;
    });
    const file = received('会議.vtt', `WEBVTT\n\n${vtt.join('\n')}`);
    const found = sourcesOf(await bot.attach('', [file])).find(({ quote }) => quote.includes('照明'));
    expect(found).toMatchObject({
      quote: '庁舎の照明を令和9年3月までに更新することに決定しました。',
      place: '090-9999-8888 0:30:50',
    });
    bot = await startWholeBot(openAICompatible({ baseURL: `${server.url}/v1`, model: 'scripted', retryDelayMs: 10 }));
    await bot.attach('', [file]);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.map(({ raw }) => raw).join('\n')).not.toMatch(/1234|9999|8888/);
  });

  it('見出しやシートの名前にある番号も、場所として正しく戻る', async () => {
    const text = `# 連絡先 090-1234-5678\n${'受付は総務課です。\n'.repeat(3)}庁舎の照明を更新することに決定しました。\n`;
    expect(placesOf(await bot.attach('', [received('記録.md', text)]))).toContain('連絡先 090-1234-5678');
  });
});

describe('読みにくい入力', () => {
  it('時刻の壊れた字幕は、発言を要約し、時刻のないことを知らせる', async () => {
    const vtt =
      'WEBVTT\n\n00:99:05.722 --> x\n<v 総務課 佐藤>庁舎の照明を令和9年3月までに更新することに決定しました。</v>\n\n-->\n<v 財政課 鈴木>費用は1,200万円を見込んでいます。</v>\n';
    const answer = await bot.attach('', [received('会議.vtt', vtt)]);
    expect(placesOf(answer)).toContain('総務課 佐藤');
    expect(textOf(answer)).toContain('時刻を読み取れない発言が2か所ありました');
  });

  it('5MBの文章は、長さと上限を示して断る', async () => {
    const file = received('長い.txt', '庁舎の照明を更新することに決定しました。\n'.repeat(86_000));
    expect(file.bytes).toBeGreaterThan(5 * 1024 * 1024);
    expect(await refused(file)).toMatch(/200,000文字まで.*1,806,002文字/);
  });

  it('パスワードで保護された文書、空のメール、メールでないもの、入れ子のメールを、文で断る', async () => {
    const locked = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await refused(received('議事録.docx', locked))).toMatch(/パスワードで保護/);
    expect(await refused(received('空.eml', ''))).toMatch(/中身が空/);
    expect(await refused(received('メモ.eml', 'ただの文章です。'))).toMatch(/形式ではない/);
    let bomb = 'Subject: x\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n';
    for (let at = 0; at < 20_000; at++)
      bomb += `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`;
    expect(await refused(received('爆弾.eml', bomb))).toMatch(/^ファイル「爆弾\.eml」.*入れ子.*安全のため.*。$/);
    expect(
      (await bot.attach('', [received('照会.eml', plainMail('工事は12月1日に始めます。費用は1,200万円です。\r\n'))]))
        .command,
    ).toBe('summarize');
  });

  it('文字コードの名前が違うメールは、読んで、そう知らせる', async () => {
    const mail = plainMail('工事は12月1日に始めることに決定しました。\r\n費用は1,200万円です。\r\n', 'x-nonsense');
    const answer = await bot.attach('', [received('照会.eml', mail)]);
    expect(textOf(answer)).toContain('12月1日に始める');
    expect(textOf(answer)).toContain('文字コードの名前が実際と違う');
  });
});
