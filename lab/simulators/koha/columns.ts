/**
 * The columns that `q`, `_order_by` and query parameters may name: by API name and, undocumented, by the name that the
 * database uses (koha.md 13).
 */
import { describeBiblio } from './biblio-fields.ts';
import type { BiblioRow } from './biblio-fields.ts';
import type {
  KohaAuthorisedValue,
  KohaAuthorisedValueCategory,
  KohaCheckout,
  KohaHold,
  KohaItem,
  KohaLibrary,
  KohaPatron,
} from './tables.ts';

export type Cell = string | number | boolean | null;

/** How a column compares: a date-time is an instant in the row and wall time in the database. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'day' | 'instant';

export interface Column<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly get: (row: Row) => Cell;
}

export interface Table<Row> {
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column<Row>>;
  /** Columns that need `me.` although nothing is embedded, as the endpoint always joins another table that has them. */
  readonly ambiguous: ReadonlySet<string>;
}

type Spec<Row> = readonly [api: keyof Row & string, database: string, kind: ColumnKind];

function table<Row extends { [K in keyof Row]: Cell }>(
  name: string,
  specs: readonly Spec<Row>[],
  ambiguous: readonly string[] = [],
): Table<Row> {
  const columns = new Map<string, Column<Row>>();
  for (const [api, database, kind] of specs) {
    const column: Column<Row> = { name: api, kind, get: (row) => row[api] };
    columns.set(api, column);
    columns.set(database, column);
  }
  return { name, columns, ambiguous: new Set(ambiguous) };
}

const ITEM_SPECS: readonly Spec<KohaItem>[] = [
  ['item_id', 'itemnumber', 'number'],
  ['biblio_id', 'biblionumber', 'number'],
  ['external_id', 'barcode', 'text'],
  ['home_library_id', 'homebranch', 'text'],
  ['holding_library_id', 'holdingbranch', 'text'],
  ['item_type_id', 'itype', 'text'],
  ['location', 'location', 'text'],
  ['permanent_location', 'permanent_location', 'text'],
  ['collection_code', 'ccode', 'text'],
  ['callnumber', 'itemcallnumber', 'text'],
  ['call_number_sort', 'cn_sort', 'text'],
  ['call_number_source', 'cn_source', 'text'],
  ['lost_status', 'itemlost', 'number'],
  ['lost_date', 'itemlost_on', 'instant'],
  ['withdrawn', 'withdrawn', 'number'],
  ['withdrawn_date', 'withdrawn_on', 'instant'],
  ['damaged_status', 'damaged', 'number'],
  ['damaged_date', 'damaged_on', 'instant'],
  ['not_for_loan_status', 'notforloan', 'number'],
  ['restricted_status', 'restricted', 'number'],
  ['checked_out_date', 'onloan', 'day'],
  ['checkouts_count', 'issues', 'number'],
  ['renewals_count', 'renewals', 'number'],
  ['holds_count', 'reserves', 'number'],
  ['last_checkout_date', 'datelastborrowed', 'day'],
  ['last_seen_date', 'datelastseen', 'instant'],
  ['timestamp', 'timestamp', 'instant'],
  ['acquisition_date', 'dateaccessioned', 'day'],
  ['acquisition_source', 'booksellerid', 'text'],
  ['coded_location_qualifier', 'coded_location_qualifier', 'text'],
  ['copy_number', 'copynumber', 'text'],
  ['exclude_from_local_holds_priority', 'exclude_from_local_holds_priority', 'boolean'],
  ['extended_subfields', 'more_subfields_xml', 'text'],
  ['internal_notes', 'itemnotes_nonpublic', 'text'],
  ['inventory_number', 'stocknumber', 'text'],
  ['materials_notes', 'materials', 'text'],
  ['new_status', 'new_status', 'text'],
  ['public_notes', 'itemnotes', 'text'],
  ['purchase_price', 'price', 'number'],
  ['replacement_price', 'replacementprice', 'number'],
  ['replacement_price_date', 'replacementpricedate', 'day'],
  ['serial_issue_number', 'enumchron', 'text'],
  ['uri', 'uri', 'text'],
];

export const ITEM_TABLE: Table<KohaItem> = table<KohaItem>('item', ITEM_SPECS);
/** Names of the database alone: system preferences know no others. */
export const ITEM_DATABASE_COLUMNS: ReadonlySet<string> = new Set(ITEM_SPECS.map(([, database]) => database));

export const CHECKOUT_TABLE: Table<KohaCheckout> = table<KohaCheckout>('checkout', [
  ['checkout_id', 'issue_id', 'number'],
  ['item_id', 'itemnumber', 'number'],
  ['patron_id', 'borrowernumber', 'number'],
  ['library_id', 'branchcode', 'text'],
  ['checkout_date', 'issuedate', 'instant'],
  ['due_date', 'date_due', 'instant'],
  ['checkin_date', 'returndate', 'instant'],
  ['last_renewed_date', 'lastreneweddate', 'instant'],
  ['renewals_count', 'renewals_count', 'number'],
  ['unseen_renewals', 'unseen_renewals', 'number'],
  ['auto_renew', 'auto_renew', 'boolean'],
  ['auto_renew_error', 'auto_renew_error', 'text'],
  ['issuer_id', 'issuer_id', 'number'],
  ['note', 'note', 'text'],
  ['note_date', 'notedate', 'instant'],
  ['note_seen', 'noteseen', 'boolean'],
  ['onsite_checkout', 'onsite_checkout', 'boolean'],
  ['timestamp', 'timestamp', 'instant'],
]);

export const HOLD_TABLE: Table<KohaHold> = table<KohaHold>('hold', [
  ['hold_id', 'reserve_id', 'number'],
  ['biblio_id', 'biblionumber', 'number'],
  ['item_id', 'itemnumber', 'number'],
  ['item_level', 'item_level_hold', 'boolean'],
  ['patron_id', 'borrowernumber', 'number'],
  ['pickup_library_id', 'branchcode', 'text'],
  ['priority', 'priority', 'number'],
  ['status', 'found', 'text'],
  ['hold_date', 'reservedate', 'day'],
  ['waiting_date', 'waitingdate', 'day'],
  ['expiration_date', 'expirationdate', 'day'],
  ['suspended', 'suspend', 'boolean'],
  ['suspended_until', 'suspend_until', 'instant'],
  ['cancellation_date', 'cancellationdate', 'day'],
  ['cancellation_reason', 'cancellation_reason', 'text'],
  ['desk_id', 'desk_id', 'number'],
  ['item_group_id', 'item_group_id', 'number'],
  ['item_type', 'itemtype', 'text'],
  ['lowest_priority', 'lowestPriority', 'boolean'],
  ['non_priority', 'non_priority', 'boolean'],
  ['notes', 'reservenotes', 'text'],
  ['timestamp', 'timestamp', 'instant'],
]);

export const LIBRARY_TABLE: Table<KohaLibrary> = table<KohaLibrary>('library', [
  ['library_id', 'branchcode', 'text'],
  ['name', 'branchname', 'text'],
  ['address1', 'branchaddress1', 'text'],
  ['address2', 'branchaddress2', 'text'],
  ['address3', 'branchaddress3', 'text'],
  ['city', 'branchcity', 'text'],
  ['country', 'branchcountry', 'text'],
  ['email', 'branchemail', 'text'],
  ['fax', 'branchfax', 'text'],
  ['geolocation', 'geolocation', 'text'],
  ['illemail', 'branchillemail', 'text'],
  ['ip', 'branchip', 'text'],
  ['marc_org_code', 'marcorgcode', 'text'],
  ['notes', 'branchnotes', 'text'],
  ['phone', 'branchphone', 'text'],
  ['pickup_location', 'pickup_location', 'boolean'],
  ['postal_code', 'branchzip', 'text'],
  ['public', 'public', 'boolean'],
  ['reply_to_email', 'branchreplyto', 'text'],
  ['return_path_email', 'branchreturnpath', 'text'],
  ['state', 'branchstate', 'text'],
  ['url', 'branchurl', 'text'],
]);

export const PATRON_TABLE: Table<KohaPatron> = table<KohaPatron>('patron', [
  ['patron_id', 'borrowernumber', 'number'],
  ['cardnumber', 'cardnumber', 'text'],
  ['userid', 'userid', 'text'],
  ['surname', 'surname', 'text'],
  ['firstname', 'firstname', 'text'],
  ['library_id', 'branchcode', 'text'],
  ['category_id', 'categorycode', 'text'],
  ['email', 'email', 'text'],
  ['date_of_birth', 'dateofbirth', 'day'],
  ['date_enrolled', 'dateenrolled', 'day'],
  ['expiry_date', 'dateexpiry', 'day'],
  ['restricted', 'debarred', 'boolean'],
  ['patron_card_lost', 'lost', 'boolean'],
  ['incorrect_address', 'gonenoaddress', 'boolean'],
  ['staff_notes', 'borrowernotes', 'text'],
  ['updated_on', 'updated_on', 'instant'],
]);

export const AUTHORISED_VALUE_TABLE: Table<KohaAuthorisedValue> = table<KohaAuthorisedValue>('authorised_value', [
  ['authorised_value_id', 'id', 'number'],
  ['category_name', 'category', 'text'],
  ['value', 'authorised_value', 'text'],
  ['description', 'lib', 'text'],
  ['opac_description', 'lib_opac', 'text'],
  ['image_url', 'imageurl', 'text'],
]);

type CategoryRow = Omit<KohaAuthorisedValueCategory, 'values'>;

export const CATEGORY_TABLE: Table<CategoryRow> = table<CategoryRow>('authorised_value_category', [
  ['category_name', 'category_name', 'text'],
  ['is_system', 'is_system', 'boolean'],
]);

const BIBLIO_KINDS: Readonly<Record<string, ColumnKind>> = {
  biblio_id: 'number',
  copyright_date: 'number',
  serial: 'boolean',
  timestamp: 'instant',
  creation_date: 'day',
};

const BIBLIO_DATABASE_NAMES: Readonly<Record<string, string>> = {
  biblio_id: 'biblionumber',
  framework_id: 'frameworkcode',
  uniform_title: 'unititle',
  copyright_date: 'copyrightdate',
  creation_date: 'datecreated',
  series_title: 'seriestitle',
  item_type: 'itemtype',
  publisher: 'publishercode',
  publication_year: 'publicationyear',
  publication_place: 'place',
  edition_statement: 'editionstatement',
  lc_control_number: 'lccn',
  illustrations: 'illus',
  material_size: 'size',
};

/** `/biblios` always joins biblioitems, which has a `timestamp` too: plain `timestamp` is ambiguous (koha.md 14). */
export const BIBLIO_TABLE: Table<BiblioRow> = biblioTable();

function biblioTable(): Table<BiblioRow> {
  const columns = new Map<string, Column<BiblioRow>>();
  for (const name of describeBiblio.names) {
    const column: Column<BiblioRow> = {
      name,
      kind: BIBLIO_KINDS[name] ?? 'text',
      get: (row) => describeBiblio.field(row, name),
    };
    columns.set(name, column);
    columns.set(BIBLIO_DATABASE_NAMES[name] ?? name, column);
  }
  return { name: 'biblio', columns, ambiguous: new Set(['timestamp']) };
}
