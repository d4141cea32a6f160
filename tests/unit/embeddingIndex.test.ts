import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createDotScan } from '../../src/embedding/index/dotScan.ts';
import { createVectorIndex } from '../../src/embedding/index/vectorIndex.ts';
import { openVectors, type Vectors } from '../../src/embedding/store/vectors.ts';
import { mixScores } from '../../src/policy/search/mixScores.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same numbers in every run (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}
const unit = (values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};
/** Vectors that all point roughly one way, as e5's do. */
const vectorsOf = (count: number, dimensions: number, seed = 1): Float32Array[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, () =>
    unit(Array.from({ length: dimensions }, (_, at) => next() + (at === 3 ? 3 : 0))),
  );
};
const dot = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Array.from(one).reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

describe('内積の走査', () => {
  it.each([
    [1, 1],
    [3, 16],
    [50, 17],
    [200, 384],
    [9, 1536],
  ])('%d行×%d次元を、普通の掛け算と同じ値で求める', (rows, dimensions) => {
    const next = numbers(rows * dimensions);
    const scan = createDotScan(rows, dimensions);
    for (let row = 0; row < rows; row++)
      for (let at = 0; at < dimensions; at++) scan.codes[row * scan.stride + at] = Math.round(next() * 254);
    const vector = Int16Array.from({ length: dimensions }, () => Math.round(next() * 2 * scan.most));
    const products = scan.products(vector);
    for (let row = 0; row < rows; row++) {
      const codes = scan.codes.subarray(row * scan.stride, row * scan.stride + dimensions);
      expect(products[row]).toBe(dot(codes, vector));
    }
  });

  it('すべての値が最大でも、あふれない', () => {
    const scan = createDotScan(1, 3072);
    scan.codes.fill(-128);
    const [product] = scan.products(new Int16Array(3072).fill(scan.most));
    expect(product).toBe(-128 * scan.most * 3072);
  });
});

describe('ベクトルの索引', () => {
  let vectors: Vectors | undefined;
  const open = () => {
    vectors = openVectors(mkdtempSync(join(folder, 'data-')), 'test model');
    return vectors;
  };
  afterEach(() => vectors?.close());

  const filled = async (passages: readonly Float32Array[], questionMean?: Float32Array) => {
    const store = open();
    const keys = passages.map((_, at) => store.keyOf(`文章${at}`));
    store.put(keys.flatMap((key, at) => passages.slice(at, at + 1).map((vector) => ({ key, vector }))));
    if (questionMean) store.keepQuestionMean(questionMean);
    return { store, keys, index: await createVectorIndex({ keys, vectors: store }) };
  };

  it('中心を引いた余弦を、小数のままの計算と0.01以内で求める', async () => {
    const passages = vectorsOf(300, 64);
    const [question = new Float32Array(), ...others] = vectorsOf(40, 64, 2);
    const mean = (all: readonly Float32Array[]) =>
      Float32Array.from({ length: 64 }, (_, at) => all.reduce((sum, one) => sum + (one[at] ?? 0), 0) / all.length);
    const questionMean = mean(others);
    const { index } = await filled(passages, questionMean);
    const off = (one: Float32Array, centre: Float32Array) => one.map((value, at) => value - (centre[at] ?? 0));
    const asked = off(question, questionMean);
    const cosines = index.cosines(question);
    for (const [at, passage] of passages.entries()) {
      const centred = off(passage, mean(passages));
      const expected = dot(centred, asked) / (Math.hypot(...centred) * Math.hypot(...asked));
      expect(Math.abs((cosines[at] ?? 9) - expected)).toBeLessThan(0.01);
    }
  });

  it('文章そのものを尋ねれば、その文章が先頭に来る', async () => {
    const passages = vectorsOf(200, 384);
    const { index } = await filled(passages);
    for (const at of [0, 77, 199]) expect(index.nearest(passages[at] ?? new Float32Array(), 3)[0]?.position).toBe(at);
  });

  it('少ない文章では中心を引かず、1つだけでも余弦を返す', async () => {
    const [only = new Float32Array()] = vectorsOf(1, 16);
    const { index } = await filled([only], only);
    expect(index.cosines(only)[0]).toBeCloseTo(1, 2);
  });

  it('まだベクトルのない文章は NaN とし、後からできたものを取り込む', async () => {
    const passages = vectorsOf(60, 32);
    const { store, keys } = await filled(passages.slice(0, 20));
    const all = passages.map((_, at) => store.keyOf(`文章${at}`));
    const index = await createVectorIndex({ keys: all, vectors: store });
    expect([index.size, index.filled]).toEqual([60, 20]);
    expect(index.cosines(passages[30] ?? new Float32Array())[30]).toBeNaN();
    const late = all
      .slice(20)
      .flatMap((key, at) => passages.slice(20 + at, 21 + at).map((vector) => ({ key, vector })));
    store.put(late);
    expect(await index.refresh([all[30] ?? ''])).toBe(1);
    expect(index.nearest(passages[30] ?? new Float32Array(), 1)[0]?.position).toBe(30);
    expect(await index.refresh()).toBe(39);
    expect(index.filled).toBe(60);
    expect(keys).toHaveLength(20);
  });

  it('同じ文章の条がいくつあっても、それぞれに同じ余弦を返す', async () => {
    const store = open();
    const [one = new Float32Array(), other = new Float32Array()] = vectorsOf(2, 16);
    const [a, b] = [store.keyOf('削除'), store.keyOf('別の条')];
    store.put([
      { key: a, vector: one },
      { key: b, vector: other },
    ]);
    const index = await createVectorIndex({ keys: [a, b, a], vectors: store });
    expect([index.size, index.filled]).toEqual([3, 3]);
    const cosines = index.cosines(one);
    expect(cosines[0]).toBe(cosines[2]);
  });

  it('前の索引にあるものは、読み直さずに引き継ぐ', async () => {
    const passages = vectorsOf(80, 32);
    const { store, keys, index: previous } = await filled(passages);
    store.prune(new Set());
    const next = await createVectorIndex({
      keys: [...keys.slice(40), store.keyOf('新しい条')],
      vectors: store,
      previous,
    });
    expect([next.size, next.filled]).toEqual([41, 40]);
    expect(next.nearest(passages[50] ?? new Float32Array(), 1)[0]?.position).toBe(10);
  });

  it('別のモデルの質問は、比べずに断る', async () => {
    const { index } = await filled(vectorsOf(60, 32));
    expect(() => index.cosines(new Float32Array(48))).toThrow(/model_unavailable/);
  });

  it('文章がなければ、何も返さない', async () => {
    const index = await createVectorIndex({ keys: [], vectors: open() });
    expect(index.nearest(new Float32Array(8), 5)).toEqual([]);
  });
});

describe('言葉と意味の得点の混合', () => {
  const lexical = Float64Array.from([10, 5, 0, 0, 0]);
  const cosines = Float32Array.from([0.1, 0.2, 0.6, 0.2, 0]);

  it('重み0では言葉の順、重み1では意味の順になる', () => {
    expect([...mixScores(lexical, cosines, 0)]).toEqual([1, 0.5, 0, 0, 0]);
    expect(mixScores(lexical, cosines, 1).indexOf(1)).toBe(2);
  });

  it('どちらも、その質問の中での最良を1として混ぜる', () => {
    const mixed = mixScores(lexical, cosines, 0.8);
    expect(mixed[0]).toBeCloseTo(0.2, 5);
    expect(mixed[2]).toBeCloseTo(0.8, 5);
    expect(Math.max(...mixed)).toBeLessThanOrEqual(1);
  });

  it('ベクトルのない条は言葉の得点だけで並び、1つもなければ言葉の順のままになる', () => {
    const none = new Float32Array(5).fill(Number.NaN);
    expect([...mixScores(lexical, none, 0.9)]).toEqual([1, 0.5, 0, 0, 0]);
    const some = Float32Array.from([Number.NaN, 0.2, 0.6, 0.2, 0]);
    expect(mixScores(lexical, some, 0.9)[0]).toBe(1);
  });

  it('言葉が1つも当たらなくても、余弦がすべて同じでも、数を返す', () => {
    expect([...mixScores(new Float64Array(3), Float32Array.from([0.2, 0.2, 0.2]), 0.8)]).toEqual([0, 0, 0]);
  });
});
