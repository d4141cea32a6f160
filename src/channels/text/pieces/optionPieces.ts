import type { Addressee } from '../addressee.ts';
import { fieldStep } from '../form/formProgress.ts';
import { formQuestion } from '../form/formQuestion.ts';
import { ANSWER_YES_OR_NO, BACK, STOP } from '../form/formWords.ts';
import { optionsOn } from '../meaning/optionPages.ts';
import { type Abilities, hasStamps, type Outgoing } from '../outgoing.ts';
import type { DialogueState, StampMemory } from '../state/dialogueState.ts';
import type { Shown } from '../state/shown.ts';
import { joined } from './answerText.ts';
import { cutLabel, textPieces } from './longText.ts';

/** One thing to send, and what is remembered of it where it is a stamp. */
export interface Piece {
  readonly outgoing: Outgoing;
  readonly stamp?: StampMemory;
}

/** Characters of an option; longer labels are cut. */
const OPTION = 60;
const CHOOSE = 'お選びください。';
const FIRST = `順にお尋ねします。前の質問に戻るときは「${BACK}」、やめるときは「${STOP}」と送ってください。`;
const WITH_MENTION = 'お答えには、私あてのメンションを付けてください。';

export const plainPieces = (pieces: readonly Outgoing[]): readonly Piece[] => pieces.map((outgoing) => ({ outgoing }));

/** What is said of an answer's options in the text itself, where there are no stamps. */
export function optionsText({ entries, clauses, sources }: Shown, abilities: Abilities): string {
  if (hasStamps(abilities)) return '';
  const hints = [
    clauses.length > 0 ? '条文の全文は「条文1」のように送ると、お読みいただけます。' : '',
    sources === undefined ? '' : '出典の文は「出典」と送ると、お読みいただけます。',
  ].filter((hint) => hint !== '');
  const labels = entries.map(({ label }) => label);
  const choices = labels.length === 0 ? [] : ['【番号を送ってお選びください】', ...numbered(labels)];
  return joined([hints.join('\n'), choices.join('\n')]);
}

function numbered(labels: readonly string[]): readonly string[] {
  return labels.map((label, index) => `${index + 1}. ${label}`);
}

/** A page of an answer's options as a stamp; nothing where they stand in the text, or there are none. */
export function menuPieces(shown: Shown, page: number, abilities: Abilities): readonly Piece[] {
  if (!hasStamps(abilities) || shown.entries.length === 0) return [];
  const labels = shown.entries.map(({ label }) => label);
  return [selectPiece(CHOOSE, labels, page, abilities, { kind: 'menu', shown, page })];
}

function selectPiece(
  question: string,
  labels: readonly string[],
  page: number,
  abilities: Abilities,
  stamp: StampMemory,
): Piece {
  const options = optionsOn(labels, page, abilities).map(({ label }) => cutLabel(label, OPTION));
  return { outgoing: { kind: 'select', question, options }, stamp };
}

/** The form's question now, after the sentence `said`: a stamp of its options or of yes and no, or a text to which they are typed. */
export function questionPieces(
  state: DialogueState,
  said: string,
  to: Addressee,
  abilities: Abilities,
): readonly Piece[] {
  const { form, page } = state;
  if (form === undefined) return [];
  const { above, question, labels, yesNo } = formQuestion(form);
  const stamp: StampMemory = { kind: 'form', sender: to.sender, form: form.id, step: form.step, page };
  const isFirst = JSON.stringify(form.step) === JSON.stringify(fieldStep(0)) && Object.keys(form.values).length === 0;
  const intro = isFirst ? [FIRST, ...(to.isAmongOthers ? [WITH_MENTION] : [])].join('\n') : '';
  const asText = (...lines: readonly string[]) => plainPieces(textPieces(joined(lines), abilities));
  if (!hasStamps(abilities)) {
    const options = yesNo ? [ANSWER_YES_OR_NO] : numbered(labels);
    return asText(said, intro, above, [question, ...options].join('\n'));
  }
  if (labels.length === 0 && !yesNo) return asText(said, intro, above, question);
  const lead = joined([said, intro, above]);
  return [
    ...(lead === '' ? [] : asText(lead)),
    yesNo ? { outgoing: { kind: 'confirm', question }, stamp } : selectPiece(question, labels, page, abilities, stamp),
  ];
}
