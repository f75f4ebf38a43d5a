import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Records of a system, others than those named, that hold one of these copies in the index; hidden ones, too. */
export async function findHoldersElsewhere(
  db: Kysely<Database>,
  systemId: string,
  { items, except }: { readonly items: readonly string[]; readonly except: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ local_id: string }>`
    SELECT DISTINCT r.local_id
    FROM system s
    CROSS JOIN LATERAL (
      SELECT record FROM item WHERE system = s.id AND local_id = ANY(${[...items]}::text[])
      UNION ALL SELECT record FROM hidden_item WHERE system = s.id AND local_id = ANY(${[...items]}::text[])
    ) i
    JOIN record r ON r.id = i.record AND NOT r.deleted
    WHERE s.system_id = ${systemId} AND r.local_id <> ALL(${[...except]}::text[])
    ORDER BY r.local_id`.execute(db);
  return rows.map(({ local_id: localId }) => localId);
}
