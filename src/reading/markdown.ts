import { parseDocument } from 'yaml';
import { decodeText } from './decodeText.ts';
import { markdownPlaces } from './markdownPlaces.ts';
import { type Block, type ReadText, rowBlock } from './readText.ts';
import { joinWrapped } from './wrappedLines.ts';

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** A Markdown file: headings, tables and paragraphs without their marks of emphasis, and the front matter. */
export function readMarkdown(bytes: Uint8Array): ReadText {
  const text = decodeText(bytes);
  const front = FRONT_MATTER.exec(text);
  const { values, warnings } = frontMatter(front?.[1]);
  const body = withoutComments(text.slice(front?.[0].length ?? 0));
  const blocks = blocksOf(joinWrapped(body.split(/\r\n|[\r\n]/), { full: 0.9, always: false }));
  return {
    blocks,
    text,
    places: markdownPlaces(text, front?.[0].length ?? 0),
    warnings,
    ...(values && { frontMatter: values }),
    ...(front && !values && { brokenFrontMatter: front[1] ?? '' }),
    ...(values?.title && { title: values.title }),
  };
}

/** Without 「<!-- … -->」; one that is never closed goes on to the end. */
function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    kept += text.slice(at, open);
    const close = text.indexOf('-->', open + 4);
    if (close < 0) return kept;
    at = close + 3;
  }
  return kept + text.slice(at);
}

function frontMatter(source: string | undefined): { values?: Record<string, string>; warnings: string[] } {
  if (source === undefined) return { warnings: [] };
  const parsed = parsedYaml(source);
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    return {
      warnings: ['先頭の「---」で囲まれた部分を読み取れなかったため、題名や所管などの設定は使いませんでした。'],
    };
  }
  return {
    values: Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, entryText(value)])),
    warnings: [],
  };
}

function entryText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The values of a YAML text; undefined where it is broken or uses aliases, which could grow without bound. */
function parsedYaml(source: string): unknown {
  try {
    const document = parseDocument(source, { schema: 'core' });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let inCode = false;
  for (const line of lines) {
    const text = line.trim();
    if (/^(?:```|~~~)/.test(text)) inCode = !inCode;
    else if (inCode) blocks.push({ kind: 'paragraph', text: line.trimEnd() });
    else blocks.push(...blockOf(text, blocks));
  }
  return blocks.filter((block) => block.kind === 'page-break' || block.text.trim() !== '');
}

function blockOf(text: string, before: readonly Block[]): Block[] {
  const heading = /^#{1,6}(?=\s)/.exec(text)?.[0];
  if (heading !== undefined)
    return [{ kind: 'heading', level: heading.length, text: inline(withoutClosing(text.slice(heading.length))) }];
  if (/^\|?[\s:|-]*-{2,}[\s:|-]*\|[\s:|-]*$/.test(text) && before.at(-1)?.kind === 'row') return [];
  if (/^\|.*\|$/.test(text)) return rowBlock(cellsOf(text));
  if (/^(?:-{3,}|\*{3,}|_{3,}|={3,})$/.test(text)) return [];
  return text === '' ? [] : [{ kind: 'paragraph', text: inline(text.replace(/^>\s?/, '')) }];
}

/** 「## 題 ##」 */
function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === '#') end -= 1;
  return heading.slice(0, end).trim();
}

function cellsOf(row: string): string[] {
  const cells = row.slice(1, -1).split(/(?<!\\)\|/);
  return cells.map((cell) => inline(cell.replaceAll('\\|', '|').replaceAll(/<br\s*\/?>/gi, ' ')));
}

/** Takes away what Markdown does not print: emphasis, link targets, escapes, a bullet before a number of the text's own. */
function inline(text: string): string {
  return text
    .replace(
      /^[-*+]\s+(?=[（(][0-9０-９ア-ン一二三四五六七八九十]+[)）]|[①-⑳]|[一二三四五六七八九十ア-ン]+[\s\u3000])/,
      '',
    )
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/\*\*([^*]+)\*\*|__([^_]+)__/g, '$1$2')
    .replaceAll(/`([^`]+)`/g, '$1')
    .replaceAll(/\\([\\`*_{}[\]()#+.!|>-])/g, '$1')
    .trim();
}
