import { cosmosKey } from './cosmosKey.ts';
import type { JobRow } from './jobRow.ts';
import { type JobText, partPrefix } from './jobStorage.ts';
import type { JobRef } from './jobs.ts';

/** A job as a document of the container `jobs`. */
export interface JobDocument {
  readonly id: string;
  readonly conversation: string;
  readonly kind: string;
  /** Epoch milliseconds; absent where it is never due. */
  readonly due?: number;
  /** Epoch milliseconds; by it, rows are told from texts. */
  readonly created: number;
  readonly row: JobRow;
  /** Of the call that wrote it last, so that a call repeated after a lost answer knows its own work. */
  readonly call: string;
  /** Seconds from the last write until Cosmos DB deletes it. */
  readonly ttl: number;
}

/** A text of a job, beside it in its partition. */
export interface JobTextDocument {
  readonly id: string;
  readonly conversation: string;
  readonly name: string;
  readonly text: string;
  /** The job's id, of texts that are results of parts. */
  readonly partOf?: string;
  readonly ttl: number;
}

/** No `cosmosKey` holds a `!`, so that no job's id looks like a text's. */
export const rowPrefix = 'job!';
export const idOfJob = (id: string) => `${rowPrefix}${cosmosKey(id)}`;
export const idOfText = ({ id }: Pick<JobRef, 'id'>, name: string) => `text!${cosmosKey(JSON.stringify([id, name]))}`;

export function toTextDocument(
  { id, conversation }: JobRef,
  { name, text }: Required<JobText>,
  ttl: number,
): JobTextDocument {
  const document = { id: idOfText({ id }, name), conversation, name, text, ttl };
  return name.startsWith(partPrefix) ? { ...document, partOf: id } : document;
}
