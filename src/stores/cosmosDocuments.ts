import { cosmosKey } from './cosmosKey.ts';
import type { PastTurn } from './history.ts';

/** A turn as a document of the container `turns`. */
export interface TurnDocument extends Omit<PastTurn, 'id' | 'at' | 'reaction'> {
  readonly id: string;
  /** The turn's own id, by which pages are sorted. */
  readonly turn: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reaction?: { readonly value: 'like' | 'dislike'; readonly comment?: string; readonly at: number };
  /** Seconds from the last write until Cosmos DB deletes the document. */
  readonly ttl: number;
}

/** A claim as a document of the container `claims`. */
export interface ClaimDocument {
  readonly id: string;
  readonly conversation: string;
  /** Tells the caller's own claim, whose answer was lost on the way, from that of another. */
  readonly owner: string;
  /** What the claim is for, as the caller says it. */
  readonly holder: string;
  /** Epoch milliseconds. */
  readonly expires: number;
  readonly ttl: number;
}

/** @param ttl seconds until Cosmos DB removes it */
export function toDocument({ id, at, reaction, ...rest }: PastTurn, ttl: number): TurnDocument {
  const document = { ...rest, id: cosmosKey(id), turn: id, at: at.getTime(), ttl };
  return reaction ? { ...document, reaction: { ...reaction, at: reaction.at.getTime() } } : document;
}

/** The turn of a document, without Cosmos DB's own fields. */
export function toTurn(document: TurnDocument): PastTurn {
  const { turn, conversation, sender, at, command, asked, answered, memory, reaction } = document;
  const read = { id: turn, conversation, sender, at: new Date(at), command, asked, answered, memory };
  return reaction ? { ...read, reaction: { ...reaction, at: new Date(reaction.at) } } : read;
}
