import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { ReadyReport, SystemReadiness } from '#gateway/index.ts';
import type { Database } from '#store/tables.ts';
import { harvestStatus, type HarvestStatus } from '#union-index/harvest/index.ts';
import type { Kysely } from 'kysely';

/**
 * Ready once the first harvest of every system that answers is complete. A system that failed its first attempt does not
 * hold up the others: it is tried again, and its gap is told wherever it matters.
 */
export async function reportReadiness(db: Kysely<Database>, region: Region, now: () => number): Promise<ReadyReport> {
  const ids = region.systems.map(({ id }) => id);
  const statuses = await harvestStatus(db, ids, new Date(now()));
  const systems = region.systems.map(({ id, name }) => describe(id, name, statuses.get(id)));
  return { ready: systems.every(({ ready }) => ready), systems };
}

function describe(id: SystemId, name: string, status: HarvestStatus | undefined): SystemReadiness {
  if (status?.lastCompleteAt != null)
    return { id, name, ready: true, state: 'ready', detail: `${status.records} records` };
  if (status?.problem != null) return { id, name, ready: true, state: 'not answering', detail: status.problem };
  return { id, name, ready: false, state: 'harvesting', detail: `${status?.records ?? 0} records so far` };
}
