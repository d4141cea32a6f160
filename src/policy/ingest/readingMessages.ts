/** What the process that reads files of rules is asked; it answers with `BookPart`s. */
export interface ReadRequest {
  readonly path: string;
  /** The document's id; article JSONL names its own. */
  readonly id: string;
}
