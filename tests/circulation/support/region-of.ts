import type { LmsAdapter } from '#contract/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, MovePhase, PatronData, Region } from '#domain/region.ts';

export interface RegionOptions {
  /** Phase of each library's move, by the library's id `lib-<system>`. */
  readonly phases?: Readonly<Record<string, MovePhase>>;
  /** The day of every phase; none where not said. */
  readonly since?: string;
  /** A second library of one of the systems; without a site and an agreement where not said. */
  readonly neighbour?: {
    readonly of: SystemId;
    readonly id: LibraryId;
    readonly phase: MovePhase;
    readonly site?: string;
    readonly agrees?: boolean;
  };
  readonly callTimeoutMs?: number;
  /** Codes of the sites of each library; HQ where not said. */
  readonly sites?: readonly string[];
  /** Ids of sites by `<system> <code>`; a code that is missing has none. */
  readonly siteIds?: Readonly<Record<string, string>>;
  /** Milliseconds for which an answer is told again; without it, every question is asked. */
  readonly freshForMs?: number;
}

const AGREEMENT: PatronData = {
  controller: 'c',
  agreement: 'a',
  dpia: 'd',
  purposes: ['DESK_ENQUIRY'],
  reviewOn: '2099-01-01',
  retentionDays: { audit: 100, links: 40 },
  sharedWith: [],
};

/** Each system serves one library, `lib-<system>`, with the sites that are said, and an agreement on its readers' data. */
export function createRegion(
  adapters: readonly LmsAdapter[],
  {
    phases = {},
    since,
    neighbour,
    callTimeoutMs = 5_000,
    freshForMs = 0,
    sites = ['HQ'],
    siteIds = {},
  }: RegionOptions = {},
): Region {
  const breaker = { failures: 5, openMs: 1_000, maxOpenMs: 10_000 };
  const libraryOf = (system: SystemId): LibraryId => `lib-${system}` as LibraryId;
  return {
    id: 'region',
    name: 'Test region',
    budgetMs: 2_000,
    networks: [],
    organisations: [],
    issuers: [],
    libraries: [
      ...adapters.map(({ system: { id: system } }) =>
        toLibrary(libraryOf(system), system, { phase: phases[`lib-${system}`] ?? 'LIVE', since, agrees: true }),
      ),
      ...(neighbour === undefined ? [] : [toLibrary(neighbour.id, neighbour.of, { ...neighbour, since })]),
    ],
    systems: adapters.map(({ system: { id, name, kind } }) => ({
      id,
      name,
      kind,
      address: 'http://127.0.0.1:1',
      timeZone: 'Europe/London',
      credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
      owners: [
        ...sites.map((code) => ({ code, library: libraryOf(id) })),
        ...(neighbour?.of === id && neighbour.site !== undefined
          ? [{ code: neighbour.site, library: neighbour.id }]
          : []),
      ].map((owner) => ({ ...owner, system: id, site: siteIds[`${id} ${owner.code}`] ?? null })),
      limits: { connections: 1, callTimeoutMs, batchSize: 50, freshForMs, breaker },
      harvest: { method: 'auto', pageSize: 100, everySeconds: 3_600, fullEverySeconds: 604_800 },
      settings: {},
    })),
  };
}

interface Standing {
  readonly phase: MovePhase;
  readonly since: string | undefined;
  readonly agrees?: boolean;
}

function toLibrary(id: LibraryId, system: SystemId, { phase, since, agrees = false }: Standing): Library {
  return {
    id,
    name: `Library of ${system}`,
    aliases: [],
    network: null,
    organisations: [],
    sites: [],
    system,
    memberships: [{ system, phase, since: since ?? null }],
    ...(agrees && { patronData: AGREEMENT }),
  };
}
