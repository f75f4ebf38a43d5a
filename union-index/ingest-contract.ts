/** What the harvester asks of ingest, so that each can be read and tested alone. */
import type { HarvestedDeletion, HarvestedDescription, HarvestPage } from '#adapters/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';

export interface IngestTarget {
  /** The system's number in the store. */
  readonly number: number;
  readonly systemId: SystemId;
}

export interface PageCounts {
  readonly records: number;
  readonly unchanged: number;
  readonly deletions: number;
  readonly rejects: number;
}

/** What a record says, as one text. */
export interface Said {
  /** Visibility, format, fields, items and holdings as JSON; its digest tells whether the record changed. */
  readonly said: string;
  /** Where its fields stand there, from and to. */
  readonly marcAt: readonly [number, number];
}

export type CondensedDescription = Omit<HarvestedDescription, 'marc'> & Said;

/** A page whose records are texts. */
export interface CondensedPage extends Omit<HarvestPage, 'records'> {
  readonly records: readonly (CondensedDescription | HarvestedDeletion)[];
}

export interface Ingest {
  /** Makes a page ready to be applied, as soon as it comes: what it becomes is small, and keeps nothing that may not be kept. */
  condense(page: HarvestPage): CondensedPage;
  /**
   * Writes one page — records, items, holdings, keys, rejects — and matches what it touches, all in the caller's
   * transaction, so that a page is either wholly in the index, editions and search included, or not at all.
   * Applying the same page twice changes nothing. With `later`, records that are new to the index wait to be matched.
   */
  applyPage(
    transaction: Transaction<Database>,
    target: IngestTarget,
    page: CondensedPage,
    at: Date,
    newRecords: 'match' | 'later',
  ): Promise<PageCounts>;
  /** Reads records again that older rules have read; they then wait to be matched. */
  readAgain(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void>;
  /**
   * Reads records again that older rules have read, then matches every record that waits for it, batch by batch; goes on
   * another time from where the signal ends it.
   */
  matchWaiting(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void>;
}
