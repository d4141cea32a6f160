import { plainNumbers } from '../plainNumbers.ts';

/** A number with what it counts, as words of one meaning: 「三箇月」「3か月」 are both 3 月. */
interface Figure {
  readonly value: number;
  /** Empty where nothing follows that is known as a unit. */
  readonly unit: string;
  /** What stands right after it. */
  readonly after: string;
}

/** A word that makes a number a bound, and the words by which a source bounds a number in the same way. */
interface Bound {
  readonly said: RegExp;
  readonly meant: RegExp;
}

const most = '以内|以下|まで|限度|上限|超え(?:ない|て(?:は)?ならない)';
const bounds: readonly Bound[] = [
  { said: /^(?:間)?(?:前)?までに/, meant: /前|まで|以内|経過|限り/ },
  // 「期間は、10日とする」 may be told as 「10日以内」.
  { said: /^(?:間)?以内/, meant: new RegExp(`${most}|^(?:間)?と(?:する|し)`) },
  { said: /^以下/, meant: new RegExp(most) },
  { said: /^以上/, meant: /以上|下(?:ら|回ら)ない|少なくとも|超え/ },
  { said: /^未満/, meant: /未満|満たない|達しない|下回/ },
];
/** Characters after a number in which a source says what bound it is. */
const BOUND_WITHIN = 14;

const figure =
  /(\d+(?:\.\d+)?)(か月|カ月|箇月|ヶ月|ヵ月|ケ月|月|年度?|日|週|時間|時|分の|分|秒|円|人|名|条|項|号|章|%|パーセント|割|回|倍|件|枚|台|泊|歳|才|級|か所|箇所|km|キロ)?/g;
const sameUnit: Readonly<Record<string, string>> = {
  か月: '月',
  カ月: '月',
  箇月: '月',
  ヶ月: '月',
  ヵ月: '月',
  ケ月: '月',
  年度: '年',
  名: '人',
  パーセント: '%',
  才: '歳',
  箇所: 'か所',
  キロ: 'km',
};

function figuresOf(text: string): Figure[] {
  const plain = plainNumbers(text);
  return [...plain.matchAll(figure)].map((match) => {
    const [whole, value = '', unit = ''] = match;
    const end = match.index + whole.length;
    return { value: Number(value), unit: sameUnit[unit] ?? unit, after: plain.slice(end, end + BOUND_WITHIN) };
  });
}

/**
 * True where every number, date and amount of the statement stands in the source, of the same unit where both have one,
 * and bounds what it bounds there: 「20日とする」 is no 「20日までに」.
 */
export function figuresStandIn(statement: string, source: string): boolean {
  const known = figuresOf(source);
  return figuresOf(statement).every(({ value, unit, after }) => {
    const same = known.filter(
      (other) => other.value === value && (other.unit === unit || other.unit === '' || unit === ''),
    );
    const bound = bounds.find(({ said }) => said.test(after));
    return bound === undefined ? same.length > 0 : same.some((other) => bound.meant.test(other.after));
  });
}
