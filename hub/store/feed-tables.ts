/** The tables of what is passed on to discovery systems; `migrations/0042-feeds.ts` says what each is for. */
import type { FeedChange } from '#domain/feeds.ts';
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface FeedTables {
  feed_state: FeedStateTable;
  feed_repository: FeedRepositoryTable;
  feed_entry: FeedEntryTable;
  feed_in_set: FeedInSetTable;
  feed_due: FeedDueTable;
  feed_hold: FeedHoldTable;
  feed_held: FeedHeldTable;
  feed_set_size: FeedSetSizeTable;
  feed_loss: FeedLossTable;
  feed_delivery: FeedDeliveryTable;
}

/** One row, as soon as anything was published. */
export interface FeedStateTable {
  one: Generated<boolean>;
  /** Positions count within it; a restored backup begins another one. */
  epoch: string;
  /** Of the database that the epoch was begun in: another one says that a backup was restored. */
  fingerprint: string;
  began_at: Timestamp;
  /** Digest of the rules by which everything was published; null before the first sweep. */
  rules: string | null;
  /** The edition that a sweep over all of them has come to; null if none is under way. */
  swept_to: number | null;
  /** The last row of `change` that was published. */
  change_seq: number;
  /** The last position. */
  position: number;
  /** Of the last position; never goes back. */
  datestamp: Timestamp;
  /** Replaced versions up to here are gone: what the log said at an earlier position cannot be told any more. */
  pruned_to: Generated<number>;
  /** Why nothing was published the last time that it was tried; null if it was. */
  problem: string | null;
}

/** `editions`, or `library/<id>`. */
export interface FeedRepositoryTable {
  id: Generated<number>;
  name: string;
}

/** A version of an entry. */
export interface FeedEntryTable {
  position: number;
  repository: number;
  /** Its 001, and the last part of its OAI identifier. */
  identifier: string;
  edition: number;
  /** Null in the repository of the editions. */
  record: number | null;
  datestamp: Timestamp;
  kind: FeedChange;
  /** Identifiers, for MERGED and SPLIT. */
  replaced_by: string[];
  sets: string[];
  /** SHA-256 of the canonical text; null if it is deleted. */
  hash: Buffer | null;
  /** SHA-256 of what the graph said of the edition; null for a record, and where that is not known. */
  said: Buffer | null;
  /** ISO 2709 in UTF-8; null if it is deleted or replaced. */
  body: Buffer | null;
  /** Position of the next version; null for the newest. */
  replaced_at: number | null;
}

/** Where the newest versions of a set's entries stand. */
export interface FeedInSetTable {
  repository: number;
  set_spec: string;
  position: number;
}

/** Editions to look at again though no row of `change` names them. */
export interface FeedDueTable {
  id: Generated<number>;
  edition: number;
}

/** A set that would have lost too much within a day. */
export interface FeedHoldTable {
  repository: number;
  /** Empty for the whole repository. */
  set_spec: string;
  since: Timestamp;
  would_lose: number;
  had: number;
}

/** Editions whose changes wait. */
export interface FeedHeldTable {
  edition: number;
  /** Sets that it would take something out of: `<repository> <set>`, or `<repository>` for all of it. */
  waits_for: Generated<string[]>;
  /** Of those, the ones that an operator let go. */
  let_go: Generated<string[]>;
  /** To look at again: an operator let something go. */
  due: Generated<boolean>;
  /** Why it could not be rendered; null if it waits for an operator. */
  problem: string | null;
}

/** How many entries of a set are not deleted. */
export interface FeedSetSizeTable {
  repository: number;
  /** Empty for the whole repository. */
  set_spec: string;
  entries: number;
}

/** What a set lost, and when. */
export interface FeedLossTable {
  repository: number;
  set_spec: string;
  at: Timestamp;
  entries: number;
}

export interface FeedDeliveryTable {
  id: Generated<number>;
  /** `Delivery.id` of the region file. */
  delivery: string;
  /** Host, folder and set. */
  target: string;
  kind: 'FULL' | 'CHANGES';
  epoch: string;
  from_position: number | null;
  to_position: number;
  /** Name, bytes, records and SHA-256 of each. */
  files: Json<unknown>;
  started_at: Timestamp;
  finished_at: Timestamp | null;
  attempts: number;
  problem: string | null;
}
