/** One Koha: its settings, and which library each branch belongs to. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { hasCode } from '../shared/codes.ts';
import { createSite, type Site } from '../shared/site.ts';
import { kohaSettings, type KohaSettings } from './config.ts';

export interface KohaSite extends Site<KohaSettings> {
  /** A branch as the region file writes it; one that is not in it as it came. Koha's database takes `n1` for N1. */
  readonly branchOf: (code: string) => string;
  /** The same; null for null, where Koha names no branch. */
  readonly branchOrNull: (code: string | null) => string | null;
}

/** Throws CONFIG_INVALID if the settings are wrong. Koha calls owner codes branches. */
export function createKohaSite(system: SystemConfig, logger: Logger): KohaSite {
  const site = createSite({ system, schema: kohaSettings, logger, ownerList: 'branch' });
  const branchOf = (code: string): string =>
    site.libraryOf(code) === null ? (system.owners.find((own) => hasCode([own.code], code))?.code ?? code) : code;
  const branchOrNull = (code: string | null): string | null => (code === null ? null : branchOf(code));
  return { ...site, branchOf, branchOrNull, libraryOf: (code) => site.libraryOf(branchOf(code)) };
}
