import type { Place } from './places.ts';
import type { Block } from './readText.ts';
import { gapBetween } from './wrappedLines.ts';

/** What somebody said at one time. */
export interface Cue {
  /** Empty where the transcript does not say. */
  readonly speaker: string;
  /** Seconds from the beginning; undefined where it cannot be read. */
  readonly seconds: number | undefined;
  readonly text: string;
}

/**
 * A transcript as text: 「話者：発言」, one line a turn; what one speaker says in a row is one turn. Each cue is a place with
 * its time. `before` are lines that stand above the first speech (title, date).
 */
export function speechText(
  cues: readonly Cue[],
  before: readonly string[] = [],
): { readonly blocks: readonly Block[]; readonly text: string; readonly places: readonly Place[] } {
  const lines = [...before];
  let length = before.reduce((sum, line) => sum + line.length + 1, 0);
  const places: Place[] = [];
  let previous: Cue | undefined;
  for (const cue of cues) {
    const last = lines.length - 1;
    const label = cue.seconds === undefined ? '' : clock(cue.seconds);
    if (previous !== undefined && cue.speaker !== '' && cue.speaker === previous.speaker) {
      const more = gapBetween(previous.text, cue.text) + cue.text;
      const end = length - 1 + more.length;
      places.push({ start: end - cue.text.length, end, label, isSpeech: true });
      lines[last] += more;
      length = end + 1;
    } else {
      const head = cue.speaker === '' ? '' : `${cue.speaker}：`;
      places.push({ start: length + head.length, end: length + head.length + cue.text.length, label, isSpeech: true });
      lines.push(`${head}${cue.text}`);
      length += head.length + cue.text.length + 1;
    }
    previous = cue;
  }
  const blocks = lines.map((text): Block => ({ kind: 'paragraph', text }));
  return { blocks, text: lines.join('\n'), places };
}

/** 「0:03:12」 */
function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}

/** Seconds of a time as transcripts write it (「00:03:12.480」「3:12」); undefined where it is none: 「0:72:00」, 「12」. */
export function secondsOf(time: string): number | undefined {
  const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,]\d{1,3})?$/.exec(time.trim());
  if (!match) return undefined;
  const [hours, minutes, seconds] = [match[1] ?? '0', match[2], match[3]].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  if (minutes > 59 || seconds > 59) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
}

/** What is said of cues whose times cannot be read; nothing where there are none. */
export function timeWarnings(cues: readonly Cue[]): string[] {
  const broken = cues.filter(({ seconds }) => seconds === undefined).length;
  if (broken === 0) return [];
  return [`時刻を読み取れない発言が${broken}か所ありました。発言そのものは読み取り、時刻は付けていません。`];
}
