import { type Finder, spanOf } from '../finder.ts';

/**
 * Mail addresses of the usual form, also written with (at). The lengths are those of RFC 5321 4.5.3.1, which also
 * keep the search linear on long runs of letters.
 */
const address =
  /(?<![\w.%+-])[\w.%+'-]{1,64}(?:@| ?[([{]at[)\]}] ?)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])/gi;

export const findEmails: Finder = function* ({ text }) {
  for (const match of text.matchAll(address)) yield spanOf(match, 'email');
};
