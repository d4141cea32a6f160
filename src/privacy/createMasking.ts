import { findEntities } from './findEntities.ts';
import { maskedText } from './maskedText.ts';
import type { Entity, EntityType, Masking } from './masking.ts';
import { incompleteFrom, mentions, placeholder } from './placeholder.ts';

/**
 * The masking of one turn. For every text it masked, `restore(mask(text).text) === text`: what looks like a
 * placeholder in a user's own words is either never given out as one, or masked like personal data itself.
 */
export function createMasking(find: (text: string) => readonly Entity[] = findEntities): Masking {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  /** What users wrote themselves, and what therefore must never stand for anything else. */
  const taken = new Set<string>();

  const placeholderOf = (type: EntityType, text: string): string => {
    const key = `${type} ${text}`;
    const known = placeholders.get(key);
    if (known !== undefined) return known;
    let number = 1;
    while (originals.has(placeholder(type, number)) || taken.has(placeholder(type, number))) number++;
    const made = placeholder(type, number);
    placeholders.set(key, made);
    originals.set(made, text);
    return made;
  };

  const restoreUntil = (text: string, until: number): string => {
    let restored = '';
    let at = 0;
    for (const mention of mentions(text)) {
      if (mention.start >= until) break;
      const original = mention.certain ? originals.get(mention.placeholder) : undefined;
      if (original === undefined) continue;
      restored += text.slice(at, mention.start) + original;
      at = mention.end;
    }
    return restored + text.slice(at, Math.max(at, until));
  };

  return {
    mask(text) {
      const entities = find(text);
      const lookalikes: Entity[] = [];
      for (const { start, end, type, placeholder: meant } of mentions(text)) {
        if (originals.has(meant)) lookalikes.push({ start, end, type, text: text.slice(start, end) });
        else taken.add(meant);
      }
      const replacements = joined([...entities, ...lookalikes]).map(({ start, end, type }) => ({
        start,
        end,
        by: placeholderOf(type, text.slice(start, end)),
      }));
      return maskedText(text, entities, replacements);
    },
    restore: (text) => restoreUntil(text, text.length),
    restorePartial: (text) => restoreUntil(text, incompleteFrom(text)),
  };
}

type Place = Pick<Entity, 'start' | 'end' | 'type'>;

/** In order and without overlaps: what overlaps becomes one, of the type of what comes first. */
function joined(places: readonly Place[]): Place[] {
  const result: Place[] = [];
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && place.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, place.end) };
    else result.push(place);
  }
  return result;
}
