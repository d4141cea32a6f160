import { wordsInForm } from '../form/formStep.ts';
import { saysStop } from '../form/formWords.ts';
import type { Abilities } from '../outgoing.ts';
import type { DialogueState } from '../state/dialogueState.ts';
import type { Opened, Shown } from '../state/shown.ts';
import { choose } from './chooseStep.ts';
import { askedToRead, clauseAt } from './clauseWord.ts';
import { optionsOn, type Pick, pickTyped } from './optionPages.ts';
import { type Step, sentence } from './step.ts';

/** A message as far as its meaning depends on what was shown before. */
export interface SaidMessage {
  readonly id: string;
  readonly text: string;
  readonly hasFiles: boolean;
}

/** What words mean after what was shown to their sender. */
export function stepForWords(state: DialogueState, message: SaidMessage, abilities: Abilities): Step {
  const { text, hasFiles, id } = message;
  if (state.form !== undefined) return wordsInForm(state, state.form, message, abilities);
  const asTheyAre: Step = { state, says: [], forward: { text } };
  if (hasFiles) return asTheyAre;
  if (saysStop(text)) return { state, says: [sentence('中止する処理はありません。ご用件をお送りください。')] };
  const { shown, page } = state;
  if (shown === undefined) return asTheyAre;
  const labels = shown.entries.map(({ label }) => label);
  const picked = pickTyped(text, labels, optionsOn(labels, page, abilities));
  if (picked !== undefined && 'option' in picked) return choose(state, shown, picked.option, id);
  const wanted = askedToRead(text, shown) ?? readByNumber(text, shown);
  if (typeof wanted === 'string') return { state, says: [sentence(wanted)] };
  if (wanted !== undefined) return { state, says: [{ kind: 'opened', opened: wanted }], of: shown };
  return picked === undefined ? asTheyAre : { state, says: [sentence(outOfRange(picked))] };
}

/** Where there is nothing else to choose, a number alone is that of a citation. */
function readByNumber(text: string, shown: Shown): Opened | string | undefined {
  const number = text.trim().normalize('NFKC');
  if (shown.entries.length > 0 || shown.clauses.length === 0 || !/^\d{1,2}$/.test(number)) return undefined;
  return clauseAt(shown, number);
}

function outOfRange({ beyond }: Extract<Pick, { beyond: number }>): string {
  const numbers = beyond === 1 ? '1' : `1から${beyond}まで`;
  return `${numbers}の番号か、選択肢の言葉を送ってください。別のご用件は、そのまま言葉でお送りください。`;
}
