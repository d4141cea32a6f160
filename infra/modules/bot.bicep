@description('Azure Bot の名前（世界で1つだけの名前）')
param name string

@description('Azure Bot の表示名')
param displayName string

@description('ボットの料金プラン（F0：無料、S1：標準）')
param skuName string

@description('メッセージの届け先のURL')
param endpoint string

@description('ボットの種類（UserAssignedMSI または SingleTenant）')
param appType string

@description('ボットのアプリケーションID')
param appId string

@description('ボットのテナントID')
param appTenantId string

@description('ボットになるマネージドIDのリソースID（SingleTenant では空）')
param identityId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: skuName
  }
  properties: {
    displayName: displayName
    endpoint: endpoint
    msaAppType: appType
    msaAppId: appId
    msaAppTenantId: appTenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}
