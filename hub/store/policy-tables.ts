/** The tables of what systems have set up: their lists of codes, and their rules of lending. */
import type { CodeListName, LoanRules } from '#domain/policies.ts';
import type { ColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export interface PolicyTables {
  system_policy: SystemPolicyTable;
  system_code: SystemCodeTable;
}

/** How the reading of one system stands. */
export interface SystemPolicyTable {
  system: number;
  /** The lists that the system told; what is not named here is not told, and not empty. */
  code_lists: CodeListName[];
  /** When the reading began that brought the lists; null if none has succeeded. */
  codes_as_of: Timestamp | null;
  /** Null if the system does not tell its rules, or none has been read. */
  rules: Json<LoanRules> | null;
  rules_as_of: Timestamp | null;
  tried_at: Timestamp;
  /** Why the newest reading failed; null if it succeeded. */
  problem: string | null;
}

export interface SystemCodeTable {
  system: number;
  list: CodeListName;
  code: string;
  label: string | null;
}
