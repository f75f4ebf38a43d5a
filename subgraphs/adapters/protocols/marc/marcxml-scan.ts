import type { ByteWindow } from './byte-window.ts';
import type { MarcOutcome } from './marc-outcome.ts';
import { isMarcNamespace, parseMarcXmlRecord } from './marcxml-parse.ts';
import { allWhiteSpace, MAX_RECORD_BYTES, type MarcScanner, OutcomeWriter } from './scanner.ts';
import { NamespaceStack } from './xml-namespaces.ts';
import { nextXmlToken, type XmlToken } from './xml-tokens.ts';

interface Candidate {
  readonly start: number;
  readonly name: string;
  /** Depth of the stack with the record element on it. */
  readonly depth: number;
  /** A MARCXML child was seen: it is a MARC record, not an OAI-PMH or SRU one. */
  confirmed: boolean;
  readonly namespaces: Readonly<Record<string, string>>;
}

const CHILDREN = new Set(['leader', 'controlfield', 'datafield']);

/**
 * Finds the MARC records of an XML document without trusting it to be well-formed: a record is an element `record` of
 * a MARC namespace (or of none) with a leader, controlfield or datafield as child. Each is then parsed alone and
 * strictly. A record that is not closed ends where the next begins.
 */
export class MarcXmlScanner implements MarcScanner {
  readonly #writer = new OutcomeWriter('marcxml');
  readonly #stack = new NamespaceStack();
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #position = 0;
  #candidate: Candidate | null = null;

  *scan(window: ByteWindow, atEnd: boolean): Generator<MarcOutcome> {
    for (;;) {
      const at = this.#position - window.offset;
      const token = nextXmlToken(window.bytes, at, atEnd);
      if (token === null) {
        // Plain text up to the end: no later tag can begin in it.
        if (window.bytes.indexOf(0x3c, at) === -1) this.#position = window.end;
        break;
      }
      const start = window.offset + token.start;
      const end = window.offset + token.end;
      this.#position = end;
      yield* this.#token(window, token, start, end);
    }
    if (atEnd) yield* this.#finish(window);
    else yield* this.#release(window);
  }

  *#token(window: ByteWindow, token: XmlToken, start: number, end: number): Generator<MarcOutcome> {
    if (token.kind === 'declaration') this.#setEncoding(token.text);
    if (token.kind === 'open') yield* this.#open(window, token, start);
    if (token.kind === 'close' || (token.kind === 'open' && token.empty)) yield* this.#close(window, token.name, end);
  }

  *#open(window: ByteWindow, token: XmlToken & { kind: 'open' }, start: number): Generator<MarcOutcome> {
    const local = localName(token.name);
    const candidate = this.#candidate;
    if (local === 'record') {
      if (candidate?.confirmed === true) {
        yield* this.#upTo(window, candidate.start);
        const reason = 'record not closed before the next one begins';
        yield this.#writer.result(window, start, { kind: 'reject', reason });
        this.#stack.cutTo(candidate.depth - 1);
      }
      this.#stack.open(token.name, token.text);
      const uri = this.#stack.uriOf(token.name);
      this.#candidate =
        uri === null || isMarcNamespace(uri)
          ? { start, name: token.name, depth: this.#stack.depth, confirmed: false, namespaces: this.#stack.inScope() }
          : null;
      return;
    }
    if (candidate?.confirmed === true) return;
    if (candidate !== null && CHILDREN.has(local) && this.#stack.depth === candidate.depth) candidate.confirmed = true;
    else this.#stack.open(token.name, token.text);
  }

  *#close(window: ByteWindow, name: string, end: number): Generator<MarcOutcome> {
    const candidate = this.#candidate;
    if (candidate?.confirmed !== true) {
      this.#stack.close(name);
      if (candidate !== null && this.#stack.depth < candidate.depth) this.#candidate = null;
      return;
    }
    if (name !== candidate.name) return;
    this.#candidate = null;
    this.#stack.cutTo(candidate.depth - 1);
    yield* this.#upTo(window, candidate.start);
    yield this.#writer.result(window, end, this.#parse(window.take(candidate.start, end), candidate));
  }

  #parse(raw: Uint8Array, candidate: Candidate): ReturnType<typeof parseMarcXmlRecord> {
    let text: string;
    try {
      text = this.#decoder.decode(raw);
    } catch {
      return { kind: 'reject', reason: `bytes that are not ${this.#decoder.encoding}` };
    }
    return parseMarcXmlRecord(text, candidate.namespaces);
  }

  #setEncoding(declaration: string): void {
    const label = /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(declaration)?.[1];
    if (label === undefined || /^utf-?16/i.test(label)) return;
    try {
      this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    } catch {
      // An encoding that nobody knows: UTF-8 is tried, and each record that is not UTF-8 refused.
    }
  }

  /** What lies before the absolute position `to` is wrapper. */
  *#upTo(window: ByteWindow, to: number): Generator<MarcOutcome> {
    if (to <= window.offset) return;
    const white = allWhiteSpace(window.bytes.subarray(0, to - window.offset));
    yield this.#writer.between(window, to, white ? 'white space' : 'wrapper');
  }

  /** Lets go of what no record can need any more. */
  *#release(window: ByteWindow): Generator<MarcOutcome> {
    const candidate = this.#candidate;
    if (candidate === null) {
      yield* this.#upTo(window, this.#position);
      return;
    }
    yield* this.#upTo(window, candidate.start);
    if (window.length <= MAX_RECORD_BYTES) return;
    this.#candidate = null;
    this.#stack.cutTo(candidate.depth - 1);
    const reason = `no end of the record in ${String(window.length)} bytes`;
    yield this.#writer.result(window, this.#position, { kind: 'reject', reason });
  }

  *#finish(window: ByteWindow): Generator<MarcOutcome> {
    const candidate = this.#candidate;
    if (candidate?.confirmed === true) {
      yield* this.#upTo(window, candidate.start);
      yield this.#writer.result(window, window.end, {
        kind: 'reject',
        reason: 'record not closed at the end of the file',
      });
    }
    yield* this.#upTo(window, window.end);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
