/** Ranks of the first right hit, from 1; infinite where none is among the hits. */
export type Ranks = readonly number[];

/** Share of questions whose first right hit is among the first `limit`. */
export function hitRate(ranks: Ranks, limit: number): number {
  return ranks.filter((rank) => rank <= limit).length / Math.max(1, ranks.length);
}

/** Rank of the first of `found` that is right. */
export function firstRank<T>(found: readonly T[], right: (one: T) => boolean): number {
  const at = found.findIndex(right);
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

const ROUNDS = 2_000;

/**
 * The 95 % interval of the gain in `hitRate` from one ranking to another over the same questions, by drawing the
 * questions anew (paired bootstrap, Efron 1979); the same every time.
 */
export function gainInterval(before: Ranks, after: Ranks, limit: number): readonly [low: number, high: number] {
  const gains = after.map(
    (rank, at) => Number(rank <= limit) - Number((before[at] ?? Number.POSITIVE_INFINITY) <= limit),
  );
  const random = seeded(20_261_122);
  const means = Array.from({ length: ROUNDS }, () => {
    let sum = 0;
    for (let draw = 0; draw < gains.length; draw++) sum += gains[Math.floor(random() * gains.length)] ?? 0;
    return sum / Math.max(1, gains.length);
  }).sort((one, other) => one - other);
  return [means[Math.floor(ROUNDS * 0.025)] ?? 0, means[Math.floor(ROUNDS * 0.975)] ?? 0];
}

/** Numbers from 0 to 1 that follow from a seed: a linear congruence (Knuth; constants of Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
