import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dataDirectory, spaceFinding } from '../../src/cli/doctor/dataDirectory.ts';
import { probe } from '../../src/cli/doctor/nativeLibraries.ts';
import { runtimeFinding } from '../../src/cli/doctor/runtime.ts';
import { main } from '../../src/cli/main.ts';
import { readConfig } from '../../src/config.ts';
import { settings } from '../../src/settings.ts';
import { startScriptedModel } from '../contracts/scriptedModelServer.ts';

interface Line {
  readonly check: string;
  readonly title: string;
  readonly verdict: 'good' | 'note' | 'wrong';
  readonly message: string;
  readonly mend?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
/** Small rules, so that a run is quick. */
const rules = join(folder, 'rules');
mkdirSync(rules);
writeFileSync(join(rules, '休暇規程.md'), '# 架空市休暇規程\n\n（休暇）\n第1条　年次休暇は、20日とする。\n');
const base = { KANAME_DATA_DIR: join(folder, 'data'), KANAME_POLICIES: rules, KANAME_EMBEDDING: 'off' };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('kaname doctor', () => {
  let out = '';
  let errors = '';
  const before = { ...process.env };
  beforeEach(() => {
    [out, errors] = ['', ''];
    for (const name of Object.keys(settings)) delete process.env[name];
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
    process.env = { ...before };
  });

  const run = async (environment: Readonly<Record<string, string>>, ...options: string[]) => {
    Object.assign(process.env, base, environment);
    const exit = await main(['doctor', '--json', ...options]);
    const lines = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Line => JSON.parse(line));
    return { exit, lines, of: (check: string) => lines.filter((line) => line.check === check) };
  };

  it('問題がなければ、一行に一つのJSONで示し、0で終わる', async () => {
    const { exit, lines } = await run({});
    expect(lines.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
    expect(exit).toBe(0);
    expect([...new Set(lines.map(({ check }) => check))]).toEqual([
      'configuration',
      'runtime',
      'native-libraries',
      'data-directory',
      'store',
      'rules',
      'embedding',
      'model',
      'reachable',
      'network',
    ]);
    expect(lines.every(({ message }) => /[ぁ-ん]。?/.test(message))).toBe(true);
    expect(lines.filter(({ verdict }) => verdict === 'note').every(({ mend }) => mend !== undefined)).toBe(true);
    expect(out + errors).not.toContain(folder);
  });

  it('端末の人には、良好・注意・異常と直し方を文で示す', async () => {
    Object.assign(process.env, base, { KANAME_PEOPLE: join(folder, 'ない.csv') });
    expect(await main(['doctor'])).toBe(1);
    expect(out).toMatch(/^良好　設定：/m);
    expect(out).toMatch(/^注意　接続：.+\n　　　→ /m);
    expect(out).toMatch(/^異常　職員の一覧：.*KANAME_PEOPLE.+\n　　　→ .*オブジェクトID/m);
    expect(out).toMatch(/良好\d+件、注意\d+件、異常1件\n$/);
    expect(errors).toContain('直してから');
  });

  it('結び付きだけに使う職員の一覧も、Microsoft Graph とともに読み、人数を示す', async () => {
    const list = join(folder, '結び付き.csv');
    const graph = { KANAME_DIRECTORY: 'graph', KANAME_PEOPLE: list };
    writeFileSync(list, 'オブジェクトID,LoGoチャットのID\n11111111-2222-3333-4444-555555555555,123\n');
    expect((await run(graph)).of('people')).toMatchObject([
      { verdict: 'good', message: expect.stringContaining('結び付きは1人'), details: { links: 1 } },
    ]);
    out = '';
    writeFileSync(list, 'オブジェクトID,所属\n');
    expect((await run(graph)).of('people')).toMatchObject([
      { verdict: 'wrong', mend: expect.stringContaining('「LoGoチャットのID」') },
    ]);
  });

  it('設定が誤っていれば、変数を名指しし、端末のことだけは調べる', async () => {
    const { exit, of, lines } = await run({ KANAME_MODEL: 'gpt' });
    expect(exit).toBe(1);
    expect(of('configuration')[0]).toMatchObject({
      verdict: 'wrong',
      message: expect.stringContaining('環境変数 KANAME_MODEL '),
    });
    expect(lines.map(({ check }) => check)).toContain('native-libraries');
    expect(of('store')).toEqual([]);
  });

  it('規程のフォルダー、データの置き場所の誤りを、それぞれの変数とともに伝える', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { exit, of } = await run({ KANAME_POLICIES: join(folder, 'ない'), KANAME_DATA_DIR: join(folder, 'file') });
    expect(exit).toBe(1);
    expect(of('data-directory')[0]).toMatchObject({
      verdict: 'wrong',
      message: expect.stringContaining('KANAME_DATA_DIR'),
    });
    expect(of('store')[0]).toMatchObject({ verdict: 'wrong' });
    expect(of('rules')[0]).toMatchObject({ verdict: 'wrong', message: expect.stringContaining('KANAME_POLICIES') });
    expect(out + errors).not.toContain(folder);
  });

  it('壊れた履歴、読めない規程、公開範囲の限られた規程を伝える', async () => {
    const data = join(folder, 'broken');
    const mixed = join(folder, 'mixed');
    for (const path of [data, mixed]) mkdirSync(path);
    writeFileSync(join(data, 'kaname.sqlite'), 'これはデータベースではありません。'.repeat(100));
    writeFileSync(join(mixed, '壊れた.docx'), 'これは文書ではありません。');
    writeFileSync(
      join(mixed, '人事.md'),
      '---\n公開範囲: 人事課\n---\n# 架空市人事規程\n\n第1条　この規程は、人事を定める。\n',
    );
    const { of } = await run({ KANAME_DATA_DIR: data, KANAME_POLICIES: mixed });
    expect(of('store')[0]).toMatchObject({ verdict: 'wrong', message: expect.stringContaining('壊れている') });
    expect(of('rules').map(({ verdict, details }) => [verdict, details])).toEqual([
      ['good', expect.objectContaining({ documents: 1 })],
      ['note', { skipped: 1 }],
      ['note', { restricted: 1 }],
    ]);
  });

  describe('言語モデルのサーバー', () => {
    const withServer = async (script: Parameters<typeof startScriptedModel>[0]) => {
      const server = await startScriptedModel(script);
      try {
        const environment = {
          KANAME_MODEL: 'openai-compatible',
          OPENAI_BASE_URL: `${server.url}/v1`,
          OPENAI_MODEL: 'inside',
        };
        const { exit, of } = await run({ ...environment, OPENAI_API_KEY: 'very-secret' });
        return { exit, model: of('model')[0], requests: server.requests };
      } finally {
        await server.close();
      }
    };

    it('短い一言に答えれば良好とし、庁内の文章は何も送らない', async () => {
      const { exit, model, requests } = await withServer([{ kind: 'text', text: 'はい。' }]);
      expect(exit).toBe(0);
      expect(model).toMatchObject({ verdict: 'good', message: expect.stringContaining('inside') });
      expect(requests).toHaveLength(1);
      expect(requests[0]?.raw).not.toContain('架空市');
    });

    it.each([
      [401, 'OPENAI_API_KEY'],
      [404, 'OPENAI_MODEL'],
    ])('状態 %i なら、%s を確かめるよう伝え、キーは示さない', async (status, name) => {
      const { exit, model } = await withServer([
        { kind: 'error', status, body: { error: { message: 'very-secret' } } },
      ]);
      expect(exit).toBe(1);
      expect(model).toMatchObject({ verdict: 'wrong', mend: expect.stringContaining(name) });
      expect(out + errors).not.toContain('very-secret');
    });

    it('動いていなければ、OPENAI_BASE_URL と経路を確かめるよう伝える', async () => {
      const environment = {
        KANAME_MODEL: 'openai-compatible',
        OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
        OPENAI_MODEL: 'm',
      };
      const { of } = await run(environment);
      expect(of('model')[0]).toMatchObject({ verdict: 'wrong', mend: expect.stringContaining('OPENAI_BASE_URL') });
    });
  });

  describe('--lgwan', () => {
    it('同梱のエンジンなら、条件を満たす', async () => {
      const { exit, of } = await run({}, '--lgwan');
      expect(exit).toBe(0);
      expect(of('network').at(-1)).toMatchObject({ verdict: 'good', details: { lgwan: true } });
    });

    it('庁内のモデルは良好、外の保存先は異常とし、チャットだけは外を認める', async () => {
      const environment = {
        KANAME_MODEL: 'openai-compatible',
        OPENAI_BASE_URL: 'http://10.255.255.1:1/v1',
        OPENAI_MODEL: 'm',
        KANAME_MODEL_TIMEOUT: '1',
        KANAME_STORE: 'cosmos',
        COSMOS_ENDPOINT: 'http://192.0.2.1:1',
        COSMOS_KEY: 'a2V5',
        KANAME_LOGO_TOKEN: 'token-that-is-secret',
        KANAME_LOGO_ENDPOINT: 'ws://192.0.2.2:1',
      };
      const { exit, of } = await run(environment, '--lgwan');
      expect(exit).toBe(1);
      const verdicts = of('network').map(({ verdict, details }) => [
        details?.purpose ?? 'all',
        details?.where,
        verdict,
      ]);
      expect(verdicts).toEqual([
        ['chat', 'inside', 'good'],
        ['chat', 'outside', 'good'],
        ['model', 'inside', 'good'],
        ['store', 'outside', 'wrong'],
        ['all', undefined, 'wrong'],
      ]);
      expect(of('network').find(({ details }) => details?.purpose === 'store')?.mend).toContain(
        'KANAME_STORE=embedded',
      );
      expect(out + errors).not.toContain('token-that-is-secret');
    });
  });
});

describe('個々の確認', () => {
  it('空き容量が少なければ注意、ほとんどなければ異常とする', () => {
    expect([50, 500, 5_000].map((free) => spaceFinding(free).verdict)).toEqual(['wrong', 'note', 'good']);
  });

  it('ほかの利用者が読めるデータのフォルダーを、注意する', async () => {
    const open = join(folder, 'open');
    mkdirSync(open, { mode: 0o755 });
    const circumstances = { environment: {}, lgwan: false };
    const run = (dataDir: string) =>
      dataDirectory.run({ ...circumstances, config: readConfig({ KANAME_DATA_DIR: dataDir }) });
    expect((await run(open)).map(({ verdict }) => verdict)).toEqual(['good', 'note']);
    expect((await run(join(folder, 'new'))).map(({ verdict }) => verdict)).toEqual(['good']);
  });

  it('古い Node.js を異常とする', () => {
    expect(runtimeFinding('18.20.0', '1.0.0', '>=20')).toMatchObject({
      verdict: 'wrong',
      mend: expect.stringContaining('20'),
    });
    expect(runtimeFinding('24.1.0', '1.0.0', '>=20').verdict).toBe('good');
  });

  it('部品が欠けていても、読み込みの途中で落ちても、直し方を伝える', async () => {
    expect(await probe('none', "await import('no-such-package-here');", '試験')).toMatchObject({
      verdict: 'wrong',
      mend: expect.stringContaining('npm ci'),
    });
    expect((await probe('crash', "process.kill(process.pid, 'SIGSEGV');", '試験')).verdict).toBe('wrong');
    const old = 'console.error("version `GLIBC_2.99\' not found"); process.exit(1);';
    expect((await probe('old', old, '試験')).mend).toContain('OS');
  });
});
