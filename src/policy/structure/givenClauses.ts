import type { Clause } from '../document.ts';
import { placeClauses } from './clausePlaces.ts';

interface TextLine {
  readonly text: string;
  readonly start: number;
}

/**
 * The clauses of an article whose text stays as it is given, letter by letter. With `ids`, one for each line, those
 * are taken; without them the structure is read from the lines.
 * @returns undefined where `ids` do not fit: not one for each line, or one of them twice
 */
export function clausesOfText(text: string, ids?: readonly string[]): Clause[] | undefined {
  const lines = linesOf(text);
  const places = placeClauses(lines, 'rule');
  const clause = (id: string, label: string, start: number, end: number): Clause => {
    return { id, label, start, end, text: text.slice(start, end) };
  };
  const clauses: Clause[] = [];
  if (ids !== undefined && (ids.length !== lines.length || new Set(ids).size !== ids.length)) return undefined;
  const sole = isSole(ids ?? []);
  const agrees = ids === undefined || sole === isSole(places.map((place) => place.id));
  for (const [index, line] of lines.entries()) {
    const read = places[index] ?? { id: '', label: '' };
    const id = ids?.[index] ?? read.id;
    const label = agrees && id === read.id ? read.label : labelOfId(id, sole);
    const goesOn = clauses.at(-1)?.id === id ? clauses.pop() : undefined;
    clauses.push(clause(id, label, goesOn?.start ?? line.start, line.start + line.text.length));
  }
  return clauses;
}

/** The lines of a text that hold something, without the white space around them. */
function linesOf(text: string): TextLine[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) => {
    const trimmed = line.trim();
    return trimmed === '' ? [] : [{ text: trimmed, start: index + line.length - line.trimStart().length }];
  });
}

/** True where an article has no second paragraph. */
function isSole(ids: readonly string[]): boolean {
  return !ids.some((id) => /^p(?:[2-9]|\d\d)/.test(id));
}

/** 「第2項第3号イ」 of `p2-i3-s1`, where the line itself does not say it otherwise. */
function labelOfId(id: string, sole: boolean): string {
  const [, paragraph, item, sub, deeper] = /^p([1-9]\d*)(?:-i(\d+))?(?:-s(\d+))?((?:-\d+)*)$/.exec(id) ?? [];
  if (paragraph === undefined) return '';
  const below = deeper?.replaceAll(/-(\d+)/g, '($1)') ?? '';
  const iroha =
    sub === undefined ? '' : 'イロハニホヘトチリヌルヲワカヨタレソツネ'.charAt(Number(sub) - 1) || `(${sub})`;
  return `${sole ? '' : `第${paragraph}項`}${item === undefined ? '' : `第${item}号`}${iroha}${below}`;
}
