import { csvFile } from '../../../files/csvFile.ts';
import { safeFileName } from '../../../files/fileName.ts';
import { fileOf } from '../../../files/keptFile.ts';
import type { Addressee } from '../addressee.ts';
import type { Saying } from '../meaning/step.ts';
import type { Abilities } from '../outgoing.ts';
import type { DialogueState } from '../state/dialogueState.ts';
import { isForNote, notePieces, textPieces } from './longText.ts';
import { menuPieces, type Piece, plainPieces, questionPieces } from './optionPieces.ts';

/** What is said at once, without the conversation. Throws where a file cannot be made. */
export async function sayingPieces(
  saying: Saying,
  state: DialogueState,
  to: Addressee,
  abilities: Abilities,
): Promise<readonly Piece[]> {
  switch (saying.kind) {
    case 'sentence':
      return plainPieces(textPieces(saying.text, abilities));
    case 'opened': {
      const { title, text } = saying.opened;
      if (isForNote(text, abilities)) return plainPieces(notePieces(title, text, abilities));
      return plainPieces(textPieces(`${title}\n\n${text}`, abilities));
    }
    case 'menu':
      return menuPieces(saying.shown, saying.page, abilities);
    case 'question':
      return questionPieces(state, saying.said, to, abilities);
    case 'word': {
      const { title, text } = saying;
      const file = await fileOf({ kind: 'file', name: `${title}.docx`, contentType: '', text });
      return [{ outgoing: { kind: 'file', ...file } }];
    }
    case 'csv': {
      const { title, columns, rows } = saying.table;
      const bytes = csvFile(columns, rows);
      return [{ outgoing: { kind: 'file', name: safeFileName(`${title}.csv`), contentType: 'text/csv', bytes } }];
    }
  }
}
