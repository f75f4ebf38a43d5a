/** Asks the graph for the rows of a population that conditions choose, and for tables of their numbers. */
import { NOT_TOLD, type Population } from '#domain/comparison.ts';
import { askGraph, type Graph } from '../ask-graph.ts';
import type { ChosenSnapshot } from './choose.ts';
import { eachRow, toPage, type Connection } from './pages.ts';
import type { Condition, Shown, ShownColumn, ShownLine, ShownRow, ShownTable } from './shown.ts';
import { EXPORT_PAGE } from './start-export.ts';

export interface RowsQuestion {
  readonly snapshot: ChosenSnapshot;
  readonly of: Population;
  readonly where: readonly Condition[];
  /** Notes of staff too, in a column of their own. Only copies have any. */
  readonly staffNotes: boolean;
}

/** A row of the graph: some of the fields of `SnapshotRecord`, `SnapshotItem` or `SnapshotStatement`. */
type Node = Readonly<Record<string, unknown>>;

interface Field extends ShownColumn {
  /** As the graph calls it; for a detail of a copy, `details.price`. */
  readonly field: string;
  /** What stands in a cell for null; nothing if not given. */
  readonly ifNull?: string;
}

const text = (field: string, header: string): Field => ({ field, header, kind: 'TEXT' });
const LINK: Field = { field: 'staffLink', header: 'Link', kind: 'LINK' };
const detail = (name: string, header: string, kind: Field['kind'] = 'TEXT'): Field => ({
  field: `details.${name}`,
  header,
  kind,
});

const FIELDS: Readonly<Record<Population, readonly Field[]>> = {
  RECORDS: [
    text('localId', 'Record number'),
    text('title', 'Title'),
    text('format', 'Format'),
    text('year', 'Year'),
    text('libraries', 'Libraries'),
    { field: 'itemCount', header: 'Copies', kind: 'NUMBER' },
    text('visibility', 'Who may see it'),
    text('system', 'System'),
    LINK,
  ],
  ITEMS: [
    text('library', 'Library'),
    text('barcode', 'Barcode'),
    text('title', 'Title'),
    text('callNumber', 'Call number'),
    text('itemType', 'Item type'),
    text('locationCode', 'Location'),
    { ...text('status', 'Status'), ifNull: NOT_TOLD },
    { ...text('statusAtSource', 'Status at source'), ifNull: NOT_TOLD },
    text('recordLocalId', 'Record number'),
    text('localId', 'Item number'),
    text('ownerCode', 'Owner code'),
    text('visibility', 'Who may see it'),
    text('leftOut', 'Left out of public counts because'),
    text('system', 'System'),
    detail('enumeration', 'Enumeration'),
    detail('chronology', 'Chronology'),
    detail('copyNumber', 'Copy number'),
    detail('collection', 'Collection'),
    detail('price', 'Price'),
    detail('acquiredOn', 'Acquired', 'DATE'),
    detail('createdOn', 'Created', 'DATE'),
    detail('lastBorrowedOn', 'Last borrowed', 'DATE'),
    detail('dueOn', 'Due back', 'DATE'),
    detail('publicNotes', 'Public notes'),
    detail('statistics', 'Statistics'),
    detail('other', 'Other'),
    LINK,
  ],
  STATEMENTS: [
    text('library', 'Library'),
    text('title', 'Title'),
    text('kind', 'Kind'),
    text('text', 'Statement'),
    text('starts', 'From'),
    text('ends', 'To'),
    text('recordLocalId', 'Record number'),
    text('system', 'System'),
  ],
};

const STAFF_NOTES = text('staffNotes', 'Staff notes');

/** The list of the rows, whose number is the one of {@link Shown.summary}. */
export async function askRows(graph: Graph, { snapshot, of, where, staffNotes }: RowsQuestion): Promise<Shown> {
  const fields = [...FIELDS[of], ...(staffNotes ? [STAFF_NOTES] : [])];
  const list = of.toLowerCase();
  const question = `query Rows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
    snapshot(name: $snapshot) { ${list}(where: $where, first: $first, after: $after, export: $export) {
      edges { node { ${selectionOf(fields)} } } pageInfo { hasNextPage endCursor } } } }`;
  async function pageOf(page: Readonly<Record<string, unknown>>): Promise<Connection<Node>> {
    const variables = { snapshot: snapshot.name, where, ...page };
    const { snapshot: found } = await askGraph<{ snapshot: Readonly<Record<string, Connection<Node>>> }>(
      graph,
      question,
      variables,
    );
    const rows = found[list];
    if (rows === undefined) throw new Error(`the graph gives no ${list}`);
    return rows;
  }
  const toRow = (node: Node): ShownRow => fields.map(({ field, ifNull }) => cellOf(node, field) ?? ifNull ?? null);
  const line = await askNumber(graph, { snapshot: snapshot.name, of, where });
  const table: ShownTable = {
    name: list,
    title: describeRows(of, where),
    columns: fields,
    totalRows: line.value,
    firstRows: async (first) => toPage(await pageOf({ first }), toRow).rows,
    allRows: (exportId) =>
      eachRow(async (after) => toPage(await pageOf({ first: EXPORT_PAGE, after, export: exportId }), toRow)),
  };
  const title = line.value === null ? `Nobody tells how many ${list} there are.` : `${line.value} ${list}.`;
  return {
    name: list,
    snapshot: snapshot.name,
    takenAt: snapshot.takenAt,
    library: null,
    title,
    notReconciled: [],
    summary: [line],
    tables: [table],
  };
}

const COUNT = `query Count($snapshot: String!, $of: Population!, $where: [Condition!]) {
  snapshot(name: $snapshot) { count(of: $of, where: $where) { value notToldBy } } }`;

interface NumberQuestion {
  readonly snapshot: string;
  readonly of: Population;
  readonly where: readonly Condition[];
}

async function askNumber(graph: Graph, question: NumberQuestion): Promise<ShownLine> {
  const { snapshot } = await askGraph<{
    snapshot: { count: { readonly value: number | null; readonly notToldBy: readonly string[] } };
  }>(graph, COUNT, { ...question });
  return { label: describeRows(question.of, question.where), text: null, drill: null, ...snapshot.count };
}

export interface TableQuestion {
  readonly snapshot: ChosenSnapshot;
  readonly of: Population;
  readonly by: readonly string[];
  readonly where: readonly Condition[];
}

const TABLE = `query Table($snapshot: String!, $of: Population!, $by: [Dimension!]!, $where: [Condition!]) {
  snapshot(name: $snapshot) { table(of: $of, by: $by, where: $where, first: 5000) { totalRows rows { values count } } } }`;

/** Numbers by dimensions, the largest first. */
export async function askTable(graph: Graph, { snapshot, of, by, where }: TableQuestion): Promise<Shown> {
  const { snapshot: found } = await askGraph<{
    snapshot: {
      table: {
        readonly totalRows: number;
        readonly rows: readonly { readonly values: readonly string[]; readonly count: number }[];
      };
    };
  }>(graph, TABLE, { snapshot: snapshot.name, of, by, where });
  const { totalRows, rows } = found.table;
  const shown: readonly ShownRow[] = rows.map(({ values, count }) => [...values, String(count)]);
  const list = of.toLowerCase();
  const table: ShownTable = {
    name: `${list} by ${by.join(' and ').toLowerCase()}`,
    title: describeRows(of, where),
    columns: [
      ...by.map((dimension) => ({ header: dimension, kind: 'TEXT' as const })),
      { header: of, kind: 'NUMBER' as const },
    ],
    totalRows,
    firstRows: (most) => Promise.resolve(shown.slice(0, most)),
    allRows: () => eachRow(() => Promise.resolve({ rows: shown, next: null })),
  };
  const line = await askNumber(graph, { snapshot: snapshot.name, of, where });
  const title = `${totalRows} ${totalRows === 1 ? 'group' : 'groups'} of ${list}.`;
  return {
    name: table.name,
    snapshot: snapshot.name,
    takenAt: snapshot.takenAt,
    library: null,
    title,
    notReconciled: [],
    summary: [line],
    tables: [table],
  };
}

/** `ITEMS where ITEM_TYPE is STL or BOOK`. */
function describeRows(of: Population, where: readonly Condition[]): string {
  const conditions = where.map(({ dimension, in: values }) => `${dimension} is ${values.join(' or ')}`);
  return conditions.length === 0 ? `All ${of}` : `${of} where ${conditions.join(' and ')}`;
}

function selectionOf(fields: readonly Field[]): string {
  const plain = fields.map(({ field }) => field).filter((field) => !field.startsWith('details.'));
  return [...plain, ...(plain.length === fields.length ? [] : ['details { name values }'])].join(' ');
}

interface Detail {
  readonly name: string;
  readonly values: readonly string[];
}

/** Null is empty; a detail that the system does not tell says so. */
function cellOf(node: Node, field: string): string | null {
  if (field.startsWith('details.')) {
    const name = field.slice('details.'.length);
    const told = (node['details'] as readonly Detail[]).find((one) => one.name === name);
    return told === undefined ? NOT_TOLD : told.values.join('; ') || null;
  }
  const value = node[field] as string | number | readonly string[] | null | undefined;
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? value.join('; ') : String(value);
}
