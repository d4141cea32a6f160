import type { Change, Original } from '../case.ts';
import { type FoundName, namesIn } from '../names.ts';
import { attributed } from '../rephrase/attributed.ts';
import { replaced } from './replaced.ts';

const apart = (one: string, other: string): boolean => !one.includes(other) && !other.includes(one);
const once = (text: string, name: string): boolean => text.split(name).length === 2;
const particle = (text: string, { start, text: name }: FoundName): string | undefined =>
  /^(?:から|に対し|より|は|が|を|に|へ|で)/u.exec(text.slice(start + name.length))?.[0];

/** Two names of one class with other particles change places; in a list or a chain they would mean the same. */
export const exchanged: Change = ({ text, words }) => {
  const names = namesIn(text, words()).filter((name) => once(text, name.text));
  return names.flatMap((one, at) =>
    names.slice(at + 1).flatMap((other) => {
      const [first, second] = [particle(text, one), particle(text, other)];
      if (one.of !== other.of || !apart(one.text, other.text) || !first || !second || first === second) return [];
      const end = one.start + one.text.length;
      const between = text.slice(end, other.start);
      const statement = `${text.slice(0, one.start)}${other.text}${between}${one.text}${text.slice(other.start + other.text.length)}`;
      return [{ statement, changed: `${one.text}⇄${other.text}`, kept: other.text + between + one.text }];
    }),
  );
};

function fromElsewhere(original: Original, name: FoundName): string[] {
  const here = namesIn(original.text, original.words());
  return original
    .names()
    [name.of].filter((other) => !original.text.includes(other) && here.every(({ text }) => apart(text, other)));
}

const actsHere = (text: string, name: FoundName): boolean =>
  (name.start <= 12 || text[name.start - 1] === '、') && /^(?:は|が)/u.test(text.slice(name.start + name.text.length));

/** A name of the text that stands elsewhere. */
export const elsewhere: Change = (original, draws) => {
  const { text, words } = original;
  return namesIn(text, words()).flatMap((name) => {
    const other = draws.pick(fromElsewhere(original, name));
    if (other === undefined || !once(text, name.text) || actsHere(text, name)) return [];
    return [replaced(text, name.start, name.text, other)];
  });
};

/** Somebody else of the text does it, or says it. */
export const otherAssignee: Change = (original, draws) => {
  const { text, words } = original;
  const acting = namesIn(text, words()).filter((name) => actsHere(text, name) && once(text, name.text));
  const exchangedHere = acting.flatMap((name) => {
    const other = draws.pick(fromElsewhere(original, name));
    return other === undefined ? [] : [replaced(text, name.start, name.text, other)];
  });
  const speaker = draws.pick(original.otherSpeakers);
  if (speaker === undefined || !original.speaker || text.includes(speaker.slice(0, 2))) return exchangedHere;
  const said = attributed({ ...original, speaker }, draws).map((variant) => ({
    ...variant,
    changed: `${original.speaker}→${speaker}`,
    kept: variant.statement,
  }));
  return [...exchangedHere, ...said];
};
