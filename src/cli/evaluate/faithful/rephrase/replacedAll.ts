import type { Variant } from '../case.ts';

/** The sentence with every word of a list put otherwise, each place once; nothing where none of them stands in it. */
export function replacedAll(text: string, rules: readonly (readonly [RegExp, string])[]): Variant[] {
  const places = rules
    .flatMap(([pattern, after]) =>
      [...text.matchAll(pattern)].map((match) => ({ start: match.index, before: match[0], after })),
    )
    .sort((one, other) => one.start - other.start);
  let statement = '';
  let done = 0;
  const seen = new Set<string>();
  for (const { start, before, after } of places) {
    if (start < done) continue;
    statement += text.slice(done, start) + after;
    done = start + before.length;
    seen.add(`${before}→${after}`);
  }
  return seen.size === 0 ? [] : [{ statement: statement + text.slice(done), changed: [...seen].join('、') }];
}
