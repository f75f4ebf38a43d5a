/** The tables of mappings to the codes of a target system, and of what is to be mended first. */
import type { CodeListName } from '#domain/policies.ts';
import type { MappingState } from '#domain/mappings.ts';
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface MappingTables {
  target_list: TargetListTable;
  target_code: TargetCodeTable;
  code_mapping: CodeMappingTable;
  refused_row: RefusedRowTable;
  snapshot_fix_list: SnapshotFixListTable;
}

export interface TargetListTable {
  list: CodeListName;
  /** In characters; null if the target sets no limit, or nobody entered it. */
  greatest_length: number | null;
}

export interface TargetCodeTable {
  list: CodeListName;
  /** Without blanks at the ends, in capitals: by this it is one code. */
  plain: string;
  code: string;
  label: string | null;
  /** An `ItemStatus` for a status, an `ItemUse` for an item type; null if it stands for none. */
  meaning: string | null;
}

export interface CodeMappingTable {
  system: number;
  list: CodeListName;
  /** As the system spells it. */
  code: string;
  target: string | null;
  state: MappingState;
  reason: string | null;
  note: string | null;
  changed_by: string;
  changed_at: Timestamp;
}

/** A row of a file that was not taken. */
export interface RefusedRowTable {
  id: Generated<number>;
  file: string;
  line: number;
  column_name: string | null;
  problem: string;
  /** What the row said, by column; null if it could not be read. */
  said: Json<unknown> | null;
  refused_by: string;
  refused_at: Timestamp;
}

/** In the order of their cost: the smallest number costs readers most. */
/** Which version of a system's list of fixes a snapshot has. */
export interface SnapshotFixListTable {
  snapshot: number;
  system: number;
  version: number;
}
