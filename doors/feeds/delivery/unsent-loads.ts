/** Files of deliveries that a process left behind when it was killed. */
import type { DeliveryStore } from '#feed-log/index.ts';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the files of a delivery are until they are sent. */
export function loadFolder(dataFolder: string, delivery: string): string {
  return join(dataFolder, 'deliveries', delivery);
}

/** Deletes them, but for those that are being sent now. Gives those that could not be deleted; they keep no other one. */
export async function removeUnsentLoads(
  dataFolder: string,
  store: Pick<DeliveryStore, 'runAlone'>,
): Promise<readonly { readonly path: string; readonly error: unknown }[]> {
  const faults: { path: string; error: unknown }[] = [];
  for (const delivery of await readdir(join(dataFolder, 'deliveries')).catch(() => [])) {
    const path = loadFolder(dataFolder, delivery);
    await store.runAlone(delivery, () =>
      rm(path, { recursive: true, force: true }).catch((error: unknown) => {
        faults.push({ path, error });
      }),
    );
  }
  return faults;
}
