import { Buffer, isAscii } from 'node:buffer';
import type { ByteWindow } from './byte-window.ts';
import { CUT_AT_END, type MarcOutcome, type MarcParse } from './marc-outcome.ts';
import { isMarcNamespace, parseMarcXmlRecord } from './marcxml-parse.ts';
import { MARCXML_NAMESPACE } from './marcxml-write.ts';
import { MAX_RECORD_BYTES, type MarcScanner, OutcomeWriter } from './scanner.ts';
import { declaredEncoding, XmlEncoding } from './xml-encoding.ts';
import { NamespaceStack } from './xml-namespaces.ts';
import { type XmlToken, XmlTokenizer } from '#xml/xml-tokens.ts';

interface Candidate {
  /** Where it begins; behind the inner record for one that holds another. */
  start: number;
  readonly name: string;
  /** Depth of the stack with the record element on it. */
  readonly depth: number;
  /** A MARCXML child was seen: it is a MARC record, not an OAI-PMH or SRU one. */
  confirmed: boolean;
  /** Another MARC record lies inside. */
  holdsRecord: boolean;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly namespace: string | null;
}

/** Open at once: more are no wrappers but damage, and the outermost are let go. */
const MAX_CANDIDATES = 100;

const CHILDREN = new Set(['leader', 'controlfield', 'datafield']);

/**
 * Finds the MARC records of an XML document without trusting it to be well-formed: a record is an element `record` of
 * a MARC namespace (or of none) with a leader, controlfield or datafield as child; in a namespace that nobody knows,
 * with a leader. Each is then parsed alone and strictly. A record that is not closed ends where the next begins.
 */
export class MarcXmlScanner implements MarcScanner {
  readonly #writer = new OutcomeWriter('marcxml');
  readonly #tokenizer = new XmlTokenizer();
  readonly #stack = new NamespaceStack();
  /** Open elements `record`, outermost first; only the last one can be confirmed. */
  readonly #candidates: Candidate[] = [];
  #encoding = new XmlEncoding('utf-8');
  #position = 0;

  *scan(window: ByteWindow, atEnd: boolean): Generator<MarcOutcome> {
    for (;;) {
      const at = this.#position - window.offset;
      const token = this.#tokenizer.next(window.bytes, at, atEnd, window.offset);
      if (token === null) {
        // Plain text up to the end: no later tag can begin in it.
        if (!window.bytes.includes(0x3c, at)) this.#position = window.end;
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
    if (token.kind === 'declaration') this.#encoding = declaredEncoding(token.text) ?? this.#encoding;
    if (token.kind === 'open') yield* this.#open(window, token, start);
    if (token.kind === 'close' || (token.kind === 'open' && token.empty))
      yield* this.#close(window, token.name, start, end);
  }

  *#open(window: ByteWindow, token: XmlToken & { kind: 'open' }, start: number): Generator<MarcOutcome> {
    const local = localName(token.name);
    const candidate = this.#candidates.at(-1);
    if (local === 'record') {
      if (candidate?.confirmed === true) {
        const orphan = candidate.name === '';
        const reason = orphan ? 'MARC fields outside of a record' : 'record not closed before the next one begins';
        yield* this.#reject(window, candidate, start, reason);
      }
      this.#stack.open(token.name, token.text);
      if (this.#candidates.length === MAX_CANDIDATES) this.#candidates.shift();
      this.#candidates.push({
        start,
        name: token.name,
        depth: this.#stack.depth,
        confirmed: false,
        holdsRecord: false,
        namespaces: this.#stack.inScope(),
        namespace: this.#stack.uriOf(token.name),
      });
      return;
    }
    if (candidate?.confirmed === true) return;
    const child = candidate?.depth === this.#stack.depth && CHILDREN.has(local);
    if (candidate !== undefined && child && (local === 'leader' || isOurs(candidate.namespace))) {
      candidate.confirmed = true;
    } else if (CHILDREN.has(local) && isOurs(this.#stack.uriOf(token.name))) {
      this.#candidates.push(this.#orphan(start));
    } else {
      this.#stack.open(token.name, token.text);
    }
  }

  /** Fields whose record element is missing or damaged: no wrapper, so they must not pass for one. */
  #orphan(start: number): Candidate {
    const namespaces = this.#stack.inScope();
    const depth = this.#stack.depth + 1;
    return { start, name: '', depth, confirmed: true, holdsRecord: false, namespaces, namespace: null };
  }

  *#close(window: ByteWindow, name: string, start: number, end: number): Generator<MarcOutcome> {
    const candidate = this.#candidates.at(-1);
    if (candidate?.confirmed !== true) {
      this.#stack.close(name);
      while ((this.#candidates.at(-1)?.depth ?? 0) > this.#stack.depth) this.#candidates.pop();
      return;
    }
    if (candidate.name === '') {
      const inside = localName(name) !== 'record' && !this.#stack.has(name);
      if (inside) return;
      yield* this.#reject(window, candidate, this.#stack.has(name) ? start : end, 'MARC fields outside of a record');
      this.#stack.close(name);
      return;
    }
    if (name !== candidate.name) return;
    if (candidate.holdsRecord) {
      yield* this.#reject(window, candidate, end, 'record that holds another record: its own parts are unclear');
    } else {
      this.#drop(candidate);
      yield* this.#writer.upTo(window, candidate.start);
      const raw = window.take(candidate.start, end);
      yield this.#writer.result(window, end, this.#parse(raw, candidate), { raw: this.#selfContained(raw) });
    }
    // What lies around this record begins behind it now.
    for (const outer of this.#candidates) {
      outer.start = end;
      outer.holdsRecord = true;
    }
  }

  *#reject(window: ByteWindow, candidate: Candidate, to: number, reason: string): Generator<MarcOutcome> {
    this.#drop(candidate);
    yield* this.#writer.upTo(window, candidate.start);
    yield this.#writer.result(window, to, { kind: 'reject', reason });
  }

  #drop(candidate: Candidate): void {
    this.#candidates.length = Math.max(this.#candidates.indexOf(candidate), 0);
    this.#stack.cutTo(candidate.depth - 1);
  }

  /** A record that is read again alone has no document to say what its bytes are. */
  #selfContained(raw: Uint8Array): Uint8Array {
    const { declaration } = this.#encoding;
    return declaration === '' || isAscii(raw) ? raw : Buffer.concat([Buffer.from(declaration), raw]);
  }

  #parse(raw: Uint8Array, candidate: Candidate): MarcParse {
    const decoded = this.#encoding.decode(raw);
    if (decoded === null) return { kind: 'reject', reason: `bytes that are not ${this.#encoding.name}` };
    const parse = parseText(decoded.text, candidate);
    if (parse.kind === 'reject') return parse;
    const repairs = decoded.repair === null ? parse.repairs : [decoded.repair, ...parse.repairs];
    return { ...parse, repairs, charset: decoded.charset };
  }

  /** Lets go of what no record can need any more. */
  *#release(window: ByteWindow): Generator<MarcOutcome> {
    const candidate = this.#candidates.at(-1);
    yield* this.#writer.upTo(window, candidate?.start ?? this.#position);
    if (candidate === undefined || window.length <= MAX_RECORD_BYTES) return;
    if (candidate.confirmed) {
      const reason = `no end of the record in ${String(window.length)} bytes`;
      yield* this.#reject(window, candidate, this.#position, reason);
    } else {
      this.#candidates.length = 0;
      yield* this.#writer.upTo(window, this.#position);
    }
  }

  *#finish(window: ByteWindow): Generator<MarcOutcome> {
    const candidate = this.#candidates.at(-1);
    if (candidate?.confirmed === true) {
      yield* this.#reject(window, candidate, window.end, CUT_AT_END);
    }
    yield* this.#writer.upTo(window, window.end);
  }
}

function parseText(text: string, { name, namespace, namespaces }: Candidate): MarcParse {
  if (isOurs(namespace) && namespace !== null) return parseMarcXmlRecord(text, { namespaces });
  const prefix = name.slice(0, Math.max(name.indexOf(':'), 0));
  const parse =
    namespace === null
      ? parseMarcXmlRecord(text, { namespaces: { ...namespaces, [prefix]: MARCXML_NAMESPACE } })
      : parseMarcXmlRecord(text, { namespaces, alsoNamespace: namespace });
  if (parse.kind === 'reject') return parse;
  const note = namespace === null ? `prefix "${prefix}" is not declared` : `"${namespace}" is not MARCXML's`;
  return { ...parse, repairs: [`namespace: ${note}, read as MARCXML`, ...parse.repairs] };
}

/** No namespace at all, or a prefix that nobody declared (null), is taken for MARCXML. */
function isOurs(namespace: string | null): boolean {
  return namespace === null || isMarcNamespace(namespace);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
