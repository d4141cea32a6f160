import { randomUUID } from 'node:crypto';
import type { Container } from '@azure/cosmos';
import { KanameError } from '../errors.ts';
import { type TurnDocument, toDocument, toTurn } from './cosmosDocuments.ts';
import { oldestKept, type Retention, secondsLeft } from './retention.ts';
import { codeOf } from './storeErrors.ts';

const mostWriters = 10;

/** A turn on its way: in both conversations until its mover has removed the original. */
interface MovingDocument extends TurnDocument {
  /** Of the one call that may finish the move. */
  readonly mover?: string;
}

export interface Move {
  /** Of the document, the same in both conversations. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly sender: string;
}

/**
 * Moves one turn from partition to partition, which no transaction of Cosmos DB spans: a mover marks the original as its
 * own, copies it, and removes the original as it marked it. Who marks it later takes it over, copy and all; the one before
 * then cannot remove the original, and takes back a copy that nobody took over, so that what was cleared in the meantime
 * does not come back.
 * @returns whether this call has moved it; false where another did, or it is gone
 */
export async function moveTurn(
  turns: Container,
  { id, from, to, sender }: Move,
  retention: Retention,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const mover = randomUUID();
  const original = turns.item(id, from);
  const copied = turns.item(id, to);
  const ifMatch = (etag: string | undefined) => ({
    abortSignal,
    ...(etag !== undefined && { accessCondition: { type: 'IfMatch', condition: etag } }),
  });

  const mark = async () => {
    const { resource, etag } = await original.read<MovingDocument>({ abortSignal });
    if (!resource || resource.at <= oldestKept(retention)) return 'gone';
    const marked = { ...resource, mover, ttl: secondsLeft(retention, resource.at) };
    const written = await original.replace(marked, ifMatch(etag)).catch(ignore(404, 412));
    return written && { document: resource, etag: written.etag };
  };
  const copy = async (document: TurnDocument) => {
    const turn = { ...toTurn(document), conversation: to, sender };
    const ttl = secondsLeft(retention, document.at);
    const created = await turns.items.create({ ...toDocument(turn, ttl), mover }, { abortSignal }).catch(ignore(409));
    if (created) return created.etag;
    const { resource, etag } = await copied.read<MovingDocument>({ abortSignal });
    if (!resource) return undefined;
    const reaction = resource.reaction ?? document.reaction;
    const taken = { ...resource, mover, ttl, ...(reaction && { reaction }) };
    return (await copied.replace(taken, ifMatch(etag)).catch(ignore(404, 412)))?.etag;
  };

  const marked = await untilWritten(mark);
  if (marked === 'gone') return false;
  const copyEtag = await untilWritten(() => copy(marked.document));
  if (await original.delete(ifMatch(marked.etag)).catch(ignore(404, 412))) return true;
  await copied.delete(ifMatch(copyEtag)).catch(ignore(404, 412));
  return false;
}

/** Once more where somebody else has written in between. */
async function untilWritten<T>(write: () => Promise<T | undefined>): Promise<T> {
  for (let writer = 0; writer < mostWriters; writer++) {
    const written = await write();
    if (written !== undefined) return written;
  }
  throw new KanameError('conflict', '同時に更新があったため、履歴をまとめられませんでした。');
}

/** Handles a rejection: undefined for these HTTP statuses, thrown on otherwise. */
function ignore(...statuses: readonly number[]): (thrown: unknown) => undefined {
  return (thrown) => {
    if (!statuses.includes(Number(codeOf(thrown)))) throw thrown;
    return undefined;
  };
}
