import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Encoding from 'encoding-japanese';
import { main } from '../../src/cli/main.ts';
import { printText } from '../../src/cli/output.ts';
import { questionsOf } from '../../src/cli/questions.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-line-'));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const shiftJis = (text: string): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));

/** A folder with one set of evaluation questions. */
const evaluationSets = join(folder, 'sets');
mkdirSync(evaluationSets);
for (const name of ['staff_qa', 'staff_corpus']) writeFileSync(join(evaluationSets, `${name}.dev.jsonl`), '');

afterAll(() => rmSync(folder, { recursive: true }));

describe('コマンドラインの呼び出し', () => {
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
    delete process.env.KANAME_POLICIES;
    delete process.env.KANAME_EMBEDDING;
  });
  const draft = (name: string, content: string | Uint8Array) =>
    main(['draft', '--genre', '通知文', '--input', file(name, content), '--json']);

  it.each([
    [['mieruka'], '「mieruka」というコマンドはありません。'],
    [['ask', '--foo', 'x'], '「--foo」というオプションはありません。'],
    [['summarize'], '引数 <file> を指定してください。'],
    [['draft'], 'オプション --genre <genre> を指定してください。'],
    [['search', 'x', '--limit'], 'オプション --limit <n> に値を指定してください。'],
    [['ask', '有休', '何日'], '引数が多すぎます。'],
    [['evaluate', '--questions', 'a.jsonl'], '--questions は、--live と一緒に指定してください。'],
    [['evaluate', '--sets', evaluationSets, '--only', '職員'], '--only は、staff、summ のいずれかで指定してください。'],
  ])('誤った呼び出し %j を、日本語の文で断り、2で終わる', async (call, sentence) => {
    expect(await main(call)).toBe(2);
    expect(errors).toContain(sentence);
    expect(errors).not.toMatch(/error|option|argument '/i);
    expect(out).toBe('');
  });

  it('使い方を日本語の見出しで示し、0で終わる', async () => {
    expect(await main(['--help'])).toBe(0);
    expect(out).toContain('使い方：');
    expect(out).toContain('コマンド：');
    expect(out).not.toMatch(/Usage|Commands:|options/);
    out = '';
    expect(await main(['search', '--help'])).toBe(0);
    expect(out).toContain('使い方： kaname search [オプション] [question]');
    expect(out).toContain('件数（初期値：10）');
  });

  it('規程や質問の文章に、端末を操らせない', () => {
    printText('\x1b[31m赤い\x07文章\x1b]0;題\x07\r\n\t次の行\x9b2J');
    expect(out).toBe('[31m赤い文章]0;題\n    次の行2J\n');
  });

  it('規程のフォルダーの設定が誤っていれば、環境変数の名前を伝える', async () => {
    process.env.KANAME_POLICIES = join(folder, 'ない');
    expect(await main(['ask', '有休は何日', '--data-dir', join(folder, 'data')])).toBe(1);
    expect(errors).toContain('KANAME_POLICIES');
    expect(errors).not.toContain(folder);
  });

  it('書き込めないデータの置き場所でも、言葉による検索で答え、設定の名前を伝える', async () => {
    expect(await main(['ask', '旅費の精算の期限', '--json', '--data-dir', file('data.txt', '')])).toBe(0);
    expect(JSON.parse(out).grounded).toBe(true);
    expect(errors).toContain('KANAME_DATA_DIR');
    expect(errors).not.toContain(folder);
  });

  it('以前の時点を尋ねられたら、端末でも根拠の横に旧版と示す', async () => {
    const rules = join(folder, '規程');
    mkdirSync(rules);
    const rule = (yen: string) =>
      [
        '# 架空市旅費規程',
        '（目的）\n第1条　この規程は、職員の旅費に関し必要な事項を定めるものとする。',
        `（宿泊料）\n第2条　宿泊料は、一夜につき${yen}円とする。`,
        '（復命）\n第3条　出張した職員は、帰庁後5日以内に復命書を所属長に提出しなければならない。',
        '（自家用車）\n第4条　自家用車による出張は、所属長の承認を受けた場合に限る。',
      ].join('\n\n');
    writeFileSync(join(rules, '旅費規程.md'), `---\n施行日: 2026-04-01\n---\n${rule('12,000')}`);
    writeFileSync(join(rules, '旅費規程_旧.md'), `---\n施行日: 2024-04-01\n---\n${rule('9,000')}`);
    process.env.KANAME_POLICIES = rules;
    process.env.KANAME_EMBEDDING = 'off';
    const asked = (question: string) => main(['ask', question, '--data-dir', join(folder, '版')]);
    expect(await asked('令和6年度の時点では、宿泊料は一夜につきいくらですか')).toBe(0);
    expect(out).toContain(
      '根拠：架空市旅費規程 第2条【旧版（令和6年4月1日施行）】\n  「宿泊料は、一夜につき9,000円とする。」',
    );
    out = '';
    expect(await asked('宿泊料は一夜につきいくらですか')).toBe(0);
    expect(out).toContain('根拠：架空市旅費規程 第2条\n  「宿泊料は、一夜につき12,000円とする。」');
  });

  it('文案の入力を、Shift_JISでも読む', async () => {
    expect(await draft('sjis.txt', shiftJis('件名：庁舎の停電\n宛先：各課長'))).toBe(0);
    expect(JSON.parse(out).text).toContain('庁舎の停電について');
  });

  it('壊れたJSONを、自由な文として扱わずに断る', async () => {
    expect(await draft('broken.json', '{"件名": ')).toBe(1);
    expect(errors).toContain('JSON');
    expect(out).toBe('');
  });

  it('JSONの配列を行とし、種類にない項目は知らせ、空の値を文字にしない', async () => {
    const fields = { 件名: '防災訓練', body: ['所属職員の参加を求める。', '名簿を出す。'], 場所: null, 予算案: '1' };
    expect(await draft('fields.json', JSON.stringify(fields))).toBe(0);
    const { text, warnings } = JSON.parse(out);
    expect(text).toContain('防災訓練について');
    expect(text).not.toMatch(/null|undefined|,/);
    expect(warnings).toContainEqual(expect.stringContaining('予算案'));
  });

  it('JSONの入れ子の値を断り、項目の名前を伝える', async () => {
    expect(await draft('nested.json', JSON.stringify({ 件名: { a: 1 } }))).toBe(1);
    expect(errors).toContain('「件名」');
  });
});

describe('質問のファイル', () => {
  it('先頭の印のあるUTF-8も、Shift_JISも読む', () => {
    const line = '{"id":"a","question":"有休は何日ですか"}';
    const expected = [{ id: 'a', question: '有休は何日ですか' }];
    expect(questionsOf(undefined, file('bom.jsonl', `\ufeff${line}\r\n`))).toEqual(expected);
    expect(questionsOf(undefined, file('sjis.jsonl', shiftJis(line)))).toEqual(expected);
  });
});
