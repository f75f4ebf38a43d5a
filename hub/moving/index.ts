/** Moving libraries from one system to another. */
export {
  copyPlan,
  dropPlan,
  findPlan,
  listPlans,
  makePlan,
  predictAgain,
  requirePlan,
  type Plan,
} from './plans/plan.ts';
export { MOST_SETTINGS_CHARACTERS } from './plans/plan-settings.ts';
export { askForPhase, confirmPhase, isOver, listRequests, withdrawPhase, type PhaseRequest } from './switch/switch.ts';
export { listToRekey, type RekeyList, type RekeyRow } from './switch/rekey.ts';
export { readMovedIds, readPhases } from './switch/standing.ts';
export { listMissing } from './switch/new-ids.ts';
export type { SwitchCounts } from './switch/count-switch.ts';
export {
  answerDraft,
  changeDraftRule,
  circulationRulesOf,
  readAnswers,
  readDraft,
  type DraftAnswer,
  type DraftRule,
} from './policy-draft/draft.ts';
export { MOVING_REPORTS, movingJobs } from './registry.ts';
export { findWholeSnapshot, makePack } from './evidence/pack.ts';
export { readDraw } from './evidence/sample-report.ts';
export { enterSampleResults, mayCompareReaders } from './evidence/sample-results.ts';
export { insertSignature, listSignatures, type Signature } from './evidence/signatures.ts';
export { assignBarcodes, type GivenBarcodes } from './target/barcodes.ts';
export { noteLoadErrors, UNKNOWN_LINES, type LoadErrorLine } from './target/load-errors.ts';
export { TARGET_FILE_NAMES } from './target/target-files.ts';
export { countPlanned, writeTarget, type Manifest } from './target/write-target.ts';
export { cancelAnyJob } from './cancel-job.ts';
export { forgetLedgerRows } from './ledger/forget-ledger-rows.ts';
export { askForLedger, findLedger, getLedger, type Ledger } from './ledger/ledger.ts';
export { addRule, dropRule } from './ledger/custom-rules.ts';
export { assertInNoLedger, declareChoice, dropLedger, listLedgers } from './ledger/kept-ledgers.ts';
export { countLedger, toldCounts, type ClassCounts } from './ledger/ledger-counts.ts';
export { gapsOfSource, isOfWholeClass, listUntold } from './ledger/untold.ts';
export { withhold } from './ledger/withheld.ts';
export { asksForSignature, listRules, signRule, type LedgerRule } from './ledger/signatures.ts';
