import { NUMERAL, numeralValue } from '../../japanese/numerals.ts';

/** The articles a mark names, as it names them. */
export type MarkHead =
  /** 「第3条の2」 「附則第2項」 「別表第1」 「様式第3号」 「9-2-1」: by the label, in plain digits. */
  | { readonly kind: 'label'; readonly label: string }
  /** 「前条」 -1, 「次条」 1, 「前2条」 -2 (both of them), 「同条」 0 */
  | { readonly kind: 'near-article'; readonly step: number }
  /** 「第2項」 「前項」 「同項」 without an article. */
  | { readonly kind: 'paragraph'; readonly number?: number; readonly step?: number }
  /** 「第3号」 「前号」 「同号」 without a paragraph. */
  | { readonly kind: 'item'; readonly number?: number; readonly step?: number };

/** One reference as it is written, not yet looked up. */
export interface ReferenceMark {
  readonly head: MarkHead;
  /** 項 and 号 named after an article, and 号 named after a 項. */
  readonly paragraph?: number;
  /** [3, 2] of 「第3号の2」 */
  readonly item?: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A reference, or a bracket that holds remarks about what stands before it. */
export type ReferenceToken = ReferenceMark | { readonly bracket: 'open' | 'close'; readonly start: number };

const branch = `(?:[のノ]${NUMERAL}(?!分の|人|部|者|名|件|項目))*`;
const number = (name: string): string => `第\\s?(?<${name}>${NUMERAL})`;
const circular = '[0-9０-９]{1,3}(?:の[0-9０-９]{1,2})*(?:[-－‐‑‒–—―−ー][0-9０-９]{1,3}){1,3}(?:の[0-9０-９]{1,2})*';
const head = [
  `${number('article')}条(?<articleBranch>${branch})`,
  `(?<nearArticle>前条|次条|同条|前(?<countArticles>${NUMERAL})条)`,
  `附則(?:${number('supplementArticle')}条(?<supplementBranch>${branch})|${number('supplementParagraph')}項|(?=[のにをは、（(]))`,
  `(?<table>別表|付表|附表)(?:第?(?<tableNumber>${NUMERAL})(?<tableBranch>${branch}))?`,
  `(?:別記)?(?:第(?<formBefore>${NUMERAL})号(?<formBeforeBranch>${branch})様式|様式(?:第(?<formAfter>${NUMERAL})号?(?<formAfterBranch>${branch}))?)`,
  `(?<nearParagraph>前項|次項|同項|前各項|前(?<countParagraphs>${NUMERAL})項)`,
  `${number('loneParagraph')}項`,
  `(?<nearItem>前号|次号|同号|前各号|前(?<countItems>${NUMERAL})号)`,
  `${number('loneItem')}号(?<loneItemBranch>${branch})(?!様式|俸)`,
  `(?<=通達|基通|(?<![0-9０-９.．\\p{sc=Han}\\p{sc=Katakana}A-Za-z-][-－‐–—―−ー]?))(?<![-－‐–—―−])(?<circular>${circular})(?![-－‐–—―−0-9０-９年月日%％])`,
  `(?<![0-9０-９.．\\p{sc=Han}(（第-])(?<bare>[0-9０-９]{1,3}(?:[-－‐–—―−][0-9０-９]{1,2})?)(?=《)`,
].join('|');
const below = `(?:${number('paragraph')}項)?(?:第(?<item>${NUMERAL})号(?<itemBranch>${branch}))?`;
const pattern = new RegExp(`(?<open>[（(])|(?<close>[）)])|(?:${head})${below}`, 'gu');

/** The references of a text in their order, with its brackets between them. Numerals may be of any kind. */
export function* referenceTokens(text: string): Generator<ReferenceToken> {
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const groups = match.groups ?? {};
    if (groups.open !== undefined) yield { bracket: 'open', start };
    else if (groups.close !== undefined) yield { bracket: 'close', start };
    else {
      const found = headOf(groups, match[0]);
      if (found === undefined) continue;
      yield {
        head: found,
        ...(groups.paragraph !== undefined && { paragraph: value(groups.paragraph) }),
        ...(groups.item !== undefined && { item: numbers(groups.item, groups.itemBranch) }),
        start,
        end: start + match[0].length,
      };
    }
  }
}

type Groups = Readonly<Record<string, string | undefined>>;

function headOf(groups: Groups, whole: string): MarkHead | undefined {
  const { article, supplementArticle, supplementParagraph, table, nearArticle, nearParagraph, nearItem } = groups;
  if (article !== undefined) return { kind: 'label', label: label('', article, groups.articleBranch, '条') };
  if (nearArticle !== undefined) return { kind: 'near-article', step: step(nearArticle, groups.countArticles) };
  if (nearParagraph !== undefined) return { kind: 'paragraph', step: step(nearParagraph, groups.countParagraphs) };
  if (groups.loneParagraph !== undefined) return { kind: 'paragraph', number: value(groups.loneParagraph) };
  if (nearItem !== undefined) return { kind: 'item', step: step(nearItem, groups.countItems) };
  if (groups.loneItem !== undefined) return { kind: 'item', number: value(groups.loneItem) };
  if (supplementArticle !== undefined) {
    return { kind: 'label', label: label('附則', supplementArticle, groups.supplementBranch, '条') };
  }
  if (supplementParagraph !== undefined)
    return { kind: 'label', label: label('附則', supplementParagraph, undefined, '項') };
  if (table !== undefined) return { kind: 'label', label: label(table, groups.tableNumber, groups.tableBranch, '') };
  if (whole.includes('様式')) {
    const form = groups.formAfter ?? groups.formBefore;
    return { kind: 'label', label: label('様式', form, groups.formAfterBranch ?? groups.formBeforeBranch, '号') };
  }
  const written = groups.circular ?? groups.bare;
  if (written !== undefined) {
    return { kind: 'label', label: written.normalize('NFKC').replace(/[-‐‑‒–—―−ー]/g, '-') };
  }
  return whole.startsWith('附則') ? { kind: 'label', label: '附則' } : undefined;
}

function label(before: string, main: string | undefined, branches: string | undefined, unit: string): string {
  if (main === undefined) return before;
  return `${before}第${value(main)}${unit}${numbers('', branches)
    .map((part) => `の${part}`)
    .join('')}`;
}

/** 前 is a step back, 次 one forward, 同 none; 前各号 all of those before. */
function step(word: string, count: string | undefined): number {
  if (word.startsWith('同')) return 0;
  if (word.startsWith('次')) return 1;
  if (word.startsWith('前各')) return Number.NEGATIVE_INFINITY;
  return count === undefined ? -1 : -value(count);
}

/** [3, 2] of 三 and の二. 「第3条の一部」 is no branch: branches begin with 2. */
function numbers(main: string, branches: string | undefined): number[] {
  const parts = (branches ?? '')
    .split(/[のノ]/)
    .filter((part) => part !== '')
    .map(value);
  const end = parts.indexOf(1);
  return [...(main === '' ? [] : [value(main)]), ...(end < 0 ? parts : parts.slice(0, end))];
}

const known = new Map<string, number>();

function value(numeral: string): number {
  let found = known.get(numeral);
  if (found === undefined) {
    found = numeralValue(numeral) ?? 0;
    if (known.size < 5000) known.set(numeral, found);
  }
  return found;
}
