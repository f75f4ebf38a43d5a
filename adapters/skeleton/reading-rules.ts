/** Which settings decide what is stored of a record, and the same record read again by changed ones. */
import type { ReadingRules } from '#contract/adapter.ts';
import { defineReadingRules } from '../shared/reading-rules.ts';
import type { SkeletonSite } from './site.ts';
import { holdingsOf } from './harvested-record.ts';

/** Addresses, limits and what concerns patrons. Whatever is not named here counts. */
const NOT_READING = ['path'];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 1;

export function createReadingRules(site: SkeletonSite): ReadingRules {
  return defineReadingRules({
    site,
    notReading: NOT_READING,
    version: VERSION,
    // No setting hides or shows anything yet; one that does is applied here as at harvest, and to what was `shown` alone.
    readAgain: (kept, marc) => ({ ...kept, marc, holdings: holdingsOf(site, { ...kept, marc }) }),
  });
}
