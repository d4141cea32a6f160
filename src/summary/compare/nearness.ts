import { alignmentOf } from './alignment.ts';
import type { Fact } from './fact.ts';
import { type Reading, sortOf, type Unit } from './reading.ts';
import type { SourceIndex } from './sourceIndex.ts';

/** A place in the source that may be what a fact of a statement stands for. */
export interface Occurrence {
  /** Sentence of the source. */
  readonly at: number;
  /** Offsets in its normalized text. */
  readonly start: number;
  readonly end: number;
  /** `speaker`: the fact is who speaks, so that the whole sentence stands around it; a number below 1: it stands nearby. */
  readonly stands?: 'speaker' | number;
}

/** A word of the statement, how much it says there, and where it stands to the fact. */
interface Clue {
  readonly unit: Unit;
  readonly weight: number;
  readonly distance: number;
  readonly before: boolean;
  /** True where another value of the fact's sort stands between. */
  readonly beyond: boolean;
}

/** What the order of the words counts for where all of the statement's words are the source's. */
const IN_ORDER = 0.2;
const DECAY = 0.82;
const WRONG_SIDE = 0.6;
/** A word beyond another value of the same sort belongs to that: 「30リットル」 in 「45リットルが450円、30リットルが300円」. */
const BEYOND = 0.6;
const FROM_SPEAKER = 0.8;
const FROM_NEIGHBOUR = 0.45;
const SAME_SIGNS = 0.5;
/** What the particle behind a fact counts for beside the words. */
const PARTICLE = 0.35;
/** Particles that say the same of a noun. */
const PARTICLES: readonly RegExp[] = [
  /^(?:が|は|も|には|では|とは)$/u,
  /^(?:に|へ|に対し|に対して|あて|宛)$/u,
  /^(?:から|より)$/u,
  /^を$/u,
  /^(?:の)$/u,
  /^(?:まで|までに)$/u,
  /^(?:で|において|にて|における)$/u,
  /^(?:と|や|及び|並びに|・)$/u,
];

/** The words around a fact of the statement, by which its place in the source is found. */
export interface Surroundings {
  readonly statement: Reading;
  readonly start: number;
  readonly end: number;
  /** See `Unit.sort`. */
  readonly sort: string;
  readonly clues: readonly Clue[];
  readonly particle: number;
}

/** Reads the words around a fact of a statement. Other values of its sort are no clue: they may be what is wrong. */
export function surroundings(reading: Reading, fact: Fact, source: SourceIndex): Surroundings {
  const { start, end } = fact;
  const sort = sortOf(fact);
  const outside = reading.units.filter((unit) => unit.end <= start || unit.start >= end);
  const first = outside.findIndex((unit) => unit.start >= end);
  const split = first < 0 ? outside.length : first;
  const clues = outside.flatMap((unit, place): Clue[] => {
    if (sort !== '' && unit.sort === sort) return [];
    const before = place < split;
    const distance = before ? split - 1 - place : place - split;
    const between = before ? outside.slice(place + 1, split) : outside.slice(split, place);
    const beyond = sort !== '' && between.some((other) => other.sort === sort);
    return [{ unit, before, distance, beyond, weight: source.weight(unit.key) * decay(distance) }];
  });
  return { statement: reading, start, end, sort, clues, particle: particleAfter(reading, end) };
}

/** How well a place in the source fits the words around a fact, 0 to 1; the place that the words were copied from fits with 1. */
export function nearness(around: Surroundings, occurrence: Occurrence, source: SourceIndex): number {
  const { clues, particle } = around;
  const reading = source.reading(occurrence.at);
  const speaker = source.speaker(occurrence.at)?.text ?? '';
  const near = [occurrence.at - 1, occurrence.at + 1].filter((at) => at >= 0 && at < source.size);
  const { units } = reading;
  const global = occurrence.stands === 'speaker';
  // What a name with は or が is the subject of may come late in its sentence.
  const subject = /^(?:people|body|party|other)$/u.test(around.sort) && particleAfter(reading, occurrence.end) === 0;
  let split = units.findIndex((unit) => unit.start >= occurrence.end);
  if (split < 0) split = units.length;
  let head = split;
  while (head > 0 && (units[head - 1]?.end ?? 0) > occurrence.start) head--;
  let total = 0;
  let found = 0;
  const rivals = around.sort === '' ? [] : units.map((unit) => unit.sort === around.sort);
  for (const { unit, weight, distance, before, beyond } of clues) {
    total += weight;
    let support = 0;
    for (const place of reading.places.get(unit.key) ?? []) {
      if (place >= head && place < split && !global) continue;
      const there = place < split;
      const apart = there ? between(reading, place, head, place) : between(reading, split - 1, place, place);
      const far = subject && !there ? Math.min(apart, distance + 1) : apart;
      const crossed = !beyond && rivals.slice(there ? place + 1 : split, there ? head : place).includes(true);
      const fits =
        Math.min(1, decay(far) / decay(distance)) * (there === before ? 1 : WRONG_SIDE) * (crossed ? BEYOND : 1);
      support = Math.max(support, global ? 1 : fits);
    }
    if (support === 0) {
      if (speaker.includes(unit.key)) support = FROM_SPEAKER;
      else if (near.some((at) => source.mentions(at, unit.key))) support = FROM_NEIGHBOUR;
      else support = SAME_SIGNS * sharedSigns(unit.key, reading.text);
    }
    found += weight * support;
  }
  if (particle >= 0) {
    const there = global ? 0 : particleAfter(reading, occurrence.end);
    total += PARTICLE;
    found += PARTICLE * (there === particle ? 1 : there < 0 ? 0.5 : 0);
  }
  if (total === 0) return 1;
  const order = IN_ORDER * alignmentOf(around.statement, reading).coverage;
  const score = (1 - order) * (found / total) + order * inOrder(around, occurrence, head, split, reading);
  return score * (typeof occurrence.stands === 'number' ? occurrence.stands : 1);
}

/** 1 where the place lies between the same words of the source as the fact does in the statement, less the wider the gap. */
function inOrder(around: Surroundings, occurrence: Occurrence, head: number, split: number, reading: Reading): number {
  const { places } = alignmentOf(around.statement, reading);
  const { units } = around.statement;
  let left = -1;
  let right = reading.units.length;
  let inside = 0;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at];
    const place = places[at] ?? -1;
    if (unit === undefined) continue;
    if (unit.start < around.end && unit.end > around.start) continue;
    if (unit.end <= around.start) {
      if (place >= 0) [left, inside] = [place, 0];
      else inside++;
    } else if (place >= 0) {
      right = place;
      break;
    } else inside++;
  }
  if (occurrence.stands !== undefined) return left < 0 ? 1 : 0;
  if (head <= left || split > right) return 0;
  return Math.max(0.3, 1 - Math.max(0, between(reading, left, right, head) - (split - head) - inside) / 12);
}

/** Units between two places; what stands in brackets of its own does not count. */
function between(reading: Reading, from: number, to: number, own: number): number {
  let count = 0;
  for (let at = from + 1; at < to; at++) {
    const pair = reading.brackets[at] ?? 0;
    if (
      pair === 0 ||
      pair === reading.brackets[own] ||
      pair === reading.brackets[from] ||
      pair === reading.brackets[to]
    )
      count++;
  }
  return count;
}

function decay(distance: number): number {
  return Math.max(0.12, DECAY ** distance);
}

/** Share of a word's kanji that the sentence has: 「改定」 in 「改正」, an abbreviation in what it stands for. */
function sharedSigns(key: string, text: string): number {
  const signs = key.match(/\p{Script=Han}/gu) ?? [];
  if (signs.length === 0) return 0;
  return signs.filter((sign) => text.includes(sign)).length / signs.length;
}

function particleAfter(reading: Reading, end: number): number {
  const particle = reading.particles.get(end);
  if (particle === undefined) return -1;
  const next = reading.particles.get(end + particle.length);
  const whole = PARTICLES.findIndex((words) => words.test(particle + (next ?? '')));
  return whole >= 0 ? whole : PARTICLES.findIndex((words) => words.test(particle));
}
