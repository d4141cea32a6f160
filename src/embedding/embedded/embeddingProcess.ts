import { type ChildProcess, fork } from 'node:child_process';
import { projectFile } from '../../projectFiles.ts';
import { embeddingError } from '../embeddingErrors.ts';
import type { EmbedRequest, WorkerReply, WorkerSettings } from './workerMessages.ts';

/** The worker ended by itself, or was ended because it no longer answered. */
export class WorkerDied extends Error {}

export interface Loaded {
  /** The worker's process id, for operators who look at memory or load. */
  readonly pid: number;
  /** From its start to the first vector. */
  readonly loadMs: number;
  /** Resident memory of the worker. */
  readonly memoryBytes: number;
  readonly dimensions: number;
}

interface Waiting {
  resolve(vector: Float32Array): void;
  reject(thrown: unknown): void;
}

/** The compiled file, also where the sources are run as they are: Node by itself cannot load TypeScript. */
const compiledWorker = projectFile('dist/embedding/embedded/embeddingWorker.js');
/** The only variables that the worker sees; keys are none of its business. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];
/**
 * onnxruntime (1.29 and later, off Windows) tells Microsoft of the machine and the model, and keeps an id in the home
 * folder, unless this is set before it is loaded: https://github.com/microsoft/onnxruntime/pull/27379
 */
const SILENCE = { ORT_DISABLE_TELEMETRY: '1' };

/**
 * One life of the worker that holds the model. It is a process, not a thread: ending a thread within onnxruntime, be it
 * by `terminate` or by `process.exit`, aborts the whole process (1.30, `Napi::Error`), and so does a fault inside it.
 */
export class EmbeddingProcess {
  /** @throws KanameError `wrong_configuration` where the model cannot be loaded, WorkerDied */
  readonly loaded: Promise<Loaded>;
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #silentMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #died: WorkerDied | undefined;
  #watch: NodeJS.Timeout | undefined;
  #last = 0;

  /** @param silentMs after which a worker that owes an answer is taken for dead */
  constructor(settings: WorkerSettings, silentMs: number, file: string = compiledWorker) {
    this.#silentMs = silentMs;
    const started = performance.now();
    this.#child = fork(file, [JSON.stringify(settings)], {
      execArgv: [],
      env: {
        ...Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
        ...SILENCE,
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#gone = new Promise((gone) => this.#child.once('close', () => gone()));
    this.loaded = new Promise((resolve, reject) => {
      this.#child.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'ready') {
          const { memoryBytes, dimensions } = reply;
          const loadMs = Math.round(performance.now() - started);
          resolve({ pid: this.#child.pid ?? 0, loadMs, memoryBytes, dimensions });
        } else if (reply.kind === 'unable') {
          reject(embeddingError(reply.at === 'files' ? 'broken' : 'unrunnable', new Error(reply.reason)));
        } else this.#settle(reply);
      });
      this.#child.on('error', (cause) => reject(this.#die(cause)));
      this.#child.on('exit', (code, signal) => reject(this.#die(new Error(`it ended with ${signal ?? code}`))));
    });
    // Whoever waits for it sees the failure; nobody has to.
    this.loaded.catch(() => {});
  }

  /** @throws KanameError `model_refused` where this text is at fault, WorkerDied */
  embed(text: string): Promise<Float32Array> {
    if (this.#died) return Promise.reject(this.#died);
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#waiting.set(this.#last, { resolve, reject });
      this.#rewatch();
      this.#child.send({ id: this.#last, text } satisfies EmbedRequest, (failed) => failed && this.#die(failed));
    });
  }

  /** Whether this process stays for the worker's sake. */
  hold(held: boolean): void {
    if (this.#died) return;
    for (const end of [this.#child, this.#child.channel]) held ? end?.ref() : end?.unref();
  }

  async end(): Promise<void> {
    if (!this.#died) this.#child.kill('SIGKILL');
    this.#child.ref();
    await this.#gone;
  }

  #settle(reply: Extract<WorkerReply, { kind: 'vector' | 'failed' }>): void {
    const job = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#rewatch();
    if (reply.kind === 'vector') job?.resolve(Float32Array.from(reply.vector));
    else job?.reject(embeddingError('refused', new Error(reply.reason)));
  }

  #rewatch(): void {
    clearTimeout(this.#watch);
    if (this.#waiting.size > 0) this.#watch = setTimeout(() => this.#child.kill('SIGKILL'), this.#silentMs);
  }

  #die(cause: unknown): WorkerDied {
    this.#died ??= new WorkerDied('the embedding worker ended', { cause });
    clearTimeout(this.#watch);
    for (const { reject } of this.#waiting.values()) reject(this.#died);
    this.#waiting.clear();
    return this.#died;
  }
}
