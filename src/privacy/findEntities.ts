import type { Finder, Span } from './finder.ts';
import { findAddresses } from './finders/address.ts';
import { findBankAccounts } from './finders/bankAccount.ts';
import { findBirthDates } from './finders/birthDate.ts';
import { findCardNumbers } from './finders/cardNumber.ts';
import { findEmails } from './finders/email.ts';
import { findIdNumbers } from './finders/idNumber.ts';
import { findMyNumbers } from './finders/myNumber.ts';
import { findPhones } from './finders/phone.ts';
import type { Entity } from './masking.ts';
import { searchText } from './searchText.ts';

/** In order of trust: of two kinds found at the same place, the earlier one names it. A new kind is a line here. */
export const finders: readonly Finder[] = [
  findEmails,
  findMyNumbers,
  findIdNumbers,
  findCardNumbers,
  findBankAccounts,
  findBirthDates,
  findPhones,
  findAddresses,
];

/** The personal data of a text, in order, without overlaps. Offsets are UTF-16 units of `text`. */
export function findEntities(text: string, using: readonly Finder[] = finders): Entity[] {
  const searched = searchText(text);
  const spans = using.flatMap((find) => [...find(searched)]);
  return merge(spans).map(({ start, end, type }) => {
    const place = searched.original(start, end);
    return { ...place, type, text: text.slice(place.start, place.end) };
  });
}

/**
 * Joins spans that overlap, so that nothing that any finder saw is left out; the longest names the whole, and of
 * equally long ones the most trusted.
 */
function merge(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number; names: Span }[] = [];
  // The sort is stable: at one place the order of the finders remains.
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (!last || span.start >= last.end) {
      merged.push({ start: span.start, end: span.end, names: span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.end - span.start > last.names.end - last.names.start) last.names = span;
  }
  return merged.map(({ start, end, names }) => ({ start, end, type: names.type }));
}
