import { parseId, type RecordId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import type { IndexScope } from '../read/index-scope.ts';

/** The number of a record that the public may see and that is in an edition; null if there is none. */
export async function findPublicNumber(
  transaction: Transaction<Database>,
  id: RecordId,
  { systems }: Pick<IndexScope, 'systems'>,
): Promise<number | null> {
  const parts = parseId(id, 'record');
  const { rows } = await sql<{ id: number }>`
    SELECT r.id
    FROM system s JOIN record r ON r.system = s.id AND r.visibility = 'PUBLIC' AND NOT r.deleted
      JOIN member m ON m.record = r.id
    WHERE s.system_id = ${parts?.routingKey ?? ''} AND s.system_id = ANY(${systems}::text[])
      AND r.local_id = ${parts?.local ?? ''}`.execute(transaction);
  return rows[0]?.id ?? null;
}
