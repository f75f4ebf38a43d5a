import type { Migration } from 'kysely/migration';

/** A migration, with what it means for code of the version before. */
export interface SchemaChange extends Migration {
  /**
   * Code that does not know this change may run beside it: it only adds what such code neither reads nor has to write, as a table or
   * a column with a default. If not said, older code refuses the database.
   */
  readonly olderMayRun?: true;
}
