// The process that reads single documents.
import { toKanameError } from '../../errors.ts';
import { readBytes } from '../readFile.ts';
import type { DocumentReply, DocumentRequest } from './readDocument.ts';
import { serveApart } from './serveApart.ts';

serveApart(async function* ({ bytes, name, maxBytes, maxCharacters }: DocumentRequest): AsyncGenerator<DocumentReply> {
  try {
    const { text, warnings } = await readBytes(bytes, name, { maxBytes });
    yield { document: { text: text.slice(0, maxCharacters), characters: text.length, warnings } };
  } catch (thrown) {
    const { code, sentence } = toKanameError(thrown);
    yield { code, sentence };
  }
});
