/** Which codes the copies of a snapshot carry, and how many copies each has. */
import { NONE, NOT_TOLD, type ItemDimension } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { dimensionOf, fromSelection } from '../populations/predicate.ts';
import type { SnapshotFinder } from '../snapshots/take.ts';

/** By what copies are listed that have a code of the list; readers' categories are on no copy. */
export const DIMENSION_OF_LIST = {
  BRANCH: 'OWNER_CODE',
  LOCATION: 'LOCATION',
  COLLECTION: 'COLLECTION',
  ITEM_TYPE: 'ITEM_TYPE',
  STATUS: 'STATUS_AT_SOURCE',
} as const satisfies Record<Exclude<CodeListName, 'PATRON_CATEGORY'>, ItemDimension>;

/** A code on copies of one library. `(none)` and `(not told)` stand here too: they are no codes, but copies have them. */
export interface CodeInUse {
  readonly system: SystemId;
  readonly list: keyof typeof DIMENSION_OF_LIST;
  readonly code: string;
  /** Id of the library, or `(none)`. */
  readonly library: string;
  /** The `ItemStatus` of a status, the `ItemUse` of an item type; null if there is none. */
  readonly meaning: string | null;
  readonly items: number;
}

const REPORT = 'CODES_IN_USE';
const value = (dimension: ItemDimension): RawBuilder<unknown> => dimensionOf('ITEMS', dimension).value;

/** In one pass over the copies, by the predicates by which they are listed. */
export const countCodesInUse: SnapshotFinder = {
  what: 'codes in use',
  async find(transaction, { number }) {
    await transaction
      .deleteFrom('snapshot_result')
      .where('snapshot', '=', number)
      .where('report', '=', REPORT)
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
      SELECT ${number}::int, ${REPORT}::text, name.system_id, json_agg(json_build_object('system', name.system_id,
        'list', list, 'code', code, 'library', library, 'meaning', meaning, 'items', items)
        ORDER BY list, code, library, meaning)
      FROM counted JOIN system name ON name.id = counted.system
      GROUP BY name.system_id`.execute(transaction);
  },
};

/** By system, list, code, library and meaning. */
export async function readCodesInUse(db: Kysely<Database>, snapshot: number): Promise<readonly CodeInUse[]> {
  const rows = await db
    .selectFrom('snapshot_result')
    .select('value')
    .where('snapshot', '=', snapshot)
    .where('report', '=', REPORT)
    .orderBy('key')
    .execute();
  return rows.flatMap((row) => row.value as readonly CodeInUse[]);
}

/** Whether it is a code at all. */
export function isCode(code: string): boolean {
  return code !== NONE && code !== NOT_TOLD;
}
