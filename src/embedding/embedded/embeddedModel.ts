import { KanameError } from '../../errors.ts';
import { projectFile } from '../../projectFiles.ts';
import { withDeadline } from '../deadline.ts';
import { embeddingError } from '../embeddingErrors.ts';
import type { EmbeddingModel } from '../embeddingModel.ts';
import { CrashBudget } from './crashBudget.ts';
import { EmbeddingProcess, type Loaded, WorkerDied } from './embeddingProcess.ts';
import { type EmbeddingJob, EmbeddingQueue } from './embeddingQueue.ts';
import { readChecksums } from './modelFiles.ts';

export interface EmbeddedOptions {
  /** Cores that the model may take (1, so that the bot keeps answering beside it). */
  readonly threads?: number;
  /** How long a question may wait for its vector, in milliseconds (1,000). */
  readonly questionMs?: number;
  /** After which a silent worker is ended and started anew, in milliseconds (60,000). */
  readonly silentMs?: number;
  /** The folder of model.onnx, tokenizer.json and SHA256SUMS. */
  readonly folder?: string;
  /** Another worker than the compiled embeddingWorker.js; for tests. */
  readonly workerFile?: string;
  /** The clock, in milliseconds; for tests. */
  readonly now?: () => number;
}

/** The model that comes with Kaname: no account, no network, nothing leaves the machine. */
export interface EmbeddedModel extends EmbeddingModel {
  /** For operators; `loaded` is undefined until the first text. */
  status(): { readonly loaded: Loaded | undefined; readonly restarts: number };
}

const DIMENSIONS = 384;
const MAX_TOKENS = 320;
/** e5 was trained with these two prefixes. */
const QUESTION = 'query: ';
const PASSAGE = 'passage: ';
/** A worker that died three times within ten minutes rests until the first of them is ten minutes old. */
const [MOST_DEATHS, DEATHS_WITHIN_MS] = [3, 600_000];
/** A text over which the worker died twice is not tried again. */
const DEATHS_OF_A_TEXT = 2;

/**
 * multilingual-e5-small in a process of its own, loaded with the first text. Texts are embedded one by one, so that a
 * question waits for one passage at most.
 */
export function embeddedModel(options: EmbeddedOptions = {}): EmbeddedModel {
  return new EmbeddedE5(options);
}

class EmbeddedE5 implements EmbeddedModel {
  readonly name = 'embedded multilingual-e5-small-ja';
  readonly identity: string;
  readonly dimensions = DIMENSIONS;
  readonly #options: Required<Omit<EmbeddedOptions, 'workerFile'>> & Pick<EmbeddedOptions, 'workerFile'>;
  readonly #queue = new EmbeddingQueue();
  readonly #deaths = new CrashBudget(MOST_DEATHS, DEATHS_WITHIN_MS);
  #worker: EmbeddingProcess | undefined;
  #loaded: Loaded | undefined;
  #restarts = 0;
  #working = false;
  /** Set once nothing can work any more: the model cannot be loaded, or was closed. */
  #ended: KanameError | undefined;

  constructor(options: EmbeddedOptions) {
    const folder = options.folder ?? projectFile('assets/e5-small-ja');
    this.#options = { threads: 1, questionMs: 1_000, silentMs: 60_000, now: Date.now, ...options, folder };
    this.identity = `e5-small-ja ${sumsOf(folder)} "${QUESTION}" "${PASSAGE}" ${MAX_TOKENS}`;
  }

  status(): ReturnType<EmbeddedModel['status']> {
    return { loaded: this.#loaded, restarts: this.#restarts };
  }

  async embedQuestion(text: string, signal: AbortSignal): Promise<Float32Array> {
    const [vector] = await this.#embed(
      [this.#queue.add(QUESTION + text, 'question')],
      signal,
      this.#options.questionMs,
    );
    return vector ?? new Float32Array();
  }

  async embedPassages(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const jobs = texts.map((text) => this.#queue.add(PASSAGE + text, 'passage'));
    return this.#embed(jobs, signal);
  }

  async close(): Promise<void> {
    this.#ended = embeddingError('cancelled');
    this.#queue.rejectAll(this.#ended);
    await this.#worker?.end();
  }

  async #embed(jobs: readonly EmbeddingJob[], signal: AbortSignal, withinMs?: number): Promise<Float32Array[]> {
    void this.#work();
    try {
      return await withDeadline(Promise.all(jobs.map(({ vector }) => vector)), signal, withinMs);
    } finally {
      this.#queue.remove(new Set(jobs));
    }
  }

  /** Takes jobs until there are none. The job is chosen after the worker has loaded: a question may have come. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (!this.#queue.isEmpty) {
        const worker = await this.#living();
        const job = this.#queue.next();
        if (job) await this.#give(job, worker);
      }
    } catch (thrown) {
      this.#queue.rejectAll(thrown);
    } finally {
      this.#working = false;
      this.#worker?.hold(false);
    }
  }

  /** @throws KanameError where the worker cannot be had */
  async #living(): Promise<EmbeddingProcess> {
    for (;;) {
      if (this.#ended) throw this.#ended;
      if (this.#deaths.isSpent(this.#options.now())) throw embeddingError('crashed');
      const { silentMs, workerFile, folder, threads } = this.#options;
      this.#worker ??= new EmbeddingProcess({ folder, threads, maxTokens: MAX_TOKENS }, silentMs, workerFile);
      this.#worker.hold(true);
      try {
        this.#loaded = await this.#worker.loaded;
        return this.#worker;
      } catch (thrown) {
        if (thrown instanceof WorkerDied) this.#bury();
        else if (thrown instanceof KanameError) this.#ended ??= thrown;
        else throw thrown;
      }
    }
  }

  async #give(job: EmbeddingJob, worker: EmbeddingProcess): Promise<void> {
    try {
      job.resolve(await worker.embed(job.text));
    } catch (thrown) {
      if (!(thrown instanceof WorkerDied)) return job.reject(thrown);
      this.#bury();
      job.deaths += 1;
      if (job.isOver) return;
      if (job.deaths < DEATHS_OF_A_TEXT) this.#queue.putBack(job);
      else job.reject(embeddingError('refused', thrown));
    }
  }

  #bury(): void {
    if (this.#ended) return;
    this.#worker = undefined;
    this.#restarts += 1;
    this.#deaths.count(this.#options.now());
  }
}

/** What SHA256SUMS names, in short; a folder without it cannot be loaded, which the worker will say. */
function sumsOf(folder: string): string {
  try {
    return [...readChecksums(folder).values()].map((sum) => sum.slice(0, 16)).join(' ');
  } catch {
    return 'unknown';
  }
}
