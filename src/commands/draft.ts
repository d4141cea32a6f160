import type { LanguageModel } from '../models/languageModel.ts';
import { type Genre, genreIn, genreNamed } from '../writing/genre.ts';
import { readWish } from '../writing/readWish.ts';
import type { Command, CommandInput } from './command.ts';
import { askForGenre, askForValues } from './draft/ask.ts';
import { asksForChange } from './draft/instruction.ts';
import { rewriteDraft } from './draft/rewrite.ts';
import { writeDraft } from './draft/write.ts';

/** A wish of this many characters beyond the genre's own name says something about its content. */
const TELLING_CHARACTERS = 8;

/** `文案`: municipal writing through a form or in free words, and working on the draft that came of it. */
export function createDraft(model: LanguageModel, genres: readonly Genre[]): Command {
  return {
    name: 'draft',
    title: '文案',
    words: ['下書き'],
    remembered: true,
    async *run(input) {
      const data = input.action?.data ?? {};
      const genre = genreNamed(genres, data.genre ?? '');
      switch (input.action?.name) {
        case 'draft.form':
          yield genre === undefined ? askForGenre(genres, data.wish ?? '') : askForValues(genre, data);
          return;
        case 'draft.write':
          if (genre === undefined) yield askForGenre(genres, data.wish ?? '');
          else yield* writeDraft(model, genre, data, input.signal);
          return;
        case 'draft.rewrite':
          yield* rewriteDraft(model, data, input.signal);
          return;
        default:
          yield* fromWords(model, genres, input);
      }
    },
  };
}

async function* fromWords(
  model: LanguageModel,
  genres: readonly Genre[],
  { text, history, now, signal }: CommandInput,
) {
  const last = history.at(-1);
  const genre = genreIn(genres, text);
  if (
    last?.command === 'draft' &&
    last.memory.draft !== undefined &&
    genreNamed(genres, text) === undefined &&
    asksForChange(text)
  ) {
    const { draft, genre: id = '', given = '' } = last.memory;
    yield* rewriteDraft(model, { draft, genre: id, given, how: 'instruction', instruction: text }, signal);
    return;
  }
  if (genre === undefined) {
    yield askForGenre(genres, text);
    return;
  }
  const values = readWish(genre, text, now);
  const telling = text.length - genre.name.length >= TELLING_CHARACTERS;
  if (telling) yield* writeDraft(model, genre, { ...values, wish: text }, signal);
  else yield askForValues(genre, values);
}
