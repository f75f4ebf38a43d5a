/**
 * Latin-1 under a leader that says UTF-8. Cataloguing programs write so where somebody pasted a title: some subfields of
 * the record are UTF-8, others are not.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { decodeMarc8 } from './marc8/decode-marc8.ts';
import { decodeWindows1252, hasCertainLetters } from './windows-1252.ts';

const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A character of UTF-8 of which bytes were lost: Latin-1 hardly ever has a letter before one of these. */
const DAMAGED_UTF8 = /[\u00c2-\u00f4][\u0080-\u00bf]/;

/** One mark in three that fits no letter is enough against MARC-8: a text in it has next to none. */
const MISFITS = 3;

export interface MixedText {
  readonly text: string;
  /** How many subfields are Windows-1252, and whether that is all there is beyond ASCII. */
  readonly subfields: number;
  readonly whole: boolean;
}

/**
 * The text with those subfields decoded as Windows-1252 that are no UTF-8; null where one of them may be anything else.
 * A subfield that is UTF-8 is never touched, and one with damaged UTF-8 in it keeps U+FFFD.
 */
export function readAsMixed(part: Uint8Array): MixedText | null {
  const pieces = cutAtDelimiters(part);
  const foreign = pieces.filter((piece) => !isUtf8(piece) && !holdsUtf8(piece));
  if (foreign.length === 0 || !isWindows1252(foreign)) return null;
  const decoded = new Map(foreign.map((piece) => [piece, decodeWindows1252(piece)?.text]));
  const text = pieces.map((piece) => decoded.get(piece) ?? lenientUtf8.decode(piece)).join('');
  return { text, subfields: foreign.length, whole: !pieces.some(holdsUtf8) };
}

/** Each piece begins with the delimiter that stands before it. */
function cutAtDelimiters(part: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let at = 1; at < part.length; at += 1) {
    if (part[at] !== 0x1e && part[at] !== 0x1f) continue;
    pieces.push(part.subarray(from, at));
    from = at;
  }
  pieces.push(part.subarray(from));
  return pieces;
}

/** Whether a character beyond ASCII stands in it as UTF-8, whole or damaged. */
function holdsUtf8(piece: Uint8Array): boolean {
  return (
    /[^\x00-\x7f\ufffd]/.test(lenientUtf8.decode(piece)) ||
    DAMAGED_UTF8.test(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1'))
  );
}

/** All of them read as words in it, and not as MARC-8. */
function isWindows1252(foreign: readonly Uint8Array[]): boolean {
  const texts = foreign.map(decodeWindows1252);
  if (texts.includes(null)) return false;
  if (!hasCertainLetters(texts.map((found) => found?.text ?? '').join('\n'))) return false;
  const { composed, lost, oddMarks, unusualMarks } = decodeMarc8(Buffer.concat(foreign));
  const misfits = lost + oddMarks + unusualMarks;
  return misfits > 0 && misfits * MISFITS >= composed;
}
