/** The graph of the wide region in a process of its own, on the database of `DATABASE_URL`: what a query does to it harms no test. */
import { readFileSync } from 'node:fs';
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import { createGatewayServer } from '#gateway/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { openDatabase } from '#store/database.ts';
import { createCatalogueSubgraph } from '#subgraphs/catalogue/index.ts';
import { createCirculationSubgraph } from '#subgraphs/circulation/index.ts';
import { createPatronsSubgraph } from '#subgraphs/patrons/index.ts';
import { createCopy, createFakeAdapter } from '#tests/federation/support/fake-adapter.ts';
import { createMemoryLastKnown } from '#tests/federation/support/memory-last-known.ts';
import { migrationWithoutDatabase } from '#tests/federation/support/migration-without-database.ts';
import { createIndexScope } from '#union-index/index.ts';
import { wideRegion } from './wide-region.ts';

const SECRET = 'a secret for tests, 32 bytes long';
const COPIES = 5;

const logger = createLogger('silent', 'test');
const verify = createContextVerifier(SECRET);
const db = openDatabase({
  target: { url: process.env['DATABASE_URL'] ?? '' },
  applicationName: 'wide hub',
  poolSize: 6,
  statementTimeoutMs: 60_000,
});
const adapters = wideRegion.systems.map(({ id, name }) =>
  createFakeAdapter(id, name, {
    copies: (local) =>
      Array.from({ length: COPIES }, (_, copy) =>
        createCopy(id, `${local}.${copy}`, { publicNotes: NOTHING_KNOWN_OF_ITEM.publicNotes }),
      ),
  }),
);
const subgraphs = [
  createCatalogueSubgraph({
    index: createIndexScope(db, wideRegion),
    tokenView: null,
    region: wideRegion,
    capabilities: new Map(wideRegion.systems.map(({ id }) => [id, ['HARVEST_FULL', 'LIVE_ITEMS']])),
    verify,
    clock: Date.now,
    noteReading: () => undefined,
    takeBack: () => Promise.reject(new Error('nothing is taken back here')),
    logger,
  }),
  createCirculationSubgraph({
    region: wideRegion,
    adapters: new Map(adapters.map((adapter) => [adapter.system.id, adapter])),
    lastKnown: createMemoryLastKnown(),
    verify,
    clock: Date.now,
    logger,
  }),
  createPatronsSubgraph({
    region: { id: wideRegion.id, libraries: [], systems: [] },
    patronData: null,
    verify,
    clock: () => new Date(),
    logger,
  }),
  migrationWithoutDatabase(verify, logger),
];
const { url } = await createGatewayServer({
  supergraphSdl: readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'),
  subgraphs: new Map(subgraphs.map(({ name, execute }) => [name, execute])),
  signer: createContextSigner(SECRET),
  ready: async () => ({ ready: true, systems: [] }),
  host: '127.0.0.1',
  port: 0,
  logger,
  budgetMs: () => 30_000,
  // What is refused does not depend on how quick the machine is: next to nothing is paid off.
  callerValues: 1,
  trustedProxies: '127.0.0.1',
  graphiql: false,
});
process.stdout.write(`Ready ${url}\n`);
