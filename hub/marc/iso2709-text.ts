import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { MarcCharset } from './marc-outcome.ts';
import { decodeMarc8, resolveCharacterReferences, type Marc8Text } from './marc8/decode-marc8.ts';

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

/** A character of UTF-8 of which bytes were lost: Latin-1 hardly ever has a letter before one of these. */
const DAMAGED_UTF8 = /[\u00c2-\u00f4][\u0080-\u00bf]/;

/** One mark in three that fits no letter is enough against MARC-8: a text in it has next to none. */
const MISFITS = 3;

/**
 * Latin-1 under a leader that says UTF-8: cataloguing programs write so where somebody pasted a title. The text with those
 * subfields decoded as Windows-1252 that are no UTF-8; null where one of them may be anything else.
 * A subfield that is UTF-8 is never touched, and one with damaged UTF-8 in it keeps U+FFFD. `subfields` says how many are
 * Windows-1252, `whole` whether that is all there is beyond ASCII.
 */
function readAsMixed(part: Uint8Array) {
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

const decoder = new TextDecoder('windows-1252');

/** What stands in text beside letters: typographic marks, signs, the no-break space. */
const SIGNS = /[\u00a0¡£§©ª«®°±´·º»¿‘’“”–—…€™×]/gu;
const HIGH = '\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u00ffŒœŠšŽžŸ';
const LETTERS = `[A-Za-z${HIGH}]`;
/** A high letter in a word: beside another letter, or a word alone (`à`). */
const IN_A_WORD = new RegExp(`(?<=${LETTERS})[${HIGH}]|[${HIGH}](?=${LETTERS})|(?<= )[àÀéÉ](?= )`, 'gu');

/** What no text in this set holds. */
const NEVER = [
  // Bytes that the set leaves open, and the escape of MARC-8.
  /[\u0080-\u009f\x1b]/,
  // A capital behind a small letter, a sign inside a word.
  /[a-zà-öø-ÿ][À-ÖØ-Þ]|[à-öø-ÿ][A-Z]/u,
  new RegExp(`${LETTERS}[¡£§©®±¿€™]+${LETTERS}`, 'u'),
  // The acute and the diaeresis of MARC-8 before their vowel; no language writes these together.
  /â[aeo]|è[au]/u,
];

/** One letter alone is no proof: an apostrophe of some older set reads as one, too. */
const MIN_LETTERS = 2;

/**
 * The text where the bytes read as words in Windows-1252, of which Latin-1 is a part; null where they do not. `certain`: enough of it
 * is right that it can hardly be anything else, where MARC-8 and UTF-8 are out of the question.
 */
function decodeWindows1252(part: Uint8Array): { readonly text: string; readonly certain: boolean } | null {
  const text = decoder.decode(part);
  const values = withoutCodes(text);
  if (NEVER.some((pattern) => pattern.test(values))) return null;
  const words = values.replace(SIGNS, ' ');
  if (/[^\x00-\x7f]/.test(words.replace(IN_A_WORD, ''))) return null;
  return { text, certain: new Set(words.match(/[^\x00-\x7f]/g)).size >= MIN_LETTERS };
}

/** The code of a subfield is no letter of its first word. */
function withoutCodes(text: string): string {
  return text.replaceAll(/\x1f[ -~]/g, '\x1f');
}

/** A small letter with no capital beside it: an apostrophe of an older set reads as a capital. */
const SMALL_IN_A_WORD = /(?<=[a-zà-öø-ÿ])[à-öø-ÿ](?![A-ZÀ-ÖØ-Þ])|[à-öø-ÿ](?=[a-zà-öø-ÿ])/gu;

/** Enough for a text that is already known to be no UTF-8: two different letters, or small ones in small words alone. */
function hasCertainLetters(text: string): boolean {
  const words = withoutCodes(text).replace(SIGNS, '');
  const letters = words.match(/[^\x00-\x7f]/g) ?? [];
  if (letters.length === 0) return false;
  return new Set(letters).size >= MIN_LETTERS || !/[^\x00-\x7f]/.test(words.replace(SMALL_IN_A_WORD, ''));
}
