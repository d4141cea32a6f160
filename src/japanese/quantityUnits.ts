/** What a unit measures, and how many of the measure's own unit one of it is: 「時間」 is 60 of `分`. */
export interface Measure {
  readonly measure: string;
  readonly factor: number;
}

/** Spellings of one unit, the first of which names the measure; a number after `*` is the factor. */
const SPELLINGS: readonly (readonly [measure: string, ...spellings: string[]])[] = [
  ['円', '円'],
  ['ドル', 'ドル', '米ドル'],
  ['ユーロ', 'ユーロ'],
  ['人', '人', '名', '者', '人分', '名分', '名様'],
  ['分', '分', '分間', '時間*60', '秒*0.0166666666666667', '秒間*0.0166666666666667'],
  ['日', '日', '日間', '週間*7', '週*7', '日分'],
  [
    '月',
    'か月',
    'カ月',
    'ヶ月',
    'ケ月',
    'ヵ月',
    'ヵ月間',
    '箇月',
    '個月',
    'か月間',
    'カ月間',
    'ヶ月間',
    '箇月間',
    'か月分',
    '年*12',
    '年間*12',
    'か年*12',
    'カ年*12',
    'ヶ年*12',
    'ヵ年*12',
    '箇年*12',
    '年分*12',
  ],
  ['割合', '%*0.01', 'パーセント*0.01', '割*0.1'],
  ['ポイント', 'ポイント', '%ポイント', 'パーセントポイント'],
  ['回', '回', '回分', '度'],
  ['か所', 'か所', 'カ所', 'ヶ所', 'ケ所', 'ヵ所', '箇所', '個所'],
  ['か国', 'か国', 'カ国', 'ヶ国', 'ヵ国', '箇国'],
  ['歳', '歳', '才'],
  ['個', '個', 'つ', 'こ', '箇'],
  ['ページ', 'ページ', '頁'],
  [
    'm',
    'm',
    'メートル',
    'km*1000',
    'キロメートル*1000',
    'キロ*1000',
    'cm*0.01',
    'センチ*0.01',
    'センチメートル*0.01',
    'mm*0.001',
    'ミリ*0.001',
    'ミリメートル*0.001',
  ],
  [
    'm2',
    'm2',
    '平方メートル',
    '平米',
    'ha*10000',
    'ヘクタール*10000',
    'km2*1000000',
    '平方キロメートル*1000000',
    'アール*100',
  ],
  ['m3', 'm3', '立方メートル'],
  ['kg', 'kg', 'キログラム', 'g*0.001', 'グラム*0.001', 't*1000', 'トン*1000'],
  ['L', 'L', 'l', 'リットル', 'ml*0.001', 'ミリリットル*0.001', 'キロリットル*1000'],
  ['℃', '°C', '℃'],
  ['kW', 'kW', 'キロワット', 'kWh', 'キロワット時'],
  ['MB', 'MB', 'メガバイト', 'GB*1024', 'ギガバイト*1024', 'TB*1048576'],
];

/** Counters that are only themselves. */
const COUNTERS =
  '世帯 戸 件 社 団体 校 台 部 枚 冊 本 点 号 条 項 款 目 番 番地 丁目 倍 票 室 棟 床 席 組 班 区 市 町 村 県 都道府県 市町村 市区町村 自治体 課 係 施設 園 館 店 店舗 種類 種 項目 段階 階 期 半期 年生 学年 級 位 案 議席 便 路線 巻 章 節 字 文字 行 列 口 株 筆 頭 匹 羽 食 杯 箱 袋 着 足 通 語 問 題 例 事例 事業 法人 機関 地区 会場 コース クラス 編 号車 類 区分 親等 等 か条 等級 代 次 世紀 拠点 路線 区画 区間 基 門 隻 機 両 セット キロバイト 議案 種目 区域 学級 単位 時限 限 度目 回目 番目 人目 件目 つ目 点目 か所目 年目 日目 週目'.split(
    ' ',
  );

const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ...COUNTERS.map((counter): [string, Measure] => [counter, { measure: counter, factor: 1 }]),
  ...SPELLINGS.flatMap(([measure, ...spellings]) =>
    spellings.map((spelling): [string, Measure] => {
      const [word = '', factor] = spelling.split('*');
      return [word, { measure, factor: Number(factor ?? 1) }];
    }),
  ),
]);

/** The units as the source of a regular expression over NFKC text, longest first. */
export const UNIT = [...MEASURES.keys()]
  .sort((one, other) => other.length - one.length)
  .map((word) => (/[A-Za-z]$/u.test(word) ? `${word}(?![A-Za-z])` : word))
  .join('|');

/** What a unit's spelling measures; a word that is no unit measures nothing known (`''`). */
export function measureOf(unit: string): Measure {
  return MEASURES.get(unit) ?? { measure: '', factor: 1 };
}
