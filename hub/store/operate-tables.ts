/** The tables of what people change in Mercia. */
import type { ActionKind, RetryState } from '#domain/actions.ts';
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface OperateTables {
  action: ActionTable;
  reject_retry: RejectRetryTable;
}

/** What somebody changed; never changed itself. */
export interface ActionTable {
  id: Generated<number>;
  at: Timestamp;
  kind: ActionKind;
  /** Pseudonym of the person, or the id of the key; null at the command line, where nobody signs in. */
  actor: string | null;
  /** As which they did it; null at the command line. */
  role: string | null;
  /** What was changed: the id of a key or a system, two records. Nothing of a reader. */
  subject: string;
  note: string | null;
}

/** A wish that the records of a system that could not be read are read again. */
export interface RejectRetryTable {
  id: Generated<number>;
  system: string;
  state: RetryState;
  asked_at: Timestamp;
  started_at: Timestamp | null;
  finished_at: Timestamp | null;
  /** The four numbers are there once it is done. */
  read_now: number | null;
  gone: number | null;
  refused: number | null;
  left_over: number | null;
  /** Why it failed; null if it has not. */
  problem: string | null;
}
