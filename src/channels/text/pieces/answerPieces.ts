import type { Answer } from '../../../answer.ts';
import type { Abilities, Outgoing } from '../outgoing.ts';
import { answerTexts, joined } from './answerText.ts';
import { cutLabel, isForNote, notePieces, textPieces } from './longText.ts';

/** A question is the title of its answer, however long it was. */
const TITLE = 120;

/** The texts of an answer. `tail` is what stands below them: the options, where they are numbers. */
export function answerPieces(answer: Answer, tail: string, abilities: Abilities): readonly Outgoing[] {
  const { basis, before, drafts, after, note } = answerTexts(answer, abilities);
  const title = cutLabel(answer.title, TITLE);
  const head = [title, basis].filter((line) => line !== '').join('\n');
  if (drafts.length > 0) {
    return [
      ...textPieces(joined([head, before]), abilities),
      ...drafts.flatMap((draft) => notePieces(title, draft, abilities)),
      ...lastTexts(joined([after, note]), tail, abilities),
    ];
  }
  const whole = joined([head, before, note]);
  if (!isForNote(whole, abilities)) return lastTexts(whole, tail, abilities);
  return [
    { kind: 'text', text: `${title}\n（長いため、ノートでお送りします。）` },
    ...notePieces(title, joined([basis, before, note]), abilities),
    ...lastTexts('', tail, abilities),
  ];
}

/** The options stay in one piece with the text where both fit, and do not get cut apart where they do not. */
function lastTexts(text: string, tail: string, abilities: Abilities): readonly Outgoing[] {
  const both = joined([text, tail]);
  const separate = both.length <= abilities.textCharacters ? [both] : [text, tail];
  return separate.filter((one) => one !== '').flatMap((one) => textPieces(one, abilities));
}
