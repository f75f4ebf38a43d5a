/** Who waits for whom at the log of what is passed on. */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Held while versions are written, from before their datestamp is taken until they are committed. */
const FEED_LOCK = 20_252;

/** Waits for the publication that is under way, and keeps every other one out until the transaction ends. */
export async function lockFeed(transaction: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${FEED_LOCK})`.execute(transaction);
}

/**
 * Waits for the publication that is under way. What the next statement reads is whole: nothing that is published later has an
 * older datestamp or a lower position. In a transaction it must be READ COMMITTED, and no publication begins before it ends.
 */
export async function waitForPublication(db: Kysely<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${FEED_LOCK})`.execute(db);
}
