import { describe, expect, it } from '@jest/globals';
import type { Answer, Citation } from '../../src/answer.ts';
import { cardFor } from '../../src/cards/card.ts';
import { linesFor } from '../../src/channels/console/linesFor.ts';

const citation: Citation = {
  article: 'a',
  clause: 'p1',
  document: '見本市旅費規程',
  label: '第5条',
  quote: '宿泊料は、一夜につき9,000円とする。',
  articleText: '宿泊料は、一夜につき9,000円とする。',
  owner: '人事課',
};
const answer = (about: Partial<Citation>): Answer => ({
  command: 'ask',
  title: '宿泊料',
  basis: 'rules',
  generated: true,
  speak: '宿泊料',
  parts: [{ kind: 'citations', title: '根拠の条文', citations: [{ ...citation, ...about }] }],
});
const marks: readonly (readonly [Partial<Citation>, string])[] = [
  [{ standing: 'superseded', effective: '2024-04-01' }, '旧版（令和6年4月1日施行）'],
  [{ standing: 'superseded', version: '第2版' }, '旧版（第2版）'],
  [{ standing: 'superseded' }, '旧版'],
  [{ standing: 'future', effective: '2027-04-01' }, '令和9年4月1日施行予定'],
  [{ standing: 'afterwards', effective: '2024-04-01' }, '令和6年4月1日施行（お尋ねの時点では施行前）'],
  [{ standing: 'undated' }, '施行日の記載がないため、お尋ねの時点の内容とは限りません'],
];

describe('今の版でない条文の印', () => {
  it.each(marks)('%j は、カードにも端末にも「%s」と出る', (about, mark) => {
    const card = JSON.stringify(cardFor(answer(about), 't').card);
    const lines = linesFor(answer(about));
    for (const text of [mark, '所管：人事課']) {
      expect(card).toContain(`"text":"${text}"`);
      expect(lines).toContain(`    ${text}`);
    }
  });

  it('今の版には、印を付けない', () => {
    const card = JSON.stringify(cardFor(answer({ effective: '2024-04-01' }), 't').card);
    expect(card).toContain('令和6年4月1日施行 ／ 所管：人事課');
    expect(card).not.toMatch(/旧版|予定|時点/);
  });
});
