import { hash } from 'node:crypto';
import type { HarvestedDescription } from '#contract/adapter.ts';
import type { LeftOutItem, HarvestedItem } from '#domain/catalogue.ts';
import { isVolatileKey } from '#domain/volatile-keys.ts';
import type { MarcRecord } from '#marc/index.ts';
import { keyNumbers } from '#store/key-number.ts';
import { toJson } from '#store/to-json.ts';
import type { SerialisedRecord } from '../../ingest-contract.ts';
import { toStoredDescription } from '../../description.ts';
import { matchKeys } from '../../match/match-keys.ts';
import { toOutline } from '../../match/outline.ts';
import { describeFields } from '../../normalise/describe-record.ts';
import { readControlNumber } from '../../normalise/host-entries.ts';
import { indexFields } from '../../normalise/marc-fields.ts';
import { profileRecord } from '../../profile/profile-record.ts';
import { createHelperThread } from '#platform/helper-thread.ts';
import type { Logger } from '#platform/logger.ts';

/** A record in a form that is cheap to send to another thread. */
export interface RecordToPrepare extends SerialisedRecord {
  /** The digest of its text when these rules last read it; null if they never did. */
  readonly known: Uint8Array | null;
}

/** A record made ready to be written. */
export type PreparedRecord = NonNullable<ReturnType<typeof prepareRecord>>;

/**
 * The record as a text; another digest of it means that the record changed. It is not made of the record's bytes: a system
 * may write the same record with its XML attributes in another order each time, or with the day on which a copy was last
 * seen. The state of its copies is left out, because it has a new time at every harvest, and changes with every loan.
 */
export function serialiseRecord({
  visibility,
  format,
  marc,
  items,
  leftOutItems,
  holdings,
  kept = {},
}: Pick<
  HarvestedDescription,
  'visibility' | 'format' | 'marc' | 'items' | 'leftOutItems' | 'holdings' | 'kept'
>): SerialisedRecord {
  const before = `["${visibility}","${format}",`;
  const fields = JSON.stringify(marc);
  const timeless = holdings.map((holding) => ({
    ...holding,
    liveKeys: holding.liveKeys.filter((key) => !isVolatileKey(key)),
    facts: null,
  }));
  const more = leftOutItems.length === 0 ? [] : [leftOutItems.map(withoutState)];
  const rest = JSON.stringify([
    items.map(withoutState),
    timeless,
    ...(Object.keys(kept).length === 0 ? [] : [kept]),
    ...more,
  ]);
  return { text: `${before}${fields},${rest.slice(1)}`, marcAt: [before.length, before.length + fields.length] };
}

/** The copy without what a loan changes. */
function withoutState(item: HarvestedItem | LeftOutItem): Lasting<HarvestedItem & LeftOutItem> {
  const { dueOn: _, ...details } = item.details;
  return {
    localId: item.localId,
    barcode: item.barcode,
    ownerCode: item.ownerCode,
    callNumber: item.callNumber,
    locationCode: item.locationCode,
    itemType: item.itemType,
    visibility: item.visibility,
    // What a copy does not have is no part of the text.
    kept: 'kept' in item ? item.kept : undefined,
    leftOut: 'leftOut' in item ? item.leftOut : undefined,
    details: details.lastBorrowedOn === undefined ? details : { ...details, lastBorrowedOn: null },
    staffNotes: item.staffNotes,
  };
}

/** Every part of a copy must be named: one that is forgotten would never reach the index where it alone changed. */
type Lasting<Copy> = Readonly<Record<Exclude<keyof Copy, 'status' | 'statusAtSource' | 'use'>, unknown>>;

/** Same length and order; null in the place of a record that has not changed. */
export function prepareRecords(records: readonly RecordToPrepare[]): readonly (PreparedRecord | null)[] {
  return records.map(prepareRecord);
}

/** Reads the record by today's rules; null if it has not changed. */
export function prepareRecord({ text, marcAt, known }: RecordToPrepare) {
  const digest = hash('sha256', text, 'buffer');
  if (known !== null && digest.equals(known)) return null;
  const fields = indexFields(JSON.parse(text.slice(...marcAt)) as MarcRecord);
  const description = describeFields(fields);
  // From another thread it comes as no Buffer.
  const bytes: Uint8Array = digest;
  return {
    digest: bytes,
    title: description.title,
    controlNumber: readControlNumber(fields),
    /** As the store keeps it, as JSON that PostgreSQL takes. */
    description: toJson(toStoredDescription(description)),
    /** As the store keeps them. */
    keys: keyNumbers(matchKeys(description)),
    outline: toOutline(description),
    profile: profileRecord(fields, description),
  };
}

/**
 * Makes records ready to be written. At a large load a second thread does it: reading descriptions is half of what a
 * harvested record costs this one, and most of its garbage.
 */
export type Preparer = ReturnType<typeof createPreparer>;

/** Fewer are read here before a thread could be asked. */
const RECORDS_MIN = 50;
/** What small systems bring is read before a thread pays. */
const LOAD_MIN = 10_000;
/** Records that come later than this after others are another load. */
const PAUSE_MS = 5_000;

/** A thread is used from so many records at a stretch on. */
export function createPreparer(logger: Logger, loadMin = LOAD_MIN) {
  const thread = createHelperThread(new URL('prepare-worker.ts', import.meta.url), prepareRecords, (error) => {
    logger.warn({ err: error }, 'a helper thread could not read records; the main thread does it');
  });
  let load = 0;
  let lastAt = Number.NEGATIVE_INFINITY;

  /** Whether so much is brought at a stretch that a second thread pays. */
  function isLarge(records: number): boolean {
    const now = performance.now();
    load = (now - lastAt > PAUSE_MS ? 0 : load) + records;
    lastAt = now;
    return records >= RECORDS_MIN && load >= loadMin;
  }

  return {
    /** See {@link prepareRecords}. */
    async prepare(records: readonly RecordToPrepare[]) {
      return isLarge(records.length) ? thread.ask(records) : prepareRecords(records);
    },
  };
}
