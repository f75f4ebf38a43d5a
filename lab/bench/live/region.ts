/** The bench's own region: thirty systems, one library each, in the form of a region file. */
import { kindOf, OWNER } from './kinds.ts';
import { AUDIENCE, hasReader } from './reader.ts';
import { SECRETS } from './stock.ts';

export interface RegionNotes {
  readonly regionText: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a Koha is asked at once: items and holds. The breaker is to let every page of a bench wait for who hangs. */
const CONNECTIONS = 2;
const BREAKER = { failures: 100 };

export function systemId(system: number): string {
  return `${kindOf(system)}-${String(system).padStart(2, '0')}`;
}

export interface DescribedRegion {
  readonly addresses: readonly string[];
  /** Who says who somebody is; null lets nobody sign in. */
  readonly issuer: string | null;
  /** With 0 every page asks the systems; null leaves it as regions have it. */
  readonly freshForMs: number | null;
}

/** JSON is YAML, too. */
export function describeRegion({ addresses, issuer, freshForMs }: DescribedRegion): RegionNotes {
  const regionText = JSON.stringify({
    region: { id: 'bench', name: 'The region of the bench', budgetMs: 10_000 },
    identity: { issuers: issuer === null ? [] : [{ issuer, audience: AUDIENCE, development: true }] },
    libraries: addresses.map((_, system) => ({
      id: `library-${system}`,
      name: `Library ${system}`,
      system: systemId(system),
      ...(hasReader(system) ? { patronData: PATRON_DATA } : {}),
    })),
    systems: addresses.map((address, system) => ({
      id: systemId(system),
      name: `System ${system}`,
      kind: kindOf(system),
      address,
      owners: [{ code: OWNER, library: `library-${system}` }],
      limits: { connections: CONNECTIONS, breaker: BREAKER, ...(freshForMs === null ? {} : { freshForMs }) },
      ...(kindOf(system) === 'koha' ? KOHA : { ...SYMPHONY, settings: symphonySettings(address) }),
    })),
  });
  return { regionText, secrets: SECRETS };
}

const KOHA = {
  credentials: { clientIdEnv: 'BENCH_CLIENT_ID', clientSecretEnv: 'BENCH_CLIENT_SECRET' },
  harvest: { method: 'oai-pmh' },
  settings: { itemTypes: { BK: 'LOAN' }, oai: { itemsIncluded: 'yes' }, patrons: { access: 'write' } },
};

const PATRON_DATA = {
  controller: 'The bench',
  agreement: 'none',
  dpia: 'none',
  purposes: [],
  reviewOn: '2999-12-31',
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
