/** The records of a delivery in order, file by file; a file that is no MARC or CSV, or not whole, ends it with an error. */
import type { MarcFormat, MarcReadRecord, MarcReadResult } from '#marc/index.ts';
import { marcFileFault, readWholeMarc } from '../shared/marc-file.ts';
import { copiesOfRecord, type FileCopy } from './copy.ts';
import { readCsvRecords, type CsvOutcome } from './csv-records.ts';
import { csvFault } from '../shared/csv-rows.ts';
import type { Delivery, Part, RecordsSource } from './delivery.ts';
import { kbartKeyOf } from './config.ts';
import { readKbartRecords } from './kbart-records.ts';
import type { KbartFile } from './kbart-rows.ts';
import type { FilesSite } from './site.ts';
import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import { subfieldValues } from '../shared/marc-fields.ts';

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
  readonly read: Pick<MarcReadRecord, 'record' | 'repairs' | 'raw' | 'format'>;
  /** Those that came with the record, in its fields or its lines. */
  readonly copies: readonly FileCopy[];
  /** The leader says that the record was deleted. */
  readonly isDeleted: boolean;
  /** The library's word for the kind of material, if the region file does not explain it. */
  readonly unmappedFormat: string | null;
}

export interface RejectedEntry extends EntryPlace {
  readonly kind: 'reject';
  readonly reason: string;
  readonly read: { readonly raw: Uint8Array; readonly format: MarcFormat | 'unknown' };
}

/** `read.raw` is good until the next entry is asked for. */
export async function* entriesOf(site: FilesSite, { records }: Pick<Delivery, 'records'>): AsyncGenerator<Entry> {
  let at = 0;
  for (const { file, ...part } of records) {
    for await (const entry of entriesOfFile(site, part, () => file.chunks())) {
      at += 1;
      yield { ...entry, at };
    }
  }
}

/** The records of one file. Of a part of it, `isPart` is true in the end: then it need not be whole. */
export async function* entriesOfFile(
  site: FilesSite,
  part: Omit<Part<RecordsSource>, 'reader'>,
  begin: () => AsyncIterable<Uint8Array>,
  isPart?: () => boolean,
): AsyncGenerator<Entry> {
  const { name, source } = part;
  if (source.csv !== null || source.kbart !== null) {
    yield* entriesOfLines(site, part, begin);
    return;
  }
  const format = source.format === 'auto' ? undefined : source.format;
  const file = { system: site.system.id, name, format };
  let readable = 0;
  for await (const read of readWholeMarc(file, begin(), isPart)) {
    if (read.kind === 'record') readable += 1;
    yield toEntry(site, name, read);
  }
  if (readable === 0) throw marcFileFault(file, 'holds no record that can be read: it may be no MARC 21');
}

async function* entriesOfLines(
  site: FilesSite,
  { name, source, mayBeEmpty = false }: Omit<Part<RecordsSource>, 'reader'>,
  begin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Entry> {
  const file = { system: site.system.id, name, mayBeEmpty };
  let [at, readable] = [0, 0];
  for await (const outcome of outcomesOf(site, file, source, begin)) {
    at += 1;
    if (outcome.kind === 'reject') {
      const { id, place, reason, raw } = outcome;
      yield { kind: 'reject', at, id, place, reason, read: { raw, format: 'unknown' } };
      continue;
    }
    readable += 1;
    const { id, place, record, repairs, raw, format, copies, unmappedFormat } = outcome;
    if (unmappedFormat !== null) site.onUnmapped('format', unmappedFormat);
    const read = { record, repairs, raw, format };
    yield { kind: 'record', at, id, place, read, copies, isDeleted: false, unmappedFormat };
  }
  if (readable === 0 && (at > 0 || !mayBeEmpty))
    throw csvFault(file, 'the file holds no record that can be read; check what writes it');
}

function outcomesOf(
  { ownerCodeOf, onlyLibrary }: FilesSite,
  file: KbartFile & { readonly mayBeEmpty: boolean },
  source: RecordsSource,
  begin: () => AsyncIterable<Uint8Array>,
): AsyncIterable<CsvOutcome> {
  const { csv, kbart } = source;
  const standing = ownerCodeOf({ owner: null });
  if (csv !== null) {
    return readCsvRecords({ ...file, csv, hasStandingOwner: standing !== '' || onlyLibrary !== null }, begin);
  }
  const owners = kbart !== null && kbart.owners.length > 0 ? kbart.owners : standing === '' ? [] : [standing];
  return readKbartRecords({ ...file, key: kbartKeyOf(source), owners }, begin);
}

function toEntry({ settings }: FilesSite, file: string, read: MarcReadResult): Entry {
  const at = read.number;
  const place = `${file}, record ${read.number}, byte ${read.offset}`;
  if (read.kind === 'reject') {
    const { reason } = read;
    return { kind: 'reject', at, place, reason, read, id: guessRecordId(read.raw, settings.recordId) };
  }
  const id = recordIdOf(read.record, settings.recordId);
  if (id !== null) {
    const copies = copiesOfRecord(read.record, settings.copies);
    const isDeleted = read.record.leader[5] === 'd';
    return { kind: 'record', at, place, id, read, copies, isDeleted, unmappedFormat: null };
  }
  const reason = `${settings.recordId} holds no number; settings.recordId says where it stands`;
  return { kind: 'reject', at, place, reason, read, id: null };
}

const LONGEST = 100;

/** The values at a place such as `001` or `942$n`, trimmed. */
export function valuesAt(marc: MarcRecord, place: string): readonly string[] {
  if (place.includes('$')) return subfieldValues(marc, place.slice(0, 3), place.slice(4));
  return marc.fields.flatMap((field) => (field.tag === place && isControlField(field) ? [field.value.trim()] : []));
}

/** The number of a record; null where there is none that can be one. */
function recordIdOf(marc: MarcRecord, place: string): string | null {
  const id = valuesAt(marc, place).find((value) => value !== '');
  return id === undefined || id.length > LONGEST || /\p{Cc}/u.test(id) ? null : id;
}

/** 001 is the first field after the directory, also of a record that cannot be read otherwise. */
function guessRecordId(raw: Uint8Array, place: string): string | null {
  if (place !== '001') return null;
  const text = Buffer.from(raw.subarray(0, 20_000)).toString('utf8');
  const found =
    /^[^\u001e]*\u001e([^\u001d-\u001f]{1,100})\u001e/.exec(text)?.[1] ??
    /<(?:\w+:)?controlfield tag="001">([^<]{1,100})</.exec(text)?.[1] ??
    /"001"\s*:\s*"([^"\\]{1,100})"/.exec(text)?.[1];
  const id = found?.trim() ?? '';
  return id === '' || /\p{Cc}/u.test(id) ? null : id;
}
