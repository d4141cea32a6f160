import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { projectFile } from '../../projectFiles.ts';

const BEGIN = '<!-- kaname evaluate: begin -->';
const END = '<!-- kaname evaluate: end -->';

/** Puts the measured sections between their marks in docs/evaluation.md; what is written around them stays. */
export function writeEvaluation(sections: readonly string[]): void {
  const file = projectFile('docs/evaluation.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : `# 検索と回答の評価\n\n${BEGIN}\n${END}\n`;
  const from = before.indexOf(BEGIN) + BEGIN.length;
  const to = before.indexOf(END);
  if (to < from) throw new Error('docs/evaluation.md has lost its marks');
  writeFileSync(file, `${before.slice(0, from)}\n\n${sections.join('\n\n')}\n\n${before.slice(to)}`);
}

/** Puts one measured section between marks of its own, at the end of docs/evaluation.md where it has none yet. */
export function writeSection(name: string, section: readonly string[]): void {
  const file = projectFile('docs/evaluation.md');
  const before = readFileSync(file, 'utf8');
  const begin = `<!-- kaname evaluate --${name}: begin -->`;
  const end = `<!-- kaname evaluate --${name}: end -->`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  const body = `${begin}\n\n${section.join('\n\n')}\n\n${end}`;
  const after =
    from < 0 || to < from
      ? `${before.trimEnd()}\n\n${body}\n`
      : `${before.slice(0, from)}${body}${before.slice(to + end.length)}`;
  writeFileSync(file, after);
}
