import type { ByteWindow } from './byte-window.ts';
import { asciiText } from './iso2709-bytes.ts';
import { parseMarcInJson } from './marc-in-json.ts';
import { CUT_AT_END, type MarcOutcome, type MarcParse } from './marc-outcome.ts';
import { parseMarcXmlRecord } from './marcxml-parse.ts';
import { isWhiteSpace, MAX_RECORD_BYTES, type MarcScanner, OutcomeWriter } from './scanner.ts';

interface OpenObject {
  readonly start: number;
  /** `{` or `[` */
  readonly opener: number;
  hasLeader: boolean;
  hasFields: boolean;
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const NEW_LINE = 0x0a;

const LESS = 0x3c;

/** What is deeper is passed over: no answer with records is so deep, and each look-up walks the stack. */
const MAX_DEPTH = 100;

/** `leader` and `fields`, with their quotes. */
const KEY_LENGTH = 8;

/**
 * Finds MARC-in-JSON records wherever they lie: alone, in an array, one a line, or inside another system's answer. A
 * record is an object with a `leader`, or with an array `fields` whose parts are MARC fields; each is parsed alone by
 * JSON.parse. A record whose braces do not close ends where the next one begins. A text that is a MARCXML record
 * (Alma's answers hold such) is read as one.
 */
export class MarcInJsonScanner implements MarcScanner {
  readonly #writer = new OutcomeWriter('marc-in-json');
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #stack: OpenObject[] = [];
  /** Open brackets beyond {@link MAX_DEPTH}. */
  #passedOver = 0;
  #position = 0;

  *scan(window: ByteWindow, atEnd: boolean): Generator<MarcOutcome> {
    while (this.#position < window.end) {
      const bytes = window.bytes;
      const at = this.#position - window.offset;
      const byte = bytes[at];
      if (byte === QUOTE) {
        const end = stringEnd(bytes, at);
        if (end === -1 && !atEnd && bytes.length - at < MAX_RECORD_BYTES) break;
        if (!atEnd && keyIncomplete(bytes, end)) break;
        this.#position = end === -1 ? window.end : window.offset + end;
        if (end !== -1) yield* this.#string(window, at, end);
        continue;
      }
      this.#position += 1;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.#open(window.offset + at, byte);
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.#passedOver > 0) this.#passedOver -= 1;
        else yield* this.#close(window, byte === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET);
      }
    }
    yield* atEnd ? this.#finish(window) : this.#release(window);
  }

  #open(start: number, opener: number): void {
    if (this.#stack.length === MAX_DEPTH) this.#passedOver += 1;
    else this.#stack.push({ start, opener, hasLeader: false, hasFields: false });
  }

  /** A string from its opening quote to behind its closing one: a key that shows a record? */
  *#string(window: ByteWindow, at: number, end: number): Generator<MarcOutcome> {
    const bytes = window.bytes;
    if (end - at !== KEY_LENGTH) {
      if (bytes[at + 1] === LESS) yield* this.#quotedXml(window, at, end);
      return;
    }
    const key = asciiText(bytes, at + 1, end - 1);
    if (key !== 'leader' && key !== 'fields') return;
    let next = skipWhiteSpace(bytes, end);
    if (bytes[next] !== COLON) return;
    next = skipWhiteSpace(bytes, next + 1);
    const holder = this.#stack.at(-1);
    if (holder?.opener !== OPEN_BRACE) return;
    if (key === 'leader' && (bytes[next] === QUOTE || bytes[next] === OPEN_BRACE)) {
      yield* this.#abandonUnclosed(window, holder);
      holder.hasLeader = true;
    } else if (key === 'fields' && bytes[next] === OPEN_BRACKET) {
      holder.hasFields = true;
    }
  }

  /** A leader inside an open record: that one was not closed. */
  *#abandonUnclosed(window: ByteWindow, holder: OpenObject): Generator<MarcOutcome> {
    const index = this.#stack.findIndex((open) => open.hasLeader && open !== holder);
    const open = this.#stack[index];
    if (open === undefined) return;
    this.#stack.splice(index, this.#stack.length - 1 - index);
    yield* this.#writer.upTo(window, open.start);
    const reason = 'record not closed before the next one begins';
    yield this.#writer.result(window, holder.start, { kind: 'reject', reason });
  }

  *#close(window: ByteWindow, opener: number): Generator<MarcOutcome> {
    const open = this.#stack.at(-1);
    if (open?.opener !== opener) {
      // Mismatched: the nearest of its kind, unless that would close a record from inside.
      const index = this.#stack.findLastIndex((one) => one.opener === opener || one.hasLeader);
      const nearest = this.#stack[index];
      if (nearest?.opener !== opener) return;
      this.#stack.length = index + 1;
      yield* this.#close(window, opener);
      return;
    }
    this.#stack.pop();
    if (!isRecord(open) || open.start < window.offset) return;
    const parse = this.#parse(window.take(open.start, this.#position), open.hasLeader);
    if (parse === null) return;
    yield* this.#writer.upTo(window, open.start);
    yield this.#writer.result(window, this.#position, parse);
  }

  *#quotedXml(window: ByteWindow, at: number, end: number): Generator<MarcOutcome> {
    const xml = unquoted(window.bytes.subarray(at, end));
    if (xml === null || !/<(\w+:)?record[\s>]/.test(xml)) return;
    const start = window.offset + at;
    const parse = parseMarcXmlRecord(xml.replace(/^<\?xml[^>]*\?>/, ''));
    yield* this.#writer.upTo(window, start);
    const raw = new TextEncoder().encode(xml);
    yield this.#writer.result(window, start + end - at, parse, { raw, format: 'marcxml' });
  }

  /** Null for an object that has `fields` and is something else. */
  #parse(raw: Uint8Array, hasLeader: boolean): MarcParse | null {
    let value: unknown;
    try {
      value = JSON.parse(this.#decoder.decode(raw));
    } catch (error) {
      const why = error instanceof SyntaxError ? withoutText(error.message) : 'bytes that are not UTF-8';
      return { kind: 'reject', reason: `JSON broken: ${why}` };
    }
    const parse = parseMarcInJson(value);
    return hasLeader || looksLikeMarc(parse) ? parse : null;
  }

  /** Keeps from the outermost object that may still turn out to be a record. */
  *#release(window: ByteWindow): Generator<MarcOutcome> {
    const open = this.#stack.find((one) => one.opener === OPEN_BRACE && one.start >= window.offset);
    yield* this.#writer.upTo(window, open?.start ?? this.#position);
    if (window.length <= MAX_RECORD_BYTES) return;
    if (this.#stack.some((one) => isRecord(one) && one.start >= window.offset)) {
      const reason = `no end of the record in ${String(window.length)} bytes`;
      yield this.#writer.result(window, this.#position, { kind: 'reject', reason });
    } else {
      yield* this.#writer.upTo(window, this.#position);
    }
  }

  *#finish(window: ByteWindow): Generator<MarcOutcome> {
    const open = this.#stack.find((one) => isRecord(one) && one.start >= window.offset);
    if (open !== undefined) {
      yield* this.#writer.upTo(window, open.start);
      yield this.#writer.result(window, window.end, {
        kind: 'reject',
        reason: CUT_AT_END,
      });
    }
    yield* this.#writer.upTo(window, window.end);
  }
}

/**
 * Node quotes what stands around the fault, and a record may name a reader:
 *
 *     Unexpected token 'Q', ..."a":"For Dr Quillf"... is not valid JSON
 */
function withoutText(message: string): string {
  const [what = ''] = message.split(/,? *(?:\.\.\.)?"/);
  return what.replace(/[^\x20-\x7e]/g, '?') || 'no JSON';
}

function unquoted(literal: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(literal));
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** Without a leader only the tags tell a record from a form or a report that has `fields` too. */
function looksLikeMarc(parse: MarcParse): boolean {
  if (parse.kind === 'reject') return false;
  const { fields } = parse.record;
  return fields.some(({ tag }) => /^\d{3}$/.test(tag)) && fields.every(({ tag }) => /^[0-9A-Za-z]{3}$/.test(tag));
}

function isRecord(open: OpenObject): boolean {
  return open.hasLeader || open.hasFields;
}

/** Behind the closing quote; a raw line end ends a string too, since JSON allows none in it. -1: not in the window. */
function stringEnd(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === BACKSLASH) i += 1;
    else if (byte === QUOTE) return i + 1;
    else if (byte === NEW_LINE) return i;
  }
  return -1;
}

/** Whether the colon and the first byte of the value of a key that ends at `end` may lie in the next chunk. */
function keyIncomplete(bytes: Uint8Array, end: number): boolean {
  if (end === -1) return false;
  const colon = skipWhiteSpace(bytes, end);
  if (colon >= bytes.length) return true;
  return bytes[colon] === COLON && skipWhiteSpace(bytes, colon + 1) >= bytes.length;
}

function skipWhiteSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isWhiteSpace(bytes[at])) at += 1;
  return at;
}
