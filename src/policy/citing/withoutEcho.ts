import type { Hit } from '../library.ts';

const ellipsis = /(?:…+|・{3,}|\.{3,}|[(（](?:中略|略|以下略)[)）])+/u;
const place =
  /^(?:第[0-9０-９一二三四五六七八九十百千]+[条項号](?:の[0-9０-９一二三四五六七八九十]+)*|附則|別表(?:第[0-9０-９一二三四五六七八九十]+)?)+/u;
const bracketed = /^(?:[[［(（【〔][^\])］）】〕]{1,40}[\])］）】〕]|C\d+(?!\d))/iu;
const between = /^[\s\u3000:：、,，・\-–—>＞]+/u;

/**
 * What a quotation may have been before a model dressed it: as it is, then step by step without quotation marks and
 * without the id, title, label and caption copied in front of it. Each is still to be found in the source.
 */
export function withoutEcho(quote: string, id: string, { document, article, clause }: Hit): string[] {
  const bare = quote
    .trim()
    .replace(/^[「『"“'`]+/u, '')
    .replace(/[」』"”'`]+$/u, '');
  const versions = new Set([quote.trim(), bare]);
  const heads = [id, document.title, `${article.label}${clause.label}`, article.label, clause.label, article.caption];
  let rest = bare;
  for (let step = 0; step < 8; step++) {
    const head = heads.find((one) => one !== '' && rest.startsWith(one))?.length ?? bracketed.exec(rest)?.[0].length;
    const length = head ?? place.exec(rest)?.[0].length ?? 0;
    const next = rest.slice(length).replace(between, '');
    if (next === rest || next === '') break;
    rest = next.replace(/^[「『"“]+/u, '');
    versions.add(rest);
  }
  return [...versions].filter((version) => version !== '');
}

/** The pieces of a quotation that was shortened in the middle or at an end. */
export function pieces(quote: string): string[] {
  return quote
    .split(ellipsis)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}
