import { NUMERAL } from '../../japanese/numerals.ts';
import { type ArticleNumber, articleNumber, numberLabel } from './articleNumbers.ts';
import { SENTENCE } from './captions.ts';

const GAP = '[\\s\\u3000]';
const PART = new RegExp(`^第${GAP}*${NUMERAL}${GAP}*(?<unit>[編章節款目])(?:の${NUMERAL})*(?<rest>.*)$`);

/** 「第2章　休暇」, with its unit and its place among 編・章・節・款・目 from 0. */
export function partHead(text: string): { depth: number; text: string } | undefined {
  const groups = PART.exec(text)?.groups;
  const rest = groups?.rest ?? '';
  if (groups === undefined || text.length > 60 || /。$/.test(rest)) return undefined;
  const spaced = rest === '' || /^[\s\u3000]/.test(rest);
  if (!spaced && (SENTENCE.test(rest) || /^[次規同]/.test(rest))) return undefined;
  return { depth: '編章節款目'.indexOf(groups.unit ?? ''), text: text.replaceAll(/[\s\u3000]+/g, '\u3000') };
}

const SUPPLEMENT =
  /^附[\s\u3000]*則(?:[\s\u3000]*抄)?(?:[\s\u3000]*[（(〔](?<note>[^（）()〔〕]+)[）)〕])?(?:[\s\u3000]*抄)?(?:[\s\u3000]+(?<body>.+))?$/;

/** 「附　則」「附則（令和7年3月31日訓令第5号）」「附則　この規程は、公布の日から施行する。」 */
export function supplementHead(text: string): { note: string; body: string } | undefined {
  const groups = SUPPLEMENT.exec(text)?.groups;
  if (groups === undefined || (groups.body !== undefined && !/[。）)]$/.test(groups.body))) return undefined;
  return { note: groups.note ?? '', body: groups.body ?? '' };
}

export interface AnnexHead {
  readonly kind: 'table' | 'form' | 'other';
  readonly number: ArticleNumber;
  readonly label: string;
  readonly caption: string;
}

const COUNT = `第?${GAP}*(?<main>${NUMERAL})${GAP}*号?(?<branch>(?:の${NUMERAL})*)号?`;
const ANNEX = new RegExp(
  `^(?<name>別表|附表|付表|(?:別記|別紙|参考)?${GAP}*様式|別記|別紙|別添|別図)${GAP}*(?:${COUNT})?(?<form>様式)?(?<tail>.*)$`,
);
const FORM = new RegExp(`^第(?<main>${NUMERAL})号(?<branch>(?:の${NUMERAL})*)様式(?<tail>.*)$`);

/** 「別表第1（第6条関係）」「様式第3号（第10条関係）」「第3号様式」「別紙」. */
export function annexHead(text: string): AnnexHead | undefined {
  const annex = ANNEX.exec(text)?.groups;
  const groups = annex ?? FORM.exec(text)?.groups;
  const tail = groups?.tail ?? '';
  if (groups === undefined || SENTENCE.test(tail) || /。$/.test(tail) || text.length > 70) return undefined;
  if (tail !== '' && !/^[\s\u3000（(〔【：:]/.test(tail)) return undefined;
  const number = groups.main === undefined ? [] : articleNumber(`${groups.main}${groups.branch ?? ''}`);
  if (number.includes(Number.NaN)) return undefined;
  const name = `${annex?.name ?? ''}${annex === undefined || groups.form ? '様式' : ''}`.replaceAll(/[\s\u3000]/g, '');
  const kind = name.endsWith('表') ? 'table' : name.endsWith('様式') ? 'form' : 'other';
  const label = number.length === 0 ? name : `${name}${numberLabel(number, kind === 'form' ? '号' : '')}`;
  return { kind, number, label, caption: tail.trim().replace(/^[（(〔【]([^（）()]*)[）)〕】]$/, '$1') };
}
