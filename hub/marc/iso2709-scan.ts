import type { ByteWindow } from './byte-window.ts';
import type { MarcOutcome, MarcParse } from './marc-outcome.ts';
import { digits, FIELD_TERMINATOR, LEADER_LENGTH, RECORD_TERMINATOR, SUBFIELD_DELIMITER } from './iso2709-bytes.ts';
import { parseIso2709Record } from './iso2709-parse.ts';
import { isWhiteSpace, MAX_RECORD_BYTES, type MarcScanner, OutcomeWriter } from './scanner.ts';

/** The longest record that five digits can state. */
const MAX_STATED_LENGTH = 99_999;

/**
 * Finds the records of an ISO 2709 file: by the stated length where a terminator stands there, else by the next
 * terminator. A record that lost its terminator ends where the next leader begins.
 */
export class Iso2709Scanner implements MarcScanner {
  readonly #writer = new OutcomeWriter('iso2709');
  /** Set on a record that stood behind stray bytes. */
  #note: string | null = null;
  /** Up to here no record terminator lies in the window, or one does exactly here: it is looked for once. */
  #searchedTo = 0;

  *scan(window: ByteWindow, atEnd: boolean): Generator<MarcOutcome> {
    while (window.length > 0) {
      const padding = paddingLength(window.bytes, atEnd);
      if (padding === null) return;
      if (padding > 0) {
        const white = window.bytes.subarray(0, padding).every(isWhiteSpace);
        yield this.#writer.between(window, window.offset + padding, white ? 'white space' : 'padding');
        continue;
      }
      const outcome = this.#scanRecord(window, atEnd);
      if (outcome === null) return;
      yield outcome;
    }
  }

  /** What the window begins with; null where more bytes are needed to tell. */
  #scanRecord(window: ByteWindow, atEnd: boolean): MarcOutcome | null {
    const { bytes, offset } = window;
    const stated = digits(bytes, 0, 5);
    const terminator = this.#findTerminator(window);
    if (!atEnd && bytes.length < Math.max(stated || 0, LEADER_LENGTH) && bytes.length < MAX_STATED_LENGTH) return null;
    if (terminator === -1) {
      if (atEnd) return this.#piece(window, bytes.length);
      if (bytes.length <= MAX_RECORD_BYTES) return null;
      const reason = `no record terminator in ${String(bytes.length)} bytes`;
      return this.#writer.result(window, window.end, { kind: 'reject', reason });
    }
    if (stated - 1 > terminator && stated <= bytes.length && bytes[stated - 1] === RECORD_TERMINATOR) {
      // A terminator inside the data: only where the directory vouches for the whole length.
      const parse = parseIso2709Record(bytes.subarray(0, stated));
      if (isSound(parse)) return this.#result(window, offset + stated, parse);
    }
    return this.#piece(window, terminator + 1);
  }

  #findTerminator({ bytes, offset, end }: ByteWindow): number {
    const terminator = bytes.indexOf(RECORD_TERMINATOR, Math.max(this.#searchedTo - offset, 0));
    this.#searchedTo = terminator === -1 ? end : offset + terminator;
    return terminator;
  }

  /** The first `length` bytes: one record, or stray bytes and a record, or several that lost their terminators. */
  #piece(window: ByteWindow, length: number): MarcOutcome {
    const piece = window.bytes.subarray(0, length);
    // Records that lost their terminators are parsed one by one, not all behind each of them, too.
    const crowded = length > MAX_STATED_LENGTH ? findLeader(piece, 1) : -1;
    const parse = crowded === -1 ? parseIso2709Record(piece) : null;
    const next = parse === null ? crowded : isSound(parse) ? -1 : findLeader(piece, 1);
    if (parse !== null && next === -1) return this.#result(window, window.offset + length, parse);
    const head = piece.subarray(0, next);
    if (!isStray(head)) return this.#result(window, window.offset + next, parseIso2709Record(trimEnd(head)));
    this.#note = `stray bytes: ${String(next)} before the record`;
    return this.#writer.between(window, window.offset + next, 'stray bytes');
  }

  #result(window: ByteWindow, to: number, parse: MarcParse): MarcOutcome {
    const note = this.#note;
    this.#note = null;
    if (note === null || parse.kind === 'reject') return this.#writer.result(window, to, parse);
    return this.#writer.result(window, to, { ...parse, repairs: [note, ...parse.repairs] });
  }
}

/** Read, and without a repair that shows that the record's frame may be wrong. */
function isSound(parse: MarcParse): boolean {
  if (parse.kind === 'reject') return false;
  return !parse.repairs.some((repair) =>
    /^(directory|record length|record terminator|field terminator|base address)/.test(repair),
  );
}

/** More blanks than these are padding, whatever follows. */
const LONGEST_BLANKS = 4_096;
/** Of a leader: the length of the record. */
const LENGTH_DIGITS = 5;

/** Null where more bytes are needed to tell. Blanks are padding only before digits: a leader may begin with blanks. */
function paddingLength(bytes: Uint8Array, atEnd: boolean): number | null {
  let sure = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x00 || byte === 0x1a) sure = at + 1;
    else if (at === 0 && byte === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      at += 2;
      sure = 3;
    } else if (byte === 0x20) {
      if (at - sure >= LONGEST_BLANKS) sure = at - LENGTH_DIGITS;
    } else {
      return byte >= 0x30 && byte <= 0x39 ? at : sure;
    }
  }
  if (atEnd) return bytes.length;
  return sure > 0 ? sure : null;
}

/** Where a leader with its directory begins that can hardly be anything else; -1 where none does. */
export function findLeader(bytes: Uint8Array, from: number): number {
  for (let at = from; at + LEADER_LENGTH < bytes.length; at += 1) {
    // `22`, the counts of indicators and of characters of a subfield code
    if (bytes[at + 10] === 0x32 && bytes[at + 11] === 0x32 && isLeaderAt(bytes, at)) return at;
  }
  return -1;
}

function isLeaderAt(bytes: Uint8Array, at: number): boolean {
  if (Number.isNaN(digits(bytes, at, at + 5))) return false;
  for (let i = at + 5; i < at + LEADER_LENGTH; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  const end = at + digits(bytes, at + 12, at + 17) - 1;
  if ((end - at - LEADER_LENGTH) % 12 !== 0 || bytes[end] !== FIELD_TERMINATOR) return false;
  return bytes.indexOf(FIELD_TERMINATOR, at + LEADER_LENGTH) === end;
}

/** Short and without delimiters: no remains of a record. */
function isStray(bytes: Uint8Array): boolean {
  return bytes.length <= 80 && bytes.every((byte) => byte !== FIELD_TERMINATOR && byte !== SUBFIELD_DELIMITER);
}

function trimEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (isWhiteSpace(bytes[end - 1]) || bytes[end - 1] === 0x00 || bytes[end - 1] === 0x1a)) end -= 1;
  return bytes.subarray(0, end);
}
