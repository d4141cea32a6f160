import type { ContentFilterResultDetailsForPromptOutput } from '@azure/openai/types';
import { KanameError } from '../errors.ts';

/** What Azure adds to an error: which of its filters stopped the prompt. */
interface FilteredError {
  readonly code?: unknown;
  readonly innererror?: { readonly content_filter_result?: ContentFilterResultDetailsForPromptOutput };
}

const categories = {
  hate: '差別・憎悪',
  sexual: '性的な内容',
  violence: '暴力',
  self_harm: '自傷',
  jailbreak: '指示の書き換え',
} as const;

/**
 * True where the body of an error says that a content filter stopped the prompt:
 * https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter
 */
export function isFilteredPrompt(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as FilteredError).code === 'content_filter';
}

/** The refusal of a prompt, naming the filters that stopped it where Azure says which. */
export function promptRefused(error: unknown, cause: unknown): KanameError {
  const results = (error as FilteredError | undefined)?.innererror?.content_filter_result ?? {};
  const names = Object.entries(categories)
    .filter(([name]) => results[name as keyof typeof categories]?.filtered)
    .map(([, japanese]) => `「${japanese}」`);
  const why = names.length > 0 ? `（${names.join('')}に当たると判定されました）` : '';
  return new KanameError(
    'model_refused',
    `入力の内容が言語モデルの安全フィルターで止められたため、回答できませんでした${why}。表現を変えて、もう一度お試しください。`,
    cause,
  );
}

/** The refusal of an answer that a filter stopped, or that the model declined to give. */
export function answerRefused(): KanameError {
  return new KanameError(
    'model_refused',
    '言語モデルの安全フィルターが回答を止めたため、最後までお答えできませんでした。聞き方を変えて、もう一度お試しください。',
  );
}
