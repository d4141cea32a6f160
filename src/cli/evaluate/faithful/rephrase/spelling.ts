import type { Change, Variant } from '../case.ts';
import { numeral, readNumber } from '../writtenNumber.ts';

const counted = new RegExp(
  `(?<![0-9０-９.．,，〇一二三四五六七八九十百千万億数])(第)?(${numeral})(日|月(?=[〇一二三四五六七八九十]+日)|年|分(?!の)|箇月|か月|円|万円|千円|億円|人|件|時間|週間|歳|条|項|号|％|パーセント|平方メートル|回|団体)(?!目)`,
  'gu',
);

function whole(text: string, statement: string, changed: string): Variant[] {
  return statement === text ? [] : [{ statement, changed }];
}

/** 「十五日」→「15日」: every kanji number that counts something. */
export const kanjiToDigits: Change = ({ text }) => {
  const seen: string[] = [];
  const statement = text.replace(counted, (all: string, ordinal: string | undefined, written: string, unit: string) => {
    const number = readNumber(written);
    if (!number?.kanji || (number.value === 1 && /[人件回]/u.test(unit)) || written + unit === '十分') return all;
    const after = `${ordinal ?? ''}${number.value}${unit.replace('箇月', 'か月')}`;
    seen.push(`${all}→${after}`);
    return after;
  });
  return whole(text, statement, seen.join('、'));
};

/** 「１，２００円」→「1,200円」, or the other way without commas. */
export const digitsOtherwise: Change = ({ text }, draws) => {
  if (/[０-９]/u.test(text)) {
    const statement = text.replace(/[０-９．，]+/gu, (run) => (/[０-９]/u.test(run) ? run.normalize('NFKC') : run));
    return whole(text, statement, '全角の数字→半角');
  }
  if (/\d,\d{3}/u.test(text) && draws.next() < 0.5) {
    return whole(text, text.replace(/(?<=\d),(?=\d{3})/gu, ''), '桁区切りなし');
  }
  // 「3,000万円」→「30,000,000円」, 「50万円」→「500,000円」.
  const statement = text.replace(/(?<![\d億])(\d[\d,]*)万円/gu, (_, written: string) => {
    const yen = Number(written.replaceAll(',', '')) * 10_000;
    return `${yen.toLocaleString('en-US')}円`;
  });
  return whole(text, statement, '万円→円');
};

const starts: Readonly<Record<string, number>> = { 昭和: 1925, 平成: 1988, 令和: 2018 };

/** 「令和7年4月1日」→「2025年4月1日」, and the other way. */
export const otherCalendar: Change = ({ text }) => {
  const seen: string[] = [];
  const western = text.replace(
    new RegExp(`(昭和|平成|令和)(${numeral}|元)年`, 'gu'),
    (all: string, era: string, written: string) => {
      const value = written === '元' ? 1 : readNumber(written)?.value;
      if (value === undefined) return all;
      seen.push(`${all}→${(starts[era] ?? 0) + value}年`);
      return `${(starts[era] ?? 0) + value}年`;
    },
  );
  // 「1988年（昭和63年）」 says it twice already.
  if (/[0-9]{4}年[（(](?:昭和|平成|令和)/u.test(text)) return [];
  // A law's number keeps its own calendar: 「昭和二十五年法律第…」.
  if (seen.length > 0)
    return /年(?:法律|政令|条例|.{0,3}省令)/u.test(text) ? [] : whole(text, western, seen.join('、'));
  const eras = text.replace(/(?<![0-9０-９])(20[12]\d|199\d)年(?=\d{1,2}月)/gu, (all: string, written: string) => {
    const year = Number(written);
    const after = year >= 2020 ? `令和${year - 2018}年` : year >= 1990 && year < 2019 ? `平成${year - 1988}年` : all;
    seen.push(`${all}→${after}`);
    return after;
  });
  return whole(text, eras, seen.join('、'));
};
