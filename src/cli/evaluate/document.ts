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
