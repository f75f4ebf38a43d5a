import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { createKohaSite, type KohaSite } from './site.ts';

export const SYSTEM = 'koha-t' as SystemId;
/** What any site built here was warned of, as `list code`. */
export const warnings: string[] = [];

/** A site of two libraries: `city` owns CPL and FPL, `moor` owns MPL. */
export function siteOf(
  settings: unknown = {},
  owners = [
    ['CPL', 'city'],
    ['FPL', 'city'],
    ['MPL', 'moor'],
  ] as const,
): KohaSite {
  const logger = createLogger('silent');
  logger.warn = (fields: { list: string; code: string }) => warnings.push(`${fields.list} ${fields.code}`);
  return createKohaSite({ ...systemOf(SYSTEM, 'koha', owners), timeZone: 'Europe/Berlin', settings }, logger);
}
