import type { Action } from '../answer.ts';
import type { GivenFile } from '../commands/command.ts';
import type { MaskedText, Masking } from '../privacy/masking.ts';
import type { Place } from '../reading/places.ts';
import type { PastTurn } from '../stores/history.ts';

/** Masks the values of a record of strings; its keys are ours and stay. */
function maskValues(values: Readonly<Record<string, string>>, masking: Masking): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, masking.mask(value).text]));
}

/** What a pressed button carries, as a command may see it. */
export function maskAction(action: Action, masking: Masking): Action {
  return { name: action.name, data: maskValues(action.data, masking) };
}

/** The places of a text in its masked form; headings and names of sheets in their labels may be personal too. */
export function maskPlaces(places: readonly Place[], text: MaskedText, masking: Masking): Place[] {
  return places.map((place) => ({
    ...place,
    start: text.toMasked(place.start),
    end: text.toMasked(place.end),
    label: masking.mask(place.label).text,
  }));
}

/** A file as a command may see it: its name may be somebody's too. */
export function maskFile({ name, text, places, warnings }: GivenFile, masking: Masking): GivenFile {
  const masked = (words: string) => masking.mask(words).text;
  const whole = masking.mask(text);
  return {
    name: masked(name),
    text: whole.text,
    places: maskPlaces(places, whole, masking),
    warnings: warnings.map(masked),
  };
}

/** An earlier turn as a command may see it. */
export function maskTurn(turn: PastTurn, masking: Masking): PastTurn {
  return {
    ...turn,
    asked: masking.mask(turn.asked).text,
    answered: masking.mask(turn.answered).text,
    memory: maskValues(turn.memory, masking),
  };
}
