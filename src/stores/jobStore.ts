import { randomUUID } from 'node:crypto';
import {
  cancelled,
  holdOf,
  type JobRow,
  released,
  taken,
  toJob,
  withEnd,
  withEndClaimed,
  withEndUnclaimed,
  withPart,
} from './jobRow.ts';
import { type JobStorage, type JobText, partPrefix, resultName } from './jobStorage.ts';
import type { Hold, JobRef, JobStore, Lease, NewJob } from './jobs.ts';
import { checkResultSize, piecesOf } from './jobText.ts';
import type { Retention } from './retention.ts';

const millisecondsOfDay = 24 * 60 * 60 * 1000;
/** How many due jobs a runner tries for, where others are quicker. */
const candidates = 10;

/** The rules of the jobs, the same over every adapter. */
export function createJobStore(storage: JobStorage, retention: Retention): JobStore {
  const clock = () => retention.now().getTime();
  const isKept = (row: JobRow) => row.expires > clock();
  const read = async (job: JobRef) => {
    const row = await storage.read(job);
    return row && isKept(row) ? row : undefined;
  };
  /** As `JobStorage.change`, but for rows that are kept. */
  const change = (job: JobRef, make: (row: JobRow, hasText: boolean) => JobRow | undefined, text?: JobText) =>
    storage.change(job, (row, hasText) => (isKept(row) ? make(row, hasText) : undefined), text);
  /** Makes the change where the lease holds. */
  const underLease = async (
    lease: Lease,
    make: (row: JobRow, hasText: boolean) => JobRow | undefined,
    text?: JobText,
  ): Promise<Hold> => {
    let hold: Hold = 'lost';
    const guarded = (row: JobRow, hasText: boolean) => {
      hold = isKept(row) ? holdOf(row, lease) : 'lost';
      return hold === 'held' ? make(row, hasText) : undefined;
    };
    await storage.change(lease, guarded, text);
    return hold;
  };

  return {
    create: async ({ input, ...job }) => {
      const pieces = piecesOf(input);
      const row = newRow(job, pieces.length, clock(), retention.days);
      const texts = pieces.map((text, index) => ({ name: nameOfPiece(row, index), text }));
      return storage.insert(row, texts);
    },

    lease: async (kinds, holder, seconds) => {
      if (kinds.length === 0) return undefined;
      for (const job of await storage.due(kinds, clock(), candidates)) {
        let mine: JobRow | undefined;
        await storage.change(job, (row) => {
          mine = isKept(row) ? taken(row, holder, seconds, clock()) : undefined;
          return mine;
        });
        if (mine)
          return {
            job: toJob(mine),
            lease: { conversation: job.conversation, id: job.id, holder, number: mine.lease },
          };
      }
      return undefined;
    },

    renew: (lease, seconds) => underLease(lease, (row) => ({ ...row, due: clock() + seconds * 1000 })),
    plan: (lease, total) => underLease(lease, (row) => ({ ...row, total, updated: clock() })),

    savePart: async (lease, part, result) => {
      checkResultSize(result);
      const text = { name: `${partPrefix}${part}`, text: result };
      return underLease(lease, (row, has) => (has ? undefined : withPart(row, part, clock())), text);
    },
    missPart: (lease, part, failure) =>
      underLease(lease, (row, has) => (has ? undefined : withPart(row, part, clock(), failure)), {
        name: `${partPrefix}${part}`,
      }),

    finish: async (lease, result) => {
      checkResultSize(result);
      return underLease(lease, (row) => withEnd(row, { state: 'done' }, clock()), { name: resultName, text: result });
    },
    fail: (lease, failure) => underLease(lease, (row) => withEnd(row, { state: 'failed', failure }, clock())),
    release: (lease) => change(lease, (row) => released(row, lease, clock())),

    claimEnd: async (lease) => {
      let claimed = false;
      await change(lease, (row) => {
        const next = withEndClaimed(row, lease, clock());
        claimed = next !== undefined;
        return next;
      });
      return claimed;
    },
    unclaimEnd: (lease, seconds) => change(lease, (row) => withEndUnclaimed(row, lease, seconds, clock())),

    cancel: async (job) => {
      let done = false;
      await change(job, (row) => {
        const next = cancelled(row, clock());
        done = next !== undefined;
        return next;
      });
      return done;
    },

    get: async (job) => {
      const row = await read(job);
      return row && toJob(row);
    },
    input: async (job) => {
      const row = await read(job);
      if (!row) return undefined;
      const pieces: string[] = [];
      for (let index = 0; index < row.inputPieces; index++) {
        const piece = await storage.text(job, nameOfPiece(row, index));
        // Removed in the meantime, with the job.
        if (piece === undefined) return undefined;
        pieces.push(piece);
      }
      return pieces.join('');
    },
    parts: async (job) => ((await read(job)) ? storage.parts(job) : new Map()),
    result: async (job) => ((await read(job))?.state === 'done' ? storage.text(job, resultName) : undefined),
    list: async (conversation) =>
      (await storage.ofConversation(conversation))
        .filter(isKept)
        .sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))
        .map(toJob),
    clear: (conversation) => storage.clear(conversation),
    close: () => storage.close(),
  };
}

const nameOfPiece = ({ inputName }: JobRow, index: number) => `input/${inputName}/${index}`;

function newRow(job: Omit<NewJob, 'input'>, inputPieces: number, now: number, days: number): JobRow {
  const { conversation, id, kind, sender, address } = job;
  return {
    ...{ conversation, id, kind, sender, address },
    ...{ state: 'queued', done: 0, total: 0, missing: [], attempts: 0, announced: false, claims: 0 },
    ...{ lease: 0, holder: '', due: now, created: now, updated: now },
    expires: now + days * millisecondsOfDay,
    inputName: randomUUID(),
    inputPieces,
  };
}
