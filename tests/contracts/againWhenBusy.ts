import { jest } from '@jest/globals';

/**
 * Import it in tests that watch real sockets and short paces: on a machine that is busy with other work a pause may come
 * between two steps. Such a test is tried again, with its first failure in the log; one that is wrong fails every time.
 */
jest.retryTimes(2, { logErrorsBeforeRetry: true });
