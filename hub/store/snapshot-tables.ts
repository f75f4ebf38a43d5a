/**
 * The tables of snapshots, of what harvest keeps for them, and of the jobs that compare. Rows of records, copies and
 * statements are in a system's version `v` where `from_version <= v AND (to_version IS NULL OR to_version > v)`.
 */
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface SnapshotTables {
  snapshot: SnapshotTable;
  snapshot_system: SnapshotSystemTable;
  snapshot_record: SnapshotRecordTable;
  snapshot_item: SnapshotItemTable;
  snapshot_staff_note: SnapshotStaffNoteTable;
  snapshot_cell: SnapshotCellTable;
  snapshot_finding: SnapshotFindingTable;
  snapshot_result: SnapshotResultTable;
  snapshot_titles: SnapshotTitlesTable;
  snapshot_pair: SnapshotPairTable;
  snapshot_compared: SnapshotComparedTable;
  snapshot_reader_list: SnapshotReaderListTable;
  comparison_job: ComparisonJobTable;
  control_total: ControlTotalTable;
  decision: DecisionTable;
  export_audit: ExportAuditTable;
  hidden_item: HiddenItemTable;
  hidden_description: HiddenDescriptionTable;
  record_profile: RecordProfileTable;
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
  /** Of everything that is in it; null of snapshots that were taken before there were digests. */
  digest: string | null;
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
  /** Whether its rows are counted in `snapshot_cell`. */
  counted: Generated<boolean>;
  /** Whether two of its copies may have one number. */
  repeats: Generated<boolean>;
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

/** How many rows of a system have a value of a dimension. */
export interface SnapshotCellTable {
  snapshot: number;
  population: string;
  /** Names with blanks between them. */
  dimensions: string;
  /** One for each dimension. */
  values: string[];
  system: number;
  /** Null for the whole system. */
  library: string | null;
  row_count: number;
  /** Of the whole system, their ids; null if there are more than a few. */
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

/** Which version of the titles a snapshot has; the titles count their own. */
export interface SnapshotTitlesTable {
  snapshot: number;
  version: number;
}

/** Two rows of `snapshot_record` that matching could not tell apart; with `hidden`, one of which the public does not see. */
export interface SnapshotPairTable {
  snapshot: number;
  a: number;
  b: number;
  decision: 'SAME' | 'UNSURE';
  hidden: boolean;
  probability: number;
  copies: number;
  on_loan: number;
}

/** A row of `snapshot_record`, field by field beside the first of its title. */
export interface SnapshotComparedTable {
  snapshot: number;
  other: number;
  first: number;
  /** A letter for each compared field (`hub/comparison/overlap/`). */
  classes: string;
}

export interface SnapshotReaderListTable {
  snapshot: number;
  system: number;
  library: string;
  list: string;
  row_count: number | null;
  /** Rows of the system's whole list that were not kept, whoever's they are: with any, it is unknown whether a reader has none. */
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

/** What a library counted in its own system; the newest entry of a class and conditions counts. */
export interface ControlTotalTable {
  id: Generated<number>;
  library: string;
  class: string;
  /** Of dimensions, sorted, as JSON. */
  conditions: Json<unknown>;
  /** Null takes the entry before back. */
  value: number | null;
  /** `YYYY-MM-DD` */
  counted_on: string;
  note: string | null;
  entered_by: string;
  entered_at: Timestamp;
}

/** A clash that somebody has to decide; open while `closed_at` is null. */
export interface DecisionTable {
  id: Generated<number>;
  /** Name of the snapshot that raised it; it may be dropped since. */
  snapshot: string;
  question: string;
  population: string;
  /** Conditions that give its rows in any snapshot. */
  conditions: Json<unknown>;
  /** Libraries of its rows when it was made. */
  libraries: string[];
  /** When it was made; null if not told, or too few to be shown. */
  items: number | null;
  readers: number | null;
  /** What can be done, with the rows that each touches. */
  options: Json<unknown>;
  owner: string | null;
  /** `YYYY-MM-DD` */
  due_on: string | null;
  made_by: string;
  made_at: Timestamp;
  changed_by: string | null;
  changed_at: Timestamp | null;
  /** Place of the option that was chosen, from 0; null for another outcome. */
  chosen: number | null;
  outcome: string | null;
  closed_by: string | null;
  closed_at: Timestamp | null;
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

/** What was taken out of snapshots, by whom; never changed. */
export interface ExportAuditTable {
  number: Generated<number>;
  id: string;
  at: Timestamp;
  /** A pseudonym, or the id of a program's key. */
  actor: string;
  role: string;
  actor_libraries: string[];
  /** Its name: the snapshot itself may be dropped. */
  snapshot: string;
  what: 'REPORT' | 'ROWS' | 'TABLE';
  report: string | null;
  population: string | null;
  library: string | null;
  system: string | null;
  /** Of rows and tables the conditions and dimensions, of reports the options. */
  filter: Json<unknown>;
  staff_notes: boolean;
  /** How many rows there were to be given; null if that takes a listing to know. */
  row_count: number | null;
  format: 'CSV' | 'XLSX' | 'JSON';
}
