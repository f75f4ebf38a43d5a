/** The parts that answer: four subgraphs and the gateway in front of them. */
import type { HostLinks } from '#contract/adapter.ts';
import { hostLinksOf } from '#adapters/registry.ts';
import type { SystemId } from '#domain/ids.ts';
import { createGatewayServer, type ExplorerOptions, type GatewayOptions, type GatewayServer } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import { deriveCallerKey, deriveKey } from '#platform/derived-key.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { createTokenViews } from '#platform/reader-token.ts';
import { createContextSigner, createContextVerifier, type ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph, SubgraphExecutor } from '#platform/subgraph.ts';
import type { Store } from '#store/open-store.ts';
import { createCatalogueSubgraph } from '#subgraphs/catalogue/index.ts';
import {
  createAnswering,
  createCirculationSubgraph,
  createCopyHistories,
  createPatronDependencies,
  keepWhile,
  type CirculationOptions,
  type PatronDependencies,
} from '#subgraphs/circulation/index.ts';
import { createIndexScope } from '#union-index/index.ts';
import type { Hub } from './hub.ts';
import { createIdentityReaders } from './identity.ts';
import type { OpenedRegion, RegionParts } from '../region/opened-region.ts';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';
import { buildPatrons } from './patrons.ts';
import { buildMigration } from './migration.ts';
import { takeBackRecords } from './take-back.ts';
import { watchReadiness } from './readiness.ts';
import { readSupergraph, type SupergraphSource } from '../supergraph-source.ts';
import { isDeepStrictEqual } from 'node:util';

/** The catalogue over the region of the moment: a question under way ends on the region it began with. */
export function buildCatalogue(hub: Hub, verify: ContextVerifier): Subgraph {
  const { store, logger, settings } = hub;
  const { patronSecret } = settings;
  const tokenView = patronSecret === undefined ? null : createTokenViews(deriveKey(patronSecret, 'reader-views'));
  const current = hub.derive(({ region, adapters }) => {
    const hostLinks = new Map<string, HostLinks | undefined>(
      region.systems.map((system) => [system.id, hostLinksOf(system)]),
    );
    return createCatalogueSubgraph({
      index: createIndexScope(store.db, region, {
        lastKnownDays: settings.lastKnownDays,
        rulesOf: (id) => adapters.get(id)?.harvest?.rules.digest,
        hostLinksOf: (id) => hostLinks.get(id),
      }),
      reads: store.reads,
      tokenView,
      region,
      verify,
      noteReading: hub.readings.note,
      takeBack: async (order) => void (await takeBackRecords(hub, order)),
      capabilities: { get: (id) => adapters.get(id)?.capabilities },
      clock: Date.now,
      logger: logger.child({ subgraph: 'catalogue' }),
    });
  });
  return { name: 'catalogue', execute: (request) => current().execute(request) };
}

/**
 * Who may ask, and what outlives the region of the moment; without `lastKnown` no answer is kept, without `patrons` there are
 * no accounts.
 */
export type CirculationDependencies = Pick<
  CirculationOptions,
  'verify' | 'lastKnown' | 'patrons' | 'observe' | 'history' | 'copyHistories'
>;

/** What accounts need; undefined without a secret for patron data. Without a database a restart forgets what became of a write. */
export function buildAccountDependencies(
  settings: PatronSecretSettings,
  db: Store['db'] | null,
): PatronDependencies | undefined {
  const [secret, ...accepted] = patronSecrets(settings);
  return secret === undefined ? undefined : createPatronDependencies({ secret, accepted, db, now: Date.now });
}

/** How the region file says that the records of each system are read. */
function rulesBySystem({ adapters }: RegionParts): ReadonlyMap<SystemId, string | undefined> {
  return new Map(Array.from(adapters, ([id, { harvest }]) => [id, harvest?.rules.digest]));
}

export function buildCirculation(opened: OpenedRegion, dependencies: CirculationDependencies): Subgraph {
  const { logger } = opened;
  const { lastKnown } = dependencies;
  const answering = createAnswering(Date.now);
  opened.onReplaced((old) => {
    // Which copies may be shown may have changed. If not, what is in memory is newer than what the store has.
    if (!isDeepStrictEqual(rulesBySystem(old), rulesBySystem(opened))) lastKnown?.forget();
  });
  const current: () => Subgraph = opened.derive(({ region, adapters, movedIds }) => {
    const subgraph = createCirculationSubgraph({
      ...dependencies,
      // Questions under way end on the region they began with; what they are told may be hidden by now.
      ...(lastKnown && { lastKnown: keepWhile(lastKnown, () => current() === subgraph) }),
      region,
      movedIds,
      adapters,
      answering,
      hosts: () => opened.hosts(),
      clock: Date.now,
      logger: logger.child({ subgraph: 'circulation' }),
    });
    return subgraph;
  });
  return { name: 'circulation', execute: (request) => current().execute(request) };
}

export interface GatewayParts {
  readonly opened: Pick<OpenedRegion, 'region' | 'logger' | 'derive'>;
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly secret: string;
  readonly ready: GatewayOptions['ready'];
  readonly settings: Settings;
  readonly supergraph: SupergraphSource;
  /** Where keys are kept; without it, keys are refused. */
  readonly keys?: Store['db'] | null;
  readonly metrics?: Metrics | undefined;
  readonly explorer?: ExplorerOptions | undefined;
}

export async function startGateway({
  opened,
  subgraphs,
  secret,
  ready,
  settings,
  supergraph,
  keys = null,
  metrics,
  explorer,
}: GatewayParts): Promise<GatewayServer> {
  return createGatewayServer({
    supergraphSdl: supergraph.sdl,
    subgraphs,
    signer: createContextSigner(secret),
    callerKey: deriveCallerKey(secret),
    acceptedCallerKeys: [settings.contextSecretAccepted ?? []].flat().map(deriveCallerKey),
    callerRequests: settings.callerRequests,
    callerValues: settings.callerValues,
    identity: createIdentityReaders(opened, settings, keys),
    ready,
    host: settings.host,
    port: settings.port,
    logger: opened.logger.child({ part: 'gateway' }),
    budgetMs: () => opened.region.budgetMs,
    graphiql: true,
    trustedProxies: settings.trustedProxies,
    corsOrigins: settings.corsOrigins ?? [],
    limits: { queryBytes: settings.queryBytes },
    ...(metrics === undefined ? {} : { observer: metrics.requests }),
    ...(explorer === undefined ? {} : { explorer }),
  });
}

export interface WholeGraphOptions {
  /** Answers `/ready`; if not given, how far the harvest of each system is. */
  readonly ready?: GatewayOptions['ready'];
  /** If not given, the one that the hub's settings name. */
  readonly supergraph?: SupergraphSource;
  readonly metrics?: Metrics | undefined;
  readonly explorer?: ExplorerOptions | undefined;
  /** Told of a job that was asked for. */
  readonly onJob?: (() => void) | undefined;
}

/** The whole graph in this process: subgraphs are called, not served. */
export async function startWholeGraph(
  hub: Hub,
  secret: string,
  { ready = watchReadiness(hub), supergraph, metrics, explorer, onJob }: WholeGraphOptions = {},
): Promise<GatewayServer> {
  const verify = createContextVerifier(secret);
  const circulation = buildCirculation(hub, {
    verify,
    lastKnown: hub.lastKnown,
    history: hub.answers,
    copyHistories: createCopyHistories({ db: hub.store.db, keepDays: hub.settings.lastKnownDays, now: Date.now }),
    patrons: buildAccountDependencies(hub.settings, hub.store.db),
    ...(metrics === undefined ? {} : { observe: metrics.calls }),
  });
  const patrons = buildPatrons(hub, { verify, sign: createContextSigner(secret), circulation: circulation.execute });
  const subgraphs = [buildCatalogue(hub, verify), circulation, patrons, buildMigration(hub, verify, onJob)];
  return startGateway({
    opened: hub,
    subgraphs: new Map(subgraphs.map(({ name, execute }) => [name, execute])),
    secret,
    ready,
    settings: hub.settings,
    supergraph: supergraph ?? readSupergraph(hub.settings),
    keys: hub.store.db,
    metrics,
    explorer,
  });
}
