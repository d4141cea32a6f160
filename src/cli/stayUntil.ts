/** Longer than any call takes; the timer only has to be there. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * Keeps the process until `work` is done, even while nothing but unreferenced handles is left (a worker process that
 * is being ended). Without it Node gives up with exit code 13 before the promise settles.
 */
export async function stayUntil<T>(work: Promise<T>): Promise<T> {
  const held = setTimeout(() => {}, FOREVER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(held);
  }
}
