import { KanameError } from '../errors.ts';
import { textFile } from './textFile.ts';

export interface AskedQuestion {
  readonly id: string;
  readonly question: string;
}

/**
 * The questions of one call: the argument, or the lines `{"id","question"}` of a file.
 * @throws KanameError `wrong_call` where neither or both are given, `file_unreadable` naming the line that is wrong
 */
export function questionsOf(question: string | undefined, file: string | undefined): readonly AskedQuestion[] {
  if ((question === undefined) === (file === undefined)) {
    throw new KanameError('wrong_call', '質問を一つ書くか、--queries でファイルを指定してください。');
  }
  if (question !== undefined) return [{ id: '1', question }];
  return textFile(file ?? '', '質問のファイル')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): AskedQuestion {
  try {
    const { id, question } = JSON.parse(line);
    if (typeof question === 'string') return { id: String(id ?? number), question };
  } catch {
    // said below, as for a line that is JSON but no question
  }
  throw new KanameError('file_unreadable', `質問のファイルの${number}行目が {"id","question"} の形になっていません。`);
}
