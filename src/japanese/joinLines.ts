/**
 * The lines of a text as one, without the white space around them and without the empty ones. In time that grows with the
 * length: a pattern with white space on both sides of the line end tries every place.
 */
export function joinLines(text: string, between: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(between);
}
