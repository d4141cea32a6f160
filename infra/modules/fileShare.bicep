@description('リソースを置く地域')
param location string

@description('ストレージアカウントの名前（3～24文字の小文字と数字）')
param name string

@description('共有フォルダーの名前')
param shareName string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    // Container Apps mounts a share with the account's key; there is no other way for SMB.
    allowSharedKeyAccess: true
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2024-01-01' = {
  parent: files
  name: shareName
  properties: {
    // GiB; what is not used is not charged.
    shareQuota: 10
  }
}

output accountName string = account.name
