/** What the channel has to remember beyond a turn. All of it may be lost at the cost of a reaction or a second greeting. */
export interface MessageMemory {
  /** Keeps which turn the activity with this id answers. */
  rememberMessage(conversation: string, activityId: string, turn: string): Promise<void>;
  /** The turn a message of ours answers; `undefined` where it is not known (any more). */
  turnOfMessage(conversation: string, activityId: string): Promise<string | undefined>;
  /** True for the first caller for this conversation within a few minutes: an installation is announced twice. */
  claimGreeting(conversation: string): Promise<boolean>;
  /** True for the first caller with this key within `seconds`: what a press or a consent asks for is done once. */
  claim(conversation: string, key: string, seconds: number): Promise<boolean>;
}

const MAX_MESSAGES = 5_000;
const GREETING_PAUSE_MS = 5 * 60_000;

/** A memory that ends with the process and holds the newest messages only. */
export function createMessageMemory(now: () => Date): MessageMemory {
  const turns = new Map<string, string>();
  const claims = new Map<string, number>();
  const claim = (conversation: string, key: string, milliseconds: number): boolean => {
    const whole = JSON.stringify([conversation, key]);
    const at = now().getTime();
    if ((claims.get(whole) ?? 0) > at) return false;
    claims.set(whole, at + milliseconds);
    dropOldest(claims);
    return true;
  };
  return {
    async rememberMessage(conversation, activityId, turn) {
      turns.set(JSON.stringify([conversation, activityId]), turn);
      dropOldest(turns);
    },
    turnOfMessage: async (conversation, activityId) => turns.get(JSON.stringify([conversation, activityId])),
    claimGreeting: async (conversation) => claim(conversation, 'greeting', GREETING_PAUSE_MS),
    claim: async (conversation, key, seconds) => claim(conversation, `once:${key}`, seconds * 1000),
  };
}

function dropOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next();
  if (map.size > MAX_MESSAGES && !oldest.done) map.delete(oldest.value);
}
