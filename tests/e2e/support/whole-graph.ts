/** Everything in one process as `mercia start` puts it together, on a fresh database: adapters, index, gateway. */
import { buildHub, type Hub } from '#cli/graph/hub.ts';
import { startWholeGraph } from '#cli/graph/parts.ts';
import { readDemoRegion, type RegionSource } from '#cli/region/region-source.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import type { DemoKohaId, DemoSystemId } from '#demo/libraries.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import type { Database } from '#store/tables.ts';
import { readHere } from '#store/replica.ts';
import { createTestDatabase, type Filling, type TestDatabase } from '#tests/support/fresh-database.ts';
import { harvestAll, type HarvestKind, type HarvestResult } from '#union-index/harvest/index.ts';
import { sql, type Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the caller is willing to wait, milliseconds; where not said, as long as it may: no busy machine is a fault. */
  readonly budgetMs?: number;
  /** Of whoever signs in; the public asks without. */
  readonly token?: string;
}

export interface WholeGraph {
  readonly hub: Hub;
  readonly database: TestDatabase;
  /** Address of the gateway. */
  readonly url: string;
  /** Asks the gateway over HTTP. */
  ask<Data>(query: string, options?: AskOptions): Promise<Answer<Data>>;
  /** Harvests the named systems, or every one: what changed, everything where nothing ever came. */
  harvest(systems?: readonly string[], kind?: HarvestKind, signal?: AbortSignal): Promise<readonly HarvestResult[]>;
  close(): Promise<void>;
}

/** The most that a caller may allow. */
const BUDGET_MS = 30_000;

export interface GraphOptions {
  /** What the database begins with; empty where not said. */
  readonly filling?: Filling;
  /** Origins whose pages may ask (`MERCIA_CORS_ORIGINS`); none where not said. */
  readonly corsOrigins?: readonly string[];
  /** The data folder; one of its own where not said, which goes with the graph. */
  readonly data?: string;
}

/** Opens a database, the adapters and the gateway; nothing is harvested but what the database begins with. */
export async function startGraph(
  source: RegionSource,
  { corsOrigins = [], filling, data = join(tmpdir(), `mercia-graph-${randomUUID()}`) }: GraphOptions = {},
): Promise<WholeGraph> {
  const database = await createTestDatabase(filling);
  // So that whoever signs in with nothing may have it, too.
  const region = { ...source.region, budgetMs: BUDGET_MS };
  const hub = openHub({ ...source, region }, database.db, { corsOrigins, data });
  const gateway = await startWholeGraph(hub, 'a secret that only this test knows of');

  return {
    hub,
    database,
    url: gateway.url,
    async ask<Data>(
      query: string,
      { variables = {}, budgetMs = BUDGET_MS, token }: AskOptions = {},
    ): Promise<Answer<Data>> {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'mercia-budget-ms': String(budgetMs),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer<Data>;
    },
    harvest: (systems, kind, signal) => harvest(hub, database.db, { systems, kind, signal }),
    async close() {
      await gateway.close();
      await hub.close();
      await database.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** By which every graph of a test makes tokens of readers. */
export const PATRON_SECRET = 'a secret for patron data that only this test knows of';

function openHub(
  source: RegionSource,
  db: Kysely<Database>,
  { corsOrigins = [], data }: { readonly corsOrigins?: readonly string[]; readonly data?: string | undefined } = {},
): Hub {
  const origins = corsOrigins.length === 0 ? {} : { MERCIA_CORS_ORIGINS: corsOrigins.join(',') };
  // Every question of a test is one caller's, some ask for the whole graph: what a caller is given is limited in tests of the gateway.
  const settings = loadSettings(
    { port: 0, logLevel: 'silent', patronSecret: PATRON_SECRET, data, callerValues: 1_000_000_000 },
    origins,
  );
  const describe = (): string => 'the test database';
  const store = {
    db,
    reports: db,
    reads: readHere({ db, reports: db }),
    jobs: db,
    openScratch: () => {
      throw new Error('this store has no scratch schema');
    },
    settled: Promise.resolve(),
    state: async () => ({ usable: true, problem: null }),
    newer: () => null,
    describe,
    close: async () => undefined,
  };
  // A busy machine must not decide what is known: what a slow store means is tested where last-known facts are.
  return buildHub(source, settings, store, { lastKnownReadMs: 10_000 });
}

interface HarvestOptions {
  readonly systems?: readonly string[] | undefined;
  readonly kind?: HarvestKind | undefined;
  readonly signal?: AbortSignal | undefined;
}

function harvest(
  { adapters, holder, ingest, logger }: Hub,
  db: Kysely<Database>,
  { systems, kind = 'auto', signal = new AbortController().signal }: HarvestOptions = {},
): Promise<readonly HarvestResult[]> {
  return harvestAll({
    db,
    ingest,
    holder,
    clock: () => new Date(),
    logger,
    adapters: [...adapters.values()].filter(({ system }) => systems?.includes(system.id) ?? true),
    kind,
    signal,
  });
}

export interface DemoGraph extends WholeGraph {
  readonly demo: RunningDemo;
  /** What the graph was started with: the demonstration's region file with the limits of the test. */
  readonly regionText: string;
  readonly symphony: SymphonySimulator;
  simulator(id: DemoKohaId): KohaSimulator;
  simulator(id: DemoSystemId): KohaSimulator | SymphonySimulator;
  /** The token that one of the demonstration's persons signs in with. */
  tokenOf(person: DemoPersonId): Promise<string>;
}

/** What is done with a harvested region before tests ask it. */
export interface FillingOfDemo {
  readonly name: string;
  readonly from?: FillingOfDemo;
  fill(hub: Hub): Promise<void>;
}

export interface DemoGraphOptions extends Omit<GraphOptions, 'filling'> {
  /** Done once in a run of tests, to the database that others begin with as well; nothing where not said. */
  readonly filling?: FillingOfDemo;
  /**
   * Harvests the systems that are started here. Else the database is a copy of what others like them gave some minutes before, so that
   * moments differ, and a harvest of changes may bring a record that is no different.
   */
  readonly isOwn?: boolean;
  /** What a call to a system may take, milliseconds; {@link BUDGET_MS} where not said. */
  readonly callTimeoutMs?: number;
  /** How long an answer is told again; where not said, every question is asked. */
  readonly freshForMs?: number;
}

/** The region is the same each time, and harvesting it takes most of starting one: it is harvested once in a run of tests. */
const HARVESTED: FillingOfDemo = {
  name: 'harvested_demo',
  async fill(hub) {
    const problems = (await harvest(hub, hub.store.db)).flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  },
};

function fillingOf(source: RegionSource, { name, from, fill }: FillingOfDemo): Filling {
  return {
    name,
    ...(name !== HARVESTED.name && { from: fillingOf(source, from ?? HARVESTED) }),
    async fill(db) {
      const hub = openHub(source, db);
      try {
        await fill(hub);
      } finally {
        await hub.close();
      }
    },
  };
}

/** What was harvested minutes ago is told to be old. */
async function endHarvestsNow(db: Kysely<Database>): Promise<void> {
  await sql`
    UPDATE harvest_state SET first_started_at = first_started_at + age.since, last_complete_at = last_complete_at + age.since,
      full_started_at = full_started_at + age.since
    FROM (SELECT now() - max(last_complete_at) AS since FROM harvest_state) age`.execute(db);
}

/** The demo region, harvested; it stands still. */
export async function startDemoGraph({
  corsOrigins = [],
  isOwn = false,
  filling = HARVESTED,
  ...options
}: DemoGraphOptions = {}): Promise<DemoGraph> {
  const demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0, issuerPort: 0 });
  const { issuer } = demo;
  if (issuer === null) throw new Error('the demonstration has no issuer');
  const textWith = (limits: Pick<DemoGraphOptions, 'callTimeoutMs' | 'freshForMs'>): string =>
    demo.regionText.replaceAll(
      /^ {4}kind: \w+$/gm,
      `$&\n    limits: ${JSON.stringify({ freshForMs: 0, callTimeoutMs: BUDGET_MS, ...limits })}`,
    );
  const regionText = textWith(options);
  const source = readDemoRegion({ regionText, secrets: demo.env });
  // Other files begin with the same: what their calls may take is for none of them to say.
  const whole = fillingOf(readDemoRegion({ regionText: textWith({}), secrets: demo.env }), filling);
  const graph = await startGraph(source, isOwn ? { corsOrigins } : { corsOrigins, filling: whole });
  await (isOwn ? whole.fill(graph.database.db) : endHarvestsNow(graph.database.db));
  const symphony = demo.systems.find((system) => system.id === 'symphony-d')?.simulator;
  if (symphony === undefined) throw new Error('no symphony-d');
  function simulator(id: DemoKohaId): KohaSimulator;
  function simulator(id: DemoSystemId): KohaSimulator | SymphonySimulator;
  function simulator(id: DemoSystemId): KohaSimulator | SymphonySimulator {
    const found = demo.systems.find((system) => system.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found.simulator;
  }
  return {
    ...graph,
    demo,
    regionText,
    symphony,
    simulator,
    tokenOf: (person) => issuer.keys.sign(issuer.claimsOf(person)),
    async close() {
      await graph.close();
      await demo.close();
    },
  };
}
