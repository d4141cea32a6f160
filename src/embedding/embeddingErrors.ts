import { type ErrorCode, KanameError } from '../errors.ts';

/** What staff or operators read when a vector cannot be had. Search by words goes on in all of these cases. */
const sentences = {
  late: [
    'model_timeout',
    '意味による検索の準備が時間内に終わりませんでした。言葉による検索は、このままお使いいただけます。',
  ],
  cancelled: ['cancelled', '処理を中止しました。'],
  crashed: [
    'model_unavailable',
    '意味による検索のモデルが停止しました。しばらくすると自動的に再開します。言葉による検索は、このままお使いいただけます。',
  ],
  broken: [
    'wrong_configuration',
    '意味による検索のモデルのファイル（assets/e5-small-ja）が、ないか、壊れています。Kaname を入れ直してください。言葉による検索は、このままお使いいただけます。',
  ],
  unrunnable: [
    'wrong_configuration',
    'この端末では、同梱の埋め込みモデルを動かせませんでした。「npm ci」をやり直すか、KANAME_EMBEDDING に off または外部のサーバーを指定してください。',
  ],
  unreachable: [
    'model_unavailable',
    '埋め込みモデルのサーバーから応答を受け取れませんでした。言葉による検索は、このままお使いいただけます。続くときは、システム担当者にお知らせください。',
  ],
  busy: ['model_busy', '埋め込みモデルのサーバーが混み合っています。言葉による検索は、このままお使いいただけます。'],
  unusable: [
    'model_unavailable',
    '埋め込みモデルのサーバーの応答が正しくありません（件数や数値が要求と合いません）。OPENAI_EMBEDDING_MODEL などの設定を確認してください。',
  ],
  misconfigured: [
    'wrong_configuration',
    '埋め込みモデルのサーバーに接続できません。接続先、モデル名、キーの設定を確認してください。',
  ],
  refused: [
    'model_refused',
    '意味による検索のモデルが受け付けない文章がありました。その文章は、言葉による検索だけで探します。',
  ],
} as const satisfies Record<string, readonly [ErrorCode, string]>;

/** The KanameError for this kind of failure; `cause` is only logged. */
export function embeddingError(failure: keyof typeof sentences, cause?: unknown): KanameError {
  const [code, sentence] = sentences[failure];
  return new KanameError(code, sentence, cause);
}
