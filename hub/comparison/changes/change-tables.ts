/** The rows that came, went and changed, as tables of a report. */
import type { Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { CLASS_NAMES } from '../control-totals/reconcile.ts';
import { listedLibraries } from '../day-one/reader-scope.ts';
import {
  countedOffTable,
  link,
  listedTable,
  text,
  toRow,
  type Column,
  type ReportContext,
  type ReportTable,
} from '../reports/report.ts';
import { capital } from '../reports/say.ts';
import { staffLinkTo } from '../reports/staff-link.ts';
import { countCirculationRows, listCirculationRows, type CirculationRow } from './circulation-changes.ts';
import type { ComparedSnapshots } from './compared-snapshots.ts';
import { listChanged, listMoved, type ChangedRow, type ChangesAsked, type MovedRow } from './list-changes.ts';

const FATES: Readonly<Record<MovedRow['fate'], (row: MovedRow) => string>> = {
  NEW: () => 'new in its system',
  ARRIVED: ({ other }) => `was of ${other ?? 'nobody'}`,
  GONE: () => 'no longer in its system',
  MERGED: ({ other }) => `merged: its copies are on record ${other ?? 'of another number'}`,
  LEFT: ({ other }) => `is of ${other ?? 'nobody'} now`,
};

/** How many rows came, went and changed. */
export interface MovedCounts {
  readonly came: number;
  readonly went: number;
  readonly changed: number;
}

/** A table of nothing asks nothing: each statement would find all pairs anew. */
export function rowTables(context: ReportContext, wanted: ChangesAsked, counts: MovedCounts): readonly ReportTable[] {
  const { db, region } = context;
  const { population } = wanted;
  const name = CLASS_NAMES[population];
  const short = population.toLowerCase();
  const linkTo = (system: SystemId, record: string | null): string | null =>
    record === null ? null : staffLinkTo(region, system, { record });
  const moved = (which: 'CAME' | 'WENT'): ReportTable => {
    const totalRows = which === 'CAME' ? counts.came : counts.went;
    return listedTable<MovedRow>(
      {
        name: `${short} ${which.toLowerCase()}`,
        title: which === 'CAME' ? `${capital(name)} that came` : `${capital(name)} that went`,
      },
      {
        columns: [
          text('System', ({ system }) => system),
          text('Library', ({ library }) => library),
          ...(population === 'ITEMS' ? [text<MovedRow>('Barcode', ({ barcode }) => barcode)] : []),
          text('Title', ({ title }) => title),
          ...MORE_COLUMNS[population],
          text('Record number', ({ recordLocalId }) => recordLocalId),
          text('What became of it', (row) => FATES[row.fate](row)),
          ...(population === 'RECORDS' || which === 'CAME'
            ? []
            : [text<MovedRow>('Its record', ({ hasRecord }) => (hasRecord ? 'is still there' : 'went too'))]),
          link('Link', ({ system, recordLocalId }) => linkTo(system, recordLocalId)),
        ],
        totalRows,
        list: async (page) => (totalRows === 0 ? [] : listMoved(db, wanted, which, page)),
        placeOf: ({ row }) => row,
      },
    );
  };
  const columns: readonly Column<ChangedRow>[] = [
    text('System', ({ system }) => system),
    text('Library', ({ library }) => library),
    ...(population === 'ITEMS' ? [text<ChangedRow>('Barcode', ({ barcode }) => barcode)] : []),
    text('Title', ({ title }) => title),
    text('Field', ({ field }) => field),
    text('Before', ({ was }) => was),
    text('Now', ({ now }) => now),
    text('Record number', ({ recordLocalId }) => recordLocalId),
    link('Link', ({ system, recordLocalId }) => linkTo(system, recordLocalId)),
  ];
  const changed: ReportTable = {
    name: `${short} changed`,
    title: `${capital(name)} that changed: each field, from what to what`,
    columns,
    totalRows: null,
    async rows({ after, first }) {
      if (counts.changed === 0) return { rows: [], next: null };
      const page = await listChanged(db, wanted, { after, first, seesAll: context.seesReaders === true });
      return { rows: page.rows.map((row) => toRow(row, columns)), next: page.next };
    },
  };
  return [moved('CAME'), moved('WENT'), changed];
}

const MORE_COLUMNS: Readonly<Record<Population, readonly Column<MovedRow>[]>> = {
  RECORDS: [],
  ITEMS: [
    text('Call number', (row) => row.text),
    text('Item type', ({ itemType }) => itemType),
    text('Location', ({ location }) => location),
    text('Item number', ({ localId }) => localId),
  ],
  STATEMENTS: [text('Kind', ({ itemType }) => itemType), text('Statement', (row) => row.text)],
};

const CIRCULATION_FATES: Readonly<Record<CirculationRow['what'], string>> = {
  CAME: 'new',
  WENT: 'no longer open',
  CHANGED: 'changed',
};

/** A loan that is open still, of another library of its system, did not end, and is not new. */
export function becameOf({ what, other }: CirculationRow): string {
  if (other === null) return CIRCULATION_FATES[what];
  return what === 'CAME' ? `was of ${other}` : `is of ${other} now`;
}

/** Empty for a caller who may not see rows about readers, and of libraries that have not agreed. */
export async function circulationTables(
  context: ReportContext,
  compared: ComparedSnapshots,
): Promise<readonly ReportTable[]> {
  const { db, region } = context;
  const libraries = listedLibraries(context);
  const tables: ReportTable[] = [];
  for (const list of ['LOANS', 'HOLDS'] as const) {
    const two = compared.twoOf(list);
    const wanted = { list, libraries };
    const isNone = libraries.length === 0 || two.shared.length === 0;
    const totalRows = isNone ? 0 : await countCirculationRows(db, two, wanted);
    tables.push(
      countedOffTable<CirculationRow>(
        { name: CLASS_NAMES[list], title: `${capital(CLASS_NAMES[list])} that came, went or changed` },
        {
          totalRows,
          list: async (page) => (totalRows === 0 ? [] : listCirculationRows(db, two, wanted, page)),
          columns: [
            text('System', ({ system }) => system),
            text('Library', ({ library }) => library),
            text('Barcode', ({ barcode }) => barcode),
            text('Title', ({ title }) => title),
            text('What became of it', becameOf),
            text('Field', ({ field }) => field),
            text('Before', ({ was }) => was),
            text('Now', ({ now }) => now),
            text('Record number', ({ recordLocalId }) => recordLocalId),
            link('Link', ({ system, recordLocalId, item }) =>
              staffLinkTo(region, system, { record: recordLocalId, item: item ?? undefined }),
            ),
          ],
        },
      ),
    );
  }
  return tables;
}
