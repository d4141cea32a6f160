import { KanameError } from '../../errors.ts';
import { cleanText } from '../../models/cleanText.ts';
import type { LanguageModel } from '../../models/languageModel.ts';
import { lostFacts } from '../../models/lostFacts.ts';
import type { RewriteTask } from '../../models/task.ts';
import { unsupportedFacts } from '../../writing/unsupportedFacts.ts';
import type { CommandEvent } from '../command.ts';
import { streamText } from '../streamText.ts';
import { draftAnswer } from './view.ts';

const titles: Readonly<Record<RewriteTask['how'], string>> = {
  shorter: '短くした文案',
  politer: '丁寧にした文案',
  plainer: 'やさしくした文案',
  instruction: '修正した文案',
};

/** Rewrites the draft as it stands in its field. Where no model can, the draft comes back untouched with the reason. */
export async function* rewriteDraft(
  model: LanguageModel,
  data: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncIterable<CommandEvent> {
  const { draft = '', genre = '', given = '', instruction = '' } = data;
  const how = howOf(data.how);
  if (draft.trim() === '')
    throw new KanameError('input_empty', '書き直す文案が空です。文案を書いてから、もう一度お試しください。');
  const asked = instruction || titles[how];
  const unchanged = (reason: string) =>
    draftAnswer({ title: '文案（変更なし）', draft, genre, given, asked, warnings: [reason], basis: 'form' });

  if (!model.writes) {
    yield unchanged(
      '文案の書き直しには、言語モデルの接続が必要です（現在は接続されていません）。文案は、ご自身で直してお使いください。',
    );
    return;
  }
  yield { kind: 'progress', text: '文案を書き直しています…' };
  const steps = streamText(model, { kind: 'rewrite', text: draft, how, instruction }, signal);
  let step = await steps.next();
  while (!step.done) {
    yield { kind: 'partial', text: step.value };
    step = await steps.next();
  }
  const text = cleanText(step.value.text, step.value.finish);
  if (text === '') {
    yield unchanged('書き直した文章を得られませんでした。もう一度お試しください。');
    return;
  }
  const warnings = [];
  const invented = unsupportedFacts(text, [draft, given, instruction]);
  if (invented.length > 0)
    warnings.push(`元の文案にない数字や日付が含まれています。確認してください：${invented.join('、')}`);
  const lost = how === 'instruction' ? [] : lostFacts(draft, text);
  if (lost.length > 0) warnings.push(`元の文案にあった次の内容が抜けています。確認してください：${lost.join('、')}`);
  if (text === draft.trim()) warnings.push('文案に変更はありませんでした。');
  yield draftAnswer({ title: titles[how], draft: text, genre, given, asked, warnings, basis: 'form' });
}

function howOf(value: string | undefined): RewriteTask['how'] {
  return value === 'shorter' || value === 'politer' || value === 'plainer' ? value : 'instruction';
}
