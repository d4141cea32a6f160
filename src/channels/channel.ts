/** A way in and out: reads what arrives, hands it to the conversation, draws what comes back. */
export interface Channel {
  readonly name: string;
  /** Stops taking messages and waits for running turns, at most `graceMs` milliseconds. */
  stop(graceMs: number): Promise<void>;
}
