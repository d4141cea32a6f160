/** What only makes a sentence softer at its end. */
const softener = /(?<=です|ます|ました|でした|ません)(?:よね|ね|よ)$/u;

/**
 * A noun of doing before する: two kanji or katakana without a polite お or ご. Not after a kanji that is a verb by itself
 * (「全部出します」), but for the known nouns.
 */
const doing =
  '(?<=(?:^|[^お御ご])\\p{Script=Han}[^\\P{Script=Han}出直示渡回返話消押戻残外足写隠貸探試]|[提検算抽支選]出|[ァ-ヴー]|[とにを])';
/** Kana on which the stem of a verb ends whose forms all follow it: 決め, 伝え, られ. */
const stem = '[れせめけべえげね]';

/**
 * Polite endings and their plain form, where the ending alone tells it: する after a noun of doing or と・に・を, and forms
 * that are the same for every verb. The longest stand first.
 */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(?<=\p{Script=Han})させていただきました$/u, 'した'],
  [/(?<=\p{Script=Han})させていただきます$/u, 'する'],
  [new RegExp(`${doing}(?:いた|致)?しました$`, 'u'), 'した'],
  [new RegExp(`${doing}(?:いた|致)?します$`, 'u'), 'する'],
  [new RegExp(`${doing}(?:いた|致)?しません$`, 'u'), 'しない'],
  [/(?<=[てで])(?:おり|い)ませんでした$/u, 'いなかった'],
  [/(?<=[てで])(?:おり|い)ません$/u, 'いない'],
  [/(?<=[てで])(?:おり|い)ました$/u, 'いた'],
  [/(?<=[てで])(?:おり|い)ます$/u, 'いる'],
  [/(?<=て)まいります$/u, 'いく'],
  [/でございました$/u, 'であった'],
  [/でございます$/u, 'である'],
  [/(?:ござい|あり)ませんでした$/u, 'なかった'],
  [/(?:ござい|あり)ません$/u, 'ない'],
  [/(?:ござい|あり)ました$/u, 'あった'],
  [/(?:ござい|あり)ます$/u, 'ある'],
  [/なりました$/u, 'なった'],
  [/なります$/u, 'なる'],
  [/決まりました$/u, '決まった'],
  [/決しました$/u, '決した'],
  [/できませんでした$/u, 'できなかった'],
  [/できません$/u, 'できない'],
  [/できました$/u, 'できた'],
  [/できます$/u, 'できる'],
  [new RegExp(`(?<=${stem})ました$`, 'u'), 'た'],
  [new RegExp(`(?<=${stem})ません$`, 'u'), 'ない'],
  [new RegExp(`(?<=${stem})ます$`, 'u'), 'る'],
  [/(?<=[\p{Script=Han}ァ-ヴー）])でした$/u, 'であった'],
  [/(?<=[\p{Script=Han}ァ-ヴー）]|[ないた多少高低遅早]い)です$/u, ''],
];

/** Sentences that end so are left as they were said: they ask, thank or are only half a thought. */
const untouched = /(?:お|御|ご)願い|ください|くださ|ありがとう|申し上げ|でしょう|ましょう|か$/u;

/**
 * A sentence as minutes put it down: 「A案で実施することといたします。」 → 「A案で実施することとする。」. Only the ending
 * changes, and only where its plain form is certain; everything before it stays letter by letter, and so do negation and
 * tense.
 */
export function shortForm(sentence: string): string {
  const stop = /。$/u.test(sentence) ? '。' : '';
  const open = sentence.replace(/。$/u, '').replace(softener, '');
  if (untouched.test(open.slice(-12))) return sentence;
  const rule = endings.find(([ending]) => ending.test(open));
  return rule ? open.replace(rule[0], rule[1]) + stop : sentence;
}
