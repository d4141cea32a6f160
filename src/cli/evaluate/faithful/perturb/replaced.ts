import type { Variant } from '../case.ts';

/** A sentence with one stretch of it put otherwise. */
export function replaced(text: string, start: number, before: string, after: string): Variant {
  return {
    statement: text.slice(0, start) + after + text.slice(start + before.length),
    changed: `${before}→${after}`,
    kept: after,
  };
}

/** One variant for each place at which a rule of words fires. */
export function byRules(text: string, rules: readonly (readonly [RegExp, string])[]): Variant[] {
  return rules.flatMap(([pattern, after]) =>
    [...text.matchAll(pattern)].map((match) => replaced(text, match.index, match[0], after)),
  );
}
