import { KanameError } from '../../../errors.ts';
import { InnerAddressError } from './checkedLookup.ts';
import type { FileReach } from './fileExchange.ts';
import { repeatedExchange } from './repeatedExchange.ts';

const NOT_ALLOWED = 'OneDrive と SharePoint 以外の場所には、ファイルを保存できません。';
const EXPIRED =
  '保存の受付が終わっていました（すでに保存されている場合もあります。OneDrive の「Microsoft Teams チャット ファイル」フォルダーをご確認ください）。';
const NOT_TAKEN = 'ファイルの保存場所（OneDrive）に保存できませんでした。';
/** Of the answer to an upload, which describes the file. */
const ANSWER_BYTES = 256 * 1024;

/**
 * Puts a file, in one piece, where Teams told that its person lets it be put: an upload session of OneDrive
 * (https://learn.microsoft.com/graph/api/driveitem-createuploadsession, at most 60 MiB in a piece).
 * @throws KanameError `unreachable`; its cause names no address
 */
export async function uploadFile(address: unknown, bytes: Buffer, reach: FileReach): Promise<void> {
  const url = reach.hosts.read(address);
  if (url === undefined) throw new KanameError('unreachable', NOT_ALLOWED);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
  };
  const ask = { method: 'PUT', headers, body: bytes, limitBytes: ANSWER_BYTES } as const;
  const { status } = await repeatedExchange(url, ask, reach, AbortSignal.timeout(reach.timing.wholeMs)).catch(
    (thrown: unknown) => {
      throw new KanameError('unreachable', thrown instanceof InnerAddressError ? NOT_ALLOWED : NOT_TAKEN, thrown);
    },
  );
  // 202 would say that OneDrive waits for more pieces.
  if (status === 200 || status === 201) return;
  const isGone = [401, 403, 404, 410].includes(status);
  throw new KanameError('unreachable', isGone ? EXPIRED : NOT_TAKEN, new Error(`The file's host answered ${status}.`));
}
