/**
 * Columns of many rows as PostgreSQL takes arrays in its binary form: nothing is escaped here and unescaped there, which
 * is most of what it costs to send a page: the arrays that `pg` writes as text cost this process 19 µs a kilobyte of JSON,
 * these 0.7, of the 350 µs that a record has at a first load. `pg` sends a Buffer as it is. Used with `unnest`, a statement is
 * one for all rows.
 *
 *     dimensions 1 · has nulls · element's type · length · lower bound 1 · for each: its bytes (-1 for null) and they
 */

/** Type numbers of PostgreSQL; they never change. */
const BYTEA = 17;
const INT8 = 20;
const TEXT = 25;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** UTF-8 needs no more for one UTF-16 unit. */
const UTF8_MAX = 3;

/** `text[]`. NUL characters and halves of surrogate pairs, which PostgreSQL refuses, become U+FFFD. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const room = values.reduce((sum, text) => sum + LENGTH_BYTES + UTF8_MAX * (text?.length ?? 0), HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(room);
  let at = writeHeader(buffer, TEXT, values.length, values.includes(null));
  for (const text of values) {
    const from = at + LENGTH_BYTES;
    const length = text === null ? NULL_LENGTH : buffer.write(withoutNul(text), from, 'utf8');
    buffer.writeInt32BE(length, at);
    at = from + Math.max(0, length);
  }
  return buffer.subarray(0, at);
}

/** `bytea[]` */
export function bytesArray(values: readonly Uint8Array[]): Buffer {
  const room = values.reduce((sum, bytes) => sum + LENGTH_BYTES + bytes.byteLength, HEADER_BYTES);
  const buffer = Buffer.allocUnsafe(room);
  let at = writeHeader(buffer, BYTEA, values.length, false);
  for (const bytes of values) {
    at = buffer.writeInt32BE(bytes.byteLength, at);
    buffer.set(bytes, at);
    at += bytes.byteLength;
  }
  return buffer.subarray(0, at);
}

/** `bigint[]`, of whole numbers below 2^53. */
export function bigintArray(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + 8));
  let at = writeHeader(buffer, INT8, values.length, false);
  for (const value of values) {
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeInt32BE(Math.floor(value / 2 ** 32), at);
    at = buffer.writeUInt32BE(value >>> 0, at);
  }
  return buffer.subarray(0, at);
}

/**
 * A list within a column of lists, as text for a cast to `text[]`: the lists of a column differ in length, which no array
 * of arrays may.
 */
export function arrayLiteral(values: readonly string[]): string {
  return values.length === 0 ? '{}' : `{${values.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`;
}

function writeHeader(buffer: Buffer, type: number, length: number, hasNulls: boolean): number {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(hasNulls ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  // An empty array has no dimension.
  if (length === 0) return 12;
  buffer.writeInt32BE(length, 12);
  return buffer.writeInt32BE(1, 16);
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}
