/** A text as it is compared: width and case folded (NFKC), without blanks, punctuation and brackets. */
export function plainCharacters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}
