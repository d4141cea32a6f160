import { KanameError } from '../errors.ts';

const megabyte = 1024 * 1024;
/** Bytes of the longest input, as JSON text in UTF-8 without its quotation marks. */
const mostInputBytes = 8 * megabyte;
/** The same of one result: it is written together with the row, and Cosmos DB takes 2 MB in one transaction. */
const mostResultBytes = megabyte;
/** UTF-16 units of a piece: 1.5 MB where every one of them is written as `\u0000`; Cosmos DB takes 2 MB in a document. */
const pieceLength = 256 * 1024;

const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

/**
 * The input in pieces that every adapter keeps as one text each.
 * @throws KanameError `input_too_long`
 */
export function piecesOf(input: string): readonly string[] {
  if (bytesOf(input) > mostInputBytes) {
    throw new KanameError(
      'input_too_long',
      '文章が長すぎるため、お預かりできません（上限は8MBです）。分けて、もう一度お送りください。',
    );
  }
  const pieces: string[] = [];
  for (let from = 0; from < input.length; from += pieceLength) pieces.push(input.slice(from, from + pieceLength));
  return pieces;
}

/** @throws KanameError `input_too_long` where a result is longer than any adapter keeps */
export function checkResultSize(result: string): void {
  if (bytesOf(result) <= mostResultBytes) return;
  throw new KanameError('input_too_long', '結果が長すぎるため、保存できません（上限は1MBです）。');
}
