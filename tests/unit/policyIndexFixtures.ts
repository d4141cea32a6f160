import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../src/policy/ingest/ingest.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { projectFile } from '../../src/projectFiles.ts';

/** The sample rules (those of Markdown that fit the pattern) in a folder of their own, and a data directory beside it. */
export function sampleRules(fits = /./): { readonly rules: string; readonly data: string } {
  const base = mkdtempSync(join(tmpdir(), 'kaname-index-'));
  const rules = join(base, 'rules');
  copyRules(rules, fits);
  return { rules, data: join(base, 'data') };
}

export function copyRules(rules: string, fits = /./): void {
  mkdirSync(rules);
  for (const folder of ['samples/policies', 'samples/sources'].map(projectFile))
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.md') && fits.test(one)))
      copyFileSync(join(folder, name), join(rules, name));
}

/** The sample rules, ingested. */
export async function ingestedRules(fits?: RegExp) {
  const made = sampleRules(fits);
  await ingest([made.rules], made.data);
  return made;
}

export const questions = readFileSync(projectFile('samples/questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { question: string }).question);

export interface Place {
  readonly article: string;
  readonly clause: string;
  readonly score: number;
}

/** The first hits of sample questions. */
export function answersOf(library: RuleLibrary, most = questions.length): Promise<Place[][]> {
  return Promise.all(
    questions.slice(0, most).map(async (question) => {
      const { hits } = await library.search(question, 10);
      return hits.map(({ article, clause, score }) => ({ article: article.id, clause: clause.id, score }));
    }),
  );
}
