/** One Koha: its settings, and which library each branch belongs to. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { createSite, type Site } from '../shared/site.ts';
import { kohaSettings, type KohaSettings } from './config.ts';

export type KohaSite = Site<KohaSettings>;

/** Throws CONFIG_INVALID if the settings are wrong. Koha calls owner codes branches. */
export function createKohaSite(system: SystemConfig, logger: Logger): KohaSite {
  return createSite({ system, schema: kohaSettings, logger, ownerList: 'branch' });
}
