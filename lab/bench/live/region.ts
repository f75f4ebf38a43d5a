/** The bench's own region: thirty systems, one library each, in the form of a region file. */
import { kindOf, OWNER } from './kinds.ts';
import { SECRETS } from './stock.ts';

export interface RegionNotes {
  readonly regionText: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a Koha is asked at once: items and holds. */
const CONNECTIONS = 2;

function systemId(system: number): string {
  return `${kindOf(system)}-${String(system).padStart(2, '0')}`;
}

/** JSON is YAML, too. */
export function describeRegion(addresses: readonly string[], freshForMs: number | null): RegionNotes {
  const regionText = JSON.stringify({
    region: { id: 'bench', name: 'The region of the bench', budgetMs: 10_000 },
    libraries: addresses.map((_, system) => ({
      id: `library-${system}`,
      name: `Library ${system}`,
      system: systemId(system),
    })),
    systems: addresses.map((address, system) => ({
      id: systemId(system),
      name: `System ${system}`,
      kind: kindOf(system),
      address,
      owners: [{ code: OWNER, library: `library-${system}` }],
      limits: { connections: CONNECTIONS, ...(freshForMs === null ? {} : { freshForMs }) },
      ...(kindOf(system) === 'koha' ? KOHA : { ...SYMPHONY, settings: symphonySettings(address) }),
    })),
  });
  return { regionText, secrets: SECRETS };
}

const KOHA = {
  credentials: { clientIdEnv: 'BENCH_CLIENT_ID', clientSecretEnv: 'BENCH_CLIENT_SECRET' },
  harvest: { method: 'oai-pmh' },
  settings: { itemTypes: { BK: 'LOAN' }, oai: { itemsIncluded: 'yes' } },
};

const SYMPHONY = {
  credentials: { clientIdEnv: 'BENCH_CLIENT_ID', userEnv: 'BENCH_USER', passwordEnv: 'BENCH_PASSWORD' },
};

function symphonySettings(address: string) {
  return {
    path: '/symws',
    shelves: ['STACKS'],
    itemTypes: { BOOK: 'LOAN' },
    export: { source: `${address}/export/catalogue.mrc` },
  };
}
