/** The records of a MARC file that has to be whole: one that is no MARC, holds no record or was cut ends with an error. */
import type { MerciaError } from '#platform/errors.ts';
import { CUT_AT_END, describeOther, readMarc, SNIFF_BYTES, type MarcFormat, type MarcReadResult } from '#marc/index.ts';
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
  const edges = createFileEdges(chunks);
  let last: MarcReadResult | null = null;
  for await (const read of readMarc(edges.chunks(), file.format === undefined ? {} : { format: file.format })) {
    last = read;
    yield read;
  }
  if (last === null) throw noRecords(file, edges.head());
  // One that is still being written, or was not fetched whole.
  const isCut = last.kind === 'reject' && last.reason === CUT_AT_END;
  const isWhole = last.format === 'iso2709' ? last.raw.at(-1) === 0x1d : edges.isClosed(isCut);
  if (!isPart() && !isWhole) throw notWhole(file, 'ends inside a record');
}

/** An error about the file: `catalogue.mrc: the file ends inside a record`. */
export function marcFileFault({ system, name }: MarcFile, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the file ${what}`);
}

const TAIL_BYTES = 4_096;

/** Lets chunks through and keeps how they began and ended. */
function createFileEdges(source: AsyncIterable<Uint8Array>) {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    async *chunks(): AsyncGenerator<Uint8Array> {
      for await (const chunk of source) {
        if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
        tail = Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
        yield chunk;
      }
    },
    head: () => head,
    isClosed: (isCut: boolean) => isClosed(head.toString('latin1'), tail.toString('latin1'), isCut),
  };
}

/** Whether what was opened around the records was closed behind them; where nothing was, whether the last record was. */
function isClosed(head: string, tail: string, isCut: boolean): boolean {
  const begin = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  const end = tail.trimEnd();
  if (begin.startsWith('[')) return end.endsWith(']');
  if (begin.startsWith('{')) return !isCut && end.endsWith('}');
  const wrapper = /^(?:<\?[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<([\w.-]+:)?(\w+)[\s>]/.exec(begin);
  if (wrapper?.[2] === 'record' && isCut) return false;
  return wrapper === null || new RegExp(`</${wrapper[1] ?? ''}${wrapper[2] ?? ''}\\s*>`).test(end);
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
