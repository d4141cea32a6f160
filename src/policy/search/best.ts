/** The positions of the `limit` highest scores above zero, best first; equal scores in their order. */
export function best(scores: Float64Array, limit: number): number[] {
  const found: number[] = [];
  let least = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? 0;
    if (score <= least) continue;
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((scores[found[middle] ?? 0] ?? 0) >= score) low = middle + 1;
      else high = middle;
    }
    found.splice(low, 0, at);
    if (found.length > limit) found.pop();
    if (found.length === limit) least = scores[found[limit - 1] ?? 0] ?? 0;
  }
  return found;
}
