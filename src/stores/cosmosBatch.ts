import type { Container, OperationInput } from '@azure/cosmos';

/** What the SDK makes of every failure of a batch: an error that has lost its code. */
export const batchFailed = 'BATCH_FAILED';

/**
 * Runs operations within one partition as a transaction, up to 100 and 2 MB together.
 * @returns the HTTP statuses of what failed; empty where all was written
 * @throws an error of code `BATCH_FAILED` where the request as a whole failed; repeating it may help
 */
export async function runBatch(
  container: Container,
  operations: OperationInput[],
  partitionKey: string,
  abortSignal: AbortSignal,
): Promise<readonly number[]> {
  try {
    const { result = [] } = await container.items.batch(operations, partitionKey, { abortSignal });
    return result.map(({ statusCode }) => statusCode).filter((status) => status >= 400);
  } catch (thrown) {
    throw Object.assign(new Error('batch failed', { cause: thrown }), { code: batchFailed });
  }
}
