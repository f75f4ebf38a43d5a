import type { ReadingRules } from '#contract/adapter.ts';

/** Rules of a source that the region file says nothing of: nothing is ever told otherwise. */
export const NO_RULES: ReadingRules = { digest: 'no rules', readAgain: () => null };
