/** Every report, in the order in which a team would ask. A new one is added here. */
import { conflicts } from '../conflicts/report.ts';
import { duplicates } from '../overlap/reports/duplicates.ts';
import { journalRuns } from '../overlap/reports/journal-runs.ts';
import { lastCopies } from '../overlap/reports/last-copies.ts';
import { oursAlone } from '../overlap/reports/ours-alone.ts';
import { overlapMatrix } from '../overlap/reports/overlap-matrix.ts';
import { titlesTogether } from '../overlap/reports/titles-together.ts';
import { toRuleOn } from '../overlap/reports/to-rule-on.ts';
import { wrongMerges } from '../overlap/reports/wrong-merges.ts';
import { suppressed } from './suppressed.ts';
import { withoutItems } from './without-items.ts';
import type { Report } from './report.ts';

export const REPORTS: readonly Report[] = [
  withoutItems,
  suppressed,
  titlesTogether,
  overlapMatrix,
  oursAlone,
  lastCopies,
  wrongMerges,
  toRuleOn,
  duplicates,
  conflicts,
  journalRuns,
];
