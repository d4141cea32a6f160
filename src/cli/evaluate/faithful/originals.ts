import type { Word, Words } from '../../../japanese/words.ts';
import type { Original } from './case.ts';
import { type NamesOfText, namesOfText } from './names.ts';
import type { SourceText } from './texts.ts';

/** A sentence that cases are made of, and where it stands. */
export interface Placed {
  readonly original: Original;
  readonly file: string;
  readonly text: number;
  readonly sentence: number;
}

const mark =
  /^(?:[0-9０-９]{1,3}[　 .．、]+(?![0-9０-９])|[一二三四五六七八九十]{1,3}[　 ]+|[（(][0-9０-９一二三四五六七八九十]{1,3}[）)][　 ]*|[イロハニホヘト][　 ]+|[・*○●※][　 ]*|（注[0-9０-９]*）[　 ]*|#+ )/u;
const shortest = 20;
const longest = 180;

/** Whole sentences of prose, short enough to be a point of a summary; lists, headings and questions are left out. */
export function originalsOf(texts: readonly SourceText[], words: Words): Placed[] {
  return texts.flatMap(({ file, speech }, text) => {
    const speakers = [...new Set(speech.sentences.map(({ speaker }) => speaker).filter((one) => one !== undefined))];
    let names: NamesOfText | undefined;
    const namesHere = (): NamesOfText => {
      names ??= namesOfText(speech.sentences.map((one) => ({ text: one.text, words: words.analyze(one.text) })));
      return names;
    };
    return speech.sentences.flatMap((given, sentence) => {
      const own = withoutMark(given.text);
      if (!usable(own)) return [];
      const after = speech.sentences[sentence + 1];
      const next = after && after.opens === 'none' ? withoutMark(after.text) : undefined;
      let found: readonly Word[] | undefined;
      const original: Original = {
        text: own,
        ...(next !== undefined && { next }),
        ...(given.speaker !== undefined && { speaker: given.speaker }),
        otherSpeakers: given.speaker === undefined ? [] : speakers.filter((one) => one !== given.speaker),
        words: () => {
          found ??= words.analyze(own);
          return found;
        },
        analyze: words.analyze,
        names: namesHere,
      };
      return [{ original, file, text, sentence }];
    });
  });
}

function withoutMark(text: string): string {
  return text.replace(mark, '').replace(mark, '');
}

function usable(text: string): boolean {
  const balanced =
    text.split('（').length === text.split('）').length && text.split('「').length === text.split('」').length;
  return (
    balanced && text.length >= shortest && text.length <= longest && /[^か]。$/u.test(text) && !/[\t|→]/u.test(text)
  );
}
