import type { ContainerDefinition } from '@azure/cosmos';

/** Containers are partitioned by conversation: all that one message reads or writes is in one partition. */
export const partitionKeyPath = '/conversation';

/** Container TTL -1: switched on, and each document says in `ttl` how many seconds it lives. */
export const defaultTtl = -1;

export const turnsContainer = 'turns';
export const claimsContainer = 'claims';
/** Questions belong to no conversation: all are in one partition, so that an import is one transaction. */
export const questionsContainer = 'questions';
export const questionsPartition = 'office';
export const jobsContainer = 'jobs';

/** The paths that queries filter and sort by; everything else is only read whole, and not indexed to spare writes. */
const indexedPaths = {
  [turnsContainer]: [partitionKeyPath, '/turn', '/at'],
  [claimsContainer]: [],
  [questionsContainer]: [partitionKeyPath, '/state'],
  [jobsContainer]: [partitionKeyPath, '/due', '/created', '/partOf'],
} as const;

/** What the process makes where infra/ has not made it; both must be the same, and a test compares them. */
export const containers: readonly ContainerDefinition[] = Object.entries(indexedPaths).map(([id, paths]) => ({
  id,
  partitionKey: { paths: [partitionKeyPath], version: 2 },
  defaultTtl,
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: paths.map((path) => ({ path: `${path}/?` })),
    excludedPaths: [{ path: '/*' }],
  },
}));
