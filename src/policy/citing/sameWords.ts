/** Share of `text`'s pairs of characters that stand in `other`, 0 to 1, marks and spaces left out. */
export function shareHeld(text: string, other: string): number {
  const own = pairs(text);
  const known = new Set(pairs(other));
  return own.length === 0 ? 0 : own.filter((pair) => known.has(pair)).length / own.length;
}

/** A text without marks, spaces and width, for comparing. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function pairs(text: string): string[] {
  const plain = plainWords(text);
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
}
