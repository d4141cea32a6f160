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
  const place = placeOf(first, last);
  return { start, end, quote: speech.text.slice(start, end), ...(place !== '' && { place }) };
}

/** 「3ページ、佐藤委員長 10:05」「佐藤 0:03:05～0:03:12」, as far as it is known; what the end has in common is not repeated. */
function placeOf(first: SpokenSentence | undefined, last: SpokenSentence | undefined): string {
  const from = worded(first?.place, first?.speaker, first?.time);
  const samePlace = last?.place === first?.place;
  const sameSpeaker = samePlace && last?.speaker === first?.speaker;
  const to = worded(samePlace ? '' : last?.place, sameSpeaker ? '' : last?.speaker, last?.time);
  const isSame = sameSpeaker && last?.time === first?.time;
  return [from, isSame ? '' : to].filter((words) => words !== '').join('～');
}

function worded(place = '', speaker = '', time = ''): string {
  const said = [speaker, time].filter((words) => words !== '').join(' ');
  return [place, said].filter((words) => words !== '').join('、');
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
