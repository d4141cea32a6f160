import { createHash } from 'node:crypto';

const longestReadableKey = 200;

/**
 * A document id for any text: Cosmos DB forbids `/`, `\`, `?` and `#` in ids and takes 1,023 bytes at most
 * (https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-item-limits). What is not plainly safe becomes
 * `*` and its UTF-16 unit in four hex digits; a key that grows too long is replaced by its SHA-256. Two texts never
 * share a key.
 */
export function cosmosKey(text: string): string {
  const key = text.replace(/[^A-Za-z0-9._:@=;-]/g, (unit) => `*${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (key.length > 0 && key.length <= longestReadableKey) return key;
  return `**${createHash('sha256').update(key).digest('hex')}`;
}
