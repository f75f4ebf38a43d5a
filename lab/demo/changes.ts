/** Lets the demo region live a little: now and then a copy goes out, comes back, is renewed or asked for. */
import { checkIn, checkOut, placeHold, renew } from '#simulators/koha/world.ts';
import type { KohaItem, KohaPatron, KohaWorld } from '#simulators/koha/world.ts';
import type { Random } from '#simulators/random.ts';
import type { DemoCodes } from './libraries.ts';

export type ChangeKind = 'LENT' | 'RETURNED' | 'RENEWED' | 'ASKED_FOR';

export interface Change {
  readonly kind: ChangeKind;
  readonly record: number;
}

/**
 * Makes one change in one Koha, as its desk would. Records in `untouched` stay as they are, and so does what readers have
 * who can sign in: it is theirs to change. Gives null where the dice fell on nothing that can change.
 */
export function changeOnce(
  world: KohaWorld,
  codes: DemoCodes,
  untouched: ReadonlySet<number>,
  random: Random,
): Change | null {
  const theirs = recordsOfNamedReaders(world);
  const items = [...world.items.values()].filter(({ biblio_id: id }) => !untouched.has(id) && !theirs.has(id));
  const onLoan = items.filter((item) => item.checked_out_date !== null);
  const free = items.filter((item) => isFree(world, item, codes));
  const thrown = random.next();
  if (thrown < 0.4 && free.length > 0) return lend(world, random.one(free), random);
  if (thrown < 0.75 && onLoan.length > 0) return takeBack(world, random.one(onLoan));
  if (thrown < 0.9 && onLoan.length > 0) return extend(world, random.one(onLoan));
  return onLoan.length > 0 ? askFor(world, random.one(onLoan), random) : null;
}

/** Those whom nobody signs in as. */
function readersAt(world: KohaWorld, branch: string): readonly KohaPatron[] {
  return [...world.patrons.values()].filter((patron) => patron.library_id === branch && patron.userid === null);
}

function recordsOfNamedReaders(world: KohaWorld): ReadonlySet<number | undefined> {
  const named = ({ patron_id: id }: { readonly patron_id: number }): boolean => world.patrons.get(id)?.userid !== null;
  return new Set([
    ...[...world.checkouts.values()].filter(named).map((loan) => world.items.get(loan.item_id)?.biblio_id),
    ...[...world.holds.values()].filter(named).map((hold) => hold.biblio_id),
  ]);
}

function isFree(world: KohaWorld, item: KohaItem, codes: DemoCodes): boolean {
  return (
    item.item_type_id === codes.itemTypes.loan &&
    item.checked_out_date === null &&
    item.lost_status === 0 &&
    item.withdrawn === 0 &&
    item.damaged_status === 0 &&
    item.not_for_loan_status === 0 &&
    item.restricted_status === null &&
    !world.transfers.has(item.item_id) &&
    ![...world.holds.values()].some((hold) => hold.item_id === item.item_id)
  );
}

function lend(world: KohaWorld, item: KohaItem, random: Random): Change | null {
  const readers = readersAt(world, item.holding_library_id);
  if (readers.length === 0) return null;
  checkOut(world, { item_id: item.item_id, patron_id: random.one(readers).patron_id });
  return { kind: 'LENT', record: item.biblio_id };
}

function takeBack(world: KohaWorld, item: KohaItem): Change {
  checkIn(world, item.item_id, item.holding_library_id);
  return { kind: 'RETURNED', record: item.biblio_id };
}

function extend(world: KohaWorld, item: KohaItem): Change | null {
  const loan = [...world.checkouts.values()].find((checkout) => checkout.item_id === item.item_id);
  if (loan === undefined) return null;
  renew(world, loan.checkout_id);
  return { kind: 'RENEWED', record: item.biblio_id };
}

function askFor(world: KohaWorld, item: KohaItem, random: Random): Change | null {
  const readers = readersAt(world, item.home_library_id);
  if (readers.length === 0) return null;
  placeHold(world, {
    biblio_id: item.biblio_id,
    patron_id: random.one(readers).patron_id,
    pickup_library_id: item.home_library_id,
  });
  return { kind: 'ASKED_FOR', record: item.biblio_id };
}
