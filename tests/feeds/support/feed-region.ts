/** The small region of the catalogue's tests, passing on what it has. */
import type { FeedRules } from '#domain/feeds.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';

const RULES: FeedRules = {
  namespace: 'mids.example.org',
  adminEmail: 'feeds@mids.example.org',
  marcFrom: [],
  merge: ['IDENTIFIERS', 'SUBJECTS'],
  withheld: ['west-lib' as LibraryId],
  holdPercent: 5,
  keepDays: 90,
  deliveries: [],
};

export function feedRegion(rules: Partial<FeedRules> = {}): Region {
  return { ...region, feeds: { ...RULES, ...rules } };
}
