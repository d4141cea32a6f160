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
  | 'KANAME_TENANTS';

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
    about: '職員の一覧（オブジェクトID、所属、役割のCSV）。未設定なら、公開範囲の限られた規程はだれにも示しません',
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
};
