/** Loans by year and month, as the counters of the copies gave them since they were first read: kept with a snapshot, because counters go on. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isSmall, mayShowYears, showCount, sumCells, type ShownCount } from '#domain/small-numbers.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { readResults, type SnapshotFinder } from '../snapshots/finder.ts';
import { ownSystemsOf, systemsOf } from './count-readers.ts';

/** What was lent in a month, or in months that stand together because one of them alone would be a small number. `2026-01`. */
export interface LentMonths {
  readonly from: string;
  readonly to: string;
  readonly count: ShownCount;
}

export interface LentYear {
  readonly year: number;
  /** The first of several years that stand together, of which `year` is the last. */
  readonly from?: number | undefined;
  readonly count: ShownCount;
}

/** What one library lent. */
export interface KeptLent {
  /** The days between which loans were counted, in all of its systems. */
  readonly from: string;
  readonly to: string;
  /** Since when one of its systems, also one that it has left, was counted, where that is long before `from`: the year of `from` has its loans of before. */
  readonly oneFrom?: string | undefined;
  /** What the counters of its copies say in all, since whatever day each began. Not told where no copy has a counter. */
  readonly inAll: ShownCount;
  /** Loans of the days of that time that are in the year. */
  readonly years: readonly LentYear[];
  /** Loans by month, and the first of these; not there before months were counted in all of its systems. */
  readonly months?: readonly LentMonths[] | undefined;
  readonly monthsFrom?: string | undefined;
  /** Months since then that were not counted in all of its systems: of their loans nothing is known by month. */
  readonly notCounted?: readonly string[] | undefined;
}

const RESULT = 'LENT';

export const countLent: SnapshotFinder = {
  what: 'loans by year',
  async find(transaction, { number: snapshot, region }) {
    for (const library of findPermittedRows(region, ['STATISTICS']).libraries) {
      const systems = ownSystemsOf(region, library);
      const time = await findTime(transaction, library, { own: systems, all: systemsOf(region, library) });
      if (time === null) continue;
      const { rows } = await sql<{ year: number; count: number }>`
        SELECT year, sum(loans)::int AS count FROM use_by_year
        WHERE library = ${library} AND year >= ${Number(time.from.slice(0, 4))}
        GROUP BY year ORDER BY year`.execute(transaction);
      const { rows: all } = await sql<{ count: number | null }>`
        SELECT sum(loans)::int AS count FROM use_count JOIN system s ON s.id = use_count.system
        WHERE library = ${library} AND s.system_id = ANY(${[...systems]}::text[])`.execute(transaction);
      const inAll = all[0]?.count ?? null;
      const years = groupYears(rows, inAll);
      const lent: KeptLent = {
        ...time,
        inAll: showCount(inAll),
        years,
        ...(await countMonths(transaction, library, years)),
      };
      // What has been counted stays: a process that goes on later would find more loans.
      await transaction
        .insertInto('snapshot_result')
        .values({ snapshot, report: RESULT, key: library, value: toJson(lent) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  },
};

/** More of one system changes what is said of a year, which is said of ninety days at least. */
const UNEVEN_DAYS = 7;

/** When its loans were counted; null unless all of its own systems were read. A year is kept as the sum over whichever systems it was counted in. */
async function findTime(
  db: Kysely<Database>,
  library: LibraryId,
  systems: { readonly own: readonly SystemId[]; readonly all: readonly SystemId[] },
): Promise<Pick<KeptLent, 'from' | 'to' | 'oneFrom'> | null> {
  const { rows } = await sql<{ from: string; to: string; oneFrom: string | null }>`
    SELECT max(counted_from) FILTER (WHERE is_own)::date::text AS from, min(as_of) FILTER (WHERE is_own)::date::text AS to,
      CASE WHEN min(counted_from) < max(counted_from) FILTER (WHERE is_own) - ${UNEVEN_DAYS} * interval '1 day'
        THEN min(counted_from)::date::text END AS "oneFrom"
    FROM (SELECT l.counted_from, l.as_of, s.system_id = ANY(${[...systems.own]}::text[]) AS is_own
      FROM loan_list l JOIN system s ON s.id = l.system
      WHERE l.list = 'USE_COUNTS' AND l.as_of IS NOT NULL AND (s.system_id = ANY(${[...systems.all]}::text[])
        OR EXISTS (SELECT FROM use_by_month m WHERE m.system = l.system AND m.library = ${library}))) counted
    HAVING count(*) FILTER (WHERE is_own) = ${systems.own.length} AND count(*) FILTER (WHERE is_own) > 0`.execute(db);
  const [time] = rows;
  if (time === undefined) return null;
  const { oneFrom, ...whole } = time;
  return oneFrom === null ? whole : { ...whole, oneFrom };
}

/** From the month on that is the first of all systems in which its copies have counters: they are counted by year for longer. */
export async function countMonths(
  db: Kysely<Database>,
  library: LibraryId,
  years: readonly LentYear[] = [],
): Promise<Pick<KeptLent, 'months' | 'monthsFrom' | 'notCounted'>> {
  const { rows } = await sql<{ month: string; count: number | null }>`
    WITH counted AS (SELECT * FROM use_by_month WHERE library = ${library} AND loans IS NOT NULL),
    first AS (
      SELECT c.system, (SELECT min(m.month) FROM counted m WHERE m.system = c.system) AS month
      FROM use_count c WHERE c.library = ${library} AND c.loans IS NOT NULL GROUP BY c.system
    ), begun AS (SELECT max(month) AS month FROM first HAVING bool_and(month IS NOT NULL))
    SELECT to_char(m.month, 'YYYY-MM') AS month, CASE WHEN bool_and(m.loans IS NOT NULL) THEN sum(m.loans)::int END AS count
    FROM use_by_month m JOIN begun ON m.month >= begun.month
    WHERE m.library = ${library} GROUP BY 1 ORDER BY 1`.execute(db);
  const counted = rows.flatMap(({ month, count }) => (count === null ? [] : [{ month, count }]));
  const [first] = counted;
  if (first === undefined) return {};
  const notCounted = rows.flatMap(({ month, count }) => (count === null && month > first.month ? [month] : []));
  return { months: groupMonths(counted, years), monthsFrom: first.month, notCounted };
}

/** A year of 1 to 4 loans goes with the year behind it, or else with that before it, where the others and the loans in all would tell it. */
export function groupYears(
  years: readonly { readonly year: number; readonly count: number }[],
  inAll: number | null,
): readonly LentYear[] {
  const spans = years.map(({ year, count }) => ({ from: year, to: year, count }));
  const isTold = inAll !== null && !mayShowYears(sumCells([inAll]), sumCells(years.map(({ count }) => count)));
  return (isTold ? joinSmall(spans) : spans).map(({ from, to, count }) => ({
    year: to,
    ...(from === to ? {} : { from }),
    count: showCount(count),
  }));
}

/**
 * A month of 1 to 4 loans goes with the months behind it, or else with those before it, of the same year only, or of years that stand
 * together: their total is shown as well, and would say what is hidden.
 */
export function groupMonths(
  months: readonly { readonly month: string; readonly count: number }[],
  years: readonly LentYear[] = [],
): readonly LentMonths[] {
  const totalOf = (month: string): number => {
    const year = Number(month.slice(0, 4));
    return years.find(({ from, year: to }) => from !== undefined && year >= from && year <= to)?.year ?? year;
  };
  return [...Map.groupBy(months, ({ month }) => totalOf(month)).values()].flatMap((ofTotal) =>
    joinSmall(ofTotal.map(({ month, count }) => ({ from: month, to: month, count }))).map((group) => ({
      ...group,
      count: showCount(group.count),
    })),
  );
}

interface Span<Time> {
  readonly from: Time;
  readonly to: Time;
  readonly count: number;
}

function joinSmall<Time>(spans: readonly Span<Time>[]): readonly Span<Time>[] {
  const groups: Span<Time>[] = [];
  for (const span of spans) {
    const last = groups.at(-1);
    if (last !== undefined && isSmall(last.count)) {
      groups.splice(-1, 1, { from: last.from, to: span.to, count: last.count + span.count });
    } else groups.push(span);
  }
  const end = groups.at(-1);
  const before = groups.findLastIndex((group) => group !== end && group.count > 0);
  if (end === undefined || !isSmall(end.count) || before < 0) return groups;
  const joined = groups.slice(before);
  return [
    ...groups.slice(0, before),
    { from: joined[0]?.from ?? end.from, to: end.to, count: joined.reduce((sum, { count }) => sum + count, 0) },
  ];
}

/** By library; those are missing of which no system tells how often copies were lent, or that have not agreed. */
export async function readLent(db: Kysely<Database>, snapshot: number): Promise<ReadonlyMap<LibraryId, KeptLent>> {
  return (await readResults<KeptLent>(db, { snapshot, report: RESULT })) as ReadonlyMap<LibraryId, KeptLent>;
}
