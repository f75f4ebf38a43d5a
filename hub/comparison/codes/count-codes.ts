/** The codes in use, counted once for a snapshot: a walk over all copies takes seconds. */
import { NONE, NOT_TOLD, type ItemDimension } from '#domain/comparison.ts';
import type { CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { dimensionOf, fromSelection } from '../populations/predicate.ts';
import { dropResults, readResults, type SnapshotFinder } from '../snapshots/finder.ts';
import { lastRead, once } from '../snapshots/once.ts';

/** The lists whose codes stand on copies, and by which dimension copies are chosen by them. */
export const LISTS_OF_ITEMS = {
  BRANCH: 'OWNER_CODE',
  LOCATION: 'LOCATION',
  ITEM_TYPE: 'ITEM_TYPE',
  COLLECTION: 'COLLECTION',
  STATUS: 'STATUS_AT_SOURCE',
} as const satisfies Partial<Record<CodeListName, ItemDimension>>;
export type ItemListName = keyof typeof LISTS_OF_ITEMS;

export const LIST_WORDS: Readonly<Record<CodeListName, string>> = {
  BRANCH: 'branch',
  LOCATION: 'location',
  COLLECTION: 'collection',
  ITEM_TYPE: 'item type',
  PATRON_CATEGORY: 'patron category',
  STATUS: 'status',
};

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

/** When codes were last used: read by the report on codes. */
export const LAST_USE = 'codes last used';

/** In one pass over the copies, by the predicates by which they are listed. */
export const countCodes: SnapshotFinder = {
  what: 'codes in use',
  async find(transaction, { number }) {
    for (const report of [RESULT, LAST_USE]) await dropResults(transaction, { snapshot: number, report });
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    await sql`DROP TABLE IF EXISTS alike_copy`.execute(transaction);
    // OFFSET 0: the text is read once, not for each of its keys again.
    await sql`
      CREATE TEMP TABLE alike_copy ON COMMIT DROP AS
      SELECT s.system, ${value('LIBRARY')} AS library, ${value('OWNER_CODE')} AS branch, ${value('LOCATION')} AS location,
        ${value('COLLECTION')} AS collection, ${value('ITEM_TYPE')} AS item_type, ${value('USE')} AS item_use,
        ${value('STATUS_AT_SOURCE')} AS status_code, ${value('STATUS')} AS status, count(*) AS items,
        max(d.details ->> 'lastBorrowedOn') AS last_borrowed, max(d.details ->> 'createdOn') AS last_created,
        bool_and(d.details ? 'lastBorrowedOn') AS tells_loans
      ${fromSelection(
        { snapshot: number, population: 'ITEMS', where: [] },
        { joined: sql`CROSS JOIN LATERAL (SELECT t.details::jsonb AS details OFFSET 0) d` },
      )}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`.execute(transaction);
    await keepCounts(transaction, number);
    await keepLastUse(transaction, number);
  },
};

async function keepCounts(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  await sql`
    WITH counted AS (
      SELECT system, library, coalesce(branch, location, collection, item_type, status_code) AS code,
        CASE WHEN branch IS NOT NULL THEN 'BRANCH' WHEN location IS NOT NULL THEN 'LOCATION'
          WHEN collection IS NOT NULL THEN 'COLLECTION' WHEN item_type IS NOT NULL THEN 'ITEM_TYPE'
          ELSE 'STATUS' END AS list,
        nullif(coalesce(item_use, status), ${NOT_TOLD}::text) AS meaning, sum(items)::bigint AS items
      FROM alike_copy
      GROUP BY GROUPING SETS ((system, library, branch), (system, library, location), (system, library, collection),
        (system, library, item_type, item_use), (system, library, status_code, status)))
    INSERT INTO snapshot_result (snapshot, report, key, value)
    SELECT ${snapshot}::int, ${RESULT}::text, list, json_agg(json_build_object('system', name.system_id, 'library', library,
      'code', code, 'items', items, 'list', list, 'meaning', meaning)
      ORDER BY items DESC, name.system_id, library, code, meaning)
    FROM counted JOIN system name ON name.id = counted.system
    GROUP BY list`.execute(transaction);
}

/** An item has a code of each list, and of the states perhaps several. */
async function keepLastUse(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  await sql`
    INSERT INTO snapshot_result (snapshot, report, key, value)
    SELECT ${snapshot}::int, ${LAST_USE}::text, '', coalesce(json_agg(used), '[]')
    FROM (
      SELECT name.system_id AS system, c.library, l.list, l.code, sum(c.items)::bigint AS count,
        max(c.last_borrowed) AS "lastBorrowed", max(c.last_created) AS "lastCreated", bool_and(c.tells_loans) AS "tellsLoans",
        bool_or(nullif(c.status, ${NOT_TOLD}) <> 'UNKNOWN') AS "hasKnownState"
      FROM alike_copy c JOIN system name ON name.id = c.system
        CROSS JOIN LATERAL (
          VALUES ('BRANCH', c.branch), ('LOCATION', c.location), ('ITEM_TYPE', c.item_type), ('COLLECTION', c.collection)
          UNION ALL SELECT 'STATUS', unnest(string_to_array(c.status_code, ', '))) AS l(list, code)
      WHERE l.code NOT IN ('', ${NONE}, ${NOT_TOLD})
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4) used`.execute(transaction);
}

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
export function codesWithMeaning(db: Kysely<Database>, snapshot: number): Promise<readonly CodeWithMeaning[]> {
  const read = async (): Promise<readonly CodeWithMeaning[]> => {
    const kept = await readResults<readonly CodeWithMeaning[]>(db, { snapshot, report: RESULT });
    return [...kept.values()].flat();
  };
  return once(db, [lastRead(db, snapshot)], ['CODES'], read, (codes) => codes.length);
}
