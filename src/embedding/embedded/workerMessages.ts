/** What the worker is started with, as JSON in its first argument. */
export interface WorkerSettings {
  readonly folder: string;
  /** Cores that one text may take. */
  readonly threads: number;
  /** Tokens after which a text is cut. */
  readonly maxTokens: number;
}

/** To the worker: embed one text (its prefix included). */
export interface EmbedRequest {
  readonly id: number;
  readonly text: string;
}

/** From the worker. */
export type WorkerReply =
  | { readonly kind: 'ready'; readonly memoryBytes: number; readonly dimensions: number }
  /** It could not load: `files` are missing or damaged, or the `runtime` does not work here. */
  | { readonly kind: 'unable'; readonly at: 'files' | 'runtime'; readonly reason: string }
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array }
  /** This text failed, others may not. */
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
