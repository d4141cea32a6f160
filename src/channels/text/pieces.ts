import type { Answer } from '../../answer.ts';
import { csvFile } from '../../files/csvFile.ts';
import { safeFileName } from '../../files/fileName.ts';
import { fileOf } from '../../files/keptFile.ts';
import { answerTexts, joined } from './answerText.ts';
import type { DialogueState, StampMemory } from './dialogueState.ts';
import { formQuestion } from './formQuestion.ts';
import { cutLabel, isForNote, notePieces, readingPieces, textPieces } from './longText.ts';
import { optionsOn } from './optionPages.ts';
import { type Abilities, hasStamps, type Outgoing } from './outgoing.ts';
import type { Shown } from './shown.ts';
import type { Saying } from './step.ts';

/** One thing to send, and what is remembered of it where it is a stamp. */
export interface Piece {
  readonly outgoing: Outgoing;
  readonly stamp?: StampMemory;
}

/** Characters of an option; longer labels are cut. */
const OPTION = 60;
const CHOOSE = 'お選びください。';

const plainPieces = (pieces: readonly Outgoing[]): readonly Piece[] => pieces.map((outgoing) => ({ outgoing }));

/** What an answer says, without its options. `tail` is what a channel without stamps lists below it. */
export function answerPieces(answer: Answer, tail: string, abilities: Abilities): readonly Piece[] {
  const { title, basis, before, drafts, after, note } = answerTexts(answer, abilities);
  const head = [title, basis].filter((line) => line !== '').join('\n');
  const below = joined([after, note]);
  if (drafts.length > 0) {
    return plainPieces([
      ...textPieces(joined([head, before]), abilities),
      ...drafts.flatMap((draft) => notePieces(title, draft, abilities)),
      ...lastTexts(below, tail, abilities),
    ]);
  }
  const whole = joined([head, before, after, note]);
  if (!isForNote(whole, abilities)) return plainPieces(lastTexts(whole, tail, abilities));
  return plainPieces([
    { kind: 'text', text: `${title}\n（長いため、ノートでお送りします。）` },
    ...notePieces(title, joined([basis, before, after, note]), abilities),
    ...(tail === '' ? [] : textPieces(tail, abilities)),
  ]);
}

/** The options stay in one piece with the text where both fit, and do not get cut apart where they do not. */
function lastTexts(text: string, tail: string, abilities: Abilities): readonly Outgoing[] {
  const both = joined([text, tail]);
  if (both === '') return [];
  if (both.length <= abilities.textCharacters) return textPieces(both, abilities);
  return [text, tail].filter((one) => one !== '').flatMap((one) => textPieces(one, abilities));
}

/** What is said of an answer's options in the text itself, where there are no stamps. */
export function optionsText({ entries, clauses, sources }: Shown, abilities: Abilities): string {
  if (hasStamps(abilities)) return '';
  const hints = [
    clauses.length > 0 ? '条文の全文は「条文1」のように送ると、お読みいただけます。' : '',
    sources === undefined ? '' : '出典の文は「出典」と送ると、お読みいただけます。',
  ].filter((hint) => hint !== '');
  return joined([
    hints.join('\n'),
    numbered(
      '【番号を送ってお選びください】',
      entries.map(({ label }) => label),
    ),
  ]);
}

function numbered(title: string, labels: readonly string[]): string {
  if (labels.length === 0) return '';
  return [title, ...labels.map((label, index) => `${index + 1}. ${label}`)].filter((line) => line !== '').join('\n');
}

/** A page of an answer's options as a stamp; nothing where they stand in the text, or there are none. */
export function menuPieces(shown: Shown, page: number, abilities: Abilities): readonly Piece[] {
  if (!hasStamps(abilities)) return [];
  const labels = shown.entries.map(({ label }) => label);
  return selectPieces(CHOOSE, labels, page, abilities, { kind: 'menu', shown, page });
}

function selectPieces(
  question: string,
  labels: readonly string[],
  page: number,
  abilities: Abilities,
  stamp: StampMemory,
): readonly Piece[] {
  const options = optionsOn(labels, page, abilities).map(({ label }) => cutLabel(label, OPTION));
  return options.length === 0 ? [] : [{ outgoing: { kind: 'select', question, options }, stamp }];
}

/** What is said at once, without the conversation. */
export async function sayingPieces(
  saying: Saying,
  state: DialogueState,
  sender: string,
  abilities: Abilities,
): Promise<readonly Piece[]> {
  switch (saying.kind) {
    case 'sentence':
      return plainPieces(textPieces(saying.text, abilities));
    case 'opened': {
      const { title, text } = saying.opened;
      return plainPieces(
        isForNote(text, abilities)
          ? notePieces(title, text, abilities)
          : readingPieces(title, `${title}\n\n${text}`, abilities),
      );
    }
    case 'menu':
      return menuPieces(saying.shown, saying.page, abilities);
    case 'question':
      return questionPieces(state, sender, abilities);
    case 'word':
      return [await wordPiece(saying.title, saying.text)];
    case 'csv': {
      const { title, columns, rows } = saying.table;
      const bytes = csvFile(columns, rows);
      return [{ outgoing: { kind: 'file', name: safeFileName(`${title}.csv`), contentType: 'text/csv', bytes } }];
    }
  }
}

async function wordPiece(title: string, text: string): Promise<Piece> {
  const file = await fileOf({ kind: 'file', name: `${title}.docx`, contentType: '', text });
  return { outgoing: { kind: 'file', ...file } };
}

/** The form's question now: a stamp of its options or of yes and no, or a text to which they are typed. */
function questionPieces({ form, page }: DialogueState, sender: string, abilities: Abilities): readonly Piece[] {
  if (form === undefined) return [];
  const { text, labels, yesNo } = formQuestion(form);
  const stamp: StampMemory = { kind: 'form', sender, form: form.id, step: form.step, page };
  if (!hasStamps(abilities)) {
    const options = yesNo ? '「はい」か「いいえ」でお答えください。' : numbered('', labels);
    return plainPieces(textPieces([text, options].filter((line) => line !== '').join('\n'), abilities));
  }
  if (labels.length > 0) return selectPieces(text, labels, page, abilities, stamp);
  if (!yesNo) return plainPieces(textPieces(text, abilities));
  const lines = text.split('\n');
  const question = lines.slice(lines.lastIndexOf('') + 1).join('\n');
  const above = lines.slice(0, Math.max(lines.lastIndexOf(''), 0)).join('\n');
  return [
    ...plainPieces(above === '' ? [] : textPieces(above, abilities)),
    { outgoing: { kind: 'confirm', question }, stamp },
  ];
}
