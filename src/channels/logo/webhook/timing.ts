/** How long the webhook waits, in milliseconds, and how often it tries again. */
export interface WebhookTiming {
  /** For an answer that is to be the response of its request; afterwards the relay fetches it. */
  readonly responseMs: number;
  /** How long the beginning of an answer waits for the rest before it is sent to a callback. */
  readonly gatherMs: number;
  /** For one call of a callback. */
  readonly callbackMs: number;
  /** How often a callback that failed for a reason that may pass is repeated. */
  readonly callbackRetries: number;
  /** Before the first repetition; doubled before each further one. */
  readonly callbackPauseMs: number;
  /** Before a reply that could not be brought, or whose bringer ended, is brought again: longer than all repetitions. */
  readonly againMs: number;
  /** Between two polls. */
  readonly pollPauseMs: number;
  /** The longest pause after polls that failed. */
  readonly mostPollPauseMs: number;
  /** For one poll; a relay may hold it until it has a message. */
  readonly pollMs: number;
  /** For one message with everything that belongs to it. */
  readonly turnMs: number;
}

export const WEBHOOK_TIMING: WebhookTiming = {
  responseMs: 20_000,
  gatherMs: 1_000,
  callbackMs: 10_000,
  callbackRetries: 3,
  callbackPauseMs: 1_000,
  againMs: 120_000,
  pollPauseMs: 3_000,
  mostPollPauseMs: 60_000,
  pollMs: 30_000,
  turnMs: 600_000,
};
