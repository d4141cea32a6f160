/** The part of two texts' character pairs that is the same, as F (harmonic mean of precision and recall), 0 to 1. */
export function bigramF(text: string, reference: string): number {
  const said = pairs(text);
  const wanted = pairs(reference);
  let shared = 0;
  for (const [pair, count] of said) shared += Math.min(count, wanted.get(pair) ?? 0);
  return shared === 0 ? 0 : (2 * shared) / (size(said) + size(wanted));
}

function pairs(text: string): Map<string, number> {
  const plain = text.replace(/\s/gu, '');
  const found = new Map<string, number>();
  for (let at = 0; at + 1 < plain.length; at++) {
    const pair = plain.slice(at, at + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

function size(found: ReadonlyMap<string, number>): number {
  return [...found.values()].reduce((sum, count) => sum + count, 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Mean of the differences of two paired lists, and its 95 % interval (mean ± 1.96 standard errors). */
export function pairedGain(before: readonly number[], after: readonly number[]): { gain: number; margin: number } {
  const gains = after.map((value, at) => value - (before[at] ?? 0));
  const gain = mean(gains);
  const spread = Math.sqrt(mean(gains.map((value) => (value - gain) ** 2)));
  return { gain, margin: (1.96 * spread) / Math.sqrt(Math.max(1, gains.length - 1)) };
}
