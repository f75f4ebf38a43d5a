/** What must not be served any longer, whoever holds it up. */
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import type { EntryBefore } from './compare.ts';

/**
 * The editions of which a record was published that is hidden now, or has a hidden copy. A record is hidden because
 * somebody decided so, perhaps because it names a reader; one that vanished with its system is not.
 */
export async function findHiddenEditions(
  transaction: Transaction<Database>,
  before: readonly EntryBefore[],
): Promise<readonly number[]> {
  const published = before.filter(({ record, hash }) => record !== null && hash !== null);
  if (published.length === 0) return [];
  const { rows } = await sql<{ edition: number }>`
    SELECT DISTINCT p.edition
    FROM unnest(${bigintArray(published.map(({ edition }) => edition))}::bigint[],
        ${published.map(({ record }) => record)}::bigint[]) AS p(edition, record)
      JOIN record r ON r.id = p.record
    WHERE NOT r.deleted AND (r.visibility <> 'PUBLIC'
      OR EXISTS (SELECT FROM item i WHERE i.record = r.id AND i.visibility <> 'PUBLIC'))`.execute(transaction);
  return rows.map(({ edition }) => edition);
}
