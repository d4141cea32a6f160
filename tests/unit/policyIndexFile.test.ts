import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import { indexFile, readIndex } from '../../src/policy/ingest/indexFile.ts';
import { openLibrary } from '../../src/policy/ingest/openLibrary.ts';
import { openRuleStore } from '../../src/policy/ingest/ruleStore.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { readSections, writeSections } from '../../src/policy/search/segmentFile.ts';
import { answersOf, ingestedRules, type Place } from './policyIndexFixtures.ts';

let data: string;
let path: string;
let whole: Buffer;
let expected: Place[][];
beforeAll(async () => {
  ({ data } = await ingestedRules(/休暇|服務|在宅/));
  path = join(data, indexFile);
  const store = openRuleStore(data);
  const books = store
    .books()
    .map(({ document, articles }) => ({ document, articles: articles.map((one) => one.article) }));
  store.close();
  expected = await answersOf(await buildLibrary(books));
  await openLibrary(data);
  whole = readFileSync(path);
});

const firstAnswer = async (library: RuleLibrary) =>
  (await library.search('忌引は何日もらえますか', 1)).hits[0]?.document.title;

describe('索引のファイル', () => {
  it('読み込んだ索引は、作ったばかりの索引と同じ順、同じ点で答える', async () => {
    const before = statSync(path).mtimeMs;
    expect(await answersOf(await openLibrary(data))).toEqual(expected);
    expect(statSync(path).mtimeMs).toBe(before);
  });

  it('どの種類の配列も、書いたとおりに読める', async () => {
    const file = join(data, 'sections');
    const sections = {
      odd: Uint8Array.of(1, 2, 3),
      empty: new Uint32Array(),
      wide: Uint16Array.of(65_535, 1),
      large: Float64Array.of(Math.PI, -0),
      small: Float32Array.of(0.5),
    };
    await writeSections(file, { 何: '見本' }, sections);
    expect(await readSections(file)).toEqual({ about: { 何: '見本' }, sections });
  });

  it.each([
    ['頭しかない', () => truncateSync(path, 5)],
    ['見出しの途中で切れている', () => truncateSync(path, 100)],
    ['一バイト足りない', () => truncateSync(path, whole.length - 1)],
    ['一バイト多い', () => writeFileSync(path, Buffer.concat([whole, Buffer.of(0)]))],
    ['中ほどの一ビットが変わっている', () => writeFileSync(path, changed(whole, whole.length >> 1))],
    ['見出しの一文字が変わっている', () => writeFileSync(path, changed(whole, 20))],
    ['ほかの形のもの', () => writeFileSync(path, replaced('"format":1', '"format":0'))],
    ['別の作り方のもの', () => writeFileSync(path, replaced('"making":"', '"making":"'.toUpperCase()))],
    ['空', () => writeFileSync(path, '')],
    ['索引ではないもの', () => writeFileSync(path, 'a'.repeat(10_000))],
    ['ないもの', () => rmSync(path)],
  ])('%sファイルは使わずに作り直し、答えは変わらない', async (_, spoil) => {
    writeFileSync(path, whole);
    spoil();
    expect(await readIndex(data)).toBeUndefined();
    expect(await answersOf(await openLibrary(data), 3)).toEqual(expected.slice(0, 3));
    expect(await readIndex(data)).toBeDefined();
  });

  it('索引を書けなくても、規程は検索できる', async () => {
    rmSync(path);
    mkdirSync(path);
    chmodSync(path, 0o500);
    expect(await firstAnswer(await openLibrary(data))).toMatch(/休暇/);
    rmSync(path, { recursive: true });
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

function replaced(some: string, other: string): Buffer {
  return Buffer.from(whole.toString('latin1').replace(some, other), 'latin1');
}
