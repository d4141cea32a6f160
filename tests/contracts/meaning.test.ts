import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { composeMeaning, type MeaningSide } from '../../src/composeMeaning.ts';
import { type ScriptedEmbeddings, startScriptedEmbeddings } from './scriptedEmbeddingServer.ts';

const passages = ['年次有給休暇は、20日とする。', '旅費は、実費とする。', '文書は、5年間保存する。'];
let server: ScriptedEmbeddings;
let dataDir: string;
let meaning: MeaningSide;
beforeEach(async () => {
  server = await startScriptedEmbeddings();
  dataDir = mkdtempSync(join(tmpdir(), 'meaning-'));
  meaning = composeMeaning(
    { kind: 'openai-compatible', baseURL: `${server.url}/v1`, model: 'mihon' },
    { dataDir, questionMs: 10_000, patience: 1, onTrouble: () => {} },
  );
});
afterEach(async () => {
  await meaning.close();
  await server.close();
  rmSync(dataDir, { recursive: true });
});

describe('意味による検索の準備', () => {
  it('ベクトルがそろうまでは、意味では探さない', async () => {
    server.script({ kind: 'hang' });
    const found = await meaning.findMeaning?.([{ passages }]);
    expect(await found?.cosines(['休みは何日？'])).toBeUndefined();
    expect(meaning.progress().state).toBe('working');
  });

  it('そろえば、すべての条項の近さが分かる', async () => {
    const found = await meaning.findMeaning?.([{ passages }]);
    await meaning.made();
    expect(meaning.progress()).toMatchObject({ state: 'done', done: 3, total: 3 });
    expect(
      [...((await found?.cosines(['休みは何日？'])) ?? [])].every((cosine) => cosine >= -1 && cosine <= 1.0001),
    ).toBe(true);
    expect(await found?.cosines(['休みは何日？'])).toHaveLength(3);
  });

  it('文書が一つ変わっても、変わった条項だけを送り、変わる前の条項とは比べない', async () => {
    await meaning.findMeaning?.([{ passages }]);
    await meaning.made();
    const sent = server.requests.length;
    const found = await meaning.findMeaning?.([
      { passages, isDead: Uint8Array.of(0, 1, 0) },
      { passages: ['旅費は、定額とする。'] },
    ]);
    await meaning.made();
    expect(server.requests.slice(sent).flatMap(({ body }) => body.input)).toEqual(['旅費は、定額とする。']);
    expect(meaning.progress()).toMatchObject({ state: 'done', done: 3, total: 3 });
    const cosines = await found?.cosines(['旅費はいくら？']);
    expect(cosines).toHaveLength(4);
    expect([...(cosines ?? [])].map(Number.isNaN)).toEqual([false, true, false, false]);
  });

  it('百に一つまでの条項にまだベクトルがなくても、ほかは意味で探せる', async () => {
    const many = Array.from({ length: 200 }, (_, at) => `${String.fromCodePoint(0x4e00 + at)}の規定。`);
    await meaning.findMeaning?.([{ passages: many }]);
    await meaning.made();
    const sent = server.requests.length;
    server.script({ kind: 'hang' }, { kind: 'vectors' });
    const found = await meaning.findMeaning?.([{ passages: many }, { passages: ['新しい規定。'] }]);
    while (server.requests.length === sent) await new Promise((resume) => setTimeout(resume, 5));
    const cosines = await found?.cosines(['旅費はいくら？']);
    expect(meaning.progress()).toMatchObject({ state: 'working', done: 200, total: 201 });
    expect(cosines?.slice(0, 200).some(Number.isNaN)).toBe(false);
    expect(cosines?.[200]).toBeNaN();
  });

  it('切ってあれば、何もしない', () => {
    const off = composeMeaning({ kind: 'off' }, { dataDir, questionMs: 1, onTrouble: () => {} });
    expect(off.findMeaning).toBeUndefined();
    expect(off.progress().state).toBe('off');
  });
});
