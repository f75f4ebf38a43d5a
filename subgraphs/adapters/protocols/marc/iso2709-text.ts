import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { MarcCharset } from './marc-outcome.ts';

const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const ESCAPE = 0x1b;
const REPLACEMENT = '\ufffd';

export interface RecordText {
  readonly text: string;
  readonly charset: MarcCharset;
  /** Repairs, `kind: detail`. */
  readonly notes: readonly string[];
}

/**
 * The fields of one record as text, decoded in one go. `saysUtf8`: leader position 9 is `a`.
 *
 * A record that says MARC-8 and whose bytes above ASCII are all well-formed UTF-8 is UTF-8: an accent of MARC-8 (E0 to
 * FE) stands before a plain letter, where UTF-8 demands another high byte. MARC-8 itself is not decoded: each of its
 * bytes becomes U+FFFD.
 */
export function decodeRecordText(bytes: Uint8Array, from: number, to: number, saysUtf8: boolean): RecordText {
  const part = bytes.subarray(from, to);
  const plain = isAscii(part);
  // ESC is ASCII, and in MARC-8 it changes what the ASCII bytes behind it mean.
  const escapes = !saysUtf8 && part.includes(ESCAPE);
  if (plain && !escapes) return { text: latin1(part), charset: 'ascii', notes: [] };
  if (!escapes && isUtf8(part)) {
    const notes = saysUtf8 ? [] : ['character set: the leader says MARC-8, the bytes are UTF-8'];
    return { text: Buffer.from(part.buffer, part.byteOffset, part.length).toString('utf8'), charset: 'utf-8', notes };
  }
  if (saysUtf8) {
    const text = lenientUtf8.decode(part);
    const lost = text.split(REPLACEMENT).length - 1;
    return { text, charset: 'utf-8', notes: [`invalid UTF-8: ${String(lost)} places stand as U+FFFD`] };
  }
  const { text, lost } = maskMarc8(part);
  return { text, charset: 'marc-8', notes: [`MARC-8 not decoded: ${String(lost)} bytes stand as U+FFFD`] };
}

function latin1(part: Uint8Array): string {
  return Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
}

/**
 * ASCII as it is, every other byte as U+FFFD. Behind an escape sequence ASCII bytes mean other letters
 * (`ESC ( 2` Hebrew, `ESC $ 1` East Asian), until the set is put back (`ESC ( B`, `ESC s`) or the subfield ends.
 */
function maskMarc8(part: Uint8Array): { readonly text: string; readonly lost: number } {
  const plain = latin1(part);
  const pieces: string[] = [];
  let lost = 0;
  let foreign = false;
  // Plain text goes over in runs.
  let runStart = 0;
  const mask = (at: number, length: number): void => {
    if (at > runStart) pieces.push(plain.slice(runStart, at));
    pieces.push(REPLACEMENT.repeat(length));
    lost += length;
    runStart = at + length;
  };
  for (let at = 0; at < part.length; at += 1) {
    const byte = part[at] ?? 0;
    if (byte >= 0x1d && byte <= 0x1f) {
      foreign = false;
    } else if (byte === ESCAPE) {
      const length = escapeLength(part, at);
      const sequence = plain.slice(at, at + length);
      foreign = !returnsToAscii(sequence) && !isG1(sequence, foreign);
      mask(at, length);
      at += length - 1;
    } else if (foreign || byte > 0x7e || byte < 0x1b) {
      mask(at, 1);
    }
  }
  pieces.push(plain.slice(runStart));
  return { text: pieces.join(''), lost };
}

/** `ESC ( 2` is three bytes, `ESC $ ( 1` four, `ESC g` two; never past a delimiter. */
function escapeLength(part: Uint8Array, at: number): number {
  let length = 1;
  while (length < 4) {
    const byte = part[at + length] ?? 0x1e;
    if (byte < 0x21 || byte > 0x7e) return length;
    length += 1;
    // Intermediate bytes are $ ( ) , - ; ! stands before E in ANSEL's name. Anything else is the final byte.
    if (!'$(),-!'.includes(String.fromCharCode(byte))) return length;
  }
  return length;
}

function returnsToAscii(sequence: string): boolean {
  return sequence === '\x1bs' || sequence === '\x1b(B' || sequence === '\x1b,B';
}

/** `ESC ) x` and `ESC - x` change the upper half only: what was ASCII below stays so. */
function isG1(sequence: string, foreign: boolean): boolean {
  return !foreign && (sequence.startsWith('\x1b)') || sequence.startsWith('\x1b-'));
}
