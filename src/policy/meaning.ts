import type { Article, Clause, RuleDocument } from './document.ts';

/** The side of the search that knows meaning: how near each clause is to a question. Wired to an embedding model. */
export interface Meaning {
  /**
   * The mean cosine of every clause with the ways in which the question is put, by its position; NaN where a clause has
   * none yet.
   * Undefined where it is not to be had in time: the search then goes by words alone. Never throws.
   */
  cosines(questions: readonly string[]): Promise<Float32Array | undefined>;
}

/** Passages to embed, made when they are asked for. A list that stays the same object stays the same list. */
export interface Passages {
  readonly length: number;
  at(position: number): string | undefined;
}

/** Passages of one segment of the index, and 1 for each that was replaced since: it has no nearness. */
export interface PassagePart {
  readonly passages: Passages;
  readonly isDead?: Uint8Array;
}

/** Prepares the meaning of passages, in the order in which the search numbers the clauses: part after part. */
export type FindMeaning = (parts: readonly PassagePart[]) => Promise<Meaning>;

/** The passage at a position counted through all parts; undefined where it was replaced. */
export function passageAt(parts: readonly PassagePart[], position: number): string | undefined {
  let at = position;
  for (const { passages, isDead } of parts) {
    if (at < passages.length) return isDead?.[at] === 1 ? undefined : passages.at(at);
    at -= passages.length;
  }
  return undefined;
}

/** Passages whose keys are found before other work of the process gets a turn. */
const PASSAGES_AT_ONCE = 500;

/**
 * Finds the key of each passage, undefined for those that were replaced. Those of a list of passages are remembered as
 * long as the list is.
 */
export function passageKeys(keyOf: (passage: string) => string) {
  const known = new WeakMap<Passages, string[]>();
  const keysOf = async (passages: Passages): Promise<string[]> => {
    const keys: string[] = [];
    for (let at = 0; at < passages.length; at++) {
      keys.push(keyOf(passages.at(at) ?? ''));
      if (at % PASSAGES_AT_ONCE === 0) await new Promise((resume) => setImmediate(resume));
    }
    known.set(passages, keys);
    return keys;
  };
  return async (parts: readonly PassagePart[]): Promise<(string | undefined)[]> => {
    const all: (string | undefined)[] = [];
    for (const { passages, isDead } of parts) {
      const keys = known.get(passages) ?? (await keysOf(passages));
      for (const [at, key] of keys.entries()) all.push(isDead?.[at] === 1 ? undefined : key);
    }
    return all;
  };
}

/** Characters of the paragraph that stand before each of its items. */
const LEAD_CHARACTERS = 100;

/**
 * A clause as a passage to embed: the document and the caption, and for an item the beginning of its paragraph, say
 * what the clause by itself does not.
 */
export function passageOf({ title }: RuleDocument, { caption, clauses }: Article, clause: Clause): string {
  const head = [title, caption].filter((part) => part !== '').join(' ');
  return `${head}\n${leadOf(clause, clauses)}${clause.text}`;
}

/** The beginning of the paragraph that an item (`p2-i3`) belongs to. */
function leadOf({ id }: Clause, clauses: readonly Clause[]): string {
  const paragraph = /^(p\d+)-/.exec(id)?.[1];
  const lead = paragraph === undefined ? undefined : clauses.find((clause) => clause.id === paragraph);
  return lead === undefined ? '' : `${lead.text.slice(0, LEAD_CHARACTERS)}\n`;
}
