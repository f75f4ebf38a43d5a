/** Every report, in the order in which a team would ask. A new one is added here. */
import { expiredReaders } from './day-one/expired-readers.ts';
import { CATALOGUE_PARTS, dayOne } from './day-one/day-one.ts';
import { readersByCategory } from './day-one/readers-by-category.ts';
import { readersWithoutEmail } from './day-one/readers-without-email.ts';
import { loanPeriods, policiesThatDiffer } from './policies/policy-reports.ts';
import { barcodesOfOthers } from './collisions/barcodes-of-others.ts';
import { codesAlike } from './collisions/codes-alike.ts';
import { noBarcode } from './collisions/no-barcode.ts';
import { recordNumbers } from './collisions/record-numbers.ts';
import { relabel } from './collisions/relabel.ts';
import { notAcross } from './control-totals/not-across.ts';
import { reconcile } from './control-totals/reconcile-report.ts';
import { decisions } from './decisions/decisions-report.ts';
import { cardClashes, readersInTwoSystems } from './readers/shared-reader-reports.ts';
import { fixFirst } from './fix-lists/fix-first.ts';
import { mapping } from './mappings/mapping.ts';
import { conflicts } from './overlap/reports/conflicts.ts';
import { duplicates } from './overlap/reports/duplicates.ts';
import { journalRuns } from './overlap/reports/journal-runs.ts';
import { lastCopies } from './overlap/reports/last-copies.ts';
import { oursAlone } from './overlap/reports/ours-alone.ts';
import { overlapMatrix } from './overlap/reports/overlap-matrix.ts';
import { titlesTogether } from './overlap/reports/titles-together.ts';
import { toRuleOn } from './overlap/reports/to-rule-on.ts';
import { wrongMerges } from './overlap/reports/wrong-merges.ts';
import { unmapped } from './mappings/unmapped.ts';
import type { Report } from './reports/report.ts';

export const REPORTS: readonly Report[] = [
  reconcile,
  notAcross,
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
  expiredReaders,
  readersWithoutEmail,
  readersByCategory,
  barcodesOfOthers,
  noBarcode,
  relabel,
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
