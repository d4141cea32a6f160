import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** https://www.iana.org/assignments/iana-ipv4-special-registry and the blocks for multicast and of the old class E. */
const INNER_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/**
 * Of IPv6 only 2000::/3 is out in the world (https://www.iana.org/assignments/ipv6-address-space), and of that not what is
 * special or carries an IPv4 address inside it (Teredo, 6to4).
 */
const OUTER_V6 = ['2000::', 3] as const;
const INNER_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const inner = new BlockList();
for (const [net, prefix] of INNER_V4) inner.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of INNER_V6) inner.addSubnet(net, prefix, 'ipv6');
const outer = new BlockList();
outer.addSubnet(...OUTER_V6, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for an IP address of the internet; false for one of this machine, its network, or what is no address. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !inner.check(ip, 'ipv4');
  return isIPv6(ip) && outer.check(ip, 'ipv6') && !inner.check(ip, 'ipv6');
}

/** True for an IP address of this machine. */
export function isLoopbackAddress(ip: string): boolean {
  if (isIPv4(ip)) return loopback.check(ip, 'ipv4');
  return isIPv6(ip) && loopback.check(ip, 'ipv6');
}
