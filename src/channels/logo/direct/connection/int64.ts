import type { Int64 } from './vendorClient.ts';

/** The id in decimal digits, as everything outside this folder knows it. */
export function decimal(value: Int64): string {
  return String(toBigInt(value));
}

/** The same value with every Int64 in it as a bigint: what may go from process to process. */
export function withBigInts(value: unknown): unknown {
  if (isInt64(value)) return toBigInt(value);
  if (Array.isArray(value)) return value.map(withBigInts);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBigInts(inner)]));
  }
  return value;
}

/** The same value with every bigint in it as an Int64 of direct-js, which `parse` makes of decimal digits. */
export function withInt64s(value: unknown, parse: (digits: string) => Int64): unknown {
  if (typeof value === 'bigint') return parse(String(value));
  if (Array.isArray(value)) return value.map((inner) => withInt64s(inner, parse));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withInt64s(inner, parse)]));
  }
  return value;
}

function toBigInt({ high, low }: Int64): bigint {
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

function isInt64(value: unknown): value is Int64 {
  return typeof value === 'object' && value !== null && 'high' in value && 'low' in value;
}
