/** Asks the graph for a report. */
import { askGraph, type Graph } from '../ask-graph.ts';
import { EXPORT_PAGE } from './start-export.ts';
import { eachNode, type Connection } from './pages.ts';
import type { Shown, ShownColumn, ShownLine, ShownRow, ShownTable } from './shown.ts';
import type { ChosenSnapshot } from './choose.ts';

export interface ReportQuestion {
  readonly name: string;
  readonly snapshot: ChosenSnapshot;
  readonly library: string | null;
  readonly system: string | null;
  readonly options: readonly ReportOption[];
}

export interface ReportOption {
  readonly name: string;
  readonly value: string;
}

const ABOUT = '$snapshot: String, $name: String!, $library: ID, $system: ID, $options: [ReportOption!]';
const REPORT = 'report(name: $name, library: $library, system: $system, options: $options)';

const HEAD = `query Report(${ABOUT}) { snapshot(name: $snapshot) { ${REPORT} {
  title
  notReconciled { text }
  summary { label value text notToldBy drill { of where { dimension in } } }
  tables { name title totalRows columns { header kind } summary { label value text notToldBy } }
} } }`;

const ROWS = `query ReportRows(${ABOUT}, $table: String!, $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) { ${REPORT} { tables(name: $table) {
    rows(first: $first, after: $after, export: $export) { nodes { cells } pageInfo { hasNextPage endCursor } }
  } } } }`;

interface Head {
  readonly snapshot: {
    readonly report: {
      readonly title: string;
      readonly notReconciled: readonly { readonly text: string }[];
      readonly summary: readonly ShownLine[];
      readonly tables: readonly {
        readonly name: string;
        readonly title: string;
        readonly totalRows: number | null;
        readonly columns: readonly ShownColumn[];
        readonly summary: readonly Omit<ShownLine, 'drill'>[];
      }[];
    };
  };
}

interface Rows {
  readonly snapshot: {
    readonly report: { readonly tables: readonly { readonly rows: Connection<{ readonly cells: ShownRow }> }[] };
  };
}

export async function askReport(graph: Graph, question: ReportQuestion): Promise<Shown> {
  const about = { ...question, snapshot: question.snapshot.name };
  const { snapshot } = await askGraph<Head>(graph, HEAD, about);
  const { title, notReconciled, summary, tables } = snapshot.report;

  async function pageOf(table: string, page: Readonly<Record<string, unknown>>): Promise<Connection<ShownRow>> {
    const { snapshot: found } = await askGraph<Rows>(graph, ROWS, { ...about, table, ...page });
    const rows = found.report.tables[0]?.rows;
    if (rows === undefined) throw new Error(`the report has no table ${table} any more`);
    return { ...rows, nodes: rows.nodes.map(({ cells }) => cells) };
  }
  const toTable = (head: (typeof tables)[number]): ShownTable => ({
    ...head,
    firstRows: async (first) => (await pageOf(head.name, { first })).nodes,
    allRows: (exportId) => eachNode((after) => pageOf(head.name, { first: EXPORT_PAGE, after, export: exportId })),
  });
  return {
    name: question.name,
    snapshot: question.snapshot.name,
    takenAt: question.snapshot.takenAt,
    library: question.library,
    title,
    notReconciled: notReconciled.map(({ text }) => text),
    summary,
    tables: tables.map(toTable),
  };
}
