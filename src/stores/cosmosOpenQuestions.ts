import { randomUUID } from 'node:crypto';
import type { Container, JSONObject, OperationInput } from '@azure/cosmos';
import { KanameError } from '../errors.ts';
import { runBatch } from './cosmosBatch.ts';
import { type CosmosOptions, connectCosmos } from './cosmosConnection.ts';
import { cosmosKey } from './cosmosKey.ts';
import { questionsPartition } from './cosmosLayout.ts';
import { byFrequency, isKept, lastTouched, today, withEdit, withFiling } from './openQuestionChanges.ts';
import type { OpenQuestion, OpenQuestionStore, QuestionEdit } from './openQuestions.ts';
import { type Retention, secondsLeft } from './retention.ts';
import { codeOf, storeUnavailable } from './storeErrors.ts';

const mostWriters = 10;
/** Operations that one transaction of Cosmos DB takes. */
const batchSize = 100;
const neverExpires = -1;

interface QuestionDocument {
  readonly id: string;
  readonly conversation: string;
  readonly state: string;
  readonly question: OpenQuestion;
  /** Of the call that wrote it last, so that a call repeated after a lost answer knows its own work. */
  readonly call: string;
  readonly ttl: number;
}

/** The questions in Cosmos DB, in one partition. Connects on first use, as the history does. */
export function createCosmosOpenQuestions(options: CosmosOptions, retention: Retention): OpenQuestionStore {
  const cosmos = connectCosmos(options);
  const kept = (document: QuestionDocument | undefined): OpenQuestion | undefined =>
    document && isKept(document.question, retention) ? document.question : undefined;
  const toDocument = (question: OpenQuestion, call: string): QuestionDocument => ({
    id: cosmosKey(question.id),
    conversation: questionsPartition,
    state: question.state,
    question,
    call,
    ttl: question.state === 'approved' ? neverExpires : secondsLeft(retention, lastTouched(question)),
  });
  const read = async (questions: Container, id: string, abortSignal: AbortSignal) =>
    questions.item(cosmosKey(id), questionsPartition).read<QuestionDocument>({ abortSignal });

  /** One transaction; false where somebody else wrote in between. */
  const saveBatch = async (
    questions: Container,
    edits: readonly QuestionEdit[],
    call: string,
    abortSignal: AbortSignal,
  ): Promise<readonly OpenQuestion[] | undefined> => {
    const operations: OperationInput[] = [];
    const saved: OpenQuestion[] = [];
    for (const edit of edits) {
      const { resource, etag } = await read(questions, edit.id, abortSignal);
      if (resource?.call === call) {
        saved.push(resource.question);
        continue;
      }
      const changed = withEdit(kept(resource), edit, today(retention));
      saved.push(changed);
      const document = toDocument(changed, call);
      const resourceBody = document as unknown as JSONObject;
      const partitionKey = questionsPartition;
      if (resource === undefined) operations.push({ operationType: 'Create', partitionKey, resourceBody });
      else operations.push({ operationType: 'Replace', id: document.id, partitionKey, resourceBody, ifMatch: etag });
    }
    if (operations.length === 0) return saved;
    const statuses = await runBatch(questions, operations, questionsPartition, abortSignal);
    if (statuses.length === 0) return saved;
    if (statuses.every((status) => [404, 409, 412, 424].includes(status))) return undefined;
    throw storeUnavailable(statuses.includes(429) ? 'busy' : 'unreachable');
  };

  return {
    file: (filing) => {
      const call = randomUUID();
      return cosmos.use(async ({ questions }, abortSignal) => {
        for (let writer = 0; writer < mostWriters; writer++) {
          const { resource, etag } = await read(questions, filing.id, abortSignal);
          if (resource?.call === call) return resource.question;
          const question = withFiling(kept(resource), filing, today(retention));
          const document = toDocument(question, call);
          const accessCondition = { type: 'IfMatch', condition: etag };
          const written = await (resource === undefined
            ? questions.items.create(document, { abortSignal })
            : questions.item(document.id, questionsPartition).replace(document, { accessCondition, abortSignal })
          ).catch(ignore(404, 409, 412));
          if (written) return question;
        }
        throw tooManyWriters();
      });
    },

    list: (state) =>
      cosmos.use(async ({ questions }, abortSignal) => {
        const ofState = state === undefined ? '' : 'AND c.state = @state';
        const query = {
          query: `SELECT * FROM c WHERE c.conversation = @conversation ${ofState}`,
          parameters: [
            { name: '@conversation', value: questionsPartition },
            ...(state === undefined ? [] : [{ name: '@state', value: state }]),
          ],
        };
        const options = { partitionKey: questionsPartition, abortSignal };
        const { resources } = await questions.items.query<QuestionDocument>(query, options).fetchAll();
        return resources.flatMap((document) => kept(document) ?? []).sort(byFrequency);
      }),

    find: (id) => cosmos.use(async ({ questions }, signal) => kept((await read(questions, id, signal)).resource)),

    save: async (edits) => {
      const saved: OpenQuestion[] = [];
      for (let from = 0; from < edits.length; from += batchSize) {
        const batch = edits.slice(from, from + batchSize);
        const call = randomUUID();
        const done = await cosmos.use(async ({ questions }, signal) => {
          for (let writer = 0; writer < mostWriters; writer++) {
            const written = await saveBatch(questions, batch, call, signal);
            if (written) return written;
          }
          throw tooManyWriters();
        });
        saved.push(...done);
      }
      return saved;
    },

    check: () => cosmos.use(async ({ questions }, abortSignal) => void (await questions.read({ abortSignal }))),
    close: async () => cosmos.close(),
  };
}

function tooManyWriters(): KanameError {
  return new KanameError('conflict', '同時に更新があったため、質問を保存できませんでした。もう一度お試しください。');
}

/** Handles a rejection: undefined for these HTTP statuses, thrown on otherwise. */
function ignore(...statuses: readonly number[]): (thrown: unknown) => undefined {
  return (thrown) => {
    if (!statuses.includes(Number(codeOf(thrown)))) throw thrown;
    return undefined;
  };
}
