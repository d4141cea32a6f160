import { describe, expect, it } from '@jest/globals';
import { readRules } from '../../src/policy/structure/readRules.ts';
import { readBytes } from '../../src/reading/readFile.ts';

const rules = async (text: string | Buffer, name = 'a.txt') =>
  readRules(await readBytes(Buffer.from(text), name), { path: name, id: name.replace(/\.\w+$/, '') });
const quickly = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work().catch(() => {});
  return performance.now() - started;
};

describe('読み取りを終わらせまいとするファイル', () => {
  it.each([
    ['閉じない注釈', '<!--'.repeat(100_000), 'a.md'],
    ['閉じないリンク', `${'['.repeat(20_000)}\n`.repeat(20), 'a.md'],
    ['空白と見出し記号の列', `# ${' '.repeat(20_000)}${'#'.repeat(20_000)} x\n`.repeat(10), 'a.md'],
    ['閉じない強調', `${'**'.repeat(20_000)}\n`.repeat(10), 'a.md'],
    ['開き括弧の列', `${'（'.repeat(20_000)}\n`.repeat(20), 'a.txt'],
    ['「第」の列', `${'第'.repeat(20_000)}\n`.repeat(20), 'a.txt'],
    ['長い番号', `第${'一'.repeat(20_000)}条　本文\n`.repeat(20), 'a.txt'],
    ['日付もどき', `令和${' 1年'.repeat(20_000)}\n`.repeat(5), 'a.txt'],
    ['長い公開範囲', `公開範囲：${'総務課、'.repeat(20_000)}\n第1条　本文`, 'a.txt'],
  ])('%s は、すぐに読み終える', async (_, text, name) => {
    expect(await quickly(() => rules(text, name))).toBeLessThan(5_000);
  });

  it('一つの条に五万の号があっても、行の数に見合う時間で読む', async () => {
    const text = `第1条　次のとおりとする。\n${Array.from({ length: 50_000 }, (_, at) => `(${at + 1})　号${at}とする。`).join('\n')}`;
    let clauses = 0;
    const took = await quickly(async () => {
      const [article] = (await rules(text)).articles;
      clauses = article?.clauses.length ?? 0;
      expect(article?.text.slice(article.clauses.at(-1)?.start)).toBe(article?.clauses.at(-1)?.text);
    });
    expect(clauses).toBe(50_001);
    expect(took).toBeLessThan(10_000);
  });
});

describe('公開範囲をすり抜けようとする書き方', () => {
  const body = '見本市人事評価要領\n第1条　評点は、次のとおりとする。\n第2条　評点は、公開しない。\n';
  const readersOf = async (text: string, name = 'a.txt') => (await rules(text, name)).document.readers;

  it.each([
    '公開範囲：人事課以外',
    '公開範囲：人事課を除く全職員',
    '公開範囲：関係者',
    '公開範囲：課長以上',
    '公開範囲：人事課等',
    '公開範囲：',
    '公開範囲：全庁、人事課',
    '公開範囲：総務部（人事課を除く。）',
    '公開範囲：正規職員',
    '閲覧：非公開',
    '公開範囲',
    '【課内限り】',
    '部外秘',
    'readers: 人事課の者。',
  ])('「%s」は読み取れないので、誰にも見せず、そのことを知らせる', async (line) => {
    const { document, notes } = await rules(`${line}\n${body}`);
    expect(document.readers).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^公開範囲の指定から、.*。$/)]);
  });

  it.each([
    ['---\nreaders:\n---\n', []],
    ['---\nreaders: []\n---\n', []],
    ['---\nreaders: {課: 人事課}\n---\n', []],
    ['---\n公開範囲：人事課\n---\n', []],
    ['---\ntitle: "壊れた\nreaders: 人事課\n---\n', []],
    ['---\nReaders: [総務部, 人事課]\n---\n', ['総務部', '人事課']],
    ['---\nreaders: 人事課\n---\n公開範囲：全庁\n', ['人事課']],
    ['---\nreaders: [人事課, 総務課]\n---\n公開範囲：総務課\n', ['総務課']],
    ['---\nreaders: 人事課\n---\n公開範囲：総務課\n', []],
    ['---\nreaders: 全庁\n---\n', undefined],
  ])('前付け %j では %j', async (front, readers) => {
    expect(await readersOf(front + body, 'a.md')).toEqual(readers);
  });

  it.each([
    ['【人事課限り】評価要領.txt', ['人事課']],
    ['人事課限り/評価要領.txt', ['人事課']],
    ['評価要領_人事課限り.txt', ['人事課']],
    ['評価要領（庁内限り）.txt', undefined],
    ['評価要領（関係者限り）.txt', []],
    ['評価要領（令和7年度限り）.txt', undefined],
    ['秘書課/評価要領.txt', undefined],
  ])('ファイルの名前「%s」では %j', async (name, readers) => {
    expect(await readersOf(body, name)).toEqual(readers);
  });

  it.each([
    ['公開範囲：総務部、人事課', ['総務部', '人事課']],
    ['（公開範囲：人事課のみ）', ['人事課']],
    ['閲覧可能な部署：総務課・人事課', ['総務課', '人事課']],
    ['公開範囲：子ども・子育て課及び秘書課', ['子ども・子育て課', '秘書課']],
    ['公開範囲：人事課職員', ['人事課']],
    ['公開範囲：\n人事課', ['人事課']],
    ['公開範囲：庁内全職員', undefined],
    ['公開範囲：全庁', undefined],
    ['公開区分：公開', undefined],
  ])('「%s」は %j', async (line, readers) => {
    expect(await readersOf(`${line}\n${body}`)).toEqual(readers);
    expect((await rules(`${line}\n${body}`)).articles.map(({ label }) => label)).toEqual(['第1条', '第2条']);
  });

  it('本文の中の「閲覧」や「この限り」は、公開範囲ではない', async () => {
    const text = `見本規程\n第1条　本文とする。ただし、市長が認めるときは、この限り\nでない。\n（閲覧）\n第2条　何人も、閲覧：申請により、できる限り\n速やかに見ることができる。\n`;
    expect(await readersOf(text)).toBeUndefined();
  });
});
