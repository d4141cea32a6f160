import type { Choice } from '../answer.ts';

const say = (label: string, text: string): Choice => ({ label, action: { name: 'say', data: { text } } });

/** Examples to press that work with the sample rules and without a language model. */
export const examples: readonly Choice[] = [
  say('規程：有休は何日前までに届ければいい？', '規程 有休は何日前までに届ければいいですか？'),
  say('文案：あいさつ文を作る', '文案 あいさつ文'),
  say('要約：貼り付けた文章をまとめる', '要約'),
];

/** Further examples for what only a language model can do. */
export const examplesWithModel: readonly Choice[] = [
  say('相談：Excelで重複を数える数式', 'Excelで、A列の値の重複を数える数式を教えてください。'),
];
