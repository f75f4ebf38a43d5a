/** Who a simulated Koha knows: patrons, what they owe, and accounts that log in. Each `add…` fills what is left out. */
import { CHARGE_TABLE, PATRON_TABLE } from './people-tables.ts';
import type { KohaCharge, KohaOAuthClient, KohaPatron, KohaPermission, KohaUser, KohaWorld } from './tables.ts';

export type NewPatron = Partial<KohaPatron> & Pick<KohaPatron, 'library_id'>;

/** Adds a patron with an invented card; with a `password` the patron may log in, by `userid` or card, to nothing at all. */
export function addPatron(world: KohaWorld, added: NewPatron, password?: string): KohaPatron {
  const id = added.patron_id ?? world.next.patron;
  world.next.patron = Math.max(world.next.patron, id + 1);
  const cardnumber = String(23_529_001_000_000 + id);
  const patron: KohaPatron = {
    ...PATRON_TABLE.fresh,
    cardnumber,
    userid: password === undefined ? null : (added.cardnumber ?? cardnumber),
    surname: `Patron ${String(id)}`,
    secondary_email: null,
    updated_on: world.now(),
    ...added,
    patron_id: id,
  };
  world.patrons.set(id, patron);
  if (password !== undefined && patron.userid !== null) addUser(world, patron.userid, password, []);
  return patron;
}

export type NewCharge = Partial<KohaCharge> & Pick<KohaCharge, 'patron_id' | 'amount' | 'description'>;

/** Charges a patron; all of it is still owed where not said. */
export function addCharge(world: KohaWorld, added: NewCharge): KohaCharge {
  const id = added.account_line_id ?? world.next.charge;
  world.next.charge = Math.max(world.next.charge, id + 1);
  const charge: KohaCharge = {
    ...CHARGE_TABLE.fresh,
    amount_outstanding: added.amount,
    date: world.now(),
    ...added,
    account_line_id: id,
  };
  world.charges.set(id, charge);
  return charge;
}

/** An account for Basic login; a service account has `catalogue`, with due times also circulation and holds. */
export function addUser(
  world: KohaWorld,
  userid: string,
  password: string,
  permissions: readonly KohaPermission[],
): KohaUser {
  const user: KohaUser = { userid, password, permissions };
  world.users.set(userid, user);
  return user;
}

/** OAuth2 client credentials that act for an account. */
export function addOAuthClient(world: KohaWorld, clientId: string, secret: string, userid: string): KohaOAuthClient {
  const client: KohaOAuthClient = { client_id: clientId, secret, userid };
  world.oauthClients.set(clientId, client);
  return client;
}
