/** The issuer of the demonstration, and how its region file names it. */
import { createIdentityProvider, isLoopbackHost } from '#simulators/identity-provider/index.ts';
import type { IdentityProvider, PersonsCard } from '#simulators/identity-provider/index.ts';
import { DEMO_PERSONS } from './persons.ts';
import type { DemoPersonId } from './persons.ts';
import { DEMO_CARDS } from './readers.ts';

const DEMO_AUDIENCE = 'mercia-demo';
/** The one client of the issuer: the explorer, and `mercia demo token`. */
export const DEMO_CLIENT = 'mercia-explorer';

/** Null for an address that others than this machine reach: everybody who reaches the issuer can sign in as anybody. */
export async function startDemoIssuer(host: string, port: number, now: () => number): Promise<IdentityProvider | null> {
  if (!isLoopbackHost(host)) return null;
  return createIdentityProvider({
    persons: DEMO_PERSONS.map((person) => ({ ...person, cards: cardsOf(person.id) })),
    audience: DEMO_AUDIENCE,
    clientId: DEMO_CLIENT,
    host: '127.0.0.1',
    port,
    now,
  });
}

/** What one of the persons can link. */
export function cardsOf(id: DemoPersonId): readonly PersonsCard[] {
  return DEMO_CARDS.filter(({ person }) => person === id).map(({ library, card, pin }) => ({ library, card, pin }));
}

/** Where the issuer of a demonstration that runs apart stands; null where it has none. */
export function demoIssuerAt(host: string, port: number): string | null {
  return isLoopbackHost(host) ? `http://127.0.0.1:${port}` : null;
}

/** What `demo/region.yaml` says of identity when the issuer runs. */
export function identityText(issuer: string): string {
  return `
identity:
  issuers:
    - issuer: ${issuer}
      audience: ${DEMO_AUDIENCE}
      development: true
      rolesClaim: roles
      roles: { library-desk: staff, library-migration: migration, library-systems: operator }
      librariesClaim: eduPersonScopedAffiliation
      libraries: { severnhythe.example: severnhythe }
`;
}
