export interface Sentence {
  readonly text: string;
  /** UTF-16 offsets in the text that was given, end exclusive: `text === given.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

const OPENING = '「『（(【〔［[｛〈《“';
const CLOSING = '」』）)】〕］]｝〉》”';
/** 「！？」 is one end; a quoting particle after it shows that the sentence goes on. */
const END = /[。．！？!?]+(?!と|って|など)/y;

/**
 * The sentences of a Japanese text, without the white space around them. A sentence ends at 。！？ outside brackets
 * and at the end of its line, so that headings and list lines stand alone.
 */
export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n\u2028\u2029]+/g)) {
    let depth = 0;
    let start = 0;
    const close = (end: number): void => {
      const piece = line.slice(start, end);
      const from = index + start + (piece.length - piece.trimStart().length);
      const trimmed = piece.trim();
      if (trimmed !== '') found.push({ text: trimmed, start: from, end: from + trimmed.length });
      start = end;
    };
    for (let at = 0; at < line.length; at += 1) {
      const sign = line.charAt(at);
      if (OPENING.includes(sign)) depth += 1;
      else if (CLOSING.includes(sign)) depth = Math.max(0, depth - 1);
      END.lastIndex = at;
      const end = depth === 0 ? END.exec(line)?.[0] : undefined;
      if (end === undefined || (/^[．!?]$/.test(end) && /^[0-9A-Za-z０-９]/.test(line.slice(at + 1)))) continue;
      at += end.length - 1;
      close(at + 1);
    }
    close(line.length);
  }
  return found;
}
