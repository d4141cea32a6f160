/**
 * Runs `work` for every item, at most `limit` at once, in their order.
 * @returns the results in the order of the items
 * @throws what the first failing one threw; no further item is begun then
 */
export async function eachInParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const waiting = items.entries();
  let failed = false;
  const worker = async () => {
    // One iterator for all workers: each item is taken by one of them.
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        results[index] = await work(item, index);
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
