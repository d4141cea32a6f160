const connective =
  /^(?:それでは|では|じゃあ|なお|また|あと|それと|ついては|つきましては|そこで|したがって|承知(?:いた)?しました|了解(?:です|しました)|分かりました|わかりました|はい)[、。,\s]*/u;
const reason = /^.{2,80}?(?:ので|ため|から|ますが|ですが|につき(?:まし)?て?|ように)、(?=.{8,}$)/u;
const particle =
  /^(?:側|の方で|のほうで|の方から|の方は|において|にて|には|では|までに|まで|中に|に|で|は|が|を|へ|から|、|，|\s|　)+/u;
const untilWords =
  '(?:(?:を(?:期限|目途|めど|目処|締切り?|締め切り)(?:に|として)?|までに?|中に|に|で|には|までには)?、?)';
/** A request's polite ending after a noun of doing: 「提出してください」「提出をお願いします」「ご提出ください」. */
const politeEnding =
  /(?:を?して(?:おいて)?(?:くださ|下さ|いただ|頂|もら|ほし).*|を?(?:よろしく|宜しく)?(?:お|御)願い.*|を?いたします(?:ので)?|を?致します|をします|します(?:ので)?|させていただきます|してまいります|しておきます|を?お?願います|(?:くださ|下さ)い(?:ますよう.*)?)(?:ね|よ)?[。」）)]*$/u;

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
  if (holds(shorter, who) && holds(shorter, due)) words = shorter;
  words = cut(words, who, '(?:さん)?(?:側|の方|のほう)?(?:において|にて|には|では|に|で|は|が|へ|から|、|，|　| )+');
  words = cut(words, due, untilWords);
  words = words.replace(particle, '').replace(/。$/u, '');
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
  const stem = text.replace(politeEnding, '');
  if (stem === text || stem.length < 2) return text;
  const noun = /(?:ご|御)?([一-龠々ァ-ヴー]{2,})$/u.exec(stem);
  if (!noun?.[1]) return text;
  const honorific = noun[0].length > noun[1].length ? stem.slice(0, -noun[0].length) + noun[1] : stem;
  return `${honorific}する`;
}
