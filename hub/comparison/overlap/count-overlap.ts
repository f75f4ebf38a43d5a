/** How many titles each two libraries, and each two systems, have together: counted once, when the snapshot is taken. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { countSets, type HeldBy, type OverlapCounts } from './overlap-counts.ts';
import { keepResult, readResult } from '../snapshots/finder.ts';
import { lastRead, once } from '../snapshots/once.ts';

type Tx = Transaction<Database>;

/** Who has titles: the systems stand for all of their libraries. */
export const OVERLAP_OF = ['LIBRARY', 'SYSTEM'] as const;
export type OverlapOf = (typeof OVERLAP_OF)[number];

/** What titles are counted apart by. A title counts under each value that one of its records has. */
export const OVERLAP_BY = ['FORMAT', 'CLASS_SCHEME', 'YEAR', 'LANGUAGE'] as const;
export type OverlapBy = (typeof OVERLAP_BY)[number];

const KEPT_AS = 'overlap';

const HOLDERS: Readonly<Record<OverlapOf, RawBuilder<unknown>>> = { LIBRARY: sql`holders`, SYSTEM: sql`systems` };

/** Of `title_record r`; years by ten. */
const VALUES: Readonly<Record<OverlapBy, RawBuilder<unknown>>> = {
  FORMAT: sql`SELECT r.edition, r.format AS value FROM title_record r WHERE r.format IS NOT NULL`,
  CLASS_SCHEME: sql`SELECT r.edition, v.value FROM title_record r, unnest(r.class_schemes) AS v(value)`,
  YEAR: sql`SELECT r.edition, (r.year / 10 * 10)::text AS value FROM title_record r WHERE r.year IS NOT NULL`,
  LANGUAGE: sql`SELECT r.edition, v.value FROM title_record r, unnest(r.languages) AS v(value)`,
};

interface SetRow extends HeldBy {
  readonly value: string;
}

/** From `now_title`, `now_work` and `title_record` of this transaction. */
export async function countOverlap(transaction: Tx, snapshot: number): Promise<void> {
  for (const of of OVERLAP_OF) {
    const holders = HOLDERS[of];
    const editions = await sql<SetRow>`
      SELECT ${holders} AS holders, '' AS value, count(*) AS titles, count(*) FILTER (WHERE brief) AS brief
      FROM now_title GROUP BY 1`.execute(transaction);
    const works = await sql<SetRow>`
      SELECT holders, '' AS value, count(*) AS titles, 0 AS brief FROM (
        SELECT ${holders} AS holders FROM now_work UNION ALL
        SELECT ${holders} FROM now_title t WHERE NOT EXISTS (SELECT FROM now_work w WHERE w.work = t.work)) work
      GROUP BY 1`.execute(transaction);
    const lost = of === 'LIBRARY' ? await countNotFound(transaction) : new Map<string, number>();
    await keepResult(transaction, { snapshot, report: KEPT_AS, key: of }, [
      countSets('', editions.rows, works.rows, lost),
    ]);
    for (const by of OVERLAP_BY) {
      const { rows } = await sql<SetRow>`
        SELECT t.holders, f.value, count(*) AS titles, 0 AS brief
        FROM (SELECT DISTINCT * FROM (${VALUES[by]}) AS told) f
          JOIN (SELECT edition, ${holders} AS holders FROM now_title) t USING (edition)
        GROUP BY 1, 2`.execute(transaction);
      const byValue = [...Map.groupBy(rows, ({ value }) => value)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      await keepResult(
        transaction,
        { snapshot, report: KEPT_AS, key: `${of} ${by}` },
        byValue.map(([value, sets]) => countSets(value, sets)),
      );
    }
  }
}

/** Titles that are on a library's books and of which no copy can be found there. */
async function countNotFound(transaction: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ library: string; titles: number }>`
    SELECT library, count(*) AS titles FROM now_title, unnest(not_found) AS l(library) GROUP BY library`.execute(
    transaction,
  );
  return new Map(rows.map(({ library, titles }) => [library, titles]));
}

/** One for all titles (`by` null), or one for each value. Null if the snapshot was taken before overlap was counted. */
export function readOverlap(
  db: Kysely<Database>,
  snapshot: number,
  of: OverlapOf,
  by: OverlapBy | null,
): Promise<readonly OverlapCounts[] | null> {
  const key = by === null ? of : `${of} ${by}`;
  return once(db, [lastRead(db, snapshot)], ['OVERLAP', key], () =>
    readResult<readonly OverlapCounts[]>(db, { snapshot, report: KEPT_AS, key }),
  );
}
