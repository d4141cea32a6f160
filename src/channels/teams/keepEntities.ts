import { Entity } from 'botframework-connector/lib/connectorApi/models/mappers.js';

/**
 * Lets the entities of outgoing activities pass whole. botframework-connector 4.23.3 serializes an entity down to
 * `type`, `text` and `mentioned`, so that citations, the AI-generated label and the marks of a stream vanish without
 * an error. tests/contracts/teamsWire.test.ts goes red without this; when it stays green, delete this file.
 */
export function keepEntities(): void {
  const type: { additionalProperties?: object } = Entity.type;
  type.additionalProperties = { type: { name: 'Object' } };
}
