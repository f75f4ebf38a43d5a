/** Every report, in the order in which a team would ask. A new one is added here. */
import { fixFirst } from './fix-first.ts';
import { mapping } from './mapping.ts';
import { suppressed } from './suppressed.ts';
import { unmapped } from './unmapped.ts';
import { withoutItems } from './without-items.ts';
import type { Report } from './report.ts';

export const REPORTS: readonly Report[] = [withoutItems, suppressed, unmapped, mapping, fixFirst];
