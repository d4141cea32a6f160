import { type TopicWord, topicWords } from './topicWords.ts';

/** What ends a fragment without adding to it: 「課長は？」「半日だけなら？」「祖父の場合は？」. */
const tail =
  /(?:だけ|のみ)?(?:の場合|のとき|の時|だったら|なら|だと|では|でも|も|のほう)?(?:は|も)?(?:どう(?:です|なります)?か?)?[？?。]*$/u;
const ends = /[？?。]+$/u;
const back =
  /^(?:それ|その(?:場合|とき|時|ほか)?|これ|この場合|そこ|今の|さっきの|先ほどの)(?:は|が|を|も|で|に|って)?[、\s]*/u;
const run = /^[\p{sc=Han}\p{sc=Katakana}ー々ヶA-Za-zＡ-Ｚａ-ｚ0-9０-９]+$/u;
/** 「募集期間」「申請書」: what was asked of the topic, rather than the topic. */
const ofThing =
  /.(?:期間|期限|期日|日数|時間|回数|上限|金額|額|料金|料|費用|費|代|手続き?|方法|届|書|先|条件|要件|範囲)$/u;
/** Words of a question before that say nothing of its topic. */
const nobody = /^(?:職員|者|人|方)$/u;

/**
 * The question that a follow-up means. A fragment takes the place of the condition before (「部長の日当は？」「課長は？」) or
 * stands before the question (「有休は何日？」「会計年度任用職員の場合は？」); a question of its own is asked about the topic of
 * the one before (「在宅勤務は週に何回？」「いつまでに申請する？」). Every word stands in one of the two.
 * @param isFragment whether it lacks what is asked
 */
export function carriedQuestion(followUp: string, before: string, isFragment: boolean): string {
  const own = followUp.replace(back, '');
  const bare = own.replace(tail, '');
  if (own.replace(ends, '') === '') return before;
  if (!isFragment) {
    const topic = topicOf(before);
    return topic === '' ? `${before.replace(ends, '')}。${own}` : `${topic}について、${own}`;
  }
  const [word] = topicWords(bare);
  const isNoun = run.test(bare);
  const replaced = isNoun && word?.role === 'condition' ? withCondition(before, word) : undefined;
  if (replaced !== undefined) return replaced;
  return isNoun ? `${bare}の場合、${before}` : `${own.replace(ends, '')}、${before}`;
}

/** The question with its condition replaced by one of the same kind; undefined where it has none. */
function withCondition(before: string, { word, kind }: TopicWord): string | undefined {
  const like = topicWords(before).find((one) => one.role === 'condition' && one.kind === kind);
  if (like === undefined || (kind === 'amount' && unitOf(like.word) !== unitOf(word))) return undefined;
  return `${before.slice(0, like.start)}${word}${before.slice(like.start + like.word.length)}`;
}

/** What a question is about: its nouns but for aspects, and whom it is about. */
function topicOf(before: string): string {
  const topics = topicWords(before).filter(
    ({ role, kind, word }) => role === 'topic' || ((kind === 'person' || kind === 'mark') && !nobody.test(word)),
  );
  const things = topics.filter(({ word }) => !ofThing.test(word));
  return [...new Set((things.length > 0 ? things : topics).map(({ word }) => word))].join('、');
}

function unitOf(amount: string): string {
  return amount.replace(/^[0-9０-９〇一二三四五六七八九十百千万]+/u, '');
}
