import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name by which `--only` chooses this set. */
export const SUMMARY_SET = 'summ';

/** A text with the summary that its authors gave it. */
export interface SummarizedText {
  readonly id: string;
  readonly document: string;
  readonly reference: string;
}

/** The texts of a data folder; undefined where it has none. */
export function summarizedTexts(folder: string, split: string): SummarizedText[] | undefined {
  const file = join(folder, `summ_taxanswer.${split}.jsonl`);
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SummarizedText);
}
