/**
 * What channels without cards remember between two messages: the numbered choices that were shown, a form that is being
 * filled in. By the channel's own conversation ids; every adapter passes the one suite in tests/contracts. Failures of
 * the store itself are thrown as KanameError `store_unavailable`.
 */
export interface DialogueStore {
  /**
   * Keeps a value under a key of a conversation for `seconds`, in place of what was there.
   * @throws KanameError `input_too_long` where the value is longer than 1 MB
   */
  put(conversation: string, key: string, value: string, seconds: number): Promise<void>;
  /** Undefined where there is nothing, or its time is over. */
  get(conversation: string, key: string): Promise<string | undefined>;
  /** Removes everything kept for a conversation. */
  clear(conversation: string): Promise<void>;
  close(): Promise<void>;
}
