import type { Basis } from '../answer.ts';

/** What an answer stands on, as it is said beside its title; empty where there is nothing to say. */
export const BASIS_LABELS: Readonly<Record<Basis, string>> = {
  rules: '規程に基づく回答',
  confirmed: '担当課が確認した回答',
  'no-basis': '根拠となる規程が見つかりませんでした',
  source: '入力された文章に基づく',
  form: '入力内容に基づく文案',
  free: '規程に基づかない回答',
  program: '',
};

/** Under every text that a model or a summarizing program made. */
export const GENERATED_NOTE = 'AIが作成しました。内容は職員が確認してください。';
