/** Nothing is harvested by SIP2, so no rule reads a record. */
import type { ReadingRules } from '#contract/adapter.ts';

export const NO_READING_RULES: ReadingRules = { digest: 'no records', readAgain: () => null };
