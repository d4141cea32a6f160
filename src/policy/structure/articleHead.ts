import { NUMERAL } from '../../japanese/numerals.ts';
import { type ArticleNumber, articleNumber } from './articleNumbers.ts';
import { CAPTION, isCaption, SENTENCE } from './captions.ts';

export interface ArticleHead {
  readonly number: ArticleNumber;
  /** Last number of 「第5条から第7条まで　削除」 and of 「第5条及び第6条　削除」. */
  readonly until?: ArticleNumber;
  /** True where only the two were named (及び), not those between them. */
  readonly pair?: boolean;
  readonly caption: string;
  /** What follows on the same line. */
  readonly body: string;
  /** False where only the order of the articles tells this from a sentence: 「第3条この規程は」. */
  readonly sure: boolean;
}

const GAP = '[\\s\\u3000]';
const UNTIL = `(?<joiner>から|及び|、|～|〜|―)第${GAP}*(?<until>${NUMERAL}条(?:[のノ]${NUMERAL})*)(?:まで)?`;
const ARTICLE = new RegExp(
  `^(?:${CAPTION.replace('caption', 'before')}${GAP}*)?第${GAP}*(?<main>${NUMERAL})${GAP}*条(?<branch>(?:[のノ]${NUMERAL})*)(?<range>${UNTIL})?(?<tail>.*)$`,
);
const NUMBERED = new RegExp(`^第(?<main>${NUMERAL})(?<branch>(?:[のノ]${NUMERAL})*)${GAP}+(?<tail>\\S.*)$`);
const CAPTIONED = new RegExp(`^${GAP}*${CAPTION}(?<rest>.*)$`);
/** What goes on after 「第3条（第2項を除く。）」 in a sentence. */
const AFTER_REFERENCE = /^(?:[のにをはがとで、]|及び|又は|若しくは|並びに|から|まで)/;

/** The head of an article (第12条の2), if the line opens one. Headings may carry the caption without brackets. */
export function articleHead(text: string, isHeading = false): ArticleHead | undefined {
  const groups = ARTICLE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const number = articleNumber(`${groups.main}${groups.branch}`);
  const tail = groups.tail ?? '';
  if (number.includes(Number.NaN)) return undefined;
  if (groups.range !== undefined) {
    const until = articleNumber((groups.until ?? '').replace('条', ''));
    const deleted = /^[\s\u3000]*(?:削除)?$/.test(tail);
    const pair = /及び|、/.test(groups.joiner ?? '');
    return deleted ? { number, until, pair, caption: '', body: tail.trim(), sure: true } : undefined;
  }
  const { caption, body } = captioned(tail, groups.before ?? '', isHeading);
  if (body === tail ? SENTENCE.test(body) : AFTER_REFERENCE.test(body) || !isCaption(caption)) return undefined;
  const sure = tail === '' || caption !== '' || isHeading || /^[\s\u3000]/.test(tail);
  return { number, caption, body: body.trim(), sure };
}

/** The head of an article of 要領 and 要項 that count without 条: 「第1　趣旨」. */
export function numberedHead(text: string): ArticleHead | undefined {
  const groups = NUMBERED.exec(text)?.groups;
  const number = articleNumber(`${groups?.main}${groups?.branch}`);
  if (groups === undefined || number.includes(Number.NaN)) return undefined;
  const tail = (groups.tail ?? '').trim();
  const isTitle = tail.length <= 40 && !tail.includes('。');
  return {
    number,
    caption: isTitle ? tail.replace(/^[（(](.*)[）)]$/, '$1') : '',
    body: isTitle ? '' : tail,
    sure: true,
  };
}

function captioned(tail: string, before: string, isHeading: boolean): { caption: string; body: string } {
  if (before !== '') return { caption: before.trim(), body: tail };
  const groups = CAPTIONED.exec(tail)?.groups;
  if (groups !== undefined) return { caption: (groups.caption ?? '').trim(), body: groups.rest ?? '' };
  const title = tail.trim();
  const isTitle = isHeading && title !== '' && title.length <= 40 && !/。|^削除$/.test(title);
  return isTitle ? { caption: title, body: '' } : { caption: '', body: tail };
}
