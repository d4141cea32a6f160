import { createHash } from 'node:crypto';

/** Makes ids that no other element of this card has, and none of another turn's card in the same window. */
export type NewElementId = () => string;

/** @param turn the id of the turn whose card this is */
export function elementIds(turn: string): NewElementId {
  const prefix = `k${createHash('sha256').update(turn).digest('hex').slice(0, 6)}`;
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}
