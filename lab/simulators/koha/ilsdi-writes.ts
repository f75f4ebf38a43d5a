/** What ILS-DI changes, by GET as by POST. A renewal tells the due date and the count of before it (koha.md 52). */
import { localDate, wallTime } from '../time.ts';
import { patronOf, titleOf } from './ilsdi-patrons.ts';
import type { XmlRow } from './ilsdi-xml.ts';
import { holdRefusal } from './rest-holds.ts';
import { RENEWAL_DAYS, renewalRefusal } from './rest-renewal.ts';
import type { KohaItem, KohaPatron, KohaWorld } from './tables.ts';
import { itemsOf } from './visibility.ts';
import { cancelHold as cancelHoldOf, placeHold, renew } from './world.ts';

const NO_PATRON: XmlRow = { code: 'PatronNotFound' };
const NO_RECORD: XmlRow = { code: 'RecordNotFound' };

export function renewLoan(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  if (patron === undefined) return NO_PATRON;
  const item = world.items.get(Number(given.get('item_id')));
  if (item === undefined) return NO_RECORD;
  const loan = [...world.checkouts.values()].find((one) => one.item_id === item.item_id);
  if (loan === undefined) return {};
  const error = loan.patron_id === patron.patron_id ? renewalRefusal(world, loan) : 'item_issued_to_other_patron';
  const before = { renewals: loan.renewals_count, date_due: wallTime(loan.due_date, world.timeZone).slice(0, 16) };
  if (error !== null) return { ...before, success: 0, error };
  renew(world, loan.checkout_id, RENEWAL_DAYS, localDate(loan.due_date, world.timeZone));
  return { ...before, success: 1 };
}

export function holdTitle(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  if (patron === undefined) return NO_PATRON;
  if (patron.restricted) return { code: 'PatronRestricted' };
  const biblio = world.biblios.get(Number(given.get('bib_id')));
  if (biblio === undefined) return NO_RECORD;
  const items = itemsOf(world, biblio.biblio_id);
  if (items.length === 0) return { code: 'NoItems' };
  const placed = place(world, patron, items, given, false);
  return 'code' in placed ? placed : { title: titleOf(world, biblio), ...placed };
}

export function holdItem(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  if (patron === undefined) return NO_PATRON;
  if (patron.restricted) return { code: 'PatronRestricted' };
  const item = world.items.get(Number(given.get('item_id')));
  if (item?.biblio_id !== Number(given.get('bib_id'))) return NO_RECORD;
  return place(world, patron, [item], given, true);
}

/** No answer tells the number of the hold. */
function place(
  world: KohaWorld,
  patron: KohaPatron,
  items: readonly KohaItem[],
  given: URLSearchParams,
  itemLevel: boolean,
): XmlRow {
  const [first] = items;
  if (first === undefined) return NO_RECORD;
  const code = holdRefusal(world, patron.patron_id, first.biblio_id, items);
  if (code !== null) return { code };
  const pickup = world.libraries.get(given.get('pickup_location') ?? patron.library_id);
  if (pickup === undefined) return { code: 'LocationNotFound' };
  if (!pickup.pickup_location) return { code: 'library_not_pickup_location' };
  placeHold(world, {
    biblio_id: first.biblio_id,
    patron_id: patron.patron_id,
    pickup_library_id: pickup.library_id,
    ...(itemLevel ? { item_id: first.item_id } : {}),
  });
  return { pickup_location: pickup.name };
}

/** `item_id` is the number of the hold. */
export function cancelHold(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  if (patron === undefined) return NO_PATRON;
  const hold = world.holds.get(Number(given.get('item_id')));
  if (hold === undefined) return NO_RECORD;
  const isCaught = hold.status === 'W' || hold.status === 'T';
  if (hold.patron_id !== patron.patron_id || isCaught) return { code: 'BorrowerCannotCancelHold' };
  cancelHoldOf(world, hold.hold_id);
  return { code: 'Canceled' };
}
