import { ANSWER_YES_OR_NO } from '../form/formWords.ts';
import type { Abilities, Outgoing } from '../outgoing.ts';
import { textPieces } from './longText.ts';

/**
 * What is sent in place of a piece that could not be: its words as messages, to which can be typed what cannot be
 * pressed. Nothing for a text, since no other form of it is left.
 */
export function inPlaceOf(piece: Outgoing, abilities: Abilities): readonly Outgoing[] {
  const text = wordsOf(piece);
  return text === undefined ? [] : textPieces(text, abilities);
}

function wordsOf(piece: Outgoing): string | undefined {
  switch (piece.kind) {
    case 'text':
      return undefined;
    case 'note':
      return `${piece.title}\n\n${piece.text}`;
    case 'select':
      return [piece.question, ...piece.options.map((option, at) => `${at + 1}. ${option}`)].join('\n');
    case 'confirm':
      return `${piece.question}\n${ANSWER_YES_OR_NO}`;
    case 'file':
      return `ファイル「${piece.name}」を送信できませんでした。しばらくしてからもう一度お試しください。`;
  }
}
