/** Which settings decide what is stored of a record, and the same record read again by changed ones. */
import type { SystemConfig } from '#domain/region.ts';
import type { ReadingRules } from '../adapter.ts';
import { defineReadingRules } from '../shared/reading-rules.ts';
import type { SkeletonSettings } from './config.ts';
import { holdingsOf } from './harvested-record.ts';

/** Addresses, limits and what concerns patrons. Whatever is not named here counts. */
const NOT_READING = ['path'];

/** Goes up when the same settings hide or show something else than before. */
const VERSION = 1;

export function createReadingRules(system: SystemConfig, settings: SkeletonSettings): ReadingRules {
  return defineReadingRules({
    site: { system, settings },
    notReading: NOT_READING,
    version: VERSION,
    readAgain: (kept, marc) => ({ ...kept, marc, holdings: holdingsOf(system.owners, kept.localId, kept.items) }),
  });
}
