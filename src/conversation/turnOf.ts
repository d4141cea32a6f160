import type { HistoryStore, PastTurn } from '../stores/history.ts';

const TURNS_A_PAGE = 20;
const MOST_PAGES = 10;

/** A turn of a conversation by its id, among its newest 200. Turns sort by their ids. */
export async function turnOf(history: HistoryStore, conversation: string, id: string): Promise<PastTurn | undefined> {
  let continuation: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { turns, continuation: next } = await history.page(conversation, TURNS_A_PAGE, continuation);
    const found = turns.find((turn) => turn.id === id);
    if (found !== undefined || next === undefined || (turns.at(-1)?.id ?? '') < id) return found;
    continuation = next;
  }
  return undefined;
}
