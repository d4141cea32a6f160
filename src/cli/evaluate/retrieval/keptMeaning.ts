import type { FindMeaning, Meaning } from '../../../policy/meaning.ts';

/** The meaning of one question after another for several rankings; each way to put it is compared once. */
export interface KeptMeaning {
  readonly findMeaning: FindMeaning;
  /** Forgets what was kept of the last question. */
  nextQuestion(): void;
  /** Milliseconds that were spared since this was last asked. */
  spared(): number;
}

/** @param meaning compares each wording of a question once, however many steps ask for it */
export function keptMeaning(meaning: Meaning): KeptMeaning {
  const kept = new Map<string, { readonly cosines: Float32Array | undefined; readonly ms: number }>();
  let spared = 0;
  return {
    nextQuestion: () => kept.clear(),
    spared: () => {
      const ms = spared;
      spared = 0;
      return ms;
    },
    findMeaning: async () => ({
      cosines: async (questions) => {
        const key = JSON.stringify(questions);
        const known = kept.get(key);
        if (known !== undefined) {
          spared += known.ms;
          return known.cosines?.slice();
        }
        const started = performance.now();
        const cosines = await meaning.cosines(questions);
        kept.set(key, { cosines, ms: performance.now() - started });
        return cosines?.slice();
      },
    }),
  };
}
