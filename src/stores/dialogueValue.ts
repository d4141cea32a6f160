import { KanameError } from '../errors.ts';

/** Bytes of the longest value, as JSON text in UTF-8 without its quotation marks; Cosmos DB takes 2 MB in one document. */
const mostBytes = 1024 * 1024;

/** The clock by which values end; the same for every adapter, so that no store's own clock decides. */
export interface Clock {
  readonly now: () => Date;
}

/** @throws KanameError `input_too_long` where a value is longer than any adapter keeps */
export function checkSize(value: string): void {
  if (Buffer.byteLength(JSON.stringify(value)) - 2 <= mostBytes) return;
  throw new KanameError(
    'input_too_long',
    '途中までの内容が大きすぎるため、覚えておくことができません（上限は1MBです）。短く分けて、もう一度お送りください。',
  );
}

/** Epoch milliseconds from which a value that is kept now for `seconds` is no longer there. */
export function endOf(clock: Clock, seconds: number): number {
  return clock.now().getTime() + seconds * 1000;
}
