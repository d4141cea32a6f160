import { BYTE_ORDER_MARK } from './csvFile.ts';

/** A text file as Windows programs of every age open it: UTF-8 with a byte order mark, lines ended by CRLF. */
export function textFile(text: string): Buffer {
  return Buffer.from(`${BYTE_ORDER_MARK}${text.replace(/^\ufeff/, '').replace(/\r\n|[\r\n]/g, '\r\n')}`);
}
