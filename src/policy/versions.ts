import type { RuleDocument } from './document.ts';
import { ruleName } from './versions/ruleName.ts';
import { areVersions } from './versions/sameRule.ts';
import { clausesIn, type OpenDocument, sharedText } from './versions/sameText.ts';
import { comparePlaces, type Place, placesOf } from './versions/versionOrder.ts';

/**
 * How a version stands: in force (`current`); no longer (`superseded`); not yet (`future`); in force now, but not yet on
 * the day asked about (`afterwards`); perhaps not on that day, since its own day is not known (`undated`).
 */
export type Standing = 'current' | 'superseded' | 'future' | 'afterwards' | 'undated';

/** The version of every rule before the one in force; a rule that has no such version has nothing to show. */
export const BEFORE_AMENDMENT = 'before-amendment';
/** ISO date, or the versions before the last amendment. */
export type RuleDay = string;

/** The day that is asked about, and the day on which it is asked. Both ISO dates, the first also `BEFORE_AMENDMENT`. */
export interface AskedOn {
  readonly on: RuleDay;
  readonly today: string;
}

/** Which documents are versions of one rule, and which of them counts on which day. */
export interface Versions {
  /** Of these documents those that count on the day; of copies the best structured. */
  inForce(documents: readonly RuleDocument[], asked: AskedOn): RuleDocument[];
  standing(document: RuleDocument, asked: AskedOn): Standing;
  /** Ids of all versions of the rule that a document is one of; none where it has no other. */
  ofSameRule(document: string): readonly string[];
}

/** Documents of one rule that nothing tells apart in time: copies of one version, or parts. */
type Version = readonly Member[];
interface Member {
  readonly document: RuleDocument;
  readonly place: Place;
}

/** Two files of one version are copies where they have this much of the shorter one's text in common. */
const COPIED = 0.5;

/**
 * Finds the versions of each rule: documents of one name (without version words, dates and brackets), one kind of number
 * and one owner or folder, in the order of their effective dates, then of their version numbers.
 */
export function versionsOf(documents: readonly RuleDocument[], open: OpenDocument): Versions {
  const rules = familiesOf(documents, open).map(versionsInOrder);
  const ruleOf = new Map(rules.flatMap((rule) => rule.flat().map(({ document }) => [document.id, rule] as const)));

  const copiesOf = copyFinder(ruleOf, open);
  const countsOn = (document: RuleDocument, { on, today }: AskedOn): boolean => {
    const rule = ruleOf.get(document.id);
    if (rule === undefined) return on !== BEFORE_AMENDMENT;
    const now = inForceOn(rule, on === BEFORE_AMENDMENT ? today : on);
    const version = rule[on === BEFORE_AMENDMENT ? now - 1 : now] ?? [];
    return version.some((member) => member.document.id === document.id);
  };
  return {
    inForce: (given, asked) => {
      const counting = given.filter((document) => countsOn(document, asked));
      const copies = copiesOf(counting);
      return copies.size === 0 ? counting : counting.filter(({ id }) => !copies.has(id));
    },
    standing: (document, { on, today }) => {
      if (on === BEFORE_AMENDMENT) return 'superseded';
      const place = ruleOf
        .get(document.id)
        ?.flat()
        .find((member) => member.document.id === document.id)?.place;
      const since = place?.since ?? placesOf([document])[0]?.since;
      if (since !== undefined && since > today) return 'future';
      if (since !== undefined && since > on) return 'afterwards';
      if (!countsOn(document, { on: today, today })) return 'superseded';
      return since === undefined && on !== today ? 'undated' : 'current';
    },
    ofSameRule: (id) => ruleOf.get(id)?.flatMap((version) => version.map(({ document }) => document.id)) ?? [],
  };
}

/** Documents that are versions of one rule, of those that have more than one. */
function familiesOf(documents: readonly RuleDocument[], open: OpenDocument): RuleDocument[][] {
  const byName = new Map<string, RuleDocument[]>();
  for (const document of new Map(documents.map((one) => [one.id, one])).values()) {
    const name = ruleName(document.title);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [document]);
    else known.push(document);
  }
  return [...byName]
    .flatMap(([name, named]) => (named.length === 1 ? [] : together(named, name, open)))
    .filter((family) => family.length > 1);
}

/** Joins each to the only group with all of whose members it goes; those that say most of themselves come first. */
function together(documents: readonly RuleDocument[], name: string, open: OpenDocument): RuleDocument[][] {
  const said = ({ number, owner }: RuleDocument): number => (number ? 2 : 0) + (owner ? 1 : 0);
  const groups: RuleDocument[][] = [];
  for (const document of [...documents].sort((one, other) => said(other) - said(one))) {
    const fitting = groups.filter((group) => group.every((member) => areVersions(member, document, name, open)));
    if (fitting.length === 1) fitting[0]?.push(document);
    else groups.push([document]);
  }
  return groups;
}

/** The oldest first. */
function versionsInOrder(family: readonly RuleDocument[]): Version[] {
  const places = placesOf(family);
  const members = family.flatMap((document, at): Member[] => (places[at] ? [{ document, place: places[at] }] : []));
  members.sort((one, other) => comparePlaces(one.place, other.place));
  const versions: Member[][] = [];
  for (const member of members) {
    const last = versions.at(-1);
    if (last?.[0] && comparePlaces(last[0].place, member.place) === 0) last.push(member);
    else versions.push([member]);
  }
  return versions;
}

/** The position of the latest version that took effect by that day; the first one where none did. */
function inForceOn(rule: readonly Version[], day: string): number {
  const after = rule.findIndex(([member]) => (member?.place.since ?? '') > day);
  return after < 0 ? rule.length - 1 : Math.max(0, after - 1);
}

/** Combinations of documents whose copies are remembered; who may read what makes few of them. */
const MOST_REMEMBERED = 20_000;

/** Finds copies; what was found of the same documents is remembered, for every question asks anew. */
function copyFinder(ruleOf: ReadonlyMap<string, readonly Version[]>, open: OpenDocument) {
  const known = new Map<string, readonly string[]>();
  return (documents: readonly RuleDocument[]): Set<string> => {
    const given = new Set(documents.map(({ id }) => id));
    const versions = new Set(documents.flatMap(({ id }) => ruleOf.get(id)?.filter((one) => one.length > 1) ?? []));
    const copies = new Set<string>();
    for (const version of versions) {
      const among = version.flatMap(({ document }) => (given.has(document.id) ? [document] : []));
      const key = among.map(({ id }) => id).join('\n');
      const found = known.get(key) ?? copiesAmong(among, open);
      if (known.size > MOST_REMEMBERED) known.clear();
      known.set(key, found);
      for (const id of found) copies.add(id);
    }
    return copies;
  };
}

/** Of documents of one version that say the same (a .docx and its PDF) all but the one with most clauses, by id. */
function copiesAmong(documents: readonly RuleDocument[], open: OpenDocument): string[] {
  const copies: string[] = [];
  const kept: RuleDocument[] = [];
  for (const one of [...documents].sort((some, other) => clausesIn(other, open) - clausesIn(some, open))) {
    if (kept.some((document) => sharedText(document, one, open) >= COPIED)) copies.push(one.id);
    else kept.push(one);
  }
  return copies;
}
