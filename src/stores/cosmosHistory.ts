import { randomUUID } from 'node:crypto';
import type { Container, SqlQuerySpec } from '@azure/cosmos';
import { KanameError } from '../errors.ts';
import { type CosmosOptions, connectCosmos } from './cosmosConnection.ts';
import { type ClaimDocument, type TurnDocument, toDocument, toTurn } from './cosmosDocuments.ts';
import { cosmosKey } from './cosmosKey.ts';
import { moveTurn } from './cosmosMove.ts';
import type { HistoryStore } from './history.ts';
import { oldestKept, type Retention, secondsLeft } from './retention.ts';
import { codeOf } from './storeErrors.ts';

const mostWriters = 10;
const deletesAtOnce = 10;
const movesAtOnce = 8;

/**
 * The history in Cosmos DB, one partition for each conversation. Connects on first use; KanameError
 * `store_unavailable` where that fails, `wrong_configuration` where a container has another partition key.
 */
export function createCosmosHistory(options: CosmosOptions, retention: Retention): HistoryStore {
  const cosmos = connectCosmos(options);
  return {
    append: (turn) =>
      cosmos.use(async ({ turns }, abortSignal) => {
        const document = toDocument(turn, secondsLeft(retention, turn.at.getTime()));
        await turns.items.create(document, { abortSignal }).catch(ignore(409));
      }),

    // Pages are found by the last turn's id and not by Cosmos DB's own token: that one grows to kilobytes, may promise
    // a page that turns out empty, and a button of a card has to carry it.
    page: (conversation, limit, continuation) =>
      cosmos.use(async ({ turns }, abortSignal) => {
        const { query, values } = newestTurns(conversation, oldestKept(retention), limit + 1, continuation);
        const parameters = Object.entries(values).map(([name, value]) => ({ name: `@${name}`, value }));
        const found = await readAll<TurnDocument>(turns, conversation, { query, parameters }, abortSignal);
        const page = found.slice(0, limit).map(toTurn);
        const last = page.at(-1);
        return last && found.length > limit ? { turns: page, continuation: last.id } : { turns: page };
      }),

    react: (conversation, turn, reaction) =>
      cosmos.use(async ({ turns }, abortSignal) => {
        const item = turns.item(cosmosKey(turn), conversation);
        for (let writer = 0; writer < mostWriters; writer++) {
          const { resource, etag } = await item.read<TurnDocument>({ abortSignal });
          if (!resource || resource.at <= oldestKept(retention)) return false;
          // TTL counts from the last write: without a new one a reaction would prolong the turn's life.
          const ttl = secondsLeft(retention, resource.at);
          const changed = { ...resource, ttl, reaction: { ...reaction, at: reaction.at.getTime() } };
          const accessCondition = { type: 'IfMatch', condition: etag };
          const written = await item.replace(changed, { accessCondition, abortSignal }).catch(ignore(412, 404));
          if (written) return true;
        }
        throw new KanameError(
          'conflict',
          '同時に更新があったため、評価を保存できませんでした。もう一度お試しください。',
        );
      }),

    clear: (conversation) => {
      const oldest = oldestKept(retention);
      // Outside the call, so that what a repeated call no longer finds is still counted.
      let cleared = 0;
      return cosmos.use(async ({ turns }, abortSignal) => {
        const query = {
          query: 'SELECT c.id, c.at FROM c WHERE c.conversation = @conversation',
          parameters: [{ name: '@conversation', value: conversation }],
        };
        const found = await readAll<{ id: string; at: number }>(turns, conversation, query, abortSignal);
        const remove = async ({ id, at }: { id: string; at: number }) => {
          const deleted = await turns.item(id, conversation).delete({ abortSignal }).catch(ignore(404));
          if (deleted && at > oldest) cleared++;
        };
        for (let from = 0; from < found.length; from += deletesAtOnce) {
          await Promise.all(found.slice(from, from + deletesAtOnce).map(remove));
        }
        return cleared;
      });
    },

    move: async (from, to, senderThere) => {
      if (from === to) return 0;
      const found = await cosmos.use(({ turns }, abortSignal) => {
        const query = {
          query: 'SELECT c.id, c.sender FROM c WHERE c.conversation = @from AND c.at > @oldest',
          parameters: Object.entries({ from, oldest: oldestKept(retention) }).map(([name, value]) => ({
            name: `@${name}`,
            value,
          })),
        };
        return readAll<{ id: string; sender: string }>(turns, from, query, abortSignal);
      });
      let moved = 0;
      const moveOne = async ({ id, sender: said }: { id: string; sender: string }) => {
        const sender = senderThere(said);
        if (sender === undefined) return;
        // A call for each, since the deadline is not made for hundreds of turns.
        const done = await cosmos.use(({ turns }, signal) =>
          moveTurn(turns, { id, from, to, sender }, retention, signal),
        );
        if (done) moved++;
      };
      for (let at = 0; at < found.length; at += movesAtOnce) {
        await Promise.all(found.slice(at, at + movesAtOnce).map(moveOne));
      }
      return moved;
    },

    claim: (conversation, key, seconds, holder = '') => {
      const now = retention.now().getTime();
      const ttl = Math.max(1, Math.ceil(seconds));
      const claim: ClaimDocument = {
        id: cosmosKey(key),
        conversation,
        owner: randomUUID(),
        holder,
        expires: now + seconds * 1000,
        ttl,
      };
      return cosmos.use(async ({ claims }, abortSignal) => {
        if (await claims.items.create(claim, { abortSignal }).catch(ignore(409))) return true;
        const item = claims.item(claim.id, conversation);
        const { resource, etag } = await item.read<ClaimDocument>({ abortSignal });
        if (resource?.owner === claim.owner) return true;
        // Gone between the two calls: it was there a moment ago, and so this caller was not the first.
        if (!resource || resource.expires > now) return false;
        // Cosmos DB deletes an expired document when it finds the time. Of those who find it, one takes it over.
        const accessCondition = { type: 'IfMatch', condition: etag };
        return Boolean(await item.replace(claim, { accessCondition, abortSignal }).catch(ignore(412, 404)));
      });
    },

    holder: (conversation, key) =>
      cosmos.use(async ({ claims }, abortSignal) => {
        const { resource } = await claims.item(cosmosKey(key), conversation).read<ClaimDocument>({ abortSignal });
        return resource && resource.expires > retention.now().getTime() ? resource.holder : undefined;
      }),

    check: () => cosmos.use(async ({ turns }, abortSignal) => void (await turns.read({ abortSignal }))),
    close: async () => cosmos.close(),
  };
}

function newestTurns(conversation: string, oldest: number, limit: number, before: string | undefined) {
  const older = before === undefined ? '' : 'AND c.turn < @before';
  const query = `SELECT TOP @limit * FROM c
    WHERE c.conversation = @conversation AND c.at > @oldest ${older} ORDER BY c.turn DESC`;
  return { query, values: { conversation, oldest, limit, ...(before === undefined ? {} : { before }) } };
}

async function readAll<T>(
  container: Container,
  conversation: string,
  query: SqlQuerySpec,
  abortSignal: AbortSignal,
): Promise<T[]> {
  const options = { partitionKey: conversation, abortSignal };
  return (await container.items.query<T>(query, options).fetchAll()).resources;
}

/** Handles a rejection: undefined for these HTTP statuses, thrown on otherwise. */
function ignore(...statuses: readonly number[]): (thrown: unknown) => undefined {
  return (thrown) => {
    if (!statuses.includes(Number(codeOf(thrown)))) throw thrown;
    return undefined;
  };
}
