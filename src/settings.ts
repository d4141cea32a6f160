/** One environment variable that Kaname reads. */
export interface Setting {
  /** Used where the variable is unset; absent: there is no default. */
  readonly fallback?: string;
  /** For operators; also the comment in .env.example. */
  readonly about: string;
  /** True for what must never be shown or written to a plain file in production. */
  readonly secret?: true;
}

export type SettingName =
  | 'PORT'
  | 'KANAME_DATA_DIR'
  | 'KANAME_POLICIES'
  | 'KANAME_DIRECTORY'
  | 'KANAME_PEOPLE'
  | 'KANAME_LOG_LEVEL'
  | 'KANAME_MODEL'
  | 'KANAME_MODEL_TIMEOUT'
  | 'AZURE_OPENAI_ENDPOINT'
  | 'AZURE_OPENAI_API_KEY'
  | 'AZURE_OPENAI_DEPLOYMENT'
  | 'AZURE_OPENAI_API_VERSION'
  | 'AZURE_OPENAI_EMBEDDING_DEPLOYMENT'
  | 'OPENAI_BASE_URL'
  | 'OPENAI_API_KEY'
  | 'OPENAI_MODEL'
  | 'KANAME_EMBEDDING'
  | 'OPENAI_EMBEDDING_BASE_URL'
  | 'OPENAI_EMBEDDING_MODEL'
  | 'OPENAI_EMBEDDING_QUERY_MODEL'
  | 'KANAME_STORE'
  | 'COSMOS_ENDPOINT'
  | 'COSMOS_KEY'
  | 'COSMOS_DATABASE'
  | 'KANAME_RETENTION_DAYS'
  | 'MicrosoftAppId'
  | 'MicrosoftAppPassword'
  | 'MicrosoftAppType'
  | 'MicrosoftAppTenantId'
  | 'KANAME_TENANTS'
  | 'KANAME_LOGO_TOKEN'
  | 'KANAME_LOGO_ENDPOINT'
  | 'KANAME_LOGO_PROXY'
  | 'KANAME_WEBHOOK_KEY'
  | 'KANAME_WEBHOOK_KEY_ENCODING'
  | 'KANAME_WEBHOOK_SIGNATURE_HEADER'
  | 'KANAME_WEBHOOK_SIGNATURE_PREFIX'
  | 'KANAME_WEBHOOK_SIGNATURE_ENCODING'
  | 'KANAME_WEBHOOK_TIMESTAMP_HEADER'
  | 'KANAME_WEBHOOK_SIGNED_TEXT'
  | 'KANAME_WEBHOOK_CALLBACKS'
  | 'KANAME_WEBHOOK_POLL_URL';

/** Every variable Kaname reads, in the order of .env.example. infra/ and the documents are tested against this list. */
export const settings: Record<SettingName, Setting> = {
  PORT: { fallback: '3978', about: '待ち受けるポート番号' },
  KANAME_DATA_DIR: { fallback: './data', about: '履歴と索引を置くフォルダー' },
  KANAME_POLICIES: { about: '起動時に読み込む規程のフォルダー（未設定なら同梱の見本市の規程集）' },
  KANAME_DIRECTORY: {
    fallback: 'file',
    about: '職員の所属の調べ方（file：職員の一覧のファイル、graph：Microsoft Graph）',
  },
  KANAME_PEOPLE: {
    about:
      '職員の一覧（オブジェクトID、LoGoチャットのID、所属、役割のCSV）。未設定なら、公開範囲の限られた規程はだれにも示しません',
  },
  KANAME_LOG_LEVEL: { fallback: 'info', about: 'ログの詳しさ（debug、info、warn、error、silent）' },
  KANAME_MODEL: {
    fallback: 'extractive',
    about: '言語モデル（extractive：モデルなし、azure-openai、openai-compatible）',
  },
  KANAME_MODEL_TIMEOUT: { fallback: '120', about: '言語モデルの応答を待つ上限（秒）' },
  AZURE_OPENAI_ENDPOINT: { about: 'Azure OpenAI のエンドポイント' },
  AZURE_OPENAI_API_KEY: { about: 'Azure OpenAI のキー（未設定ならマネージドIDを使用）', secret: true },
  AZURE_OPENAI_DEPLOYMENT: { about: 'Azure OpenAI のデプロイ名' },
  AZURE_OPENAI_API_VERSION: { fallback: '2024-10-21', about: 'Azure OpenAI のAPIバージョン' },
  AZURE_OPENAI_EMBEDDING_DEPLOYMENT: { about: 'Azure OpenAI の埋め込みモデルのデプロイ名' },
  OPENAI_BASE_URL: { about: 'OpenAI互換サーバーのURL（Ollama、vLLM、llama.cpp、国内クラウドなど）' },
  OPENAI_API_KEY: { about: 'OpenAI互換サーバーのキー（不要なサーバーでは未設定）', secret: true },
  OPENAI_MODEL: { about: 'OpenAI互換サーバーのモデル名' },
  KANAME_EMBEDDING: {
    fallback: 'embedded',
    about: '意味による検索（embedded：同梱のモデル、azure-openai、openai-compatible、off：言葉だけで検索）',
  },
  OPENAI_EMBEDDING_BASE_URL: { about: '埋め込みモデルのサーバーのURL（未設定なら OPENAI_BASE_URL）' },
  OPENAI_EMBEDDING_MODEL: { about: '埋め込みモデルの名前' },
  OPENAI_EMBEDDING_QUERY_MODEL: { about: '質問の埋め込みに使うモデルの名前（条文と分ける場合）' },
  KANAME_STORE: { fallback: 'embedded', about: '履歴の保存先（embedded：SQLite、cosmos：Azure Cosmos DB）' },
  COSMOS_ENDPOINT: { about: 'Cosmos DB のエンドポイント' },
  COSMOS_KEY: { about: 'Cosmos DB のキー（未設定ならマネージドIDを使用）', secret: true },
  COSMOS_DATABASE: { fallback: 'kaname', about: 'Cosmos DB のデータベース名' },
  KANAME_RETENTION_DAYS: { fallback: '365', about: '履歴を保存する日数' },
  MicrosoftAppId: { about: 'Teams ボットのアプリケーションID（未設定ならこの端末からのみ利用可）' },
  MicrosoftAppPassword: { about: 'Teams ボットのクライアントシークレット', secret: true },
  MicrosoftAppType: {
    fallback: 'SingleTenant',
    about: 'ボットの種類（SingleTenant、UserAssignedMSI、既存のもののみ MultiTenant）',
  },
  MicrosoftAppTenantId: { about: 'テナントID' },
  KANAME_TENANTS: { about: '追加で利用を認めるテナントID（コンマ区切り）' },
  KANAME_LOGO_TOKEN: {
    about: 'LoGoチャット（direct）のボットのアクセストークン（未設定なら接続しません）',
    secret: true,
  },
  KANAME_LOGO_ENDPOINT: {
    fallback: 'wss://api.direct4b.com/albero-app-server/api',
    about: 'LoGoチャット（direct）の接続先。契約先に確認してください',
  },
  KANAME_LOGO_PROXY: { about: 'LoGoチャット（direct）への接続に使うプロキシのURL' },
  KANAME_WEBHOOK_KEY: {
    about: '/api/logo/messages の署名に使う共有鍵（未設定なら受け付けません）',
    secret: true,
  },
  KANAME_WEBHOOK_KEY_ENCODING: { fallback: 'text', about: '共有鍵の書き方（text、base64、hex）' },
  KANAME_WEBHOOK_SIGNATURE_HEADER: { fallback: 'x-kaname-signature', about: '署名のヘッダー名' },
  KANAME_WEBHOOK_SIGNATURE_PREFIX: { about: '署名の前に付く文字（Slackの方式なら v0=）' },
  KANAME_WEBHOOK_SIGNATURE_ENCODING: { fallback: 'hex', about: '署名の書き方（hex、base64）' },
  KANAME_WEBHOOK_TIMESTAMP_HEADER: {
    fallback: 'x-kaname-timestamp',
    about: '時刻（1970年からの秒数）のヘッダー名（ヘッダーがなければ none とし、本文の sentAt を使います）',
  },
  KANAME_WEBHOOK_SIGNED_TEXT: {
    fallback: '{timestamp}.{body}',
    about: '署名の対象（{timestamp} は時刻、{body} は本文）',
  },
  KANAME_WEBHOOK_CALLBACKS: { about: '返信の送り先として認めるURLの先頭部分（コンマ区切り）' },
  KANAME_WEBHOOK_POLL_URL: { about: '外からの接続を受けられない場合に、メッセージを取りにいくURL' },
};
