import { KanameError } from '../../../errors.ts';
import type { HttpHandler, HttpResponse } from '../../server.ts';

/** Why a request is not taken. Relays go by the code; the sentence is for the person who sets one up. */
export type RefusalCode =
  | 'unauthorized'
  | 'replayed'
  | 'bad_request'
  | 'too_large'
  | 'invalid_message'
  | 'callback_not_allowed'
  | 'callback_needed'
  | 'busy'
  | 'stopping'
  | 'unavailable';

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

export function refusalResponse({
  status,
  code,
  sentence,
}: Pick<Refusal, 'status' | 'code' | 'sentence'>): HttpResponse {
  return { status, body: { error: { code, message: sentence } } };
}

/** Turns what a handler throws into its answer. What is unknown is left to the server, which says nothing of it. */
export function withRefusals(handler: HttpHandler): HttpHandler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (thrown) {
      if (thrown instanceof Refusal) return refusalResponse(thrown);
      if (thrown instanceof KanameError && thrown.code === 'store_unavailable')
        return refusalResponse({ status: 503, code: 'unavailable', sentence: thrown.sentence });
      throw thrown;
    }
  };
}
