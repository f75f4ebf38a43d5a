/** The codes in use, counted once for a snapshot: a walk over all copies takes seconds. */
import { NOT_TOLD, type ItemDimension } from '#domain/comparison.ts';
import type { CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
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

/** `(none)` and `(not told)` stand here as codes do: they are none, but copies have them. */
export interface CodeInUse {
  readonly system: string;
  /** `(none)` for copies whose owner nobody knows. */
  readonly library: string;
  readonly code: string;
  readonly items: number;
}

/** A code on copies that are alike in what they are. */
export interface CodeWithMeaning extends CodeInUse {
  readonly list: ItemListName;
  /** The `ItemStatus` of a status, the `ItemUse` of an item type; null if there is none. */
  readonly meaning: string | null;
}

const RESULT = 'codes';
const value = (dimension: ItemDimension): RawBuilder<unknown> => dimensionOf('ITEMS', dimension).value;

/** In one pass over the copies, by the predicates by which they are listed. */
export const countCodes: SnapshotFinder = {
  what: 'codes in use',
  async find(transaction, { number }) {
    await transaction
      .deleteFrom('snapshot_result')
      .where('snapshot', '=', number)
      .where('report', '=', RESULT)
      .execute();
    await sql`
      WITH copies AS (
        SELECT s.system, ${value('LIBRARY')} AS library, ${value('OWNER_CODE')} AS branch, ${value('LOCATION')} AS location,
          ${value('COLLECTION')} AS collection, ${value('ITEM_TYPE')} AS item_type, ${value('USE')} AS item_use,
          ${value('STATUS_AT_SOURCE')} AS status_code, ${value('STATUS')} AS status
        ${fromSelection({ snapshot: number, population: 'ITEMS', where: [] })}),
      counted AS (
        SELECT system, library, coalesce(branch, location, collection, item_type, status_code) AS code,
          CASE WHEN branch IS NOT NULL THEN 'BRANCH' WHEN location IS NOT NULL THEN 'LOCATION'
            WHEN collection IS NOT NULL THEN 'COLLECTION' WHEN item_type IS NOT NULL THEN 'ITEM_TYPE'
            ELSE 'STATUS' END AS list,
          nullif(coalesce(item_use, status), ${NOT_TOLD}::text) AS meaning, count(*) AS items
        FROM copies
        GROUP BY GROUPING SETS ((system, library, branch), (system, library, location), (system, library, collection),
          (system, library, item_type, item_use), (system, library, status_code, status)))
      INSERT INTO snapshot_result (snapshot, report, key, value)
      SELECT ${number}::int, ${RESULT}::text, list, json_agg(json_build_object('system', name.system_id, 'library', library,
        'code', code, 'items', items, 'list', list, 'meaning', meaning)
        ORDER BY items DESC, name.system_id, library, code, meaning)
      FROM counted JOIN system name ON name.id = counted.system
      GROUP BY list`.execute(transaction);
  },
};

/** By system, library and code, the code on most copies first. */
export async function codesInUse(
  db: Kysely<Database>,
  snapshot: number,
  list: ItemListName,
): Promise<readonly CodeInUse[]> {
  const parts = (await codesWithMeaning(db, snapshot)).filter((one) => one.list === list);
  const groups = Map.groupBy(parts, ({ system, library, code }) => JSON.stringify([system, library, code]));
  return [...groups.values()]
    .flatMap(([first, ...others]): CodeInUse[] => {
      if (first === undefined) return [];
      const { system, library, code } = first;
      return [{ system, library, code, items: others.reduce((sum, { items }) => sum + items, first.items) }];
    })
    .toSorted((a, b) => b.items - a.items);
}

/** The same, apart by what the copies are. */
export async function codesWithMeaning(db: Kysely<Database>, snapshot: number): Promise<readonly CodeWithMeaning[]> {
  const rows = await db
    .selectFrom('snapshot_result')
    .select('value')
    .where('snapshot', '=', snapshot)
    .where('report', '=', RESULT)
    .orderBy('key')
    .execute();
  return rows.flatMap((row) => row.value as readonly CodeWithMeaning[]);
}
