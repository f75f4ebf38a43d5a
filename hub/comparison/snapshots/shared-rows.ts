/**
 * Snapshots share the rows in which they are alike. So whoever drops or empties rows waits for those who count on them, and the other way
 * round. A lock of a table: unlike others it is had before the transaction looks at the database.
 */
import { MerciaError } from '#platform/errors.ts';
import { errorCode } from '#store/errors.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';

/** First in a transaction that adds to a snapshot. Several may at the same time. */
export async function countOnRows(transaction: Tx): Promise<void> {
  await sql`LOCK TABLE snapshot_system IN ROW EXCLUSIVE MODE`.execute(transaction);
}

/** First in a transaction that takes something out of snapshots; one at a time may. */
export async function waitForRows(transaction: Tx): Promise<void> {
  await sql`LOCK TABLE snapshot_system IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
}

/** More than the second after which the server's own work at a table makes way. */
const WAIT_MS = 1_500;

/** As {@link waitForRows}, for somebody who waits for the answer. Throws BAD_USER_INPUT while a snapshot is being taken. */
export async function waitBrieflyForRows(transaction: Tx): Promise<void> {
  try {
    await sql`SET LOCAL lock_timeout = ${sql.lit(WAIT_MS)}`.execute(transaction);
    await waitForRows(transaction);
    await sql`SET LOCAL lock_timeout = DEFAULT`.execute(transaction);
  } catch (error) {
    // lock_not_available
    if (errorCode(error) !== '55P03') throw error;
    throw new MerciaError(
      'BAD_USER_INPUT',
      'name: a snapshot is being taken or dropped just now, and may have rows of this one, too. Nothing was dropped: drop it when that is done ("mercia snapshot list").',
      { cause: error },
    );
  }
}
