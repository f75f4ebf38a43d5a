/** The codes in use, counted once for a snapshot: a walk over all copies for each list takes seconds. */
import type { ItemDimension } from '#domain/comparison.ts';
import type { CodeListName } from '#domain/policies.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { countBy } from '../populations/counts.ts';
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
    for (const [list, dimension] of Object.entries(LISTS_OF_ITEMS)) {
      const selection = { snapshot: number, population: 'ITEMS', where: [] } as const;
      const cells = await countBy(transaction, selection, ['SYSTEM', 'LIBRARY', dimension]);
      const codes = cells.map(({ values: [system, library, code], count: items }) => ({
        system,
        library,
        code,
        items,
      }));
      await transaction
        .insertInto('snapshot_result')
        .values({ snapshot: number, report: RESULT, key: list, value: toJson(codes) })
        .execute();
    }
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
