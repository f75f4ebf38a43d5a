/** Every report, in the order in which a team would ask. A new one is added here. */
import { codes } from './day-one/codes.ts';
import {
  assumedLost,
  barcodes,
  classSchemes,
  itemsWithoutTitle,
  onOrder,
  serials,
  totals,
} from './day-one/counted-reports.ts';
import { expiredReaders } from './day-one/expired-readers.ts';
import { dayOne } from './day-one/day-one.ts';
import { mended } from './day-one/mended.ts';
import { localFields } from './day-one/local-fields.ts';
import { longOverdue } from './day-one/long-overdue.ts';
import { readersByCategory } from './day-one/readers-by-category.ts';
import { readersWithoutEmail } from './day-one/readers-without-email.ts';
import { stuck } from './day-one/stuck.ts';
import { temporary } from './day-one/temporary.ts';
import { completeness } from './profiles/completeness.ts';
import { profile } from './profiles/profile.ts';
import { validity } from './profiles/validity.ts';
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
import { suppressed } from './day-one/suppressed.ts';
import { unmapped } from './mappings/unmapped.ts';
import { withoutItems } from './day-one/without-items.ts';
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
  mended,
  totals,
  codes,
  barcodes,
  withoutItems,
  itemsWithoutTitle,
  onOrder,
  suppressed,
  temporary,
  longOverdue,
  assumedLost,
  stuck,
  serials,
  classSchemes,
  localFields,
  profile,
  completeness,
  validity,
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
