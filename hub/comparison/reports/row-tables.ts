/** Lists of the snapshot's rows as tables of reports. */
import type { Condition } from '#domain/comparison.ts';
import { countRows } from '../populations/counts.ts';
import { listRows, type ItemRow, type RecordRow } from '../populations/rows.ts';
import type { Selection } from '../populations/predicate.ts';
import type { CodeListName } from '#domain/policies.ts';
import { codeNamesOf, type CodeNames } from './code-names.ts';
import { staffLinkTo } from './staff-link.ts';
import {
  link,
  listedTable,
  number,
  ownLanguage,
  text,
  type Column,
  type ReportContext,
  type ReportTable,
} from './report.ts';

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
  return listedTable<NamedItem>(head, {
    columns: [...itemColumns(context), ...more],
    totalRows: () => countAll(context, selection),
    async list(page) {
      const names = await codeNamesOf(context);
      return (await listRows(db, selection, page)).map((item) => ({ ...item, names }));
    },
    placeOf: ({ row }) => row,
    languageOf: ownLanguage,
  });
}

interface NamedItem extends ItemRow {
  readonly names: CodeNames;
}

function itemColumns({ region }: ReportContext): readonly Column<NamedItem>[] {
  const nameOf = ({ system, names }: NamedItem, list: CodeListName, code: string | null): string | null =>
    code === null ? null : names.nameOf(system, list, code);
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
  return listedTable(head, {
    columns,
    totalRows: () => countAll(context, selection),
    list: (page) => listRows(db, selection, page),
    placeOf: ({ row }) => row,
    languageOf: ownLanguage,
  });
}

async function countAll({ db }: ReportContext, selection: Selection): Promise<number | null> {
  return (await countRows(db, selection)).value;
}
