import { describe, expect, it } from '@jest/globals';
import { summaryJson } from '../../src/cli/summaryJson.ts';
import { createMasking } from '../../src/privacy/createMasking.ts';
import { checkSummary } from '../../src/summary/checkSummary.ts';
import { readSpeech } from '../../src/summary/readSpeech.ts';

const text = '連絡先は090-1234-5678です。会議室の使用料を1時間350円に改めます。減免の説明は12月に行います。';

describe('要約のJSON', () => {
  it('原文と一致しない箇所と、除いた決定事項を、個人情報を戻して添える', async () => {
    const masking = createMasking();
    const masked = masking.mask(text);
    const speech = readSpeech(masked.text);
    const [phone, fee, month] = speech.sentences.map(({ id }) => id);
    const summary = await checkSummary(
      {
        summary: '会議室の使用料を改める。',
        points: [
          { text: speech.sentences[0]?.text ?? '', sentence: phone ?? '' },
          { text: '会議室の使用料を1時間450円に改める。', sentence: fee ?? '' },
        ],
        decisions: [{ text: '減免の説明は1月に行うことに決定した。', sentence: month ?? '' }],
        actions: [],
      },
      speech,
      new Date('2026-11-22T00:00:00Z'),
    );
    const json = JSON.parse(JSON.stringify(summaryJson(summary, masking, masked, ['読み取りの注意'])));
    expect(json.points[0].text).toContain('090-1234-5678');
    expect(json.points[0].findings).toBeUndefined();
    expect(json.points[1].findings).toEqual([{ kind: 'amount', words: '450円', note: '原文では「350円」' }]);
    expect(text.slice(json.points[1].source.start, json.points[1].source.end)).toContain('350円');
    expect(json.decisions).toEqual([]);
    expect(json.unconfirmed.decisions[0].findings[0]).toMatchObject({ words: '1月' });
    expect(json.warnings[0]).toBe('読み取りの注意');
  });
});
