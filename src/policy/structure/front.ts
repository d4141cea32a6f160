import { isoDate } from '../../japanese/dates.ts';
import type { ReadText } from '../../reading/readText.ts';
import type { Draft } from './drafts.ts';
import type { Line } from './lines.ts';
import { parseReaders, type Readers } from './readers.ts';
import { isReadersKey } from './readersStated.ts';
import { versionLine } from './versionWords.ts';

/** What a document says about itself above its first article. */
export interface Front {
  readonly title?: string;
  readonly number?: string;
  readonly owner?: string;
  readonly version?: string;
  readonly effective?: string;
  /** Who may read it, in each place where it says so; not among these what stands on lines (`takeReaders`). */
  readonly readers: readonly Readers[];
  /** Lines that say none of this: a preamble. */
  readonly rest: readonly Line[];
}

const KINDS =
  '(?:条例|規則|規程|訓令(?:甲|乙)?|告示|要綱|要領|内規|達|通達|通知|法律|政令|省令|企業管理規程|教育委員会[^\\s\\u3000]{0,6})';
const NUMBER = new RegExp(
  `^(?:制定[\\s\\u3000:：]*)?(?:[^\\s\\u3000]{0,20}?[0-9０-９元一二三四五六七八九十]+日[\\s\\u3000]*)?[^\\s\\u3000。]{0,16}?${KINDS}第[0-9０-９一二三四五六七八九十百]+号$`,
);
const DECIDED = /^[^。]{0,20}日[^。]{0,20}(?:決定|決裁|制定|策定)$/;
const DATE_ONLY = /^[（(]?(?:明治|大正|昭和|平成|令和|[12][0-9]{3})[^。]{0,12}日[)）]?$/;
const AMENDED = /^(?:最終)?改正[\s\u3000:：]*(?<value>\S.*)$/;
const OWNER = /^(?:所管(?:課|部署)?|主管(?:課)?|担当(?:課|部署)?|問い?合わ?せ先?)[\s\u3000:：]+(?<value>\S.*)$/;
const VERSION = /^(?:版|バージョン|Ver(?:sion)?\.?)[\s\u3000:：]*(?<value>\S.*)$|^(?<bare>第[0-9０-９.．]+版.{0,20})$/;
const EFFECTIVE = /^(?:施行(?:年月)?日|適用日|現行)[\s\u3000:：]+(?<value>\S.*)$/;
/** 「見本市職員旅費規程を次のように定める。」 */
const ENACTING = /(?:次のとおり|次のように|ここに)(?:定める|制定する|改正する|公布する)。$/;
const PLAIN_TITLE = /^(?:本文|別表|目次|sheet\s*[0-9]+)$/i;

type Found = Partial<Record<'number' | 'owner' | 'version' | 'effective' | 'amended', string | undefined>>;

/** Reads title, number, department, version and date from front matter first, then from the lines. */
export function frontOf(read: ReadText, lines: readonly Line[]): Front {
  const found: Found = {};
  const rest: Line[] = [];
  let title: string | undefined;
  for (const line of lines) {
    const text = line.text.replace(/^[○◯●]\s*/, '');
    const value = (pattern: RegExp): string | undefined => {
      const groups = pattern.exec(text)?.groups;
      return (groups?.value ?? groups?.bare)?.trim();
    };
    const owner = value(OWNER);
    const version = value(VERSION);
    const effective = value(EFFECTIVE);
    if (owner !== undefined) found.owner ??= owner;
    else if (effective !== undefined) found.effective ??= isoDate(effective);
    else if (version !== undefined) found.version ??= version;
    else if (AMENDED.test(text)) found.amended = value(AMENDED);
    else if (NUMBER.test(text) || DECIDED.test(text)) found.number = joined(found.number, text);
    else if (DATE_ONLY.test(text)) found.number ??= text.replaceAll(/[（）()]/g, '');
    else if (tookVersion(text, found)) continue;
    else if (ENACTING.test(text) || PLAIN_TITLE.test(text) || !/[\p{L}\p{N}]/u.test(text)) continue;
    else if (title === undefined && !text.includes('。') && text.length <= 80) title = text;
    else rest.push(line);
  }
  return { ...frontMatter(read.frontMatter ?? {}, title ?? read.title, found), readers: readersOf(read), rest };
}

/** 「令和7年4月1日施行」「令和6年3月31日一部改正」 on a line of its own. */
function tookVersion(text: string, found: Found): boolean {
  const words = versionLine(text);
  if (words === undefined) return false;
  found.effective ??= words.effective;
  const amended = /^(?<date>.*?)(?:最終|一部|全部)*改[正訂定]$/.exec(words.version ?? '')?.groups?.date;
  if (amended) found.amended = amended;
  else found.version ??= words.version;
  return true;
}

/** What the front matter says; nobody, where it speaks of readers and cannot be read. */
function readersOf({ frontMatter: matter = {}, brokenFrontMatter = '' }: ReadText): Readers[] {
  const stated = Object.entries(matter).filter(([key]) => isReadersKey(key));
  const broken = brokenFrontMatter.split(/\r?\n/).some((line) => isReadersKey(line.split(/[:：]/)[0] ?? ''));
  return [...stated.map(([, value]) => parseReaders(value)), ...(broken ? [[]] : [])];
}

function frontMatter(
  matter: Readonly<Record<string, string>>,
  lineTitle: string | undefined,
  found: Found,
): Omit<Front, 'rest' | 'readers'> {
  const stated = (...keys: string[]): string | undefined =>
    keys.map((key) => matter[key]?.trim()).find((value) => value);
  const amended = stated('amended', '最終改正') ?? found.amended;
  const effectiveText = stated('effective', '施行日', '施行年月日');
  const entries = {
    title: stated('title', '題名', '名称', '件名') ?? lineTitle,
    number: stated('number', '番号', '文書番号') ?? found.number,
    owner: stated('owner', '所管', '所管課', '担当') ?? found.owner,
    version: stated('version', '版') ?? found.version ?? (amended && `${amended.replace(/[\s\u3000]*改正$/, '')}改正`),
    effective: (effectiveText && isoDate(effectiveText)) ?? found.effective,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

/** 「平成7年3月31日」 and 「訓令第3号」 often stand on two lines. */
function joined(date: string | undefined, number: string): string {
  return date !== undefined && DATE_ONLY.test(date) && !number.includes('日') ? date + number : (date ?? number);
}

/**
 * The day on which the current version took effect: the latest 「…から施行する」 of the 附則, where the first date of
 * the sentence counts; 「公布の日」 is the date in the 附則's own title.
 */
export function effectiveDate(drafts: readonly Draft[]): string | undefined {
  const days = drafts
    .filter((draft) => draft.label.startsWith('附則'))
    .flatMap((draft) => {
      const sentence = /^[^。]*?施行(?:する|し、)/.exec(draft.lines[0]?.text ?? '')?.[0];
      if (sentence === undefined) return [];
      return isoDate(/公布の日/.test(sentence) ? draft.label : sentence) ?? [];
    });
  return days.sort().at(-1);
}
