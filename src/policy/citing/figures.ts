import { plainNumbers } from '../plainNumbers.ts';

/** A number with what it counts, as words of one meaning: 「三箇月」「3か月」 are both 3 月. */
interface Figure {
  readonly value: number;
  /** Empty where nothing follows that is known as a unit. */
  readonly unit: string;
}

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
  return [...plainNumbers(text).matchAll(figure)].map(([, value = '', unit = '']) => ({
    value: Number(value),
    unit: sameUnit[unit] ?? unit,
  }));
}

/** True where every number, date and amount of the statement stands in the source, of the same unit where both have one. */
export function figuresStandIn(statement: string, source: string): boolean {
  const known = figuresOf(source);
  return figuresOf(statement).every(({ value, unit }) =>
    known.some((other) => other.value === value && (other.unit === unit || other.unit === '' || unit === '')),
  );
}
