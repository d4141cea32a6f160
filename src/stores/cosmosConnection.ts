import { type Container, CosmosClient, type CosmosClientOptions } from '@azure/cosmos';
import { KanameError } from '../errors.ts';
import { withinDeadline } from './cosmosCalls.ts';
import {
  claimsContainer,
  containers,
  jobsContainer,
  partitionKeyPath,
  questionsContainer,
  turnsContainer,
} from './cosmosLayout.ts';
import { codeOf } from './storeErrors.ts';

/** Where the Cosmos DB account is and how to sign in. */
export interface CosmosOptions {
  readonly endpoint: string;
  /** Account key. Absent: managed identity, or whatever else DefaultAzureCredential finds. */
  readonly key?: string;
  readonly database: string;
  /** Milliseconds that one call of the store may take with all its retries; 10,000 unless told. */
  readonly deadlineMs?: number;
}

export interface CosmosContainers {
  readonly turns: Container;
  readonly claims: Container;
  readonly questions: Container;
  readonly jobs: Container;
}

export interface CosmosConnection {
  /** Runs `work` within the deadline; KanameError `store_unavailable` where it fails. */
  use<T>(work: (containers: CosmosContainers, signal: AbortSignal) => Promise<T>): Promise<T>;
  close(): void;
}

/**
 * Connects on the first call and makes the database and its containers where they are missing. A connection that
 * could not be made is tried again by the next call, so that Kaname may start before its database.
 */
export function connectCosmos(options: CosmosOptions): CosmosConnection {
  const deadlineMs = options.deadlineMs ?? 10_000;
  let client: CosmosClient | undefined;
  let ready: Promise<CosmosContainers> | undefined;
  const open = async (signal: AbortSignal) => {
    client ??= new CosmosClient(await clientOptions(options, deadlineMs));
    return ensureContainers(client, options.database, signal);
  };
  return {
    use: (work) =>
      withinDeadline(deadlineMs, async (signal) => {
        ready ??= open(signal).catch((thrown) => {
          ready = undefined;
          throw thrown;
        });
        return work(await ready, signal);
      }),
    close: () => client?.dispose(),
  };
}

async function clientOptions(options: CosmosOptions, deadlineMs: number): Promise<CosmosClientOptions> {
  const { endpoint, key } = options;
  const plain = endpoint.startsWith('http:');
  const connectionPolicy = {
    requestTimeout: deadlineMs / 2,
    // An emulator names itself by an address that need not be reachable from here.
    enableEndpointDiscovery: !plain,
    // The SDK waits as long as a 429 asks (x-ms-retry-after-ms), within these limits.
    retryOptions: { maxRetryAttemptCount: 5, maxWaitTimeInSeconds: deadlineMs / 2000 },
  };
  if (key) return { endpoint, key, connectionPolicy };
  if (plain) {
    throw new KanameError(
      'wrong_configuration',
      'COSMOS_KEY が設定されていません。COSMOS_ENDPOINT が http:// のときは、マネージドIDを使えないため、キーを設定してください。',
    );
  }
  // Loaded only here: most installations have a key or no Cosmos DB, and the package takes its time.
  const { DefaultAzureCredential } = await import('@azure/identity');
  return { endpoint, aadCredentials: new DefaultAzureCredential(), connectionPolicy };
}

async function ensureContainers(client: CosmosClient, name: string, signal: AbortSignal): Promise<CosmosContainers> {
  const options = { abortSignal: signal };
  const { database } = await againIfTaken(() => client.databases.createIfNotExists({ id: name }, options));
  for (const definition of containers) {
    const { resource } = await againIfTaken(() => database.containers.createIfNotExists(definition, options));
    if (resource?.partitionKey?.paths[0] !== partitionKeyPath) {
      throw new KanameError(
        'wrong_configuration',
        `Cosmos DB のコンテナー「${definition.id}」のパーティションキーが ${partitionKeyPath} ではありません。COSMOS_DATABASE に別のデータベース名を設定するか、コンテナーを作り直してください。`,
      );
    }
  }
  return {
    turns: database.container(turnsContainer),
    claims: database.container(claimsContainer),
    questions: database.container(questionsContainer),
    jobs: database.container(jobsContainer),
  };
}

/** Once more where another process, or the other store of this one, made the same between its look and its making. */
function againIfTaken<T>(create: () => Promise<T>): Promise<T> {
  return create().catch((thrown) => {
    if (codeOf(thrown) !== 409) throw thrown;
    return create();
  });
}
