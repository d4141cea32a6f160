import { alignmentOf } from './alignment.ts';
import type { Reading, Unit } from './reading.ts';
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
}

/** What the order of the words counts for where all of the statement's words are the source's. */
const IN_ORDER = 0.2;
const DECAY = 0.82;
const WRONG_SIDE = 0.75;
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
  readonly clues: readonly Clue[];
  readonly particle: number;
}

/** Reads the words around `[start, end)` in a statement. */
export function surroundings(reading: Reading, start: number, end: number, source: SourceIndex): Surroundings {
  const outside = reading.units.filter((unit) => unit.end <= start || unit.start >= end);
  const first = outside.findIndex((unit) => unit.start >= end);
  const split = first < 0 ? outside.length : first;
  const clues = outside.map((unit, place): Clue => {
    const before = place < split;
    const distance = before ? split - 1 - place : place - split;
    return { unit, before, distance, weight: source.weight(unit.key) * decay(distance) };
  });
  return { statement: reading, start, end, clues, particle: particleAfter(reading, end) };
}

/** How well a place in the source fits the words around a fact, 0 to 1; the place that the words were copied from fits with 1. */
export function nearness(around: Surroundings, occurrence: Occurrence, source: SourceIndex): number {
  const { clues, particle } = around;
  const reading = source.reading(occurrence.at);
  const speaker = source.speaker(occurrence.at)?.text ?? '';
  const near = [occurrence.at - 1, occurrence.at + 1].filter((at) => at >= 0 && at < source.size);
  const { units } = reading;
  const global = occurrence.stands === 'speaker';
  let split = units.findIndex((unit) => unit.start >= occurrence.end);
  if (split < 0) split = units.length;
  let head = split;
  while (head > 0 && (units[head - 1]?.end ?? 0) > occurrence.start) head--;
  let total = 0;
  let found = 0;
  for (const { unit, weight, distance, before } of clues) {
    total += weight;
    let support = 0;
    for (const place of reading.places.get(unit.key) ?? []) {
      if (place >= head && place < split && !global) continue;
      const there = place < split;
      const far = there ? head - 1 - place : place - split;
      const fits = global ? 1 : Math.min(1, decay(far) / decay(distance)) * (there === before ? 1 : WRONG_SIDE);
      support = Math.max(support, fits);
    }
    if (support === 0) {
      if (speaker.includes(unit.key)) support = FROM_SPEAKER;
      else if (near.some((at) => source.reading(at).places.has(unit.key))) support = FROM_NEIGHBOUR;
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
  return Math.max(0.3, 1 - Math.max(0, right - left - 1 - (split - head) - inside) / 12);
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
