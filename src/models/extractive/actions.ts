import { containment, contentBigrams } from './bigrams.ts';
import { isConversation } from './conversation.ts';
import type { Said } from './decisions.ts';
import { type Due, findDue } from './due.ts';
import { under } from './sections.ts';
import { isCourtesy, shown } from './sentenceKind.ts';
import { wordTask } from './taskWords.ts';
import { findWho, speaksOfSelf } from './who.ts';

export interface ActionFound {
  readonly what: string;
  readonly who: string;
  readonly due: string;
  readonly sentence: string;
}

/** Verbs of office work that someone can be given to do. */
const work =
  /(?:提出|報告|確認|作成|回答|返信|返事|送付|送信|準備|整理|調整|共有|検討|連絡|調査|修正|見直|手配|周知|配布|配付|公表|更新|発注|依頼|協議|通知|登録|入力|予約|集計|取りまとめ|とりまとめ|照会|用意|対応|反映|精査|試算|掲載|案内|公開|申請|点検|打診|相談|説明|設定|印刷|交渉|選定|募集|算出|把握|追加|改訂|起案|決裁|締結|実施|再提案|検証|比較|分析|まとめ|示し|示す|出し|出す|送り|送っ|送る|作り|作っ|作る|調べ|決め|書い|書き|直し|直す|伝え|聞い|聞き|持ち帰|詰め|洗い出|抽出|アップ|メール)/u;
const request =
  /(?:て|で)(?:くださ|下さ|いただ(?:き|け|く)|頂[きけく]|もらえ|もらい|おいて|ほしい|欲しい)|(?:お|ご|御)願い(?:し|いた|致|申|でき|。|$)|願い(?:たい|ます)|(?:お|ご|御)[^、。\s]{1,8}(?:くださ|下さ|いただ[きけく])/u;
const promise =
  /(?:(?:し|いたし|致し|させていただき|してまいり|しておき|しときま|いただき)ます|(?:出し|送り|作り|まとめ|調べ|決め|書き|直し|伝え|聞き|詰め|示し|作っておき|送っておき|聞いておき|調べておき|まとめておき|洗い出し|持ち帰り)ます|する予定(?:です|でございます)|したいと(?:思い|考え|存じ)ます)(?:ので|から|ね|よ)?[。」』）)]*$/u;
const duty =
  /(?:する|行う|まとめる|出す|送る|作る|示す|調べる|決める|図る|諮る)(?:こと(?:と|に)(?:した|します|しました|する|いたします|なった|なりました|し、)|必要があ|べき|もの(?:と|に)する|[。）)]*$)|(?:しなければ|せねば)(?:なら|いけ)/u;
const assigned =
  /(?:宿題|持ち帰り(?:検討|確認)?|課題)(?:と|に)(?:します|いたします|する|した|なりました|しました|させて)|(?:が|で|にて)(?:対応|担当)(?:します|する|いたします|して|を)/u;
/** Asked of those present, now: it ends with the meeting. */
const atOnce =
  /(?:御|ご)?(?:審議|起立|着席|挙手|発言|質疑|質問|清聴|協力|理解|了承|了解|承知|容赦|留意|注意|静粛|参照|注目|査収|異議)[^、。]{0,14}(?:願い|くださ|下さ|いただ|賜)|(?:よろしく|宜しく)お願い(?:いた|申し上げ)?(?:し)?ます。?$|(?:説明|報告|答弁|紹介|提案)(?:を|のほど)?(?:お?願い|求め|いたします|します|させて|してくださ|していただ)|(?:お聞き|お待ち|お座り|お進み|お手元|御覧|ご覧)/u;
const past = /(?:ました|ましたが|でした|だった|ていた|した)[。）)」]*$/u;
const heading =
  /^(?:宿題|アクション(?:アイテム)?|ＴＯＤＯ|TODO|やること|今後の(?:対応|作業|予定)|次回までの?(?:課題|宿題|作業)|対応事項|課題と担当|タスク)(?:事項|一覧)?$/iu;
/** A day or occasion of its own, not a span that starts with an event (「6か月以内」). */
const namesDay = /[月日週/曜次]|年度末|年内/u;
const consent = /^(?:はい|承知|了解|分かりました|わかりました|かしこまり|承りました|そうします)/u;

/** Tasks given, promised or left over, by the phrases of minutes and chat: what, who, until when. */
export function actions(said: readonly Said[]): ActionFound[] {
  const found: ActionFound[] = [];
  const lines = said.map((sentence) => sentence.text);
  const listed = under(lines, heading);
  const spoken = isConversation(said);
  said.forEach((sentence, index) => {
    const plain = shown(sentence.text);
    const due = findDue(plain);
    if (!listed[index] && !isTask(plain, due, spoken)) return;
    const who = findWho(plain, sentence.speaker) || promiser(plain, sentence) || consenting(said, index);
    const action = { what: wordTask(plain, who, due?.words ?? ''), who, due: due?.words ?? '', sentence: sentence.id };
    const earlier = found.findIndex((other) => isRepeat(other, action, said, index));
    const known = found[earlier];
    if (known) found[earlier] = { ...known, who: known.who || who, due: known.due || action.due };
    else found.push(action);
  });
  return found;
}

function isTask(plain: string, due: Due | undefined, spoken: boolean): boolean {
  // Instructions to everybody fill rules and guides; to be a task, one in prose has its day or its doer.
  if (!spoken && !(due?.firm && namesDay.test(due.words)) && !findWho(plain, undefined)) return false;
  if (isCourtesy(plain) && !due?.firm) return false;
  const worked = work.test(plain);
  if (assigned.test(plain)) return true;
  if (!worked) return false;
  if (atOnce.test(plain) && !due) return false;
  const nowAsked = /(?:説明|報告|答弁|発言|審議)(?:を|のほど)?(?:お?願い|求め)/u.test(plain);
  if (request.test(plain))
    return !(nowAsked && !due?.firm) && !/(?:でしょうか|ないか)[。？]*$/u.test(withoutRequests(plain));
  if (duty.test(plain)) return due?.firm === true;
  if (past.test(plain)) return false;
  if (promise.test(plain)) return due !== undefined || speaksOfSelf(plain);
  return false;
}

/** 「〜していただけますか」 is a request in the form of a question. */
function withoutRequests(plain: string): string {
  return plain.replace(
    /(?:いただけ|もらえ|頂け|願え|お願いでき)(?:ない|ませんでしょう|ますでしょう|ません|ます)か[。？?]*$/u,
    '',
  );
}

/** Who says 「〜します」 means themselves. */
function promiser(plain: string, sentence: Said): string {
  return sentence.speaker && promise.test(plain) && !request.test(plain) ? sentence.speaker : '';
}

/** A request without a name is taken by whoever answers 「承知しました」 next. */
function consenting(said: readonly Said[], index: number): string {
  const asking = said[index]?.speaker;
  for (const next of said.slice(index + 1, index + 4)) {
    if (!next.speaker || next.speaker === asking) continue;
    return consent.test(shown(next.text)) ? next.speaker : '';
  }
  return '';
}

/** 「承知しました。5日までに提出します。」 after 「5日までに提出してください」 is the same task. */
function isRepeat(other: ActionFound, action: ActionFound, said: readonly Said[], index: number): boolean {
  const soonAfter = said.slice(Math.max(0, index - 3), index).some((sentence) => sentence.id === other.sentence);
  const near = said.slice(Math.max(0, index - 6), index).some((sentence) => sentence.id === other.sentence);
  const sameWho = !other.who || !action.who || other.who.includes(action.who) || action.who.includes(other.who);
  const sameDue = !other.due || !action.due || other.due.includes(action.due) || action.due.includes(other.due);
  const one = contentBigrams(other.what);
  const two = contentBigrams(action.what);
  const same = Math.max(containment(one, two), containment(two, one));
  const promised =
    soonAfter && action.who !== '' && other.who === action.who && verbOf(other.what) === verbOf(action.what);
  return sameWho && sameDue && (promised || same >= (near ? 0.5 : 0.8));
}

/** The last verb of work in a task: what is to be done in the end. */
function verbOf(task: string): string | undefined {
  return [...task.matchAll(new RegExp(work, 'gu'))].at(-1)?.[0];
}
