const EVERY_MS = 100;

/**
 * Asks again and again until there is an answer other than `undefined` or `false`, and resolves to it.
 * @throws Error naming `what` after `timeoutMs`
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`Not seen within ${timeoutMs / 1000} s: ${what}`);
    await new Promise((soon) => setTimeout(soon, EVERY_MS));
  }
}
