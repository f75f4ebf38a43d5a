/** Files of deliveries that a process left behind when it was killed. */
import type { DeliveryStore } from '#union-index/feed/index.ts';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the files of a delivery are until they are sent. */
export function loadFolder(dataFolder: string, delivery: string): string {
  return join(dataFolder, 'deliveries', delivery);
}

/** Deletes them, but for those that are being sent now. */
export async function removeUnsentLoads(dataFolder: string, store: Pick<DeliveryStore, 'runAlone'>): Promise<void> {
  for (const delivery of await readdir(join(dataFolder, 'deliveries')).catch(() => [])) {
    await store.runAlone(delivery, () => rm(loadFolder(dataFolder, delivery), { recursive: true, force: true }));
  }
}
