import type { Command } from './command.ts';
import { textAnswer } from './textAnswer.ts';

/** `利用者ID`: by which id this chat knows the asker, for the administrator's list of people. */
export function createIdentity(): Command {
  return {
    name: 'identity',
    title: '利用者ID',
    words: ['わたしのID', '私のID', '自分のID', 'ユーザーID'],
    remembered: false,
    async *run({ sender }) {
      // The channel's name stands before ids that are in no list.
      const id = sender.replace(/^[a-z]+:/, '');
      yield textAnswer({
        command: 'identity',
        title: '利用者ID',
        text: `あなたの利用者IDは、次のとおりです。\n${id}\n職員の一覧への登録に必要なときは、このIDを管理者にお伝えください。`,
      });
    },
  };
}
