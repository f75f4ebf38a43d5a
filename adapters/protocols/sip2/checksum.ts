/** The checksum of SIP2 error detection. */

/**
 * Four hexadecimal digits: the two's complement of the sum of all bytes up to and including `AZ`. Bytes as encoded, not
 * characters.
 *
 *     941AY3AZ → FDFA
 */
export function checksumOf(bytes: Uint8Array): string {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xffff;
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}
