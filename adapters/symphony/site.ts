/** One Symphony: its settings, which library each of its codes belongs to, and what its locations and item types mean. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { hasCode } from '../shared/codes.ts';
import { createSite, type Site } from '../shared/site.ts';
import { symphonySettings, type ItemTypeRule, type LocationMeaning, type SymphonySettings } from './config.ts';

export interface SymphonySite extends Site<SymphonySettings> {
  /** What a location means at an owning library; null if the region file does not say. */
  meaningOf(ownerCode: string, location: string): LocationMeaning | null;
  typeOf(ownerCode: string, itemType: string): ItemTypeRule | null;
}

const SHELF: LocationMeaning = { status: null, use: null, name: null, hidden: false };

/** Throws CONFIG_INVALID if the settings are wrong. Symphony calls owner codes libraries. */
export function createSymphonySite(system: SystemConfig, logger: Logger): SymphonySite {
  const site = createSite({ system, schema: symphonySettings, logger, ownerList: 'library' });
  const { settings } = site;
  const meanings = new Map<string, LocationMeaning | null>();
  return {
    ...site,
    meaningOf(ownerCode, location) {
      const key = `${ownerCode}\t${location}`;
      const kept = meanings.get(key);
      if (kept !== undefined) return kept;
      const own = settings.libraries[ownerCode];
      const found =
        (own === undefined ? null : meaningIn(own.locations, own.shelves, location)) ??
        meaningIn(settings.locations, settings.shelves, location);
      meanings.set(key, found);
      return found;
    },
    typeOf: (ownerCode, itemType) =>
      settings.libraries[ownerCode]?.itemTypes[itemType] ?? settings.itemTypes[itemType] ?? null,
  };
}

/** The exact code, the same in other letters, then the longest that ends with a star. */
function meaningIn(
  table: Readonly<Record<string, LocationMeaning>>,
  shelves: readonly string[],
  location: string,
): LocationMeaning | null {
  const exact = table[location] ?? Object.entries(table).find(([code]) => hasCode([code], location))?.[1];
  if (exact !== undefined) return exact;
  if (shelves.includes(location)) return SHELF;
  const stars: readonly (readonly [string, LocationMeaning])[] = [
    ...Object.entries(table),
    ...shelves.map((name) => [name, SHELF] as const),
  ];
  const fitting = stars
    .filter(([name]) => name.endsWith('*') && location.startsWith(name.slice(0, -1)))
    .toSorted(([a], [b]) => b.length - a.length);
  return fitting[0]?.[1] ?? null;
}
