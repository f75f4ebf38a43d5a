/** One reader with a card at five Kohas, and the issuer that says who they are. */
import { createIdentityProvider, type IdentityProvider } from '#simulators/identity-provider/index.ts';
import * as koha from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { kindOf, OWNER } from './kinds.ts';

/** Systems that the reader has an account at. */
export const READER_SYSTEMS: readonly number[] = [0, 2, 4, 6, 8];
export const READER_LOANS = 4;
const READER_HOLDS = 2;
const PATRON = 7;
export const AUDIENCE = 'mercia-bench';

export interface Card {
  readonly system: number;
  readonly card: string;
  readonly pin: string;
}

/** Worthless: they open accounts of nobody at simulated systems. */
export function cardAt(system: number): Card {
  return { system, card: `7000${system}`, pin: `pin-of-${system}` };
}

/** Every fourth copy from the second, so that none is lent already. */
export function addReader(world: KohaWorld, system: number): void {
  const { card, pin } = cardAt(system);
  koha.addPatron(world, { patron_id: PATRON, library_id: OWNER, cardnumber: card }, pin);
  const free = [...world.items.values()].filter(({ item_id: id }) => id % 4 === 1);
  for (const { item_id } of free.slice(0, READER_LOANS)) koha.checkOut(world, { item_id, patron_id: PATRON });
  for (const { biblio_id } of free.slice(READER_LOANS, READER_LOANS + READER_HOLDS)) {
    koha.placeHold(world, { patron_id: PATRON, biblio_id, pickup_library_id: OWNER });
  }
  koha.addCharge(world, { patron_id: PATRON, amount: 1.5, description: 'Overdue' });
}

export function hasReader(system: number): boolean {
  return kindOf(system) === 'koha' && READER_SYSTEMS.includes(system);
}

export async function startIssuer(): Promise<IdentityProvider> {
  const about = 'Somebody with a card at five libraries.';
  const reader = { id: 'reader', name: 'A reader', about, roles: [], affiliations: [] };
  return createIdentityProvider({ persons: [reader], audience: AUDIENCE, clientId: AUDIENCE });
}
