@description('リソースを置く地域')
param location string

@description('Key Vault の名前（3～24文字）')
param name string

@description('シークレットを読むマネージドIDのプリンシパルID')
param readerPrincipalId string

@description('ボットのクライアントシークレット（空なら作りません）')
@secure()
param botPassword string

@description('OpenAI互換サーバーのキー（空なら作りません）')
@secure()
param openaiCompatibleKey string

@description('LoGoチャットのボットのアクセストークン（空なら作りません）')
@secure()
param logoToken string

@description('/api/logo/messages の署名に使う共有鍵（空なら作りません）')
@secure()
param webhookKey string

var botPasswordName = 'bot-password'
var openaiCompatibleKeyName = 'openai-compatible-key'
var logoTokenName = 'logo-token'
var webhookKeyName = 'webhook-key'

// Built-in role "Key Vault Secrets User".
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    softDeleteRetentionInDays: 7
  }
}

resource botPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(botPassword)) {
  parent: vault
  name: botPasswordName
  properties: {
    value: botPassword
  }
}

resource openaiCompatibleKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(openaiCompatibleKey)) {
  parent: vault
  name: openaiCompatibleKeyName
  properties: {
    value: openaiCompatibleKey
  }
}

resource logoTokenSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(logoToken)) {
  parent: vault
  name: logoTokenName
  properties: {
    value: logoToken
  }
}

resource webhookKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(webhookKey)) {
  parent: vault
  name: webhookKeyName
  properties: {
    value: webhookKey
  }
}

resource readerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, readerPrincipalId, secretsUser)
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

output name string = vault.name
// Addresses without a version: the container app takes a renewed secret by itself.
output botPasswordUrl string = '${vault.properties.vaultUri}secrets/${botPasswordName}'
output openaiCompatibleKeyUrl string = '${vault.properties.vaultUri}secrets/${openaiCompatibleKeyName}'
output logoTokenUrl string = '${vault.properties.vaultUri}secrets/${logoTokenName}'
output webhookKeyUrl string = '${vault.properties.vaultUri}secrets/${webhookKeyName}'
