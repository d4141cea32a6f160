import { describe, expect, it } from '@jest/globals';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import { questionKind } from '../../src/policy/search/questionKind.ts';
import { type RankingWeights, searchWeights } from '../../src/policy/search/weights.ts';
import { bookOf } from './policyFixtures.ts';

const labels = async (books: readonly RuleBook[], question: string, change: Partial<RankingWeights> = {}) => {
  const { sentence, long, caption } = searchWeights.ranking;
  const ranking = {
    sentence: { ...sentence, ...change },
    long: { ...long, ...change },
    caption: { ...caption, ...change },
  };
  const library = await buildLibrary(books, { weights: { ...searchWeights, ranking } });
  const { hits } = await library.search(question, 10);
  return hits.map(({ document, article }) => `${document.title}${article.label}`);
};

describe('条文の並べ方', () => {
  const act = bookOf('見本市公園条例', [
    ['第3条', '行為の制限', ['公園でたき火をしようとする者は、市長の許可を受けなければならない。']],
  ]);
  const rules = bookOf('見本市公園条例施行規則', [
    ['第3条', 'たき火の許可', ['公園でたき火をする許可を受けようとする者は、申請書を出す。']],
  ]);

  it('施行規則の条を、定めのもとである条例の条より下げる', async () => {
    const question = '公園でたき火をするには許可が必要ですか？';
    expect((await labels([rules, act], question, { carriesOut: 0 }))[0]).toBe('見本市公園条例施行規則第3条');
    expect((await labels([rules, act], question, { carriesOut: 0.4 }))[0]).toBe('見本市公園条例第3条');
  });

  const allowances = bookOf('見本市手当規程', [
    ['第2条', '通勤手当', ['通勤手当は、自転車で通勤する職員に支給する。']],
    ['第3条', '住居手当', ['住居手当は、借家に住む職員に支給する。']],
    ['第4条', '支給日', ['自転車で通勤する職員の手当は、第2条の規定により支給する。']],
    ['第5条', '届出', ['自転車で通勤する職員の手当の届出は、第2条の規定による。']],
  ]);

  it('上位の条文が引用する条文を上げる', async () => {
    const question = '自転車で通勤する職員の手当の届出';
    const without = await labels([allowances], question, { referredTo: 0, central: 0 });
    const withLending = await labels([allowances], question, { referredTo: 0.5, central: 0 });
    expect(withLending.indexOf('見本市手当規程第2条')).toBeLessThan(without.indexOf('見本市手当規程第2条'));
  });

  it('引用していても、質問と一語も重ならない条文を呼び込まない', async () => {
    const lone = bookOf('見本市雑則', [
      ['第1条', '会費', ['会費は、第2条の者が納める。']],
      ['第2条', '役員', ['理事を置く。']],
    ]);
    expect(await labels([lone], '会費', { referredTo: 1, central: 1 })).toEqual(['見本市雑則第1条']);
  });

  it('期間を聞かれたら、期間を定める条文を先に示す', async () => {
    const book = bookOf('見本市閲覧要綱', [
      ['第4条', '閲覧の申請', ['閲覧の申請をする者は、窓口で申請する。']],
      ['第5条', '閲覧の申請', ['閲覧の申請をする者は、5日前までに申請する。']],
    ]);
    const question = '閲覧の申請は何日前までですか？';
    expect((await labels([book], question))[0]).toBe('見本市閲覧要綱第5条');
  });

  it('質問の種類を、長さと言葉で見分ける', () => {
    expect(questionKind('有休って何日前に出せばいい？')).toBe('sentence');
    expect(questionKind('年次有給休暇の請求')).toBe('caption');
    expect(questionKind('令和7年4月に採用された職員の年次有給休暇について。'.repeat(6))).toBe('long');
  });
});
