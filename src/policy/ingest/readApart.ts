import { type ChildProcess, fork } from 'node:child_process';
import { projectFile } from '../../projectFiles.ts';
import { type BookPart, booksOfParts, type ReadBooks } from './bookParts.ts';
import type { ReadReply, ReadRequest } from './readingMessages.ts';

export interface ApartOptions {
  /** How long a file may be read without a piece of it coming, in milliseconds (60,000). */
  readonly silentMs?: number;
  /** The heap of the process, in megabytes (768). */
  readonly heapMegabytes?: number;
  /** How long an idle process is kept for the next file, in milliseconds (5,000). */
  readonly idleMs?: number;
  /** Another process than the compiled readingProcess.js; for tests. */
  readonly processFile?: string;
}

/** Reads files of rules in a process of its own, one after the other; a process that a file ended is replaced. */
export interface ApartReader {
  /** As `readBooks`; where the file takes too long or too much memory, that is the note. Never throws. */
  read(path: string, id: string): Promise<ReadBooks>;
  /** Ends the process now; the next file gets a new one. */
  end(): void;
}

/** The compiled file, also where the sources are run as they are: Node by itself cannot load TypeScript. */
const compiledProcess = projectFile('dist/policy/ingest/readingProcess.js');
/** The only variables that the process sees; keys are none of its business. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ'];
/** How Node ends where its heap is full: by SIGABRT, or with this code. */
const ABORTED = 134;

const TOO_SLOW =
  '読み取りに時間がかかりすぎるため、中止しました。ファイルを分けるか、元のソフトで保存し直してください。';
const TOO_MUCH =
  '読み取りに多くのメモリーが必要なため、中止しました。ファイルを分けるか、不要な部分を除いて保存し直してください。';
const DIED =
  '読み取りの途中で問題が起きたため、このファイルを飛ばしました。元のソフトで開き、保存し直してからお試しください。';

/** Starts its process with the first file and ends it after a while without one. */
export function createApartReader(options: ApartOptions = {}): ApartReader {
  return new ChildReader({
    silentMs: 60_000,
    heapMegabytes: 768,
    idleMs: 5_000,
    processFile: compiledProcess,
    ...options,
  });
}

let shared: ApartReader | undefined;

/** Reads a file in the process that all callers share. */
export function readApart(path: string, id: string): Promise<ReadBooks> {
  shared ??= createApartReader();
  return shared.read(path, id);
}

class ChildReader implements ApartReader {
  readonly #options: Required<ApartOptions>;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #jobs = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: Required<ApartOptions>) {
    this.#options = options;
  }

  read(path: string, id: string): Promise<ReadBooks> {
    const reading = this.#last.then(() => this.#readNow(path, id));
    this.#last = reading;
    return reading;
  }

  end(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #readNow(path: string, id: string): Promise<ReadBooks> {
    clearTimeout(this.#idle);
    this.#jobs += 1;
    const job = this.#jobs;
    const child = this.#living();
    const parts: BookPart[] = [];
    return new Promise((resolve) => {
      let isSlow = false;
      let watch: NodeJS.Timeout | undefined;
      const rewatch = (): void => {
        clearTimeout(watch);
        watch = setTimeout(() => {
          isSlow = true;
          child.kill('SIGKILL');
        }, this.#options.silentMs);
      };
      const settle = (read: ReadBooks): void => {
        clearTimeout(watch);
        child.off('message', take).off('exit', exited).off('error', failed);
        this.#rest();
        resolve(read);
      };
      const take = (reply: ReadReply): void => {
        if (reply.job !== job) return;
        rewatch();
        if (reply.part === undefined) settle(booksOfParts(parts));
        else parts.push(reply.part);
      };
      const lost = (reason: string): void => {
        if (this.#child === child) this.#child = undefined;
        settle({ books: [], notes: [reason], isCutShort: true });
      };
      const exited = (code: number | null, signal: NodeJS.Signals | null): void => {
        const isFull = code === ABORTED || signal === 'SIGABRT' || (signal === 'SIGKILL' && !isSlow);
        lost(isSlow ? TOO_SLOW : isFull ? TOO_MUCH : DIED);
      };
      const failed = (): void => {
        child.kill('SIGKILL');
        lost(DIED);
      };
      child.on('message', take).once('exit', exited).once('error', failed);
      rewatch();
      child.send({ job, path, id } satisfies ReadRequest, (thrown) => thrown && failed());
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
