/** The region file of the drill. */
import { adapterKinds } from '#adapters/registry.ts';
import type { RegionSource } from '#cli/region/region-source.ts';
import type { DrilledLogin } from '#simulators/simulated-kind.ts';
import { loadRegion } from '#region/load-region.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';
import type { DrilledSystem } from './systems.ts';

/** Opens and probes quickly, so that most steps meet a system that is really asked. */
const BREAKER = { failures: 10, openMs: 200, maxOpenMs: 600 };
/** A page is several calls, so that one of them alone can fail. */
const BATCH_SIZE = 2;

export interface DescribedSystem extends Pick<DrilledSystem, 'id' | 'kind' | 'login' | 'freshForMs' | 'liveAddress'> {
  readonly address: string;
  /** Null where the hub asks the system itself. */
  readonly adapterServer: string | null;
}

/** One connection more than a page of titles needs to be asked in time. */
function describeLive({ live }: DrilledLogin, address: string, freshForMs: number): object {
  if (live === undefined) throw new Error('a live address without a live part');
  const { kind, credentials, settings } = live;
  const limits = { connections: 3, callTimeoutMs: CALL_TIMEOUT_MS, freshForMs, breaker: BREAKER };
  return { kind, address, credentials, limits, settings };
}

export interface RegionFile {
  readonly region: object;
  readonly libraries: readonly object[];
  readonly systems: readonly object[];
}

/** One library that moves from a system, which is its own, to another, which has no other library. */
export interface DrilledMove {
  readonly from: string;
  readonly to: string;
}

/** Without one no account would be shown. */
export const AGREEMENT = {
  controller: 'The drill',
  agreement: 'DRILL-1',
  dpia: 'DRILL-1',
  purposes: ['SUBJECT_ACCESS'],
  reviewOn: '2100-01-01',
};

const UNDER_WAY = [
  ['from', 'LIVE'],
  ['to', 'TEST_LOADED'],
] as const;

/** `version` stands in the names of systems: with another one, their adapters are built again and know nothing. */
export function describeRegion(
  systems: readonly DescribedSystem[],
  version: (id: string) => number,
  move?: DrilledMove,
): RegionSource {
  const text = JSON.stringify(describeFile(systems, version, move));
  const region = loadRegion({ text }, { kinds: adapterKinds, fileName: 'the region of the drill' });
  const secrets = secretsOf(systems);
  return { region, secret: (name) => secrets[name] };
}

export function describeFile(
  systems: readonly DescribedSystem[],
  version: (id: string) => number,
  move?: DrilledMove,
): RegionFile {
  // An adapter server may know the target alone.
  const isWhole = systems.some(({ id }) => id === move?.from);
  const libraryOf = (id: string): string => `lib-${id === move?.to ? move.from : id}`;
  const memberships = UNDER_WAY.map(([end, phase]) => ({ system: move?.[end], phase }));
  return {
    region: { id: 'drill', name: 'Drill', budgetMs: 1000 },
    libraries: systems
      .filter(({ id }) => !isWhole || id !== move?.to)
      .map(({ id }) => ({
        id: libraryOf(id),
        name: `Library of ${id}`,
        system: id,
        patronData: AGREEMENT,
        ...(id === move?.from ? { memberships } : {}),
      })),
    systems: systems.map(({ id, kind, login, address, adapterServer, freshForMs, liveAddress }) => ({
      id,
      name: `System ${id} ${version(id)}`,
      kind,
      ...(adapterKinds.get(kind)?.hasAddress === false ? {} : { address }),
      ...(adapterServer === null ? {} : { adapterServer }),
      credentials: login.credentials,
      owners: [{ code: 'MAIN', library: libraryOf(id) }],
      limits: { connections: 2, callTimeoutMs: CALL_TIMEOUT_MS, batchSize: BATCH_SIZE, freshForMs, breaker: BREAKER },
      ...(liveAddress === null ? {} : { live: describeLive(login, liveAddress, freshForMs) }),
      settings: login.settings(address),
    })),
  };
}

/** The values of the variables that the file names. */
export function secretsOf(systems: readonly Pick<DrilledSystem, 'login'>[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...systems.map(({ login }) => login.secrets)) as Readonly<Record<string, string>>;
}
