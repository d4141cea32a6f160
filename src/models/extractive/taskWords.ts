import { fromMasu, fromTe } from './dictionaryForm.ts';
import { lastWork } from './taskCues.ts';

const connective =
  /^(?:[^。]{0,30}、いや、(?:そうですね、)?|それでは|では|じゃあ|なお|また|あと|それと|ついては|つきましては|そこで|したがって|承知(?:いた)?しました|了解(?:です|しました)|いや|そうですね|是非|ぜひ|すみません|ちょっと|分かりました|わかりました|はい)[、。,\s]*/u;
const reason = /^(?!.{2,30}は、).{2,80}?(?:ので|ため|から|ますが|ですが|につき(?:まし)?て?|ように)、(?=.{8,}$)/u;
const particle =
  /^(?:側|の方で|のほうで|の方から|の方は|において|にて|には|では|までに|まで|中に|に|で|は|が|を|へ|から|、|，|\s|　)+/u;
/** What is left of 「（担当：総務課、期限：5日）」 when both stand beside the task. */
const emptyLabel =
  /[（(][、\s]*[)）]|[　 、]*(?:担当(?:者|課)?|責任者|期限|締切|締め切り|〆切|納期)[：:][、　 ]*(?=$|[)）]|担当|期限|締)/gu;
/** 「宿題とさせていただき、」 says how the task came about, not what it is. */
const left = /^(?:宿題と(?:させていただき|いたしまして|し)|持ち帰らせていただき(?:まして)?)、/u;
const self = /(?:私|わたし|僕|うち|こちら|こっち|当方|自分)(?:の?(?:方|ほう))?(?:で|が|から|にて)、?/u;
const untilWords = '(?:(?:を(?:期限|目途|めど|目処|締切り?|締め切り)(?:に|として)?|までに?|に|で|には|までには)?、?)';
/** A request's polite ending after a noun of doing: 「提出してください」「提出をお願いします」「ご提出ください」. */
const politeEnding =
  /(?:を?して(?:おいて)?(?:くださ|下さ|いただ|頂|もら|ほし).*|[をは]?(?:よろしく|宜しく)?(?:お|御)願い[^。、]*|を?いたします(?:ので)?|を?致します|をします|します(?:ので)?|させていただきます|してまいります|しておきます|を?お?願います|(?:くださ|下さ)い(?:ますよう.*)?)(?:ね|よ)?[。」）)]*$/u;

/** A request with a verb of kanji: 「入れてください」「取ってもらえますか」. */
const teForm =
  /(\p{Script=Han}{1,2}\p{Script=Hiragana}{0,2}[てで])(?:おいて)?(?:くださ|下さ|いただ|頂|もら|ほし|おいて(?:ね|よ)?$)[^。、]*。?$/u;
/** 「お送りします」「お届けいたします」 */
const humbleVerb = /お(\p{Script=Han}\p{Script=Hiragana}{1,2})(?:いた)?します$/u;
const wished = /したいと(?:思い|考え|存じ)(?:ます|て(?:おり|い)ます)$/u;
/** 「〜していただきたいのですが、いかがですか」 */
const softened = /(?:の|ん)ですが、?(?:いかが|どう|よろしい)?[^。、]*$/u;
const keeping = /(?<=て)おきます$/u;

/**
 * The task in the words of its sentence, without who and until when, which stand beside it, and without the polite
 * ending where a noun of doing is left (「見積書を提出する」).
 */
export function wordTask(sentence: string, who: string, due: string): string {
  let words = sentence;
  for (let before = ''; before !== words; ) {
    before = words;
    words = words.replace(connective, '');
  }
  const shorter = words.replace(reason, '');
  if (lastWork(shorter) && holds(shorter, who) && holds(shorter, due)) words = shorter;
  words = cut(
    words,
    who,
    '(?:さん)?(?:側|の方|のほう)?(?:(?:において|にて|には|では|に|で|は|が|へ|から|、|，|　| )+|(?=お願い))',
  );
  words = cut(words, due, untilWords);
  words = words.replace(self, '').replace(emptyLabel, '');
  words = words
    .replace(particle, '')
    .replace(left, '')
    .replace(/(?:ので|から|ね|よ)?。?$/u, '')
    .replace(softened, '');
  return ending(words).trim() || sentence;
}

function holds(text: string, words: string): boolean {
  return words === '' || text.includes(words) || text.length > 12;
}

function cut(text: string, words: string, after: string): string {
  if (!words) return text;
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return text.replace(new RegExp(`@?${escaped}${after}`, 'u'), '');
}

function ending(text: string): string {
  const asked = teForm.exec(text);
  const verb = asked?.[1] === undefined ? undefined : fromTe(asked[1]);
  if (asked && verb) return text.slice(0, asked.index).replace(/は$/u, 'を') + verb;
  const plain = text.replace(wished, 'します').replace(humbleVerb, '$1ます').replace(keeping, '');
  const turned = /て$/u.test(plain) ? fromTe(plain) : fromMasu(plain);
  if (turned)
    return turned
      .replace(/は((?:やる|\p{Script=Han}\p{Script=Hiragana}{1,2}))$/u, 'を$1')
      .replace(/(?:御|ご)(\p{Script=Han}{2}する)$/u, '$1');
  const stem = text.replace(politeEnding, '').replace(/(?:必要があ(?:る|ります))?ので、$/u, '');
  // 「見積りを取る必要があるので、お願いします」
  if (/る$/u.test(stem) && stem !== text) return stem;
  if (stem === text || stem.length < 2) return text;
  const noun = /(?:ご|御)?([一-龠々ァ-ヴー]{2,})$/u.exec(stem);
  if (!noun?.[1]) return text;
  const honorific = noun[0].length > noun[1].length ? stem.slice(0, -noun[0].length) + noun[1] : stem;
  return /(?:お|御)願い/u.test(text.slice(stem.length)) ? honorific : `${honorific}する`;
}
