import type { HistoryStore } from '../stores/history.ts';
import type { Command } from './command.ts';
import { textAnswer } from './textAnswer.ts';

/** `リセット`: clears this conversation's history at once, as users of office chat bots know it. */
export function createReset(store: HistoryStore): Command {
  return {
    name: 'reset',
    title: 'リセット',
    words: ['リセットコマンド', '履歴を消去', 'reset'],
    remembered: false,
    async *run({ conversation }) {
      const count = await store.clear(conversation);
      const text =
        count === 0
          ? '消去する履歴はありませんでした。'
          : `この会話の履歴（${count}件）を消去しました。新しい会話として始められます。`;
      const said = textAnswer({ command: 'reset', title: '履歴の消去', text });
      yield { ...said, answer: { ...said.answer, forgets: true } };
    },
  };
}
