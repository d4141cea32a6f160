import { lineMark } from '../../japanese/lineMarks.ts';

const INNER = '(?:[^（）()〔〕【】]|[（(][^（）()]*[）)])+';

/** Source of a regular expression for a bracketed caption, its words in the group `caption`. */
export const CAPTION = `[（(〔【](?<caption>${INNER})[）)〕】]`;

/** What goes on after 「第3条」「別表第1」 in a sentence, where a heading cannot. */
export const SENTENCE =
  /^(?:[のにをはがとでや、，。・]|及び|又は|若しくは|並びに|から|まで|ただし書|[各本前後中]|第|関係|以[上下前後]|[）)」])/;

const ERA = '(?:明治|大正|昭和|平成|令和|[明大昭平令])[0-9０-９元一二三四五六七八九十]+';
/** Notes that collections of rules print below an article: 「（平成30規則5・一部改正）」; not 「旅費規程の一部改正」. */
const AMENDMENT_NOTE = new RegExp(`^(?:本条|${ERA}).*(?:(?<!の)(?:一部)?改正|追加|全改|繰[上下]げ?|旧第.+)$`);
const DATE_OR_NUMBER = new RegExp(`^${ERA}[年.．・][^の]*[日号0-9０-９](?:から)?(?:施行|適用|現在)?$`);

/** True where bracketed words are a caption: not a sentence, a reference, a date or a note about an amendment. */
export function isCaption(words: string): boolean {
  if (words.length > 60 || words.includes('。') || /(?:を除く|に限る|を含む|という|[条項号表]関係)$/.test(words))
    return false;
  return !/^(?:注|備考|略$|以上$)/.test(words) && !AMENDMENT_NOTE.test(words) && !DATE_OR_NUMBER.test(words);
}

/** The words of a line that is only a caption: 「（目的）」. */
export function captionLine(text: string): string | undefined {
  const caption = new RegExp(`^${CAPTION}$`).exec(text)?.groups?.caption?.trim();
  if (caption === undefined || !isCaption(caption)) return undefined;
  return lineMark(`${text}\u3000語`)?.style.startsWith('paren-') ? undefined : caption;
}
