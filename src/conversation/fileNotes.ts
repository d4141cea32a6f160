import type { Answer } from '../answer.ts';
import type { GivenFile } from '../commands/command.ts';

/** What was asked, with the names and sizes of the files: their text is not kept. */
export function withFileNames(asked: string, files: readonly GivenFile[]): string {
  const names = files.map(({ name, text }) => `ファイル「${name}」（${text.length.toLocaleString('ja-JP')}文字）`);
  return [asked, ...names].filter((line) => line.trim() !== '').join('\n');
}

/** An answer that was made without the files of the message says so, and what would use them. */
export function withUnusedFiles(answer: Answer, files: readonly GivenFile[]): Answer {
  if (files.length === 0) return answer;
  const names = files.map(({ name }) => `「${name}」`).join('');
  const text = `添付の${names}は、この回答には使っていません。内容をまとめるときは「要約」、文書を作るときは「この資料で通知文を作って」のように書いて、ファイルをもう一度お送りください。`;
  return { ...answer, parts: [...answer.parts, { kind: 'text', text, tone: 'warning' }] };
}
