import type { CodePart } from '../../answer.ts';
import type { NewElementId } from '../elementIds.ts';
import { type CardElement, fillElements } from '../template.ts';
import { textBoxHeight } from './textBox.ts';

/**
 * Code in an Input.Text: the one element of Adaptive Cards 1.5 from which every Teams client lets text be selected and
 * copied with its indentation. CodeBlock came later and is missing on phones; a monospaced TextBlock collapses the
 * indentation and cannot be selected on phones.
 */
export function drawCode({ language = '', text }: CodePart, newId: NewElementId): readonly CardElement[] {
  const label = `コード${language === '' ? '' : `（${language}）`}　枠内を選択してコピーできます`;
  return fillElements('code', { id: newId(), label, text, height: textBoxHeight(text) });
}
