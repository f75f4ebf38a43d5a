import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { ReadyReport, SystemReadiness } from '#gateway/index.ts';
import type { Database } from '#store/tables.ts';
import { harvestStatus, type HarvestStatus } from '#union-index/harvest/index.ts';
import type { Kysely } from 'kysely';
import { z } from 'zod';

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

/**
 * Readiness for a process that does not harvest itself: whose newest harvest failed is read from the store, and
 * remembered, so that a system that is tried again does not make readiness flap.
 */
export function watchReadiness(db: Kysely<Database>, region: Region): () => Promise<ReadyReport> {
  const failed = new Set<SystemId>();
  const ids = region.systems.map(({ id }) => id);
  return async () => {
    for (const [id, { problem }] of await harvestStatus(db, ids, new Date())) if (problem !== null) failed.add(id);
    return reportReadiness(db, region, failed);
  };
}

const reportShape = z.object({
  ready: z.boolean(),
  systems: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ready: z.boolean(),
      state: z.string(),
      detail: z.string().nullable(),
    }),
  ),
});
const ANSWER_WITHIN_MS = 2000;

/**
 * Readiness for a gateway whose parts run apart: what the catalogue says of the region's systems, and every part that
 * does not answer.
 */
export async function askReadiness(catalogueUrl: string, circulationUrl: string): Promise<ReadyReport> {
  const [catalogue, circulation] = await Promise.all([askReport(catalogueUrl), isAlive(circulationUrl)]);
  const missing = [
    ...(catalogue === null ? [notAnswering('catalogue', catalogueUrl)] : []),
    ...(circulation ? [] : [notAnswering('circulation', circulationUrl)]),
  ];
  return { ready: catalogue?.ready === true && circulation, systems: [...(catalogue?.systems ?? []), ...missing] };
}

function notAnswering(part: string, url: string): SystemReadiness {
  return { id: part, name: part, ready: false, state: 'not answering', detail: `looked for at ${new URL(url).host}` };
}

async function askReport(url: string): Promise<ReadyReport | null> {
  try {
    const answer = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return reportShape.parse(await answer.json());
  } catch {
    return null;
  }
}

async function isAlive(url: string): Promise<boolean> {
  return fetch(new URL('/health', url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
