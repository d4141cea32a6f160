import { createInterface } from 'node:readline';
import { KanameError } from '../errors.ts';
import { createMasking } from '../privacy/createMasking.ts';
import { printJson } from './output.ts';

/** `kaname mask`: lines `{"id","text"}` on standard input, each answered by its masked text and what was found in it. */
export async function mask(): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number++;
    if (line.trim() === '') continue;
    const { id, text } = parse(line, number);
    const masked = createMasking().mask(text);
    printJson({ id, masked: masked.text, entities: masked.entities });
  }
}

function parse(line: string, number: number): { id: unknown; text: string } {
  try {
    const { id, text } = JSON.parse(line);
    if (typeof text === 'string') return { id, text };
  } catch {
    // said below, as for a line that is JSON but has no text
  }
  throw new KanameError('file_unreadable', `標準入力の${number}行目が {"id","text"} の形になっていません。`);
}
