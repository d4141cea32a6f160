import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openVectors, type VectorOptions, type Vectors } from '../../src/embedding/store/vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const vector = (...values: number[]) => Float32Array.from(values);

describe('ベクトルの保存', () => {
  let dataDir: string;
  const opened: Vectors[] = [];
  const open = (identity = 'モデルA', options: VectorOptions = {}) => {
    const vectors = openVectors(dataDir, identity, options);
    opened.push(vectors);
    return vectors;
  };
  const readAll = (vectors: Vectors, keys: Iterable<string>) => [...vectors.read(new Set(keys))].flat();
  beforeEach(() => {
    dataDir = mkdtempSync(join(folder, 'data-'));
  });
  afterEach(() => {
    for (const vectors of opened.splice(0)) vectors.close();
  });

  it('開き直しても、値を最大値の1/254以内の誤差で返す', () => {
    const vectors = open();
    const values = Array.from({ length: 384 }, (_, at) => Math.sin(at) / 10);
    const key = vectors.keyOf('条文');
    vectors.put([{ key, vector: Float32Array.from(values) }]);
    vectors.close();
    const [entry] = readAll(open(), [key]);
    for (const [at, value] of values.entries()) {
      expect(Math.abs((entry?.codes[at] ?? 99) * (entry?.scale ?? 99) - value)).toBeLessThanOrEqual(0.1 / 254 + 1e-6);
    }
  });

  it('ないものだけを、1つずつ挙げる', () => {
    const vectors = open();
    const [a, b, c] = ['a', 'b', 'c'].map((text) => vectors.keyOf(text)) as [string, string, string];
    vectors.put([{ key: b, vector: vector(1, 0) }]);
    expect(vectors.missing([a, b, c, a])).toEqual([a, c]);
  });

  it('多くても少なくても、求めたものをもれなく返す', () => {
    const vectors = open();
    const keys = Array.from({ length: 5_003 }, (_, at) => vectors.keyOf(`第${at}条`));
    vectors.put(keys.slice(0, 5_000).map((key, at) => ({ key, vector: vector(at + 1, 0) })));
    expect(vectors.count).toBe(5_000);
    expect(vectors.missing(keys)).toEqual(keys.slice(5_000));
    expect(readAll(vectors, keys)).toHaveLength(5_000);
    expect(readAll(vectors, keys.slice(4_990)).map(({ scale }) => Math.round(scale * 127))).toEqual([
      4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000,
    ]);
  });

  it('モデルが違えば、同じ文章でも別のベクトルである', () => {
    const [one, other] = [open('モデルA'), open('モデルB')];
    expect(one.keyOf('条文')).not.toBe(other.keyOf('条文'));
    one.put([{ key: one.keyOf('条文'), vector: vector(1, 0) }]);
    other.put([{ key: other.keyOf('条文'), vector: vector(0, 1, 0) }]);
    expect([one.count, other.count]).toEqual([1, 1]);
  });

  it('2つのプロセスが同じものを書いても、読んでも、壊れない', () => {
    const [one, other] = [open(), open()];
    const keys = Array.from({ length: 50 }, (_, at) => one.keyOf(`第${at}条`));
    for (const key of keys) {
      one.put([{ key, vector: vector(1, 2) }]);
      other.put([{ key, vector: vector(1, 2) }]);
    }
    expect(other.missing(keys)).toEqual([]);
    expect(readAll(one, keys)).toHaveLength(50);
  });

  it('長さが変わったら、古いベクトルと質問の平均を捨てる', () => {
    const vectors = open();
    const [a, b] = [vectors.keyOf('a'), vectors.keyOf('b')];
    vectors.put([{ key: a, vector: vector(1, 0) }]);
    vectors.keepQuestionMean(vector(0.5, 0.25));
    vectors.put([{ key: b, vector: vector(1, 0, 0) }]);
    expect(vectors.missing([a, b])).toEqual([a]);
    expect(vectors.questionMean()).toBeUndefined();
  });

  it('質問の平均を、文章より先でも後でも保つ', () => {
    const vectors = open();
    expect(vectors.questionMean()).toBeUndefined();
    vectors.keepQuestionMean(vector(0.5, 0.25));
    vectors.put([{ key: vectors.keyOf('a'), vector: vector(1, 0) }]);
    expect([...(open().questionMean() ?? [])]).toEqual([0.5, 0.25]);
  });

  it('使われなくなった文章のものと、30日開かれないモデルのものを消す', () => {
    const day = (date: string): VectorOptions => ({ now: () => new Date(date) });
    const old = open('古いモデル', day('2026-10-01'));
    old.put([{ key: old.keyOf('a'), vector: vector(1, 0, 0) }]);
    const recent = open('先週のモデル', day('2026-11-15'));
    recent.put([{ key: recent.keyOf('a'), vector: vector(1, 0) }]);
    const vectors = open('モデルA', day('2026-11-22'));
    const [kept, gone] = [vectors.keyOf('残る条'), vectors.keyOf('消えた条')];
    vectors.put([
      { key: kept, vector: vector(1, 0) },
      { key: gone, vector: vector(0, 1) },
    ]);
    expect(vectors.prune(new Set([kept]))).toBe(2);
    expect(vectors.missing([kept, gone])).toEqual([gone]);
    expect([old.count, recent.count]).toEqual([0, 1]);
  });

  it('ファイルは本人だけが読める', () => {
    open();
    expect(statSync(join(dataDir, 'vectors.sqlite')).mode & 0o077).toBe(0);
  });
});
