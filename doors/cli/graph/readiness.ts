import type { SystemId } from '#domain/ids.ts';
import type { ReadyReport, SystemReadiness } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { describeSkew, skewOfAnswer } from '#platform/clock-skew.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Readiness } from '#platform/serve-health.ts';
import { harvestStatus, noteRegionReady, wasRegionReady, type HarvestStatus } from '#union-index/harvest/index.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { z } from 'zod';
import type { Hub } from './hub.ts';
import type { PhaseFollower } from '../region/follow-phases.ts';
import type { Reload } from '../reload/reload.ts';

export type HubReadiness = ReturnType<typeof createReadiness>;

/** What readiness depends on: the current region, and its store. */
interface WatchedHub {
  readonly store: Pick<Hub['store'], 'db' | 'state'>;
  readonly region: { readonly systems: readonly { readonly id: SystemId; readonly name: string }[] };
}

/**
 * Ready once the first harvest of every system that answers is complete and what it brought can be found, and from then on, for every
 * process. A system that joins later is reported as harvesting, and does not make the hub unready. `isWatched`: another process harvests, and
 * which of its first attempts failed is read from the store.
 */
export function createReadiness(hub: WatchedHub, isWatched = false) {
  const failed = new Set<SystemId>();
  let wasReady = false;
  return {
    /**
     * Its first attempt failed: it does not hold up the others. Kept for good, because it is tried again and again, and readiness must not
     * flap.
     */
    noteFailure: (system: SystemId) => void failed.add(system),
    async report(): Promise<ReadyReport> {
      const { systems } = hub.region;
      const { db } = hub.store;
      const ids = systems.map(({ id }) => id);
      const [statuses, { problem }] = await Promise.all([harvestStatus(db, ids, new Date()), hub.store.state()]);
      if (isWatched) for (const [id, status] of statuses) if (status.problem !== null) failed.add(id);
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

/** Readiness for a process that does not harvest itself. */
export function watchReadiness(hub: Hub): () => Promise<ReadyReport> {
  const readiness = createReadiness(hub, true);
  return withNewer(
    withPhases(() => readiness.report(), hub.phases),
    hub.store,
  );
}

/** Adds that it is not known where libraries stand, also where the rest cannot be reported. */
export function withPhases<Report extends Readiness>(
  ready: () => Promise<Report>,
  phases: Pick<PhaseFollower, 'problem'>,
): () => Promise<Report> {
  return async () => {
    const unknown = phases.problem();
    if (unknown === null) return ready();
    const also = (problem?: string): string => (problem === undefined ? unknown : `${problem}; ${unknown}`);
    const report = await ready().catch((cause: unknown) => {
      if (!isMerciaError(cause, 'STORE_UNAVAILABLE')) throw cause;
      throw new MerciaError(cause.code, also(cause.message), { cause });
    });
    return { ...report, problem: also(report.problem) };
  };
}

/** Adds that the database is newer than this part, and why its replica is not read from: neither changes whether the part is ready. */
export function withNewer<Report extends Readiness>(
  ready: () => Promise<Report>,
  store: Pick<Hub['store'], 'newer' | 'reads'>,
): () => Promise<Report> {
  return async () => {
    const [report, replica] = await Promise.all([ready(), store.reads.state()]);
    const problem = replica?.problem ?? null;
    const unread = problem === null ? null : `the replica is not read from: ${problem}`;
    const said = [store.newer(), unread].filter((part) => part !== null);
    return said.length === 0 ? report : { ...report, database: said.join('; ') };
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

/** Adds that keys cannot be looked up: whoever asks without one is answered all the same. `state` is null without a database of keys. */
export function withKeys<Report extends Readiness>(
  ready: () => Promise<Report>,
  state: Hub['store']['state'] | null,
): () => Promise<Report> {
  if (state === null) return ready;
  return async () => {
    const [report, { problem }] = await Promise.all([ready(), state()]);
    if (problem === null) return report;
    const keys = `keys: ${problem}`;
    return { ...report, problem: report.problem === undefined ? keys : `${report.problem}; ${keys}` };
  };
}

const partShape = z.object({
  ready: z.boolean(),
  problem: z.string().optional(),
  refused: z.array(z.string()).default([]),
  contextRefused: z.string().optional(),
});
const catalogueShape = partShape.extend({
  systems: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ready: z.boolean(),
      state: z.string(),
      detail: z.string().nullable(),
    }),
  ),
  database: z.string().optional(),
});
/** A part whose database hangs says so after two seconds. */
const ANSWER_WITHIN_MS = 3_000;

/**
 * Readiness for a gateway with parts in other processes: the catalogue's report on the systems, every part that does not
 * answer or refuses this gateway, whose clock is off, and the files that any part refuses. The public graph works without the patrons
 * part and the migration part, so those are not waited for.
 */
export async function askReadiness(addresses: Settings, sign: ContextSigner): Promise<ReadyReport> {
  const [catalogue, circulation, patrons, migration] = await Promise.all([
    askPart('catalogue', addresses.catalogueUrl, catalogueShape, sign),
    // What it tells by a clock that is off is not used (`gateway/http-executor.ts`).
    askPart('circulation', addresses.circulationUrl, partShape, sign, true),
    askPart('patrons', addresses.patronsUrl, partShape, sign),
    askPart('migration', addresses.migrationUrl, partShape, sign),
  ]);
  const parts = [catalogue, circulation, patrons, migration];
  const refused = [...new Set(parts.flatMap((part) => part.refused))];
  const problems = [...new Set(parts.flatMap((part) => part.problems))];
  return {
    ready: catalogue.ready && circulation.ready,
    systems: [...(catalogue.report?.systems ?? []), ...parts.flatMap(({ missing }) => missing)],
    ...(problems.length === 0 ? {} : { problem: problems.join('; ') }),
    ...(refused.length === 0 ? {} : { refused }),
    ...(catalogue.report?.database === undefined ? {} : { database: catalogue.report.database }),
  };
}

/** Ready if a copy of it answers what this gateway asks; the report is that of such a copy, else of any that answers. */
async function askPart<Report extends z.output<typeof partShape>>(
  part: string,
  urls: readonly string[],
  shape: z.ZodType<Report>,
  sign: ContextSigner,
  tellsMoments = false,
) {
  const answers = (await Promise.all(urls.map((url) => askCopy(url, shape, sign)))).filter((answer) => answer !== null);
  const useful = answers.find(
    ({ report, skewMs }) =>
      report.ready && report.contextRefused === undefined && (!tellsMoments || describeSkew(part, skewMs) === null),
  );
  const problems = answers.flatMap(({ report: { problem, contextRefused }, skewMs }) => [
    problem === undefined ? null : `${part}: ${problem}`,
    contextRefused === undefined
      ? null
      : `${part}: it refuses this gateway (${contextRefused}); give all parts of the hub the same MERCIA_CONTEXT_SECRET`,
    describeSkew(`the ${part} part`, skewMs),
  ]);
  return {
    ready: useful !== undefined,
    report: (useful ?? answers[0])?.report ?? null,
    missing: answers.length === urls.length ? [] : [notAnswering(part, urls.length - answers.length, urls.length)],
    problems: problems.filter((problem) => problem !== null),
    refused: answers.flatMap(({ report }) => report.refused),
  };
}

function notAnswering(part: string, silent: number, copies: number): SystemReadiness {
  const which = copies === 1 ? 'does it run' : `${silent} of its ${copies} copies; do they run`;
  return {
    id: part,
    name: part,
    ready: false,
    state: 'not answering',
    detail: `${which}, and is --${part}-url right?`,
  };
}

/** Signed, so that it says whether it would answer the gateway. Null if it does not answer. */
async function askCopy<Report>(
  url: string,
  shape: z.ZodType<Report>,
  sign: ContextSigner,
): Promise<{ readonly report: Report; readonly skewMs: number } | null> {
  try {
    const receivedAt = Date.now();
    const said = { role: 'public', subject: null, correlationId: 'ready', receivedAt } as const;
    const context = await sign({ ...said, deadline: receivedAt + ANSWER_WITHIN_MS });
    const answer = await fetch(new URL('/ready', url), {
      headers: { [CONTEXT_HEADER]: context },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const report = shape.parse(await answer.json());
    return { report, skewMs: skewOfAnswer(answer.headers.get('date'), receivedAt, Date.now()) };
  } catch {
    return null;
  }
}
