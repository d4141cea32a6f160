import type { DirectRoom } from './session.ts';

/** The note on how to use Kaname that a room gets when the bot joins it. */
export function usageNote(kind: DirectRoom['kind']): { readonly title: string; readonly text: string } {
  const speak =
    kind === 'group'
      ? 'このトークでは、メンション（@）で Kaname を指定したメッセージにだけお答えします。ほかの会話には反応しません。'
      : 'このトークでは、そのまま話しかけてください。メンションは要りません。';
  const file =
    kind === 'group'
      ? 'ファイル：ファイルを送ってから10分以内に、同じ方が Kaname を指定して「要約して」とお送りください。'
      : 'ファイル：文書のファイルを送ると、内容を要約します。';
  return {
    title: 'Kaname（要）の使い方',
    text: [
      speak,
      '',
      '【できること】',
      '規程：「規程 出張の日当はいくらですか」のようにお尋ねください。条文を引用してお答えします。',
      '要約：「要約」に続けて会議録などの文章を貼り付けてください。',
      '文案：「文案」とお送りになると、文書の種類を選べます。必要な項目を一つずつお尋ねします。',
      file,
      '',
      '【選び方】',
      '選択肢は、スタンプを押すか、番号を送って選べます。',
      '',
      '【やり直すとき】',
      '「リセットコマンド」と送ると、このトークでのやりとりの履歴を消去し、新しい会話として始められます。',
      '',
      '回答は職員が必ず確認してください。個人情報は、伏せてから処理します。',
    ].join('\n'),
  };
}
