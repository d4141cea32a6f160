import { steersForm } from '../text/form/formWords.ts';
import type { LineReader } from './lineReader.ts';

const MORE = '… ';

/** One answer that is typed: a line, or what is pasted at once. Undefined at the end of the input. */
export async function readTyped(reader: LineReader, prompt: string): Promise<string | undefined> {
  return (await reader.read(prompt))?.trim();
}

/** Lines up to an empty one; a word that steers the form counts at once. Undefined at the end of the input. */
export async function readLines(reader: LineReader, prompt: string): Promise<string | undefined> {
  const lines: string[] = [];
  for (;;) {
    const line = await reader.read(lines.length === 0 ? prompt : MORE);
    if (line === undefined && lines.length === 0) return undefined;
    if (line === undefined || line.trim() === '') return lines.join('\n');
    if (steersForm(line)) return line;
    lines.push(line);
  }
}
