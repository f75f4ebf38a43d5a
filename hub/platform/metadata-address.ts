/** Addresses at which a cloud or a network answers a machine about itself, its credentials included: no library system is there. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const NOT_TO_BE_ASKED = new BlockList();
NOT_TO_BE_ASKED.addSubnet('169.254.0.0', 16, 'ipv4');
NOT_TO_BE_ASKED.addSubnet('fe80::', 10, 'ipv6');
NOT_TO_BE_ASKED.addSubnet('0.0.0.0', 8, 'ipv4');
NOT_TO_BE_ASKED.addAddress('::', 'ipv6');
// Metadata outside of the link-local networks: Amazon, Google, Azure, Alibaba, Oracle.
NOT_TO_BE_ASKED.addAddress('fd00:ec2::254', 'ipv6');
NOT_TO_BE_ASKED.addAddress('fd20:ce::254', 'ipv6');
NOT_TO_BE_ASKED.addAddress('168.63.129.16', 'ipv4');
NOT_TO_BE_ASKED.addAddress('100.100.100.200', 'ipv4');
NOT_TO_BE_ASKED.addAddress('192.0.0.192', 'ipv4');

const NAMES = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.azure.com',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** IPv6 addresses that carry an IPv4 address: its 32 bits stand behind so many groups of 16. */
const CARRIERS: readonly { readonly prefix: readonly number[]; readonly at: number }[] = [
  { prefix: [0, 0, 0, 0, 0, 0xffff], at: 6 },
  { prefix: [0, 0, 0, 0, 0xffff, 0], at: 6 },
  { prefix: [0, 0, 0, 0, 0, 0], at: 6 },
  { prefix: [0x64, 0xff9b, 0, 0, 0, 0], at: 6 },
  { prefix: [0x2002], at: 1 },
];

/** Whether an address leads there, however it is written. False for what is no address with `http:`, `https:`, `tcp:` or `tls:`. */
export function isMetadataAddress(text: string): boolean {
  // Only for the schemes of the web does the parser read a host in every way in which it can be written; it knows no zones.
  const address = text.replace(/^\s*t(?:cp|ls):/i, 'http:').replace(/(\[[^\]%]*)%[^\]]*\]/, '$1]');
  if (!/^\s*https?:/i.test(address)) return false;
  // An IPv6 address without its brackets is no address of the web, and is one to a socket.
  const bare = address.replace(/^\s*https?:\/*/i, '');
  return isMetadataHost(URL.canParse(address) ? new URL(address).hostname : bare);
}

/**
 * Whether a host's name leads there, or an address as the URL parser or a socket writes it. A zone names the link by which a
 * machine reaches a link-local address (`%eth0`, RFC 4007, section 11), and does not count.
 */
export function isMetadataHost(text: string): boolean {
  // The URL parser writes IPv4 in dots whatever base it came in, and IPv6 as short as can be.
  const host = text
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/\.$/, '');
  if (isIPv4(host)) return NOT_TO_BE_ASKED.check(host, 'ipv4');
  if (!isIPv6(host)) return NAMES.has(host.toLowerCase());
  const short = new URL(`http://[${host}]`).hostname.slice(1, -1);
  // This machine; read as an address of old it would carry 0.0.0.1.
  if (short === '::1') return false;
  const carried = carriedIPv4(short);
  return NOT_TO_BE_ASKED.check(host, 'ipv6') || (carried !== null && NOT_TO_BE_ASKED.check(carried, 'ipv4'));
}

function carriedIPv4(host: string): string | null {
  const groups = groupsOf(host);
  const carrier = CARRIERS.find(({ prefix }) => prefix.every((group, place) => groups[place] === group));
  if (carrier === undefined) return null;
  const [high = 0, low = 0] = groups.slice(carrier.at);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** The eight groups of an address as the URL parser writes it: hexadecimal, with at most one gap. */
function groupsOf(host: string): readonly number[] {
  const [before = '', after] = host.split('::');
  const read = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [read(before), read(after ?? '')];
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
