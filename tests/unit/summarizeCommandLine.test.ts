import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { projectFile } from '../../src/projectFiles.ts';
import { readFile } from '../../src/reading/readFile.ts';
import { plainMail } from './mails.ts';

// The dictionary of words is loaded with the first call, which takes its time on a busy machine.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'summarize-command-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

let out = '';
let errors = '';
beforeEach(() => {
  [out, errors] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

interface Traced {
  readonly text?: string;
  readonly source: { readonly start: number; readonly end: number; readonly place?: string };
}

const run = (file: string): Promise<number> => main(['summarize', file, '--json', '--data-dir', folder]);
const summarized = async (file: string): Promise<Traced[]> => {
  expect(await run(file)).toBe(0);
  const { points, decisions, actions } = JSON.parse(out);
  return [...points, ...decisions, ...actions];
};
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('kaname summarize', () => {
  it('どの項目の位置も、前に個人情報があっても、ファイルのその文を指し、見出しを添える', async () => {
    const text = `# 連絡先\n${Array.from({ length: 20 }, (_, at) => `窓口${at}の電話は090-1234-56${at + 10}です。`).join('\n')}\n# 決定 090-9999-0000\n庁舎の照明を令和9年3月までに更新することに決定しました。\n`;
    const items = await summarized(file('記録.md', text));
    const decided = items.find(({ source }) => source.place === '決定 090-9999-0000');
    expect(text.slice(decided?.source.start, decided?.source.end)).toBe(
      '庁舎の照明を令和9年3月までに更新することに決定しました。',
    );
  });

  it('字幕の項目には、話者と時刻が付く', async () => {
    const vtt = projectFile('samples/minutes/定例会議.vtt');
    const items = await summarized(vtt);
    const { text, places } = await readFile(vtt);
    expect(items.length).toBeGreaterThan(10);
    for (const { source } of items) {
      expect(source.place).toMatch(/^\S+課 \S+ 0:\d\d:\d\d/);
      const cue = places.find(({ start, end }) => start <= source.start && source.start < end);
      expect(source.place).toContain(cue?.label);
      const line = text.slice(text.lastIndexOf('\n', source.start) + 1);
      expect(line.startsWith(`${source.place?.split(/ \d:/)[0]}：`)).toBe(true);
    }
  });

  it('メールも要約する', async () => {
    const mail = plainMail('工事は12月1日に始めることに決定しました。\r\n費用は1,200万円を見込んでいます。\r\n');
    expect((await summarized(file('照会.eml', mail))).map(({ source }) => source.place)).toContain('本文');
  });

  it('場所の分からない文章では、位置だけを返す', async () => {
    const text =
      '庁舎の照明を更新することに決定しました。\n費用は1,200万円を見込んでいます。\n来週から工事を始めます。\n';
    for (const { source } of await summarized(file('記録.txt', text)))
      expect(Object.keys(source)).toEqual(['start', 'end']);
  });

  it('5MBの文章は、すぐに、長さと上限を示して断る', async () => {
    const started = Date.now();
    expect(await run(file('長い.txt', '庁舎の照明を更新することに決定しました。\n'.repeat(86_000)))).toBe(1);
    expect(errors).toMatch(/200,000文字まで.*1,806,000文字.*分けて/);
    expect(out).toBe('');
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});
