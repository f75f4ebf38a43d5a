/** What is asked and done for a move, beside what is asked of one snapshot (`hub/comparison/registry.ts`). */
import type { JobWork, Report } from '#comparison/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { goNoGo } from './evidence/go-no-go.ts';
import { moveSample } from './evidence/sample-report.ts';
import { volumetrics } from './evidence/volumetrics.ts';
import { MAKE_LEDGER } from './ledger/ledger.ts';
import { ledgerWork } from './ledger/make-ledger.ts';
import { ledgerOfReaders, ledgerReport } from './ledger/reports/ledger-report.ts';
import { PREDICT_PLAN } from './plans/plan.ts';
import { planCompare } from './plans/compare-plans.ts';
import { planLoans, planReport } from './plans/plan-reports.ts';
import { predictWork } from './plans/predict.ts';
import { freezeChanges } from './switch/freeze-changes.ts';
import { policyDraft } from './policy-draft/draft-report.ts';
import { targetReaders } from './target/reader-report.ts';
import { loadErrorReport } from './target/load-error-report.ts';

/** In the order in which a team would ask. */
export const MOVING_REPORTS: readonly Report[] = [
  volumetrics,
  planReport,
  planCompare,
  planLoans,
  policyDraft,
  targetReaders,
  loadErrorReport,
  ledgerReport,
  ledgerOfReaders,
  moveSample,
  freezeChanges,
  goNoGo,
];

export function movingJobs(db: Kysely<Database>, _logger: Logger): Readonly<Record<string, JobWork>> {
  return { [PREDICT_PLAN]: predictWork(db, () => new Date()), [MAKE_LEDGER]: ledgerWork(db) };
}
