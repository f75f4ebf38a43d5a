/** What resolvers are handed for each type of the graph. */
import type {
  Export,
  ExportSubject,
  ItemRow,
  Job,
  MappedCode,
  RecordRow,
  RefusedRow,
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
import type { Library, MovePhase, SystemMembership } from '#domain/region.ts';
import type {
  ClassCounts,
  DraftAnswer,
  DraftRule,
  Ledger,
  LedgerRule,
  PhaseRequest,
  Plan,
  Signature,
} from '#moving/index.ts';

export type JobModel = Job;
export type { RekeyList as RekeyListModel, RekeyRow as RekeyRowModel } from '#moving/index.ts';
export type { PhaseRequest as PhaseRequestModel, SwitchCounts as SwitchCountsModel } from '#moving/index.ts';
/** A library, and what was asked for of it, the newest first. */
export interface LibraryPhasesModel {
  readonly library: Library;
  /** As its file says. */
  readonly written: Library | null;
  /** What was decided of systems that the file does not name for it. */
  readonly unnamed: readonly StandsAt[];
  readonly history: readonly PhaseRequest[];
}
type StandsAt = Pick<SystemMembership, 'system' | 'phase' | 'since'>;
export type SystemPhaseModel = StandsAt & { readonly written: MovePhase | null };
export type SnapshotModel = Snapshot;
export type SystemModel = SnapshotSystem;
export type RecordModel = RecordRow;
/** Of an export that was started without notes of staff, none are shown. */
export type ItemModel = ItemRow & { readonly exportedWithoutNotes?: boolean };
export type StatementModel = StatementRow;

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  /** Whether it was asked for behind a cursor. */
  readonly hasPreviousPage: boolean;
}
export type RecordPageModel = RowPage<RecordRow>;
export type ItemPageModel = RowPage<ItemModel>;
export type StatementPageModel = RowPage<StatementRow>;

export type MoveSignatureModel = Signature;
export type ComparisonReportModel = Report;
export type NotReconciledModel = NotReconciled;
export type ControlTotalModel = ControlTotal;
export type DecisionModel = Decision;
export type DecisionPageModel = RowPage<Decision>;
export type ReportModel = CheckedResult & { readonly subject: ExportSubject };
export type ReportLineModel = ReportResult['summary'][number];
export type ReportTableModel = ReportTable & { readonly subject: ExportSubject };
export type ReportColumnModel = ReportTable['columns'][number];
export type ReportRowModel = ReportRow;
export type DrillModel = NonNullable<ReportRow['drill']>;
export type ReportPageModel = Awaited<ReturnType<ReportTable['rows']>> & { readonly hasPreviousPage: boolean };

export type MappedCodeModel = MappedCode;
/** A mapping, and its place in the list that is there as a whole: the first is 1. */
export interface PlacedCodeModel {
  readonly code: MappedCode;
  readonly place: number;
}
export type MappedCodePageModel = RowPage<PlacedCodeModel>;
export type RefusedRowModel = RefusedRow;
export type RefusedRowPageModel = RowPage<RefusedRow>;
export type ExportModel = Export;
export type ExportPageModel = RowPage<Export>;
export type MovePlanModel = Plan;
export type LedgerModel = Ledger;
export type LedgerClassCountModel = ClassCounts;
export type LedgerRuleModel = LedgerRule;
export type DraftRuleModel = DraftRule;
export type DraftAnswerModel = DraftAnswer;
