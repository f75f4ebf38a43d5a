/** The tables of what people change in Mercia. */
import type { ActionKind } from '#domain/actions.ts';
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface OperateTables {
  action: ActionTable;
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
