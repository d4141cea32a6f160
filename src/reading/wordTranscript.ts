import type { Block, ReadText } from './readText.ts';
import { type Cue, secondsOf, speechText, timeWarnings } from './speechText.ts';

/** 「佐藤 花子 0:03」 above the words, as Teams writes a transcript into a Word document. */
const SPEAKER_TIME = /^(\S.{0,60}?)[ \u3000]+((?:\d{1,2}:)?\d{1,2}:\d{2})$/u;
/** 「2025年11月19日 1:00」 above the transcript is when it was held. */
const DAY = /\d{4}|\d日|,$/;
/** 「0:0:3.120 --> 0:0:7.480」, then the speaker, then the words: how Teams wrote it until 2023. */
const SPAN = /^(\S+) --> \S+$/;
const ANNOUNCED = /文字起こし|トランスクリプト|transcription|transcript/i;
/** 「佐藤 花子 が文字起こしを開始しました」 */
const STARTED = /(?:文字起こし|トランスクリプト).{0,6}(?:開始|停止|終了)|(?:started|stopped) transcription$/i;
/** A transcript begins at its beginning; a timetable does not. */
const FIRST_SECONDS = 300;

/**
 * The transcript of a meeting that Teams saved as a Word document, read as a .vtt is; undefined where the document is
 * another one. Its pictures of people are left out.
 */
export function wordTranscript(blocks: readonly Block[]): ReadText | undefined {
  if (blocks.some(({ kind }) => kind === 'row')) return undefined;
  const lines = blocks.flatMap((block) => (block.kind === 'page-break' ? [] : [block.text]));
  const announced = lines.some((line) => ANNOUNCED.test(line));
  const { cues, before } = lines.some((line) => SPAN.test(line)) ? spans(lines) : speeches(lines);
  if (cues.length < 2) return undefined;
  const begins = cues.slice(0, 3).some(({ seconds = FIRST_SECONDS }) => seconds < FIRST_SECONDS);
  const names = cues.map(({ speaker }) => speaker);
  if (!begins || !(announced || new Set(names).size < names.length)) return undefined;
  return { ...speechText(cues, before), warnings: timeWarnings(cues) };
}

interface Found {
  readonly cues: readonly Cue[];
  readonly before: readonly string[];
}

function speeches(lines: readonly string[]): Found {
  const before: string[] = [];
  const cues: Cue[] = [];
  let head: Pick<Cue, 'speaker' | 'seconds'> | undefined;
  for (const line of lines) {
    const found = SPEAKER_TIME.exec(line);
    if (found && !DAY.test(found[1] ?? '')) head = { speaker: found[1] ?? '', seconds: secondsOf(found[2] ?? '') };
    else if (STARTED.test(line)) continue;
    else if (head) cues.push({ ...head, text: line });
    else before.push(line);
  }
  return { cues, before };
}

function spans(lines: readonly string[]): Found {
  const before: string[] = [];
  const cues: Cue[] = [];
  let seconds: number | undefined;
  let speaker: string | undefined;
  let isInside = false;
  for (const line of lines) {
    const span = SPAN.exec(line);
    if (span) [isInside, seconds, speaker] = [true, secondsOf(span[1] ?? ''), undefined];
    else if (STARTED.test(line)) continue;
    else if (!isInside) before.push(line);
    else if (speaker === undefined) speaker = line;
    else cues.push({ speaker, seconds, text: line });
  }
  return { cues, before };
}
