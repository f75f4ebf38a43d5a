/** One site: its settings, whose codes are whose, and what it has been warned of. */
import type { Reason } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { reasonCodeOf } from '../shared/reason-codes.ts';
import type { KohaSettings } from './config.ts';
import type { OnUnmapped } from './status.ts';

export interface KohaSite {
  readonly system: SystemConfig;
  readonly settings: KohaSettings;
  /** The library that owns what has this branch as its home; null where the region file does not say. */
  libraryOf(ownerCode: string): LibraryId | null;
  /** The branches of a library; undefined where it has none here. */
  ownerCodesOf(library: string): ReadonlySet<string> | undefined;
  /** The one library of a system that is not shared; null where there are several, or none. */
  readonly onlyLibrary: LibraryId | null;
  /** Says once, in the log, that a code has no meaning in the region file. */
  readonly onUnmapped: OnUnmapped;
  /** The same for a branch that belongs to no library. */
  onUnknownOwner(ownerCode: string): void;
}

/** Reads the owners of a system. */
export function createSite(system: SystemConfig, settings: KohaSettings, logger: Logger): KohaSite {
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
  const [first, ...others] = byLibrary.keys();
  return {
    system,
    settings,
    libraryOf: (code) => byCode.get(code) ?? null,
    ownerCodesOf: (library) => byLibrary.get(library),
    onlyLibrary: others.length === 0 && first !== undefined ? (first as LibraryId) : null,
    onUnmapped: (list, code) => {
      once(list, code, 'a code has no meaning in the region file: copies that carry it are UNKNOWN');
    },
    onUnknownOwner: (code) => {
      once('branch', code, 'a branch belongs to no library in the region file: its copies are left out of holdings');
    },
  };
}

/** Why a fact is missing, from the error that kept it away. */
export function reasonOf(site: KohaSite, error: MerciaError, what: string): Reason {
  return { code: reasonCodeOf(error), message: what, system: site.system.id };
}
