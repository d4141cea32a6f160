import type { Genre } from '../../writing/genre.ts';
import type { CommandAnswer } from '../command.ts';
import { textAnswer } from '../textAnswer.ts';

/** Which kind of document? With the wish kept, so that nothing has to be written twice. */
export function askForGenre(genres: readonly Genre[], wish: string): CommandAnswer {
  const text =
    wish === ''
      ? '作りたい文書の種類をお選びください。'
      : '文書の種類をお選びください。いただいた内容はそのまま引き継ぎます。';
  const choices = genres.map(({ id, name }) => ({
    label: name,
    action: { name: 'draft.form', data: { genre: id, ...(wish !== '' && { wish }) } },
  }));
  return textAnswer({ command: 'draft', title: '文案の作成', text, choices });
}

/** Which kind of document? A button cannot bring the files along, so that it has to be said with them. */
export function askForGenreOfFiles(genres: readonly Genre[]): CommandAnswer {
  const names = genres.map(({ name }) => name).join('、');
  const text = `お送りいただいたファイルから、どの文書を作るか分かりませんでした。「この資料で通知文を作って」のように文書の種類を書き添えて、ファイルをもう一度お送りください。作れる文書は、${names}です。`;
  return textAnswer({ command: 'draft', title: '文案の作成', text });
}

/** The form of a genre, filled with what is known already. */
export function askForValues(genre: Genre, known: Readonly<Record<string, string>>): CommandAnswer {
  const title = `${genre.name}の作成`;
  const wish = known.wish ?? '';
  return {
    kind: 'answer',
    said: '',
    answer: {
      command: 'draft',
      title,
      basis: 'program',
      generated: false,
      speak: `${genre.name}の項目を入力してください。`,
      parts: [
        {
          kind: 'text',
          text: `${genre.purpose}の文案を作ります。必須の項目のほかは、書かなくても構いません（分からない箇所は、文案では【　】になります）。`,
        },
        {
          kind: 'form',
          fields: [
            ...genre.fields.map(({ id, label, kind, required, example }) => ({
              id,
              label,
              kind,
              required,
              example,
              ...(known[id] !== undefined && { value: known[id] }),
            })),
            {
              id: 'wish',
              label: 'その他のご要望',
              kind: 'lines' as const,
              required: false,
              example: '全体を300字程度に、など',
              ...(wish !== '' && { value: wish }),
            },
          ],
          submit: { label: '文案を作る', primary: true, action: { name: 'draft.write', data: { genre: genre.id } } },
        },
      ],
    },
  };
}
