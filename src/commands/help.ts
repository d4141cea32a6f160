import type { Answer } from '../answer.ts';
import type { Command } from './command.ts';
import { examples, examplesWithModel } from './examples.ts';

/** `ヘルプ`: what Kaname does, with examples to press. */
export function createHelp(modelWrites: boolean): Command {
  return {
    name: 'help',
    title: 'ヘルプ',
    words: ['使い方', 'help', '？', '?'],
    remembered: false,
    async *run() {
      yield { kind: 'answer', answer: usage('Kaname（要）の使い方', [], modelWrites), said: '' };
    },
  };
}

/** The first greeting in a conversation. */
export function welcome(modelWrites: boolean): Answer {
  const greeting =
    'はじめまして。職員の皆さまの文書仕事をお手伝いする、Kaname（要）です。一対一では、そのまま話しかけてください。ほかの人もいる場では、私あてのメンションを付けてください。';
  return usage('Kaname（要）です', [greeting], modelWrites);
}

function usage(title: string, before: readonly string[], modelWrites: boolean): Answer {
  const consult = modelWrites
    ? '相談：Excelの数式、アイデア出し、言い換えなど、何でもお尋ねください。'
    : '相談：言語モデルを接続すると使えます（現在は接続されていません）。';
  return {
    command: 'help',
    title,
    basis: 'program',
    generated: false,
    speak: `${title}。規程、要約、文案をお手伝いします。`,
    parts: [
      ...before.map((text) => ({ kind: 'text' as const, text })),
      {
        kind: 'list',
        title: 'できること',
        items: [
          { text: '規程：庁内の規程から、条文を引用してお答えします。' },
          { text: '要約：会議録や長い文章を、要点・決定事項・宿題に整理します。' },
          { text: '文案：あいさつ文、通知文、メール、議会想定問答などの下書きを作ります。' },
          { text: consult },
          { text: '履歴：この会話のやりとりを表示します。リセット：履歴を消去します。' },
        ],
      },
      {
        kind: 'choices',
        title: 'お試しいただける例',
        choices: [...examples, ...(modelWrites ? examplesWithModel : [])],
      },
      {
        kind: 'text',
        tone: 'quiet',
        text: '電話番号や住所などの個人情報は、伏せてから処理します。回答は職員が必ず確認してください。',
      },
    ],
  };
}
