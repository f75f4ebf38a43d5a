/** What resolvers are handed for each type of the graph. */
import type {
  ItemRow,
  Job,
  MappedCode,
  RecordRow,
  RefusedRow,
  Report,
  ReportResult,
  ReportRow,
  ReportTable,
  Snapshot,
  SnapshotSystem,
  StatementRow,
} from '#comparison/index.ts';

export type JobModel = Job;
export type SnapshotModel = Snapshot;
export type SystemModel = SnapshotSystem;
export type RecordModel = RecordRow;
export type ItemModel = ItemRow;
export type StatementModel = StatementRow;

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}
export type RecordPageModel = RowPage<RecordRow>;
export type ItemPageModel = RowPage<ItemRow>;
export type StatementPageModel = RowPage<StatementRow>;

export type ComparisonReportModel = Report;
export type ReportModel = ReportResult;
export type ReportLineModel = ReportResult['summary'][number];
export type ReportTableModel = ReportTable;
export type ReportRowModel = ReportRow;
export type DrillModel = NonNullable<ReportRow['drill']>;
export type ReportPageModel = Awaited<ReturnType<ReportTable['rows']>>;

export type MappedCodeModel = MappedCode;
export type MappedCodePageModel = RowPage<MappedCode> & { readonly next: string | null };
export type RefusedRowModel = RefusedRow;
export type RefusedRowPageModel = RowPage<RefusedRow>;
