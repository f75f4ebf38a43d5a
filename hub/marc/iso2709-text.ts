import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { MarcCharset } from './marc-outcome.ts';
import { decodeMarc8, type Marc8Text, resolveCharacterReferences } from './marc8/decode-marc8.ts';
import { readAsMixed } from './mixed-text.ts';
import { decodeWindows1252 } from './windows-1252.ts';

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
 * The leader is believed unless the bytes prove the contrary. Bytes above ASCII that are all well-formed UTF-8 are
 * UTF-8: an accent of MARC-8 (E0 to FE) stands before a plain letter, where UTF-8 demands another high byte.
 */
export function decodeRecordText(bytes: Uint8Array, from: number, to: number, saysUtf8: boolean): RecordText {
  const part = bytes.subarray(from, to);
  const plain = isAscii(part);
  // ESC is ASCII, and in MARC-8 it changes what the ASCII bytes behind it mean.
  const escapes = !saysUtf8 && part.includes(ESCAPE);
  if (plain && !escapes) return plainText(part, saysUtf8);
  if (!escapes && isUtf8(part)) {
    const notes = saysUtf8 ? [] : ['character set: the leader says MARC-8, the bytes are UTF-8'];
    return { text: Buffer.from(part.buffer, part.byteOffset, part.length).toString('utf8'), charset: 'utf-8', notes };
  }
  return saysUtf8 ? notUtf8(part) : saidMarc8(part);
}

function plainText(part: Uint8Array, saysUtf8: boolean): RecordText {
  const text = Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  if (saysUtf8 || !text.includes('&#x')) return { text, charset: 'ascii', notes: [] };
  return { text: resolveCharacterReferences(text), charset: 'marc-8', notes: [] };
}

/** The leader says MARC-8, and the bytes are not UTF-8. */
function saidMarc8(part: Uint8Array): RecordText {
  const marc8 = decodeMarc8(part);
  const windows1252 = isHopeless(marc8) ? decodeWindows1252(part) : null;
  if (windows1252?.certain === true) return readAsWindows1252(windows1252.text, 'MARC-8');
  const notes = marc8.lost === 0 ? [] : [`MARC-8: ${String(marc8.lost)} bytes mean nothing in it, stand as U+FFFD`];
  return { text: marc8.text, charset: 'marc-8', notes };
}

/**
 * The leader says UTF-8, and the bytes are not. Another set is only taken where they can be no third one: MARC-8 for the
 * whole record, Windows-1252 for those of its subfields that are no UTF-8, as where a program changed some of them.
 */
function notUtf8(part: Uint8Array): RecordText {
  const mixed = readAsMixed(part);
  if (mixed?.whole === true) return readAsWindows1252(mixed.text, 'UTF-8');
  if (mixed !== null) {
    const { text, subfields } = mixed;
    const note = `character set: the leader says UTF-8, ${String(subfields)} subfields are Windows-1252 (Latin-1)`;
    return { text, charset: 'utf-8', notes: [note, ...lostNotes(text)] };
  }
  const text = lenientUtf8.decode(part);
  // A character that is right shows that the record was UTF-8 once.
  if (!/[^\x00-\x7f\ufffd]/.test(text) && decodeWindows1252(part) === null) {
    const marc8 = decodeMarc8(part);
    if (isMarc8(marc8)) {
      const notes = ['character set: the leader says UTF-8, the bytes are MARC-8'];
      return { text: marc8.text, charset: 'marc-8', notes };
    }
  }
  return { text, charset: 'utf-8', notes: lostNotes(text) };
}

function lostNotes(text: string): readonly string[] {
  const lost = text.split(REPLACEMENT).length - 1;
  return lost === 0 ? [] : [`invalid UTF-8: ${String(lost)} places stand as U+FFFD`];
}

function readAsWindows1252(text: string, said: string): RecordText {
  const notes = [`character set: the leader says ${said}, the bytes are Windows-1252 (Latin-1)`];
  return { text, charset: 'windows-1252', notes };
}

/** No mark makes one character with its letter, and something is wrong. */
function isHopeless({ lost, composed, oddMarks }: Marc8Text): boolean {
  return composed === 0 && lost + oddMarks > 0;
}

/** Every byte means something, marks make one character with their letters, no sign stands in a word. */
function isMarc8({ text, lost, composed, oddMarks }: Marc8Text): boolean {
  return lost === 0 && oddMarks === 0 && composed > 0 && !/\p{L}[♭®±°£℗©♯¿¡€]/u.test(text);
}
