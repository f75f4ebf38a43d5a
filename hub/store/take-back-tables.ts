/** The tables of what was taken back, and of who may have it; `migrations/0061-take-backs.ts` says what each is for. */
import type { ColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface TakeBackTables {
  take_back: TakeBackTable;
  taken_back_record: TakenBackRecordTable;
  taken_back_entry: TakenBackEntryTable;
  feed_reading: FeedReadingTable;
  written_file: WrittenFileTable;
  snapshot_taken_back: SnapshotTakenBackTable;
}

/** One act of taking back, of one record or of many. */
export interface TakeBackTable {
  id: string;
  at: Timestamp;
  reason: string;
  /** OPEN: everything is hidden, and something is left to be cleaned. */
  state: 'OPEN' | 'DONE';
  finished_at: Timestamp | null;
  /** Why it could not be finished the last time that it was tried. */
  problem: string | null;
}

export interface TakenBackRecordTable {
  take_back: string;
  system_id: string;
  /** The system's own number of the record. */
  record_id: string;
  /** SHA-256 of what it said, as text; null if the index did not have it. */
  digest: string | null;
}

/** An entry of a feed that told of one of the records. */
export interface TakenBackEntryTable {
  take_back: string;
  repository: string;
  identifier: string;
  epoch: string;
  /** The first that the log knew of it. */
  position: number;
  published_at: Timestamp;
}

/** Who has read what within an hour. */
export interface FeedReadingTable {
  hour: Timestamp;
  service: 'OAI_PMH' | 'SRU' | 'CHANGES';
  repository: string;
  /** An address; of the graph the id of a key, or empty. */
  caller: string;
  epoch: string;
  last_at: Timestamp;
  requests: number;
  /** Of the entries that were given; null if none was, or if the service does not go by them. */
  from_position: number | null;
  to_position: number | null;
}

/** A file of published records that a command has written. */
export interface WrittenFileTable {
  machine: string;
  path: string;
  written_at: Timestamp;
}

/** Why a snapshot says something else than when it was taken. */
export interface SnapshotTakenBackTable {
  snapshot: number;
  take_back: string;
  at: Timestamp;
  reason: string;
  records: number;
  digest_before: string;
  digest_after: string;
}
