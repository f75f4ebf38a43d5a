/** The issuer of the demonstration. */
import { isLoopbackHost } from '#platform/loopback.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import type { IdentityProvider, PersonsCard } from '#simulators/identity-provider/index.ts';
import { nameOfLibrary } from './libraries.ts';
import { DEMO_PERSONS } from './persons.ts';
import type { DemoPersonId } from './persons.ts';
import { DEMO_CARDS } from './readers.ts';
import { DEMO_AUDIENCE } from './region-text.ts';

/** The one client of the issuer: the explorer, and `mercia demo token`. */
export const DEMO_CLIENT = 'mercia-explorer';

/** Null for an address that others than this machine reach: everybody who reaches the issuer can sign in as anybody. */
export async function startDemoIssuer(host: string, port: number, now: () => number): Promise<IdentityProvider | null> {
  if (!isLoopbackHost(host)) return null;
  return createIdentityProvider({
    persons: DEMO_PERSONS.map((person) => ({
      ...person,
      cards: cardsOf(person.id).map((card) => ({ ...card, libraryName: nameOfLibrary(card.library) })),
    })),
    audience: DEMO_AUDIENCE,
    clientId: DEMO_CLIENT,
    host: '127.0.0.1',
    port,
    now,
  });
}

/** What one of the persons can link. */
export function cardsOf(id: DemoPersonId): readonly Omit<PersonsCard, 'libraryName'>[] {
  return DEMO_CARDS.filter(({ person }) => person === id).map(({ library, card, pin }) => ({ library, card, pin }));
}
