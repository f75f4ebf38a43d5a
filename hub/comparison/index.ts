/** Comparing the systems of a region: snapshots, what can be counted of them, and the jobs that do the work. */
export { listControlTotals, type ControlTotal } from './control-totals/control-total.ts';
export { enterControlTotals } from './control-totals/enter-totals.ts';
export type { NotReconciled } from './control-totals/reconcile.ts';
export { listLosses } from './changes/gaps.ts';
export { countLeft } from './decisions/affected.ts';
export {
  changeDecision,
  closeDecision,
  findDecision,
  listDecisions,
  makeDecision,
  type Decision,
  type OptionToMake,
} from './decisions/decision.ts';
export {
  findExport,
  insertExport,
  listExports,
  type Export,
  type ExportSubject,
  type NewExport,
} from './export-audit.ts';
export { takeOutOfSnapshots } from './taking/take-out.ts';
export { FINDERS } from './finders.ts';
export { COMPARE_RECORDS } from './jobs/records-compared.ts';
export { compareRecordsWork } from './overlap/compare-records.ts';
export { askForJob, cancelJob, deleteOldJobs, findJob, listJobs, type Job } from './jobs/job.ts';
export { doNextJob, startJobWorker, type JobWork, type JobWorker } from './jobs/worker.ts';
export { changeMappings, suggestMappings, type WantedMapping } from './mappings/change-mappings.ts';
export { readMappings } from './mappings/kept-mappings.ts';
export { findCodes, mapCodes, type MappedCode } from './mappings/mapping-book.ts';
export {
  keepRefusedRows,
  listRefusedRows,
  type NewRefusedRow,
  type RefusedRow,
  type RowProblem,
} from './mappings/refused-rows.ts';
export {
  enterTargetCodes,
  readTargetLists,
  removeTargetCodes,
  setGreatestLength,
  type EnteredTargetCode,
} from './mappings/target-lists.ts';
export { countBy, countRows } from './populations/counts.ts';
export { listRows, type ItemRow, type RecordRow, type StatementRow } from './populations/rows.ts';
export { forgetReaderRows } from './readers/forget-reader-rows.ts';
export { listStaffNotes } from './populations/staff-notes.ts';
export { assertOwnSystem } from './reports/systems-in-scope.ts';
export { listTakenBack } from './reports/taken-back.ts';
export { REPORTS } from './registry.ts';
export {
  CELL_KINDS,
  countTableRows,
  type Report,
  type ReportResult,
  type ReportRow,
  type ReportTable,
} from './reports/report.ts';
export { findReport, findWarnings, optionsOf, runReport, runReportWithin, type CheckedResult } from './run-report.ts';
export { staffLinkTo } from './reports/staff-link.ts';
export {
  dropSnapshot,
  findSnapshot,
  gapsOfSnapshot,
  listSnapshots,
  readRegion,
  systemsOfSnapshot,
  type Snapshot,
  type SnapshotSystem,
} from './snapshots/snapshot.ts';
export { noteRead } from './snapshots/once.ts';
export { askForSnapshot, snapshotWork, TAKE_SNAPSHOT } from './taking/take.ts';
