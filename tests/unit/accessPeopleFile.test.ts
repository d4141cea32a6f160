import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Encoding from 'encoding-japanese';
import { openPeopleFile } from '../../src/access/peopleFile.ts';
import { readPeople } from '../../src/access/readPeople.ts';
import { KanameError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';

const HANAKO = '11111111-2222-3333-4444-555555555555';
const TARO = '99999999-8888-7777-6666-555555555555';

let folder: string;
let path: string;
let lines: string[];
const note = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
const log: Log = { info: note, warn: note, error: note };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'people-'));
  path = join(folder, 'people.csv');
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Two versions written within one tick of the clock would look the same. */
let tick = 0;
const write = (content: string | Uint8Array) => {
  writeFileSync(path, content);
  tick += 1;
  utimesSync(path, new Date(), new Date(1_790_000_000_000 + tick * 1000));
};

const complaint = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof KanameError) return error.sentence;
    throw error;
  }
  return '';
};

describe('職員の一覧', () => {
  const text = `オブジェクトID,氏名,所属,役割\r\n${HANAKO},見本 花子,総務課；人事課,所属長\r\n${TARO.toUpperCase()},"見本, 太郎","財政課",\r\n`;

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['BOM付きのUTF-8', Buffer.from(`\ufeff${text}`)],
    ['Shift_JIS', Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }))],
  ])('%s で書かれていても読める', async (_, bytes) => {
    write(bytes);
    const directory = await openPeopleFile(path, log);
    expect(await directory.find([HANAKO.toUpperCase(), TARO, '00000000-0000-0000-0000-000000000000'])).toEqual([
      { departments: ['総務課', '人事課'], roles: ['所属長'] },
      { departments: ['財政課'], roles: [] },
      undefined,
    ]);
  });

  it.each([
    '総務課;人事課',
    '総務課；人事課',
    '総務課、人事課',
    '総務課|人事課',
    '"総務課,人事課"',
    ' 総務課 ； 人事課；',
  ])('所属 %s を二つの課と読む', (cell) => {
    expect(readPeople(`id,department\n${HANAKO},${cell}`).people.get(HANAKO)?.departments).toEqual([
      '総務課',
      '人事課',
    ]);
  });

  it.each([
    'オブジェクトID,所属',
    'Entra オブジェクト ID,部署',
    'Object Id,Departments',
    'aad_object_id,department',
    '"ＩＤ","課"',
  ])('見出し %s を認める', (head) => {
    expect(readPeople(`${head}\n${HANAKO},総務課`).people.get(HANAKO)?.departments).toEqual(['総務課']);
  });

  it('兼務は、行を分けて書いてもよい', () => {
    const { people } = readPeople(`id,所属,役割\n${HANAKO},総務課,係長\n\n${HANAKO},人事課,課長`);
    expect(people.get(HANAKO)).toEqual({ departments: ['総務課', '人事課'], roles: ['係長', '課長'] });
  });

  it('所属が空の職員は、どの課にも属さない職員である', () => {
    expect(readPeople(`id,所属,役割\n${HANAKO},,\n`).people.get(HANAKO)).toEqual({ departments: [], roles: [] });
  });

  it.each([
    ['', '何も書かれていません'],
    [`氏名,所属\n花子,総務課`, '1行目（見出し）に、「オブジェクトID」の列がありません'],
    [`\nid,氏名\n${HANAKO},花子`, '2行目（見出し）に、「所属」の列がありません'],
    [`id,所属,部署\n${HANAKO},総務課,人事課`, '1行目（見出し）に、「所属」の列が2つあります'],
    [`id,所属\n${HANAKO},総務課\n\n12345,見本課`, '4行目の「id」が、Microsoft Entra ID のオブジェクトID'],
    [`id,所属\n${HANAKO},総務課,人事課`, '2行目の列の数が、見出しより多く'],
    [`id,所属\n${HANAKO},"総務課\n${TARO},人事課`, '2行目の引用符'],
  ])('誤りのある一覧 %j は、どの行が誤りかを伝える', async (content, part) => {
    const said = await complaint(() => readPeople(content));
    expect(said).toContain(part);
    expect(said).not.toMatch(/12345|見本課|総務課/);
  });

  it('ファイルがなければ、どの環境変数を直せばよいかを伝え、場所は明かさない', async () => {
    const said = await complaint(() => openPeopleFile(path, log));
    expect(said).toContain('環境変数 KANAME_PEOPLE');
    expect(said).toContain('見つからない');
    expect(said).not.toContain(folder);
    expect(await complaint(() => openPeopleFile(folder, log))).toContain('KANAME_PEOPLE');
  });

  it('列が足りなければ、起動のときに行を名指しする', async () => {
    write('氏名,所属\n花子,総務課');
    expect(await complaint(() => openPeopleFile(path, log))).toContain('1行目（見出し）に、「オブジェクトID」');
  });

  it('文字コードの分からないファイルは、断る', async () => {
    write(Uint8Array.from([0x69, 0x64, 0x2c, 0x81, 0x20, 0xff, 0xfe, 0x0a]));
    expect(await complaint(() => openPeopleFile(path, log))).toContain('文字コード');
  });
});

describe('LoGoチャットのID', () => {
  const LOGO = '6917529027641081856';

  it.each([
    'LoGoチャットのID',
    'LoGo ID',
    'logo',
    'ＬｏＧｏ＿ＩＤ',
    'LoGoチャット ID',
    'logo_chat_id',
    'ロゴチャットID',
  ])('見出し %s を認める', (head) => {
    const { links, people } = readPeople(`id,${head},所属\n${HANAKO.toUpperCase()},${LOGO},総務課`);
    expect([...links]).toEqual([[LOGO, HANAKO]]);
    expect([...people.keys()]).toEqual([HANAKO]);
  });

  it('LoGoチャットだけの職員は、オブジェクトIDがなくてもよい', () => {
    const { people, links } = readPeople(`オブジェクトID,LoGo ID,所属,役割\n,${LOGO},総務課,係長\n${TARO},,財政課,`);
    expect(people.get(`logo:${LOGO}`)).toEqual({ departments: ['総務課'], roles: ['係長'] });
    expect(people.get(TARO)).toEqual({ departments: ['財政課'], roles: [] });
    expect(links.size).toBe(0);
  });

  it('全員がLoGoチャットだけなら、オブジェクトIDの列がなくてもよい', () => {
    expect([...readPeople(`logo,所属\n${LOGO},総務課\nhanako@city,人事課`).people.keys()]).toEqual([
      `logo:${LOGO}`,
      'logo:hanako@city',
    ]);
  });

  it('19桁の番号も、数字でないIDも、1字も変えずに読む', () => {
    for (const id of ['9223372036854775807', '0012', 'Hanako.Mihon@city.example.lg.jp', '職員-7', '1e5', HANAKO]) {
      expect([...readPeople(`logo,所属\n${id},総務課`).people.keys()]).toEqual([`logo:${id}`]);
    }
  });

  it('兼務で行を分けるときは、LoGoチャットのIDを1つの行だけに書く', () => {
    const { people, links } = readPeople(`id,logo,所属\n${HANAKO},${LOGO},総務課\n${HANAKO},,人事課`);
    expect(people.get(HANAKO)?.departments).toEqual(['総務課', '人事課']);
    expect([...links]).toEqual([[LOGO, HANAKO]]);
  });

  it.each([
    [`id,logo,所属\n${HANAKO},${LOGO},総務課\n\n${TARO},${LOGO},総務課`, '2行目と4行目に、同じLoGoチャットのID'],
    [`id,logo,所属\n${HANAKO},${LOGO},総務課\n${HANAKO},${LOGO},人事課`, '2行目と3行目に、同じLoGoチャットのID'],
    [`id,logo,所属\n${HANAKO},${LOGO},総務課\n,${LOGO},人事課`, '2行目と3行目に、同じLoGoチャットのID'],
    [`logo,所属\n${LOGO},総務課\n${LOGO},人事課`, '2行目と3行目に、同じLoGoチャットのID'],
    [`id,logo,所属\n${HANAKO},1,総務課\n${HANAKO.toUpperCase()},2,人事課`, '2行目と3行目で、同じオブジェクトIDに'],
    [`id,logo,所属\n,,総務課`, '2行目に、「id」も「logo」もありません'],
    [`logo,所属\n,総務課`, '2行目に、「logo」がありません'],
    [`id,logo,所属\n12345,${LOGO},総務課`, '2行目の「id」が、Microsoft Entra ID のオブジェクトID'],
    [`id,logo,所属\n${HANAKO},6.91753E+18,総務課`, '2行目の「logo」が、表計算ソフトによって'],
    [`id,logo,所属\n${HANAKO},${'9'.repeat(201)},総務課`, '2行目の「logo」が長すぎる'],
    [`id,LoGo ID,logo,所属\n${HANAKO},1,2,総務課`, '「LoGoチャットのID」の列が2つあります'],
  ])('誤りのある一覧 %j は、どの行が誤りかを伝える', async (content, part) => {
    const said = await complaint(() => readPeople(content));
    expect(said).toContain(part);
    expect(said).not.toMatch(/12345|総務課|人事課|6917529|6\.91753|1111/);
  });

  it('結び付きだけを読むときは、所属の列がなくてもよく、2つのIDの列が要る', async () => {
    expect([...readPeople(`id,logo\n${HANAKO},${LOGO}\n${TARO},`, 'links').links]).toEqual([[LOGO, HANAKO]]);
    expect(await complaint(() => readPeople(`id,所属\n${HANAKO},総務課`, 'links'))).toContain(
      '「LoGoチャットのID」の列がありません',
    );
    expect(await complaint(() => readPeople(`logo,所属\n${LOGO},総務課`, 'links'))).toContain(
      '「オブジェクトID」の列がありません',
    );
  });

  it('書き換えられた結び付きは、次のメッセージから効く', async () => {
    write(`id,logo,所属\n${HANAKO},1,総務課`);
    const file = await openPeopleFile(path, log);
    expect([...(await file.links())]).toEqual([['1', HANAKO]]);
    write(`id,logo,所属\n${HANAKO},,総務課\n${TARO},1,財政課`);
    expect([...(await file.links())]).toEqual([['1', TARO]]);
    expect(await file.find([HANAKO, 'logo:1'])).toEqual([{ departments: ['総務課'], roles: [] }, undefined]);
  });
});

describe('書き換えられた一覧', () => {
  const withDepartment = (department: string) => `id,所属\n${HANAKO},${department}\n`;

  it('次の質問から、新しい内容になる', async () => {
    write(withDepartment('総務課'));
    const directory = await openPeopleFile(path, log);
    expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['総務課']);
    write(withDepartment('人事課'));
    expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['人事課']);
    write(`id,所属\n${TARO},人事課\n`);
    expect(await directory.find([HANAKO])).toEqual([undefined]);
  });

  it('同じ大きさで書き換えても、気付く', async () => {
    write(withDepartment('総務課'));
    const directory = await openPeopleFile(path, log);
    write(withDepartment('財政課'));
    expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['財政課']);
  });

  it('壊れた版では、前の内容を使い続け、一度だけ記録する。直れば、また読む', async () => {
    write(withDepartment('総務課'));
    const directory = await openPeopleFile(path, log);
    write(`氏名,所属\n花子,秘密の課\n`);
    for (let turn = 0; turn < 3; turn++) {
      expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['総務課']);
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('1行目（見出し）に、「オブジェクトID」の列がありません');
    expect(lines[0]).not.toMatch(/秘密の課|花子|people\.csv/);
    write(withDepartment('人事課'));
    expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['人事課']);
  });

  it('消えたときも、前の内容を使い続け、一度だけ記録する', async () => {
    write(withDepartment('総務課'));
    const directory = await openPeopleFile(path, log);
    rmSync(path);
    await directory.find([HANAKO]);
    expect((await directory.find([HANAKO]))[0]?.departments).toEqual(['総務課']);
    expect(lines).toHaveLength(1);
  });

  it('同時の質問でも、一度だけ読む', async () => {
    write(withDepartment('総務課'));
    const directory = await openPeopleFile(path, log);
    write(withDepartment('人事課'));
    const found = await Promise.all(Array.from({ length: 20 }, () => directory.find([HANAKO])));
    expect(found.every(([person]) => person?.departments[0] === '人事課')).toBe(true);
    expect(lines).toHaveLength(1);
  });
});
