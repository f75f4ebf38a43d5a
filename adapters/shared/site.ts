/** One system as an adapter knows it: its settings, which library each code belongs to, and warnings that are given once. */
import type { LibraryId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ZodType } from 'zod';
import { looksLikeCode } from './codes.ts';
import { parseSettings } from './settings.ts';

export interface Owners {
  /** The library that a code belongs to; null if the region file does not say. */
  readonly libraryOf: (ownerCode: string) => LibraryId | null;
  /** The codes of a library; undefined if it has none at this system. */
  readonly ownerCodesOf: (library: string) => ReadonlySet<string> | undefined;
  /** The one library of a system that is not shared; null if there are several, or none. */
  readonly onlyLibrary: LibraryId | null;
}

/** What the mappers of one adapter are given. A kind adds look-ups of its own. */
export interface Site<Settings> extends Owners {
  readonly system: SystemConfig;
  readonly settings: Settings;
  /**
   * Logs once that a code has no meaning in the region file. `list` is the list it belongs to, in the system's own words. Of a
   * value that looks like no code, the log has the column alone.
   */
  readonly onUnmapped: (list: string, code: string, place?: PlaceOfCode) => void;
  /** Logs once that an owner code belongs to no library. */
  readonly onUnknownOwner: (ownerCode: string) => void;
  /** Logs what the operator should know of the system. */
  readonly warn: (sentence: string) => void;
}

export interface PlaceOfCode {
  readonly column: string;
  /** The code as the region file writes it. */
  readonly written: string;
}

export interface SiteOptions<Settings> {
  readonly system: SystemConfig;
  readonly schema: ZodType<Settings>;
  readonly logger: Logger;
  /** What the system itself calls an owner code: `branch`, `library`. */
  readonly ownerList: string;
}

/** Checks the settings of a system, and reads its owners. Throws CONFIG_INVALID if the settings are wrong. */
export function createSite<Settings>({ system, schema, logger, ownerList }: SiteOptions<Settings>): Site<Settings> {
  const warnOnce = createWarnOnce(logger);
  return {
    system,
    settings: parseSettings(schema, system),
    ...ownersOf(system),
    onUnmapped: (list, code, place) => {
      warnOnce({ list, code, ...place }, 'a code has no meaning in the region file: what carries it is UNKNOWN');
    },
    onUnknownOwner: (code) => {
      const what =
        'an owner code belongs to no library in the region file: its copies and runs are left out of holdings';
      warnOnce({ list: ownerList, code }, what);
    },
    warn: (sentence) => {
      logger.warn({ system: system.id }, sentence);
    },
  };
}

function ownersOf({ owners }: SystemConfig): Owners {
  const byCode = new Map(owners.map(({ code, library }) => [code, library]));
  const byLibrary = new Map<string, Set<string>>();
  for (const { code, library } of owners) byLibrary.set(library, (byLibrary.get(library) ?? new Set()).add(code));
  const [first, ...others] = new Set(byCode.values());
  return {
    libraryOf: (code) => byCode.get(code) ?? null,
    ownerCodesOf: (library) => byLibrary.get(library),
    onlyLibrary: others.length === 0 && first !== undefined ? first : null,
  };
}

interface FoundCode extends Partial<PlaceOfCode> {
  readonly list: string;
  readonly code: string;
}

const NO_CODE =
  'values look like no codes, and may hold names: check which column is read; what carries them is UNKNOWN';

/**
 * Warns of each code of each list once, however many copies carry it. Values that look like no codes are counted for each
 * column, and told when there is one, ten, a hundred: a column of texts has as many as there are copies. None of them is kept.
 */
function createWarnOnce(logger: Logger): (found: FoundCode, sentence: string) => void {
  const warned = new Set<string>();
  const texts = new Map<string, number>();
  return ({ list, code, column = list, written = code }, sentence) => {
    if (looksLikeCode(code)) {
      const key = `${list}\t${written}`;
      if (warned.has(key)) return;
      warned.add(key);
      logger.warn({ list, code: written }, sentence);
      return;
    }
    const values = (texts.get(column) ?? 0) + 1;
    texts.set(column, values);
    if (/^10*$/.test(String(values))) logger.warn({ list, column, values }, NO_CODE);
  };
}
