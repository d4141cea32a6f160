@description('リソースを置く地域')
param location string

@description('Azure OpenAI アカウントの名前。エンドポイントのホスト名にもなります')
param name string

@description('デプロイ名')
param deploymentName string

@description('モデルの名前')
param modelName string

@description('モデルのバージョン')
param modelVersion string

@description('デプロイの種類（Standard なら、置いた地域の中で処理されます）')
param skuName string

@description('1分あたりの上限（1,000トークン単位）')
param capacity int

@description('モデルを呼び出すマネージドIDのプリンシパルID')
param userPrincipalId string

// Built-in role "Cognitive Services OpenAI User".
var openaiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: name
  location: location
  kind: 'OpenAI'
  sku: {
    name: 'S0'
  }
  properties: {
    // Signing in with an identity needs an address of the account's own.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {
  parent: account
  name: deploymentName
  sku: {
    name: skuName
    capacity: capacity
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: modelName
      version: modelVersion
    }
    versionUpgradeOption: 'OnceCurrentVersionExpired'
  }
}

resource userRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, userPrincipalId, openaiUser)
  properties: {
    principalId: userPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', openaiUser)
  }
}

output endpoint string = account.properties.endpoint
output deploymentName string = deployment.name
