/** What resolvers are handed for each type of the graph. */
import type {
  Export,
  ExportSubject,
  ItemRow,
  Job,
  RecordRow,
  CheckedResult,
  ControlTotal,
  Decision,
  NotReconciled,
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
/** Of an export that was started without notes of staff, none are shown. */
export type ItemModel = ItemRow & { readonly exportedWithoutNotes?: boolean };
export type StatementModel = StatementRow;

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}
export type RecordPageModel = RowPage<RecordRow>;
export type ItemPageModel = RowPage<ItemModel>;
export type StatementPageModel = RowPage<StatementRow>;

export type ComparisonReportModel = Report;
export type NotReconciledModel = NotReconciled;
export type ControlTotalModel = ControlTotal;
export type DecisionModel = Decision;
export type DecisionPageModel = RowPage<Decision>;
/** A report, and as what it is exported. */
export type ReportModel = CheckedResult & { readonly subject: ExportSubject };
export type ReportLineModel = ReportResult['summary'][number];
export type ReportTableModel = ReportTable & { readonly subject: ExportSubject };
export type ReportRowModel = ReportRow;
export type DrillModel = NonNullable<ReportRow['drill']>;
export type ReportPageModel = Awaited<ReturnType<ReportTable['rows']>>;

export type ExportModel = Export;
export interface ExportPageModel {
  readonly entries: readonly Export[];
  readonly hasNextPage: boolean;
}
