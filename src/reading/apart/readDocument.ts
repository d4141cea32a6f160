import { availableParallelism } from 'node:os';
import { type ErrorCode, KanameError } from '../../errors.ts';
import { projectFile } from '../../projectFiles.ts';
import type { Place } from '../places.ts';
import { type ApartOptions, type ApartProcess, createApartProcess } from './apartProcess.ts';
import { lostSentence } from './lostSentence.ts';

/** A single document that came as bytes; its name tells its kind. */
export interface DocumentRequest {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly maxBytes: number;
  /** UTF-16 units of its text that are handed back. */
  readonly maxCharacters: number;
}

/** What a document says, as text. */
export interface DocumentText {
  /** Cut after `maxCharacters`. */
  readonly text: string;
  /** Where its parts stand in the document. */
  readonly places: readonly Place[];
  /** UTF-16 units of the whole text. */
  readonly characters: number;
  /** Polite Japanese sentences about what was not read (pages that are pictures, hidden sheets). */
  readonly warnings: readonly string[];
}

/** What the process answers: the text, or what `readBytes` threw. */
export type DocumentReply =
  | { readonly document: DocumentText }
  | { readonly code: ErrorCode; readonly sentence: string };

/**
 * Reads a document where nothing it holds can harm: in a process of its own, with a limited heap and a deadline.
 * @throws KanameError as `readBytes`, and `file_unreadable` where it takes too long or too much memory, `cancelled`
 */
export type ReadDocument = (request: DocumentRequest, signal?: AbortSignal) => Promise<DocumentText>;

const usual: ApartOptions = {
  silentMs: 30_000,
  heapMegabytes: 512,
  idleMs: 30_000,
  processFile: projectFile('dist/reading/apart/documentProcess.js'),
};
/** Someone's hostile file holds up one process only. */
const PROCESSES = Math.min(2, availableParallelism());

export interface DocumentReader {
  readonly read: ReadDocument;
  /** Ends the processes now; the next document gets a new one. */
  end(): void;
}

/** Reads documents in up to two processes, which end after a while without one. `options` are for tests. */
export function createDocumentReader(options: Partial<ApartOptions> = {}): DocumentReader {
  const lines = Array.from({ length: PROCESSES }, () => ({
    child: createApartProcess<DocumentRequest, DocumentReply>({ ...usual, ...options }),
    waiting: 0,
  }));
  return {
    async read(request, signal) {
      const line = lines.reduce((least, one) => (one.waiting < least.waiting ? one : least));
      line.waiting += 1;
      try {
        return await readIn(line.child, request, signal);
      } finally {
        line.waiting -= 1;
      }
    },
    end: () => {
      for (const { child } of lines) child.end();
    },
  };
}

async function readIn(
  child: ApartProcess<DocumentRequest, DocumentReply>,
  request: DocumentRequest,
  signal: AbortSignal | undefined,
): Promise<DocumentText> {
  const result = await child.run(request, signal);
  if (!result.isWhole) {
    throw new KanameError(result.lost === 'cancelled' ? 'cancelled' : 'file_unreadable', lostSentence[result.lost]);
  }
  const [reply] = result.pieces;
  if (reply === undefined) throw new KanameError('file_unreadable', lostSentence.died);
  if ('document' in reply) return reply.document;
  throw new KanameError(reply.code, reply.sentence);
}

let shared: DocumentReader | undefined;

/** Reads a document in the processes that all callers share. */
export const readDocument: ReadDocument = (request, signal) => {
  shared ??= createDocumentReader();
  return shared.read(request, signal);
};
