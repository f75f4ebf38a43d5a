/** Reports: the answers to the questions of a move. */
import { countTableRows, optionsOf } from '#comparison/index.ts';
import { FINDING_KINDS, FINDINGS } from '#domain/comparison.ts';
import type {
  ComparisonReportResolvers,
  QueryResolvers,
  ReportColumnResolvers,
  ReportDrillResolvers,
  ReportLineResolvers,
  ReportRowConnectionResolvers,
  ReportRowEdgeResolvers,
  ReportRowResolvers,
  ReportTableResolvers,
  SnapshotReportResolvers,
  SnapshotResolvers,
} from '../__generated__/resolvers.ts';
import { ALL_REPORTS, askReport, chooseTables } from '../ask-report.ts';
import { openExport } from '../exports.ts';
import { readPageSize } from '../pages.ts';

export const reportQueries: QueryResolvers = {
  comparisonReports: () => ALL_REPORTS,
  findingKinds: () => FINDING_KINDS.map((name) => ({ name, ...FINDINGS[name] })),
};

export const report: NonNullable<SnapshotResolvers['report']> = (snapshot, args, context) =>
  askReport(snapshot, args, context);

export const ComparisonReport: ComparisonReportResolvers = {
  scope: ({ scope = 'REGION' }) => scope,
  formerly: ({ formerly = [] }) => formerly,
  aboutReaders: ({ aboutReaders }) => aboutReaders === true,
  options: (report) => optionsOf(report).map((option) => ({ ...option, values: option.values ?? [] })),
};

export const ReportLine: ReportLineResolvers = {
  notToldBy: ({ notToldBy }) => notToldBy ?? [],
};

export const SnapshotReport: SnapshotReportResolvers = {
  notReconciled: ({ notReconciled }) => notReconciled(),
  tables: (result, { name }) => chooseTables(result, name).map((table) => ({ ...table, subject: result.subject })),
};

export const ReportColumn: ReportColumnResolvers = {
  counts: ({ counts }) => counts === true,
};

export const ReportTable: ReportTableResolvers = {
  totalRows: (table) => countTableRows(table),
  summary: ({ summary }) => summary?.() ?? [],
  async rows(table, { first, after, export: id }, context) {
    const started = await openExport(context, id, table.subject);
    const page = await table.rows({ first: readPageSize(first, started !== null), after: after ?? null });
    return { ...page, hasPreviousPage: after !== null && after !== undefined };
  },
};

export const ReportRowConnection: ReportRowConnectionResolvers = {
  edges: ({ rows }) => rows,
  nodes: ({ rows }) => rows,
  pageInfo: ({ next, hasPreviousPage }) => ({
    hasNextPage: next !== null,
    hasPreviousPage,
    startCursor: null,
    endCursor: next,
  }),
};

export const ReportRowEdge: ReportRowEdgeResolvers = {
  node: (row) => row,
};

export const ReportRow: ReportRowResolvers = {
  cells: ({ cells }) => cells.map((cell) => (cell === null ? null : String(cell))),
};

export const ReportDrill: ReportDrillResolvers = {
  of: ({ population }) => population,
};
