import type { Source } from '../answer.ts';
import { findDates } from '../japanese/dates.ts';
import type { Speech, SpokenSentence } from './speech.ts';
import type { Trace } from './trace.ts';

/** The words around a trace that may support an item: its sentences, their neighbours and the speakers. */
export function contextOf(speech: Speech, trace: Trace): string {
  return speech.sentences
    .slice(Math.max(0, trace.first - 1), trace.last + 2)
    .map((sentence) => `${sentence.speaker ?? ''}\n${sentence.text}`)
    .join('\n');
}

/** The place of a trace in the text, with the words that stand there. */
export function sourceOf(speech: Speech, trace: Trace): Source {
  const first = speech.sentences[trace.first];
  const last = speech.sentences[trace.last];
  const start = first?.start ?? 0;
  const end = last?.end ?? start;
  const place = [...new Set([placeOf(first), placeOf(last)])].filter((words) => words !== '').join('～');
  return { start, end, quote: speech.text.slice(start, end), ...(place !== '' && { place }) };
}

/** 「3ページ、佐藤委員長 10:05」, as far as it is known. */
function placeOf(sentence: SpokenSentence | undefined): string {
  const said = [sentence?.speaker, sentence?.time].filter(Boolean).join(' ');
  return [sentence?.place, said].filter(Boolean).join('、');
}

/** Characters at the head of minutes in which their date stands. */
const head = 400;

/** The day of a meeting, from which 「来週」 counts: the first whole date at the head of the text, else `now`. */
export function heldOn(speech: Speech, now: Date): Date {
  const opening = speech.text.slice(0, head);
  const day = findDates(opening, now).find(
    (date) => date.iso && /年|[0-9０-９]{4}[/.／-]|^[RＲ]/u.test(date.text),
  )?.iso;
  if (!day) return now;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}
