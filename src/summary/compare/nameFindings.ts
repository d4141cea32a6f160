import type { NameFact } from './fact.ts';
import { type Finding, finding } from './finding.ts';
import { type Counterpart, displaced, instead, type Weighed, weigh } from './judge.ts';
import type { Occurrence } from './nearness.ts';
import type { Reading } from './reading.ts';
import { placesOfName, sameName } from './sameName.ts';
import type { SourceIndex } from './sourceIndex.ts';

const LIKELY = 0.35;
/** A name in the sentence before or after counts for less than one in the sentence itself. */
const NEARBY = 0.8;
/** A sentence that asks somebody else to do something. */
const REQUEST =
  /(?:ください|下さい|願い(?:ます|たい|いた)|お願い|いただけ|もらえ|頂け|ほしい|欲しい|いただきたい|求めます|ませんか|ましょうか|でしょうか|[すた]か|いかが|のか)[、。?]?(?:です)?か?[。?]?$/u;
/** A statement of who said something. */
const REPORT =
  /求め|尋ね|質問|質疑|聞い|問う|問い|要望|依頼|要請|指摘|述べ|発言|説明|報告し|意見|主張|提案|答え|答弁|回答|指示|確認し|話し/u;

/**
 * Names that the source does not have, and names that stand where the source has another: who said what another said,
 * who is given what another was given.
 */
export function nameFindings(statement: Reading, sentences: readonly number[], source: SourceIndex): Finding[] {
  const facts = statement.facts.filter((fact): fact is NameFact => fact.kind === 'name');
  const reports = REPORT.test(statement.text);
  const all = facts.map((fact) => weigh(fact, statement, counterparts(fact, sentences, source, reports), source));
  return all.flatMap((weighed) => judge(weighed, all, statement, sentences, source));
}

function counterparts(
  fact: NameFact,
  sentences: readonly number[],
  source: SourceIndex,
  reports: boolean,
): Counterpart<NameFact>[] {
  const found = counterpartsAnyhow(fact, sentences, source, reports);
  // Where the text has the very name, a longer one is another: 分割法人 and 分割承継法人.
  const exact = found.some(({ same, fact: other }) => same && other.name === fact.name);
  if (!exact) return found;
  return found.map((one) => (one.same && isOnlyShort(fact.name, one.fact.name) ? { ...one, same: false } : one));
}

/** An abbreviation by single signs, not a part. */
function isOnlyShort(one: string, other: string): boolean {
  return one !== other && !one.includes(other) && !other.includes(one);
}

function counterpartsAnyhow(
  fact: NameFact,
  sentences: readonly number[],
  source: SourceIndex,
  reports: boolean,
): Counterpart<NameFact>[] {
  return sentences.flatMap((at) => {
    const own = namesAt(fact, at, source, reports);
    const nearby = [at - 1, at + 1, at - 2, at + 2]
      .filter((other) => other >= 0 && other < source.size)
      .filter((other) => isNamed(fact, source.text(other)) || isNamed(fact, source.speaker(other)?.text ?? ''))
      // It stands beside the sentence, so everything in that is behind it.
      .map((): Counterpart<NameFact> => ({ at, start: 0, end: 0, fact, same: true, stands: NEARBY }));
    return [...own, ...nearby.slice(0, 1)];
  });
}

function isNamed({ name }: NameFact, text: string): boolean {
  return placesOfName(name, text).length > 0;
}

function namesAt(fact: NameFact, at: number, source: SourceIndex, reports: boolean): Counterpart<NameFact>[] {
  const reading = source.reading(at);
  const speaker = source.speaker(at);
  const given = reading.facts.filter((other): other is NameFact => other.kind === 'name' && alike(fact, other));
  const found = given.map(
    (other): Counterpart<NameFact> => ({
      at,
      start: other.start,
      end: other.end,
      fact: other,
      same: sameName(fact, other),
    }),
  );
  const written = placesOfName(fact.name, reading.text)
    .filter((start) => !given.some((other) => other.start <= start && start < other.end))
    .map((start): Counterpart<NameFact> => ({ at, start, end: start + fact.name.length, fact, same: true }));
  const speaking = speaker ? speakerCounterparts(fact, speaker, { at, start: 0, end: 0, stands: 'speaker' }) : [];
  // Who asks for something is not who does it: another name than the speaker's is right there.
  const asks = !reports && REQUEST.test(reading.text);
  return [...found, ...written, ...speaking.filter(({ same }) => same || !asks)];
}

function speakerCounterparts(
  fact: NameFact,
  speaker: { readonly text: string; readonly names: readonly NameFact[] },
  place: Occurrence,
): Counterpart<NameFact>[] {
  if (placesOfName(fact.name, speaker.text).length > 0 || speaker.names.some((other) => sameName(fact, other))) {
    return [{ ...place, fact, same: true }];
  }
  const other = speaker.names.find((name) => name.group === 'people') ?? speaker.names[0];
  const named = { ...fact, name: speaker.text, title: '' };
  return fact.group === 'people' || other?.group === fact.group ? [{ ...place, fact: named, same: false }] : [];
}

/** A name can only stand in the place of one of its kind. */
function alike(one: NameFact, other: NameFact): boolean {
  if (one.group === other.group) return true;
  // A post is named for its office and the other way round: 「総務課」 and 「総務課長」.
  return sameName(one, other);
}

function judge(
  weighed: Weighed<NameFact>,
  all: readonly Weighed<NameFact>[],
  statement: Reading,
  sentences: readonly number[],
  source: SourceIndex,
): Finding[] {
  const { fact, same } = weighed;
  const words = statement.text.slice(fact.start, fact.end);
  const nameOf = (other: NameFact): string => `${other.name}${other.name.endsWith(other.title) ? '' : other.title}`;
  if (same.length === 0) {
    const other = instead(weighed, all);
    const asked = fact.group === 'katakana' || fact.group === 'party' ? 2 : fact.proper ? LIKELY : 0.55;
    if (other && other.score >= asked && !pieced(fact, sentences, source))
      return [finding('name', fact, words, nameOf(other.fact))];
    if (!fact.proper || source.holding(fact.name, statement.text, 1).length > 0 || pieced(fact, sentences, source))
      return [];
    return [finding('name', fact, words)];
  }
  const other = displaced(weighed, all, LIKELY, source);
  return other ? [finding('name', fact, words, nameOf(other.fact))] : [];
}

/** True where a long name is put together of pieces that stand in one sentence in their order: 「見本市の公民館の使用料」. */
function pieced(fact: NameFact, sentences: readonly number[], source: SourceIndex): boolean {
  if (fact.name.length < 4 || fact.group === 'people') return false;
  return sentences.some((at) => {
    const { text } = source.reading(at);
    let from = 0;
    for (let start = 0; start < fact.name.length; ) {
      let length = fact.name.length - start;
      while (length >= 2 && text.indexOf(fact.name.slice(start, start + length), from) < 0) length--;
      if (length < 2) return false;
      from = text.indexOf(fact.name.slice(start, start + length), from) + length;
      start += length;
    }
    return true;
  });
}
