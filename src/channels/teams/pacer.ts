export interface Pacer<T> {
  /** Sends `value` as soon as the pace allows it; a value that still waits is replaced. */
  offer(value: T): void;
  /** Drops what still waits and resolves when nothing is on its way any more. */
  close(): Promise<void>;
}

export interface Pace {
  /** How long the first value waits, so that a quick answer needs none. Milliseconds. */
  readonly firstAfterMs: number;
  /** The pause between the end of one sending and the next. Milliseconds. */
  readonly intervalMs: number;
}

/** Sends the newest of many values: one at a time, never closer together than the pace. `send` must not reject. */
export function createPacer<T>(send: (value: T) => Promise<void>, pace: Pace): Pacer<T> {
  let waiting: { readonly value: T } | undefined;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let readyAt: number | undefined;

  const next = () => {
    if (closed || sending || timer || !waiting) return;
    readyAt ??= performance.now() + pace.firstAfterMs;
    timer = setTimeout(fire, Math.max(0, readyAt - performance.now()));
  };
  const fire = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    sending = send(value).finally(() => {
      sending = undefined;
      readyAt = performance.now() + pace.intervalMs;
      next();
    });
  };

  return {
    offer(value) {
      waiting = { value };
      next();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await sending;
    },
  };
}
