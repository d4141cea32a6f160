import { KanameError } from '../../../errors.ts';
import { InnerAddressError } from './checkedLookup.ts';
import { AnswerRefused, type FileAnswer, type FileReach } from './fileExchange.ts';
import { repeatedExchange } from './repeatedExchange.ts';

const MOST_REDIRECTS = 3;

const NOT_ALLOWED =
  'OneDrive と SharePoint 以外の場所にあるファイルは、受け取れません。本文をコピーして貼り付けてください。';
const EXPIRED = 'ファイルの受け取り期限が切れたか、ファイルが削除されています。お手数ですが、もう一度お送りください。';
const TOO_LARGE = 'ファイルが大きすぎます。分けて保存し直し、もう一度お送りください。';
const NO_ANSWER =
  'ファイルの保存場所（OneDrive）から応答がありませんでした。しばらくしてから、もう一度お送りください。';

/**
 * The bytes of a file at the address Teams gave for it, which holds its own permission for some minutes. Redirects are
 * followed within the same host.
 * @throws KanameError `input_too_long`, `unreachable`; its cause names no address, which is as good as a key
 */
export async function downloadFile(address: unknown, limitBytes: number, reach: FileReach): Promise<Buffer> {
  const stop = AbortSignal.timeout(reach.timing.wholeMs);
  const start = reach.hosts.read(address);
  let url = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (url === undefined || url.host !== start?.host) throw new KanameError('unreachable', NOT_ALLOWED);
    const answer = await repeatedExchange(url, { method: 'GET', limitBytes }, reach, stop).catch((thrown: unknown) => {
      throw asSentence(thrown);
    });
    if (answer.status >= 200 && answer.status <= 299) return answer.body;
    if (answer.location === undefined || answer.status > 399) throw refused(answer);
    url = URL.canParse(answer.location, url.href) ? reach.hosts.read(new URL(answer.location, url).href) : undefined;
  }
  throw new KanameError('unreachable', NO_ANSWER, new Error('Too many redirects.'));
}

function refused({ status }: FileAnswer): KanameError {
  const isGone = [401, 403, 404, 410].includes(status);
  return new KanameError('unreachable', isGone ? EXPIRED : NO_ANSWER, new Error(`The file's host answered ${status}.`));
}

function asSentence(thrown: unknown): KanameError {
  if (thrown instanceof InnerAddressError) return new KanameError('unreachable', NOT_ALLOWED, thrown);
  if (thrown instanceof AnswerRefused && thrown.reason === 'too_large') {
    return new KanameError('input_too_long', TOO_LARGE, thrown);
  }
  return new KanameError('unreachable', NO_ANSWER, thrown);
}
