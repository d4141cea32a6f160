import { load } from 'cheerio';

/** A slide's part and its number, counted from 1. */
export interface NumberedSlide {
  readonly name: string;
  readonly page: number;
}

/**
 * Slide parts in the order in which the presentation shows them (ECMA-376 part 1, 19.2.1.34 sldIdLst); slides it does not
 * list come last. Where it cannot be read, the numbers in the names of the parts are all there is.
 */
export function slideOrder(names: readonly string[], presentation?: Buffer, links?: Buffer): NumberedSlide[] {
  const numbered = [...names].sort((one, other) => numberIn(one) - numberIn(other));
  if (presentation === undefined || links === undefined)
    return numbered.map((name) => ({ name, page: numberIn(name) }));
  const $links = load(links, { xml: true });
  const targets = new Map(
    $links('Relationship')
      .toArray()
      .map(({ attribs }) => [attribs.Id, `ppt/${(attribs.Target ?? '').replace(/^\/ppt\/|^\.?\//, '')}`]),
  );
  const $ = load(presentation, { xml: true });
  const listed = $('p\\:sldIdLst > p\\:sldId')
    .toArray()
    .map(({ attribs }) => targets.get(attribs['r:id']) ?? '');
  const shown = listed.filter((name) => numbered.includes(name));
  const ordered = [...shown, ...numbered.filter((name) => !shown.includes(name))];
  return ordered.map((name, at) => ({ name, page: at + 1 }));
}

function numberIn(name: string): number {
  return Number(/(\d+)\.xml$/.exec(name)?.[1]);
}
