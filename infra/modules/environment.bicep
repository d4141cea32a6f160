@description('リソースを置く地域')
param location string

@description('Container Apps 環境の名前')
param name string

@description('ログの送り先の Log Analytics ワークスペースの名前')
param logsName string

@description('共有フォルダーのストレージアカウントの名前（空なら共有フォルダーを使いません）')
param storageAccountName string

@description('規程を置く共有フォルダーの名前')
param policiesShareName string

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logsName
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2024-01-01' existing = if (!empty(storageAccountName)) {
  name: storageAccountName
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource policies 'Microsoft.App/managedEnvironments/storages@2025-01-01' = if (!empty(storageAccountName)) {
  parent: environment
  name: policiesShareName
  properties: {
    azureFile: {
      accountName: storageAccountName
      accountKey: storageAccount!.listKeys().keys[0].value
      shareName: policiesShareName
      accessMode: 'ReadOnly'
    }
  }
}

output id string = environment.id
