/** One word about the work, when it takes long. */
export interface LateWord {
  /** What is being done now. */
  progress(text: string): void;
  /** No word from now on; waits for one that is being sent. */
  done(): Promise<void>;
}

const STILL_WORKING = '処理を続けています。もうしばらくお待ちください。';

/** Says once after `afterMs` what is being done. */
export function createLateWord(afterMs: number, say: (text: string) => Promise<unknown>): LateWord {
  let latest = STILL_WORKING;
  let saying: Promise<unknown> = Promise.resolve();
  const timer = setTimeout(() => {
    saying = say(latest);
  }, afterMs);
  return {
    progress(text) {
      latest = text;
    },
    async done() {
      clearTimeout(timer);
      await saying;
    },
  };
}
