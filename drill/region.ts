/** The region file of the drill. */
import { adapterKinds } from '#adapters/registry.ts';
import type { RegionSource } from '#cli/region/region-source.ts';
import { loadRegion } from '#region/load-region.ts';
import type { DrilledSystem } from './systems.ts';

/** So short that a hanging call is over within a step or two. */
export const CALL_TIMEOUT_MS = 800;
/** Opens and probes quickly, so that most steps meet a system that is really asked. */
const BREAKER = { failures: 10, openMs: 200, maxOpenMs: 600 };
/** A page is several calls, so that one of them alone can fail. */
const BATCH_SIZE = 2;

export interface DescribedSystem extends Pick<DrilledSystem, 'id' | 'kind' | 'login' | 'freshForMs'> {
  readonly address: string;
  /** Null where the hub asks the system itself. */
  readonly adapterServer: string | null;
}

/** `version` stands in the names of systems: with another one, their adapters are built again and know nothing. */
export function describeRegion(systems: readonly DescribedSystem[], version: (id: string) => number): RegionSource {
  const text = JSON.stringify({
    region: { id: 'drill', name: 'Drill', budgetMs: 1000 },
    libraries: systems.map(({ id }) => ({ id: `lib-${id}`, name: `Library of ${id}`, system: id })),
    systems: systems.map(({ id, kind, login, address, adapterServer, freshForMs }) => ({
      id,
      name: `System ${id} ${version(id)}`,
      kind,
      address,
      ...(adapterServer === null ? {} : { adapterServer }),
      credentials: login.credentials,
      owners: [{ code: 'MAIN', library: `lib-${id}` }],
      limits: { connections: 2, callTimeoutMs: CALL_TIMEOUT_MS, batchSize: BATCH_SIZE, freshForMs, breaker: BREAKER },
      settings: login.settings(address),
    })),
  });
  const region = loadRegion({ text }, { kinds: adapterKinds, fileName: 'the region of the drill' });
  const secrets = Object.assign({}, ...systems.map(({ login }) => login.secrets)) as Readonly<Record<string, string>>;
  return { region, secret: (name) => secrets[name] };
}
