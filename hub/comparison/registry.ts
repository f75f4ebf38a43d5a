/** Every report, in the order in which a team would ask. A new one is added here. */
import { CATALOGUE_PARTS, dayOne } from './day-one/day-one.ts';
import { loansByMonth } from './day-one/loans-by-month.ts';
import { neverBorrowed } from './day-one/never-borrowed.ts';
import { expiredReaders, readersByCategory, readersWithoutEmail } from './day-one/registrations.ts';
import { loanPeriods, policiesThatDiffer } from './policies/policy-reports.ts';
import { barcodesOfOthers } from './collisions/barcodes.ts';
import { changes } from './changes/changes-report.ts';
import { codesAlike } from './collisions/codes-alike.ts';
import { recordNumbers } from './collisions/record-numbers.ts';
import { notAcross } from './control-totals/not-across.ts';
import { reconcile } from './control-totals/reconcile-report.ts';
import { decisions } from './decisions/decisions-report.ts';
import { cardClashes, readersInTwoSystems } from './readers/shared-reader-reports.ts';
import { fixFirst } from './fix-lists/fix-first.ts';
import { mapping, unmapped } from './mappings/mapping-reports.ts';
import { conflicts } from './overlap/reports/conflicts.ts';
import { duplicates, wrongMerges } from './overlap/reports/grouped-records.ts';
import { journalRuns } from './overlap/reports/journal-runs.ts';
import { lastCopies } from './overlap/reports/last-copies.ts';
import { oursAlone } from './overlap/reports/ours-alone.ts';
import { overlapMatrix } from './overlap/reports/pair-tables.ts';
import { titlesTogether } from './overlap/reports/titles-together.ts';
import { toRuleOn } from './overlap/reports/to-rule-on.ts';
import type { Report } from './reports/report.ts';

export const REPORTS: readonly Report[] = [
  reconcile,
  notAcross,
  changes,
  titlesTogether,
  overlapMatrix,
  oursAlone,
  lastCopies,
  wrongMerges,
  toRuleOn,
  duplicates,
  conflicts,
  journalRuns,
  dayOne,
  ...CATALOGUE_PARTS,
  neverBorrowed,
  loansByMonth,
  expiredReaders,
  readersWithoutEmail,
  readersByCategory,
  barcodesOfOthers,
  codesAlike,
  recordNumbers,
  cardClashes,
  readersInTwoSystems,
  loanPeriods,
  policiesThatDiffer,
  unmapped,
  mapping,
  decisions,
  fixFirst,
];
