import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { ReadyReport, SystemReadiness } from '#gateway/index.ts';
import type { Database } from '#store/tables.ts';
import { harvestStatus, type HarvestStatus } from '#union-index/harvest/index.ts';
import type { Kysely } from 'kysely';

/**
 * Ready once the first harvest of every system that answers is complete. A system whose first attempt failed (`failed`
 * holds it, for good: it is tried again and again, and readiness must not flap) does not hold up the others; its gap is
 * told wherever it matters.
 */
export async function reportReadiness(
  db: Kysely<Database>,
  region: Region,
  failed: ReadonlySet<SystemId>,
): Promise<ReadyReport> {
  const ids = region.systems.map(({ id }) => id);
  const statuses = await harvestStatus(db, ids, new Date());
  const systems = region.systems.map(({ id, name }) => describe(id, name, statuses.get(id), failed.has(id)));
  return { ready: systems.every(({ ready }) => ready), systems };
}

function describe(id: SystemId, name: string, status: HarvestStatus | undefined, failed: boolean): SystemReadiness {
  if (status === undefined) return { id, name, ready: false, state: 'waiting', detail: null };
  if (status.lastCompleteAt !== null)
    return { id, name, ready: true, state: 'ready', detail: `${status.records} records` };
  if (failed)
    return { id, name, ready: true, state: 'not answering', detail: status.problem ?? 'it is being tried again' };
  return { id, name, ready: false, state: 'harvesting', detail: `${status.records} records so far` };
}
