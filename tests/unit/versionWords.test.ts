import { describe, expect, it } from '@jest/globals';
import { versionWords } from '../../src/policy/structure/versionWords.ts';

describe('名前にある版の言葉', () => {
  it.each([
    ['旅費規程_令和7年4月1日施行', { name: '旅費規程', effective: '2025-04-01' }],
    ['旅費規程（令和6年4月1日改正）', { name: '旅費規程', version: '令和6年4月1日改正' }],
    ['旅費規程（令和７年４月１日から施行）', { name: '旅費規程', effective: '2025-04-01' }],
    ['【改正後】旅費規程 第3版', { name: '旅費規程', version: '改正後・第3版' }],
    ['旅費規程第３版', { name: '旅費規程', version: '第3版' }],
    ['旅費規程_v2', { name: '旅費規程', version: 'v2' }],
    ['旅費規程v2.1_20250401', { name: '旅費規程', version: '20250401・v2.1' }],
    ['R7.4.1施行_旅費規程', { name: '旅費規程', effective: '2025-04-01' }],
    ['旅費規程（R7.4改正）', { name: '旅費規程', version: 'R7.4改正' }],
    ['旅費規程（旧）', { name: '旅費規程', version: '旧' }],
    ['旅費規程（令和7年度版）', { name: '旅費規程', version: '令和7年度版' }],
    ['旅費規程_改訂版（2025-04-01施行）', { name: '旅費規程', version: '改訂版', effective: '2025-04-01' }],
  ])('「%s」を読む', (written, expected) => expect(versionWords(written)).toEqual(expected));

  it.each([
    '令和7年度予算編成要領',
    '地方税法施行規則',
    '旧姓使用取扱要綱',
    '会計年度任用職員服務規程',
    '職員の手引（上）',
    '旅費規程（案）',
    '平成29年法律第79号の施行に関する規程',
    '改正行政不服審査法の手引',
    'IPv6導入指針',
  ])('「%s」は、名前のままとする', (written) => expect(versionWords(written)).toEqual({ name: written }));

  it('版の言葉だけの名前は、そのまま名前とする', () => {
    expect(versionWords('令和7年4月1日施行').name).toBe('令和7年4月1日施行');
  });
});
