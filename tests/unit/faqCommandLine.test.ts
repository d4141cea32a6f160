import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { questionId } from '../../src/faq/questionText.ts';
import { openSqliteOpenQuestions } from '../../src/stores/sqliteOpenQuestions.ts';

// The dictionary of words is loaded with the first call, which takes its time on a busy machine.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'faq-command-line-'));
const policies = join(folder, 'rules');
const rule = (fee: string) => `見本市旅費規程

（宿泊料）
第1条　宿泊料は、食事の費用を含め、1夜につき${fee}円とする。
2　宿泊料は、領収書を添えて請求しなければならない。

（日当）
第2条　日当は、1日につき2,200円とする。
`;
const coffee = '宿泊した朝のコーヒー代は支給されますか';
const fee = '宿泊料は1夜につきいくらですか';
const [coffeeId, feeId] = [questionId(coffee), questionId(fee)];

let dataDir = '';
let out = '';
let errors = '';
beforeAll(() => {
  mkdirSync(policies);
  process.env.KANAME_POLICIES = policies;
  process.env.KANAME_EMBEDDING = 'off';
});
afterAll(() => {
  delete process.env.KANAME_POLICIES;
  delete process.env.KANAME_EMBEDDING;
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  writeFileSync(join(policies, '旅費規程.txt'), rule('10,900'));
  dataDir = mkdtempSync(join(folder, 'data-'));
  const store = openSqliteOpenQuestions(dataDir, { days: 365, now: () => new Date() });
  const about = { department: '総務課', reason: 'refused' as const, nearest: [], counts: true };
  await store.file({ id: feeId, asked: fee, ...about });
  for (let n = 0; n < 3; n++) await store.file({ id: coffeeId, asked: coffee, ...about });
  await store.file({ id: questionId('鍵の返し方'), asked: '鍵の返し方', ...about, department: '財政課' });
  await store.close();
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

/** One call, with what it printed. */
async function faq(...call: string[]): Promise<{ code: number; out: string; errors: string }> {
  [out, errors] = ['', ''];
  const code = await main(['faq', ...call, '--data-dir', dataDir]);
  return { code, out, errors };
}
const listed = async (...options: string[]) =>
  (await faq('list', '--json', ...options)).out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const answerCoffee = () => faq('answer', coffeeId, '--text', '宿泊料に含まれます。', '--source', '旅費規程 第1条第1項');

describe('kaname faq', () => {
  it('回数の多い順に並べ、担当課と状態で絞る', async () => {
    expect((await listed()).map(({ question, count }) => [question, count])).toEqual([
      [coffee, 3],
      [expect.any(String), 1],
      [expect.any(String), 1],
    ]);
    expect((await listed('--department', '財政課')).map(({ question }) => question)).toEqual(['鍵の返し方']);
    expect(await listed('--state', 'approved')).toEqual([]);
    expect((await faq('list', '--department', 'ない課')).out).toContain('該当する質問はありません');
    expect((await faq('list')).out).toContain('3回');
  });

  it('回答と根拠を入力して承認すると、引用は規程から切り出される', async () => {
    expect((await answerCoffee()).code).toBe(0);
    expect((await faq('approve', coffeeId.slice(0, 6), '--by', '見本 花子')).code).toBe(0);
    expect(await listed('--state', 'approved')).toMatchObject([
      {
        ...{ id: coffeeId, state: 'approved', answer: '宿泊料に含まれます。', stale: false },
        sources: [
          { title: '見本市旅費規程', label: '第1条第1項', quote: expect.stringContaining('1夜につき10,900円') },
        ],
        approval: { by: '見本 花子', department: '総務課', on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
      },
    ]);
  });

  it('承認した回答を直すと、承認し直すまで候補に戻る', async () => {
    await answerCoffee();
    await faq('approve', coffeeId, '--by', '見本 花子');
    await answerCoffee();
    expect((await listed('--state', 'candidate')).map(({ id, approval }) => [id, approval])).toEqual([
      [coffeeId, undefined],
    ]);
  });

  it('規程が変わると、一覧に要確認と出て、承認し直せない', async () => {
    await answerCoffee();
    await faq('approve', coffeeId, '--by', '見本 花子');
    writeFileSync(join(policies, '旅費規程.txt'), rule('12,000'));
    expect(await listed('--state', 'approved')).toMatchObject([{ stale: true }]);
    expect((await faq('list')).out).toContain('要確認：根拠の条文が変わったため');
    const again = await faq('approve', coffeeId, '--by', '見本 花子');
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('今の規程の文言と一致しません')]);
  });

  it('下書きは規程の条文を引用し、人が直すよう伝える', async () => {
    const drafted = await faq('draft', feeId);
    expect(drafted.code).toBe(0);
    expect(drafted.out).toContain('1夜につき10,900円');
    expect(drafted.errors).toContain('下書きです');
    expect(await listed('--state', 'candidate')).toMatchObject([{ id: feeId, sources: [{ label: '第1条第1項' }] }]);
  });

  it.each([
    [['answer', coffeeId, '--text', 'はい', '--source', '旅費規程 第99条'], '「旅費規程 第99条」に当たる条文が'],
    [['answer', coffeeId, '--text', 'はい', '--source', '第1条'], '規程の名前と条・項'],
    [['answer', coffeeId, '--text', ' ', '--source', '旅費規程 第2条'], '回答が空です'],
    [['approve', coffeeId, '--by', '見本 花子'], '回答がないため、承認できません'],
    [['approve', 'ffff', '--by', '見本 花子'], 'の質問が見つかりません'],
    [['dismiss', 'x'], 'の質問が見つかりません'],
  ])('できない操作 %j を、日本語の文で断り、1で終わる', async (call, sentence) => {
    const done = await faq(...call);
    expect([done.code, done.out]).toEqual([1, '']);
    expect(done.errors).toContain(sentence);
    expect(done.errors).not.toMatch(/Error|at |undefined/);
  });

  it.each([
    [['list', '--state', '何か'], '--state は'],
    [['answer', coffeeId, '--text', 'はい'], '--source'],
    [['approve', coffeeId], '--by'],
    [['export', 'faq.doc'], '.xlsx'],
    [['変な名前'], 'というコマンドはありません'],
  ])('誤った呼び出し %j は、2で終わる', async (call, sentence) => {
    const done = await faq(...call);
    expect([done.code, done.out]).toEqual([2, '']);
    expect(done.errors).toContain(sentence);
  });
});

describe('kaname faq export と import', () => {
  type Cells = Record<string, string>;
  /** What a department does in Excel: opens the table, changes rows, saves it. */
  const editInExcel = async (change: (rows: Cells[]) => Cells[]): Promise<string> => {
    const file = join(dataDir, 'faq.xlsx');
    expect((await faq('export', file, '--department', '総務課')).code).toBe(0);
    const book = read(readFileSync(file));
    const name = book.SheetNames[0] ?? '';
    const sheet = book.Sheets[name];
    if (sheet === undefined) throw new Error('no sheet');
    const rows = utils.sheet_to_json<Cells>(sheet, { defval: '', raw: false });
    book.Sheets[name] = utils.json_to_sheet(change(rows));
    writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }));
    return file;
  };
  const approve = (row: Cells): Cells => ({
    ...{ ...row, 状態: '承認済み', 回答: '宿泊料に含まれます。', 根拠: '旅費規程 第1条第1項', 承認者: '見本 花子' },
  });

  it('Excelで回答し、承認の列を埋めて取り込むと、承認済みになる', async () => {
    const file = await editInExcel((rows) => rows.map((row) => (row.ID === coffeeId ? approve(row) : row)));
    const done = await faq('import', file, '--json');
    expect([done.code, done.errors]).toEqual([0, '']);
    expect(JSON.parse(done.out)).toEqual({ added: 0, changed: 1, approved: 1, unchanged: 1 });
    expect(await listed('--state', 'approved')).toMatchObject([{ id: coffeeId, approval: { by: '見本 花子' } }]);
    expect(JSON.parse((await faq('import', await editInExcel((rows) => rows), '--json')).out)).toMatchObject({
      changed: 0,
    });
  });

  it('悪い行をすべて名指しし、1行も取り込まない', async () => {
    const file = await editInExcel((rows) => [
      ...rows.map((row) => (row.ID === coffeeId ? approve(row) : { ...row, 状態: 'たぶん承認' })),
      { ID: 'abcd', 状態: '候補', 担当課: '', 質問: '何か', 回答: '', 根拠: '', 承認者: '', 版: '1' },
      {
        ID: '',
        状態: '承認',
        担当課: '総務課',
        質問: '新しい質問',
        回答: '答え',
        根拠: '旅費規程 第77条',
        承認者: '花子',
      },
      { ID: '', 状態: '承認', 担当課: '総務課', 質問: '別の質問', 回答: '答え', 根拠: '旅費規程 第2条', 承認者: '' },
    ]);
    const done = await faq('import', file);
    expect([done.code, done.out]).toEqual([1, '']);
    for (const line of [
      '3行目：「状態」は',
      '4行目：IDが「abcd」',
      '5行目：「旅費規程 第77条」',
      '6行目：承認者の氏名が',
    ])
      expect(done.errors).toContain(line);
    expect(await listed('--state', 'open')).toHaveLength(3);
  });

  it('書き出した後に変わった質問と、二重の行を断る', async () => {
    const stale = await editInExcel((rows) => rows.map((row) => (row.ID === coffeeId ? approve(row) : row)));
    await answerCoffee();
    expect((await faq('import', stale)).errors).toContain('書き出した後に、別の人が変更しています');
    const twice = await editInExcel((rows) => [...rows, ...rows]);
    expect((await faq('import', twice)).errors).toContain('4行目：2行目と同じ質問です');
  });

  it('新しい質問を加えられ、質問の中の個人情報は伏せて残る', async () => {
    const added = {
      ID: '',
      状態: '候補',
      担当課: '総務課',
      質問: '090-1234-5678に折り返してよいですか',
      回答: '',
      根拠: '',
      承認者: '',
      版: '',
    };
    expect((await faq('import', await editInExcel((rows) => [...rows, added]))).code).toBe(0);
    expect((await listed('--state', 'candidate')).map(({ question }) => question)).toEqual([
      '【電話】に折り返してよいですか',
    ]);
  });

  it.each(['csv', 'jsonl'])('%s でも、書き出してそのまま取り込むと何も変わらない', async (kind) => {
    await answerCoffee();
    const file = join(dataDir, `faq.${kind}`);
    await faq('export', file);
    expect(readFileSync(file, 'utf8')).toContain(coffee);
    expect(JSON.parse((await faq('import', file, '--json')).out)).toEqual({
      added: 0,
      changed: 0,
      approved: 0,
      unchanged: 3,
    });
  });

  it.each([
    ['ない.xlsx', undefined, '読めませんでした'],
    ['壊れた.xlsx', 'PK壊れている', '読み取れませんでした'],
    ['列がない.csv', '質問,回答\nあ,い\n', '「ID」「状態」「担当課」「根拠」「承認者」「版」の列がありません'],
    ['壊れた.jsonl', '{"ID":', '1行目'],
    ['列がない.jsonl', '{"ID":"a"}', '「状態」'],
  ])('%s は、理由を示して断る', async (name, content, sentence) => {
    const file = join(dataDir, name);
    if (content !== undefined) writeFileSync(file, content);
    const done = await faq('import', file);
    expect([done.code, done.out]).toEqual([1, '']);
    expect(done.errors).toContain(sentence);
  });
});
