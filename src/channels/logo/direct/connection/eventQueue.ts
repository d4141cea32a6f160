export interface EventQueue<T> {
  push(event: T): void;
  end(): void;
  /** What was pushed, in order; ends after `end`, when everything was read. One reader. */
  events(): AsyncIterable<T>;
}

export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = [];
  let hasEnded = false;
  let wake: () => void = () => {};
  return {
    push(event) {
      if (hasEnded) return;
      waiting.push(event);
      wake();
    },
    end() {
      hasEnded = true;
      wake();
    },
    async *events() {
      for (;;) {
        const event = waiting.shift();
        if (event !== undefined) yield event;
        else if (hasEnded) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
