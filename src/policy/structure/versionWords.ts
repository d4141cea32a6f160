import { type FoundPeriod, findPeriods } from '../../japanese/datesOfPeriods.ts';

/** What the name of a document or of its file says of its version. */
export interface VersionWords {
  /** The name without these words; the whole name where nothing else is left. */
  readonly name: string;
  /** ISO date: 「令和7年4月1日施行」. */
  readonly effective?: string;
  /** As it is written: 「第3版」「令和6年4月1日改正」「旧」. */
  readonly version?: string;
}

/** Stands for a date while the words around it are read. */
const DATE = '[\\ue000-\\uf8ff]';
const EFFECT = '(?:から|より)?(?:施行|適用|実施)(?:分|版)?';
const CHANGE =
  '(?:(?:最終|一部|全部)*(?:改正|改訂|改定|制定|策定|作成|更新|決定|決裁|公布)(?:版|後)?|版|現在|時点|付け?)';
const DATED = `${DATE}\\s?(?:${EFFECT}|${CHANGE})?`;
const NUMBERED =
  '第\\s?[0-9一二三四五六七八九十]+(?:\\.[0-9]+)*\\s?版|(?<![A-Za-z])(?:ver(?:sion)?|rev)[.\\s]?[0-9]+(?:\\.[0-9]+)*|(?<![A-Za-z0-9])v\\.?[0-9]+(?:\\.[0-9]+)*';
const EDITION = '(?:最新|最終|改[正訂定]|施行|現行|確定|決定|公開|溶け?込み?|[新旧])版|改[正訂定][前後]';
const ALONE = '最新|改[正訂定]|現行|確定|[新旧]|new|old|latest|final';

const ONE = `(?:${DATED}|${NUMBERED}|${EDITION}|${ALONE})`;
const NOTHING_ELSE = new RegExp(`^${ONE}(?:[\\s_・、]*${ONE})*$`, 'i');
const AT_END = new RegExp(`(?:${DATED}|${NUMBERED}|${EDITION})$`, 'i');
const BRACKETS = /[([【〔「『]([^()[\]【】〔〕「」『』]{1,40})[)\]】〕」』]/g;
const EDGES = /^[\s_・,、.-]+|[\s_・,、.-]+$/g;

/**
 * Reads 「旅費規程_令和7年4月1日施行」「旅費規程（令和6年4月1日改正）」「【改正後】旅費規程 第3版」「旅費規程v2」. Such words count
 * where nothing else stands in their brackets or between their spaces and `_`, and at the end of the name. A bare
 * 「令和7年度」 belongs to the name: each year may have its own.
 */
export function versionWords(written: string): VersionWords {
  const { plain, periods } = withMarks(written.normalize('NFKC').trim());
  const found: { effective?: string; version?: string } = {};
  const take = (words: string): void => {
    for (const [date = ''] of words.matchAll(new RegExp(DATED, 'g'))) {
      const period = periods[date.charCodeAt(0) - 0xe000];
      if (new RegExp(`${EFFECT}$`).test(date) && period?.kind === 'day') found.effective ??= period.from;
    }
    const effect = new RegExp(`${DATE}\\s?${EFFECT}`, 'g');
    const rest = words.replace(effect, (one) => (isDay(periods, one) ? '' : one)).replaceAll(EDGES, '');
    if (rest !== '') found.version = [...(found.version?.split('・') ?? []), unmarked(rest, periods)].join('・');
  };
  const pieces = plain
    .replace(BRACKETS, (whole, words: string) => (NOTHING_ELSE.test(words.trim()) ? `_${words.trim()}_` : whole))
    .split(/([_\s]+)/);
  const kept = pieces.filter((piece) => {
    if (!NOTHING_ELSE.test(piece)) return true;
    take(piece);
    return false;
  });
  let name = kept.join('').replaceAll(EDGES, '');
  for (let end = AT_END.exec(name); end !== null && end.index > 0; end = AT_END.exec(name)) {
    take(end[0]);
    name = name.slice(0, end.index).replaceAll(EDGES, '');
  }
  name = unmarked(name.replaceAll(/[\s_]*_[\s_]*/g, '_'), periods);
  const isPlain = found.effective === undefined && found.version === undefined;
  return { name: isPlain || name === '' ? written : name, ...found };
}

/** What a line says that holds nothing but the words of a version: 「（令和7年4月1日施行）」「第3版」. */
export function versionLine(line: string): Omit<VersionWords, 'name'> | undefined {
  const bare = line.normalize('NFKC').replaceAll(/^[\s([【〔]+|[\s)\]】〕]+$/g, '');
  const { plain } = withMarks(bare);
  if (plain.length === bare.length && !new RegExp(`^(?:${NUMBERED}|${EDITION})$`, 'i').test(plain)) return undefined;
  if (!NOTHING_ELSE.test(plain)) return undefined;
  const { name: _, ...words } = versionWords(`名_${bare}`);
  return words;
}

/** Puts a sign for each date of the text, but for years alone, which may be part of a name. */
function withMarks(text: string): { plain: string; periods: FoundPeriod[] } {
  const periods = findPeriods(text).filter(
    ({ kind, end }) =>
      kind === 'day' || kind === 'month' || new RegExp(`^\\s?(?:${EFFECT}|${CHANGE})`).test(text.slice(end)),
  );
  let plain = '';
  let at = 0;
  for (const [index, { start, end }] of periods.entries()) {
    plain += text.slice(at, start) + String.fromCharCode(0xe000 + index);
    at = end;
  }
  return { plain: plain + text.slice(at), periods };
}

function unmarked(text: string, periods: readonly FoundPeriod[]): string {
  return text.replaceAll(new RegExp(DATE, 'g'), (mark) => periods[mark.charCodeAt(0) - 0xe000]?.text ?? '');
}

function isDay(periods: readonly FoundPeriod[], words: string): boolean {
  return periods[words.charCodeAt(0) - 0xe000]?.kind === 'day';
}
