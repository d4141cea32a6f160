import { KanameError } from '../errors.ts';
import { decodeText } from './decodeText.ts';
import type { ReadText } from './readText.ts';
import { type Cue, secondsOf, speechText, timeWarnings } from './speechText.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  lrm: '',
  rlm: '',
};
const NO_SPEECH = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t\n]|$)/;
const TIMING = /-->|→/;
const LONGEST_ID = 100;
/** Ids of cues: 「12」「7d1c5b0e-2f48-4a63-9a57-3e0b8c61f2d4/11-0」; and what is left of a timing without its arrow. */
const ID_OR_TIME = /^(?:[\w-]*\d[\w-]*(?:\/[\w-]+)?|\w+\/[\w-]+|[\d:.,\s>-]+)$/;

/**
 * A WebVTT transcript (https://www.w3.org/TR/webvtt1/) as Teams saves it. A cue whose time is broken is kept without it:
 * parsers made for players leave such cues out, and with them what was said.
 * @throws KanameError `file_unreadable` where the file is no WebVTT
 */
export function readTranscript(bytes: Uint8Array): ReadText {
  const source = decodeText(bytes);
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(source)) {
    throw new KanameError(
      'file_unreadable',
      'このファイルは字幕（WebVTT）の形式ではないようです。保存し直してください。',
    );
  }
  const cues = cuesOf(source.replaceAll(/\r\n?/g, '\n'));
  return { ...speechText(cues), warnings: timeWarnings(cues) };
}

function cuesOf(source: string): Cue[] {
  const cues: Cue[] = [];
  /** The time of a cue whose words follow after an empty line, as transcripts without speakers have it. */
  let waiting: { readonly seconds: number | undefined } | undefined;
  for (const block of source.split(/\n(?:[ \t]*\n)+/)) {
    if (NO_SPEECH.test(block) && !TIMING.test(block)) continue;
    let seconds = waiting?.seconds;
    let words: string[] = [];
    let isTimed = false;
    for (const line of block.split('\n')) {
      if (TIMING.test(line)) {
        cues.push(...voices(isTimed ? withoutLastId(words) : words.filter((word) => word.includes('<v')), seconds));
        seconds = secondsOf(line.split(TIMING)[0] ?? '');
        words = [];
        isTimed = true;
      } else if (line.trim() !== '' && !(NO_SPEECH.test(line) && !isTimed)) words.push(line);
    }
    const spoken = isTimed || waiting ? words : withoutId(words);
    cues.push(...voices(spoken, seconds));
    waiting = isTimed && spoken.length === 0 ? { seconds } : undefined;
  }
  return cues;
}

/** Where no empty line stands between two cues, the id of the second ends the first. */
function withoutLastId(lines: readonly string[]): string[] {
  return [...lines.slice(0, -1), ...withoutId(lines.slice(-1))];
}

/** Lines of a block without a timing: an id is not what somebody said. */
function withoutId(lines: readonly string[]): string[] {
  return lines.filter((line) => line.length > LONGEST_ID || !ID_OR_TIME.test(line.trim()));
}

/** The words of a cue by its voices: 「<v 佐藤 花子>はい。</v>」. */
function voices(lines: readonly string[], seconds: number | undefined): Cue[] {
  return lines
    .join('\n')
    .split(/(?=<v[. \t])/)
    .map((part) => {
      const speaker = /^<v(?:\.[^. \t>]+)*[ \t]+([^>]+)>/.exec(part)?.[1] ?? '';
      return { speaker: plain(speaker), seconds, text: plain(part) };
    })
    .filter(({ text }) => text !== '');
}

function plain(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\s*\n\s*/g, '')
    .trim();
}
