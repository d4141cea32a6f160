// The process that holds the embedded model: computing a vector keeps it busy for up to a few hundred milliseconds.
import { readModel } from './modelFiles.ts';
import type { SentenceEncoder } from './sentenceEncoder.ts';
import type { EmbedRequest, WorkerReply, WorkerSettings } from './workerMessages.ts';

const { folder, threads, maxTokens }: WorkerSettings = JSON.parse(process.argv[2] ?? '{}');

/** Loads the model, runs it once (the first run allocates) and says how that went. */
async function start(): Promise<SentenceEncoder | undefined> {
  let at: 'files' | 'runtime' = 'files';
  try {
    const files = readModel(folder);
    at = 'runtime';
    // Imported only now: where the native library is missing, the import is what fails.
    const { loadEncoder } = await import('./sentenceEncoder.ts');
    const encode = await loadEncoder(files, threads, maxTokens);
    const { length: dimensions } = await encode('query: 規程');
    reply({ kind: 'ready', memoryBytes: process.memoryUsage.rss(), dimensions });
    return encode;
  } catch (thrown) {
    reply({ kind: 'unable', at, reason: reasonOf(thrown) });
    return undefined;
  }
}

function reply(message: WorkerReply): void {
  process.send?.(message);
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// Ctrl+C in a terminal reaches this process too; the one that started it decides when it ends, also by dying.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

const encode = await start();
process.on('message', async ({ id, text }: EmbedRequest) => {
  try {
    if (!encode) throw new Error('the model is not loaded');
    reply({ kind: 'vector', id, vector: await encode(text) });
  } catch (thrown) {
    reply({ kind: 'failed', id, reason: reasonOf(thrown) });
  }
});
