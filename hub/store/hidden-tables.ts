/** The tables of what stays hidden by decisions that outlive what its system says. */
import type { ColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface HiddenTables {
  kept_hidden: KeptHiddenTable;
  interlibrary_doubt: InterlibraryDoubtTable;
}

/** A record that stays hidden until a person says otherwise, whatever its system says; nothing is kept of what it says. */
export interface KeptHiddenTable {
  system_id: string;
  /** The system's own number of the record. */
  record_id: string;
  /** ILL_TEMPORARY: it was typed in for one interlibrary loan. TAKEN_BACK: a person took it back after it was public. */
  reason: 'ILL_TEMPORARY' | 'TAKEN_BACK';
  since: Timestamp;
  /** Since when its system would show it; null while its system hides it too, or says nothing of it. */
  shown_at_source_since: Timestamp | null;
}

/** A record of which only a person can say whether it was made for an interlibrary loan. */
export interface InterlibraryDoubtTable {
  system_id: string;
  record_id: string;
  /** OPEN: it is public, and the library should look at it. RELEASED: a person said that it may be shown. */
  state: 'OPEN' | 'RELEASED';
  since: Timestamp;
}
