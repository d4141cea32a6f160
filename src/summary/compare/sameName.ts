import type { NameFact } from './fact.ts';

/** What before a name makes it another one: 副委員長, 被相続人, 前市長. */
const OTHER_BEFORE = /[副被非前元新旧准]$/u;

/** True where two names can mean the same: equal, a surname for a full name, an abbreviation; titles do not clash. */
export function sameName(said: NameFact, given: NameFact): boolean {
  if (said.name.startsWith('【') || given.name.startsWith('【')) return said.name === given.name;
  if (said.group === 'people' && given.group === 'people' && said.title !== '' && given.title !== '') {
    if (!sameTitle(said.title, given.title)) return false;
  }
  return said.name === given.name || contains(said.name, given.name) || contains(given.name, said.name);
}

/** 委員 and 議員 are used for the same people; 委員長 and 副委員長 are not. */
function sameTitle(one: string, other: string): boolean {
  const plain = (title: string): string => title.replace(/議員/u, '委員');
  const [short = '', long = ''] = [plain(one), plain(other)].sort((a, b) => a.length - b.length);
  return short === long || (long.endsWith(short) && !OTHER_BEFORE.test(long.slice(0, -short.length)));
}

/** 「総務課」 in 「総務課長」, 「佐藤」 in 「佐藤花子」, 「課長」 in 「総務課長」, 「住基ネット」 in 「住民基本台帳ネットワーク」. */
function contains(long: string, short: string): boolean {
  if (short.length < 2 || long.length <= short.length) return false;
  const at = long.indexOf(short);
  if (at >= 0) return !OTHER_BEFORE.test(long.slice(0, at));
  return short.length >= 3 && isAbbreviation(short, long);
}

/** True where the short one's signs stand in the long one in the same order, from its first sign on. */
export function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0] || /^[\p{Script=Hiragana}]/u.test(short)) return false;
  let at = 0;
  for (const sign of long) if (sign === short[at]) at++;
  return at === short.length;
}

/** Offsets at which a name stands in a text as a name of its own: not 「委員長」 in 「副委員長」. */
export function placesOfName(name: string, text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!OTHER_BEFORE.test(text.slice(0, at)) && !(name.length === 1 && /[A-Za-z]/u.test(text[at + 1] ?? '')))
      found.push(at);
  }
  return found;
}
