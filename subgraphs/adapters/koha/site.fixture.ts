import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { kohaSettings } from './config.ts';
import { createSite } from './site.ts';
import type { KohaSite } from './site.ts';

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
  const system: SystemConfig = {
    id: SYSTEM,
    name: 'Test',
    kind: 'koha',
    address: 'http://127.0.0.1',
    timeZone: 'Europe/Berlin',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: owners.map(([code, library]) => ({ system: SYSTEM, code, library: library as LibraryId, site: null })),
    limits: {
      connections: 2,
      callTimeoutMs: 1000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 60, fullEverySeconds: 604_800 },
    settings,
  };
  return createSite(system, kohaSettings.parse(settings), logger);
}
