import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { projectFile } from '../../src/projectFiles.ts';

/** A rule book of samples/ as its Markdown has it, for the tests of the samples. */
export interface Book {
  readonly title: string;
  readonly meta: Record<string, string>;
  readonly body: string;
  /** Numbered articles without 附則 and 別表, by their label in half-width numerals. */
  readonly articles: ReadonlyMap<string, string>;
}

const KANJI = '〇一二三四五六七八九';
export const policies = projectFile('samples/policies');
export const sources = projectFile('samples/sources');
/** Every rule book once: the Markdown ones and the masters of the others. */
export const books = [...markdown(policies), ...markdown(sources)].map(readBook);

function markdown(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** 「第十二条の二」「第１２条」 → 「第12条」 and so on. */
export function halfWidth(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[条項号])/g, (_, tens: string, ones: string) =>
      String((tens ? KANJI.indexOf(tens) : 1) * 10 + (ones ? KANJI.indexOf(ones) : 0)),
    )
    .replace(/(?<=[第の])[一二三四五六七八九](?=[条項号第の。、（(　 ]|$)/g, (digit) => String(KANJI.indexOf(digit)));
}

export function readBook(path: string): Book {
  const [, front = '', body = ''] = readFileSync(path, 'utf8').match(/^---\n(.*?)\n---\n(.*)$/s) ?? [];
  const meta = parse(front) as Record<string, string>;
  const articles = new Map<string, string>();
  let current: string | undefined;
  for (const line of body.split('\n')) {
    const label = halfWidth(line).match(/^(?:### )?(第\d+条(?:の\d+)?)(?:\(|\s)/)?.[1];
    if (/^## (附則|別表)/.test(line)) current = undefined;
    else if (label) {
      articles.set(label, line.replace(/^\S+　?/, ''));
      current = label;
    } else if (current && !/^(## |（[^（）]+）$|$)/.test(line))
      articles.set(current, `${articles.get(current)}\n${line}`);
  }
  return { title: meta.title ?? '', meta, body, articles };
}

/** The text without what only lays it out. */
export const dense = (text: string): string => text.replace(/[\s|○]/g, '');
