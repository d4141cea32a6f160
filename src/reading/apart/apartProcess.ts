import { type ChildProcess, fork } from 'node:child_process';

export interface ApartOptions {
  /** How long a file may be read without a piece of it coming, in milliseconds. */
  readonly silentMs: number;
  /** The heap of the process, in megabytes. */
  readonly heapMegabytes: number;
  /** How long an idle process is kept for the next file, in milliseconds. */
  readonly idleMs: number;
  /** The compiled script that calls `serveApart`: Node by itself cannot load TypeScript. */
  readonly processFile: string;
}

/** Why a file was not read to its end. */
export type Lost = 'slow' | 'full' | 'died' | 'cancelled';

export type ApartResult<Piece> =
  | { readonly isWhole: true; readonly pieces: readonly Piece[] }
  | { readonly isWhole: false; readonly lost: Lost };

/** A process that reads files one after the other; where a file ends it, the next file gets a new one. */
export interface ApartProcess<Request extends object, Piece> {
  /** Never throws. An aborted `signal` ends the process with what it reads. */
  run(request: Request, signal?: AbortSignal): Promise<ApartResult<Piece>>;
  /** Ends the process now. */
  end(): void;
}

/** A piece of what was asked for; without one, all has come. */
export interface ApartReply<Piece> {
  readonly job: number;
  readonly part?: Piece;
}

/** The only variables that the process sees; keys are none of its business. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ'];
/** How Node ends where its heap is full: by SIGABRT, or with this code. */
const ABORTED = 134;

/** Starts the process with the first request and ends it after a while without one. */
export function createApartProcess<Request extends object, Piece>(options: ApartOptions): ApartProcess<Request, Piece> {
  return new ChildReader(options);
}

class ChildReader<Request extends object, Piece> implements ApartProcess<Request, Piece> {
  readonly #options: ApartOptions;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #jobs = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: ApartOptions) {
    this.#options = options;
  }

  run(request: Request, signal?: AbortSignal): Promise<ApartResult<Piece>> {
    const reading = this.#last.then(() => this.#runNow(request, signal));
    this.#last = reading;
    return reading;
  }

  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #runNow(request: Request, signal: AbortSignal | undefined): Promise<ApartResult<Piece>> {
    if (signal?.aborted) return Promise.resolve({ isWhole: false, lost: 'cancelled' });
    clearTimeout(this.#idle);
    this.#jobs += 1;
    const job = this.#jobs;
    const child = this.#living();
    const pieces: Piece[] = [];
    return new Promise((resolve) => {
      /** Why this process was ended, where it was ended from here. */
      let ended: Lost | undefined;
      let watch: NodeJS.Timeout | undefined;
      const end = (lost: Lost): void => {
        ended ??= lost;
        child.kill('SIGKILL');
      };
      const cancel = (): void => end('cancelled');
      const rewatch = (): void => {
        clearTimeout(watch);
        watch = setTimeout(() => end('slow'), this.#options.silentMs);
      };
      const settle = (result: ApartResult<Piece>): void => {
        clearTimeout(watch);
        signal?.removeEventListener('abort', cancel);
        child.off('message', take).off('exit', exited).off('error', failed);
        this.#rest();
        resolve(result);
      };
      const take = (reply: ApartReply<Piece>): void => {
        if (reply.job !== job) return;
        rewatch();
        if (reply.part === undefined) settle({ isWhole: true, pieces });
        else pieces.push(reply.part);
      };
      const lose = (lost: Lost): void => {
        if (this.#child === child) this.#child = undefined;
        settle({ isWhole: false, lost });
      };
      const exited = (code: number | null, signalled: NodeJS.Signals | null): void => {
        // What kills it from outside is the system that ran out of memory.
        const isFull = code === ABORTED || signalled === 'SIGABRT' || signalled === 'SIGKILL';
        lose(ended ?? (isFull ? 'full' : 'died'));
      };
      const failed = (): void => {
        child.kill('SIGKILL');
        lose(ended ?? 'died');
      };
      child.on('message', take).once('exit', exited).once('error', failed);
      signal?.addEventListener('abort', cancel, { once: true });
      rewatch();
      child.send({ ...request, job }, (thrown) => thrown && failed());
    });
  }

  #living(): ChildProcess {
    const { heapMegabytes, processFile } = this.#options;
    if (this.#child?.connected && this.#child.exitCode === null && this.#child.signalCode === null) {
      hold(this.#child, true);
      return this.#child;
    }
    this.#child = fork(processFile, [], {
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      env: Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    // Whoever reads hears of it; an idle process may end as it likes.
    this.#child.on('error', () => {});
    return this.#child;
  }

  /** An idle process does not keep this one from ending, and is not kept for long. */
  #rest(): void {
    if (this.#child === undefined) return;
    hold(this.#child, false);
    this.#idle = setTimeout(() => this.end(), this.#options.idleMs);
    this.#idle.unref();
  }
}

function hold(child: ChildProcess, held: boolean): void {
  for (const end of [child, child.channel]) held ? end?.ref() : end?.unref();
}
