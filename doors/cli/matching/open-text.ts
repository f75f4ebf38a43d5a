import { createReadStream, openSync, readSync, closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file's bytes, unpacked where it is gzip by its first two bytes, whatever its name; `-` is standard input. */
export function openText(file: string): Readable {
  if (file === '-') return process.stdin;
  const [first, second] = firstBytes(file);
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (first !== 0x1f || second !== 0x8b) return source;
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  return source.pipe(unpacked);
}

/** Throws where the file cannot be opened, before anything is read of another. */
function firstBytes(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(2);
    readSync(handle, bytes, 0, 2, 0);
    return bytes;
  } finally {
    closeSync(handle);
  }
}
