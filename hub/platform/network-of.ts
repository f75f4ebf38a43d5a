import { isIPv6 } from 'node:net';

/**
 * One house or office is given 56 bits of an address of IPv6, `2001:db8:0:100::/56`, of which it has 256 networks: all of them are one
 * caller. A phone has 64 bits and counts with its neighbours, as it does behind an address of IPv4 that many share. IPv4 as it is.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%');
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain) ?? [];
  if (mapped !== undefined || !isIPv6(plain)) return mapped ?? plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16));
  return groups
    .map((group, place) => (place === 3 ? group & 0xff00 : group).toString(16))
    .join(':')
    .concat('::/56');
}
