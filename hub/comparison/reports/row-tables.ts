/** Lists of the snapshot's rows as tables of reports. */
import type { Condition } from '#domain/comparison.ts';
import { listRows, type ItemRow, type RecordRow } from '../populations/rows.ts';
import { countRows } from '../populations/counts.ts';
import type { Selection } from '../populations/predicate.ts';
import type { CodeListName } from '#domain/policies.ts';
import { codeNamesOf, type CodeNames } from './code-names.ts';
import { staffLinkTo } from './staff-link.ts';
import { link, number, readPlace, text, toRow } from './report.ts';
import type { Column, ReportContext, ReportPage, ReportRow, ReportTable } from './report.ts';

type Head = Pick<ReportTable, 'name' | 'title'>;

/** The items that conditions choose, within what the report may see; with columns that one report shows besides. */
export function itemTable(
  context: ReportContext,
  head: Head,
  where: readonly Condition[],
  more: readonly Column<ItemRow>[] = [],
): ReportTable {
  const { db, snapshot, scope } = context;
  const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, ...where] } as const;
  return {
    ...head,
    columns: itemColumns(context, null, more),
    totalRows: () => countAll(context, selection),
    async rows({ after, first }) {
      const columns = itemColumns(context, await codeNamesOf(context), more);
      return pageOf(
        after,
        first,
        (page) => listRows(db, selection, page),
        (item) => toRow(item, columns),
      );
    },
  };
}

/** Null for names that are not asked for. */
function itemColumns(
  { region }: ReportContext,
  names: CodeNames | null,
  more: readonly Column<ItemRow>[],
): readonly Column<ItemRow>[] {
  const nameOf = ({ system }: ItemRow, list: CodeListName, code: string | null): string | null =>
    code === null ? null : (names?.nameOf(system, list, code) ?? null);
  return [
    text('Library', (item) => item.library ?? item.ownerCode),
    text('Barcode', (item) => item.barcode),
    text('Title', (item) => item.title),
    text('Call number', (item) => item.callNumber),
    text('Item type', (item) => item.itemType),
    text('Location', (item) => item.locationCode),
    text('Status', (item) => item.statusAtSource ?? item.status),
    text('Record number', (item) => item.recordLocalId),
    text('Item number', (item) => item.localId),
    text('System', (item) => item.system),
    link('Link', (item) => staffLinkTo(region, item.system, { record: item.recordLocalId, item: item.localId })),
    text('Branch code', (item) => item.ownerCode),
    text('Branch', (item) => nameOf(item, 'BRANCH', item.ownerCode)),
    text('Name of item type', (item) => nameOf(item, 'ITEM_TYPE', item.itemType)),
    text('Name of location', (item) => nameOf(item, 'LOCATION', item.locationCode)),
    ...more,
  ];
}

/** The records that conditions choose, within what the report may see. */
export function recordTable(context: ReportContext, head: Head, where: readonly Condition[]): ReportTable {
  const { db, snapshot, scope, region } = context;
  const selection = { snapshot: snapshot.number, population: 'RECORDS', where: [...scope, ...where] } as const;
  const columns: readonly Column<RecordRow>[] = [
    text('Record number', (record) => record.localId),
    text('Title', (record) => record.title),
    text('Format', (record) => record.format),
    text('Year', ({ year }) => (year === null ? null : String(year))),
    text('Libraries', (record) => record.libraries.join(', ')),
    number('Copies', (record) => record.itemCount),
    text('Who may see it', (record) => record.visibility),
    text('System', (record) => record.system),
    link('Link', (record) => staffLinkTo(region, record.system, { record: record.localId })),
  ];
  return {
    ...head,
    columns,
    totalRows: () => countAll(context, selection),
    rows: ({ after, first }) =>
      pageOf(
        after,
        first,
        (page) => listRows(db, selection, page),
        (record) => toRow(record, columns),
      ),
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
