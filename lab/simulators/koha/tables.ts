/**
 * The tables of a simulated Koha, as plain data. Rows carry the names of Koha's REST API (23.05), so that a row is
 * what the wire shows, but for two things: a date-time is an instant (milliseconds since the epoch; the wire renders
 * it in Koha's zone) and a date is `YYYY-MM-DD`.
 */
import type { MarcRecord } from '#marc/marc-record.ts';
import type { Day, Instant } from '../time.ts';
import { table, type RowOf } from './columns.ts';
import type {
  KohaCharge,
  KohaCheckout,
  KohaHold,
  KohaOAuthClient,
  KohaPatron,
  KohaTransfer,
  KohaUser,
} from './people-tables.ts';
import { OPEN_RULES, STOCK_PREFERENCES, type KohaPreferences, type KohaRules } from './stock.ts';

export type * from './people-tables.ts';
export type { KohaPreferences } from './stock.ts';

const STANDING_STILL = Date.UTC(2026, 10, 24, 12);

export const LIBRARY_TABLE = table('library', {
  library_id: ['branchcode', 'text'],
  name: ['branchname', 'text'],
  address1: ['branchaddress1', 'text?'],
  address2: ['branchaddress2', 'text?'],
  address3: ['branchaddress3', 'text?'],
  city: ['branchcity', 'text?'],
  country: ['branchcountry', 'text?'],
  email: ['branchemail', 'text?'],
  fax: ['branchfax', 'text?'],
  geolocation: ['geolocation', 'text?'],
  illemail: ['branchillemail', 'text?'],
  ip: ['branchip', 'text?'],
  marc_org_code: ['marcorgcode', 'text?'],
  notes: ['branchnotes', 'text?'],
  phone: ['branchphone', 'text?'],
  pickup_location: ['pickup_location', 'boolean', true],
  postal_code: ['branchzip', 'text?'],
  public: ['public', 'boolean', true],
  reply_to_email: ['branchreplyto', 'text?'],
  return_path_email: ['branchreturnpath', 'text?'],
  state: ['branchstate', 'text?'],
  url: ['branchurl', 'text?'],
});
export type KohaLibrary = RowOf<typeof LIBRARY_TABLE>;

export interface KohaItemType {
  item_type_id: string;
  description: string;
  /** The type itself forbids loans; an item's own value of 0 then still counts as not for loan. */
  not_for_loan: boolean;
}

export const AUTHORISED_VALUE_TABLE = table('authorised_value', {
  authorised_value_id: ['id', 'number'],
  category_name: ['category', 'text'],
  value: ['authorised_value', 'text'],
  description: ['lib', 'text'],
  opac_description: ['lib_opac', 'text?'],
  image_url: ['imageurl', 'text?'],
});
export type KohaAuthorisedValue = RowOf<typeof AUTHORISED_VALUE_TABLE>;

export const CATEGORY_TABLE = table('authorised_value_category', {
  category_name: ['category_name', 'text'],
  is_system: ['is_system', 'boolean'],
});
export type KohaAuthorisedValueCategory = RowOf<typeof CATEGORY_TABLE> & { readonly values: KohaAuthorisedValue[] };

/** A bibliographic record; its description is the MARC record, item fields (952) are never in it. */
export interface KohaBiblio {
  biblio_id: number;
  /** What 999 of the record says in place of its number, where something other than Koha wrote it. */
  number_in_marc?: number;
  marc: MarcRecord;
  framework_id: string;
  creation_date: Day;
  /** When a column of the biblio table changed: REST's. */
  timestamp: Instant;
  /** When the MARC record was saved (`biblio_metadata`): OAI-PMH's, and in no answer of REST. */
  metadata_timestamp: Instant;
}

export const ITEM_TABLE = table('item', {
  item_id: ['itemnumber', 'number'],
  biblio_id: ['biblionumber', 'number'],
  /** The barcode; several items may have none. */
  external_id: ['barcode', 'text?'],
  home_library_id: ['homebranch', 'text'],
  holding_library_id: ['holdingbranch', 'text'],
  item_type_id: ['itype', 'text?'],
  location: ['location', 'text?'],
  permanent_location: ['permanent_location', 'text?'],
  collection_code: ['ccode', 'text?'],
  callnumber: ['itemcallnumber', 'text?'],
  call_number_sort: ['cn_sort', 'text?'],
  call_number_source: ['cn_source', 'text?', 'ddc'],
  /** 0 = not lost; else a value of LOST. */
  lost_status: ['itemlost', 'number', 0],
  lost_date: ['itemlost_on', 'instant?'],
  withdrawn: ['withdrawn', 'number', 0],
  withdrawn_date: ['withdrawn_on', 'instant?'],
  damaged_status: ['damaged', 'number', 0],
  damaged_date: ['damaged_on', 'instant?'],
  /** A value of NOT_LOAN; negative = ordered or to come. */
  not_for_loan_status: ['notforloan', 'number', 0],
  /** Null, not 0, where not restricted. */
  restricted_status: ['restricted', 'number?'],
  /** The day it is DUE back; null = not on loan. */
  checked_out_date: ['onloan', 'day?'],
  checkouts_count: ['issues', 'number?', 0],
  renewals_count: ['renewals', 'number?'],
  holds_count: ['reserves', 'number?'],
  last_checkout_date: ['datelastborrowed', 'day?'],
  last_seen_date: ['datelastseen', 'instant?'],
  timestamp: ['timestamp', 'instant'],
  acquisition_date: ['dateaccessioned', 'day?'],
  acquisition_source: ['booksellerid', 'text?'],
  coded_location_qualifier: ['coded_location_qualifier', 'text?'],
  copy_number: ['copynumber', 'text?'],
  exclude_from_local_holds_priority: ['exclude_from_local_holds_priority', 'boolean', false],
  extended_subfields: ['more_subfields_xml', 'text?'],
  internal_notes: ['itemnotes_nonpublic', 'text?'],
  inventory_number: ['stocknumber', 'text?'],
  materials_notes: ['materials', 'text?'],
  new_status: ['new_status', 'text?'],
  public_notes: ['itemnotes', 'text?'],
  purchase_price: ['price', 'number?'],
  replacement_price: ['replacementprice', 'number?'],
  replacement_price_date: ['replacementpricedate', 'day?'],
  serial_issue_number: ['enumchron', 'text?'],
  uri: ['uri', 'text?'],
});
export type KohaItem = RowOf<typeof ITEM_TABLE>;

/** One row of the table `circulation_rules`; null is for all. */
export interface KohaCirculationRule {
  branchcode: string | null;
  categorycode: string | null;
  itemtype: string | null;
  rule_name: string;
  rule_value: string;
}

/** A report that staff saved. */
export interface KohaReport {
  /** Whether the public catalogue gives it. */
  public: boolean;
  readonly rows: (world: KohaWorld) => readonly object[];
}

export interface KohaOaiSet {
  spec: string;
  name: string;
  description: string | null;
  biblio_ids: Set<number>;
}

export interface KohaWorldOptions {
  /** IANA zone of the server; `Europe/London` where not said. */
  readonly timeZone?: string;
  /** The clock that stamps what is added and changed; where not said, a clock that stands still at 2026-11-24 12:00 UTC. */
  readonly now?: () => Instant;
  readonly preferences?: Partial<KohaPreferences>;
  readonly rules?: Partial<KohaRules>;
  /** False leaves out the authorised values, item types and classification sources of a stock installation. */
  readonly stock?: boolean;
}

export type KohaWorld = ReturnType<typeof emptyWorld>;

/** A world without even the lists of a stock installation. */
export function emptyWorld(options: KohaWorldOptions) {
  return {
    /** What was recorded, or what the source of a newer one says where they differ and somebody wrote it down here. */
    version: '23.05' as '23.05' | '26.05',
    timeZone: options.timeZone ?? 'Europe/London',
    /** The time that changes are stamped with. */
    now: options.now ?? ((): Instant => STANDING_STILL),
    preferences: { ...STOCK_PREFERENCES, ...options.preferences },
    rules: { ...OPEN_RULES, ...options.rules },
    /** What of ILS-DI depends on version and language. */
    ilsDi: {
      /** Newer versions (source) say `In transit` and `On hold`; 23.05 says `available`. */
      tellsTransitAndHolds: false,
      /** English text → the site's own; newer versions translate what GetAvailability says. */
      words: new Map<string, string>(),
    },
    /** Newer versions (source: 24.05) embed the open transfer in the items of one record; no version does in `/items`. */
    rest: { embedsTransfers: false },
    libraries: new Map<string, KohaLibrary>(),
    itemTypes: new Map<string, KohaItemType>(),
    categories: new Map<string, KohaAuthorisedValueCategory>(),
    /** Subfields of 952 that the framework maps to no column: records do not carry them. */
    unmappedItemSubfields: new Set<string>(),
    /** Classification sources, code → name. */
    callNumberSources: new Map<string, string>(),
    biblios: new Map<number, KohaBiblio>(),
    /** What is left of a deleted record: OAI-PMH tells its deletion. */
    deletedBiblios: new Map<number, { biblio_id: number; timestamp: Instant }>(),
    items: new Map<number, KohaItem>(),
    /** Item numbers of a record, in order; kept by the functions that change items. */
    itemsOfBiblio: new Map<number, number[]>(),
    deletedItems: [] as { item_id: number; biblio_id: number; timestamp: Instant }[],
    patrons: new Map<number, KohaPatron>(),
    checkouts: new Map<number, KohaCheckout>(),
    oldCheckouts: new Map<number, KohaCheckout>(),
    holds: new Map<number, KohaHold>(),
    transfers: new Map<number, KohaTransfer>(),
    charges: new Map<number, KohaCharge>(),
    users: new Map<string, KohaUser>(),
    oauthClients: new Map<string, KohaOAuthClient>(),
    oaiSets: [] as KohaOaiSet[],
    /** How far the clock of OAI-PMH's server is ahead of the database's, which stamps records. */
    oaiClockAheadMs: 0,
    /** Whether the next resumption token of OAI-PMH is unknown, as where its server has dropped it; ends with that answer. */
    forgetsOaiToken: false,
    circulationRules: [] as KohaCirculationRule[],
    /** Categories of patrons, code → description. */
    patronCategories: new Map<string, string>(),
    /** Saved reports by number. */
    reports: new Map<number, KohaReport>(),
    /** The next number of each table. */
    next: { biblio: 1, item: 1, checkout: 1, hold: 1, patron: 1, charge: 1, authorisedValue: 1 },
  };
}
