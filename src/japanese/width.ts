const HALF_KATAKANA = '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ';
const FULL_KATAKANA =
  '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜';

/**
 * Full-width ASCII to ASCII, half-width katakana to full-width, every space to U+0020, every hyphen between digits to
 * `-`. One UTF-16 unit stays one unit, so that offsets in the result are offsets in the text.
 */
export function foldWidth(text: string): string {
  return text
    .replaceAll(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[｡-ﾟ]/g, (sign) => FULL_KATAKANA.charAt(HALF_KATAKANA.indexOf(sign)))
    .replaceAll(/[\u3000\u00a0\u2000-\u200a\u202f]/g, ' ')
    .replaceAll(/(?<=\d)[‐‑‒–—―−ー](?=\d)/g, '-');
}

export interface Normalized {
  readonly text: string;
  /** Offset in the original of a UTF-16 offset in `text`; the length of `text` maps to the length of the original. */
  original(offset: number): number;
}

/** NFKC (㈱ → (株), ﾊﾞ → バ, ① → 1) that can lead every offset back into the text it was made of. */
export function normalizeWidth(text: string): Normalized {
  const origins: number[] = [];
  let normalized = '';
  // A base with the combining or voicing marks that follow it composes to one sign and has to be taken together.
  for (const { 0: cluster, index } of text.matchAll(/[\s\S][\udc00-\udfff]?[\p{M}ﾞﾟ]*/gu)) {
    const piece = cluster.normalize('NFKC');
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(index);
    normalized += piece;
  }
  return { text: normalized, original: (offset) => origins[offset] ?? text.length };
}

/** Columns of a line in a monospaced font: 2 for a full-width sign, 1 for a half-width one. */
export function displayWidth(line: string): number {
  let width = 0;
  for (const sign of line) width += sign < '\u0300' || /[｡-ﾟ]/.test(sign) ? 1 : 2;
  return width;
}
