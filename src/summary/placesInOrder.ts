import type { Place } from '../reading/places.ts';

/** Questions about the places of a text by offset; each is asked by halves, since a table has one place a row. */
export interface PlacesInOrder {
  /** Where a stretch stands, without its time: 「3ページ」, 「3ページ～4ページ」; empty where that is not known. */
  labelOf(start: number, end: number): string;
  /** The time of the speech at an offset; empty where there is none. */
  timeAt(offset: number): string;
  /** Where the first speech between two offsets begins. */
  speechFrom(start: number, end: number): number | undefined;
}

/** @param places in the order of the text, without overlaps */
export function placesInOrder(places: readonly Place[]): PlacesInOrder {
  /** The first place that ends behind an offset. */
  const at = (offset: number): number => {
    let from = 0;
    for (let to = places.length; from < to; ) {
      const middle = (from + to) >> 1;
      if ((places[middle]?.end ?? 0) <= offset) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const within = (start: number, end: number): Place[] => {
    const found: Place[] = [];
    for (let index = at(start); ; index++) {
      const place = places[index];
      if (place === undefined || place.start >= end) return found;
      found.push(place);
    }
  };
  return {
    labelOf(start, end) {
      const labels = within(start, end).flatMap(({ label, isSpeech }) => (isSpeech ? [] : [label]));
      const [first = '', last = ''] = [labels[0], labels.at(-1)];
      return first === last ? first : `${first}～${last}`;
    },
    timeAt(offset) {
      const place = places[at(offset)];
      return place?.isSpeech && place.start <= offset ? place.label : '';
    },
    speechFrom: (start, end) => within(start, end).find((place) => place.isSpeech && place.start >= start)?.start,
  };
}
