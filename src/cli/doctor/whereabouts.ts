import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { hostOf } from './reach.ts';

/** Inside the office's own network, outside of it, or a name that cannot be resolved from here. */
export type Whereabouts = 'inside' | 'outside' | 'unknown';

const LONGEST_MS = 5_000;

/**
 * Loopback (RFC 1122, RFC 4291), private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses: networks
 * under LGWAN number their machines with the private ones.
 */
const INSIDE = new BlockList();
for (const [address, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  INSIDE.addSubnet(address, bits, 'ipv4');
}
INSIDE.addAddress('::1', 'ipv6');
INSIDE.addSubnet('fc00::', 7, 'ipv6');
INSIDE.addSubnet('fe80::', 10, 'ipv6');

/** Whether an IP address is inside; one of IPv4 written as IPv6 counts as what it stands for. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return INSIDE.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** Where a host is, by all its addresses: one outside is enough to be outside. */
export async function whereaboutsOf(
  url: URL,
  resolveName: (name: string) => Promise<readonly string[]> = addressesOf,
): Promise<{ readonly where: Whereabouts; readonly addresses: readonly string[] }> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolveName(host).catch(() => []) : [host];
  if (addresses.length === 0) return { where: 'unknown', addresses };
  return { where: addresses.every(isInside) ? 'inside' : 'outside', addresses };
}

async function addressesOf(name: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the name was not resolved in time')), LONGEST_MS);
  });
  const found = lookup(name, { all: true }).then((all) => all.map(({ address }) => address));
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
