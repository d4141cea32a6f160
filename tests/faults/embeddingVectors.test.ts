import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { createBackgroundEmbedder, type EmbeddingProgress } from '../../src/embedding/backgroundEmbedder.ts';
import { embeddingError } from '../../src/embedding/embeddingErrors.ts';
import type { EmbeddingModel } from '../../src/embedding/embeddingModel.ts';
import { openVectors, type Vectors } from '../../src/embedding/store/vectors.ts';
import { KanameError } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaname-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let dataDir: string;
let vectors: Vectors | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(join(folder, 'data-'));
});
afterEach(() => {
  vectors?.close();
  vectors = undefined;
});
const open = (path = dataDir) => {
  vectors = openVectors(path, 'モデル', { busyMs: 50 });
  return vectors;
};

async function failureOf(work: () => unknown): Promise<KanameError> {
  const thrown = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  if (!(thrown instanceof KanameError)) throw new Error(`not a KanameError: ${String(thrown)}`);
  expect(thrown.sentence).toMatch(/。$/);
  expect(thrown.sentence).not.toMatch(/\/tmp|SQLITE|Error/);
  return thrown;
}

describe('ベクトルのファイル', () => {
  it('壊れていれば脇に置き、空から始める', () => {
    writeFileSync(join(dataDir, 'vectors.sqlite'), 'これはデータベースではありません。'.repeat(300));
    expect(open().count).toBe(0);
    expect(readdirSync(dataDir)).toContain('vectors.sqlite.damaged');
  });

  it('別の版のものであれば脇に置き、空から始める', () => {
    const other = new Database(join(dataDir, 'vectors.sqlite'));
    other.exec('CREATE TABLE vectors (id); PRAGMA user_version = 99');
    other.close();
    expect(open().count).toBe(0);
    expect(readdirSync(dataDir)).toContain('vectors.sqlite.damaged');
  });

  it('置き場所がフォルダーでなければ、何を確かめればよいかを知らせる', async () => {
    const path = join(dataDir, 'file');
    writeFileSync(path, '');
    const failure = await failureOf(() => open(path));
    expect(failure.code).toBe('store_unavailable');
    expect(failure.sentence).toContain('KANAME_DATA_DIR');
  });

  it('ファイルの場所にフォルダーがあっても、store_unavailable とする', async () => {
    mkdirSync(join(dataDir, 'vectors.sqlite'));
    expect((await failureOf(() => open())).code).toBe('store_unavailable');
  });

  it('ほかのプロセスが書き続けているときは、待つ時間を限って知らせる', async () => {
    const store = open();
    const other = new Database(join(dataDir, 'vectors.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const put = () => store.put([{ key: 'k', vector: Float32Array.of(1) }]);
    expect((await failureOf(put)).sentence).toContain('ほかの処理');
    other.exec('COMMIT');
    other.close();
    put();
    expect(store.count).toBe(1);
  });
});

/** A model that embeds by length, and does with every batch first what `before` says. */
function scriptedModel(
  before: (texts: readonly string[], call: number) => void,
): EmbeddingModel & { calls: string[][] } {
  const calls: string[][] = [];
  return {
    calls,
    name: 'scripted',
    identity: 'モデル',
    dimensions: 2,
    embedQuestion: async () => Float32Array.of(1, 0),
    embedPassages: async (texts, signal) => {
      calls.push([...texts]);
      await new Promise((soon) => setImmediate(soon));
      if (signal.aborted) throw embeddingError('cancelled');
      before(texts, calls.length);
      return texts.map((text) => Float32Array.of(1, text.length));
    },
    close: async () => {},
  };
}

describe('背景でベクトルを作る仕事', () => {
  const texts = Array.from({ length: 50 }, (_, at) => `第${at}条`);
  const create = (model: EmbeddingModel, more: { patience?: number; seen?: EmbeddingProgress[] } = {}) =>
    createBackgroundEmbedder({
      model,
      vectors: vectors ?? open(),
      retryMs: 5,
      questions: ['質問'],
      ...(more.patience !== undefined && { patience: more.patience }),
      onProgress: (progress) => more.seen?.push(progress),
    });

  it('すべて作り、進み具合を知らせる', async () => {
    const seen: EmbeddingProgress[] = [];
    const embedder = create(
      scriptedModel(() => {}),
      { seen },
    );
    await embedder.embed(texts);
    expect(embedder.progress).toMatchObject({ state: 'done', done: 50, total: 50, refused: 0 });
    expect(seen.map(({ done }) => done)).toEqual([...seen.map(({ done }) => done)].sort((a, b) => a - b));
    expect(vectors?.count).toBe(50);
    expect(vectors?.questionMean()).toHaveLength(2);
  });

  it('途中で止めても、作ったものは残り、次はその続きから始める', async () => {
    const embedder = create(scriptedModel(() => {}));
    const running = embedder.embed(texts).catch((error: KanameError) => error.code);
    while ((vectors?.count ?? 0) < 16) await new Promise((soon) => setImmediate(soon));
    await embedder.stop();
    expect(await running).toBe('cancelled');
    expect(embedder.progress.state).toBe('stopped');
    const kept = vectors?.count ?? 0;
    expect(kept).toBeLessThan(50);
    vectors?.close();
    open();
    const second = scriptedModel(() => {});
    await create(second).embed(texts);
    expect(second.calls.flat()).toHaveLength(50 - kept);
  });

  it('モデルが一時的に使えなくても、間をおいて続ける', async () => {
    const seen: EmbeddingProgress[] = [];
    const model = scriptedModel((_, call) => {
      if (call === 2 || call === 3) throw embeddingError('unreachable');
    });
    const embedder = create(model, { seen });
    await embedder.embed(texts);
    expect(seen.filter(({ state }) => state === 'waiting').map(({ error }) => error?.code)).toEqual([
      'model_unavailable',
      'model_unavailable',
    ]);
    expect(embedder.progress).toMatchObject({ state: 'done', done: 50, error: undefined });
  });

  it('取り込みでは、失敗が続けば理由を挙げて諦める', async () => {
    const embedder = create(
      scriptedModel(() => {
        throw embeddingError('unreachable');
      }),
      { patience: 3 },
    );
    expect((await failureOf(() => embedder.embed(texts))).code).toBe('model_unavailable');
    expect(embedder.progress.state).toBe('failed');
  });

  it('設定の誤りは、すぐに諦める', async () => {
    const model = scriptedModel(() => {
      throw embeddingError('misconfigured');
    });
    expect((await failureOf(() => create(model).embed(texts))).code).toBe('wrong_configuration');
    expect(model.calls).toHaveLength(1);
  });

  it('モデルが拒む文章だけを除き、ほかはすべて作る', async () => {
    const model = scriptedModel((batch) => {
      if (batch.includes('第7条') || batch.includes('第33条')) throw embeddingError('refused');
    });
    const embedder = create(model);
    await embedder.embed(texts);
    expect(embedder.progress).toMatchObject({ state: 'done', done: 50, refused: 2 });
    expect(vectors?.count).toBe(48);
  });

  it('何を送っても拒まれるなら、1件ずつ試し続けずに設定の誤りとする', async () => {
    const model = scriptedModel(() => {
      throw embeddingError('refused');
    });
    expect((await failureOf(() => create(model).embed(texts))).code).toBe('wrong_configuration');
    expect(model.calls.length).toBeLessThan(20);
  });

  it('新しい規程に変われば、前の仕事をやめて新しいほうを作る', async () => {
    const embedder = create(scriptedModel(() => {}));
    const before = embedder.embed(texts).catch((error: KanameError) => error.code);
    const between = embedder.embed(texts.slice(0, 20)).catch((error: KanameError) => error.code);
    await embedder.embed(['新しい条']);
    expect([await before, await between]).toEqual(['cancelled', 'cancelled']);
    expect(embedder.progress).toMatchObject({ state: 'done', done: 1, total: 1 });
  });

  it('ほかのプロセスが作ったものは、作り直さない', async () => {
    const model = scriptedModel((batch) => {
      const store = vectors;
      const made = texts.filter((text) => !batch.includes(text));
      store?.put(made.map((text) => ({ key: store.keyOf(text), vector: Float32Array.of(1, 1) })));
    });
    const kept = new Set<string>();
    const embedder = createBackgroundEmbedder({
      model,
      vectors: open(),
      questions: ['質問'],
      onProgress: (_, keys) => {
        for (const key of keys) kept.add(key);
      },
    });
    await embedder.embed(texts);
    expect(model.calls).toHaveLength(1);
    expect(kept.size).toBe(50);
  });

  it('長さの違うベクトルを交互に返すサーバーでも、終わる', async () => {
    let calls = 0;
    const model: EmbeddingModel = {
      ...scriptedModel(() => {}),
      embedPassages: async (batch) => {
        calls += 1;
        return batch.map(() => new Float32Array(calls % 2 === 0 ? 2 : 3).fill(1));
      },
    };
    expect((await failureOf(() => create(model).embed(texts))).code).toBe('wrong_configuration');
  });
});
