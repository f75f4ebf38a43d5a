/** Loans and holds of a snapshot as tables: by the copy or the record, never by the reader, whom the system itself names. */
import type { SystemId } from '#domain/ids.ts';
import { notCounted } from '#domain/move-phases.ts';
import { sql, type RawBuilder } from 'kysely';
import { LONG_OVERDUE, WAITS_SINCE } from '../readers/count-readers.ts';
import { countedOffTable, date, link, text } from '../reports/report.ts';
import type { Column, ReportContext, ReportTable } from '../reports/report.ts';
import { staffLinkTo } from '../reports/staff-link.ts';
import { listedLibraries } from './reader-scope.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

type Head = Pick<ReportTable, 'name' | 'title'>;

/** Of a loan `l` of the snapshot `s`. */
const LOANS = {
  LONG_OVERDUE,
  TO_EXPIRED_READERS: sql`EXISTS (SELECT FROM snapshot_reader r WHERE r.snapshot = l.snapshot AND r.system = l.system
    AND r.reader_token = l.reader_token AND r.expired)`,
} as const satisfies Record<string, RawBuilder<unknown>>;

/** The copy's and the record's rows of the same version. */
const COPY = sql`LEFT JOIN LATERAL (SELECT t.barcode, t.call_number FROM snapshot_item t
    WHERE t.record = x.record AND t.system = x.system AND t.local_id = x.item AND ${isInVersion('t', 'v')} LIMIT 1) t ON true
  LEFT JOIN LATERAL (SELECT r.local_id, r.title FROM snapshot_record r
    WHERE r.record = x.record AND r.system = x.system AND ${isInVersion('r', 'v')} LIMIT 1) r ON true`;

interface CirculationRow {
  readonly library: string;
  readonly system: SystemId;
  readonly barcode: string | null;
  readonly title: string | null;
  readonly callNumber: string | null;
  readonly item: string | null;
  readonly recordLocalId: string | null;
  readonly first: string | null;
  readonly second: string | null;
  readonly third: string | null;
}

const first = (row: CirculationRow): string | null => row.first;
const second = (row: CirculationRow): string | null => row.second;
const third = (row: CirculationRow): string | null => row.third;

/** Empty for a caller who may not see rows about readers. */
export async function loanTable(context: ReportContext, head: Head, which: keyof typeof LOANS): Promise<ReportTable> {
  const loans = sql`
    SELECT l.system, l.library, l.record, l.item, coalesce(l.due_on, l.due_at::date)::text AS first,
      l.loaned_at::date::text AS second, l.renewals::text AS third
    FROM snapshot_loan l JOIN snapshot s ON s.id = l.snapshot
    WHERE l.snapshot = ${context.snapshot.number} AND ${LOANS[which]}`;
  return circulationTable(context, { ...head, rows: loans }, [
    date('Due', first),
    date('Lent', second),
    text('Renewals', third),
  ]);
}

/** Holds that have waited for over so many days. */
export async function holdTable(context: ReportContext, head: Head, days: number): Promise<ReportTable> {
  const holds = sql`
    SELECT h.system, h.library, h.record, h.item, (${WAITS_SINCE})::text AS first, h.placed_on::text AS second,
      h.status AS third
    FROM snapshot_hold h JOIN snapshot s ON s.id = h.snapshot
    WHERE h.snapshot = ${context.snapshot.number} AND ${WAITS_SINCE} < s.taken_at::date - ${days}::int`;
  return circulationTable(context, { ...head, rows: holds }, [
    date('Waits since', first),
    date('Placed', second),
    text('State', third),
  ]);
}

async function circulationTable(
  context: ReportContext,
  { rows, ...head }: Head & { readonly rows: RawBuilder<unknown> },
  own: readonly Column<CirculationRow>[],
): Promise<ReportTable> {
  const { db, snapshot, system, region } = context;
  const libraries = [...listedLibraries(context)];
  const columns = [
    text<CirculationRow>('Library', ({ library }) => library),
    text<CirculationRow>('Barcode', ({ barcode }) => barcode),
    text<CirculationRow>('Title', ({ title }) => title),
    text<CirculationRow>('Call number', ({ callNumber }) => callNumber),
    ...own,
    text<CirculationRow>('Record number', ({ recordLocalId }) => recordLocalId),
    text<CirculationRow>('Item number', ({ item }) => item),
    text<CirculationRow>('System', (row) => row.system),
    link<CirculationRow>('Link', (row) =>
      staffLinkTo(region, row.system, { record: row.recordLocalId, item: row.item ?? undefined }),
    ),
  ];
  const chosen = sql`
    FROM (${rows}) x JOIN system name ON name.id = x.system
      JOIN snapshot_system v ON v.snapshot = ${snapshot.number} AND v.system = x.system
    WHERE x.library = ANY(${libraries}::text[])
      AND ${system === null ? sql`NOT name.system_id || ' ' || x.library = ANY(${[...notCounted(region)]}::text[])` : sql`name.system_id = ${system}`}`;
  // Of no library there is nothing to look for.
  const { rows: counted } =
    libraries.length === 0
      ? { rows: [] }
      : await sql<{ count: number }>`SELECT count(*)::int AS count ${chosen}`.execute(db);
  return countedOffTable<CirculationRow>(head, {
    columns,
    totalRows: counted[0]?.count ?? 0,
    async list({ from, first: most }) {
      const { rows: listed } = await sql<CirculationRow>`
        SELECT x.library, x.system_id AS system, t.barcode, r.title, t.call_number AS "callNumber", x.item,
          r.local_id AS "recordLocalId", x.first, x.second, x.third
        FROM (SELECT x.*, name.system_id ${chosen} ORDER BY x.first, name.system_id, x.item, x.record
            LIMIT ${most} OFFSET ${from}) x
          JOIN snapshot_system v ON v.snapshot = ${snapshot.number} AND v.system = x.system ${COPY}
        ORDER BY x.first, x.system_id, x.item, x.record`.execute(db);
      return listed;
    },
  });
}
