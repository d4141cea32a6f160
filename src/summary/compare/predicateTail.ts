import type { Modality } from './fact.ts';

/** What follows a predicate's stem says of it. */
export interface Tail {
  readonly negative: boolean;
  readonly modality: Modality;
}

/** Negative in form, not in meaning; what is left of the tail when they are taken out is counted. */
const NEUTRAL: readonly RegExp[] = [
  /(?:なけれ|なくて|ね|ず)(?:ば|は|と)?(?:なら|いけ|なり)(?:ない|ませ?ん|ず|ぬ)?/gu,
  /ない(?:と|では)(?:いけ|なら)(?:ない|ませ?ん)/gu,
  /ざるを得(?:ない|ませ?ん|ず)/gu,
  /(?:ほか|他)(?:は|に)?(?:ない|ありません)|(?:より|しか)(?:ほか)?(?:ない|ありません|ございません)/gu,
  /な(?:い|く)(?:わけ|こと|もの)?(?:で)?(?:は|も)?(?:ない|ありません|ございません)/gu,
  /ずに(?:は)?(?:いられ|おかれ|おか)(?:ない|ませ?ん)/gu,
  /かもしれ(?:ない|ませ?ん|ず)|かも知れ(?:ない|ませ?ん|ず)/gu,
  /に(?:すぎ|過ぎ|とどま|ほかなら|他なら)(?:ない|ませ?ん|ず|ぬ)/gu,
  /だけで(?:は|も)?な(?:く|い)|ばかりで(?:は|も)?な(?:く|い)|のみで(?:は|も)?な(?:く|い)|に限ら(?:ず|ない)|のみならず/gu,
  /に(?:も)?(?:かかわら|関わら|拘わら|拘ら)ず|を?問わ(?:ず|ない)/gu,
  /に違い(?:ない|ありません)|相違(?:ない|ありません)/gu,
  /(?:差し支え|差支え|さしつかえ)(?:は)?(?:ない|ありません|ございません)|構(?:わない|いませ?ん)|かまわない|妨げ(?:ない|ませ?ん|られない)/gu,
  /(?:異議|異論|異存)(?:は|が|も)?(?:なし|ない|なく|ありませ?ん|ございませ?ん)/gu,
  /(?:ない|ませ?ん|ん)(?:でしょう|だろう|の(?:でしょう|だろう)?)?か/gu,
  /やむを得(?:ない|ず|ませ?ん)|少なく(?:とも|ない)/gu,
];
const NEGATIVE = /(?:ない|なかっ|なく|なけれ|なし|無い|無く|無し|無かっ|ませ?ん|ずに?|ぬ|まい(?!り)|ざる)(?!ば)/gu;
const UNLESS = /(?:なけれ|ね)ば/gu;

const MODALITIES: readonly (readonly [Modality, RegExp])[] = [
  [
    'must',
    /(?:なけれ|なくて|ね)(?:ば|は)(?:なら|いけ|なり)|ない(?:と|では)(?:いけ|なら)|ざるを得|べき|べし|べく|必要が(?:ある|あり|生)|必要(?:だ|で|と)|義務|要する|しか(?:ない|ありません)|ほか(?:は)?ない/u,
  ],
  [
    'request',
    /て(?:ください|下さい|いただ|頂|ほしい|欲しい|もらい)|で(?:ください|下さい|いただ|頂|ほしい|もらい)|お願い|願い(?:ます|たい)|願う/u,
  ],
  ['consider', /(?:検討|研究|協議|調整|議論)/u],
  ['plan', /予定|方針|見込|見通し|計画|めど|つもり|目指/u],
  [
    'can',
    /でき|出来|可能(?!性)|得る|うる|て(?:も)?(?:よい|良い|いい|よろしい|構|かまわ)|差し支え|差支え|妨げ(?:ない|ません)|ことがある|られ得/u,
  ],
];

/** Reads the words behind a predicate's stem: 「することができない」 → denied, `can`. */
export function readTail(tail: string): Tail {
  const modality = MODALITIES.find(([, words]) => words.test(tail))?.[0] ?? 'plain';
  let rest = tail;
  for (const words of NEUTRAL) rest = rest.replace(words, '、');
  const count = (rest.match(NEGATIVE)?.length ?? 0) + (rest.match(UNLESS)?.length ?? 0);
  return { negative: count % 2 === 1, modality };
}
