/** What the bytes of an XML document are: what its declaration says, unless they prove another set. */
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { MarcCharset } from './marc-outcome.ts';

export interface XmlText {
  readonly text: string;
  readonly charset: MarcCharset;
  /** `kind: detail`, where the declaration was not followed to the letter. */
  readonly repair: string | null;
}

/**
 * Sets whose letters are one byte each, and no text in them is UTF-8 by chance: an accent of UTF-8 reads as a capital with a
 * sign behind it.
 */
const LATIN = new Set(['windows-1252', 'iso-8859-15']);

/** Where Latin-1 has control characters that nobody writes, Windows has its quotation marks and dashes. */
const WINDOWS_ONLY = /[\x80-\x9f]/;

const WINDOWS_LABEL = /^(?:windows|x?-?cp)/i;

export class XmlEncoding {
  /** What stands before a part that is kept alone, so that it is decoded alike when it is read again; empty for UTF-8. */
  readonly declaration: string;
  readonly #label: string;
  /** Null for a declaration that cannot be true: UTF-16 in a document of bytes, or a set that nobody knows. */
  readonly #decoder: TextDecoder | null;

  constructor(label: string) {
    this.#label = label;
    this.#decoder = /^utf-?16|^utf-?32|^ucs-?[24]/i.test(label) ? null : decoderFor(label);
    this.declaration = this.#isUtf8() ? '' : `<?xml version="1.0" encoding="${label}"?>`;
  }

  /** For people: what the bytes should be. */
  get name(): string {
    return this.#decoder?.encoding ?? 'utf-8';
  }

  /** Null where the bytes are not in the encoding. */
  decode(bytes: Uint8Array): XmlText | null {
    if (this.#isUtf8()) return utf8(bytes, null);
    const plain = isAscii(bytes);
    if (this.#decoder === null) return utf8(bytes, plain ? null : this.#butIs('UTF-8'));
    const { encoding } = this.#decoder;
    if (LATIN.has(encoding) && !plain && isUtf8(bytes)) return utf8(bytes, this.#butIs('UTF-8'));
    let text: string;
    try {
      text = this.#decoder.decode(bytes);
    } catch {
      return null;
    }
    const charset = plain ? 'ascii' : encoding === 'windows-1252' ? encoding : 'declared';
    return { text, charset, repair: this.#isStretched(bytes, plain, encoding) ? this.#butIs(named(encoding)) : null };
  }

  #isUtf8(): boolean {
    return this.#decoder?.encoding === 'utf-8';
  }

  /** Browsers, and `TextDecoder` with them, read what calls itself ISO-8859-1 or ASCII as Windows-1252. */
  #isStretched(bytes: Uint8Array, plain: boolean, encoding: string): boolean {
    if (plain || !encoding.startsWith('windows-') || WINDOWS_LABEL.test(this.#label)) return false;
    const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    return /ascii/i.test(this.#label) || WINDOWS_ONLY.test(latin1);
  }

  #butIs(set: string): string {
    return `character set: the file says ${this.#label}, the bytes are ${set}`;
  }
}

/** The encoding that an XML declaration names; null where it names none. */
export function declaredEncoding(declaration: string): XmlEncoding | null {
  const label = /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(declaration)?.[1];
  return label === undefined ? null : new XmlEncoding(label);
}

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return null;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array, repair: string | null): XmlText | null {
  return isUtf8(bytes) ? { text: strictUtf8.decode(bytes), charset: 'utf-8', repair } : null;
}

function named(encoding: string): string {
  return encoding.replace('windows', 'Windows');
}
