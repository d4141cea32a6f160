import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelFiles } from './modelFiles.ts';

/** Characters beyond which no text is tokenised: a token holds eight characters at most but for the rarest. */
const CHARACTERS_A_TOKEN = 8;

/** One text → its vector of length 1. Runs in the calling thread until it is done. */
export type SentenceEncoder = (text: string) => Promise<Float32Array>;

/**
 * Loads the model for one thread of the process.
 * @param threads cores that one text may take
 * @param maxTokens where a text is cut; the closing token stays
 */
export async function loadEncoder(files: ModelFiles, threads: number, maxTokens: number): Promise<SentenceEncoder> {
  const tokenizer = new Tokenizer(files.tokenizer, {});
  const session = await InferenceSession.create(files.model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  return async (text) => {
    const all = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_A_TOKEN)).ids;
    const ids = all.length > maxTokens ? [...all.slice(0, maxTokens - 1), ...all.slice(-1)] : all;
    const shape = [1, ids.length];
    const output = await session.run({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    });
    const vector = output.embedding?.data;
    if (!(vector instanceof Float32Array) || !vector.every(Number.isFinite)) throw new Error('no vector came out');
    return Float32Array.from(vector);
  };
}
