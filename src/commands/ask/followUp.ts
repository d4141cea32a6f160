import { carriedQuestion } from './followUp/carriedQuestion.ts';
import { topicWords } from './followUp/topicWords.ts';

/** What a question is to the one before it. */
export type FollowUp =
  | { readonly kind: 'alone'; readonly question: string }
  /** It stands by itself, and may go on with the same matter all the same: then `carried` is what is meant. */
  | { readonly kind: 'near'; readonly question: string; readonly carried?: string }
  /** 「会計年度任用職員の場合は？」: `question` is what is meant, in full. */
  | { readonly kind: 'carried'; readonly question: string }
  /** 「それは何条？」 and 「もっと詳しく」: asked of the answer before; `question` is the one that it answered. */
  | { readonly kind: 'place' | 'more'; readonly question: string };

const otherMatter =
  /^(?:ところで|別の(?:質問|件|話)|別件|次の質問|話(?:は|を|が)?(?:変|か)わ?[^、。]*|話を変え)[^、。]{0,8}[、。\s]+/u;
const refersBack =
  /^(?:それ|その|これ|この場合|そこ|そう|同じ|上の|さっき|先ほど|今の)|(?:それ|その)(?:は|を|が|で|も|って|場合|とき)/u;
const opens =
  /^(?:では|じゃあ?|それでは|それじゃあ?|それなら|なら|ちなみに|あと|あとは|また|さらに|ほかに|他に|で)[、\s]*/u;
/** A condition without what is asked under it. */
const unfinished =
  /(?:場合|とき|時|際|だったら|なら|だと|では|でも|にも|から|まで|も|ほう|たら|だら|れば|けれ?ば|ても)(?:は|も)?(?:どう(?:です|なります)?か?)?[？?。]*$/u;
const asksPlace =
  /何条|何項|第何|どの(?:規程|規則|要綱|条例|条文|規定|ガイドライン|文書)|根拠|出典|条文番号|どこに(?:書|規定|定め|載)|条文(?:を|は|が|$)/u;
const placeWords =
  /^(?:根拠|規定|規程|規則|要綱|条例|条文|条|項|号|第|出典|番号|条文番号|根拠規定|根拠条文|ガイドライン|文書|名前|場所|何.*|第何.*|書|教|今|先)$/u;
const asksMore = /詳し|くわし|詳細|全文|原文|具体的に|続き/u;
const moreWords = /^(?:詳細|全文|原文|具体的|続き|内容|条文|規定|本文|説明|見|教|読|今|先)$/u;
/** 「課長は？」「ボーナスは？」 */
const bareNoun = /^[\p{sc=Han}\p{sc=Katakana}ー々ヶA-Za-zＡ-Ｚａ-ｚ0-9０-９]+(?:について)?は?[？?。]*$/u;
/** An interrogative, or a word that asks for one: the sentence is a question by itself. */
const asksItself = /何|いつ|いくら|いくつ|どこ|誰|だれ|どう|どの|どれ|なぜ|ますか|ですか|ませんか|でしょうか/u;

/** In characters: what is longer is a text and goes on with nothing, nor does anything go on with it. */
const LONGEST = 1_000;

/**
 * Reads a question as what it is to the conversation.
 * @param before the question before it, in full; undefined at the beginning
 */
export function readFollowUp(question: string, before: string | undefined): FollowUp {
  if (question.length > LONGEST || (before ?? '').length > LONGEST) return { kind: 'alone', question };
  const asked = question.trim();
  const fresh = asked.replace(otherMatter, '');
  if (before === undefined || fresh !== asked) return { kind: 'alone', question: fresh === '' ? asked : fresh };
  const words = topicWords(asked);
  if (asksPlace.test(asked) && words.every(({ word }) => placeWords.test(word)))
    return { kind: 'place', question: before };
  if (asksMore.test(asked) && words.every(({ word }) => moreWords.test(word)))
    return { kind: 'more', question: before };
  const rest = asked.replace(opens, '');
  const isFragment = unfinished.test(rest) && !asksItself.test(rest);
  const isBare = bareNoun.test(rest);
  const hasTopic = words.some(({ role }) => role === 'topic');
  if (isFragment || !hasTopic || refersBack.test(asked))
    return { kind: 'carried', question: carriedQuestion(rest, before, isFragment || isBare) };
  // 「復命書の期限は？」 names a matter of its own; 「ボーナスは？」 after the pay of some staff means theirs.
  return { kind: 'near', question: rest, ...(isBare && { carried: carriedQuestion(rest, before, false) }) };
}

/** The question in full: with what it carries over from the one before, where it does. */
export function withContext(question: string, earlier: readonly string[]): string {
  const followUp = readFollowUp(question, earlier.at(-1));
  return followUp.kind === 'place' || followUp.kind === 'more' ? question : followUp.question;
}
