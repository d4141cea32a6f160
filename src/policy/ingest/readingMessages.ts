import type { BookPart } from './bookParts.ts';

/** What the process that reads files is asked. */
export interface ReadRequest {
  readonly job: number;
  readonly path: string;
  /** The document's id; article JSONL names its own. */
  readonly id: string;
}

/** A piece of what the file holds; without one, all has been read. */
export interface ReadReply {
  readonly job: number;
  readonly part?: BookPart;
}
