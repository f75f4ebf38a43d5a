/** The tables of what was taken back, and of who may have it; `migrations/0061-take-backs.ts` says what each is for. */
import type { ColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface TakeBackTables {
  take_back: TakeBackTable;
  feed_reading: FeedReadingTable;
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
