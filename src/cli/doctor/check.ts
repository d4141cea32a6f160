import type { Environment } from '../../config/reader.ts';
import type { Config } from '../../config.ts';

export type Verdict = 'good' | 'note' | 'wrong';

/** What a check found: a Japanese sentence for the operator, and how to mend it where something is to be done. */
export interface Finding {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly mend?: string;
  /** Numbers and names for programs (`--json`); never a key, a path of the machine or an address with its path. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the checks look at. */
export interface Circumstances {
  readonly config: Config;
  readonly environment: Environment;
  /** Whether only the chat may be outside the office's own network. */
  readonly lgwan: boolean;
}

/** One thing that is looked at. A new check is a file beside this one and a line in checks.ts. */
export interface Check {
  /** Stable, for programs. */
  readonly id: string;
  readonly title: string;
  /** Nothing found means that there was nothing to look at. What it throws is told as something wrong. */
  run(circumstances: Circumstances): Promise<readonly Finding[]>;
}

/** A check that needs no configuration, and is run also where that is wrong. */
export interface MachineCheck extends Omit<Check, 'run'> {
  run(): Promise<readonly Finding[]>;
}

export const good = (sentence: string, details?: Finding['details']): Finding => found('good', sentence, '', details);
export const note = (sentence: string, mend: string, details?: Finding['details']): Finding =>
  found('note', sentence, mend, details);
export const wrong = (sentence: string, mend: string, details?: Finding['details']): Finding =>
  found('wrong', sentence, mend, details);

function found(verdict: Verdict, sentence: string, mend: string, details: Finding['details']): Finding {
  return { verdict, sentence, ...(mend !== '' && { mend }), ...(details && { details }) };
}
