import { escapeMarkdown } from '../../../cards/escape.ts';
import { fillCard } from '../../../cards/template.ts';

/** The body that answers `composeExtension/fetchTask`: a dialog with a card. */
export interface Dialog {
  readonly task: {
    readonly type: 'continue';
    readonly value: {
      readonly title: string;
      readonly height: 'small';
      readonly width: 'small';
      readonly card: { readonly contentType: string; readonly content: object };
    };
  };
}

export const SUMMARIZING =
  '要約しています。結果は、要（Kaname）との個人チャットにお送りします。この画面は閉じて構いません。';
export const NOT_INSTALLED =
  '要（Kaname）との個人チャットが開かれていないため、結果をお送りできません。Teams の「アプリ」で「Kaname」を検索し、「追加」を押してから、もう一度「要約する」をお試しください。見つからないときは、情報システムの担当にお問い合わせください。';
export const NOT_OPENED =
  '要（Kaname）との個人チャットに、いまはお送りできませんでした。しばらくしてから、もう一度「要約する」をお試しください。';
export const NOTHING_TO_READ = 'このメッセージには、要約できる文章がありません。';
export const UNREADABLE =
  'このメッセージの内容を受け取れませんでした。文章をコピーして、要（Kaname）との個人チャットに「要約」に続けて貼り付けてください。';
export const UNKNOWN_COMMAND = 'この操作には対応していません。';

export function dialog(text: string): Dialog {
  const card = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: fillCard('dialog', { text: escapeMarkdown(text) }),
  };
  return { task: { type: 'continue', value: { title: '要約する', height: 'small', width: 'small', card } } };
}
