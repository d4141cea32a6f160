// The process that reads single documents.
import { toKanameError } from '../../errors.ts';
import { firstPlaces } from '../places.ts';
import { readBytes } from '../readFile.ts';
import type { DocumentReply, DocumentRequest } from './readDocument.ts';
import { serveApart } from './serveApart.ts';

serveApart(async function* ({ bytes, name, maxBytes, maxCharacters }: DocumentRequest): AsyncGenerator<DocumentReply> {
  try {
    const { text, places, warnings } = await readBytes(bytes, name, { maxBytes });
    const first = { text: text.slice(0, maxCharacters), places: firstPlaces(places, maxCharacters) };
    yield { document: { ...first, characters: text.length, warnings } };
  } catch (thrown) {
    const { code, sentence } = toKanameError(thrown);
    yield { code, sentence };
  }
});
