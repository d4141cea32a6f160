import { KanameError } from '../errors.ts';

/**
 * The time a call may take: `totalMs` in all, `idleMs` between two pieces of the answer once it has begun (a model may
 * read a long prompt for a minute in silence). `signal` aborts the request for any reason, also the user's.
 */
export class CallClock {
  readonly signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #user: AbortSignal;
  readonly #idleMs: number;
  readonly #total: NodeJS.Timeout;
  #idle: NodeJS.Timeout | undefined;
  #late = false;

  constructor(user: AbortSignal, totalMs: number, idleMs: number) {
    this.#user = user;
    this.#idleMs = idleMs;
    this.signal = AbortSignal.any([user, this.#stop.signal]);
    this.#total = setTimeout(() => this.#expire(), totalMs);
  }

  /** A piece has arrived: the next one may take `idleMs` again. */
  tick(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#expire(), this.#idleMs);
  }

  /** Ends the request, if it still runs, and the timers. */
  stop(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#idle);
    this.#stop.abort();
  }

  /** Why the call was aborted, or undefined where it was not. */
  reason(): KanameError | undefined {
    if (this.#user.aborted) return new KanameError('cancelled', '処理を中止しました。');
    if (!this.#late) return undefined;
    return new KanameError(
      'model_timeout',
      '言語モデルの応答が時間内に終わりませんでした。文章を短くするか、しばらくしてからもう一度お試しください。',
    );
  }

  #expire(): void {
    this.#late = true;
    this.#stop.abort();
  }
}
