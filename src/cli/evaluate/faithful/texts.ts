import { basename } from 'node:path';
import { KanameError } from '../../../errors.ts';
import { readFile } from '../../../reading/readFile.ts';
import { readSpeech } from '../../../summary/readSpeech.ts';
import type { Speech } from '../../../summary/speech.ts';
import { textFile } from '../../textFile.ts';

/** A text of the length that is summarized, read into sentences. */
export interface SourceText {
  /** Name of the file it is from, without its ending. */
  readonly file: string;
  readonly speech: Speech;
}

/** Characters after which a long document goes on as another text. */
const longest = 6_000;

/** Reads documents: `.jsonl` with `text`, `document` or `context` on each line, any other file as Kaname reads it. */
export async function readTexts(paths: readonly string[]): Promise<SourceText[]> {
  const texts: SourceText[] = [];
  for (const path of paths) {
    const file = basename(path).replace(/(?:\.dev)?\.[^.]+$/u, '');
    if (!path.endsWith('.jsonl')) {
      const { text, places } = await readFile(path);
      texts.push({ file, speech: readSpeech(text, places) });
      continue;
    }
    for (const text of textsOf(textFile(path, '文書のファイル'))) texts.push({ file, speech: readSpeech(text) });
  }
  return texts;
}

/** The lines of one document stand under its name; what repeats (one context for several questions) counts once. */
export function textsOf(jsonl: string): string[] {
  const documents = new Map<string, Set<string>>();
  for (const line of jsonl.split('\n')) {
    if (line.trim() === '') continue;
    const row: Record<string, unknown> = rowOf(line);
    const body = [row.text, row.document, row.context].find((value) => typeof value === 'string');
    if (body === undefined) continue;
    const name = [row.source_doc, row.law, row.title, row.id].find((value) => typeof value === 'string') ?? '';
    const parts = documents.get(name) ?? new Set();
    documents.set(name, parts.add(body.replace(/^.{1,60} \[SEP\] /u, '')));
  }
  return [...documents.values()].flatMap((parts) => pieces([...parts]));
}

function rowOf(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line);
  } catch {
    throw new KanameError('wrong_call', '--texts の .jsonl は、1行に1つの JSON を書いてください。');
  }
}

function pieces(parts: readonly string[]): string[] {
  const made: string[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (last !== undefined && last.length + part.length <= longest) made[made.length - 1] = `${last}\n${part}`;
    else made.push(part);
  }
  return made;
}
