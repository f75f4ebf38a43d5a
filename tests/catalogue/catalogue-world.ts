/** The catalogue subgraph over a real database and a region of three systems, with a count of its statements. */
import type { Capability } from '#contract/adapter.ts';
import type { LibraryId, NetworkId, SystemId } from '#domain/ids.ts';
import type { Library, MovePhase, Region, SystemConfig } from '#domain/region.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createLogger } from '#platform/logger.ts';
import { createTokenViews } from '#platform/reader-token.ts';
import { createContextSigner, createContextVerifier, type Role } from '#platform/signed-context.ts';
import type { Reads } from '#store/replica.ts';
import type { Database } from '#store/tables.ts';
import { createCatalogueSubgraph } from '#subgraphs/catalogue/index.ts';
import { OWNERS } from '#tests/union-index/index-world.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { takeBack } from '#take-back/index.ts';
import { createIndexScope } from '#union-index/index.ts';
import type { Kysely } from 'kysely';

const SECRET = 'a secret for tests, 32 bytes long';
export const NOW = Date.parse('2025-03-01T13:00:00Z');

function system(id: string, name: string): SystemConfig {
  return {
    id: id as SystemId,
    name,
    kind: 'koha',
    address: 'http://127.0.0.1:1',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: OWNERS.filter((owner) => owner.system === id),
    limits: {
      connections: 2,
      callTimeoutMs: 1000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
    settings: {},
  };
}

function library(id: string, name: string, systemId: string, rest: Partial<Library> = {}): Library {
  return {
    id: id as LibraryId,
    name,
    aliases: [],
    network: null,
    organisations: [],
    sites: [],
    system: systemId as SystemId,
    memberships: [{ system: systemId as SystemId, phase: 'LIVE', since: null }],
    ...rest,
  };
}

export const region: Region = {
  id: 'mids',
  name: 'Middle Shires',
  budgetMs: 2000,
  networks: [
    { id: 'hill' as NetworkId, name: 'Hill Network', asks: ['vale' as NetworkId] },
    { id: 'vale' as NetworkId, name: 'Vale Network', asks: [] },
  ],
  organisations: [{ id: 'trust', name: 'Hill Trust', odsCode: 'RX1' }],
  libraries: [
    library('qe', 'Queen Edith Library', 'north', {
      aliases: [{ scheme: 'ISIL', value: 'GB-QE' }],
      network: 'hill' as NetworkId,
      organisations: ['trust'],
      sites: [{ id: 'main', name: 'Main', organisation: 'trust', locations: [{ code: 'STACK', name: 'Stack' }] }],
    }),
    library('wing', 'Wing Library', 'north', { network: 'vale' as NetworkId }),
    library('south-lib', 'South Library', 'south', {
      sites: [{ id: 'town', name: 'Town', organisation: null, locations: [] }],
      memberships: [{ system: 'south' as SystemId, phase: 'LIVE', since: '2024-04-01' }],
    }),
    library('west-lib', 'West Library', 'west'),
  ],
  systems: [system('north', 'North Koha'), system('south', 'South Koha'), system('west', 'West Koha')],
  issuers: [],
};

/** As a library of the region stands that moves to the west: what it holds at its own system is only tried out there, or left behind. */
export function regionMoving(id: string, phase: MovePhase): Region {
  const libraries = region.libraries.map((library): Library => {
    if (library.id !== id) return library;
    const memberships = [
      { system: 'west' as SystemId, phase: 'LIVE' as const, since: null },
      { system: library.system, phase, since: null },
    ];
    return { ...library, memberships };
  });
  return { ...region, libraries };
}

const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'LIVE_ITEMS'];

export interface Answer {
  /** As a client sees it: plain JSON. */
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { readonly path?: readonly unknown[]; readonly message: string; readonly code: unknown }[];
  /** Statements that the database was asked. */
  readonly statements: number;
}

export interface CatalogueWorld {
  /** Asks as the public where no role is named. */
  ask(query: string, variables?: Record<string, unknown>, role?: Role, libraries?: readonly string[]): Promise<Answer>;
}

export function openCatalogue(
  db: Kysely<Database>,
  served: Region = region,
  {
    answerWithinMs = 20_000,
    reads,
    caller,
  }: { readonly answerWithinMs?: number; readonly reads?: Reads; readonly caller?: string } = {},
): CatalogueWorld {
  let statements = 0;
  const counting = db.withPlugin({
    transformQuery({ node }) {
      statements += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const owners = served.systems.flatMap((system) => system.owners);
  const ingest = createIngest({ regionId: served.id, owners, logger: createLogger('error', 'test') });
  const subgraph = createCatalogueSubgraph({
    index: createIndexScope(counting, served, {
      lastKnownDays: 90,
      now: () => NOW,
      // All but the west keep their own numbers there.
      hostLinksOf: (id) => (id === 'west' ? undefined : { record: '0', item: '9' }),
    }),
    reads,
    tokenView: createTokenViews(deriveKey(SECRET, 'reader-views')),
    region: served,
    // The west can do nothing as it is configured.
    capabilities: new Map([
      ['north' as SystemId, CAPABILITIES],
      ['south' as SystemId, CAPABILITIES],
    ]),
    verify: createContextVerifier(SECRET, () => NOW),
    noteReading: () => undefined,
    takeBack: (order) => takeBack({ db, ingest, order, register: async () => undefined }),
    clock: () => NOW,
    logger: createLogger('error', 'test'),
  });
  const sign = createContextSigner(SECRET);
  let asked = 0;
  return {
    async ask(query, variables = {}, role = 'public', libraries) {
      const context = await sign({
        role,
        subject: role === 'public' ? null : role === 'staff' ? `staff of ${String(libraries)}` : 'somebody',
        libraries,
        caller,
        correlationId: `c-${caller ?? ''}${(asked += 1)}`,
        receivedAt: NOW,
        deadline: NOW + answerWithinMs,
      });
      statements = 0;
      const result = await subgraph.execute({ query, variables, context });
      const { data = null, errors = [] } = JSON.parse(JSON.stringify(result)) as {
        data?: Record<string, unknown> | null;
        errors?: { path?: unknown[]; message: string; extensions: { code: unknown } }[];
      };
      const coded = errors.map(({ path, message, extensions }) => ({
        ...(path === undefined ? {} : { path }),
        message,
        code: extensions.code,
      }));
      return { data, errors: coded, statements };
    },
  };
}
