/** Reports: the answers to the questions of a move. */
import { findReport, REPORTS, runReport } from '#comparison/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type {
  ComparisonReportResolvers,
  QueryResolvers,
  ReportDrillResolvers,
  ReportLineResolvers,
  ReportRowConnectionResolvers,
  ReportRowEdgeResolvers,
  ReportRowResolvers,
  ReportTableResolvers,
  SnapshotResolvers,
} from '../__generated__/resolvers.ts';

const MOST = 200;

export const reportQueries: QueryResolvers = {
  comparisonReports: () => REPORTS,
};

export const report: NonNullable<SnapshotResolvers['report']> = async (
  snapshot,
  { name, library, system, options },
  { access, reports, now },
) => {
  const visibleLibraries = access.libraries();
  if (findReport(name).aboutReaders === true) access.assertMayReadReaders(name);
  return runReport(reports, {
    name,
    snapshot,
    library: (library ?? null) as LibraryId | null,
    system: (system ?? null) as SystemId | null,
    options: Object.fromEntries((options ?? []).map((option) => [option.name, option.value])),
    visibleLibraries,
    seesReaders: access.seesReaders,
    now: now(),
  });
};

export const ComparisonReport: ComparisonReportResolvers = {
  aboutReaders: ({ aboutReaders }) => aboutReaders === true,
};

export const ReportLine: ReportLineResolvers = {
  notToldBy: ({ notToldBy }) => notToldBy ?? [],
};

export const ReportTable: ReportTableResolvers = {
  rows(table, { first, after }) {
    if (first < 1 || first > MOST) throw new MerciaError('BAD_USER_INPUT', `first: 1 to ${MOST}.`);
    return table.rows({ first, after: after ?? null });
  },
};

export const ReportRowConnection: ReportRowConnectionResolvers = {
  edges: ({ rows }) => rows,
  pageInfo: ({ next }) => ({ hasNextPage: next !== null, endCursor: next }),
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
