import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { fromBuffer } from 'yauzl';
import { COMMAND_ID } from '../../src/channels/teams/messageAction/messageAction.ts';
import { manifestFor, packageApp } from '../../src/cli/package.ts';
import { projectFile } from '../../src/projectFiles.ts';

const appId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const domain = 'kaname.example.jp';
const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schemas = projectFile('node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.29');
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const problemsBy = (schema: string) => {
  const validate = ajv.compile(readJson(join(schemas, schema)));
  return (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));
};
const manifestProblems = problemsBy('MicrosoftTeams.schema.json');
const localizationProblems = problemsBy('MicrosoftTeams.Localization.schema.json');

const namesInZip = (file: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    fromBuffer(readFileSync(file), { lazyEntries: false }, (error, zip) => {
      if (error) return reject(error);
      const names: string[] = [];
      zip.on('entry', ({ fileName }: { fileName: string }) => names.push(fileName));
      zip.on('end', () => resolve(names));
    });
  });

describe('Teams アプリのパッケージ', () => {
  it.each([false, true])('マニフェストが公式のスキーマに合う（スレッドを読む権限：%s）', (withThreadReading) => {
    const manifest = manifestFor({ appId, domain, withThreadReading });
    expect(manifestProblems(manifest)).toEqual([]);
    expect('authorization' in manifest).toBe(withThreadReading);
    expect(JSON.stringify(manifest)).not.toContain('{{');
  });

  it('スキーマに合わないマニフェストは、この検査で見つかる', () => {
    const manifest = { ...manifestFor({ appId, domain }), accentColor: 'blue' };
    expect(manifestProblems(manifest)).not.toEqual([]);
  });

  it('メッセージの操作「要約する」は、プログラムの知る名前で、ダイアログを求める', () => {
    const { composeExtensions, bots } = readJson(projectFile('appPackage/manifest.json'));
    expect(composeExtensions).toMatchObject([
      { botId: bots[0].botId, commands: [{ id: COMMAND_ID, type: 'action', context: ['message'], fetchTask: true }] },
    ]);
    expect(bots[0].supportsFiles).toBe(true);
  });

  it('英語の名前と、すべてのコマンドの英語名がある', () => {
    const english = readJson(projectFile('appPackage/en.json'));
    const manifest = readJson(projectFile('appPackage/manifest.json'));
    const commands = manifest.bots[0].commandLists[0].commands as { title: string }[];
    for (const index of commands.keys()) {
      expect(english[`bots[0].commandLists[0].commands[${index}].title`]).toMatch(/^[a-z]+$/);
    }
    const actions = manifest.composeExtensions[0].commands as { description: string }[];
    for (const index of actions.keys()) {
      for (const what of ['title', 'description']) {
        expect(english[`composeExtensions[0].commands[${index}].${what}`]).toMatch(/^[A-Z]/);
      }
    }
    expect(localizationProblems(english)).toEqual([]);
    expect(english['name.short']).toBe('Kaname');
  });

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('アイコン %s は %i ピクセル四方のPNGである', (name, size) => {
    const png = readFileSync(projectFile(`appPackage/${name}`));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });

  it('テナントカタログに渡すzipに、必要な4つのファイルが入る', async () => {
    const out = join(folder, 'kaname.zip');
    await packageApp({ appId, domain, out });
    expect((await namesInZip(out)).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
  });

  it.each([
    ['not-a-guid', domain],
    [appId, 'https://kaname.example.jp'],
    [appId, 'localhost'],
  ])('IDやドメインの誤り（%s、%s）を、日本語で断る', (wrongId, wrongDomain) => {
    expect(() => manifestFor({ appId: wrongId, domain: wrongDomain })).toThrow(/wrong_call/);
  });
});
