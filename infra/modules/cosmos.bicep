@description('リソースを置く地域')
param location string

@description('Cosmos DB アカウントの名前（3～44文字）')
param name string

@description('データベースの名前')
param databaseName string

@description('データを読み書きするマネージドIDのプリンシパルID')
param writerPrincipalId string

// The same as src/stores/cosmosLayout.ts; a test compares them. The identity below may not make containers,
// so that what is missing here is missing for Kaname too.
var partitionKeyPath = '/conversation'
var defaultTtl = -1
var containers = [
  {
    name: 'turns'
    includedPaths: ['/conversation/?', '/turn/?', '/at/?']
  }
  {
    name: 'claims'
    includedPaths: []
  }
  {
    name: 'questions'
    includedPaths: ['/conversation/?', '/state/?']
  }
  {
    name: 'jobs'
    includedPaths: ['/conversation/?', '/due/?', '/created/?', '/partOf/?']
  }
]

// Cosmos DB's own role "Cosmos DB Built-in Data Contributor".
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [
      {
        name: 'EnableServerless'
      }
    ]
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: false
      }
    ]
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous7Days'
      }
    }
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
  }
}

resource sqlContainers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for container in containers: {
    parent: database
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: {
          paths: [partitionKeyPath]
          kind: 'Hash'
          version: 2
        }
        defaultTtl: defaultTtl
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: map(container.includedPaths, path => { path: path })
          excludedPaths: [
            {
              path: '/*'
            }
          ]
        }
      }
    }
  }
]

resource writerRole 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, writerPrincipalId, dataContributor)
  properties: {
    principalId: writerPrincipalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: account.id
  }
}

output endpoint string = account.properties.documentEndpoint
