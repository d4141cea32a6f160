import { KanameError } from '../errors.ts';

/** The sentences staff and operators read when a store fails. None of them holds a path, a key or an address. */
const sentences = {
  unreachable:
    '会話の履歴を保存する場所に接続できませんでした。しばらくしてからもう一度お試しください。続く場合は、情報システム担当者にお知らせください。',
  busy: '会話の履歴を保存する場所が混み合っています。1分ほど待ってから、もう一度お試しください。',
  denied:
    '会話の履歴を保存する場所を使う権限がありません。情報システム担当者に、履歴の保存先の設定（キーまたはマネージドIDの権限）の確認を依頼してください。',
  unwritable:
    '会話の履歴を保存するファイルに書き込めません。KANAME_DATA_DIR のフォルダーがあること、書き込めること、空き容量があることを確認してください。',
  corrupt:
    '会話の履歴のファイルが壊れているため、開けません。KANAME_DATA_DIR のフォルダーにある kaname.sqlite を別の場所に移してから、もう一度起動してください。新しいファイルが作られます。',
  newer:
    '会話の履歴のファイルは、より新しい版の Kaname で作られています。Kaname を新しい版に更新してから、もう一度起動してください。',
  closed: '終了処理に入ったため、会話の履歴を保存できませんでした。再起動の後に、もう一度お試しください。',
} as const;

/** KanameError `store_unavailable` with the sentence for this kind of failure; `cause` is only logged. */
export function storeUnavailable(failure: keyof typeof sentences, cause?: unknown): KanameError {
  return new KanameError('store_unavailable', sentences[failure], cause);
}

/** The `code` of an error of SQLite, Node or Azure: a name (`SQLITE_BUSY`, `ECONNREFUSED`) or an HTTP status. */
export function codeOf(thrown: unknown): string | number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' || typeof thrown.code === 'number' ? thrown.code : undefined;
}
