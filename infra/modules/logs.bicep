@description('リソースを置く地域')
param location string

@description('Log Analytics ワークスペースの名前')
param name string

@description('ログを残す日数')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
  }
}

output name string = workspace.name
