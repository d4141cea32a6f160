/** Counts crashes: something may start again while fewer than `most` happened within the last `windowMs`. */
export class CrashBudget {
  readonly #most: number;
  readonly #windowMs: number;
  #times: number[] = [];

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** @param now in milliseconds */
  count(now: number): void {
    this.#times.push(now);
  }

  isSpent(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < this.#windowMs);
    return this.#times.length >= this.#most;
  }
}
