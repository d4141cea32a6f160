import { lineMark } from '../japanese/lineMarks.ts';
import { displayWidth } from '../japanese/width.ts';

/** How full a line has to be to have been broken by the page, as a share of the widest. */
export interface WrapOptions {
  readonly full: number;
  /** Join even where only few lines look broken; for formats in which every line is broken (PDF). */
  readonly always: boolean;
}

const ENDED = /[。！？：:]$|[。！？][」』）)]$/;
const HEADING =
  /^(?:第[\s\u3000]*[0-9０-９〇一二三四五六七八九十百]+[\s\u3000]*(?:[編章節款目](?![のに])|条(?:の[0-9０-９一二三四五六七八九十]+)*(?:[\s\u3000（(]|$))|附[\s\u3000]*則|別表|様式第|目[\s\u3000]*次$|[【■◆])/;

const CAPTION = /^[（(【〔].{1,40}[）)】〕]$/;

/**
 * Joins lines that a fixed width broke in mid-sentence. A line goes on in the next one where it is nearly as wide as
 * the widest, does not end a sentence, and the next opens nothing (no 条, number, heading or caption).
 */
export function joinWrapped(lines: readonly string[], options: WrapOptions): string[] {
  const widths = lines.map((line) => displayWidth(line.trimEnd())).sort((one, other) => one - other);
  const widest = widths[Math.floor(widths.length * 0.95)] ?? 0;
  const isBroken = (line: string, next: string): boolean => {
    const width = displayWidth(line.trimEnd());
    // A sentence may happen to end where the line does: only a line full to its edge is then taken to go on.
    const needed = ENDED.test(line.trim()) ? widest - 1 : widest * options.full;
    return width >= Math.max(needed, 24) && goesOn(line, next);
  };
  const open = lines.filter((line, at) => goesOn(line, lines[at + 1] ?? '') && !ENDED.test(line.trim()));
  const broken = lines.filter((line, at) => !ENDED.test(line.trim()) && isBroken(line, lines[at + 1] ?? ''));
  if (!options.always && (broken.length < 3 || broken.length < open.length * 0.7)) return [...lines];

  const joined: string[][] = [];
  let previous: string | undefined;
  for (const line of lines) {
    if (previous !== undefined && isBroken(previous, line)) joined.at(-1)?.push(line);
    else joined.push([line]);
    previous = line;
  }
  return joined.map(glued);
}

function goesOn(line: string, next: string): boolean {
  const text = next.trim();
  if (text === '' || line.trim() === '' || CAPTION.test(line.trim())) return false;
  return !HEADING.test(text) && lineMark(text) === undefined && !CAPTION.test(text);
}

function glued(lines: readonly string[]): string {
  const trimmed = lines.map((line, at) => {
    const begun = at === 0 ? line : line.trimStart();
    return at === lines.length - 1 ? begun : begun.trimEnd();
  });
  return trimmed.map((line, at) => (at === 0 ? line : gapBetween(trimmed[at - 1] ?? '', line) + line)).join('');
}

/** What stands between two pieces of a sentence: Japanese is joined as it stands, two words of the Latin script keep a space. */
export function gapBetween(before: string, after: string): '' | ' ' {
  return /[A-Za-z0-9,.]/.test(before.slice(-1)) && /[A-Za-z]/.test(after.charAt(0)) ? ' ' : '';
}
