import { randomUUID } from 'node:crypto';
import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { KanameError } from '../errors.ts';
import { runBatch } from './cosmosBatch.ts';
import { type CosmosOptions, connectCosmos } from './cosmosConnection.ts';
import {
  idOfJob,
  idOfText,
  type JobDocument,
  type JobTextDocument,
  rowPrefix,
  toTextDocument,
} from './cosmosJobDocuments.ts';
import type { JobRow } from './jobRow.ts';
import { partPrefix } from './jobStorage.ts';
import { createJobStore } from './jobStore.ts';
import type { JobRef, JobStore } from './jobs.ts';
import type { Retention } from './retention.ts';
import { codeOf, storeUnavailable } from './storeErrors.ts';

const mostWriters = 10;
const callsAtOnce = 8;

/**
 * The jobs in Cosmos DB: a document for the row and one for each text, all in the partition of their conversation, so
 * that a part and the progress are written in one transaction. Connects on first use, as the history does.
 */
export function createCosmosJobs(options: CosmosOptions, retention: Retention): JobStore {
  const cosmos = connectCosmos(options);
  const secondsLeft = ({ expires }: JobRow) => Math.max(1, Math.ceil((expires - retention.now().getTime()) / 1000));
  const toDocument = (row: JobRow, call: string): JobDocument => {
    const { conversation, id, kind, due, created } = row;
    const document = { id: idOfJob(id), conversation, kind, created, row, call, ttl: secondsLeft(row) };
    return due === null ? document : { ...document, due };
  };
  const query = async <T>(jobs: Container, text: string, values: Record<string, unknown>, signal: AbortSignal) => {
    const parameters = Object.entries(values).map(([name, value]) => ({ name: `@${name}`, value: value as string }));
    const { conversation } = values;
    const within = typeof conversation === 'string' ? { partitionKey: conversation } : {};
    const asked = { ...within, abortSignal: signal };
    return (await jobs.items.query<T>({ query: text, parameters }, asked).fetchAll()).resources;
  };
  const remove = async (conversation: string, ids: readonly string[]) => {
    for (let from = 0; from < ids.length; from += callsAtOnce) {
      // A call for each few, since the deadline is not made for hundreds of documents.
      await cosmos.use(({ jobs }, abortSignal) =>
        Promise.all(
          ids
            .slice(from, from + callsAtOnce)
            .map((id) => jobs.item(id, conversation).delete({ abortSignal }).catch(ignore(404))),
        ),
      );
    }
  };

  return createJobStore(
    {
      insert: async (row, texts) => {
        const call = randomUUID();
        const read = await cosmos.use(({ jobs }, abortSignal) =>
          jobs.item(idOfJob(row.id), row.conversation).read<JobDocument>({ abortSignal }),
        );
        if (read.resource) return false;
        const documents = texts.map((text) => toTextDocument(row, text, secondsLeft(row)));
        // The row comes last: a job is there with all of its input, or not at all.
        for (const document of documents) {
          await cosmos.use(({ jobs }, abortSignal) => jobs.items.upsert(document, { abortSignal }));
        }
        const mine = await cosmos.use(async ({ jobs }, abortSignal) => {
          const created = await jobs.items.create(toDocument(row, call), { abortSignal }).catch(ignore(409));
          if (created) return true;
          const { resource } = await jobs.item(idOfJob(row.id), row.conversation).read<JobDocument>({ abortSignal });
          // The row that this call made keeps the name it gave the input, whoever wrote it since.
          return resource?.row.inputName === row.inputName;
        });
        if (!mine) {
          await remove(
            row.conversation,
            documents.map(({ id }) => id),
          );
        }
        return mine;
      },

      read: ({ conversation, id }) =>
        cosmos.use(
          async ({ jobs }, abortSignal) =>
            (await jobs.item(idOfJob(id), conversation).read<JobDocument>({ abortSignal })).resource?.row,
        ),

      change: (job, change, text) => {
        const call = randomUUID();
        return cosmos.use(async ({ jobs }, abortSignal) => {
          const item = jobs.item(idOfJob(job.id), job.conversation);
          for (let writer = 0; writer < mostWriters; writer++) {
            const { resource, etag } = await item.read<JobDocument>({ abortSignal });
            // This call wrote it; only the answer was lost.
            if (!resource || resource.call === call) return;
            const there = text && (await jobs.item(idOfText(job, text.name), job.conversation).read({ abortSignal }));
            const changed = change(resource.row, there?.resource !== undefined);
            if (!changed) return;
            const document = toDocument(changed, call);
            if (text?.text === undefined) {
              const accessCondition = { type: 'IfMatch', condition: etag };
              const written = await item.replace(document, { accessCondition, abortSignal }).catch(ignore(404, 412));
              if (written) return;
            } else {
              const texts = [toTextDocument(changed, { name: text.name, text: text.text }, document.ttl)];
              if (await writeTogether(jobs, document, etag, texts, abortSignal)) return;
            }
          }
          throw new KanameError(
            'conflict',
            '同時に更新があったため、作業の状態を保存できませんでした。もう一度お試しください。',
          );
        });
      },

      due: (kinds, now, limit) =>
        cosmos.use(async ({ jobs }, signal) => {
          const text = `SELECT TOP @limit c.conversation, c.row.id FROM c
            WHERE c.due <= @now AND ARRAY_CONTAINS(@kinds, c.kind) ORDER BY c.due`;
          return query<JobRef>(jobs, text, { limit, now, kinds }, signal);
        }),
      ofConversation: (conversation) =>
        cosmos.use(async ({ jobs }, signal) => {
          const text = 'SELECT * FROM c WHERE c.conversation = @conversation AND c.created > 0';
          return (await query<JobDocument>(jobs, text, { conversation }, signal)).map(({ row }) => row);
        }),
      text: (job, name) =>
        cosmos.use(async ({ jobs }, abortSignal) => {
          const item = jobs.item(idOfText(job, name), job.conversation);
          return (await item.read<JobTextDocument>({ abortSignal })).resource?.text;
        }),
      parts: ({ conversation, id }) =>
        cosmos.use(async ({ jobs }, signal) => {
          const text = 'SELECT c.name, c.text FROM c WHERE c.conversation = @conversation AND c.partOf = @id';
          const found = await query<JobTextDocument>(jobs, text, { conversation, id }, signal);
          return new Map(found.map(({ name, text: result }) => [name.slice(partPrefix.length), result]));
        }),
      clear: async (conversation) => {
        const found = await cosmos.use(({ jobs }, signal) =>
          query<{ readonly id: string }>(
            jobs,
            'SELECT c.id FROM c WHERE c.conversation = @conversation',
            { conversation },
            signal,
          ),
        );
        const ids = found.map(({ id }) => id);
        // Rows first: from then on nobody who works on one adds to its texts.
        const isRow = (id: string) => id.startsWith(rowPrefix);
        await remove(conversation, [...ids.filter(isRow), ...ids.filter((id) => !isRow(id))]);
      },
      close: async () => cosmos.close(),
    },
    retention,
  );
}

/** One transaction; false where somebody else wrote the row in between, or it is gone. */
async function writeTogether(
  jobs: Container,
  document: JobDocument,
  etag: string,
  texts: readonly JobTextDocument[],
  abortSignal: AbortSignal,
): Promise<boolean> {
  const partitionKey = document.conversation;
  const body = (one: JobDocument | JobTextDocument) => one as unknown as JSONObject;
  const operations: OperationInput[] = [
    { operationType: 'Replace', id: document.id, partitionKey, resourceBody: body(document), ifMatch: etag },
    ...texts.map((text) => ({ operationType: 'Upsert' as const, partitionKey, resourceBody: body(text) })),
  ];
  const failed = await runBatch(jobs, operations, partitionKey, abortSignal);
  if (failed.length === 0) return true;
  if (failed.every((status) => [404, 412, 424].includes(status))) return false;
  throw storeUnavailable(failed.includes(429) ? 'busy' : 'unreachable');
}

/** Handles a rejection: undefined for these HTTP statuses, thrown on otherwise. */
function ignore(...statuses: readonly number[]): (thrown: unknown) => undefined {
  return (thrown) => {
    if (!statuses.includes(Number(codeOf(thrown)))) throw thrown;
    return undefined;
  };
}
