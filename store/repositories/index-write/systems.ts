import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Gives every system its number in the store, making those that are new. Numbers never change. */
export async function ensureSystems(
  db: Kysely<Database>,
  systemIds: readonly SystemId[],
): Promise<Map<SystemId, number>> {
  // One at a time would leave holes in the numbers; two processes that start at once must not fail.
  await sql`
    INSERT INTO system (system_id)
    SELECT wanted.id FROM unnest(${[...systemIds]}::text[]) WITH ORDINALITY AS wanted(id, place)
    WHERE NOT EXISTS (SELECT 1 FROM system s WHERE s.system_id = wanted.id)
    ORDER BY wanted.place
    ON CONFLICT DO NOTHING`.execute(db);
  const { rows } = await sql<{ id: number; systemId: SystemId }>`
    SELECT id, system_id AS "systemId" FROM system WHERE system_id = ANY(${[...systemIds]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.systemId, row.id]));
}
