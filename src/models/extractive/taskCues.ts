import type { Due } from './due.ts';
import { isCourtesy } from './sentenceKind.ts';
import { findWho, speaksOfSelf } from './who.ts';

/** Verbs of office work that someone can be given to do. */
const work =
  /(?:提出|報告|確認|作成|回答|返信|返事|送付|送信|準備|整理|調整|共有|検討|連絡|調査|修正|見直|手配|周知|配布|配付|公表|更新|発注|依頼|協議|通知|登録|入力|予約|集計|取りまとめ|とりまとめ|照会|用意|対応|反映|精査|試算|掲載|案内|公開|申請|点検|打診|相談|紹介|説明|設定|印刷|交渉|選定|募集|算出|把握|追加|改訂|起案|決裁|締結|実施|再提案|検証|比較|分析|まとめ|示し|示す|出し|出す|送り|送っ|送る|届け|作り|作っ|作る|調べ|決め|書い|書き|直し|直す|伝え|聞い|聞き|持ち帰|詰め|進め|載せ|回し|入れ|集め|取り|取っ|取る|組|諮|開き|開く|洗い出|抽出|アップ|メール|やって|やり)/u;
/** 「〜させていただく」 is said of oneself and asks nobody. */
const humble = /(?:さ|わ|ら)?せていただ[^、。]*|(?:お時間|御意見|ご意見|御指摘|ご指摘)を(?:頂|いただ)[^、。]*/gu;
const asking =
  /(?:て|で)(?:くださ|下さ|いただ(?:き|け|く)|頂[きけく]|もらえ|もらい|ほしい|欲しい)|て(?:おいて|ね)(?:ね|よ)?[。]?$|(?:お|ご|御)願い(?:し|いた|致|申|でき|。|$)|願い(?:たい|ます)|(?:お|ご|御)[^、。\s]{1,8}(?:くださ|下さ|いただ[きけく])/u;
const masu = /ます(?:ので|から|ね|よ)?[。」』）)]*$/u;
/** Said of how things are, not of what someone will do. */
const stative =
  /(?:あり|ござい|おり|なり|思い|考え|存じ|でき|られ|[^さ]せられ|かれ|われ|見え|かかり|[分わ]かり|違い|願い|申し上げ|足り|間に合い|困り|助かり|てい|でい|ってい|[^行使用伺扱洗払補]い)ます(?:ので|から|ね|よ)?[。」』）)]*$/u;
const wish = /したいと(?:思い|考え|存じ)(?:ます|て(?:おり|い)ます)[。]?$/u;
const duty =
  /(?:する|行う|まとめる|出す|送る|作る|示す|調べる|決める|図る|諮る)(?:こと[。）)]*$|こと(?:と|に)(?:した|します|しました|する|いたします|なった|なりました|し、)|必要があ|べき|もの(?:と|に)する|[。）)]*$)|(?:しなければ|せねば)(?:なら|いけ)/u;
/** Notes of a meeting stop at the noun: 「田中さんが12月5日までに見積りを提出。」 */
const noted =
  /(?:提出|報告|確認|作成|回答|送付|準備|整理|調整|共有|検討|連絡|調査|修正|見直し|手配|周知|配布|公表|更新|発注|依頼|照会|用意|試算|掲載|申請|点検|打診|相談|設定|印刷|集計|取りまとめ|洗い出し)(?:[（(][^（）()]*[)）])?。?$/u;
/** 「〜すること。」 said in a meeting is an order. */
const ordered = /(?:する|行う|出す|送る|作る|示す|調べる|まとめる|諮る)こと。?$/u;
const assigned =
  /(?:宿題|持ち帰り(?:検討|確認)?)(?:と|に)(?:します|いたします|する|した|なりました|しました|させて)|(?:が|で|にて)(?:対応|担当)(?:します|する|いたします|して|を)/u;
/** Asked of those present, now: it ends with the meeting. */
const atOnce =
  /(?:御|ご)?(?:審議|起立|着席|挙手|発言|質疑|質問|清聴|協力|理解|了承|了解|承知|容赦|留意|注意|静粛|参照|注目|査収|異議|一任)[^、。]{0,14}(?:願い|くださ|下さ|いただ|賜)|(?:よろしく|宜しく)お願い(?:いた|申し上げ)?(?:し)?ます。?$|(?:説明|報告|答弁|提案)(?:を|のほど)?(?:お?願い|求め|いたします|します|させ(?:て|ます)|してくださ|していただ)|(?:お聞き|お待ち|お座り|お進み|お手元|御覧|ご覧)|(?:あれば|ありましたら|ございましたら)、?お願い/u;
const alsoWorked = /(?:調べ|整理|確認|検討|精査|試算|集計|照会)[^。]{0,30}(?:報告|説明|提出)/u;
const putOff = /(?:持ち越|見送|先送)[^、。]*。?$/u;
const nextMeeting = /^(?:(?:では|それでは|じゃあ)、?)?次回(?:の[^、。]{1,10})?は/u;
const past = /(?:ました|ましたが|でした|だった|ていた|した)[。）)」]*$/u;
const doubtful = /(?:でしょうか|ないか|かもしれ)/u;
const requestAsQuestion =
  /(?:いただけ|もらえ|頂け|願え|お願いでき)(?:ない|ませんでしょう|ますでしょう|ません|ます)か[。？?]*$/u;
/** A day or occasion of its own, not a span that starts with an event (「6か月以内」). */
const namesDay = /[月日週/曜次]|年度末|年内/u;

/** How a sentence gives a task: asked of another, promised by the speaker, or laid down. */
export type TaskKind = 'asked' | 'promised' | 'laid';

/** Whether a sentence gives someone something to do after the meeting, and how. */
export function taskKind(plain: string, due: Due | undefined, spoken: boolean): TaskKind | undefined {
  // Instructions to everybody fill rules and guides; to be a task, one in prose has its day or its doer.
  if (!spoken && !(due?.firm && namesDay.test(due.words)) && !findWho(plain, undefined)) return undefined;
  if (isCourtesy(plain) && !due?.firm) return undefined;
  if (assigned.test(plain)) return masu.test(plain) ? 'promised' : 'laid';
  if (!work.test(plain) || putOff.test(plain) || nextMeeting.test(plain)) return undefined;
  if (atOnce.test(plain) && !due && !alsoWorked.test(plain)) return undefined;
  if (doubtful.test(plain.replace(requestAsQuestion, ''))) return undefined;
  if (asking.test(plain.replace(humble, ''))) return presentationOnly(plain) && !due?.firm ? undefined : 'asked';
  if (duty.test(plain)) return due?.firm || (spoken && ordered.test(plain)) ? 'laid' : undefined;
  if (noted.test(plain)) return due?.firm && (findWho(plain, undefined) || spoken) ? 'laid' : undefined;
  if (past.test(plain)) return undefined;
  if (wish.test(plain)) return due ? 'promised' : undefined;
  if (!masu.test(plain) || stative.test(plain)) return undefined;
  return due || speaksOfSelf(plain) || /ておきます|せます|調べ/u.test(plain) || alsoWorked.test(plain)
    ? 'promised'
    : undefined;
}

function presentationOnly(plain: string): boolean {
  return /(?:説明|報告|答弁|発言|審議|御意見|ご意見)(?:を|のほど)?(?:お?願い|求め)/u.test(plain);
}

/** The last verb of work in a task: what is to be done in the end. */
export function lastWork(task: string): string | undefined {
  return [...task.matchAll(new RegExp(work, 'gu'))].at(-1)?.[0];
}
