/** Asks the graph for a report. */
import type { ReportOption, ReportQuery, ReportRowsQuery } from '../__generated__/answers.ts';
import { askGraph, type Graph } from '../ask-graph.ts';
import { eachNode, EXPORT_PAGE, type Connection } from './start-export.ts';
import type { Shown, ShownRow, ShownTable } from './shown.ts';
import type { ChosenSnapshot } from './choose.ts';

export interface ReportQuestion {
  readonly name: string;
  readonly snapshot: ChosenSnapshot;
  readonly library: string | null;
  readonly system: string | null;
  readonly options: readonly ReportOption[];
}

const HEAD = /* asks */ `query Report(
  $snapshot: String, $name: String!, $library: ID, $system: ID, $options: [ReportOption!]
) { snapshot(name: $snapshot) { report(name: $name, library: $library, system: $system, options: $options) {
  title
  notReconciled { text }
  summary { label value text notToldBy drill { of where { dimension in } } }
  tables { name title totalRows columns { header kind } summary { label value text notToldBy } }
} } }`;

const ROWS = /* asks */ `query ReportRows(
  $snapshot: String, $name: String!, $library: ID, $system: ID, $options: [ReportOption!]
  $table: String!, $first: Int!, $after: String, $export: ID
) { snapshot(name: $snapshot) { report(name: $name, library: $library, system: $system, options: $options) {
  tables(name: $table) {
    rows(first: $first, after: $after, export: $export) { nodes { cells } pageInfo { hasNextPage endCursor } }
  } } } }`;

export async function askReport(graph: Graph, question: ReportQuestion): Promise<Shown> {
  const about = { ...question, snapshot: question.snapshot.name };
  const { snapshot } = await askGraph<ReportQuery>(graph, HEAD, about);
  if (snapshot.report === null) throw new Error(`the graph gives no report ${question.name}`);
  const { title, notReconciled, summary, tables } = snapshot.report;

  async function pageOf(table: string, page: Readonly<Record<string, unknown>>): Promise<Connection<ShownRow>> {
    const { snapshot: found } = await askGraph<ReportRowsQuery>(graph, ROWS, { ...about, table, ...page });
    const rows = found.report?.tables[0]?.rows;
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
