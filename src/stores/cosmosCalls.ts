import { ExponentialBackoff, handleWhen, retry, TaskCancelledError, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import { KanameError } from '../errors.ts';
import { batchFailed } from './cosmosBatch.ts';
import { codeOf, storeUnavailable } from './storeErrors.ts';

/** Failures after which the same call may well succeed. 429 is not among them: the SDK has already waited for it. */
const passing = new Set<string | number | undefined>([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  'REQUEST_SEND_ERROR',
  batchFailed,
  408,
  449,
  500,
  503,
]);

/**
 * Runs calls to Cosmos DB, at most three times and altogether within `deadlineMs`. `work` must bear being repeated
 * after a call that succeeded but whose answer was lost, and pass `signal` on as `abortSignal`.
 * @throws KanameError; `store_unavailable` for everything that is not one already
 */
export async function withinDeadline<T>(deadlineMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const again = retry(
    handleWhen((error) => passing.has(codeOf(error))),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 }) },
  );
  try {
    return await wrap(timeout(deadlineMs, TimeoutStrategy.Aggressive), again).execute(({ signal }) => work(signal));
  } catch (thrown) {
    throw toStoreError(thrown);
  }
}

function toStoreError(thrown: unknown): KanameError {
  if (thrown instanceof KanameError) return thrown;
  if (thrown instanceof TaskCancelledError) return storeUnavailable('unreachable', thrown);
  const code = codeOf(thrown);
  if (code === 429) return storeUnavailable('busy', thrown);
  if (code === 401 || code === 403) return storeUnavailable('denied', thrown);
  if (code === 413) {
    return new KanameError(
      'input_too_long',
      '文章が長すぎて、会話の履歴に保存できませんでした。短く分けてお送りください。',
      thrown,
    );
  }
  return storeUnavailable('unreachable', thrown);
}
