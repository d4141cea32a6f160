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

  it('切ってあれば、何もしない', () => {
    const off = composeMeaning({ kind: 'off' }, { dataDir, questionMs: 1, onTrouble: () => {} });
    expect(off.findMeaning).toBeUndefined();
    expect(off.progress().state).toBe('off');
  });
});
