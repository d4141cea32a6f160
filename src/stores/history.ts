/** One turn (1往復) as the history keeps it. */
export interface PastTurn {
  /** Unique within its conversation, and in time order when sorted as text. */
  readonly id: string;
  readonly conversation: string;
  readonly sender: string;
  readonly at: Date;
  readonly command: string;
  readonly asked: string;
  readonly answered: string;
  readonly memory: Readonly<Record<string, string>>;
  readonly reaction?: { readonly value: 'like' | 'dislike'; readonly comment?: string; readonly at: Date };
}

export interface HistoryPage {
  /** Newest first. */
  readonly turns: readonly PastTurn[];
  /** Opaque; hand it back to get the next page. Absent at the end. */
  readonly continuation?: string;
}

/**
 * The history of conversations, and the claims that keep a redelivered message from being answered twice.
 * Every adapter passes the one suite in tests/contracts. Failures of the store itself are thrown as KanameError
 * `store_unavailable`. Turns and claims older than the retention vanish by themselves.
 */
export interface HistoryStore {
  /** Adds a turn; adding the same id again changes nothing (a retry is harmless). */
  append(turn: PastTurn): Promise<void>;
  /** The newest turns of a conversation, newest first, from `continuation` on. */
  page(conversation: string, limit: number, continuation?: string): Promise<HistoryPage>;
  /** Sets the reaction of a turn, guarded against concurrent change; false where there is no such turn. */
  react(conversation: string, turn: string, reaction: NonNullable<PastTurn['reaction']>): Promise<boolean>;
  /** Removes every turn of a conversation and says how many there were. */
  clear(conversation: string): Promise<number>;
  /**
   * Moves turns to another conversation, where they keep their ids and reactions and get the sender that `senderThere`
   * makes of theirs; those it makes none for stay. Any number may do it at once, and what was cut short is done by the
   * next call: a turn is never in neither conversation, and one that is cleared from `to` does not come back. Claims stay.
   * @returns how many turns were moved by this call
   */
  move(from: string, to: string, senderThere: (sender: string) => string | undefined): Promise<number>;
  /** True for the first caller with this key, false for everyone after, across processes, for `seconds`. */
  claim(conversation: string, key: string, seconds: number, holder?: string): Promise<boolean>;
  /** What the first caller gave as `holder` (empty unless told); undefined where nobody holds the key. */
  holder(conversation: string, key: string): Promise<string | undefined>;
  /** Resolves when the store answers; throws KanameError `store_unavailable` otherwise. For /readyz. */
  check(): Promise<void>;
  close(): Promise<void>;
}
