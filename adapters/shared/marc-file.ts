/** The records of a MARC file that has to be whole: one that is no MARC, holds no record or was cut ends with an error. */
import type { MerciaError } from '#platform/errors.ts';
import { describeOther, readMarc, SNIFF_BYTES } from '#marc/index.ts';
import type { MarcFormat, MarcReadResult } from '#marc/index.ts';
import { lmsError } from './lms-error.ts';

export interface MarcFile {
  readonly system: string;
  /** What errors call it. */
  readonly name: string;
  /** Found out by looking where not said. */
  readonly format?: MarcFormat | undefined;
}

/**
 * What can be read and what cannot, in order; `raw` is good until the next is asked for. Throws LMS_BAD_RESPONSE behind the last
 * one. Of a part of a file, `isPart` is true in the end: then it need not be whole.
 */
export async function* readWholeMarc(
  file: MarcFile,
  chunks: AsyncIterable<Uint8Array>,
  isPart: () => boolean = () => false,
): AsyncGenerator<MarcReadResult> {
  const edges = new FileEdges(chunks);
  let last: MarcReadResult | null = null;
  for await (const read of readMarc(edges.chunks(), file.format === undefined ? {} : { format: file.format })) {
    last = read;
    yield read;
  }
  if (last === null) throw noRecords(file, edges.head());
  if (!isPart() && isCut(last, edges)) throw notWhole(file, 'ends inside a record');
}

/** An error about the file: `catalogue.mrc: the file ends inside a record`. */
export function marcFileFault({ system, name }: MarcFile, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the file ${what}`);
}

const TAIL_BYTES = 4_096;

/** Lets chunks through and keeps how they began and ended. */
class FileEdges {
  readonly #source: AsyncIterable<Uint8Array>;
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#source) {
      if (this.#head.length < SNIFF_BYTES) this.#head = Buffer.concat([this.#head, chunk.subarray(0, SNIFF_BYTES)]);
      this.#tail = Buffer.concat([this.#tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
      yield chunk;
    }
  }

  head(): Buffer {
    return this.#head;
  }

  /** Whether what was opened around the records was closed behind them. */
  isClosed(): boolean {
    const head = this.#head
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart();
    const tail = this.#tail.toString('latin1').trimEnd();
    if (head.startsWith('[')) return tail.endsWith(']');
    if (head.startsWith('{')) return tail.endsWith('}');
    const wrapper = /^(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*)*<([\w.-]+:)?(\w+)[\s>]/.exec(head);
    return wrapper === null || new RegExp(`</${wrapper[1] ?? ''}${wrapper[2] ?? ''}\\s*>`).test(tail);
  }
}

/** A file that is still being written, or was not fetched whole. */
function isCut(last: MarcReadResult, edges: FileEdges): boolean {
  return last.format === 'iso2709' ? last.raw.at(-1) !== 0x1d : !edges.isClosed();
}

/** A file without a record is no empty catalogue: it is still being written, or of another form. */
function noRecords(file: MarcFile, head: Uint8Array): MerciaError {
  const other = describeOther(head);
  if (other?.refused !== true) return notWhole(file, 'holds no MARC record');
  return marcFileFault(file, `is no MARC. It is ${other.what}`);
}

function notWhole(file: MarcFile, what: string): MerciaError {
  return marcFileFault(file, `${what}; wait until it is written whole, and check what writes it`);
}
