import { randomUUID } from 'node:crypto';

/** An id that sorts in time order as text: milliseconds since 1970 in a fixed width, then chance. */
export function createTurnId(at: Date): string {
  return `${at.getTime().toString(36).padStart(9, '0')}-${randomUUID().slice(0, 8)}`;
}
