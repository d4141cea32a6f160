import { containment, contentBigrams } from '../models/extractive/bigrams.ts';
import type { Speech } from './speech.ts';

/** Sentences, first and last (inclusive indices), on which an item stands. */
export interface Trace {
  readonly first: number;
  readonly last: number;
}

/** Share of an item's bigrams that its sentence has to hold; a paraphrase keeps about half of them. */
const enough = 0.34;
const enoughElsewhere = 0.45;
/** How far before a bare 「さよう決定しました」 the matter was put to the vote. */
const reach = 6;

/** Finds the sentences that items of a summary stand on; reads the text's bigrams once. */
export function createTracer(speech: Speech): (text: string, sentence: string) => Trace | undefined {
  const pairs = speech.sentences.map((sentence) => contentBigrams(sentence.text));
  const places = new Map(speech.sentences.map((sentence, index) => [sentence.id, index]));
  const held = (wanted: ReadonlySet<string>, first: number, last: number): number => {
    const union = new Set<string>();
    for (const set of pairs.slice(first, last + 1)) for (const pair of set) union.add(pair);
    return containment(wanted, union);
  };

  return (text, sentence) => {
    const wanted = contentBigrams(text);
    const named = places.get(sentence.trim());
    if (named !== undefined) {
      const own = speech.sentences[named]?.text ?? '';
      // 「送る」 of 「送ります」: too short for pairs, so its kanji have to stand there.
      const few = wanted.size <= 3 && (text.match(/\p{Script=Han}/gu) ?? []).every((sign) => own.includes(sign));
      if (few || containment(wanted, pairs[named] ?? new Set()) >= enough) return { first: named, last: named };
      for (let first = named - 1; first >= Math.max(0, named - reach); first--) {
        if (held(wanted, first, named) >= 0.6) return { first, last: named };
      }
    }
    let best = -1;
    let most = enoughElsewhere;
    pairs.forEach((set, index) => {
      const share = containment(wanted, set);
      if (share > most) [best, most] = [index, share];
    });
    return best < 0 ? undefined : { first: best, last: best };
  };
}
