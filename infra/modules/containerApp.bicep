@description('リソースを置く地域')
param location string

@description('コンテナーアプリの名前')
param name string

@description('Container Apps 環境のリソースID')
param environmentId string

@description('アプリのマネージドIDのリソースID')
param identityId string

@description('アプリのマネージドIDのクライアントID')
param identityClientId string

@description('コンテナーイメージ')
param image string

@description('イメージを置いた Container Registry のホスト名（空なら、サインインせずに取り出します）')
param registryServer string

@description('1インスタンスのCPUのコア数')
param cpu string

@description('インスタンスの数の上限')
param maxReplicas int

@description('規程を置く共有フォルダーの名前（空なら、イメージの中の規程を読み込みます）')
param policiesShareName string

@description('職員の所属の調べ方')
param directory string

@description('職員の一覧のファイルの、共有フォルダーの中での名前（使わなければ空）')
param peopleFile string

@description('待ち受けるポート番号')
param port int

@description('ログの詳しさ')
param logLevel string

@description('言語モデルの種類')
param model string

@description('言語モデルの応答を待つ上限（秒）')
param modelTimeoutSeconds int

@description('Azure OpenAI のエンドポイント（使わなければ空）')
param azureOpenAIEndpoint string

@description('Azure OpenAI のデプロイ名（使わなければ空）')
param azureOpenAIDeployment string

@description('Azure OpenAI のAPIバージョン')
param azureOpenAIApiVersion string

@description('OpenAI互換サーバーのURL（使わなければ空）')
param openaiCompatibleUrl string

@description('OpenAI互換サーバーのモデル名（使わなければ空）')
param openaiCompatibleModel string

@description('OpenAI互換サーバーのキーを置いた、Key Vault のシークレットのURL（なければ空）')
param openaiCompatibleKeyUrl string

@description('Cosmos DB のエンドポイント')
param cosmosEndpoint string

@description('Cosmos DB のデータベース名')
param cosmosDatabase string

@description('履歴を保存する日数')
param retentionDays int

@description('ボットの種類')
param botType string

@description('ボットのアプリケーションID')
param botAppId string

@description('ボットのテナントID')
param botTenantId string

@description('ボットのクライアントシークレットを置いた、Key Vault のシークレットのURL（なければ空）')
param botPasswordUrl string

@description('追加で利用を認めるテナントID')
param additionalTenants array

@description('LoGoチャットのボットのアクセストークンを置いた、Key Vault のシークレットのURL（なければ空）')
param logoTokenUrl string

@description('LoGoチャットの接続先')
param logoEndpoint string

@description('LoGoチャットへの接続に使うプロキシのURL（使わなければ空）')
param logoProxy string

@description('/api/logo/messages の署名に使う共有鍵を置いた、Key Vault のシークレットのURL（なければ空）')
param webhookKeyUrl string

@description('共有鍵の書き方')
param webhookKeyEncoding string

@description('署名のヘッダー名')
param webhookSignatureHeader string

@description('署名の前に付く文字（なければ空）')
param webhookSignaturePrefix string

@description('署名の書き方')
param webhookSignatureEncoding string

@description('時刻のヘッダー名（ヘッダーがなければ none）')
param webhookTimestampHeader string

@description('署名の対象')
param webhookSignedText string

@description('返信の送り先として認めるURLの先頭部分')
param webhookCallbacks array

@description('メッセージを取りにいくURL（使わなければ空）')
param webhookPollUrl string

var usesShare = !empty(policiesShareName)
var policiesPath = '/policies'
var botPasswordSecret = 'bot-password'
var openaiKeySecret = 'openai-compatible-key'
var logoTokenSecret = 'logo-token'
var webhookKeySecret = 'webhook-key'
var botPasswordValue = empty(botPasswordUrl) ? { value: '' } : { secretRef: botPasswordSecret }
var openaiKeyValue = empty(openaiCompatibleKeyUrl) ? { value: '' } : { secretRef: openaiKeySecret }
var logoTokenValue = empty(logoTokenUrl) ? { value: '' } : { secretRef: logoTokenSecret }
var webhookKeyValue = empty(webhookKeyUrl) ? { value: '' } : { secretRef: webhookKeySecret }

// Every setting of src/settings.ts, in its order, and what the Azure SDKs read; a test compares them.
// An empty value counts as unset. Cosmos DB and Azure OpenAI take no keys: the identity signs in.
var env = [
  { name: 'PORT', value: string(port) }
  { name: 'KANAME_DATA_DIR', value: '/data' }
  { name: 'KANAME_POLICIES', value: usesShare ? policiesPath : '' }
  { name: 'KANAME_DIRECTORY', value: directory }
  { name: 'KANAME_PEOPLE', value: usesShare && !empty(peopleFile) ? '${policiesPath}/${peopleFile}' : '' }
  { name: 'KANAME_LOG_LEVEL', value: logLevel }
  { name: 'KANAME_MODEL', value: model }
  { name: 'KANAME_MODEL_TIMEOUT', value: string(modelTimeoutSeconds) }
  { name: 'AZURE_OPENAI_ENDPOINT', value: azureOpenAIEndpoint }
  { name: 'AZURE_OPENAI_API_KEY', value: '' }
  { name: 'AZURE_OPENAI_DEPLOYMENT', value: azureOpenAIDeployment }
  { name: 'AZURE_OPENAI_API_VERSION', value: azureOpenAIApiVersion }
  { name: 'AZURE_OPENAI_EMBEDDING_DEPLOYMENT', value: '' }
  { name: 'OPENAI_BASE_URL', value: openaiCompatibleUrl }
  union({ name: 'OPENAI_API_KEY' }, openaiKeyValue)
  { name: 'OPENAI_MODEL', value: openaiCompatibleModel }
  // The embedded model of the image; its vectors are made anew by each new replica, in the background.
  { name: 'KANAME_EMBEDDING', value: 'embedded' }
  { name: 'OPENAI_EMBEDDING_BASE_URL', value: '' }
  { name: 'OPENAI_EMBEDDING_MODEL', value: '' }
  { name: 'OPENAI_EMBEDDING_QUERY_MODEL', value: '' }
  { name: 'KANAME_STORE', value: 'cosmos' }
  { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
  { name: 'COSMOS_KEY', value: '' }
  { name: 'COSMOS_DATABASE', value: cosmosDatabase }
  { name: 'KANAME_RETENTION_DAYS', value: string(retentionDays) }
  { name: 'MicrosoftAppId', value: botAppId }
  union({ name: 'MicrosoftAppPassword' }, botPasswordValue)
  { name: 'MicrosoftAppType', value: botType }
  { name: 'MicrosoftAppTenantId', value: botTenantId }
  { name: 'KANAME_TENANTS', value: join(additionalTenants, ',') }
  union({ name: 'KANAME_LOGO_TOKEN' }, logoTokenValue)
  { name: 'KANAME_LOGO_ENDPOINT', value: logoEndpoint }
  { name: 'KANAME_LOGO_PROXY', value: logoProxy }
  union({ name: 'KANAME_WEBHOOK_KEY' }, webhookKeyValue)
  { name: 'KANAME_WEBHOOK_KEY_ENCODING', value: webhookKeyEncoding }
  { name: 'KANAME_WEBHOOK_SIGNATURE_HEADER', value: webhookSignatureHeader }
  { name: 'KANAME_WEBHOOK_SIGNATURE_PREFIX', value: webhookSignaturePrefix }
  { name: 'KANAME_WEBHOOK_SIGNATURE_ENCODING', value: webhookSignatureEncoding }
  { name: 'KANAME_WEBHOOK_TIMESTAMP_HEADER', value: webhookTimestampHeader }
  { name: 'KANAME_WEBHOOK_SIGNED_TEXT', value: webhookSignedText }
  { name: 'KANAME_WEBHOOK_CALLBACKS', value: join(webhookCallbacks, ',') }
  { name: 'KANAME_WEBHOOK_POLL_URL', value: webhookPollUrl }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
]

var botPasswordReference = { name: botPasswordSecret, keyVaultUrl: botPasswordUrl, identity: identityId }
var openaiKeyReference = { name: openaiKeySecret, keyVaultUrl: openaiCompatibleKeyUrl, identity: identityId }
var logoTokenReference = { name: logoTokenSecret, keyVaultUrl: logoTokenUrl, identity: identityId }
var webhookKeyReference = { name: webhookKeySecret, keyVaultUrl: webhookKeyUrl, identity: identityId }
var botPasswordSecrets = empty(botPasswordUrl) ? [] : [botPasswordReference]
var openaiKeySecrets = empty(openaiCompatibleKeyUrl) ? [] : [openaiKeyReference]
var logoTokenSecrets = empty(logoTokenUrl) ? [] : [logoTokenReference]
var webhookKeySecrets = empty(webhookKeyUrl) ? [] : [webhookKeyReference]

// The Consumption plan ties 2 GiB of memory to a core.
var memory = { '0.5': '1Gi', '1': '2Gi', '2': '4Gi' }

// Nothing in /data has to outlive an instance: the history is in Cosmos DB, and rules are read at each start.
// It stays on the instance's own disk, for SQLite's log does not work on a network share. 1000 is the user `node`.
var policiesVolume = {
  name: 'policies'
  storageType: 'AzureFile'
  storageName: policiesShareName
  mountOptions: 'uid=1000,gid=1000,dir_mode=0500,file_mode=0400'
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      secrets: concat(botPasswordSecrets, openaiKeySecrets, logoTokenSecrets, webhookKeySecrets)
    }
    template: {
      // Running turns may take 25 seconds to end, and so may open requests (src/index.ts).
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'kaname'
          image: image
          env: env
          resources: {
            cpu: json(cpu)
            memory: memory[cpu]
          }
          volumeMounts: usesShare ? [{ volumeName: 'policies', mountPath: policiesPath }] : []
          probes: [
            {
              // Kaname listens once the rules are indexed, which takes its time where there are many.
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              initialDelaySeconds: 5
              periodSeconds: 30
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 20
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              // Asks the history store too, which may take ten seconds to say no.
              type: 'Readiness'
              httpGet: { path: '/readyz', port: port }
              periodSeconds: 15
              timeoutSeconds: 12
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: maxReplicas
        // A request ends at once and its turn goes on, so that the number of requests says nothing of the load.
        rules: [
          {
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: { type: 'Utilization', value: '70' }
            }
          }
        ]
      }
      volumes: usesShare ? [policiesVolume] : []
    }
  }
}

output fqdn string = app.properties.configuration.ingress.fqdn
