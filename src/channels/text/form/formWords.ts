import { plain } from '../meaning/optionPages.ts';

/** Words by which a form is steered; alone in a message they are never a field's value. */
export const STOP = '中止';
export const BACK = '戻る';
export const SKIP = '省略';
export const KEEP = 'そのまま';
export const ENOUGH = 'ここまで';
/** How a question of yes or no is answered where nothing can be pressed. */
export const ANSWER_YES_OR_NO = '「はい」か「いいえ」でお答えください。';

/** Characters with brackets, spaces and marks around the word; a pasted text is not looked through for it. */
const LONGEST = 100;

const among = (...words: readonly string[]) => {
  const known = new Set(words.map(plain));
  return (text: string) => text.length <= LONGEST && known.has(plain(text).replace(/[。.!]+$/, ''));
};

/** Stops a form, and a turn that is running. */
export const saysStop = among(STOP, '中止する', 'キャンセル', 'キャンセルする', 'やめる', '/cancel', '/stop');
export const saysBack = among(BACK, 'もどる', '前に戻る', '前の質問');
export const saysSkip = among(SKIP, '省略する', 'スキップ');
export const saysKeep = among(KEEP, 'このまま', 'そのままでよい');
export const saysEnough = among(ENOUGH, 'ここまででよい');
export const saysYes = among('はい', 'yes', 'ok', 'オーケー', 'よい', '良い', 'よろしい', 'お願いします', '進む');
export const saysNo = among('いいえ', 'no', 'ちがう', '違う', '直す', '修正', '修正する');

const opensHelp = among('ヘルプ', '使い方', 'help', 'リセット', 'リセットコマンド', 'reset');

/**
 * True for what leaves a form for a command: the two words by which people look for a way out, and the slash form of any
 * command. Words like 要約 or 規程 do not: 「規程の改正について」 is as good a subject as any, so such a message is the
 * field's value. Nothing is taken silently all the same, since the next question begins with what was taken.
 */
export function leavesForm(text: string): boolean {
  return opensHelp(text) || /^[/／][a-z]+(?:\s|$)/i.test(text.trim());
}

/** True for a message that steers a form or leaves it, whatever field is asked. */
export function steersForm(text: string): boolean {
  return [saysStop, saysBack, saysSkip, saysKeep, saysEnough, leavesForm].some((says) => says(text));
}
