/** One site: its settings, whose codes are whose, and what it has been warned of. */
import type { LibraryId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ItemTypeRule, LocationMeaning, SymphonySettings } from './config.ts';

export interface SymphonySite {
  readonly system: SystemConfig;
  readonly settings: SymphonySettings;
  /** The library that owns what has this owning library code; null where the region file does not say. */
  libraryOf(ownerCode: string): LibraryId | null;
  /** The codes of a library; undefined where it has none here. */
  ownerCodesOf(library: string): ReadonlySet<string> | undefined;
  /** The one library of a system that is not shared; null where there are several, or none. */
  readonly onlyLibrary: LibraryId | null;
  /** What a location means at an owning library; null where nobody said. */
  meaningOf(ownerCode: string, location: string): LocationMeaning | null;
  typeOf(ownerCode: string, itemType: string): ItemTypeRule | null;
  /** Says once, in the log, that a code has no meaning in the region file. */
  onUnmapped(list: string, code: string): void;
  onUnknownOwner(ownerCode: string): void;
}

const SHELF: LocationMeaning = { status: null, use: null, name: null, hidden: false };

/** Reads the owners and the tables of a system. */
export function createSite(system: SystemConfig, settings: SymphonySettings, logger: Logger): SymphonySite {
  const byCode = new Map<string, LibraryId>();
  const byLibrary = new Map<string, Set<string>>();
  for (const owner of system.owners) {
    byCode.set(owner.code, owner.library);
    const codes = byLibrary.get(owner.library) ?? new Set();
    byLibrary.set(owner.library, codes.add(owner.code));
  }
  const said = new Set<string>();
  const once = (list: string, code: string, sentence: string): void => {
    const key = `${list}\t${code}`;
    if (said.has(key)) return;
    said.add(key);
    logger.warn({ list, code }, sentence);
  };
  const meanings = new Map<string, LocationMeaning | null>();
  const [first, ...others] = byLibrary.keys();
  return {
    system,
    settings,
    libraryOf: (code) => byCode.get(code) ?? null,
    ownerCodesOf: (library) => byLibrary.get(library),
    onlyLibrary: others.length === 0 && first !== undefined ? (first as LibraryId) : null,
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
    onUnmapped: (list, code) => {
      once(list, code, 'a code has no meaning in the region file: what carries it is UNKNOWN');
    },
    onUnknownOwner: (code) => {
      once('library', code, 'a library code belongs to no library in the region file: its copies are left out');
    },
  };
}

/** The exact code, then the longest that ends with a star. */
function meaningIn(
  table: Readonly<Record<string, LocationMeaning>>,
  shelves: readonly string[],
  location: string,
): LocationMeaning | null {
  const exact = table[location];
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
