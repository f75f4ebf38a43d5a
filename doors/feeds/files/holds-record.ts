/** Whether a file that was written from feeds tells of a record. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { escapeMarkup } from '#marc/index.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** Bytes before a name by which it is judged: a hyphen of a longer name, or the mark and the code of a subfield. */
const BEFORE_NAME = 2;

/**
 * Looks for names of records as feeds write them: `north-koha.1234` in 001, `(north-koha)1234` in 035. A name that goes on with another
 * letter or digit, or that is the end of a longer one, is another record's. Rejects if the file is gone or cannot be read to its end, unless a
 * name stands before the fault.
 */
export async function holdsRecord(path: string, names: readonly string[]): Promise<boolean> {
  // As it is, in XML and in JSON.
  const written = new Set(names.flatMap((name) => [name, escapeMarkup(name), JSON.stringify(name).slice(1, -1)]));
  const wanted = [...written].map((name) => Buffer.from(name));
  const kept = BEFORE_NAME + Math.max(0, ...wanted.map(({ length }) => length));
  let found = false;
  const isFound = (): boolean => found;
  let before = Buffer.alloc(0);
  async function look(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      const text = Buffer.concat([before, chunk]);
      found ||= wanted.some((name) => hasWhole(text, name, before.length));
      before = text.subarray(Math.max(0, text.length - kept));
    }
    found ||= wanted.some((name) => isWholeAt(before, name, before.length - name.length));
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

/** Whether the name is in the text and something behind it; not where it was all in what was looked through before. */
function hasWhole(text: Buffer, name: Buffer, looked: number): boolean {
  const from = Math.max(0, looked - name.length);
  for (let at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
    const next = text[at + name.length];
    if (next !== undefined && !/[\p{L}\p{N}]/u.test(String.fromCodePoint(next)) && isBegunAt(text, at)) return true;
  }
  return false;
}

function isWholeAt(text: Buffer, name: Buffer, at: number): boolean {
  return at >= 0 && text.subarray(at).equals(name) && isBegunAt(text, at);
}

/** Ids of systems have letters, digits and hyphens: `koha.17` is no name in `north-koha.17`. In ISO 2709 the code of a subfield stands before a value. */
function isBegunAt(text: Buffer, at: number): boolean {
  const [first, before, mark] = [text[at], text[at - 1], text[at - 2]];
  return !isOfId(first) || !isOfId(before) || mark === SUBFIELD_MARK;
}

const SUBFIELD_MARK = 0x1f;

function isOfId(byte: number | undefined): boolean {
  return byte !== undefined && /[a-z0-9-]/i.test(String.fromCodePoint(byte));
}
