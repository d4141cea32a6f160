import { bulkhead } from 'cockatiel';

/** Work of rooms: one after another within a room, several rooms at a time. */
export interface RoomQueues {
  /** Runs `work` when the room's earlier work is done and there is a place free; resolves when it is over. */
  run(room: string, work: () => Promise<void>): Promise<void>;
}

/** @param rooms how many rooms may work at a time */
export function createRoomQueues(rooms: number): RoomQueues {
  const places = bulkhead(rooms, Number.POSITIVE_INFINITY);
  const lastOf = new Map<string, Promise<void>>();
  return {
    run(room, work) {
      const turn = (lastOf.get(room) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => places.execute(work))
        .finally(() => {
          if (lastOf.get(room) === turn) lastOf.delete(room);
        });
      lastOf.set(room, turn);
      return turn;
    },
  };
}
