import { embeddingError } from './embeddingErrors.ts';

/**
 * Waits for `work` until the signal or the deadline; the work itself goes on, whoever started it stops it.
 * @throws KanameError `cancelled`, `model_timeout`, and what `work` fails with
 */
export async function withDeadline<T>(work: Promise<T>, signal: AbortSignal, withinMs?: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let abort = (): void => {};
  const end = new Promise<never>((_, reject) => {
    abort = () => reject(embeddingError('cancelled'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    if (withinMs !== undefined) timer = setTimeout(() => reject(embeddingError('late')), withinMs);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
