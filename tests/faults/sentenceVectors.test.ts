import { describe, expect, it } from '@jest/globals';
import { sentenceVectorsOf } from '../../src/composeMeaning.ts';
import { embeddingError } from '../../src/embedding/embeddingErrors.ts';
import { createExtractive } from '../../src/models/extractive/extractive.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

const text =
  '市は、来年4月から図書館の本を駅でも返せるようにします。返却の箱は3つの駅に置きます。職員が毎朝、本を集めます。費用は年間90万円です。';
const task = { kind: 'summarize' as const, sentences: readSpeech(text).sentences };

async function summaryBy(engine: ReturnType<typeof createExtractive>): Promise<string> {
  let found = '';
  for await (const event of engine.run(task, new AbortController().signal))
    if (event.kind === 'text') found += event.delta;
  return found;
}

describe('要約のための埋め込みモデルが使えないとき', () => {
  it('モデルが停止していても、言葉だけで要約し、理由を運用者に伝える', async () => {
    const troubles: unknown[] = [];
    const failing = { embedPassages: async () => Promise.reject(embeddingError('crashed')) };
    const vectors = sentenceVectorsOf(failing, (thrown) => troubles.push(thrown));
    expect(await summaryBy(createExtractive(vectors))).toBe(await summaryBy(createExtractive()));
    expect(troubles).toMatchObject([{ code: 'model_unavailable' }]);
  });

  it('時間切れや中止は、故障として伝えない', async () => {
    const troubles: unknown[] = [];
    const late = { embedPassages: async () => Promise.reject(embeddingError('cancelled')) };
    const vectors = sentenceVectorsOf(late, (thrown) => troubles.push(thrown));
    expect(await vectors.of(['文'], new AbortController().signal)).toBeUndefined();
    expect(troubles).toEqual([]);
  });
});
