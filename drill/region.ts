/** The region file of the drill. */
import { settingsSchemas } from '#adapters/registry.ts';
import type { RegionSource } from '#cli/region/region-source.ts';
import { loadRegion } from '#region/load-region.ts';
import type { DrilledSystem, Login } from './systems.ts';
import { KOHA_SECRETS } from './world/koha-hands.ts';
import { SYMPHONY_SECRETS } from './world/symphony-hands.ts';

/** So short that a hanging call is over within a step or two. */
export const CALL_TIMEOUT_MS = 800;
/** Opens and probes quickly, so that most steps meet a system that is really asked. */
const BREAKER = { failures: 10, openMs: 200, maxOpenMs: 600 };
/** A page is several calls, so that one of them alone can fail. */
const BATCH_SIZE = 2;

const SECRETS: Readonly<Record<string, string>> = { ...KOHA_SECRETS, ...SYMPHONY_SECRETS };

const CREDENTIALS: Readonly<Record<Login, object>> = {
  'koha-oauth': { clientIdEnv: 'KOHA_CLIENT_ID', clientSecretEnv: 'KOHA_CLIENT_SECRET' },
  'koha-basic': { userEnv: 'KOHA_USER', passwordEnv: 'KOHA_PASSWORD' },
  'koha-public': {},
  symphony: { clientIdEnv: 'SYMPHONY_CLIENT_ID', userEnv: 'SYMPHONY_USER', passwordEnv: 'SYMPHONY_PASSWORD' },
};

export interface DescribedSystem extends Pick<DrilledSystem, 'id' | 'login' | 'freshForMs'> {
  readonly address: string;
  /** Null where the hub asks the system itself. */
  readonly adapterServer: string | null;
}

/** `version` stands in the names of systems: with another one, their adapters are built anew and know nothing. */
export function describeRegion(systems: readonly DescribedSystem[], version: (id: string) => number): RegionSource {
  const text = JSON.stringify({
    region: { id: 'drill', name: 'Drill', budgetMs: 1000 },
    libraries: systems.map(({ id }) => ({ id: `lib-${id}`, name: `Library of ${id}`, system: id })),
    systems: systems.map(({ id, login, address, adapterServer, freshForMs }) => ({
      id,
      name: `System ${id} ${version(id)}`,
      kind: login === 'symphony' ? 'symphony' : 'koha',
      address,
      ...(adapterServer === null ? {} : { adapterServer }),
      credentials: CREDENTIALS[login],
      owners: [{ code: 'MAIN', library: `lib-${id}` }],
      limits: { connections: 2, callTimeoutMs: CALL_TIMEOUT_MS, batchSize: BATCH_SIZE, freshForMs, breaker: BREAKER },
      settings: login === 'symphony' ? symphonySettings(address) : login === 'koha-public' ? {} : { patrons: PATRONS },
    })),
  });
  const region = loadRegion({ text }, { settingsSchemas, fileName: 'the region of the drill' });
  return { region, secret: (name) => SECRETS[name] };
}

const PATRONS = { access: 'read' };

function symphonySettings(address: string): object {
  return {
    path: '/symws',
    shelves: ['STACKS'],
    itemTypes: { BOOK: 'LOAN' },
    export: { source: `${address}/export/catalogue.mrc` },
    patrons: PATRONS,
  };
}
