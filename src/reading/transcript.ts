import webvtt from 'webvtt-parser';
import { KanameError } from '../errors.ts';
import { decodeText } from './decodeText.ts';
import { type ReadText, textOf } from './readText.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  lrm: '',
  rlm: '',
};

/**
 * A WebVTT transcript, as Teams saves it: 「話者：発言」, one paragraph a turn; the cues of one speaker in a row are one.
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
  const turns: { speaker: string; text: string }[] = [];
  for (const { text } of new webvtt.WebVTTParser().parse(source, 'metadata').cues) {
    const speaker = /<v(?:\.[^ \t>]+)*[ \t]+([^>]+)>/.exec(text)?.[1]?.trim() ?? '';
    const words = plain(text);
    const last = turns.at(-1);
    if (words === '') continue;
    if (last?.speaker === speaker && speaker !== '') last.text += words;
    else turns.push({ speaker, text: words });
  }
  const blocks = turns.map(({ speaker, text }) => ({
    kind: 'paragraph' as const,
    text: speaker === '' ? text : `${plain(speaker)}：${text}`,
  }));
  return { blocks, text: textOf(blocks), warnings: [] };
}

function plain(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\s*\n\s*/g, '')
    .trim();
}
