import { plainNumbers } from '../plainNumbers.ts';

/** Words that stand for one thing, as the office writes them in its list. */
export interface WordList {
  /** `〜` at an end: a katakana or Latin word may go on there; `…`: a few other characters may stand between. */
  readonly words: readonly string[];
  /** Longer words that hold one of `words` and mean something else (「繰り返す」 for 「返す」). */
  readonly not: readonly string[];
}

interface Pattern {
  readonly list: number;
  readonly pieces: readonly string[];
  /** Whether a longer word of the same script may go on before and after it. */
  readonly opensBefore: boolean;
  readonly opensAfter: boolean;
}

/** Characters between the pieces of 「車を…ぶつけ」 at most. */
const GAP = 8;
const sentenceEnd = /[。.?!\n]/;
const wholeRuns = [/[\p{sc=Katakana}ー]/u, /\p{sc=Latin}/u];
const kanji = /[\p{sc=Han}々]/u;
const oneKanji = /^[\p{sc=Han}々]$/u;

/**
 * Finds which lists a text holds a word of, in one walk over it. A word in katakana or Latin letters counts only where
 * no more of its script stands beside it (「スト」 not in 「ストレス」), a single kanji only between others (「夫」 not in
 * 「工夫」); any other word counts wherever it stands.
 * @returns for a text as `plainNumbers` writes it, the longest word found by the list's number, in the lists' order
 */
export function listedWords(lists: readonly WordList[]): (plain: string) => ReadonlyMap<number, string> {
  const byFirst = new Map<string, Pattern[]>();
  const exceptions = lists.map(({ not }) => not.map(plainNumbers));
  for (const [list, { words }] of lists.entries()) {
    for (const word of words) {
      const pattern = patternOf(word, list);
      const first = pattern.pieces[0]?.[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), pattern]);
    }
  }
  return (plain) => {
    const found = new Map<number, string>();
    for (let at = 0; at < plain.length; at++) {
      for (const pattern of byFirst.get(plain.charAt(at)) ?? []) {
        const end = endOf(pattern, plain, at);
        if (end === undefined) continue;
        const word = pattern.pieces.join(' ');
        if (word.length <= (found.get(pattern.list)?.length ?? 0)) continue;
        if (!exceptions[pattern.list]?.some((longer) => overlaps(longer, plain, at, end))) {
          found.set(pattern.list, word);
        }
      }
    }
    return new Map([...found].sort(([one], [other]) => one - other));
  };
}

function patternOf(word: string, list: number): Pattern {
  // The marks go first: NFKC makes three dots of 「…」.
  const bare = word.replace(/^[〜～]|[〜～]$/g, '');
  return {
    list,
    pieces: bare.split('…').map(plainNumbers).filter(Boolean),
    opensBefore: /^[〜～]/.test(word),
    opensAfter: /[〜～]$/.test(word),
  };
}

/** Where the pattern that starts here ends, or undefined where it does not stand here. */
function endOf({ pieces, opensBefore, opensAfter }: Pattern, plain: string, start: number): number | undefined {
  let end = start;
  for (const [order, piece] of pieces.entries()) {
    const at = order === 0 ? (plain.startsWith(piece, start) ? start : -1) : plain.indexOf(piece, end);
    if (at < 0 || at - end > GAP || sentenceEnd.test(plain.slice(end, at))) return undefined;
    end = at + piece.length;
  }
  const single = pieces.length === 1 && oneKanji.test(pieces[0] ?? '');
  const goesOn = (left: number): boolean => {
    const [before, after] = [plain.charAt(left), plain.charAt(left + 1)];
    return (single ? [kanji] : wholeRuns).some((run) => run.test(before) && run.test(after));
  };
  return (!opensBefore && goesOn(start - 1)) || (!opensAfter && goesOn(end - 1)) ? undefined : end;
}

function overlaps(longer: string, plain: string, start: number, end: number): boolean {
  for (let at = plain.indexOf(longer); at >= 0; at = plain.indexOf(longer, at + 1)) {
    if (at < end && at + longer.length > start) return true;
  }
  return false;
}
