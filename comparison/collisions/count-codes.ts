/** The codes in use, counted once for a snapshot, in one walk over all copies: it takes seconds. */
import type { ItemDimension } from '#domain/comparison.ts';
import type { CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { dimensionOf, fromSelection } from '../populations/predicate.ts';
import type { SnapshotFinder } from '../snapshots/take.ts';

/** The lists whose codes stand on copies, and by which dimension copies are chosen by them. */
export const LISTS_OF_ITEMS = {
  BRANCH: 'OWNER_CODE',
  LOCATION: 'LOCATION',
  ITEM_TYPE: 'ITEM_TYPE',
  COLLECTION: 'COLLECTION',
  STATUS: 'STATUS_AT_SOURCE',
} as const satisfies Partial<Record<CodeListName, ItemDimension>>;
export type ItemListName = keyof typeof LISTS_OF_ITEMS;

export interface CodeInUse {
  readonly system: string;
  /** `(none)` for copies whose owner nobody knows. */
  readonly library: string;
  readonly code: string;
  readonly items: number;
}

const RESULT = 'codes';

export const countCodes: SnapshotFinder = {
  what: 'codes in use',
  async find(transaction, { number }) {
    await transaction
      .deleteFrom('snapshot_result')
      .where('snapshot', '=', number)
      .where('report', '=', RESULT)
      .execute();
    const lists = Object.entries(LISTS_OF_ITEMS);
    const columns = lists.map(([list, dimension]) => sql`${dimensionOf('ITEMS', dimension).value} AS ${sql.ref(list)}`);
    const sets = lists.map(([list]) => sql`(system, library, ${sql.ref(list)})`);
    // A value is never null: what is null is not grouped by.
    const names = lists.map(([list]) => sql`WHEN ${sql.ref(list)} IS NOT NULL THEN ${sql.lit(list)}`);
    const codes = lists.map(([list]) => sql.ref(list));
    await sql`
      INSERT INTO snapshot_result (snapshot, report, key, value)
      SELECT ${number}::int, ${RESULT}, list, json_agg(json_build_object(
        'system', name.system_id, 'library', library, 'code', code, 'items', items) ORDER BY items DESC, name.system_id, code)
      FROM (
        SELECT system, library, CASE ${sql.join(names, sql` `)} END AS list, coalesce(${sql.join(codes)}) AS code,
          count(*) AS items
        FROM (SELECT t.system, ${dimensionOf('ITEMS', 'LIBRARY').value} AS library, ${sql.join(columns)}
          ${fromSelection({ snapshot: number, population: 'ITEMS', where: [] })}) copy
        GROUP BY GROUPING SETS (${sql.join(sets)})) used
        JOIN system name ON name.id = used.system
      GROUP BY list`.execute(transaction);
  },
};

export async function codesInUse(
  db: Kysely<Database>,
  snapshot: number,
  list: ItemListName,
): Promise<readonly CodeInUse[]> {
  const row = await db
    .selectFrom('snapshot_result')
    .select('value')
    .where('snapshot', '=', snapshot)
    .where('report', '=', RESULT)
    .where('key', '=', list)
    .executeTakeFirst();
  return (row?.value ?? []) as readonly CodeInUse[];
}
