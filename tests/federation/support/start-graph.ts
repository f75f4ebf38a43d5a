/** The whole graph on a real socket: the real gateway and circulation router over library systems in memory. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region, SystemLimits } from '#domain/region.ts';
import { createGatewayServer } from '#gateway/index.ts';
import type { GatewayOptions } from '#gateway/index.ts';
import type { Logger } from '#platform/logger.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph, SubgraphExecutor } from '#platform/subgraph.ts';
import type { SystemIdentity } from '#contract/adapter.ts';
import { createCirculationSubgraph } from '#subgraphs/circulation/index.ts';
import type { CirculationObserver } from '#subgraphs/circulation/index.ts';
import { createPatronsSubgraph } from '#subgraphs/patrons/index.ts';
import { createFakeAdapter } from './fake-adapter.ts';
import type { FakeAdapter, FakeAdapterOptions } from './fake-adapter.ts';
import { createMemoryLastKnown } from './memory-last-known.ts';
import type { MemoryLastKnown } from './memory-last-known.ts';
import { migrationWithoutDatabase } from './migration-without-database.ts';
import { createSmallCatalogue } from './small-catalogue.ts';

export const SYSTEMS = ['arden', 'severn', 'wyre'] as const;
export type TestSystem = (typeof SYSTEMS)[number];

const NAMES: Readonly<Record<TestSystem, string>> = { arden: 'Arden Koha', severn: 'Severn Koha', wyre: 'Wyre Koha' };
export const SECRET = 'a secret for tests, 32 bytes long';
const supergraphSdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly GraphAnswerError[];
  readonly extensions: unknown;
}

export interface GraphAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface TestGraph {
  readonly url: string;
  readonly adapters: Readonly<Record<TestSystem, FakeAdapter>>;
  /** The systems beside the three, where there are more. */
  readonly others: readonly FakeAdapter[];
  readonly lastKnown: MemoryLastKnown;
  readonly catalogue: Subgraph;
  readonly circulation: Subgraph;
  readonly patrons: Subgraph;
  /** Everything that was logged, one object a line. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Record<string, string>,
  ): Promise<GraphAnswer>;
  /** What stands between the gateway and a subgraph, until it is reset. */
  around: Around;
  /** Every system answers again, nothing has been asked or logged yet, and nothing is known from before. */
  reset(): void;
  close(): Promise<void>;
}

/** Stands between the gateway and a subgraph. */
type Around = (name: string, execute: SubgraphExecutor) => SubgraphExecutor;

export interface TestGraphOptions extends Partial<Omit<GatewayOptions, 'subgraphs'>> {
  readonly editions?: number;
  readonly adapterOptions?: Partial<Record<TestSystem, FakeAdapterOptions>>;
  /** Systems beside the three. */
  readonly others?: number;
  /** Milliseconds that a call to a system may take. */
  readonly callTimeoutMs?: number;
  /** Milliseconds for which an answer is told again; without it, every question is asked. */
  readonly freshForMs?: number;
  readonly observe?: CirculationObserver;
  /** Milliseconds that the clock of the circulation part is ahead of the gateway's; behind is below 0. */
  readonly circulationAheadMs?: number;
  readonly around?: Around;
}

export async function startGraph(options: TestGraphOptions = {}): Promise<TestGraph> {
  const {
    editions = 3,
    adapterOptions = {},
    others: otherCount = 0,
    callTimeoutMs = 5_000,
    freshForMs = 0,
    circulationAheadMs = 0,
    observe,
    around = (_name, execute) => execute,
    ...rest
  } = options;
  const logged: Readonly<Record<string, unknown>>[] = [];
  const write = (line: string): void => void logged.push(JSON.parse(line) as Readonly<Record<string, unknown>>);
  const logger: Logger = pino({ level: 'info' }, { write });
  const verify = createContextVerifier(SECRET);
  const create = (id: TestSystem): FakeAdapter => createFakeAdapter(toSystemId(id), NAMES[id], adapterOptions[id]);
  const adapters = { arden: create('arden'), severn: create('severn'), wyre: create('wyre') };
  const others = Array.from({ length: otherCount }, (_, index) =>
    createFakeAdapter(`other-${index + 1}` as SystemId, `Other Koha ${index + 1}`),
  );
  const all = [...Object.values(adapters), ...others];
  const systems = all.map(({ system }) => system);
  const lastKnown = createMemoryLastKnown();
  const catalogue = createSmallCatalogue({ systems, editions, verify, logger });
  const circulation = createCirculationSubgraph({
    region: createTestRegion(systems, {
      connections: 1,
      callTimeoutMs,
      batchSize: 50,
      freshForMs,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    }),
    adapters: new Map(all.map((adapter) => [adapter.system.id, adapter])),
    lastKnown,
    verify,
    clock: () => Date.now() + circulationAheadMs,
    logger,
    ...(observe === undefined ? {} : { observe }),
  });
  const patrons = createPatronsSubgraph({
    region: { id: 'region', libraries: [], systems: [] },
    patronData: null,
    verify,
    clock: () => new Date(),
    logger,
  });
  const server = await createGatewayServer({
    supergraphSdl,
    subgraphs: new Map(
      [catalogue, circulation, patrons, migrationWithoutDatabase(verify, logger)].map(({ name, execute }) => [
        name,
        (request) => graph.around(name, execute)(request),
      ]),
    ),
    signer: createContextSigner(SECRET),
    ready: async () => ({ ready: true, systems: [] }),
    host: '127.0.0.1',
    port: 0,
    logger,
    budgetMs: () => 2_000,
    graphiql: true,
    ...rest,
  });
  const graph: TestGraph = {
    url: server.url,
    adapters,
    others,
    lastKnown,
    catalogue,
    circulation,
    patrons,
    logged,
    around,
    ask: (query, variables = {}, headers = {}) => postQuery(server.url, { query, variables }, headers),
    reset: () => {
      graph.around = around;
      logged.length = 0;
      lastKnown.hangs = false;
      lastKnown.holdings.clear();
      lastKnown.items.clear();
      lastKnown.lookUps.length = 0;
      for (const adapter of all) {
        adapter.behaviour = { kind: 'answers' };
        adapter.calls.length = 0;
      }
    },
    close: () => server.close(),
  };
  return graph;
}

export async function postQuery(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<GraphAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const { data, errors = [], extensions } = JSON.parse(text) as Partial<GraphAnswer>;
  return { status: response.status, headers: response.headers, text, data, errors, extensions };
}

function toSystemId(id: TestSystem): SystemId {
  return id as string as SystemId;
}

/** A region with these systems and no libraries. */
export function createTestRegion(systems: readonly SystemIdentity[], limits: SystemLimits): Region {
  return {
    id: 'region',
    name: 'Test region',
    budgetMs: 2_000,
    networks: [],
    organisations: [],
    libraries: systems.map(({ id, name }) => ({
      id: `lib-${id}` as LibraryId,
      name: `${name} Library`,
      aliases: [],
      network: null,
      organisations: [],
      sites: [],
      system: id,
      memberships: [{ system: id, phase: 'LIVE', since: null }],
    })),
    issuers: [],
    systems: systems.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      address: 'http://127.0.0.1:1',
      timeZone: 'Europe/London',
      credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
      owners: [],
      limits,
      harvest: { method: 'auto', pageSize: 100, everySeconds: 3_600, fullEverySeconds: 604_800 },
      settings: {},
    })),
  };
}
