import { type CosmosOptions, connectCosmos } from './cosmosConnection.ts';
import { cosmosKey } from './cosmosKey.ts';
import type { DialogueStore } from './dialogues.ts';
import { type Clock, checkSize, endOf } from './dialogueValue.ts';
import { codeOf } from './storeErrors.ts';

/** What no `cosmosKey` begins with: the dialogues stand beside the claims of their conversation. */
const prefix = '*dialogue:';
const deletesAtOnce = 8;

interface DialogueDocument {
  readonly id: string;
  readonly conversation: string;
  readonly value: string;
  /** Epoch milliseconds. */
  readonly expires: number;
  readonly ttl: number;
}

/**
 * The dialogues in Cosmos DB, in the container `claims`: it is partitioned by conversation, indexes nothing of a
 * document and removes each at its own time, so that no container has to be made for them. Connects on first use.
 */
export function createCosmosDialogues(options: CosmosOptions, clock: Clock): DialogueStore {
  const cosmos = connectCosmos(options);
  const idOf = (key: string) => `${prefix}${cosmosKey(key)}`;
  return {
    put: async (conversation, key, value, seconds) => {
      checkSize(value);
      const document: DialogueDocument = {
        id: idOf(key),
        conversation,
        value,
        expires: endOf(clock, seconds),
        ttl: Math.max(1, Math.ceil(seconds)),
      };
      await cosmos.use(({ claims }, abortSignal) => claims.items.upsert(document, { abortSignal }));
    },
    get: (conversation, key) =>
      cosmos.use(async ({ claims }, abortSignal) => {
        const { resource } = await claims.item(idOf(key), conversation).read<DialogueDocument>({ abortSignal });
        // Cosmos DB deletes an expired document when it finds the time.
        return resource && resource.expires > clock.now().getTime() ? resource.value : undefined;
      }),
    clear: (conversation) =>
      cosmos.use(async ({ claims }, abortSignal) => {
        const query = {
          query: 'SELECT c.id FROM c WHERE c.conversation = @conversation AND STARTSWITH(c.id, @prefix)',
          parameters: Object.entries({ conversation, prefix }).map(([name, value]) => ({ name: `@${name}`, value })),
        };
        const asked = { partitionKey: conversation, abortSignal };
        const { resources } = await claims.items.query<{ readonly id: string }>(query, asked).fetchAll();
        const remove = ({ id }: { readonly id: string }) =>
          claims.item(id, conversation).delete({ abortSignal }).catch(ignoreGone);
        for (let from = 0; from < resources.length; from += deletesAtOnce) {
          await Promise.all(resources.slice(from, from + deletesAtOnce).map(remove));
        }
      }),
    close: async () => cosmos.close(),
  };
}

function ignoreGone(thrown: unknown): void {
  if (codeOf(thrown) !== 404) throw thrown;
}
