/** 〜って and 〜り come from る, う and つ; these verbs of office work are known. */
const ru = '取送作図配割絞測練載振折戻戴';
const u = '使扱払伺補行洗';
const tsu = '待持';
/** A single kanji before し takes す; two make a noun of doing (提出する). */
const su = '出直示渡回返探試消話押戻移残起外通足指写訳';

const teForms: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`([${ru}])って$`, 'u'), '$1る'],
  [new RegExp(`([${u.replace('行', '')}])って$`, 'u'), '$1う'],
  [new RegExp(`([${tsu}])って$`, 'u'), '$1つ'],
  [new RegExp(`(^|[^\\p{Script=Han}])([${su}])して$`, 'u'), '$1$2す'],
  [/(\p{Script=Han}{2})して$/u, '$1する'],
  [/([めべえけれせねげ])て$/u, '$1る'],
  [/やって$/u, 'やる'],
  [/いて$/u, 'く'],
  [/いで$/u, 'ぐ'],
];
const masuForms: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`([${ru}])ります$`, 'u'), '$1る'],
  [new RegExp(`([${u}])います$`, 'u'), '$1う'],
  [new RegExp(`([${tsu}])ちます$`, 'u'), '$1つ'],
  [new RegExp(`(^|[^\\p{Script=Han}])([${su}])します$`, 'u'), '$1$2す'],
  [/([\p{Script=Han}ァ-ヴー]{2})を?(?:いた)?します$/u, '$1する'],
  [/([めべえけれせねげ])(?:させ)?ます$/u, '$1る'],
  [/きます$/u, 'く'],
];

/** The dictionary form of a て form: 「入れて」 → 「入れる」; undefined where the ending alone does not tell. */
export function fromTe(te: string): string | undefined {
  return applied(te, teForms);
}

/** The dictionary form of a ます form: 「送ります」 → 「送る」; undefined where the ending alone does not tell. */
export function fromMasu(masu: string): string | undefined {
  return applied(masu, masuForms);
}

function applied(text: string, forms: readonly (readonly [RegExp, string])[]): string | undefined {
  const form = forms.find(([ending]) => ending.test(text));
  return form ? text.replace(form[0], form[1]) : undefined;
}
