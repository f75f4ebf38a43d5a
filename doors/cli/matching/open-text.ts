import { createReadStream, openSync, readSync, closeSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Whether it can be read more than once: standard input and pipes give what they have once. */
export function isFile(file: string): boolean {
  return file !== '-' && statSync(file).isFile();
}

/** A file's bytes, unpacked where it is gzip by its first two bytes, whatever its name; `-` is standard input. A pipe is read as it is. */
export function openText(file: string): Readable {
  if (file === '-') return process.stdin;
  // Opened once: who writes into a pipe ends when its reader closes it.
  if (!isFile(file)) return createReadStream(file);
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
