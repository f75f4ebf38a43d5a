/** Rows as REST shows them: keys in alphabetical order, instants in Koha's zone, ids and nulls as recorded. */
import { BIBLIO_NAMES, BIBLIO_TABLE } from './biblio-fields.ts';
import type { Cell, Table } from './columns.ts';
import { CHARGE_TABLE, CHECKOUT_TABLE, HOLD_TABLE, PATRON_TABLE } from './people-tables.ts';
import { ITEM_TABLE } from './tables.ts';
import type {
  KohaBiblio,
  KohaCharge,
  KohaCheckout,
  KohaHold,
  KohaItem,
  KohaLibrary,
  KohaPatron,
  KohaTransfer,
  KohaWorld,
} from './tables.ts';
import { rfc3339 } from '../time.ts';
import { saysSuppressed } from './visibility.ts';
import { itemTypeOfBiblio } from './world.ts';

export type WireValue = Cell | WireObject | readonly WireValue[];
export interface WireObject {
  readonly [key: string]: WireValue | undefined;
}

/** JSON as Mojolicious writes it: compact, slashes escaped. */
export function wireJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

function at(world: KohaWorld, instant: number | null): string | null {
  return instant === null ? null : rfc3339(instant, world.timeZone);
}

function sorted(row: WireObject): WireObject {
  return Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A row of a table, and what the wire has besides or otherwise. */
export function written<Row extends WireObject>(
  world: KohaWorld,
  { columns }: Table<Row>,
  row: Row,
  more: WireObject = {},
): WireObject {
  const cells = Object.entries(row).map(([name, cell]) => [
    name,
    typeof cell === 'number' && columns.get(name)?.kind === 'instant' ? rfc3339(cell, world.timeZone) : cell,
  ]);
  return sorted({ ...(Object.fromEntries(cells) as WireObject), ...more });
}

/** The item type that counts: the item's own, else its record's. */
function effectiveType(world: KohaWorld, item: KohaItem): string | null {
  const biblio = world.biblios.get(item.biblio_id);
  return item.item_type_id ?? (biblio === undefined ? null : itemTypeOfBiblio(biblio));
}

/** The item's own not-for-loan value, else 1 where its type forbids loans. Lost or withdrawn do not count (koha.md 24). */
export function effectiveNotForLoan(world: KohaWorld, item: KohaItem): number {
  if (item.not_for_loan_status !== 0) return item.not_for_loan_status;
  const type = effectiveType(world, item);
  return type !== null && world.itemTypes.get(type)?.not_for_loan === true ? 1 : 0;
}

export function itemRow(world: KohaWorld, item: KohaItem): WireObject {
  return written(world, ITEM_TABLE, item, {
    effective_item_type_id: effectiveType(world, item),
    effective_not_for_loan_status: effectiveNotForLoan(world, item),
  });
}

/** The 21 fields that anybody may see (koha.md 30). */
const PUBLIC_ITEM_FIELDS = [
  'acquisition_date biblio_id callnumber checked_out_date copy_number damaged_status effective_item_type_id',
  'effective_not_for_loan_status external_id holding_library_id home_library_id item_id item_type_id location lost_status',
  'not_for_loan_status public_notes restricted_status serial_issue_number uri withdrawn',
].flatMap((line) => line.split(' '));

export function publicItemRow(world: KohaWorld, item: KohaItem): WireObject {
  const row = itemRow(world, item);
  return Object.fromEntries(PUBLIC_ITEM_FIELDS.map((name) => [name, row[name]]));
}

/** `+strings`: what the codes mean. An absent code gives "", an unknown one (0 included) null (koha.md 29). */
export function itemStrings(world: KohaWorld, item: KohaItem, isPublic: boolean): WireObject {
  const av = (category: string, code: string | number | null): WireObject => ({
    category,
    str: code === null ? '' : authorisedWord(world, category, String(code), isPublic),
    type: 'av',
  });
  const strings: Record<string, WireObject> = {};
  if (!isPublic) {
    const source = item.call_number_source;
    if (source !== null) {
      strings['call_number_source'] = {
        str: world.callNumberSources.get(source) ?? null,
        type: 'call_number_source',
      };
    }
    strings['collection_code'] = av('CCODE', item.collection_code);
  }
  strings['damaged_status'] = av('DAMAGED', item.damaged_status);
  strings['holding_library_id'] = library(world, item.holding_library_id);
  strings['home_library_id'] = library(world, item.home_library_id);
  const type = item.item_type_id;
  strings['item_type_id'] = {
    str: type === null ? '' : (world.itemTypes.get(type)?.description ?? null),
    type: 'item_type',
  };
  strings['location'] = av('LOC', item.location);
  strings['lost_status'] = av('LOST', item.lost_status);
  strings['not_for_loan_status'] = av('NOT_LOAN', item.not_for_loan_status);
  strings['restricted_status'] = av('RESTRICTED', item.restricted_status);
  strings['withdrawn'] = av('WITHDRAWN', item.withdrawn);
  return strings;
}

function library(world: KohaWorld, id: string): WireObject {
  return { str: world.libraries.get(id)?.name ?? null, type: 'library' };
}

/** The word for a code; the public one where there is one and the public asks. */
export function authorisedWord(world: KohaWorld, category: string, code: string, isPublic: boolean): string | null {
  const value = world.categories.get(category)?.values.find((one) => one.value === code);
  if (value === undefined) return null;
  return isPublic ? (value.opac_description ?? value.description) : value.description;
}

export function biblioRow(world: KohaWorld, biblio: KohaBiblio): WireObject {
  const row = Object.fromEntries(BIBLIO_NAMES.map((name) => [name, BIBLIO_TABLE.columns.get(name)?.get(biblio)]));
  // 942$n is a column from 25.11 on (source).
  const suppressed = world.version === '23.05' ? {} : { opac_suppressed: saysSuppressed(biblio) };
  return sorted({ ...row, ...suppressed, timestamp: at(world, biblio.timestamp) });
}

export function checkoutRow(world: KohaWorld, checkout: KohaCheckout): WireObject {
  return written(world, CHECKOUT_TABLE, checkout);
}

/** `item_id` is a string here and nowhere else (koha.md 32). */
export function holdRow(world: KohaWorld, hold: KohaHold): WireObject {
  return written(world, HOLD_TABLE, hold, { item_id: hold.item_id === null ? null : String(hold.item_id) });
}

/** The open transfer of a copy as newer versions embed it (source); null where there is none. */
export function transferRow(world: KohaWorld, transfer: KohaTransfer | undefined): WireObject | null {
  return transfer === undefined
    ? null
    : sorted({
        item_id: transfer.item_id,
        from_library_id: transfer.from_library_id,
        to_library_id: transfer.to_library_id,
        reason: transfer.reason,
        date_requested: at(world, transfer.requested),
        date_sent: at(world, transfer.sent),
        date_arrived: null,
        date_cancelled: null,
        cancellation_reason: null,
        comments: null,
      });
}

/** A charge as `/patrons/{id}/account` lists it. */
export function chargeRow(world: KohaWorld, charge: KohaCharge): WireObject {
  return written(world, CHARGE_TABLE, charge, {
    cash_register_id: null,
    credit_number: null,
    library_id: null,
    payment_type: null,
    user_id: null,
    timestamp: at(world, charge.date),
  });
}

export function libraryRow(row: KohaLibrary): WireObject {
  return sorted({ ...row });
}

const PUBLIC_LIBRARY_FIELDS =
  'address1 address2 address3 city country email fax library_id name postal_code state url'.split(' ');

/** The list of `/public/libraries` has fewer fields than its single library. */
export function publicLibraryRow(row: Readonly<Record<string, Cell>>): WireObject {
  return Object.fromEntries(PUBLIC_LIBRARY_FIELDS.map((name) => [name, row[name]]));
}

/** Fields of a patron that the world does not hold: absent in every invented patron. */
const EMPTY_PATRON_FIELDS = [
  'address address2 altaddress_address altaddress_address2 altaddress_city altaddress_country altaddress_email',
  'altaddress_notes altaddress_phone altaddress_postal_code altaddress_state altaddress_street_number',
  'altaddress_street_type altcontact_address altcontact_address2 altcontact_city altcontact_country',
  'altcontact_firstname altcontact_phone altcontact_postal_code altcontact_state altcontact_surname city country',
  'date_renewed fax gender last_seen middle_name mobile opac_notes other_name overdrive_auth_token phone postal_code',
  'pronouns relationship_type secondary_phone sms_number sms_provider_id state',
  'statistics_1 statistics_2 street_number street_type title',
].flatMap((line) => line.split(' '));

export function patronRow(world: KohaWorld, patron: KohaPatron): WireObject {
  return written(world, PATRON_TABLE, patron, {
    ...Object.fromEntries(EMPTY_PATRON_FIELDS.map((name) => [name, null])),
    anonymized: false,
    autorenew_checkouts: true,
    check_previous_checkout: 'inherit',
    initials: '',
    lang: 'default',
    login_attempts: 0,
    privacy: 1,
    privacy_guarantor_checkouts: 0,
    privacy_guarantor_fines: false,
  });
}
