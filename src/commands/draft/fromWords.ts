import { type Genre, genreIn, genreNamed } from '../../writing/genre.ts';
import { readWish } from '../../writing/readWish.ts';
import type { CommandEvent, CommandInput } from '../command.ts';
import type { SummarizeTools } from '../summarize/summarizeText.ts';
import { askForGenre, askForGenreOfFiles, askForValues } from './ask.ts';
import { asksForChange } from './instruction.ts';
import { materialOf } from './material.ts';
import { rewriteDraft } from './rewrite.ts';
import { writeDraft } from './write.ts';

/** A wish of this many characters beyond the genre's own name says something about its content. */
const TELLING_CHARACTERS = 8;

/** 「この資料をもとに」「添付の報告書から」: names what came along, not what is to be written. */
const FILE_WORDS =
  /(?:この|これ|添付(?:の|した)?|送った)[^、。\n]{0,12}?(?:を(?:もと|基|元)に(?:して)?|の内容で|で|から|に基づいて|を使って|を見て|を踏まえて)、?/u;
const FILES_UNUSED =
  '添付のファイルは、書き直しには使っていません。資料から作るときは、「この資料で通知文を作って」のように書いて、もう一度お送りください。';

/** A draft from what was said and the files that came with it; 「もっと短くして」 works on the draft of the turn before. */
export async function* draftFromWords(
  tools: SummarizeTools,
  genres: readonly Genre[],
  { text, files, history, now, signal }: CommandInput,
): AsyncIterable<CommandEvent> {
  const { model } = tools;
  const withFiles = files.length > 0;
  const wish = withFiles ? text.replace(FILE_WORDS, '').trim() : text;
  const genre = genreIn(genres, wish) ?? genreIn(genres, text);
  const last = history.at(-1);
  if (
    last?.command === 'draft' &&
    last.memory.draft !== undefined &&
    genreNamed(genres, text) === undefined &&
    !(withFiles && genre !== undefined) &&
    asksForChange(text)
  ) {
    const { draft, genre: id = '', given = '' } = last.memory;
    const steps = rewriteDraft(model, { draft, genre: id, given, how: 'instruction', instruction: text }, signal);
    for await (const event of steps) yield withFiles ? withoutFiles(event) : event;
    return;
  }
  if (genre === undefined) {
    yield withFiles ? askForGenreOfFiles(genres) : askForGenre(genres, text);
    return;
  }
  const values = readWish(genre, wish, now);
  const telling = wish.length - genre.name.length >= TELLING_CHARACTERS;
  if (!telling && !withFiles) {
    yield askForValues(genre, values);
    return;
  }
  const steps = materialOf(tools, genre, files, now, signal);
  let step = await steps.next();
  while (!step.done) {
    yield { kind: 'progress', text: step.value };
    step = await steps.next();
  }
  yield* writeDraft(model, genre, { ...values, wish }, signal, step.value);
}

function withoutFiles(event: CommandEvent): CommandEvent {
  if (event.kind !== 'answer') return event;
  const parts = [...event.answer.parts, { kind: 'text' as const, text: FILES_UNUSED, tone: 'warning' as const }];
  return { ...event, answer: { ...event.answer, parts } };
}
