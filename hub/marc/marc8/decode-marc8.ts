import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

export interface Marc8Text {
  /** In normalisation form C. */
  readonly text: string;
  /** Bytes that mean nothing in MARC-8 and stand as U+FFFD. */
  readonly lost: number;
  /** Marks that make one character with their letter: what MARC-8 is full of, and other sets seldom look like. */
  readonly composed: number;
  /** Marks before something else than a letter, which hardly anybody writes. */
  readonly oddMarks: number;
  /** Marks over a letter that never bears them in one character: `b̌`. Halves of a mark over two letters are not counted. */
  readonly unusualMarks: number;
}

const ESCAPE = 0x1b;
const SUBFIELD_DELIMITER = 0x1f;
const SPACE = 0x20;
const REPLACEMENT = '\ufffd';
/** No text has more marks over a letter (UAX #15, stream-safe text); normalising takes their number squared. */
const MAX_MARKS = 30;
const TOO_MANY_MARKS = new RegExp(`\\p{M}{${String(MAX_MARKS + 1)}}`, 'u');
/** East Asian: the only set of three bytes a character. */
const EACC = '1';
/** The lower half then is plain ASCII; it has no table. */
const ASCII = 'B';
const ANSEL = 'E';

/** `ESC ( 2`, `ESC $ , 1`, `ESC ) ! E`, `ESC p`; an intermediate that was left out is not missed. */
const DESIGNATION = /\x1b\$?([(),-]?)!?([BEbgps1234NQS])/y;

/** The halves that in Unicode are one mark between the two letters: second half → first. */
const SECOND_HALVES: ReadonlyMap<string, string> = new Map([
  ['\ufe21', '\u0361'],
  ['\ufe23', '\u0360'],
]);

/** `&#x20AC;`: a character beyond MARC-8, by the Library of Congress's lossless conversion. */
const CHARACTER_REFERENCE = /&#x([0-9A-Fa-f]{4,6});/g;

/**
 * Fields of a record in MARC-8. Each subfield begins with ASCII and ANSEL, as the standard demands that it ends; a set
 * that was not put back reaches no further. Delimiters stay.
 *
 * Specification: https://www.loc.gov/marc/specifications/speccharmarc8.html
 */
export function decodeMarc8(part: Uint8Array): Marc8Text {
  return new Marc8Decoder(part).decode();
}

/** Puts characters in the place of their references; those that would be control characters stay as they are. */
export function resolveCharacterReferences(text: string): string {
  return text.replaceAll(CHARACTER_REFERENCE, (reference, hex: string) => {
    const codePoint = Number.parseInt(hex, 16);
    const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    return codePoint < 0xa0 || codePoint > 0x10ffff || surrogate ? reference : String.fromCodePoint(codePoint);
  });
}

class Marc8Decoder {
  readonly #part: Uint8Array;
  readonly #plain: string;
  readonly #sets = marc8Sets();
  #at = 0;
  #text = '';
  #lost = 0;
  #composed = 0;
  #oddMarks = 0;
  #unusualMarks = 0;
  /** Called by bytes below 0x80, and by those above. */
  #lower = ASCII;
  #upper = ANSEL;
  /** Marks that wait for their letter. */
  #marks: string[] = [];
  /** First halves whose second half has not come. */
  #openHalf = '';

  constructor(part: Uint8Array) {
    this.#part = part;
    this.#plain = Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  }

  decode(): Marc8Text {
    while (this.#at < this.#part.length) this.#next();
    this.#dropMarks();
    const resolved = resolveCharacterReferences(this.#text);
    const text = TOO_MANY_MARKS.test(resolved) ? resolved : resolved.normalize('NFC');
    return {
      text,
      lost: this.#lost,
      composed: this.#composed,
      oddMarks: this.#oddMarks,
      unusualMarks: this.#unusualMarks,
    };
  }

  #next(): void {
    const byte = this.#part[this.#at] ?? 0;
    if (byte >= 0x1d && byte <= 0x1f) this.#delimiter(byte);
    else if (byte === ESCAPE) this.#designate();
    else if (byte <= SPACE) this.#put(String.fromCharCode(byte), 1);
    else if (byte < 0x80 && this.#lower === ASCII) this.#asciiRun();
    else this.#character(byte < 0x80 ? this.#lower : this.#upper);
  }

  #delimiter(byte: number): void {
    this.#dropMarks();
    this.#text += String.fromCharCode(byte);
    this.#at += 1;
    this.#lower = ASCII;
    this.#upper = ANSEL;
    this.#openHalf = '';
    // The code of a subfield is ASCII; a mark there must not move into the value.
    if (byte === SUBFIELD_DELIMITER && (this.#part[this.#at] ?? 0) >= 0x80) this.#lose(1);
  }

  #designate(): void {
    DESIGNATION.lastIndex = this.#at;
    const match = DESIGNATION.exec(this.#plain);
    if (match === null) {
      this.#lose(1);
      return;
    }
    const [sequence, half = '', set = ''] = match;
    // `ESC s` puts ASCII back after `ESC g`, `ESC b` or `ESC p`.
    const name = set === 's' ? ASCII : set;
    if (half === ')' || half === '-') this.#upper = name;
    else this.#lower = name;
    this.#at += sequence.length;
  }

  #asciiRun(): void {
    let end = this.#at + 1;
    if (this.#marks.length === 0) while (isPrintableAscii(this.#part[end])) end += 1;
    this.#put(this.#plain.slice(this.#at, end), end - this.#at);
  }

  #character(name: string): void {
    const [first = 0, second = 0, third = 0] = this.#part.subarray(this.#at, this.#at + 3);
    if (name === ASCII) {
      this.#put(String.fromCharCode(first & 0x7f), 1);
      return;
    }
    const wide = name === EACC && second > SPACE && third >= SPACE;
    const width = wide ? 3 : 1;
    const code = wide ? (first << 16) | (second << 8) | third : first;
    const character = this.#sets.get(name)?.get(code & 0x7f7f7f);
    if (character === undefined) this.#lose(width);
    else if (character.mark) this.#mark(character.text);
    else this.#put(character.text, width);
  }

  #mark(mark: string): void {
    this.#at += 1;
    const first = SECOND_HALVES.get(mark);
    if (first !== undefined && first === this.#openHalf) {
      this.#openHalf = '';
      return;
    }
    if (mark === '\u0361' || mark === '\u0360') this.#openHalf = mark;
    if (this.#marks.length === MAX_MARKS) this.#dropMarks();
    this.#marks.push(mark);
  }

  /** Characters that `width` bytes stand for, with the marks that waited for them. */
  #put(text: string, width: number): void {
    this.#at += width;
    this.#text += text;
    if (this.#marks.length === 0) return;
    const marks = this.#marks.join('');
    this.#marks = [];
    if (!/^\p{L}/u.test(text)) this.#oddMarks += marks.length;
    else if ((text + marks).normalize('NFC').length === 1) this.#composed += marks.length;
    else if (!/[\u0360\u0361\ufe20-\ufe23]/.test(marks)) this.#unusualMarks += marks.length;
    this.#text += marks;
  }

  #lose(width: number): void {
    this.#lost += width;
    this.#put(REPLACEMENT, width);
  }

  /** Marks at the end of a subfield, or too many of them, have no letter to stand over. */
  #dropMarks(): void {
    this.#lost += this.#marks.length;
    this.#text += REPLACEMENT.repeat(this.#marks.length);
    this.#marks = [];
  }
}

function isPrintableAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= SPACE && byte < 0x80;
}

interface Marc8Character {
  readonly text: string;
  /** A combining mark: in MARC-8 it stands before its letter, in Unicode behind it. */
  readonly mark: boolean;
}

/** Characters of one set by their code: one byte, or three of EACC, high bits cleared. */
type Marc8Set = ReadonlyMap<number, Marc8Character>;

let tables: ReadonlyMap<string, Marc8Set> | null = null;

/**
 * The sets of MARC-8 other than ASCII, by the final character of the escape sequence that calls them. Read when the first
 * record needs them: most sources never do.
 */
export function marc8Sets(): ReadonlyMap<string, Marc8Set> {
  tables ??= readTables(readFileSync(new URL('codes.tsv', import.meta.url), 'utf8'));
  return tables;
}

/** `E⇥60⇥+0309 +0300 …`: from code 60 of ANSEL on */
function readTables(tsv: string): ReadonlyMap<string, Marc8Set> {
  const sets = new Map<string, Map<number, Marc8Character>>();
  for (const line of tsv.trimEnd().split('\n')) {
    if (line.startsWith('#')) continue;
    const [name = '', first = '', characters = ''] = line.split('\t');
    const set = sets.get(name) ?? new Map<number, Marc8Character>();
    sets.set(name, set);
    let code = Number.parseInt(first, 16);
    for (const character of characters.split(' ')) {
      const mark = character.startsWith('+');
      if (character !== '-') set.set(code, { text: String.fromCodePoint(Number.parseInt(character, 16)), mark });
      code += 1;
    }
  }
  return sets;
}
