import { embeddingError } from '../embeddingErrors.ts';

/** A text that waits for its vector. */
export interface EmbeddingJob {
  /** With its prefix. */
  readonly text: string;
  readonly vector: Promise<Float32Array>;
  /** Nobody waits for it any more: it has its vector, failed, or was given up. */
  isOver: boolean;
  /** How often the worker died over it. */
  deaths: number;
  resolve(vector: Float32Array): void;
  reject(thrown: unknown): void;
}

/** Jobs in their order, questions before passages. */
export class EmbeddingQueue {
  readonly #questions: EmbeddingJob[] = [];
  #passages: EmbeddingJob[] = [];

  get isEmpty(): boolean {
    return this.#questions.length + this.#passages.length === 0;
  }

  add(text: string, kind: 'question' | 'passage'): EmbeddingJob {
    const job = newJob(text);
    (kind === 'question' ? this.#questions : this.#passages).push(job);
    return job;
  }

  next(): EmbeddingJob | undefined {
    return this.#questions.shift() ?? this.#passages.shift();
  }

  /** Puts a job back that was taken, before all others. */
  putBack(job: EmbeddingJob): void {
    this.#questions.unshift(job);
  }

  /** Takes out jobs whose vectors nobody wants any more. */
  remove(jobs: ReadonlySet<EmbeddingJob>): void {
    this.#passages = this.#passages.filter((job) => !jobs.has(job));
    for (const job of jobs) {
      const at = this.#questions.indexOf(job);
      if (at >= 0) this.#questions.splice(at, 1);
      job.reject(embeddingError('cancelled'));
    }
  }

  rejectAll(thrown: unknown): void {
    for (let job = this.next(); job; job = this.next()) job.reject(thrown);
  }
}

function newJob(text: string): EmbeddingJob {
  let settle: Pick<EmbeddingJob, 'resolve' | 'reject'> | undefined;
  const vector = new Promise<Float32Array>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits for it sees the failure; a job that was given up has nobody.
  vector.catch(() => {});
  const job: EmbeddingJob = {
    text,
    vector,
    isOver: false,
    deaths: 0,
    resolve: (found) => {
      job.isOver = true;
      settle?.resolve(found);
    },
    reject: (why) => {
      job.isOver = true;
      settle?.reject(why);
    },
  };
  return job;
}
