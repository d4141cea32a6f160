import type { TokenCredential } from '@azure/identity';
import { TimeoutStrategy, timeout } from 'cockatiel';
import { azureTokens } from '../azureIdentity.ts';
import { type Directory, isObjectId, namesIn, type Person } from './directory.ts';
import { askGraph, type GraphCalls, MOST_IN_BATCH } from './graphBatch.ts';

export interface GraphOptions extends Partial<Omit<GraphCalls, 'token'>> {
  /** Signs in instead of the process's own identity; for tests and unusual tenants. */
  readonly credential?: TokenCredential;
  readonly now?: () => Date;
  /** For everybody who is asked about at once, all tries together. */
  readonly deadlineMs?: number;
}

const SCOPE = 'https://graph.microsoft.com/.default';
const DEADLINE_MS = 8_000;
const usual = { baseUrl: 'https://graph.microsoft.com', tries: 3, pauseMs: 300, longestPauseMs: 4_000 };
/** How long an answer holds; a transfer takes effect after this time at the latest. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 20_000;
/** Batches under way at a time, for Graph throttles who asks too much at once. */
const AT_ONCE = 4;

/**
 * The people of Microsoft Entra ID, by their attribute `department`. The identity of the process signs in (managed
 * identity, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET) and needs the permission User.Read.All.
 * Roles are not known there.
 */
export function graphDirectory(options: GraphOptions = {}): Directory {
  const { credential, now = () => new Date(), deadlineMs = DEADLINE_MS, ...given } = options;
  const calls: GraphCalls = { ...usual, ...given, token: azureTokens(SCOPE, credential) };
  const kept = new Map<string, { readonly person: Person | undefined; readonly until: number }>();

  const keep = (id: string, person: Person | undefined) => {
    kept.delete(id);
    kept.set(id, { person, until: now().getTime() + KEPT_MS });
    const oldest = kept.keys().next();
    if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
  };
  const ask = async (ids: readonly string[], signal: AbortSignal) => {
    const users = new Map((await askGraph(ids, calls, signal)).map((user) => [user.id, user]));
    for (const id of ids) {
      const user = users.get(id);
      keep(id, user && { departments: namesIn(user.department), roles: [] });
    }
  };

  return {
    async find(given) {
      const ids = given.map((id) => id.toLowerCase());
      const at = now().getTime();
      const open = [...new Set(ids)].filter((id) => isObjectId(id) && (kept.get(id)?.until ?? 0) <= at);
      const batches = inGroups(open, MOST_IN_BATCH);
      await timeout(deadlineMs, TimeoutStrategy.Aggressive).execute(async ({ signal }) => {
        for (const group of inGroups(batches, AT_ONCE)) await Promise.all(group.map((ids) => ask(ids, signal)));
      });
      return ids.map((id) => kept.get(id)?.person);
    },
  };
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  );
}
