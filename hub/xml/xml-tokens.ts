import { Buffer } from 'node:buffer';

/** A piece of markup; positions are those of the array it was found in. Text between is not given. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly text: string;
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly start: number; readonly end: number; readonly name: string }
  | { readonly kind: 'declaration'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly kind: 'skip'; readonly start: number; readonly end: number };

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;

/** Comments and the like that do not end within this many bytes are taken for broken, and only their opening skipped. */
const MAX_SKIPPED = 1024 * 1024;

/** The bytes at hand of a document, and where they lie in it. */
interface Stretch {
  readonly bytes: Uint8Array;
  /** Whether no more bytes follow. */
  readonly atEnd: boolean;
  /** Where `bytes` begin in the source. */
  readonly offset: number;
}

/** Cuts a document into pieces of markup. Made for documents that may be broken: a tag ends at the next `<` at the latest. */
export class XmlTokenizer {
  /** How far, in the source, an ending was looked for in vain: a thousand openings do not look a thousand times. */
  readonly #searchedTo = new Map<string, number>();

  /**
   * The next piece of markup at or behind `from`; null where there is none, or where it is not complete yet and more
   * bytes may follow. `offset` is where `bytes` begin in the source. Goes forward only.
   */
  next(bytes: Uint8Array, from: number, atEnd: boolean, offset = 0): XmlToken | null {
    const start = bytes.indexOf(LESS, from);
    if (start === -1) return null;
    if (start + 1 >= bytes.length) return null;
    const next = bytes[start + 1];
    if (next === BANG) return this.#bang({ bytes, atEnd, offset }, start);
    if (next === QUESTION) return this.#processingInstruction({ bytes, atEnd, offset }, start);
    return tag(bytes, start, atEnd);
  }

  #bang(stretch: Stretch, start: number): XmlToken | null {
    const { bytes, atEnd } = stretch;
    if (bytes.length < start + 9 && !atEnd) return null;
    const opening = ascii(bytes, start, start + 9);
    if (opening.startsWith('<!--')) return this.#skipTo('-->', stretch, start, start + 4);
    if (opening === '<![CDATA[') return this.#skipTo(']]>', stretch, start, start + 9);
    // A document type declaration: its parts are passed over one by one, nothing in it is believed.
    return { kind: 'skip', start, end: start + 2 };
  }

  #processingInstruction(stretch: Stretch, start: number): XmlToken | null {
    const { bytes } = stretch;
    const token = this.#skipTo('?>', stretch, start, start + 2);
    if (token?.kind !== 'skip' || !ascii(bytes, start, start + 6).startsWith('<?xml ')) return token;
    return { kind: 'declaration', start, end: token.end, text: ascii(bytes, start, token.end) };
  }

  #skipTo(ending: string, { bytes, atEnd, offset }: Stretch, start: number, from: number): XmlToken | null {
    const rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    // An ending may lie across the end of what was there the last time.
    const searched = (this.#searchedTo.get(ending) ?? 0) - offset - ending.length + 1;
    const end = rest.indexOf(ending, Math.max(from, searched), 'latin1');
    if (end !== -1) return { kind: 'skip', start, end: end + ending.length };
    this.#searchedTo.set(ending, offset + bytes.length);
    return atEnd || bytes.length - start > MAX_SKIPPED ? { kind: 'skip', start, end: from } : null;
  }
}

function tag(bytes: Uint8Array, start: number, atEnd: boolean): XmlToken | null {
  let quote = 0;
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === LESS) return { kind: 'skip', start, end: at };
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === 0x22 || byte === 0x27) {
      quote = byte;
    } else if (byte === GREATER) {
      return complete(bytes, start, at + 1);
    }
  }
  return atEnd || bytes.length - start > MAX_SKIPPED ? { kind: 'skip', start, end: start + 1 } : null;
}

function complete(bytes: Uint8Array, start: number, end: number): XmlToken {
  const closing = bytes[start + 1] === SLASH;
  const nameStart = closing ? start + 2 : start + 1;
  let nameEnd = nameStart;
  while (nameEnd < end - 1 && (bytes[nameEnd] ?? 0) > 0x20 && bytes[nameEnd] !== SLASH) nameEnd += 1;
  const name = ascii(bytes, nameStart, nameEnd);
  if (closing) return { kind: 'close', start, end, name };
  const empty = bytes[end - 2] === SLASH;
  return { kind: 'open', start, end, name, text: ascii(bytes, nameEnd, end - 1), empty };
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(Math.min(to, bytes.length) - from, 0)).toString(
    'latin1',
  );
}
