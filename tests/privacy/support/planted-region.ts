/**
 * Two Kohas and a Symphony full of marks, one Koha behind an adapter server, and who signs in: readers A and B have a card
 * at each system, reader C at a library without an agreement, of whom nothing may be known anywhere.
 */
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import type { SimulatorServer } from '#simulators/server.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import { Marks, type Owner } from './marks.ts';
import { createPlantedKoha, KOHA_LOGIN } from './planted-koha.ts';
import { createPlantedSymphony, SYMPHONY_LIBRARY, SYMPHONY_LOGIN, SYMPHONY_PATH } from './planted-symphony.ts';

const AUDIENCE = 'mercia-privacy';
const SIGN_INS = [
  { id: 'A', roles: [], affiliations: ['member@north.example'] },
  { id: 'B', roles: [], affiliations: ['member@north.example'] },
  { id: 'staff', roles: ['desk'], affiliations: ['staff@north.example', 'staff@west.example'] },
  { id: 'migration', roles: ['planning'], affiliations: ['staff@north.example'] },
  { id: 'operator', roles: ['systems'], affiliations: ['staff@north.example'] },
] as const;

export type Person = (typeof SIGN_INS)[number]['id'];
export const PERSONS: readonly Person[] = SIGN_INS.map(({ id }) => id);

/** Where A and B have their cards: by library, with the system that knows them. */
export const CARDS = [
  { library: 'north', system: 'koha-n' },
  { library: 'south', system: 'koha-s' },
  { library: 'east', system: 'symphony-e' },
] as const;

export interface PlantedRegion {
  readonly marks: Marks;
  readonly simulators: ReadonlyMap<string, SimulatorServer>;
  /** The region file; `adapterServer` is where koha-s is asked. */
  regionText(adapterServer: string): string;
  /** The secrets that the region file names. */
  readonly env: Readonly<Record<string, string>>;
  /** What there is to ask about: a record for everybody, and one that nobody may see, with its copy. */
  readonly subjects: { readonly record: string; readonly hiddenRecord: string; readonly hiddenBarcode: string };
  /** A holding that may be asked for, by system. */
  readonly holdings: ReadonlyMap<string, string>;
  /** A token of somebody's, in which the issuer says more of them than it should. */
  tokenOf(person: Person): Promise<string>;
  close(): Promise<void>;
}

export async function startPlantedRegion(): Promise<PlantedRegion> {
  const marks = new Marks();
  const both: readonly Owner[] = ['A', 'B'];
  const north = new Map<string, readonly Owner[]>([
    ['NORTH', both],
    ['WEST', ['C']],
  ]);
  const kohaNorth = createPlantedKoha({ id: 'koha-n', branches: north, oai: true }, marks);
  const kohaSouth = createPlantedKoha({ id: 'koha-s', branches: new Map([['SOUTH', both]]), oai: false }, marks);
  const symphonyEast = createPlantedSymphony(both, marks);
  const provider = await createIdentityProvider({
    persons: SIGN_INS.map((person) => ({ ...person, name: 'Nobody', about: 'Tests.' })),
    audience: AUDIENCE,
    clientId: 'none',
  });
  const simulators = new Map<string, SimulatorServer>([
    ['koha-n', await createKohaSimulator({ world: kohaNorth })],
    ['koha-s', await createKohaSimulator({ world: kohaSouth })],
    ['symphony-e', await createSymphonySimulator({ world: symphonyEast, basePath: SYMPHONY_PATH })],
  ]);
  const addressOf = (id: string): string => simulators.get(id)?.url ?? '';

  return {
    marks,
    simulators,
    regionText: (adapterServer) => describe({ addressOf, adapterServer, issuer: provider.issuer }),
    env: {
      KOHA_CLIENT: KOHA_LOGIN.client,
      KOHA_SECRET: KOHA_LOGIN.secret,
      SYMPHONY_CLIENT: SYMPHONY_LOGIN.client,
      SYMPHONY_USER: SYMPHONY_LOGIN.user,
      SYMPHONY_PASSWORD: SYMPHONY_LOGIN.password,
    },
    subjects: subjectsOf(kohaNorth),
    holdings: new Map(CARDS.map(({ system, library }) => [system, `${system}:holding:4@${library}`])),
    async tokenOf(person) {
      const owner = both.find((one) => one === person);
      const said =
        owner === undefined
          ? {}
          : {
              name: marks.hide(owner, 'name in a token'),
              email: marks.hide(owner, 'mail in a token', 'mail'),
              sub: marks.hide(owner, 'subject of a token'),
            };
      return provider.keys.sign({ ...provider.claimsOf(person), mercia_development: undefined, ...said });
    },
    async close() {
      await Promise.all([...simulators.values(), provider].map((one) => one.close()));
    },
  };
}

function subjectsOf({ biblios, items }: KohaWorld): PlantedRegion['subjects'] {
  const hidden = [...biblios.values()].find(({ framework_id: framework }) => framework === 'ILL');
  const copy = [...items.values()].find(({ biblio_id: record }) => record === hidden?.biblio_id);
  return {
    record: 'koha-n:record:1',
    hiddenRecord: `koha-n:record:${String(hidden?.biblio_id)}`,
    hiddenBarcode: copy?.external_id ?? '',
  };
}

interface Addresses {
  readonly addressOf: (system: string) => string;
  readonly adapterServer: string;
  readonly issuer: string;
}

const AGREED = 'DESK_ENQUIRY, DATA_CLEANING, MOVE_RECONCILIATION, SUBJECT_ACCESS, INCIDENT, STATISTICS';

function describe({ addressOf, adapterServer, issuer }: Addresses): string {
  const agreement = (library: string): string =>
    `{ controller: Trust of ${library}, agreement: DPA-${library}, dpia: DPIA-${library}, purposes: [${AGREED}], reviewOn: 2099-01-31 }`;
  const koha = `
    kind: koha
    credentials: { clientIdEnv: KOHA_CLIENT, clientSecretEnv: KOHA_SECRET }
    limits: { freshForMs: 0, breaker: { failures: 100, openMs: 100, maxOpenMs: 100 } }
    settings: { patrons: { access: write } }`;
  return `
region: { id: fens, name: The Fens }
libraries:
  - { id: north, name: North Library, system: koha-n, patronData: ${agreement('north')} }
  - { id: west, name: West Library, system: koha-n }
  - { id: south, name: South Library, system: koha-s, patronData: ${agreement('south')} }
  - { id: east, name: East Library, system: symphony-e, patronData: ${agreement('east')} }
systems:
  - id: koha-n
    name: Koha of the north
    address: ${addressOf('koha-n')}
    owners: [{ code: NORTH, library: north }, { code: WEST, library: west }]${koha}
  - id: koha-s
    name: Koha of the south
    address: ${addressOf('koha-s')}
    adapterServer: ${adapterServer}
    owners: [{ code: SOUTH, library: south }]${koha}
  - id: symphony-e
    name: Symphony of the east
    kind: symphony
    address: ${addressOf('symphony-e')}
    credentials: { clientIdEnv: SYMPHONY_CLIENT, userEnv: SYMPHONY_USER, passwordEnv: SYMPHONY_PASSWORD }
    limits: { freshForMs: 0, breaker: { failures: 100, openMs: 100, maxOpenMs: 100 } }
    owners: [{ code: ${SYMPHONY_LIBRARY}, library: east }]
    settings:
      path: ${SYMPHONY_PATH}
      export: { source: '${addressOf('symphony-e')}/export/catalogue.mrc' }
      shelves: [STACKS]
      patrons: { access: write }
identity:
  issuers:
    - issuer: ${issuer}
      audience: ${AUDIENCE}
      rolesClaim: roles
      roles: { desk: staff, planning: migration, systems: operator }
      librariesClaim: eduPersonScopedAffiliation
      libraries: { north.example: north, west.example: west }
`;
}
