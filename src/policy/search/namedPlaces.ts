import type { Article } from '../document.ts';
import { plainNumbers } from '../plainNumbers.ts';
import type { ArticleTable } from './segmentTable.ts';

/** An article that a question names: 「旅費規程の第5条第2項」. */
export interface NamedPlace {
  /** The article's position in the order of the books. */
  readonly article: number;
  /** The clause's position in the article, where the question names one that exists. */
  readonly clause?: number;
  /** True where the question names the document too. */
  readonly sure: boolean;
}

const place =
  /(?<article>第\d+条(?:の\d+)*|附則第\d+項|別表(?:第\d+)?(?:の\d+)?|様式(?:第\d+号?)?|\d+(?:-\d+){1,3}(?:の\d+)*)(?<clause>(?:第\d+項)?(?:第\d+号(?:の\d+)*)?)/g;
/** Characters before a place in which its document's name is looked for. */
const NAME_REACH = 30;
/** 「休暇規程の」 for 「職員の勤務時間、休暇等に関する規程」: the last words of a short name, and its kind. */
const shortName =
  /(?<stem>[^、。「」『』\s]{2,20}?)(?<kind>規程|規則|条例|要綱|要領|基準|指針|ガイドライン|マニュアル)[」』]?の?$/u;
const LEAST_STEM = 2;
/** A name in common has to say more than 「規程」. */
const LEAST_NAME = 3;
/** More articles of one number than this, and naming it without its document says nothing. */
const MOST_UNSURE = 3;

/** @param sees whether an article may be seen at all: others do not count, nor take a name from one that may */
export type FindPlaces = (question: string, sees?: (position: number) => boolean) => NamedPlace[];

/** Finds the articles that questions name. Numbers may be full width or kanji on either side. */
export function indexPlaces(articles: ArticleTable): FindPlaces {
  const byLabel = new Map<string, { position: number; title: string }[]>();
  const titles = new Map(articles.documents.map((document) => [document, plainNumbers(document.title)]));
  for (let position = 0; position < articles.length; position++) {
    const document = articles.documentAt(position);
    if (document === undefined) continue;
    const place = { position, title: titles.get(document) ?? '' };
    const label = plainNumbers(articles.labelAt(position));
    const known = byLabel.get(label);
    if (known === undefined) byLabel.set(label, [place]);
    else known.push(place);
  }
  return (question, sees = () => true) => {
    const plain = plainNumbers(question).replace(/\s/g, '');
    const found: NamedPlace[] = [];
    for (const match of plain.matchAll(place)) {
      const labelled = byLabel.get(match.groups?.article ?? '') ?? [];
      const candidates = labelled.filter(({ position }) => sees(position));
      const before = plain.slice(Math.max(0, match.index - NAME_REACH), match.index);
      const shared = candidates.map(({ title }) => sharedName(before, title));
      const short = candidates.map(({ title }) => shortened(before, title));
      const named = Math.max(0, ...short) > 0 ? short : shared;
      const most = Math.max(0, ...named);
      const sure = named === short || most >= LEAST_NAME;
      const chosen = sure ? candidates.filter((_, at) => named[at] === most) : candidates;
      if (!sure && chosen.length > MOST_UNSURE) continue;
      for (const { position: at } of chosen) {
        const clause = clauseAt(articles.at(at), match.groups?.clause ?? '');
        found.push({ article: at, ...(clause !== undefined && { clause }), sure });
      }
    }
    return found;
  };
}

/** The clause 「第2項第3号」 of an article; 「第3号」 alone is that of its only or first paragraph. */
function clauseAt(article: Article | undefined, label: string): number | undefined {
  if (label === '' || article === undefined) return undefined;
  const labels = article.clauses.map((clause) => plainNumbers(clause.label));
  const wanted = label.replace(/^第1項(?=第|$)/, '');
  for (const fits of [
    (one: string) => one === label,
    (one: string) => one === wanted,
    (one: string) => one === `第1項${label}`,
  ]) {
    const at = labels.findIndex(fits);
    if (at >= 0) return at;
  }
  return undefined;
}

/** Length of the longest piece of a title that stands in the words before a place, nearest pieces counting alike. */
function sharedName(before: string, title: string): number {
  let longest = 0;
  for (let from = 0; from < title.length; from++) {
    while (from + longest < title.length && before.includes(title.slice(from, from + longest + 1))) longest += 1;
  }
  return longest;
}

/** How much of a short name before a place stands in a title of the same kind; 0 where the name is none of it. */
function shortened(before: string, title: string): number {
  const { stem = '', kind = '' } = shortName.exec(before)?.groups ?? {};
  if (kind === '' || !title.includes(kind)) return 0;
  for (let from = 0; from <= stem.length - LEAST_STEM; from++)
    if (title.includes(stem.slice(from))) return stem.length - from;
  return 0;
}
