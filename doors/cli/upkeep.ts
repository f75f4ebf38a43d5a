/** The store as the settings name it. */
import type { Settings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { OpenStoreOptions } from '#store/open-store.ts';
import { openForUpkeep, type Upkeep } from '#store/upkeep.ts';
import { createShutdown } from './shutdown.ts';

/** `start` is alone on its data folder, a `part` does not wait for its database. */
export function toStoreOptions(settings: Settings, purpose: OpenStoreOptions['purpose']): OpenStoreOptions {
  const { databaseUrl, databaseDirectUrl: directUrl, data: dataFolder, pgBin, logLevel } = settings;
  const { databaseReadUrl: url, databaseReadLagSeconds: lagSeconds } = settings;
  const replica = url === undefined ? undefined : { url, lagSeconds };
  return { databaseUrl, directUrl, replica, dataFolder, pgBin, logger: createLogger(logLevel), purpose };
}

/** One connection for a command that looks after the tables; what was not committed is taken back when it is closed. */
export async function withUpkeep<T>(
  settings: Settings,
  { purpose, holder }: { readonly purpose: OpenStoreOptions['purpose']; readonly holder: string },
  work: (upkeep: Upkeep) => Promise<T>,
): Promise<T> {
  const shutdown = createShutdown();
  const upkeep = await openForUpkeep(toStoreOptions(settings, purpose), holder);
  shutdown.onClose(upkeep.close);
  try {
    return await work(upkeep);
  } finally {
    await shutdown.close();
  }
}
