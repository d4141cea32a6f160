/** Endings of the て form that tell the dictionary form without knowing the verb. */
const certain: readonly (readonly [RegExp, string])[] = [
  [/([めべえけれせねげ])て$/u, '$1る'],
  [/いて$/u, 'く'],
  [/いで$/u, 'ぐ'],
];
/** 〜って comes from う, つ and る; these verbs of office work are known. */
const doubled: Readonly<Record<string, string>> = {
  取って: '取る',
  送って: '送る',
  作って: '作る',
  図って: '図る',
  配って: '配る',
  割って: '割る',
  絞って: '絞る',
  使って: '使う',
  扱って: '扱う',
  払って: '払う',
  伺って: '伺う',
  補って: '補う',
  待って: '待つ',
  持って: '持つ',
};
/** A single kanji before して takes す; two make a noun of doing (提出する). */
const su = /(^|[^\p{Script=Han}])([出直示渡回返探試消話押戻移残起外通足指写訳])して$/u;
const suru = /(\p{Script=Han}{2})して$/u;

/** The dictionary form of a て form: 「入れて」 → 「入れる」; undefined where the ending alone does not tell. */
export function dictionaryForm(te: string): string | undefined {
  const known = Object.entries(doubled).find(([form]) => te.endsWith(form));
  if (known) return te.slice(0, -known[0].length) + known[1];
  if (su.test(te)) return te.replace(/して$/u, 'す');
  if (suru.test(te)) return te.replace(/して$/u, 'する');
  const rule = certain.find(([ending]) => ending.test(te));
  return rule ? te.replace(rule[0], rule[1]) : undefined;
}
