import type { ReadText } from '../../reading/readText.ts';
import type { Article, RuleDocument } from '../document.ts';
import { countingOf } from './articleOrder.ts';
import { articleOf, type Draft } from './drafts.ts';
import { effectiveDate, frontOf } from './front.ts';
import { type Line, linesOf } from './lines.ts';
import { HIDDEN, narrowest } from './readers.ts';
import { readersInPath, takeReaders } from './readersStated.ts';
import { treeOf } from './tree.ts';
import { versionWords } from './versionWords.ts';

export interface RuleSource {
  /** Path or name of the file, for operators. */
  readonly path: string;
  /** The document's id, see `documentId`. */
  readonly id: string;
}

/** A document's id: its path within its folder, without the ending: `総務/旅費規程.docx` → `総務/旅費規程`. */
export function documentId(relativePath: string): string {
  return relativePath
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '')
    .replace(/\.[A-Za-z0-9]+$/, '');
}

/**
 * Reads one rule book or manual into its articles.
 *
 * Article ids are `${document}#${key}` with the key `12`, `3-2` (第3条の2), `s2-p1` (第1項, or
 * the only one, of the second 附則), `s1-a3` (附則第3条), `t1` (別表第1; `t` without a number), `f3`
 * (様式第3号), `x1` (別紙), `h4` (the fourth heading of a manual), `pre` (前文). A key that comes again in the same file
 * gets `~2`, `~3`. Ids depend on nothing but the file's words and `source.id`.
 *
 * Title, version, effective date and readers come from the front matter and the lines above the first article, then from
 * the title, then from the file's name. The day that the 附則 gives stands behind a day that these name. Of several
 * statements about readers the narrowest counts; one that cannot be read hides the document, and `notes` says so.
 */
export function readRules(
  read: ReadText,
  source: RuleSource,
): { document: RuleDocument; articles: Article[]; notes: string[] } {
  const { stated: readersOnLines, lines } = takeReaders(linesOf(read));
  const tree = treeOf(lines, countingOf(lines));
  const { rest, title, version, effective, readers: readersInFront, ...stated } = frontOf(read, tree.front);
  const fileName = versionWords(source.id.split('/').at(-1)?.replace(/~\d+$/, '') ?? source.id);
  const ofTitle = versionWords(title ?? '');
  const day = effective ?? ofTitle.effective ?? fileName.effective ?? effectiveDate(tree.drafts);
  const edition = version ?? ofTitle.version ?? fileName.version;
  const readers = narrowest([
    ...readersInFront,
    ...readersOnLines,
    ...readersInPath(title ?? ''),
    ...readersInPath(source.id),
  ]);
  const drafts = [...preamble(rest), ...tree.drafts];
  const seen = new Map<string, number>();
  const articles = drafts.map((draft) => {
    const count = (seen.get(draft.key) ?? 0) + 1;
    seen.set(draft.key, count);
    return articleOf(draft, source.id, `${source.id}#${draft.key}${count > 1 ? `~${count}` : ''}`);
  });
  return {
    document: {
      id: source.id,
      title: title ?? fileName.name,
      ...stated,
      ...(edition && { version: edition }),
      ...(day && { effective: day }),
      ...(readers !== 'everyone' && { readers }),
      source: source.path,
    },
    articles,
    notes: readers.length === 0 ? [HIDDEN] : [],
  };
}

function preamble(lines: readonly Line[]): Draft[] {
  if (lines.length === 0) return [];
  return [{ key: 'pre', label: '前文', caption: '', chapter: [], naming: 'section', lines: [...lines] }];
}
