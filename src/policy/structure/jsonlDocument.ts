import { findPeriods } from '../../japanese/datesOfPeriods.ts';
import type { RuleDocument } from '../document.ts';
import { parseReaders, type Readers } from './readers.ts';

/** What the lines of a law in article JSONL said of it so far. */
export interface Edition {
  readonly document: RuleDocument;
  /** Fields of the line that made this that could not be understood. */
  readonly unclear: readonly string[];
}

interface Stated {
  readonly law: string;
  readonly law_num?: string | null | undefined;
  readonly number?: unknown;
  readonly owner?: unknown;
  readonly effective?: unknown;
  readonly version?: unknown;
}

/**
 * The document of a line: its law, as it was said before unless the line itself says otherwise. The id is the law's name,
 * and with it the effective date and the version where one is stated.
 * @param before what the line of the same law before it said
 */
export function editionOf(line: Stated, before: Edition | undefined, source: string): Edition {
  const unclear: string[] = [];
  const textOf = (name: 'number' | 'owner' | 'version'): string | undefined => {
    const value = line[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
    unclear.push(name);
    return undefined;
  };
  const effective = dayOf(line.effective);
  if (effective === undefined && ![undefined, null, ''].includes(line.effective as string)) unclear.push('effective');
  const version = textOf('version');
  const known = before?.document;
  const isNext =
    (effective !== undefined && effective !== known?.effective) ||
    (version !== undefined && version !== known?.version);
  const edition = isNext ? { effective, version } : { effective: known?.effective, version: known?.version };
  const number = textOf('number') || line.law_num || known?.number;
  const owner = textOf('owner') ?? known?.owner;
  const document: RuleDocument = {
    id: [line.law, edition.effective, edition.version].filter(Boolean).join('＠'),
    title: line.law,
    ...(number && { number }),
    ...(owner && { owner }),
    ...(edition.version && { version: edition.version }),
    ...(edition.effective && { effective: edition.effective }),
    source,
  };
  const isSame = JSON.stringify(document) === JSON.stringify(known);
  return { document: isSame && known ? known : document, unclear };
}

function dayOf(stated: unknown): string | undefined {
  const [period] = typeof stated === 'string' ? findPeriods(stated) : [];
  return period?.kind === 'day' ? period.from : undefined;
}

/** Who may read, as a line states it; undefined where it does not, nobody where it cannot be understood. */
export function statedReaders(value: unknown): Readers | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return parseReaders(value);
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? parseReaders(value) : [];
}
