/** The records of a delivery in order, file by file; a file that is no MARC, or not whole, ends it with an error. */
import type { MerciaError } from '#platform/errors.ts';
import { describeOther, readMarc, SNIFF_BYTES } from '../protocols/marc/index.ts';
import type { MarcReadRecord, MarcReadResult } from '../protocols/marc/index.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { Delivery, Part, RecordsSource } from './delivery.ts';
import { guessRecordId, recordIdOf } from './record-id.ts';
import type { FilesSite } from './site.ts';

type MarcFile = Pick<Part<RecordsSource>, 'name' | 'source'>;

export type Entry = RecordEntry | RejectedEntry;

interface EntryPlace {
  /** Position among all entries of the delivery, or of its file alone, from 1. */
  readonly at: number;
  /** `catalogue.mrc, record 17, byte 20345` */
  readonly place: string;
  /** Null where no number of the record can be read. */
  readonly id: string | null;
}

export interface RecordEntry extends EntryPlace {
  readonly kind: 'record';
  readonly id: string;
  readonly read: MarcReadRecord;
  /** The leader says that the record was deleted. */
  readonly isDeleted: boolean;
}

export interface RejectedEntry extends EntryPlace {
  readonly kind: 'reject';
  readonly reason: string;
  readonly read: MarcReadResult;
}

/** `read.raw` is good until the next entry is asked for. */
export async function* entriesOf(site: FilesSite, { records }: Pick<Delivery, 'records'>): AsyncGenerator<Entry> {
  let at = 0;
  for (const { name, source, file } of records) {
    for await (const entry of entriesOfFile(site, { name, source }, file.chunks())) {
      at += 1;
      yield { ...entry, at };
    }
  }
}

/** The records of one file. Of a part of it, `isPart` is true in the end: then it need not be whole. */
export async function* entriesOfFile(
  site: FilesSite,
  file: MarcFile,
  chunks: AsyncIterable<Uint8Array>,
  isPart: () => boolean = () => false,
): AsyncGenerator<Entry> {
  const edges = new FileEdges(chunks);
  const { format } = file.source;
  let last: MarcReadResult | null = null;
  let readable = 0;
  for await (const read of readMarc(edges.chunks(), format === 'auto' ? {} : { format })) {
    last = read;
    if (read.kind === 'record') readable += 1;
    yield toEntry(site, file.name, read);
  }
  if (last === null) throw noRecords(site, file, edges.head());
  if (!isPart() && isCut(last, edges)) throw notWhole(site, file, 'ends inside a record');
  if (readable === 0) throw fileFault(site, file, 'holds no record that can be read: it may be no MARC 21');
}

function toEntry({ settings }: FilesSite, file: string, read: MarcReadResult): Entry {
  const at = read.number;
  const place = `${file}, record ${read.number}, byte ${read.offset}`;
  if (read.kind === 'reject') {
    const { reason } = read;
    return { kind: 'reject', at, place, reason, read, id: guessRecordId(read.raw, settings.recordId) };
  }
  const id = recordIdOf(read.record, settings.recordId);
  if (id !== null) return { kind: 'record', at, place, id, read, isDeleted: read.record.leader[5] === 'd' };
  const reason = `${settings.recordId} holds no number; settings.recordId says where it stands`;
  return { kind: 'reject', at, place, reason, read, id: null };
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
    return wrapper === null || tail.includes(`</${wrapper[1] ?? ''}${wrapper[2] ?? ''}`);
  }
}

/** A file that is still being written, or was not fetched whole. */
function isCut(last: MarcReadResult, edges: FileEdges): boolean {
  return last.format === 'iso2709' ? last.raw.at(-1) !== 0x1d : !edges.isClosed();
}

/** A file without a record is no empty catalogue: it is still being written, or of another form. */
function noRecords(site: FilesSite, file: MarcFile, head: Uint8Array): MerciaError {
  const other = describeOther(head);
  if (other?.refused !== true) return notWhole(site, file, 'holds no MARC record');
  return fileFault(site, file, `is no MARC file. It is ${other.what}`);
}

function notWhole(site: FilesSite, file: MarcFile, what: string): MerciaError {
  return fileFault(site, file, `${what}; wait until it is written whole, and check what writes it`);
}

function fileFault({ system }: FilesSite, { name }: MarcFile, what: string): MerciaError {
  return lmsError(system.id, 'LMS_BAD_RESPONSE', `${name}: the file ${what}. Nothing of it was taken in`);
}
