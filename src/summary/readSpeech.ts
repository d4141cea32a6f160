import { sentences } from '../japanese/sentences.ts';
import type { Place } from '../reading/places.ts';
import { type PlacesInOrder, placesInOrder } from './placesInOrder.ts';
import { type SpeakerLine, speakerLines } from './speakerLine.ts';
import type { Speech, SpokenSentence } from './speech.ts';

/** Lines that end a speech: a heading of the agenda, a rule, a stage direction. */
const topic =
  /^[ 　]*(?:#{1,6}[ 　]|[（(]?(?:議題|日程|案件|報告事項|協議事項|審議事項|審査事項|議事)[ 　]?(?:第?[0-9０-９一二三四五六七八九十]|[（(：:]|$)|第[0-9０-９一二三四五六七八九十]+[ 　]|[0-9０-９]{1,2}[．.、 　]+[^。]{2,40}$|[【■◆▼●][^。]{2,40}$|[一二三四五六七八九十]{1,2}[、．. 　][^。]{2,40}$)/u;
const stage = /^[ 　]*(?:[-—―─=＝*＊_]{3,}|[（(〔［[][^（）()〕］\]]{1,40}[)）〕］\]]$)/u;

/**
 * Reads a text into sentences S1, S2, … with speakers and times: prose and lists, minutes (「○総務課長　…」), chat
 * threads (「10:05 佐藤: …」) and transcripts (「話者: …」). `text.slice(start, end)` is the sentence, but for a sentence
 * that goes on in the next caption, whose text is without the speaker's name between.
 *
 * @param places where the parts of the text stand in its file; a line that opens a speech among them is not guessed at
 */
export function readSpeech(text: string, places: readonly Place[] = []): Speech {
  const lines = [...text.matchAll(/[^\r\n\u2028\u2029]+/gu)].map(({ 0: line, index }) => ({ line, index }));
  const heads = speakerLines(lines.map(({ line }) => line));
  const ordered = placesInOrder(places);
  const found: SpokenSentence[] = [];
  let current: SpeakerLine | undefined;
  lines.forEach(({ line, index }, number) => {
    const speech = speechOf(line, index, ordered);
    const head = speech ?? heads[number];
    const border = topic.test(line) && !head;
    if (border || stage.test(line)) current = undefined;
    current = head ?? current;
    const skipped = head?.length ?? 0;
    let opens: SpokenSentence['opens'] = border ? 'topic' : head ? 'speech' : 'line';
    for (const sentence of sentences(line.slice(skipped))) {
      const from = index + skipped;
      const last = found.at(-1);
      if (last && opens === 'speech' && goesOn(last, current)) {
        found[found.length - 1] = { ...last, text: last.text + sentence.text, end: from + sentence.end };
        opens = 'none';
        continue;
      }
      const [start, end] = [from + sentence.start, from + sentence.end];
      const place = ordered.labelOf(start, end);
      const time = speech ? ordered.timeAt(start) : current?.time;
      found.push({
        id: `S${found.length + 1}`,
        text: sentence.text,
        start,
        end,
        ...(current?.speaker && { speaker: current.speaker }),
        ...(time && { time }),
        ...(place !== '' && { place }),
        opens,
      });
      opens = 'none';
    }
  });
  return { text, sentences: found };
}

/** The head of a line on which a transcript says that a speech begins. */
function speechOf(line: string, index: number, places: PlacesInOrder): SpeakerLine | undefined {
  const start = places.speechFrom(index, index + line.length);
  if (start === undefined) return undefined;
  return { speaker: line.slice(0, start - index).replace(/[：:]\s*$/u, ''), length: start - index };
}

/** A transcript cuts a sentence where its captions end: the same speaker goes on after a comma. */
function goesOn(last: SpokenSentence, current: SpeakerLine | undefined): boolean {
  return current !== undefined && last.speaker === current.speaker && /[、，,]$/u.test(last.text);
}
