/**
 * The tables of snapshots, of what harvest keeps for them, and of the jobs that compare. Rows of records, copies and
 * statements are in a system's version `v` where `from_version <= v AND (to_version IS NULL OR to_version > v)`.
 */
import type { ColumnType, Generated } from 'kysely';
import type { OpenHoldTable, OpenLoanTable, ReaderTable } from './loan-tables.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface SnapshotTables {
  snapshot: SnapshotTable;
  snapshot_system: SnapshotSystemTable;
  snapshot_record: SnapshotRecordTable;
  snapshot_item: SnapshotItemTable;
  snapshot_staff_note: SnapshotStaffNoteTable;
  snapshot_statement: SnapshotStatementTable;
  snapshot_past_record: SnapshotPastRecordTable;
  snapshot_cell: SnapshotCellTable;
  snapshot_finding: SnapshotFindingTable;
  snapshot_result: SnapshotResultTable;
  snapshot_loan: SnapshotLoanTable;
  snapshot_hold: SnapshotHoldTable;
  snapshot_reader: SnapshotReaderTable;
  snapshot_reader_list: SnapshotReaderListTable;
  comparison_job: ComparisonJobTable;
  hidden_item: HiddenItemTable;
  hidden_holding: HiddenHoldingTable;
  hidden_description: HiddenDescriptionTable;
  record_profile: RecordProfileTable;
}

/** Whole for each snapshot; the columns of the list that the row was copied from. */
export interface SnapshotLoanTable extends OpenLoanTable {
  snapshot: number;
}

export interface SnapshotHoldTable extends Omit<OpenHoldTable, 'id'> {
  snapshot: number;
  id: number;
}

export interface SnapshotReaderTable extends ReaderTable {
  snapshot: number;
}

export interface SnapshotTable {
  id: Generated<number>;
  name: string;
  note: string | null;
  taken_at: Timestamp;
  taken_by: string;
  state: string;
  /** The `Region` of the moment. */
  region: Json<unknown>;
  mappings: Json<unknown>;
}

export interface SnapshotSystemTable {
  snapshot: number;
  system: number;
  version: number;
  harvested_at: Timestamp | null;
  problem: string | null;
  /** Populations and lists that the system cannot tell at all. */
  not_told: string[];
  /** The libraries that have copies in it, by the region file. */
  libraries: string[];
}

export interface SnapshotRecordTable {
  id: Generated<number>;
  system: number;
  from_version: number;
  to_version: number | null;
  digest: string;
  record: number;
  local_id: string;
  content: Buffer;
  visibility: string;
  title: string | null;
  format: string | null;
  serial: boolean | null;
  online: boolean | null;
  year: number | null;
  languages: string[] | null;
  class_schemes: string[] | null;
  isbns: string[] | null;
  load_key: string | null;
  brief: boolean | null;
  fields: string[] | null;
  faults: string[] | null;
  edition: number | null;
  libraries: string[];
  item_count: number;
  statement_count: number;
}

export interface SnapshotItemTable {
  id: Generated<number>;
  system: number;
  from_version: number;
  to_version: number | null;
  digest: string;
  record: number;
  local_id: string;
  left_out: string | null;
  barcode: string | null;
  owner_code: string | null;
  library: string | null;
  call_number: string | null;
  location_code: string | null;
  item_type: string | null;
  visibility: string;
  status: string | null;
  status_at_source: string | null;
  use: string | null;
  details: Json<unknown> | null;
  /** Of `details`, as dimensions show them: `(not told)`, `(none)`. */
  collection: string;
  last_borrowed_year: string;
  acquired_year: string;
  created_year: string;
  record_visibility: string;
}

export interface SnapshotStaffNoteTable {
  item: number;
  notes: Json<unknown>;
}

export interface SnapshotStatementTable {
  id: Generated<number>;
  system: number;
  from_version: number;
  to_version: number | null;
  digest: string;
  record: number;
  library: string;
  place: number;
  kind: string;
  text: string;
  starts: string | null;
  ends: string | null;
  retention: string | null;
  note: string | null;
  record_visibility: string;
}

export interface SnapshotPastRecordTable {
  record: number;
  content: Buffer;
  format: string;
  raw: Buffer;
}

/** How many rows of a system have a value of a dimension. */
export interface SnapshotCellTable {
  snapshot: number;
  population: string;
  dimension: string;
  value: string;
  system: number;
  row_count: number;
  /** Their ids, in order; null if there are more than a few. */
  few: number[] | null;
}

export interface SnapshotFindingTable {
  id: Generated<number>;
  snapshot: number;
  kind: string;
  system: number;
  library: string | null;
  subject: number;
  in_group: string | null;
  detail: Json<unknown> | null;
}

export interface SnapshotResultTable {
  snapshot: number;
  report: string;
  key: string;
  value: Json<unknown>;
}

export interface SnapshotReaderListTable {
  snapshot: number;
  system: number;
  library: string;
  list: string;
  row_count: number | null;
  /** Rows of the system's whole list that were not kept, whoever's they are: with any, nobody can say that a reader has none. */
  left_out: Generated<number>;
  as_of: Timestamp | null;
  gone_at: Timestamp | null;
  gone_why: string | null;
}

export interface ComparisonJobTable {
  id: string;
  kind: string;
  parameters: Json<unknown>;
  snapshot: number | null;
  asked_by: string;
  asked_at: Timestamp;
  state: string;
  step: string | null;
  done: Generated<number>;
  total: number | null;
  started_at: Timestamp | null;
  finished_at: Timestamp | null;
  problem: string | null;
}

export interface HiddenItemTable {
  id: Generated<number>;
  record: number;
  system: number;
  local_id: string;
  left_out: string;
  barcode: string | null;
  owner_code: string | null;
  library: string | null;
  call_number: string | null;
  location_code: string | null;
  item_type: string | null;
  visibility: string;
  status: string | null;
  status_at_source: string | null;
  use: string | null;
  details: Json<unknown> | null;
  staff_notes: Json<unknown> | null;
}

export interface HiddenHoldingTable {
  id: string;
  record: number;
  system: number;
  library: string;
  basis: string;
  copies: number | null;
  call_numbers: string[];
  site_codes: string[];
  statements: Json<unknown>;
}

export interface HiddenDescriptionTable {
  record: number;
  system: number;
  keys: number[];
  description: string;
}

export interface RecordProfileTable {
  record: number;
  system: number;
  format: string;
  serial: boolean;
  online: boolean;
  year: number | null;
  languages: string[];
  class_schemes: string[];
  isbns: string[];
  load_key: string | null;
  brief: boolean;
  fields: string[];
  faults: string[];
}
