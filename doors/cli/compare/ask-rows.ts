/** Asks the graph for the rows of a population that conditions choose, and for tables of their numbers. */
import {
  ItemRowsDocument,
  RecordRowsDocument,
  StatementRowsDocument,
  type TypedDocumentString,
} from '#console/__generated__/operations.ts';
import { ITEM_COLUMNS, RECORD_COLUMNS, STATEMENT_COLUMNS, type RowColumn } from '#console/pages/rows/columns.ts';
import { Readable } from 'node:stream';
import type { Population } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Condition, CountQuery, TableQuery } from '../__generated__/answers.ts';
import { askGraph, type Graph } from '../ask-graph.ts';
import type { ChosenSnapshot } from './choose.ts';
import type { Shown, ShownColumn, ShownLine, ShownRow, ShownTable } from './shown.ts';
import { eachNode, EXPORT_PAGE, type Connection } from './start-export.ts';

export interface RowsQuestion {
  readonly snapshot: ChosenSnapshot;
  readonly of: Population;
  readonly where: readonly Condition[];
  /** Notes of staff too, in a column of their own. Only copies have any. */
  readonly staffNotes: boolean;
}

interface List {
  readonly columns: readonly ShownColumn[];
  readonly ask: (graph: Graph, variables: Readonly<Record<string, unknown>>) => Promise<Connection<ShownRow>>;
}

const KINDS = { text: 'TEXT', number: 'NUMBER', date: 'DATE' } as const;

/** By the columns that the console saves; here the library of a row stands first, and an address can be followed. */
function listOf<Data, Node>(
  saved: readonly RowColumn<Node>[],
  document: TypedDocumentString<Data, never>,
  pick: (data: Data) => Connection<Node> | null | undefined,
): List {
  const columns = saved.toSorted((a, b) => Number(b.header === 'Library') - Number(a.header === 'Library'));
  return {
    columns: columns.map(({ header, kind }) => ({ header, kind: header === 'Link' ? 'LINK' : KINDS[kind] })),
    async ask(graph, variables) {
      const list = pick(await askGraph<Data>(graph, document.toString(), variables));
      if (list === null || list === undefined) throw new Error('the graph gives no such rows');
      return { ...list, nodes: list.nodes.map((node) => columns.map(({ of }) => toText(of(node)))) };
    },
  };
}

function toText(cell: string | number | null): string | null {
  return cell === null ? null : String(cell);
}

const itemsBy = (columns: typeof ITEM_COLUMNS): List =>
  listOf(columns, ItemRowsDocument, ({ snapshot }) => snapshot?.items);

const LISTS: Readonly<Record<Population, List>> = {
  RECORDS: listOf(RECORD_COLUMNS, RecordRowsDocument, ({ snapshot }) => snapshot?.records),
  ITEMS: itemsBy(ITEM_COLUMNS),
  STATEMENTS: listOf(STATEMENT_COLUMNS, StatementRowsDocument, ({ snapshot }) => snapshot?.statements),
};

const WITH_STAFF_NOTES = itemsBy([
  ...ITEM_COLUMNS,
  { header: 'Staff notes', kind: 'text', of: ({ staffNotes }) => staffNotes?.join('; ') ?? null },
]);

/** The list of the rows, whose number is the one of {@link Shown.summary}. */
export async function askRows(graph: Graph, { snapshot, of, where, staffNotes }: RowsQuestion): Promise<Shown> {
  const list = of.toLowerCase();
  const { columns, ask } = staffNotes && of === 'ITEMS' ? WITH_STAFF_NOTES : LISTS[of];
  const pageOf = (page: Readonly<Record<string, unknown>>): Promise<Connection<ShownRow>> =>
    ask(graph, { snapshot: snapshot.name, where, ...(staffNotes ? { staffNotes } : {}), ...page });
  const line = await askNumber(graph, { snapshot: snapshot.name, of, where });
  const table: ShownTable = {
    name: list,
    title: describeRows(of, where),
    columns,
    totalRows: line.value,
    firstRows: async (first) => (await pageOf({ first })).nodes,
    allRows: (exportId) => eachNode((after) => pageOf({ first: EXPORT_PAGE, after, export: exportId })),
  };
  const title = line.value === null ? `Nobody tells how many ${list} there are.` : `${line.value} ${list}.`;
  return answerWith(table, { snapshot, title, line });
}

function answerWith(
  table: ShownTable,
  { snapshot, title, line }: { readonly snapshot: ChosenSnapshot; readonly title: string; readonly line: ShownLine },
): Shown {
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

const COUNT = /* asks */ `query Count($snapshot: String!, $of: Population!, $where: [Condition!]) {
  snapshot(name: $snapshot) { count(of: $of, where: $where) { value notToldBy } } }`;

async function askNumber(
  graph: Graph,
  question: Pick<RowsQuestion, 'of' | 'where'> & { readonly snapshot: string },
): Promise<ShownLine> {
  const { snapshot } = await askGraph<CountQuery>(graph, COUNT, { ...question });
  return { label: describeRows(question.of, question.where), text: null, drill: null, ...snapshot.count };
}

export interface TableQuestion {
  readonly snapshot: ChosenSnapshot;
  readonly of: Population;
  readonly by: readonly string[];
  readonly where: readonly Condition[];
  /** Whether it is to be written, not shown: then all of it or none. */
  readonly whole: boolean;
}

const TABLE = /* asks */ `query Table($snapshot: String!, $of: Population!, $by: [Dimension!]!, $where: [Condition!]) {
  snapshot(name: $snapshot) { table(of: $of, by: $by, where: $where, first: 5000) { totalRows rows { values count } } } }`;

/** Numbers by dimensions, the largest first. Throws BAD_USER_INPUT if it is to be whole and has more groups than the graph gives. */
export async function askTable(graph: Graph, { snapshot, of, by, where, whole }: TableQuestion): Promise<Shown> {
  const { snapshot: found } = await askGraph<TableQuery>(graph, TABLE, { snapshot: snapshot.name, of, by, where });
  const { totalRows, rows } = found.table;
  if (whole && rows.length < totalRows) {
    const [all, most] = [totalRows, rows.length].map((number) => number.toLocaleString('en-GB'));
    throw badUserInput(
      `There are ${all} groups, and only the largest ${most} can be had: nothing was written. Ask for fewer with --where, such as one library after another.`,
    );
  }
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
    allRows: () => Readable.from(shown),
  };
  const line = await askNumber(graph, { snapshot: snapshot.name, of, where });
  const title = `${totalRows} ${totalRows === 1 ? 'group' : 'groups'} of ${list}.`;
  return answerWith(table, { snapshot, title, line });
}

/** `ITEMS where ITEM_TYPE is STL or BOOK`. */
function describeRows(of: Population, where: readonly Condition[]): string {
  const conditions = where.map(({ dimension, in: values }) => `${dimension} is ${values.join(' or ')}`);
  return conditions.length === 0 ? `All ${of}` : `${of} where ${conditions.join(' and ')}`;
}
