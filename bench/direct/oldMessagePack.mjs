/*
 * MessagePack as direct-js reads it: the form before 2013, without str 8, bin and ext. Strings of 32 bytes and more are
 * raw 16, ids of 64 bits are uint 64 (bigint here). Its decoder takes anything else for nothing and loses its place.
 */

/**
 * @param {unknown} value of null, booleans, 32-bit integers, bigints, strings, arrays and plain objects
 * @returns {Buffer}
 */
export function encodeOld(value) {
  if (value === null || value === undefined) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'bigint') return withHead(0xcf, 8, (head) => head.writeBigUInt64BE(value, 1));
  if (typeof value === 'number') return encodeInteger(value);
  if (typeof value === 'string') return encodeRaw(Buffer.from(value, 'utf8'));
  if (Array.isArray(value)) return Buffer.concat([size(value.length, 0x90, 0xdc), ...value.map(encodeOld)]);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Buffer.concat([
    size(fields.length, 0x80, 0xde),
    ...fields.flatMap(([name, inner]) => [encodeOld(name), encodeOld(inner)]),
  ]);
}

function encodeInteger(value) {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) throw new RangeError('not an integer of 31 bits');
  if (value < 128) return Buffer.from([value]);
  return withHead(0xd2, 4, (head) => head.writeInt32BE(value, 1));
}

function encodeRaw(bytes) {
  if (bytes.length < 32) return Buffer.concat([Buffer.from([0xa0 | bytes.length]), bytes]);
  if (bytes.length < 0x10000)
    return Buffer.concat([withHead(0xda, 2, (head) => head.writeUInt16BE(bytes.length, 1)), bytes]);
  return Buffer.concat([withHead(0xdb, 4, (head) => head.writeUInt32BE(bytes.length, 1)), bytes]);
}

function size(count, small, large) {
  return count < 16 ? Buffer.from([small | count]) : withHead(large, 2, (head) => head.writeUInt16BE(count, 1));
}

function withHead(type, bytes, write) {
  const head = Buffer.alloc(bytes + 1);
  head[0] = type;
  write(head);
  return head;
}
