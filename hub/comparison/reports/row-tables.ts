/** Lists of the snapshot's rows as tables of reports. */
import type { Condition } from '#domain/comparison.ts';
import { listRows, type ItemRow, type RecordRow } from '../populations/rows.ts';
import { countRows } from '../populations/counts.ts';
import type { Selection } from '../populations/predicate.ts';
import type { CodeListName } from '#domain/policies.ts';
import { codeNamesOf, type CodeNames } from './code-names.ts';
import { staffLinkTo } from './staff-link.ts';
import { readPlace } from './report.ts';
import type { ReportColumn, ReportContext, ReportPage, ReportRow, ReportTable } from './report.ts';

type Head = Pick<ReportTable, 'name' | 'title'>;

const ITEM_COLUMNS: readonly ReportColumn[] = [
  { header: 'Library', kind: 'TEXT' },
  { header: 'Barcode', kind: 'TEXT' },
  { header: 'Title', kind: 'TEXT' },
  { header: 'Call number', kind: 'TEXT' },
  { header: 'Item type', kind: 'TEXT' },
  { header: 'Location', kind: 'TEXT' },
  { header: 'Status', kind: 'TEXT' },
  { header: 'Record number', kind: 'TEXT' },
  { header: 'Item number', kind: 'TEXT' },
  { header: 'System', kind: 'TEXT' },
  { header: 'Link', kind: 'LINK' },
  { header: 'Branch code', kind: 'TEXT' },
  { header: 'Branch', kind: 'TEXT' },
  { header: 'Name of item type', kind: 'TEXT' },
  { header: 'Name of location', kind: 'TEXT' },
];

/** A column that one report shows besides those of every list. */
export interface MoreOfItem {
  readonly column: ReportColumn;
  readonly of: (item: ItemRow) => string | number | null;
}

/** The items that conditions choose, within what the report may see. */
export function itemTable(
  context: ReportContext,
  head: Head,
  where: readonly Condition[],
  more: readonly MoreOfItem[] = [],
): ReportTable {
  const { db, snapshot, scope, region } = context;
  const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, ...where] } as const;
  const nameOf = (names: CodeNames, { system }: ItemRow, list: CodeListName, code: string | null): string | null =>
    code === null ? null : names.nameOf(system, list, code);
  const toRow = (item: ItemRow, names: CodeNames): ReportRow => ({
    cells: [
      item.library ?? item.ownerCode,
      item.barcode,
      item.title,
      item.callNumber,
      item.itemType,
      item.locationCode,
      item.statusAtSource ?? item.status,
      item.recordLocalId,
      item.localId,
      item.system,
      staffLinkTo(region, item.system, { record: item.recordLocalId, item: item.localId }),
      item.ownerCode,
      nameOf(names, item, 'BRANCH', item.ownerCode),
      nameOf(names, item, 'ITEM_TYPE', item.itemType),
      nameOf(names, item, 'LOCATION', item.locationCode),
      ...more.map(({ of }) => of(item)),
    ],
  });
  return {
    ...head,
    columns: [...ITEM_COLUMNS, ...more.map(({ column }) => column)],
    totalRows: () => countAll(context, selection),
    async rows({ after, first }) {
      const names = await codeNamesOf(context);
      return pageOf(
        after,
        first,
        (page) => listRows(db, selection, page),
        (item) => toRow(item, names),
      );
    },
  };
}

const RECORD_COLUMNS: readonly ReportColumn[] = [
  { header: 'Record number', kind: 'TEXT' },
  { header: 'Title', kind: 'TEXT' },
  { header: 'Format', kind: 'TEXT' },
  { header: 'Year', kind: 'TEXT' },
  { header: 'Libraries', kind: 'TEXT' },
  { header: 'Copies', kind: 'NUMBER' },
  { header: 'Who may see it', kind: 'TEXT' },
  { header: 'System', kind: 'TEXT' },
  { header: 'Link', kind: 'LINK' },
];

/** The records that conditions choose, within what the report may see. */
export function recordTable(context: ReportContext, head: Head, where: readonly Condition[]): ReportTable {
  const { db, snapshot, scope, region } = context;
  const selection = { snapshot: snapshot.number, population: 'RECORDS', where: [...scope, ...where] } as const;
  const toRow = (record: RecordRow): ReportRow => ({
    cells: [
      record.localId,
      record.title,
      record.format,
      record.year === null ? null : String(record.year),
      record.libraries.join(', '),
      record.itemCount,
      record.visibility,
      record.system,
      staffLinkTo(region, record.system, { record: record.localId }),
    ],
  });
  return {
    ...head,
    columns: RECORD_COLUMNS,
    totalRows: () => countAll(context, selection),
    rows: ({ after, first }) => pageOf(after, first, (page) => listRows(db, selection, page), toRow),
  };
}

async function countAll({ db }: ReportContext, selection: Selection): Promise<number | null> {
  return (await countRows(db, selection)).value;
}

/** A page of a list whose rows have numbers in its order. */
export async function pageOf<Row extends { readonly row: number }>(
  after: string | null,
  first: number,
  list: (page: { readonly after: number | null; readonly first: number }) => Promise<readonly Row[]>,
  toRow: (row: Row) => ReportRow,
): Promise<ReportPage> {
  const rows = await list({ after: readPlace(after), first });
  const last = rows.at(-1);
  return { rows: rows.map(toRow), next: last === undefined || rows.length < first ? null : String(last.row) };
}
