import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { TABLE_OF } from '../populations/dimensions.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

/**
 * One text for everything that a snapshot has of records, copies and statements, whatever the order of its rows. Two reports of one
 * digest were made of the same rows.
 */
export async function digestSnapshot(db: Kysely<Database>, snapshot: number): Promise<string> {
  const parts = Object.values(TABLE_OF).map(
    (table) => sql`
      SELECT concat_ws(' ', ${sql.lit(table)}, name.system_id, count(*),
        sum(('x' || substr(t.digest::text, 1, 8))::bit(32)::bigint), sum(('x' || substr(t.digest::text, 29, 8))::bit(32)::bigint)) AS part
      FROM snapshot_system v JOIN system name ON name.id = v.system
        JOIN ${sql.table(table)} t ON t.system = v.system AND ${isInVersion('t', 'v')}
      WHERE v.snapshot = ${snapshot} GROUP BY name.system_id`,
  );
  const { rows } = await sql<{ digest: string }>`
    SELECT left(encode(sha256(convert_to(coalesce(string_agg(part, ';' ORDER BY part), ''), 'UTF8')), 'hex'), 16) AS digest
    FROM (${sql.join(parts, sql` UNION ALL `)}) AS counted`.execute(db);
  return rows[0]?.digest ?? '';
}
