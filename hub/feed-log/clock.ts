/** The clock of the feeds is the database's: everybody who publishes or serves has the same, on whatever machine. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Tells what it is, by asking the database if need be. */
export type FeedClock = (db: Kysely<Database>) => Date | Promise<Date>;

export const readDatabaseClock: FeedClock = async (db) => {
  // Not now(): that is when the transaction began.
  const { rows } = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the database does not tell what it is by its clock');
  return row.at;
};
