/** What the index knows of copies and titles that a list of loans names by their system's own ids. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface KnownCopy {
  readonly record: number;
  readonly library: string | null;
  readonly public: boolean;
}

/** Only copies of public records are in the index. */
export async function findCopies(
  db: Kysely<Database>,
  system: number,
  items: readonly string[],
): Promise<ReadonlyMap<string, KnownCopy>> {
  if (items.length === 0) return new Map();
  const { rows } = await sql<KnownCopy & { readonly item: string }>`
    SELECT DISTINCT ON (local_id) local_id AS item, record, library, visibility = 'PUBLIC' AS public
    FROM item WHERE system = ${system} AND local_id = ANY(${[...items]}::text[])
    ORDER BY local_id, id DESC`.execute(db);
  return new Map(rows.map(({ item, ...copy }) => [item, copy]));
}

/** Numbers of records in the index, of those that the public does not see too. */
export async function findRecordNumbers(
  db: Kysely<Database>,
  system: number,
  localIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (localIds.length === 0) return new Map();
  const { rows } = await sql<{ local_id: string; id: number }>`
    SELECT local_id, id FROM record WHERE system = ${system} AND local_id = ANY(${[...localIds]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.local_id, row.id]));
}
