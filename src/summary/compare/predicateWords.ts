/** Verbs that say nothing by themselves: what they say is in the noun before them or in the verb they follow. */
export const LIGHT_VERBS: ReadonlySet<string> = new Set(
  [
    'する なる ある いる おる できる 出来る いたす 致す なさる くださる 下さる いただく',
    '頂く ござる ございる みる おく しまう くる いく 参る 得る うる 願う もらう られる',
    'れる せる させる よる つく かかる いける しれる すぎる とどまる やる もつ 持つ 行う',
    '行なう 図る',
  ].flatMap((line) => line.split(' ')),
);

/** Nouns of form behind a predicate: 「することができる」「するものではない」. */
export const FORMAL_NOUNS: ReadonlySet<string> = new Set(
  [
    'こと もの わけ はず よう の つもり ん 必要 義務 予定 方針 見込み 見込 見通し 可能',
    'ほか 他 お願い 差し支え 差支え 限り ところ よい 良い',
  ].flatMap((line) => line.split(' ')),
);

/** Verbs that go on with the predicate before them: 「して/いただく」「することと/なる」. */
export const TAIL_VERBS: ReadonlySet<string> = new Set(
  [
    'する なる いる おる ある できる 出来る いたす 致す なさる くださる 下さる いただく',
    '頂く ござる ます れる られる せる させる 得る うる すぎる 過ぎる しれる 知れる',
    'いける おく みる くる いく 参る 願う もらう しまう とどまる 要する 行う 行なう',
    '妨げる 構う 違い 限る',
  ].flatMap((line) => line.split(' ')),
);
