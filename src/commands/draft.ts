import { type Genre, genreNamed } from '../writing/genre.ts';
import type { Command } from './command.ts';
import { askForGenre, askForValues } from './draft/ask.ts';
import { draftFromWords } from './draft/fromWords.ts';
import { rewriteDraft } from './draft/rewrite.ts';
import { writeDraft } from './draft/write.ts';
import type { SummarizeTools } from './summarize/summarizeText.ts';

/** `文案`: municipal writing through a form, in free words or from files, and working on the draft that came of it. */
export function createDraft(tools: SummarizeTools, genres: readonly Genre[]): Command {
  const { model } = tools;
  return {
    name: 'draft',
    title: '文案',
    words: ['下書き'],
    remembered: true,
    usesFiles: true,
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
          yield* draftFromWords(tools, genres, input);
      }
    },
  };
}
