/** One process keeps the terms, of all that would. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Held by the connection of the one keeper. */
const KEEPER_LOCK = 20_254;

/** Whether the connection may keep terms: no other one does. The lock goes with the connection. */
export async function tryBecomeKeeper(connection: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_lock(${KEEPER_LOCK}) AS held`.execute(
    connection,
  );
  return rows[0]?.held === true;
}

export async function ceaseToBeKeeper(connection: Kysely<Database>): Promise<void> {
  await sql`SELECT pg_advisory_unlock(${KEEPER_LOCK})`.execute(connection);
}
