import { toKanameError } from '../../../errors.ts';
import { describeError, type Log } from '../../../log.ts';
import type { HttpResponse } from '../../server.ts';

/** Why a request is not taken. Relays go by the code; the sentence is for the person who sets one up. */
export type RefusalCode =
  | 'unauthorized'
  | 'replayed'
  | 'bad_request'
  | 'invalid_message'
  | 'callback_not_allowed'
  | 'callback_needed'
  | 'busy'
  | 'stopping';

/** A request that is not taken: nothing of it has been done. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  /** Japanese, complete, and without anything of the inside. */
  readonly sentence: string;

  constructor(status: number, code: RefusalCode, sentence: string) {
    super(`${status} ${code}`);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }
}

/** One answer for everything that may be wrong with a signature: saying which part would help to guess. */
export const unauthorized = () =>
  new Refusal(
    401,
    'unauthorized',
    '署名を確認できませんでした。共有鍵、署名の方法、時刻（前後5分以内）を確認してください。',
  );

export const busy = () =>
  new Refusal(503, 'busy', 'ただいま混み合っています。しばらくしてから、署名し直してお送りください。');

export const stopping = () =>
  new Refusal(503, 'stopping', '停止処理中のため、受け付けていません。しばらくしてから、署名し直してお送りください。');

export function refusalResponse(status: number, code: string, sentence: string): HttpResponse {
  return { status, body: { error: { code, message: sentence } } };
}

/** The answer to whatever was thrown while a request was handled; nothing of the inside is in it. */
export function responseFor(thrown: unknown, log: Log): HttpResponse {
  if (thrown instanceof Refusal) {
    log.info('webhook.refused', { status: thrown.status, code: thrown.code });
    return refusalResponse(thrown.status, thrown.code, thrown.sentence);
  }
  log.error('webhook.failed', describeError(thrown));
  const { code, sentence } = toKanameError(thrown);
  return code === 'store_unavailable'
    ? refusalResponse(503, 'unavailable', sentence)
    : refusalResponse(500, 'unexpected', sentence);
}
