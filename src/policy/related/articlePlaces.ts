import type { Article } from '../document.ts';
import { plainNumbers } from '../plainNumbers.ts';
import { type ArticleNumber, compareNumbers, numberLabel } from '../structure/articleNumbers.ts';

/** An article without its text: what a reference leads to. */
export interface ArticlePlace {
  readonly id: string;
  readonly document: string;
  /** Ids and labels of its clauses, side by side. */
  readonly clauseIds: readonly string[];
  readonly clauseLabels: readonly string[];
}

/** Where the articles of one document are found by what a text calls them. */
export interface ArticlePlaces {
  /** By label in plain digits: 「第3条の2」 「別表第1」 「9-2-1」 「様式第3号」. */
  byLabel(label: string): ArticlePlace | undefined;
  /** The article that stands so many before (negative) or after an article in its part of the document. */
  near(id: string, step: number): ArticlePlace | undefined;
  byId(id: string): ArticlePlace | undefined;
}

/** Builds the places of one document; labels of 附則 with a date count as 「附則」 too where there is only one. */
export function articlePlaces(articles: readonly Article[]): ArticlePlaces {
  const labels = new Map<string, ArticlePlace>();
  const ids = new Map<string, ArticlePlace>();
  const parts = new Map<string, Entry[]>();
  for (const article of articles) {
    const place = placeOf(article);
    ids.set(place.id, place);
    const label = plainLabel(article.label);
    for (const name of [label, withoutDate(label), singleForm(label)]) if (!labels.has(name)) labels.set(name, place);
    const [, part = '', main, branch = ''] = /^(.*?)第(\d+)条((?:の\d+)*)/.exec(label) ?? [];
    if (main === undefined) continue;
    const entries = parts.get(part) ?? [];
    entries.push({ number: [main, ...branch.split('の').slice(1)].map(Number), place });
    parts.set(part, entries);
  }
  const order = new Map<string, { readonly part: readonly Entry[]; readonly at: number }>();
  for (const entries of parts.values()) {
    const part = entries.sort((one, other) => compareNumbers(one.number, other.number));
    for (const [at, { place }] of part.entries()) order.set(place.id, { part, at });
  }
  return {
    byLabel: (label) => labels.get(label),
    byId: (id) => ids.get(id),
    near(id, step) {
      const { part, at } = order.get(id) ?? { part: [], at: -1 };
      const [here, there] = [part[at], part[at + step]];
      return here && there && adjoins(here.number, there.number, Math.abs(step)) ? there.place : undefined;
    },
  };
}

interface Entry {
  readonly number: ArticleNumber;
  readonly place: ArticlePlace;
}

function placeOf({ id, document, clauses }: Article): ArticlePlace {
  return { id, document, clauseIds: clauses.map((one) => one.id), clauseLabels: clauses.map(({ label }) => label) };
}

/** The id of the clause 「第2項第3号」 of an article; undefined where it has no such clause, or none is named. */
export function clauseAt(
  place: ArticlePlace,
  paragraph: number | undefined,
  item?: readonly number[],
): string | undefined {
  const paragraphLabel = paragraph === undefined ? '' : `第${paragraph}項`;
  const itemLabel = item === undefined ? '' : `${numberLabel(item, '号')}`;
  if (paragraphLabel + itemLabel === '') return undefined;
  const wanted = [paragraphLabel + itemLabel];
  if (paragraph === undefined) wanted.push(`第1項${itemLabel}`);
  else if (paragraph === 1) wanted.push(itemLabel);
  return place.clauseIds[place.clauseLabels.findIndex((label) => wanted.includes(label))];
}

function plainLabel(label: string): string {
  return plainNumbers(label).replace(/\s/g, '');
}

function withoutDate(label: string): string {
  return label.replace(/^附則[（(][^）)]*[）)]/, '附則');
}

/** 「第3号様式」「別記様式第3号」 and 「様式第3号」 are one; 「別表第1」 is written 「別表1」 too. */
function singleForm(label: string): string {
  return label
    .replace(/^第(\d+)号((?:の\d+)*)様式$/, '様式第$1号$2')
    .replace(/^(?:別記|別紙|参考)様式/, '様式')
    .replace(/^(別表|付表|附表)(\d)/, '$1第$2');
}

/** False where articles are missing between the two: what stands next to another in an extract is not its neighbour. */
function adjoins(one: ArticleNumber, other: ArticleNumber, steps: number): boolean {
  return Math.abs((one[0] ?? 0) - (other[0] ?? 0)) <= steps;
}
