/** Characters of the longest mark 「（100/100）」 and its line end. */
const MARK = 10;
/** A piece is filled at least to this share before a sentence is cut. */
const LEAST_FILL = 0.25;
/** How far back a cut is moved to spare a number or a 【placeholder】. */
const MOST_SPARED = 40;

const SENTENCE_END = /[。！？][。！？」』）】〕］)”’]*|\n/gu;
const ENDING = /^[。！？」』）】〕］)”’]/u;
const ENDINGS = /[。！？」』）】〕］)”’]+$/u;
const PAUSE = /[、，,；;：:　 ]+/gu;
const NUMBER_GOES_ON = /^[\d０-９.,，．%％円年月日時分人件]/u;
/** What may not open a piece: marks, selectors and joiners, the second half of a pair, and punctuation. */
const JOINED = /^(?:\p{M}|\u200d|[\udc00-\udfff]|[\uff9e\uff9f]|[、。！？」』）】〕］)])/u;

/** Splits a text at sentence ends into pieces of at most `limit` UTF-16 units, each marked 「（1/3）」. */
export function splitText(text: string, limit: number): readonly string[] {
  if (text.length <= limit) return [text];
  const pieces = cutText(text, Math.max(limit - MARK, 1));
  return pieces.map((piece, index) => `（${index + 1}/${pieces.length}）\n${piece}`);
}

/** The same without marks. Only line ends are lost at the cuts. */
export function cutText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = borderIn(rest, limit);
    const piece = rest.slice(0, at).replace(/[\r\n]+$/, '');
    if (piece !== '') pieces.push(piece);
    rest = rest.slice(at).replace(/^[\r\n]+/, '');
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

function borderIn(text: string, limit: number): number {
  const window = text.slice(0, limit);
  if (text.charAt(limit) === '\n') return limit;
  // 「…です。」: where the end of a sentence goes on behind the window, the sentence before is the last one.
  const whole = ENDING.test(text.slice(limit)) ? window.replace(ENDINGS, '') : window;
  const border = lastEnd(whole, SENTENCE_END);
  if (border >= limit * LEAST_FILL) return border;
  const pause = lastEnd(window, PAUSE);
  return sparing(text, pause >= limit * LEAST_FILL ? pause : limit);
}

function lastEnd(window: string, pattern: RegExp): number {
  let end = 0;
  for (const match of window.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

/** Moves a cut back to where it breaks no character, and if it is not far, no number and no 【placeholder】. */
function sparing(text: string, cut: number): number {
  const from = Math.max(0, cut - MOST_SPARED);
  const before = text.slice(from, cut);
  const open = before.lastIndexOf('【');
  const number = /[\d０-９][\d０-９.,，．]*$/u.exec(before)?.index ?? 0;
  let start = cut;
  if (open > before.lastIndexOf('】')) start = from + open;
  else if (number > 0 && NUMBER_GOES_ON.test(text.slice(cut))) start = from + number;
  for (let at = start; at > from; at -= 1) if (!JOINED.test(text.slice(at))) return at;
  return /^[\udc00-\udfff]/u.test(text.slice(cut)) && cut > 1 ? cut - 1 : cut;
}
