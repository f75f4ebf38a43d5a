import type { SystemId } from '#domain/ids.ts';
import type { ReadyReport, SystemReadiness } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { harvestStatus, noteRegionReady, wasRegionReady, type HarvestStatus } from '#union-index/harvest/index.ts';
import { z } from 'zod';
import type { Hub } from './hub.ts';
import type { Reload } from '../reload/reload.ts';

export interface HubReadiness {
  /**
   * Its first attempt failed: it does not hold up the others. Kept for good, because it is tried again and again, and
   * readiness must not flap.
   */
  noteFailure(system: SystemId): void;
  report(): Promise<ReadyReport>;
}

/** What readiness depends on: the current region, and its store. */
interface WatchedHub {
  readonly store: Pick<Hub['store'], 'db' | 'state'>;
  readonly region: { readonly systems: readonly { readonly id: SystemId; readonly name: string }[] };
}

/**
 * Ready once the first harvest of every system that answers is complete and what it brought can be found, and from then on, for every
 * process. A system that joins later is reported as harvesting, and does not make the hub unready.
 */
export function createReadiness(hub: WatchedHub): HubReadiness {
  const failed = new Set<SystemId>();
  let wasReady = false;
  return {
    noteFailure: (system) => void failed.add(system),
    async report() {
      const { systems } = hub.region;
      const { db } = hub.store;
      const ids = systems.map(({ id }) => id);
      const [statuses, { problem }] = await Promise.all([harvestStatus(db, ids, new Date()), hub.store.state()]);
      const reports = systems.map(({ id, name }) => describe(id, name, statuses.get(id), failed.has(id)));
      const isHarvested = Array.from(statuses.values()).some(({ lastCompleteAt }) => lastCompleteAt !== null);
      if (!wasReady && isHarvested && reports.every(({ ready }) => ready)) await noteRegionReady(db);
      wasReady ||= await wasRegionReady(db);
      return { ready: wasReady, systems: reports, ...(problem === null ? {} : { problem }) };
    },
  };
}

function describe(id: SystemId, name: string, status: HarvestStatus | undefined, failed: boolean): SystemReadiness {
  if (status === undefined) return { id, name, ready: false, state: 'waiting', detail: null };
  if (status.lastCompleteAt !== null && status.matching)
    return {
      id,
      name,
      ready: false,
      state: 'matching',
      detail: `${status.records} records; new ones cannot be found yet`,
    };
  // What the file hides is hidden: the system can be answered for meanwhile.
  if (status.lastCompleteAt !== null && status.readingAgain)
    return { id, name, ready: true, state: 'reading again', detail: readingAgain(status) };
  // What is there is answered from, and whoever looks here learns that it grows old.
  if (status.lastCompleteAt !== null) {
    const why = status.problem === null ? '' : `; the last harvest failed: ${status.problem}`;
    return { id, name, ready: true, state: 'ready', detail: `${status.records} records${why}` };
  }
  // What came of it would pass for all there is: a reader would miss the rest without a word.
  if (failed && status.records > 0) {
    const why = status.problem === null ? '' : ` (${status.problem})`;
    return { id, name, ready: false, state: 'stopped', detail: `${status.records} records so far${why}; it goes on` };
  }
  if (failed)
    return { id, name, ready: true, state: 'not answering', detail: status.problem ?? 'it is being tried again' };
  return { id, name, ready: false, state: 'harvesting', detail: `${status.records} records so far` };
}

function readingAgain({ records, problem }: HarvestStatus): string {
  const what = `${records} records; not all is read by the region file in force`;
  return problem === null ? what : `${what}: ${problem}`;
}

/**
 * Readiness for a process that does not harvest itself. It reads from the store which harvests failed, and remembers it, so
 * that a system that is tried again does not make readiness flap.
 */
export function watchReadiness(hub: Hub): () => Promise<ReadyReport> {
  const readiness = createReadiness(hub);
  return async () => {
    const ids = hub.region.systems.map(({ id }) => id);
    for (const [id, { problem }] of await harvestStatus(hub.store.db, ids, new Date())) {
      if (problem !== null) readiness.noteFailure(id);
    }
    return readiness.report();
  };
}

/** Readiness of a part that answers nothing without its database. What was ready stays so: other copies have the same database. */
export async function needsStore(store: Pick<Hub['store'], 'state'>): Promise<Readiness> {
  const { usable, problem } = await store.state();
  if (!usable) throw new MerciaError('STORE_UNAVAILABLE', problem ?? 'the database does not answer');
  return { ready: true, ...(problem === null ? {} : { problem }) };
}

/** Adds the files on disk that were refused. The previous ones stay in use, so readiness does not change. */
export function withRefusals<Report extends Readiness>(
  ready: () => Promise<Report>,
  reload: Pick<Reload, 'refused'>,
): () => Promise<Report> {
  return async () => {
    const report = await ready();
    const refused = new Set([...(report.refused ?? []), ...reload.refused()]);
    return refused.size === 0 ? report : { ...report, refused: [...refused] };
  };
}

const refusedShape = z.array(z.string()).default([]);
const catalogueShape = z.object({
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
  refused: refusedShape,
});
const partShape = z.object({ ready: z.boolean(), refused: refusedShape });
const ANSWER_WITHIN_MS = 2000;

type PartAddresses = Pick<Settings, 'catalogueUrl' | 'circulationUrl' | 'patronsUrl' | 'migrationUrl'>;

/**
 * Readiness for a gateway with parts in other processes: the catalogue's report on the systems, every part that does not
 * answer, and the files that any part refuses. The public graph works without the patrons part and the
 * migration part, so those are not waited for.
 */
export async function askReadiness(addresses: PartAddresses): Promise<ReadyReport> {
  const { catalogueUrl, circulationUrl, patronsUrl, migrationUrl } = addresses;
  const [catalogue, circulation, patrons, migration] = await Promise.all([
    askReport(catalogueUrl, catalogueShape),
    askReport(circulationUrl, partShape),
    askReport(patronsUrl, partShape),
    askReport(migrationUrl, partShape),
  ]);
  const missing = [
    ...(catalogue === null ? [notAnswering('catalogue', '--catalogue-url')] : []),
    ...(circulation === null ? [notAnswering('circulation', '--circulation-url')] : []),
    ...(patrons === null ? [notAnswering('patrons', '--patrons-url')] : []),
    ...(migration === null ? [notAnswering('migration', '--migration-url')] : []),
  ];
  const refused = [...new Set([catalogue, circulation, patrons, migration].flatMap((part) => part?.refused ?? []))];
  return {
    ready: catalogue?.ready === true && circulation?.ready === true,
    systems: [...(catalogue?.systems ?? []), ...missing],
    ...(refused.length === 0 ? {} : { refused }),
  };
}

function notAnswering(part: string, flag: string): SystemReadiness {
  return { id: part, name: part, ready: false, state: 'not answering', detail: `does it run, and is ${flag} right?` };
}

async function askReport<Report>(url: string, shape: z.ZodType<Report>): Promise<Report | null> {
  try {
    const answer = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return shape.parse(await answer.json());
  } catch {
    return null;
  }
}
