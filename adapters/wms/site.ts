/** One institution at WMS as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { createSite, type Site } from '../shared/site.ts';
import { wmsSettings, type WmsSettings } from './config.ts';

export type WmsSite = Site<WmsSettings>;

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createWmsSite(system: SystemConfig, logger: Logger): WmsSite {
  return createSite({ system, schema: wmsSettings, logger, ownerList: 'owner' });
}

/** As WorldCat and its exports write it: `ocm`, `ocn` or `on` by its length, zeros before it. */
const OCLC_NUMBER = /^(?:\(OCoLC\))?(?:ocm|ocn|on)?0*([1-9]\d{0,11})$/i;

/** The OCLC number in the number of a record, without prefix and zeros; null if there is none. */
export function oclcNumberOf({ settings: { numberPrefix } }: WmsSite, recordId: string): string | null {
  const id = recordId.trim();
  const number = numberPrefix !== null && id.startsWith(numberPrefix) ? id.slice(numberPrefix.length) : id;
  return OCLC_NUMBER.exec(number)?.[1] ?? null;
}
