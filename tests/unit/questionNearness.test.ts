import { describe, expect, it } from '@jest/globals';
import { createQuestionNearness } from '../../src/embedding/questionNearness.ts';
import { KanameError } from '../../src/errors.ts';

const vectors: Readonly<Record<string, readonly number[]>> = { 有休: [1, 1, 0], 年休: [1, 1, 0.1], 契約: [1, 0, 1] };

function nearnessOf() {
  const mean = Float32Array.of(1, 0.5, 0.5);
  const asked: string[] = [];
  const troubles: unknown[] = [];
  const model = {
    embedQuestion: async (text: string) => {
      asked.push(text);
      const vector = vectors[text];
      if (vector === undefined) throw new KanameError('model_timeout', '時間内に終わりませんでした。');
      return Float32Array.from(vector);
    },
  };
  const nearness = createQuestionNearness({
    model,
    questionMean: () => mean,
    onTrouble: (thrown) => troubles.push(thrown),
  });
  return { nearness, asked, troubles };
}

describe('質問どうしの意味の近さ', () => {
  it('質問に共通するものを除いて比べる', async () => {
    const [near, far] = (await nearnessOf().nearness('有休', ['年休', '契約'])) ?? [];
    expect(near).toBeGreaterThan(0.9);
    expect(far).toBeLessThan(0);
  });

  it('比べる相手のベクトルは、一度だけ作る', async () => {
    const { nearness, asked } = nearnessOf();
    await nearness('有休', ['年休', '契約']);
    await nearness('有休', ['年休', '契約']);
    expect(asked.filter((text) => text === '年休')).toHaveLength(1);
    expect(asked.filter((text) => text === '有休')).toHaveLength(2);
  });

  it('間に合わなければ分からないと言い、次は改めて比べる', async () => {
    const { nearness, troubles } = nearnessOf();
    expect(await nearness('有休', ['知らない言葉'])).toBeUndefined();
    expect(troubles).toHaveLength(1);
    expect(await nearness('有休', ['年休'])).toHaveLength(1);
  });

  it('質問に共通するものがまだ分からなければ、比べない', async () => {
    const unknown = createQuestionNearness({
      ...{
        model: { embedQuestion: async () => Float32Array.of(1) },
        questionMean: () => undefined,
        onTrouble: () => {},
      },
    });
    expect(await unknown('有休', ['年休'])).toBeUndefined();
  });
});
