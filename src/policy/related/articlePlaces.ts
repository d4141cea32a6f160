import type { Article, Clause } from '../document.ts';
import { plainNumbers } from '../plainNumbers.ts';

/** Where the articles of one document are found by what a text calls them. */
export interface ArticlePlaces {
  /** By label in plain digits: 「第3条の2」 「別表第1」 「9-2-1」 「様式第3号」. */
  byLabel(label: string): Article | undefined;
  /** The article that stands so many before (negative) or after an article in its part of the document. */
  near(article: Article, step: number): Article | undefined;
}

/** Builds the places of one document; labels of 附則 with a date count as 「附則」 too where there is only one. */
export function articlePlaces(articles: readonly Article[]): ArticlePlaces {
  const labels = new Map<string, Article>();
  const parts = new Map<string, { readonly number: readonly number[]; readonly article: Article }[]>();
  for (const article of articles) {
    const label = plainLabel(article.label);
    for (const name of [label, withoutDate(label), singleForm(label)]) if (!labels.has(name)) labels.set(name, article);
    const [, part = '', main, branch = ''] = /^(.*?)第(\d+)条((?:の\d+)*)/.exec(label) ?? [];
    if (main === undefined) continue;
    const entry = { number: [main, ...branch.split('の').slice(1)].map(Number), article };
    parts.set(part, [...(parts.get(part) ?? []), entry]);
  }
  const order = new Map<Article, { readonly part: readonly Entry[]; readonly at: number }>();
  for (const entries of parts.values()) {
    const part = entries.sort((one, other) => compare(one.number, other.number));
    for (const [at, { article }] of part.entries()) order.set(article, { part, at });
  }
  return {
    byLabel: (label) => labels.get(label),
    near(article, step) {
      const { part, at } = order.get(article) ?? { part: [], at: -1 };
      const [here, there] = [part[at], part[at + step]];
      return here && there && adjoins(here.number, there.number, Math.abs(step)) ? there.article : undefined;
    },
  };
}

type Entry = { readonly number: readonly number[]; readonly article: Article };

/** The clause 「第2項第3号」 of an article; the article itself (undefined) where it has no such clause. */
export function clauseAt(
  article: Article,
  paragraph: number | undefined,
  item?: readonly number[],
): Clause | undefined {
  const paragraphLabel = paragraph === undefined ? '' : `第${paragraph}項`;
  const itemLabel =
    item === undefined
      ? ''
      : `第${item[0]}号${item
          .slice(1)
          .map((part) => `の${part}`)
          .join('')}`;
  if (paragraphLabel + itemLabel === '') return undefined;
  const wanted = [paragraphLabel + itemLabel];
  if (paragraph === undefined) wanted.push(`第1項${itemLabel}`);
  else if (paragraph === 1) wanted.push(itemLabel);
  return article.clauses.find(({ label }) => wanted.includes(label));
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

function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** False where articles are missing between the two: what stands next to another in an extract is not its neighbour. */
function adjoins(one: readonly number[], other: readonly number[], steps: number): boolean {
  return Math.abs((one[0] ?? 0) - (other[0] ?? 0)) <= steps;
}
