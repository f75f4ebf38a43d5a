/** A region that grows in one index, and is asked at each size, in a process of its own that harvests as `mercia serve harvester` does. */
import type { Hub } from '#cli/graph/hub.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { EditionId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createRandom } from '#simulators/random.ts';
import { createIndexScope, editionsById, findEditions, holdingsByEdition } from '#union-index/index.ts';
import { toEditionId } from '#union-index/read/index-scope.ts';
import { sql } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { changeRecords, withChanges } from '../load/change-records.ts';
import { openExportHub, type ExportPlan } from '../load/export-hub.ts';
import { measureHarvest, type HarvestFigures } from '../load/measure-harvest.ts';
import { findPage, timesOf } from '../search/ask-index.ts';
import { drawWords, NARROW_WORDS } from '../search/draw-questions.ts';
import { serveCommands } from '../support/child.ts';
import { spreadOf, type Spread } from '../support/stats.ts';

export interface JoinFigures extends HarvestFigures {
  /** Of this process since its start. */
  readonly peakMegabytes: number;
}

export interface ChangeFigures {
  /** Milliseconds from a changed record to its editions. */
  readonly alone: Spread;
  /** The same while as many systems as are told change records at once. */
  readonly together: Spread;
  readonly systems: number;
  /** Share of that time for which each of them waited for another one's editions. */
  readonly waiting: number;
}

export interface TableSize {
  readonly name: string;
  readonly megabytes: number;
  /** Of them in indexes. */
  readonly inIndexes: number;
}

/** Milliseconds. */
export interface AskedFigures {
  readonly words: Spread;
  readonly word: Spread;
  readonly isbn: Spread;
  readonly id: Spread;
}

let hub: Hub | undefined;
const stop = new AbortController();
let joining: Promise<unknown> = Promise.resolve();

function opened(): Hub {
  if (hub === undefined) throw new Error('the hub is not open');
  return hub;
}

function systemsOf(from: number, until: number): readonly LmsAdapter[] {
  return [...opened().adapters.values()].slice(from, until);
}

const commands = {
  async open(plan: ExportPlan): Promise<void> {
    hub = await openExportHub(plan);
  },

  /** Harvests these systems for the first time. */
  async join({ from, until }: { readonly from: number; readonly until: number }): Promise<JoinFigures> {
    const harvested = measureHarvest(opened(), systemsOf(from, until), stop.signal);
    joining = Promise.allSettled([harvested]);
    return { ...(await harvested), peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6 };
  },

  /** Each question so often, after as many others of its kind, at once after a load. */
  async ask(count: number): Promise<AskedFigures> {
    return askEditions(await drawEditions(2 * count, 0));
  },

  /** Other questions of the same kinds, once the database has cleaned up what the load left. */
  async askRested(count: number): Promise<AskedFigures & { readonly restedSeconds: number }> {
    const restedSeconds = await waitForCleaning();
    return { ...(await askEditions(await drawEditions(2 * count, 1))), restedSeconds };
  },

  /** Changes so many records of one system, then as many of each of the first systems at once. */
  async change(asked: {
    readonly systems: number;
    readonly count: number;
    readonly subtitle: string;
  }): Promise<ChangeFigures> {
    const { count, subtitle } = asked;
    const adapters = systemsOf(0, asked.systems);
    const [first] = adapters;
    if (first === undefined) throw new Error('no system has joined');
    const alone = await changeRecords(opened(), first, { count, subtitle: `${subtitle}, alone` });
    const changing = Promise.all(
      adapters.map((adapter) => changeRecords(opened(), adapter, { count, subtitle: `${subtitle}, together` })),
    );
    const waiting = await countWaiting(changing);
    return {
      alone: spreadOf(alone),
      together: spreadOf((await changing).flat()),
      systems: adapters.length,
      waiting: waiting / adapters.length,
    };
  },

  /** One harvest of each of the first systems, in each of which so many records changed. */
  async round(asked: {
    readonly systems: number;
    readonly each: number;
    readonly subtitle: string;
  }): Promise<HarvestFigures> {
    const { systems, each: count, subtitle } = asked;
    const adapters = systemsOf(0, systems).map((adapter) => withChanges(adapter, { count, subtitle }));
    return measureHarvest(opened(), adapters, stop.signal);
  },

  async sizes(_: undefined): Promise<readonly TableSize[]> {
    const { rows } = await sql<TableSize>`
      SELECT relname AS name, (pg_total_relation_size(oid) / 1e6)::float8 AS megabytes,
        (pg_indexes_size(oid) / 1e6)::float8 AS "inIndexes"
      FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
      ORDER BY pg_total_relation_size(oid) DESC`.execute(opened().store.db);
    return rows;
  },
};

const REST_LOOK_MS = 1_000;
/** The database looks for work of this kind once a minute. */
const RESTED_AFTER_SECONDS = 75;
const REST_MOST_SECONDS = 600;

/** Until no table has been cleaned up for more than a minute, ten minutes at most. Gives the seconds. */
async function waitForCleaning(): Promise<number> {
  const since = performance.now();
  const seconds = (): number => (performance.now() - since) / 1_000;
  let busyAt = 0;
  while (seconds() < REST_MOST_SECONDS && seconds() - busyAt < RESTED_AFTER_SECONDS) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`.execute(opened().store.jobs);
    if ((rows[0]?.n ?? 0) > 0) busyAt = seconds();
    await setTimeout(REST_LOOK_MS);
  }
  return seconds();
}

async function askEditions(drawn: readonly DrawnEdition[]): Promise<AskedFigures> {
  const { region, store } = opened();
  const scope = createIndexScope(store.db, region);
  const random = createRandom(7);
  const words = (most: number): readonly string[] => drawn.map(({ title }) => drawWords(title, most, random));
  const byIsbn = async (isbn: string): Promise<void> => {
    const [found] = await findEditions(scope, [{ isbn }]);
    if (found === undefined || isMerciaError(found)) throw new Error('an ISBN of the index cannot be read');
    await holdingsByEdition(
      scope,
      found.editions.map(({ id }) => id),
    );
  };
  const byId = async (id: EditionId): Promise<void> => {
    const [found] = await editionsById(scope, [id]);
    if (found === null || found === undefined) throw new Error('an edition of the index is not found by its id');
    await holdingsByEdition(scope, [found.id]);
  };
  const isbns = drawn.flatMap(({ isbn }) => isbn ?? []);
  const ids = drawn.map(({ id }) => toEditionId(region, id));
  return {
    words: spreadOf(await timesOf(words(NARROW_WORDS), (asked) => findPage(scope, asked, false))),
    word: spreadOf(await timesOf(words(1), (asked) => findPage(scope, asked, true))),
    isbn: spreadOf(await timesOf(isbns, byIsbn)),
    id: spreadOf(await timesOf(ids, byId)),
  };
}

interface DrawnEdition {
  readonly id: number;
  readonly title: string;
  readonly isbn: string | null;
}

/** Another `seed` gives others. */
async function drawEditions(count: number, seed: number): Promise<readonly DrawnEdition[]> {
  const { rows } = await sql<DrawnEdition>`
    SELECT id, title, description #>> '{identifiers,isbns,0}' AS isbn
    FROM edition ORDER BY hashint8extended(id, ${seed}) LIMIT ${count}`.execute(opened().store.jobs);
  return rows;
}

const LOOK_EVERY_MS = 5;

/** How many connections wait for the lock of the editions while something goes on, in the mean. */
async function countWaiting(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  // A flag that another call sets.
  const isOver = (): boolean => isDone;
  const ended = Promise.allSettled([work]).then(() => {
    isDone = true;
  });
  let [looks, waiting] = [0, 0];
  while (!isOver()) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`.execute(
      opened().store.jobs,
    );
    looks += 1;
    waiting += rows[0]?.n ?? 0;
    await setTimeout(LOOK_EVERY_MS);
  }
  await ended;
  return looks === 0 ? 0 : waiting / looks;
}

export type EnglandCommands = typeof commands;

// The parent says when to end.
process.on('SIGINT', () => undefined);
serveCommands(commands, async () => {
  stop.abort();
  await joining;
  await hub?.close();
});
