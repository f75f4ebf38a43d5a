/** Heads of packed files, as far as they tell what they are. */
import { Buffer } from 'node:buffer';

const BLOCK = 512;

/** A tar archive of one file, in POSIX's form or that of before. */
export function tarOf(name: string, content: Uint8Array, { posix = true } = {}): Buffer {
  const head = Buffer.alloc(BLOCK);
  head.write(name, 0);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write(' '.repeat(8), 148);
  head.write('0', 156);
  if (posix) head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([head, content, padding, Buffer.alloc(2 * BLOCK)]);
}

export function bzip2Head(): Buffer {
  return Buffer.concat([Buffer.from('BZh91AY&SY', 'latin1'), Buffer.alloc(40, 0x5a)]);
}
