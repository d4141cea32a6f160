import { KanameError } from '../errors.ts';

/** Rejects with the reason as soon as the signal is aborted. `done` ends the waiting. */
export function untilAborted(signal: AbortSignal): { readonly rejection: Promise<never>; readonly done: () => void } {
  let onAbort = () => {};
  const rejection = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  rejection.catch(() => {});
  return { rejection, done: () => signal.removeEventListener('abort', onAbort) };
}

/**
 * Runs `work`, whose signal is aborted with `outer` and after `ms`; then it is not waited for any longer, whether it heeds
 * its signal or not.
 * @throws the reason of `outer`; KanameError `model_timeout` after `ms`
 */
export async function inTime<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const late = () =>
    deadline.abort(
      new KanameError('model_timeout', '時間内に終わりませんでした。しばらくしてからもう一度お試しください。'),
    );
  const timer = setTimeout(late, ms);
  const signal = outer ? AbortSignal.any([outer, deadline.signal]) : deadline.signal;
  const aborted = untilAborted(signal);
  try {
    return await Promise.race([work(signal), aborted.rejection]);
  } finally {
    clearTimeout(timer);
    aborted.done();
  }
}
