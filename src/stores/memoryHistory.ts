import type { HistoryPage, HistoryStore, PastTurn } from './history.ts';
import { oldestKept, type Retention } from './retention.ts';

/** A history that lives and dies with the process: for tests, and for embedding Kaname where nothing may be kept. */
export function createMemoryHistory(retention: Retention): HistoryStore {
  const conversations = new Map<string, Map<string, PastTurn>>();
  const claims = new Map<string, { readonly expires: number; readonly holder: string }>();
  const kept = (conversation: string): PastTurn[] => {
    const turns = conversations.get(conversation);
    const oldest = oldestKept(retention);
    for (const turn of turns?.values() ?? []) if (turn.at.getTime() <= oldest) turns?.delete(turn.id);
    return [...(turns?.values() ?? [])];
  };

  return {
    async append(turn) {
      const turns = conversations.get(turn.conversation) ?? new Map<string, PastTurn>();
      conversations.set(turn.conversation, turns);
      if (!turns.has(turn.id)) turns.set(turn.id, structuredClone(turn));
    },

    async page(conversation, limit, continuation): Promise<HistoryPage> {
      const older = kept(conversation)
        .filter(({ id }) => continuation === undefined || id < continuation)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const turns = older.slice(0, limit).map((turn) => structuredClone(turn));
      const last = turns.at(-1);
      return last && older.length > limit ? { turns, continuation: last.id } : { turns };
    },

    async react(conversation, turn, reaction) {
      const found = kept(conversation).find(({ id }) => id === turn);
      if (!found) return false;
      conversations.get(conversation)?.set(turn, { ...found, reaction: structuredClone(reaction) });
      return true;
    },

    async clear(conversation) {
      const count = kept(conversation).length;
      conversations.delete(conversation);
      return count;
    },

    async move(from, to, senderThere) {
      if (from === to) return 0;
      let moved = 0;
      for (const turn of kept(from)) {
        const sender = senderThere(turn.sender);
        if (sender === undefined) continue;
        const there = conversations.get(to) ?? new Map<string, PastTurn>();
        conversations.set(to, there);
        if (!there.has(turn.id)) there.set(turn.id, { ...turn, conversation: to, sender });
        conversations.get(from)?.delete(turn.id);
        moved++;
      }
      return moved;
    },

    async claim(conversation, key, seconds, holder = '') {
      const now = retention.now().getTime();
      for (const [claimed, { expires }] of claims) if (expires <= now) claims.delete(claimed);
      const claimed = JSON.stringify([conversation, key]);
      if (claims.has(claimed)) return false;
      claims.set(claimed, { expires: now + seconds * 1000, holder });
      return true;
    },

    async holder(conversation, key) {
      const claim = claims.get(JSON.stringify([conversation, key]));
      return claim && claim.expires > retention.now().getTime() ? claim.holder : undefined;
    },

    async check() {},
    async close() {},
  };
}
