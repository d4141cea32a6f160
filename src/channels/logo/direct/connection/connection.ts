import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { projectFile } from '../../../../projectFiles.ts';
import type { CallFailure, ClientCalls, ClientMethod, FromClient, Loss, ToClient } from './clientMessages.ts';

export interface ConnectionOptions {
  readonly token: string;
  readonly endpoint: string;
  readonly proxy?: string;
  /** The vendor's client's own; there only while a connection is. */
  readonly clientFolder: string;
  readonly signInMs: number;
  /** Another process than the compiled directProcess.js; for tests. */
  readonly processFile?: string;
}

/** One connection, from signing in to its end: one process of the vendor's client. */
export interface Connection {
  /** Resolves when its process has ended, for whatever reason. */
  readonly lost: Promise<Loss>;
  /** Whether it may still be asked; false from the moment at which it is given up. */
  isAlive(): boolean;
  /**
   * Asks the client for something.
   * @throws CallFailed where the platform says no, CallLost where it is not known whether it was done
   */
  call<M extends ClientMethod>(
    method: M,
    ask: ClientCalls[M]['ask'],
    limitMs: number,
  ): Promise<ClientCalls[M]['answer']>;
  /** Ends the process. */
  end(): void;
}

export class CallFailed extends Error {
  readonly failure: CallFailure;
  constructor(failure: CallFailure) {
    super('call failed');
    this.failure = failure;
  }
}

export class CallLost extends Error {}

/** What the process tells besides answers. */
export type ClientEvent = Exclude<FromClient, Loss | { readonly kind: 'answer' | 'failure' }>;

const compiled = projectFile('dist/channels/logo/direct/directProcess.js');
/** The only variables that the process sees. Certificates: of a proxy or a platform with a root of its own. */
const ENVIRONMENT = [
  'PATH',
  'LD_LIBRARY_PATH',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];
/** direct-js logs its settings, token included, unless it is told to log next to nothing. */
const QUIET = { HUBOT_LOG_LEVEL: 'EMERGENCY' };

/** Starts a process and signs in; `tell` hears what happens in the rooms, first of all `ready`. */
export function openConnection(options: ConnectionOptions, tell: (event: ClientEvent) => void): Connection {
  return new ProcessConnection(options, tell);
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

class ProcessConnection implements Connection {
  readonly lost: Promise<Loss>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #loss: Loss | undefined;

  constructor(options: ConnectionOptions, tell: (event: ClientEvent) => void) {
    const { token, endpoint, proxy, clientFolder: folder } = options;
    // What it would find there is a cache of an earlier session and a queue that sends old messages again.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#child = fork(options.processFile ?? compiled, [], {
      env: {
        ...Object.fromEntries(ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
        ...QUIET,
      },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const slow = setTimeout(() => this.#end({ kind: 'lost', reason: 'silent' }), options.signInMs);
    this.#child.on('message', (message: FromClient) => {
      if (this.#loss !== undefined) return;
      if (message.kind === 'ready') clearTimeout(slow);
      if (message.kind === 'lost') this.#end(message);
      else if (message.kind === 'answer') this.#take(message.call)?.resolve(message.answer);
      else if (message.kind === 'failure') this.#take(message.call)?.reject(new CallFailed(message.failure));
      else tell(message);
    });
    this.lost = new Promise((resolve) => {
      const ended = (detail: string) => {
        clearTimeout(slow);
        this.#end({ kind: 'lost', reason: 'failed', detail });
        // Names of people and rooms, and what may be left of a file that was being sent.
        rmSync(folder, { recursive: true, force: true });
        resolve(this.#loss as Loss);
      };
      this.#child.once('exit', (code, signal) => ended(signal ?? String(code)));
      this.#child.once('error', () => ended('fork'));
    });
    this.#send({ kind: 'open', token, endpoint, folder, ...(proxy && { proxy }) });
  }

  call<M extends ClientMethod>(method: M, ask: ClientCalls[M]['ask'], limitMs: number) {
    return new Promise<ClientCalls[M]['answer']>((resolve, reject) => {
      if (this.#loss !== undefined) return reject(new CallLost());
      this.#calls += 1;
      const call = this.#calls;
      const limit = setTimeout(() => {
        this.#take(call)?.reject(new CallLost());
        // A connection that does not answer is none: the next one will tell what became of it.
        this.#end({ kind: 'lost', reason: 'silent', detail: method });
      }, limitMs);
      this.#waiting.set(call, {
        resolve: (answer) => {
          clearTimeout(limit);
          resolve(answer as ClientCalls[M]['answer']);
        },
        reject: (error) => {
          clearTimeout(limit);
          reject(error);
        },
      });
      this.#send({ kind: 'call', call, method, ask } as ToClient);
    });
  }

  isAlive(): boolean {
    return this.#loss === undefined;
  }

  end(): void {
    this.#end({ kind: 'lost', reason: 'closed' });
  }

  #take(call: number): Waiting | undefined {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    return waiting;
  }

  #send(message: ToClient): void {
    this.#child.send(message, (thrown) => thrown && this.#end({ kind: 'lost', reason: 'failed', detail: 'ipc' }));
  }

  #end(loss: Loss): void {
    if (this.#loss !== undefined) return;
    this.#loss = loss;
    this.#child.kill('SIGKILL');
    for (const call of [...this.#waiting.keys()]) this.#take(call)?.reject(new CallLost());
  }
}
