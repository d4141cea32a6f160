import { KanameError } from '../../../../errors.ts';
import type { DirectFile } from '../session.ts';
import { CallFailed, CallLost, type Connection } from './connection.ts';

export interface FetchOptions {
  readonly connected: (signal: AbortSignal) => Promise<Connection>;
  readonly fileMs: number;
}

const ATTEMPTS = 3;
const TOO_LONG = 'ファイルが大きすぎるため、読み取れません。分けてから送ってください。';
const NOT_FETCHED = 'ファイルを受け取れませんでした。お手数ですが、もう一度送ってください。';

/**
 * Reads a file that was sent to a room, again over the next connection when one is lost meanwhile.
 * @throws KanameError `input_too_long`, `unreachable`
 */
export async function fetchFile(file: DirectFile, limitBytes: number, options: FetchOptions): Promise<Buffer> {
  const { connected, fileMs } = options;
  if (file.bytes > limitBytes) throw new KanameError('input_too_long', TOO_LONG);
  const signal = AbortSignal.timeout(fileMs);
  let last: unknown;
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt++) {
    try {
      const connection = await connected(signal);
      // The process keeps the time; this one only notices when it does not.
      const ask = { url: file.url, limitBytes, timeLimitMs: fileMs };
      return Buffer.from(await connection.call('download', ask, fileMs * 2));
    } catch (thrown) {
      last = thrown;
      if (thrown instanceof CallFailed && thrown.failure.isTooLong) {
        throw new KanameError('input_too_long', TOO_LONG, thrown);
      }
      if (!isWorthAnother(thrown)) break;
    }
  }
  throw new KanameError('unreachable', NOT_FETCHED, last);
}

function isWorthAnother(thrown: unknown): boolean {
  if (thrown instanceof CallLost) return true;
  if (!(thrown instanceof CallFailed)) return false;
  const { code } = thrown.failure;
  return code === undefined || code >= 500 || code === 429;
}
