/** Every report, in the order in which a team would ask. A new one is added here. */
import { loanPeriods, policiesThatDiffer } from '../policies/policy-reports.ts';
import { suppressed } from './suppressed.ts';
import { withoutItems } from './without-items.ts';
import type { Report } from './report.ts';

export const REPORTS: readonly Report[] = [withoutItems, suppressed, loanPeriods, policiesThatDiffer];
