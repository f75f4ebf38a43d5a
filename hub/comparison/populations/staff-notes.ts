/** Notes of staff on copies: apart from the copies, so that no statement that lists copies can show them. */
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

/** By the number of the copy's row; who may see them is for the caller to decide. */
export async function listStaffNotes(
  db: Kysely<Database>,
  rows: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = await db
    .selectFrom('snapshot_staff_note')
    .select(['item', 'notes'])
    .where('item', 'in', [...rows])
    .execute();
  return new Map(found.map(({ item, notes }) => [item, notes as readonly string[]]));
}
