/** The headings of a file, whichever form it has: what is found out from its content. No database. */
import { Buffer } from 'node:buffer';
import { describeOther, readMarc, SNIFF_BYTES, type MarcReadResult } from '#marc/index.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import { DescriptorReader } from './descriptors.ts';
import type { HeadingOutcome } from './heading.ts';
import { readAuthority } from './marc-authority.ts';

export type VocabularyFormat = 'MARC' | 'DESCRIPTORS';

export interface VocabularyFile {
  /** What errors call it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface OpenVocabulary {
  readonly format: VocabularyFormat;
  /** In order. Throws BAD_USER_INPUT at the end of a file that was cut, or holds nothing to load. */
  readonly outcomes: AsyncIterable<HeadingOutcome>;
  /** Of descriptors, when all were read: each heading's tree numbers, in the order of the headings. */
  readonly treeNumbers: readonly (readonly string[])[];
}

/** Looks at the beginning of a file, and gives a reader of the whole. */
export async function openVocabulary({ name, chunks }: VocabularyFile): Promise<OpenVocabulary> {
  const source = new Source(chunks);
  const head = await source.head();
  if (/<DescriptorRecordSet[\s>]/.test(head)) {
    const reader = new DescriptorReader();
    return { format: 'DESCRIPTORS', outcomes: readDescriptors(name, reader, source), treeNumbers: reader.treeNumbers };
  }
  return { format: 'MARC', outcomes: readAuthorities(name, source), treeNumbers: [] };
}

/** An error about a file: `mesh.xml: the file …`. */
function fileFault(name: string, what: string): MerciaError {
  return badUserInput(`${name}: ${what}`);
}

async function* readDescriptors(
  name: string,
  reader: DescriptorReader,
  source: Source,
): AsyncGenerator<HeadingOutcome> {
  for await (const chunk of source.chunks()) {
    yield* reader.read(chunk);
    if (reader.fault !== null) break;
  }
  yield* reader.end();
  if (reader.fault !== null) {
    throw fileFault(name, `${reader.fault}. Nothing of it was loaded; fetch the file again.`);
  }
}

async function* readAuthorities(name: string, source: Source): AsyncGenerator<HeadingOutcome> {
  let last: MarcReadResult | null = null;
  for await (const read of readMarc(source.chunks())) {
    last = read;
    yield read.kind === 'reject' ? { kind: 'reject', problem: `${read.place}: ${read.reason}` } : readAuthority(read);
  }
  if (last === null) throw fileFault(name, await whatElse(source));
  if (isCut(last, source)) {
    throw fileFault(
      name,
      `record ${last.number}: the file ends inside of it. Nothing of the file was loaded; fetch the file again.`,
    );
  }
}

const WANTED = "Give MARC authority records (ISO 2709 or MARCXML), or NLM's descriptor file (desc….xml).";

async function whatElse(source: Source): Promise<string> {
  const head = await source.head();
  const nlm = /<((?:Supplemental|Qualifier)RecordSet)[\s>]/.exec(head)?.[1];
  if (nlm !== undefined) return `the file is NLM's ${nlm}, not its DescriptorRecordSet. ${WANTED}`;
  const other = describeOther(Buffer.from(head, 'latin1'));
  return other === null ? `the file has no MARC record. ${WANTED}` : `the file is ${other.what}. ${WANTED}`;
}

const RECORD_END = 0x1d;

/** A file that is still being written, or was not fetched whole. */
function isCut(last: MarcReadResult, source: Source): boolean {
  return last.format === 'iso2709' ? last.raw.at(-1) !== RECORD_END : !source.isClosed();
}

const TAIL_BYTES = 4_096;

/** The bytes of a file, with its beginning and its end kept. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #first: Uint8Array[] = [];
  #head: string | null = null;
  #tail = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Its first bytes, a character each. */
  async head(): Promise<string> {
    if (this.#head !== null) return this.#head;
    for (let length = 0; length < SNIFF_BYTES;) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      this.#first.push(next.value);
      length += next.value.length;
    }
    return (this.#head = Buffer.concat(this.#first).toString('latin1', 0, SNIFF_BYTES));
  }

  /** All of them, once. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    await this.head();
    for (const chunk of this.#first.splice(0)) yield this.#pass(chunk);
    for (let next = await this.#chunks.next(); next.done !== true; next = await this.#chunks.next()) {
      yield this.#pass(next.value);
    }
  }

  /** Whether what was opened around the records was closed behind them. */
  isClosed(): boolean {
    const head = (this.#head ?? '').replace(/^\xef\xbb\xbf/, '').trimStart();
    const tail = this.#tail.toString('latin1').trimEnd();
    if (head.startsWith('[')) return tail.endsWith(']');
    if (head.startsWith('{')) return tail.endsWith('}');
    const wrapper = /^(?:<\?[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<([\w.-]+:)?(\w+)[\s>]/.exec(head);
    return wrapper === null || tail.includes(`</${wrapper[1] ?? ''}${wrapper[2] ?? ''}`);
  }

  #pass(chunk: Uint8Array): Uint8Array {
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    return chunk;
  }
}
