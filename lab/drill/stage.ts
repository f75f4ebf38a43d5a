/**
 * Everything that is drilled, in one process on real sockets: simulated systems, an adapter server, PostgreSQL, the hub
 * with its real gateway. Between the hub and what stands apart from it are wires that can be cut.
 */
import { join } from 'node:path';
import fastify from 'fastify';
import type { LmsAdapter } from '#contract/adapter.ts';
import { registerAdapterServer } from '#adapters/adapter-server.ts';
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { createOpenedRegion, type OpenedRegion } from '#cli/region/opened-region.ts';
import { buildCatalogue, buildCirculation, startGateway } from '#cli/graph/parts.ts';
import { buildMigration } from '#cli/graph/migration.ts';
import { buildPatrons } from '#cli/graph/patrons.ts';
import { readSupergraph } from '#cli/supergraph-source.ts';
import type { SystemId, LibraryId } from '#domain/ids.ts';
import { loadSettings } from '#platform/config.ts';
import { deriveCallerKey, deriveServerContextKey } from '#platform/derived-key.ts';
import { createContextSigner, createContextVerifier, type ContextVerifier } from '#platform/signed-context.ts';
import { createTcpProxy, type TcpProxy } from '#conformance/wire/tcp-proxy.ts';
import { createTestDatabase } from '#tests/support/fresh-database.ts';
import { harvestAll } from '#union-index/harvest/index.ts';
import { createAccountAsker, createReaderDependencies, type AskAccounts } from './accounts/ask-accounts.ts';
import { describeRegion, type DescribedSystem, type DrilledMove } from './region.ts';
import { openServices, type AskServices } from './services/ask-services.ts';
import { startKind, startSystems, type DrilledSystem } from './systems.ts';
import { toLiveKeys } from '#adapters/shared/live-keys.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';

const SECRET = 'a secret that only the drill knows of';

export interface StageOptions {
  /** Stands between the hub and each adapter: a mistake that the drill must find. */
  readonly plant?: ((adapter: LmsAdapter) => LmsAdapter) | undefined;
  /** The one kind that is drilled; all of them where not said. */
  readonly kind?: string | undefined;
  /** A library moves between these two, and nothing else is drilled. */
  readonly move?: DrilledMove | undefined;
}

export interface Stage {
  /** The gateway's. */
  readonly url: string;
  readonly askAccounts: AskAccounts;
  /** As visitors who did not sign in. */
  readonly askTitles: AskTitles;
  /** RTAC and DAIA, which ask the same graph. */
  readonly askServices: AskServices;
  readonly systems: readonly DrilledSystem[];
  readonly hub: Hub;
  readonly wires: ReadonlyMap<string, TcpProxy>;
  readonly database: TcpProxy;
  /** Builds the adapters of these systems again, as a changed region file does: what they learned of a refusal is gone. */
  renew(ids: readonly string[]): void;
  close(): Promise<void>;
}

/** Starts and harvests everything. */
export async function openStage({ plant = (adapter) => adapter, kind, move }: StageOptions): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    const systems = await (move === undefined ? startKind(kind) : startSystems([move.from, move.to], move));
    closing.push(() => Promise.all(systems.map((system) => system.close())));
    const database = await openDatabaseWire(closing);
    const settings = loadSettings(
      { port: 0, logLevel: 'silent', databaseUrl: database.url, contextSecret: SECRET, callerValues: 1_000_000_000 },
      {},
    );
    const versions = new Map<string, number>();
    const source = (described: readonly DescribedSystem[]) =>
      describeRegion(described, (id) => versions.get(id) ?? 1, move);

    const direct = systems.map((system) => ({ ...system, address: system.simulator.url, adapterServer: null }));
    const apart = direct.filter((system) => system.apart);
    const hosted = createOpenedRegion(source(apart), settings, { hosted: true });
    closing.push(() => hosted.close());
    const wires = await openAdapterServers(hosted, apart, closing);

    const described = direct.map((system) => ({ ...system, adapterServer: wires.get(system.id)?.address ?? null }));
    const hub = buildHub(source(described), settings, await openSettledStore(settings, 'tool'));
    closing.push(() => hub.close());
    const { url, askAccounts, askTitles } = await openGateway(hub, plant, closing);
    await harvestOnce(hub);
    const services = await openServices(url, () => hub.region, deriveCallerKey(SECRET));
    closing.push(() => services.close());
    return {
      url,
      askAccounts,
      askTitles,
      askServices: services.ask,
      systems,
      hub,
      wires,
      database: database.wire,
      renew(ids) {
        for (const id of ids) versions.set(id, (versions.get(id) ?? 1) + 1);
        if (apart.some(({ id }) => ids.includes(id))) hosted.replace(source(apart));
        hub.replace(source(described));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDatabaseWire(closing: (() => Promise<unknown>)[]): Promise<{ url: string; wire: TcpProxy }> {
  const fresh = await createTestDatabase();
  closing.push(() => fresh.close());
  const { host, port, user, database } = fresh.connection;
  const wire = await createTcpProxy(join(host, `.s.PGSQL.${port}`));
  closing.push(() => wire.close());
  return { url: `postgres://${user}@${new URL(wire.address).host}/${database}`, wire };
}

/** An adapter server for each system: it is known by the address at which the hub asks it, which is that of its wire. */
async function openAdapterServers(
  opened: OpenedRegion,
  systems: readonly DescribedSystem[],
  closing: (() => Promise<unknown>)[],
): Promise<ReadonlyMap<string, TcpProxy>> {
  const adapters = { get: (id: SystemId) => opened.adapters.get(id), keys: () => opened.adapters.keys() };
  const wires = new Map<string, TcpProxy>();
  for (const { id } of systems) {
    const known = Promise.withResolvers<ContextVerifier>();
    const app = fastify({ forceCloseConnections: true });
    const verify: ContextVerifier = async (signed) => (await known.promise)(signed);
    registerAdapterServer(app, { adapters, verify, logger: opened.logger });
    const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
    closing.push(() => app.close());
    const wire = await createTcpProxy(port);
    closing.push(() => wire.close());
    known.resolve(createContextVerifier(deriveServerContextKey(SECRET, wire.address)));
    wires.set(id, wire);
  }
  return wires;
}

async function openGateway(
  hub: Hub,
  plant: (adapter: LmsAdapter) => LmsAdapter,
  closing: (() => Promise<unknown>)[],
): Promise<Pick<Stage, 'url' | 'askAccounts' | 'askTitles'>> {
  const verify = createContextVerifier(SECRET);
  const planted: OpenedRegion = {
    ...hub,
    derive: (build) =>
      hub.derive(({ adapters, ...parts }) =>
        build({ ...parts, adapters: new Map([...adapters].map(([id, adapter]) => [id, plant(adapter)])) }),
      ),
  };
  const means = createReaderDependencies();
  const sign = createContextSigner(SECRET);
  const circulation = buildCirculation(planted, { verify, lastKnown: hub.lastKnown, patrons: means });
  const patrons = buildPatrons(hub, { verify, sign, circulation: circulation.execute });
  const subgraphs = [buildCatalogue(hub, verify), circulation, patrons, buildMigration(hub, verify)];
  const gateway = await startGateway({
    opened: hub,
    subgraphs: new Map(subgraphs.map(({ name, execute }) => [name, execute])),
    secret: SECRET,
    ready: async () => ({ ready: true, systems: [] }),
    settings: hub.settings,
    supergraph: readSupergraph(hub.settings),
  });
  closing.push(() => gateway.close());
  const askAccounts = createAccountAsker(circulation.execute, sign, means);
  return { url: gateway.url, askAccounts, askTitles: createVisitors(circulation.execute, sign) };
}

/** Everything that is in them; rejects if something of it could not be read. */
export async function harvestOnce(
  { store, ingest, holder, logger, adapters }: Hub,
  ids: readonly SystemId[] = [...adapters.keys()],
): Promise<void> {
  const signal = new AbortController().signal;
  const common = { db: store.db, ingest, holder, clock: () => new Date(), logger, signal };
  const results = await harvestAll({
    ...common,
    adapters: [...adapters.values()].filter(({ system }) => ids.includes(system.id)),
  });
  const problems = results.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Error(`the drill could not harvest: ${problems.join('; ')}`);
}

const TITLES = 40;

const QUERY = `query ($holdings: [_Any!]!) {
  _entities(representations: $holdings) { ... on Holding { availability { state } } } }`;

/** One visitor asks for so many titles that nobody else asks for. */
type AskTitles = (system: string, visitor: number, request: number) => Promise<unknown>;

function createVisitors(execute: SubgraphExecutor, sign: ContextSigner): AskTitles {
  return async (system, visitor, request) => {
    const receivedAt = Date.now();
    const context = await sign({
      role: 'public',
      subject: null,
      caller: `visitor ${String(visitor)}`,
      correlationId: `crowd ${String(visitor)} ${String(request)}`,
      receivedAt,
      deadline: receivedAt + CALL_TIMEOUT_MS,
    });
    const holdings = Array.from({ length: TITLES }, (_, index) => {
      const record = String(1_000_000 * (visitor + 1) + TITLES * request + index);
      const library = `lib-${system}` as LibraryId;
      const id = `${system}:holding:${record}@${library}`;
      const liveKeys = toLiveKeys(record, library, 1);
      return { __typename: 'Holding', id, liveKeys, library: { __typename: 'Library', id: library } };
    });
    return execute({ query: QUERY, variables: { holdings }, context });
  };
}
