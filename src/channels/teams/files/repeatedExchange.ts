import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { InnerAddressError } from './checkedLookup.ts';
import { AnswerRefused, type FileAnswer, type FileAsk, type FileReach, fileExchange } from './fileExchange.ts';
import { ProxyRefused } from './proxy.ts';

/** An answer that may be another one in a moment. */
class BusyAnswer extends Error {
  readonly answer: FileAnswer;

  constructor(answer: FileAnswer) {
    super(`The file's host answered ${answer.status}.`);
    this.name = 'BusyAnswer';
    this.answer = answer;
  }
}

const mayPass = (thrown: Error) =>
  !(thrown instanceof AnswerRefused || thrown instanceof InnerAddressError || thrown instanceof ProxyRefused);
const isBusy = (status: number) => status >= 500 || status === 408 || status === 429;
const MOST_PAUSE_MS = 8_000;

/** The same request again after lost connections and 5xx, 408 and 429, within `stop`. Rejects as `fileExchange` does. */
export async function repeatedExchange(
  url: URL,
  ask: FileAsk,
  reach: FileReach,
  stop: AbortSignal,
): Promise<FileAnswer> {
  const { retries, pauseMs } = reach.timing;
  const again = retry(handleWhen(mayPass), {
    maxAttempts: retries,
    backoff: new ExponentialBackoff({ initialDelay: pauseMs, maxDelay: MOST_PAUSE_MS }),
  });
  try {
    return await again.execute(async () => {
      const answer = await fileExchange(url, ask, reach, stop);
      if (isBusy(answer.status)) throw new BusyAnswer(answer);
      return answer;
    }, stop);
  } catch (thrown) {
    if (thrown instanceof BusyAnswer) return thrown.answer;
    throw thrown;
  }
}
