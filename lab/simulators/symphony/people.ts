/** Who is in a simulated Symphony: patrons with what they owe, and who may log in. */
import { MerciaError } from '#platform/errors.ts';
import { localDate } from '../time.ts';
import type { SymphonyBlock, SymphonyClient, SymphonyPatron, SymphonyStaff, SymphonyWorld } from './tables.ts';
import { FRESH_PATRON } from './circulation-tables.ts';

export type NewPatron = Partial<SymphonyPatron> & Pick<SymphonyPatron, 'library'>;

/** Adds a patron with an invented card. */
export function addPatron(world: SymphonyWorld, added: NewPatron): SymphonyPatron {
  const key = added.key ?? String(world.next.patron);
  world.next.patron = Math.max(world.next.patron, Number(key) + 1);
  const patron: SymphonyPatron = {
    ...FRESH_PATRON,
    barcode: String(29_999_000_000_000 + Number(key)),
    lastName: `Patron ${key}`,
    ...added,
    key,
  };
  world.patrons.set(key, patron);
  return patron;
}

export type NewBlock = Partial<SymphonyBlock> & Pick<SymphonyBlock, 'patronKey' | 'owed'>;

/** Bills a patron, under the patron's next number. */
export function addBlock(world: SymphonyWorld, added: NewBlock): SymphonyBlock {
  const patron = world.patrons.get(added.patronKey);
  if (patron === undefined)
    throw new MerciaError('BAD_USER_INPUT', `Symphony world: there is no patron ${added.patronKey}. Add them first.`);
  const numbers = [...world.blocks.values()].filter(({ patronKey }) => patronKey === patron.key).map(({ key }) => key);
  const key = added.key ?? `${patron.key}:${nextNumber(numbers)}`;
  const today = localDate(world.now(), world.timeZone);
  const block: SymphonyBlock = {
    block: 'OVERDUE',
    amount: added.owed,
    itemKey: null,
    library: patron.library,
    createDate: today,
    billDate: today,
    comment: null,
    ...added,
    key,
  };
  world.blocks.set(key, block);
  return block;
}

/** An account for `POST /user/staff/login`. */
export function addStaff(world: SymphonyWorld, login: string, password: string, name = login): SymphonyStaff {
  const staff: SymphonyStaff = { login, password, name };
  world.staff.set(login, staff);
  return staff;
}

/** A client id; staff may only log in under a `staff` one. */
export function addClient(world: SymphonyWorld, clientID: string, kind: SymphonyClient['kind']): SymphonyClient {
  const client: SymphonyClient = { clientID, kind };
  world.clients.set(clientID, client);
  return client;
}

function nextNumber(keys: readonly string[]): number {
  return Math.max(0, ...keys.map((key) => Number(key.slice(key.lastIndexOf(':') + 1)))) + 1;
}
