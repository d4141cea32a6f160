import { describe, expect, it } from '@jest/globals';
import { findDates, isoDate } from '../../src/japanese/dates.ts';
import { numeralValue } from '../../src/japanese/numerals.ts';
import { sentences } from '../../src/japanese/sentences.ts';
import { displayWidth, normalizeWidth } from '../../src/japanese/width.ts';

describe('文に分ける', () => {
  const texts = (text: string): string[] => sentences(text).map((sentence) => sentence.text);

  it('句点と行の終わりで分ける', () => {
    expect(texts('1　議題\n本日は晴天です。会議を始めます。\n・資料の確認')).toEqual([
      '1　議題',
      '本日は晴天です。',
      '会議を始めます。',
      '・資料の確認',
    ]);
  });

  it('かぎ括弧や丸括弧の中では分けない', () => {
    expect(texts('職員（臨時職員を除く。以下同じ。）は「至急。確認を。」と言った。次へ。')).toEqual([
      '職員（臨時職員を除く。以下同じ。）は「至急。確認を。」と言った。',
      '次へ。',
    ]);
  });

  it('「！？」は一つの終わりとし、引用の「と」の前では分けない', () => {
    expect(texts('本当ですか！？はい。なぜ？と聞かれた。')).toEqual(['本当ですか！？', 'はい。', 'なぜ？と聞かれた。']);
  });

  it('小数点やURLの?では分けない', () => {
    expect(texts('率は３．５倍です。https://example.jp/a?b=1 を見てください。')).toHaveLength(2);
  });

  it('閉じない括弧があっても次の行まで巻き込まない', () => {
    expect(texts('「始めます。\n次です。')).toEqual(['「始めます。', '次です。']);
  });

  it('位置は元の文章のとおり', () => {
    const text = '　一つ目。 二つ目！\r\n\r\n𠮷野の件。';
    for (const { text: found, start, end } of sentences(text)) expect(text.slice(start, end)).toBe(found);
    expect(sentences(text)).toHaveLength(3);
  });
});

describe('数を読む', () => {
  it.each([
    ['12', 12],
    ['１２', 12],
    ['1,200', 1200],
    ['十二', 12],
    ['百二十三', 123],
    ['千八', 1008],
    ['二〇二五', 2025],
    ['一二', 12],
    ['3万5千', 35_000],
    ['二億三千万', 230_000_000],
    ['１．５', 1.5],
    ['〇', 0],
  ])('%s は %d', (text, value) => expect(numeralValue(text)).toBe(value));

  it.each(['', '元', '十二条', '百千', '一十一十', '2025年', '万'])('「%s」は数ではない', (text) =>
    expect(numeralValue(text)).toBeUndefined(),
  );
});

describe('日付を見つける', () => {
  const today = new Date(2026, 10, 22); // 日曜日
  const isoOf = (text: string): (string | undefined)[] => findDates(text, today).map((date) => date.iso);

  it.each([
    ['令和7年4月1日から施行する', '2025-04-01'],
    ['令和元年５月１日', '2019-05-01'],
    ['平成三十一年四月三十日', '2019-04-30'],
    ['昭和25年12月13日法律第261号', '1950-12-13'],
    ['R7.4.1施行', '2025-04-01'],
    ['Ｒ７．４．１', '2025-04-01'],
    ['2026年11月22日', '2026-11-22'],
    ['2026/12/01', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['令和 8 年 12 月 5 日', '2026-12-05'],
    ['12月15日(火)までに', '2026-12-15'],
    ['１２月１５日（火曜日）', '2026-12-15'],
    ['11月1日に実施した', '2026-11-01'],
    ['1月15日まで', '2027-01-15'],
    ['12/4(金)必着', '2026-12-04'],
    ['明日までに', '2026-11-23'],
    ['今週金曜に', '2026-11-20'],
    ['来週月曜に', '2026-11-23'],
    ['再来週の水曜日', '2026-12-02'],
    ['今月末まで', '2026-11-30'],
    ['月末まで', '2026-11-30'],
    ['来月10日', '2026-12-10'],
    ['来月末日', '2026-12-31'],
    ['年度末まで', '2027-03-31'],
    ['来年1月7日', '2027-01-07'],
  ])('%s', (text, iso) => expect(isoOf(text)).toEqual([iso]));

  it('年のない過ぎたばかりの日は今年、遠い日は翌年とする', () => {
    expect(isoOf('9月1日')).toEqual(['2026-09-01']);
    expect(isoOf('4月1日')).toEqual(['2027-04-01']);
    expect(findDates('12月20日', new Date(2027, 0, 10)).map((date) => date.iso)).toEqual(['2026-12-20']);
  });

  it('暦にない日は言葉だけを返す', () => {
    expect(findDates('令和7年2月30日', today)).toEqual([{ start: 0, end: 9, text: '令和7年2月30日' }]);
  });

  it.each(['3日間', '第1条', '1/2の額', 'バージョン1.2.3', '年末調整の書類', '電話 03-1234-5678'])(
    '「%s」は日付としない',
    (text) => expect(findDates(text, today)).toEqual([]),
  );

  it('位置と言葉は元の文章のとおり', () => {
    const text = '締切は令和8年12月4日（金）、提出は来週金曜です。';
    const found = findDates(text, today);
    expect(found.map((date) => date.text)).toEqual(['令和8年12月4日（金）', '来週金曜']);
    for (const date of found) expect(text.slice(date.start, date.end)).toBe(date.text);
    expect(isoDate('この規程は、令和７年４月１日から施行する。')).toBe('2025-04-01');
  });
});

describe('字幅をそろえる', () => {
  it('長さの変わる正規化でも元の位置に戻れる', () => {
    const text = '㈱見本のﾊﾞｽと①、𠮷野';
    const { text: normalized, original } = normalizeWidth(text);
    expect(normalized).toBe('(株)見本のバスと1、𠮷野');
    const at = normalized.indexOf('バス');
    expect(text.slice(original(at), original(at + 2))).toBe('ﾊﾞｽ');
    const name = normalized.indexOf('𠮷野');
    expect(text.slice(original(name), original(name + '𠮷野'.length))).toBe('𠮷野');
    expect(original(normalized.length)).toBe(text.length);
  });

  it('全角は2桁、半角は1桁と数える', () => expect(displayWidth('第1条　ｱA')).toBe(9));
});
