/** Whether a file that was written from feeds tells of a record. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';

const GZIP = Buffer.from([0x1f, 0x8b]);
const LONGEST_NAME = 1_024;

/**
 * Looks for names of records as feeds write them: `north-koha.1234` in 001, `(north-koha)1234` in 035. A name that goes on with another
 * letter or digit is another record's. Rejects if the file is gone or cannot be read to its end, unless a name stands before the fault.
 */
export async function holdsRecord(path: string, names: readonly string[]): Promise<boolean> {
  const wanted = names.map((name) => Buffer.from(name));
  let found = false;
  const isFound = (): boolean => found;
  let before = Buffer.alloc(0);
  async function look(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      const text = Buffer.concat([before, chunk]);
      found ||= wanted.some((name) => hasWhole(text, name));
      before = text.subarray(Math.max(0, text.length - LONGEST_NAME));
    }
  }
  const isPacked = await isGzip(path);
  // Opened only now: a stream that fails before the pipeline listens to it ends the process.
  const file = createReadStream(path);
  try {
    if (isPacked) await pipeline(file, createGunzip(), look);
    else await pipeline(file, look);
  } catch (error) {
    if (!isFound()) throw error;
  }
  return isFound();
}

async function isGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) return GZIP.equals(chunk as Buffer);
  return false;
}

/** At the end of what was read it may go on: it is taken for the name then. */
function hasWhole(text: Buffer, name: Buffer): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const next = text[at + name.length];
    if (next === undefined || !/[\p{L}\p{N}]/u.test(String.fromCodePoint(next))) return true;
  }
  return false;
}
