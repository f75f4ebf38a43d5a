/** The records of a delivery in order, file by file; a file that is no MARC, or not whole, ends it with an error. */
import type { MarcReadRecord, MarcReadResult } from '../protocols/marc/index.ts';
import { marcFileFault, readWholeMarc } from '../shared/marc-file.ts';
import type { Delivery, Part, RecordsSource } from './delivery.ts';
import { guessRecordId, recordIdOf } from './record-id.ts';
import type { FilesSite } from './site.ts';

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
  { name, source }: Pick<Part<RecordsSource>, 'name' | 'source'>,
  chunks: AsyncIterable<Uint8Array>,
  isPart?: () => boolean,
): AsyncGenerator<Entry> {
  const format = source.format === 'auto' ? undefined : source.format;
  const file = { system: site.system.id, name, format };
  let readable = 0;
  for await (const read of readWholeMarc(file, chunks, isPart)) {
    if (read.kind === 'record') readable += 1;
    yield toEntry(site, name, read);
  }
  if (readable === 0) throw marcFileFault(file, 'holds no record that can be read: it may be no MARC 21');
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
