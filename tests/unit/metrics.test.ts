import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../src/metrics.ts';

describe('運用の計数', () => {
  it('ベクトルがいくつできたかを、尋ねられたときの数で示す', async () => {
    let done = 3;
    const metrics = createMetrics(() => ({ done, total: 10 }));
    expect(await metrics.text()).toMatch(/^kaname_vectors_done 3$/m);
    done = 7;
    const text = await metrics.text();
    expect(text).toMatch(/^kaname_vectors_done 7$/m);
    expect(text).toMatch(/^kaname_vectors_total 10$/m);
  });

  it('何も送れなかったメッセージを、窓口ごとに数える', async () => {
    const metrics = createMetrics();
    metrics.onUndelivered('logo');
    metrics.onUndelivered('logo');
    expect(await metrics.text()).toMatch(/^kaname_undelivered_total\{channel="logo"\} 2$/m);
  });

  it('意味による検索を使わない端末の会話では、ベクトルの数を示さない', async () => {
    expect(await createMetrics().text()).not.toContain('kaname_vectors');
  });
});
