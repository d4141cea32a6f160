// Kaname in one resource group. infra/README.md says how to deploy it; no part of it has been run against Azure.
targetScope = 'resourceGroup'

@description('リソースを置く地域。データは、この地域に保存されます')
param location string = 'japaneast'

@description('リソースの名前の先頭に付ける文字（小文字と数字）')
@minLength(3)
@maxLength(10)
param prefix string = 'kaname'

@description('コンテナーイメージ（例：example.azurecr.io/kaname:0.1.0）')
param image string

@description('イメージを置いた、同じリソースグループの Azure Container Registry の名前（公開のイメージなら空）')
param registryName string = ''

@description('Azure Bot の表示名（Teams でのアプリ名は、マニフェストで決まります）')
@maxLength(42)
param botDisplayName string = 'Kaname'

@description('ボットの種類。UserAssignedMSI（マネージドID）ならパスワードが要りません')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string = 'UserAssignedMSI'

@description('SingleTenant のときの、Entra ID に登録したアプリケーションのID')
param botAppId string = ''

@description('SingleTenant のときの、アプリケーションのクライアントシークレット')
@secure()
param botPassword string = ''

@description('ボットの料金プラン（F0：無料、S1：標準）')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('この Azure のテナントのほかに、利用を認めるテナントのID')
param additionalTenants array = []

@description('言語モデル（extractive：モデルなし、azure-openai、openai-compatible）')
@allowed(['extractive', 'azure-openai', 'openai-compatible'])
param model string = 'extractive'

@description('言語モデルの応答を待つ上限（秒）')
@minValue(1)
@maxValue(3600)
param modelTimeoutSeconds int = 120

@description('Azure OpenAI のモデルの名前。azure-openai のときに必要です')
param azureOpenAIModel string = ''

@description('Azure OpenAI のモデルのバージョン。azure-openai のときに必要です')
param azureOpenAIModelVersion string = ''

@description('Azure OpenAI のデプロイ名')
param azureOpenAIDeployment string = 'kaname'

@description('Azure OpenAI のデプロイの種類。Standard なら、文章は location の地域の中で処理されます')
@allowed(['Standard', 'DataZoneStandard', 'GlobalStandard'])
param azureOpenAISku string = 'Standard'

@description('Azure OpenAI の1分あたりの上限（1,000トークン単位）')
@minValue(1)
param azureOpenAICapacity int = 30

@description('Azure OpenAI のAPIバージョン')
param azureOpenAIApiVersion string = '2024-10-21'

@description('OpenAI互換サーバーのURL。openai-compatible のときに必要です')
param openaiCompatibleUrl string = ''

@description('OpenAI互換サーバーのモデル名。openai-compatible のときに必要です')
param openaiCompatibleModel string = ''

@description('OpenAI互換サーバーのキー（不要なサーバーなら空）')
@secure()
param openaiCompatibleKey string = ''

@description('LoGoチャット（direct）のボットのアクセストークン（空なら接続しません）')
@secure()
param logoToken string = ''

@description('LoGoチャット（direct）の接続先。契約先に確認してください')
param logoEndpoint string = 'wss://api.direct4b.com/albero-app-server/api'

@description('LoGoチャット（direct）への接続に使うプロキシのURL')
param logoProxy string = ''

@description('/api/logo/messages の署名に使う共有鍵（空なら受け付けません）')
@secure()
param webhookKey string = ''

@description('共有鍵の書き方')
@allowed(['text', 'base64', 'hex'])
param webhookKeyEncoding string = 'text'

@description('署名のヘッダー名')
param webhookSignatureHeader string = 'x-kaname-signature'

@description('署名の前に付く文字（Slackの方式なら v0=）')
param webhookSignaturePrefix string = ''

@description('署名の書き方')
@allowed(['hex', 'base64'])
param webhookSignatureEncoding string = 'hex'

@description('時刻（1970年からの秒数）のヘッダー名。ヘッダーがなければ none とし、本文の sentAt を使います')
param webhookTimestampHeader string = 'x-kaname-timestamp'

@description('署名の対象（{timestamp} は時刻、{body} は本文）')
param webhookSignedText string = '{timestamp}.{body}'

@description('返信の送り先として認めるURLの先頭部分')
param webhookCallbacks array = []

@description('外からの接続を受けられない場合に、メッセージを取りにいくURL')
param webhookPollUrl string = ''

@description('Cosmos DB のデータベース名')
param cosmosDatabase string = 'kaname'

@description('会話の履歴を保存する日数。過ぎたものは自動で消えます')
@minValue(1)
@maxValue(36500)
param retentionDays int = 365

@description('規程を共有フォルダー（Azure Files）に置くかどうか。置かなければ、イメージの中の見本を読み込みます')
param sharePolicies bool = false

@description('職員の所属の調べ方（file：職員の一覧のファイル、graph：Microsoft Graph）')
@allowed(['file', 'graph'])
param directory string = 'file'

@description('職員の一覧のファイルの、共有フォルダーの中での名前（例：people.csv）。空なら、公開範囲の限られた規程はだれにも示しません')
param peopleFile string = ''

@description('待ち受けるポート番号（コンテナーの中）')
param port int = 3978

@description('1インスタンスのCPUのコア数。メモリーはコアあたり2GiBです')
@allowed(['0.5', '1', '2'])
param cpu string = '1'

@description('インスタンスの数の上限。混み合うと、1台からこの数まで増えます')
@minValue(1)
@maxValue(30)
param maxReplicas int = 3

@description('ログの詳しさ')
@allowed(['debug', 'info', 'warn', 'error', 'silent'])
param logLevel string = 'info'

@description('ログを残す日数')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

var suffix = uniqueString(resourceGroup().id)
var usesAzureOpenAI = model == 'azure-openai'
var usesBotPassword = botType == 'SingleTenant'
var usesOpenAICompatibleKey = !empty(openaiCompatibleKey)
var usesLogoToken = !empty(logoToken)
var usesWebhookKey = !empty(webhookKey)
var usesSecrets = usesBotPassword || usesOpenAICompatibleKey || usesLogoToken || usesWebhookKey
var policiesShareName = 'policies'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    name: '${prefix}-identity'
  }
}

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: {
    location: location
    name: '${prefix}-logs'
    retentionDays: logRetentionDays
  }
}

module keyVault 'modules/keyVault.bicep' = if (usesSecrets) {
  name: 'keyVault'
  params: {
    location: location
    name: '${prefix}-kv-${take(suffix, 8)}'
    readerPrincipalId: identity.outputs.principalId
    botPassword: botPassword
    openaiCompatibleKey: openaiCompatibleKey
    logoToken: logoToken
    webhookKey: webhookKey
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    location: location
    name: '${prefix}-cosmos-${suffix}'
    databaseName: cosmosDatabase
    writerPrincipalId: identity.outputs.principalId
  }
}

module openai 'modules/openai.bicep' = if (usesAzureOpenAI) {
  name: 'openai'
  params: {
    location: location
    name: '${prefix}-openai-${suffix}'
    deploymentName: azureOpenAIDeployment
    modelName: azureOpenAIModel
    modelVersion: azureOpenAIModelVersion
    skuName: azureOpenAISku
    capacity: azureOpenAICapacity
    userPrincipalId: identity.outputs.principalId
  }
}

module registry 'modules/registry.bicep' = if (!empty(registryName)) {
  name: 'registry'
  params: {
    name: registryName
    pullerPrincipalId: identity.outputs.principalId
  }
}

module fileShare 'modules/fileShare.bicep' = if (sharePolicies) {
  name: 'fileShare'
  params: {
    location: location
    name: '${prefix}${suffix}'
    shareName: policiesShareName
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    location: location
    name: '${prefix}-env'
    logsName: logs.outputs.name
    storageAccountName: sharePolicies ? fileShare!.outputs.accountName : ''
    policiesShareName: policiesShareName
  }
}

module containerApp 'modules/containerApp.bicep' = {
  name: 'containerApp'
  params: {
    location: location
    name: '${prefix}-app'
    environmentId: environment.outputs.id
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    image: image
    registryServer: empty(registryName) ? '' : registry!.outputs.loginServer
    cpu: cpu
    maxReplicas: maxReplicas
    policiesShareName: sharePolicies ? policiesShareName : ''
    directory: directory
    peopleFile: peopleFile
    port: port
    logLevel: logLevel
    model: model
    modelTimeoutSeconds: modelTimeoutSeconds
    azureOpenAIEndpoint: usesAzureOpenAI ? openai!.outputs.endpoint : ''
    azureOpenAIDeployment: usesAzureOpenAI ? openai!.outputs.deploymentName : ''
    azureOpenAIApiVersion: azureOpenAIApiVersion
    openaiCompatibleUrl: openaiCompatibleUrl
    openaiCompatibleModel: openaiCompatibleModel
    openaiCompatibleKeyUrl: usesOpenAICompatibleKey ? keyVault!.outputs.openaiCompatibleKeyUrl : ''
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmosDatabase
    retentionDays: retentionDays
    botType: botType
    botAppId: usesBotPassword ? botAppId : identity.outputs.clientId
    botTenantId: tenant().tenantId
    botPasswordUrl: usesBotPassword ? keyVault!.outputs.botPasswordUrl : ''
    additionalTenants: additionalTenants
    logoTokenUrl: usesLogoToken ? keyVault!.outputs.logoTokenUrl : ''
    logoEndpoint: logoEndpoint
    logoProxy: logoProxy
    webhookKeyUrl: usesWebhookKey ? keyVault!.outputs.webhookKeyUrl : ''
    webhookKeyEncoding: webhookKeyEncoding
    webhookSignatureHeader: webhookSignatureHeader
    webhookSignaturePrefix: webhookSignaturePrefix
    webhookSignatureEncoding: webhookSignatureEncoding
    webhookTimestampHeader: webhookTimestampHeader
    webhookSignedText: webhookSignedText
    webhookCallbacks: webhookCallbacks
    webhookPollUrl: webhookPollUrl
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${prefix}-bot-${suffix}'
    displayName: botDisplayName
    skuName: botSku
    endpoint: 'https://${containerApp.outputs.fqdn}/api/messages'
    appType: botType
    appId: usesBotPassword ? botAppId : identity.outputs.clientId
    appTenantId: tenant().tenantId
    identityId: usesBotPassword ? '' : identity.outputs.id
  }
}

// For `kaname package --app-id … --domain …`, which makes the app for Teams.
output appId string = usesBotPassword ? botAppId : identity.outputs.clientId
output domain string = containerApp.outputs.fqdn
output storageAccountName string = sharePolicies ? fileShare!.outputs.accountName : ''
