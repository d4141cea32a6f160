import { plainCharacters } from './plainCharacters.ts';

/**
 * The quotation together with the proviso (ただし書) that follows the sentence it stands in, so that no rule is quoted
 * without its exception. Unchanged where there is none or where the quotation is not in the clause as it stands.
 */
export function withProviso(quote: string, { text }: { readonly text: string }): string {
  const start = quote === '' ? -1 : text.indexOf(quote);
  if (start < 0) return quote;
  const proviso = /^[^。]*。?(?:ただし|但し)、[^。]*。?/.exec(text.slice(start + quote.length));
  return proviso ? quote + proviso[0] : quote;
}

/** True where a statement shows no sign of the proviso that was added to its quotation. */
export function overlooks(statement: string, quote: string, extended: string): boolean {
  const proviso = extended.slice(quote.length);
  const words = (text: string) => text.match(/[\p{sc=Han}\p{sc=Katakana}ー]{2,}/gu) ?? [];
  const own = words(proviso).filter((word) => !quote.includes(word));
  const said = plainCharacters(statement);
  return proviso !== '' && !own.some((word) => said.includes(plainCharacters(word)));
}
