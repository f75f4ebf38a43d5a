/** The whole graph on a real socket for one reader with an account at each of three systems in memory. */
import { readFileSync } from 'node:fs';
import type { SystemId } from '#domain/ids.ts';
import { createGatewayServer } from '#gateway/index.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import {
  createCirculationSubgraph,
  createPatronDependencies,
  type PatronDependencies,
} from '#subgraphs/circulation/index.ts';
import { SECRET } from '#tests/circulation/support/asked-router.ts';
import { createFakeReaders, type FakeReaders } from '#tests/circulation/support/fake-readers.ts';
import { createRegion } from '#tests/circulation/support/region-of.ts';
import { pino } from 'pino';
import { migrationWithoutDatabase } from './migration-without-database.ts';
import { createSmallCatalogue } from './small-catalogue.ts';
import { createSmallPatrons } from './small-patrons.ts';
import { postQuery, type GraphAnswer } from './start-graph.ts';

export const SYSTEMS = ['arden', 'severn', 'wyre'] as const;
export type TestSystem = (typeof SYSTEMS)[number];

const CONTEXT_SECRET = 'a secret for tests, 32 bytes long';
const supergraphSdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

export interface AccountsGraph {
  readonly readers: Readonly<Record<TestSystem, FakeReaders>>;
  readonly ids: PatronDependencies['ids'];
  /** As somebody who signed in under this name; the public where it is null. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>, name?: string | null): Promise<GraphAnswer>;
  close(): Promise<void>;
}

export async function startAccountsGraph(): Promise<AccountsGraph> {
  const logger = pino({ level: 'silent' });
  const verify = createContextVerifier(CONTEXT_SECRET);
  const [arden, severn, wyre] = SYSTEMS.map((id) => createFakeReaders(id as string as SystemId));
  if (arden === undefined || severn === undefined || wyre === undefined) throw new Error('three systems');
  const readers = { arden, severn, wyre };
  const all = Object.values(readers);
  const systems = all.map(({ system }) => system);
  const patrons = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const subgraphs = [
    createSmallCatalogue({ systems, editions: 1, verify, logger }),
    createCirculationSubgraph({
      region: createRegion(all),
      adapters: new Map(all.map((one) => [one.system.id, one])),
      patrons,
      lookAfterMs: [0],
      verify,
      clock: Date.now,
      logger,
    }),
    createSmallPatrons({ systems: systems.map(({ id }) => id), secret: SECRET, ids: patrons.ids, verify, logger }),
    migrationWithoutDatabase(verify, logger),
  ];
  const server = await createGatewayServer({
    supergraphSdl,
    subgraphs: new Map(subgraphs.map(({ name, execute }) => [name, execute])),
    signer: createContextSigner(CONTEXT_SECRET),
    identity: { readToken: async (name) => ({ role: 'patron', subject: name }) },
    ready: async () => ({ ready: true, systems: [] }),
    host: '127.0.0.1',
    port: 0,
    logger,
    budgetMs: () => 5_000,
    graphiql: false,
  });
  return {
    readers,
    ids: patrons.ids,
    ask: (query, variables = {}, name = 'reader') =>
      postQuery(server.url, { query, variables }, name === null ? {} : { authorization: `Bearer ${name}` }),
    close: () => server.close(),
  };
}
