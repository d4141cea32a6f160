import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { KanameError } from '../../errors.ts';
import { numeralValue } from '../../japanese/numerals.ts';
import type { Article, RuleDocument } from '../document.ts';
import { clausesOfText } from './givenClauses.ts';
import { type Edition, editionOf, statedReaders } from './jsonlDocument.ts';
import { HIDDEN, type Readers } from './readers.ts';

export type JsonlEntry =
  /** `readers` where the line states who may read its law: it counts for the whole law, in all its versions. */
  | { readonly kind: 'article'; readonly document: RuleDocument; readonly article: Article; readonly readers?: Readers }
  /** Something is wrong with a line, counted from 1. `used` tells whether its article came all the same. */
  | { readonly kind: 'problem'; readonly line: number; readonly used: boolean; readonly reason: string };

const lineSchema = z.object({
  id: z.string().min(1),
  law: z.string().min(1),
  law_num: z.string().nullish(),
  article: z.union([z.string(), z.number()]).transform(String),
  caption: z.string().nullish(),
  chapter: z.union([z.string(), z.array(z.string())]).nullish(),
  clauses: z.array(z.string().min(1)).nullish(),
  text: z.string().min(1),
  number: z.unknown().optional(),
  owner: z.unknown().optional(),
  effective: z.unknown().optional(),
  version: z.unknown().optional(),
  readers: z.unknown().optional(),
});

/**
 * Reads a file of articles, one JSON object a line: {"id","law","law_num"?,"article","caption","clauses"?,"text"}. The
 * article keeps its id and its text letter by letter; its document is the law. "number" (or "law_num"), "owner",
 * "effective", "version" and "readers" (a string or a list) tell of the law; a line without them goes with the line of
 * its law before it, and another "effective" or "version" makes another document. Streams: a line at a time in memory.
 * @throws KanameError `file_unreadable` where the file cannot be opened or read
 */
export async function* readArticleJsonl(path: string): AsyncGenerator<JsonlEntry> {
  const seen = new Set<string>();
  const documents = new Map<string, Edition>();
  let line = 0;
  try {
    for await (const text of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line += 1;
      if (text.trim() !== '') yield* entriesOf(text.replace(/^\ufeff/, ''), { line, path, seen, documents });
    }
  } catch (thrown) {
    if (thrown instanceof KanameError) throw thrown;
    throw new KanameError(
      'file_unreadable',
      '条文のファイルを開けませんでした。ファイルがあるかどうかを確認してください。',
      thrown,
    );
  }
}

interface Reading {
  readonly line: number;
  readonly path: string;
  readonly seen: Set<string>;
  /** Of each law, what its lines said last. */
  readonly documents: Map<string, Edition>;
}

function entriesOf(text: string, { line, path, seen, documents }: Reading): JsonlEntry[] {
  const problem = (reason: string, used = false): JsonlEntry => ({ kind: 'problem', line, used, reason });
  const parsed = lineSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    return [
      problem(
        field === undefined
          ? 'JSON の1行として読み取れません。'
          : `「${String(field)}」がないか、形が正しくありません。`,
      ),
    ];
  }
  const given = parsed.data;
  if (seen.has(given.id)) return [problem(`同じ id（${given.id}）の条が、前の行にもあります。`)];
  seen.add(given.id);

  const edition = editionOf(given, documents.get(given.law), path);
  const { document } = edition;
  documents.set(given.law, edition);
  const limit = statedReaders(given.readers);
  const fitting = clausesOfText(given.text, given.clauses ?? undefined);
  const article: Article = {
    id: given.id,
    document: document.id,
    label: articleLabel(given.article),
    caption: (given.caption ?? '').replace(/^[（(](.*)[）)]$/, '$1'),
    chapter: [given.chapter ?? []].flat().filter((part) => part !== ''),
    text: given.text,
    clauses: fitting ?? clausesOfText(given.text) ?? [],
  };
  if (article.clauses.length === 0) return [problem('「text」に本文がありません。')];
  const mismatch = problem('「clauses」と「text」の行が対応しないため、本文から項・号を読み取りました。', true);
  return [
    { kind: 'article', document, article, ...(limit !== undefined && { readers: limit }) },
    ...(fitting === undefined ? [mismatch] : []),
    ...edition.unclear.map((field) => problem(`「${field}」の書き方が分からないため、使いませんでした。`, true)),
    ...(limit?.length === 0 ? [problem(HIDDEN, true)] : []),
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** 「第12条の3」 of "12の3", "第十二条の三", "第12の3条"; other numberings (9−1−2) stay as they are. */
export function articleLabel(written: string): string {
  const plain = written
    .trim()
    .replaceAll(/(?<=第|の|ノ)[〇一二三四五六七八九十百千]+/g, (numeral) => String(numeralValue(numeral) ?? numeral))
    .replaceAll(/[０-９]+/g, (digits) => digits.normalize('NFKC'))
    .replaceAll(/(第\d+)((?:の\d+)+)条/g, '$1条$2')
    .replaceAll(/(第\d+条)ノ/g, '$1の');
  const bare = /^(\d+)((?:の\d+)*)$/.exec(plain);
  return bare === null ? plain : `第${bare[1]}条${bare[2]}`;
}
