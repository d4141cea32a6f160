// The usual way to make Japanese searchable for engines that split text at spaces: pairs of characters.
const run = /[\p{L}\p{N}]+/gu;

export function bigrams(text) {
  const found = [];
  for (const [part] of text.normalize('NFKC').toLowerCase().matchAll(run)) {
    if (part.length < 2) found.push(part);
    for (let at = 0; at + 1 < part.length; at++) found.push(part.slice(at, at + 2));
  }
  return found;
}
