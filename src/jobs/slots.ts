/** A number of places that several jobs share; whoever waits longest gets the next free one. */
export interface Slots {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((enter) => waiting.push(enter));
      try {
        return await work();
      } finally {
        // The place goes straight to the next one, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
