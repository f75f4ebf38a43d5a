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
  KohaRules,
  KohaTransfer,
  KohaUser,
} from './people-tables.ts';

export type * from './people-tables.ts';

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
  marc: MarcRecord;
  framework_id: string;
  creation_date: Day;
  /** When a column of the biblio table changed: REST's. */
  timestamp: Instant;
  /** When the MARC record was saved (`biblio_metadata`): OAI-PMH's, and in no answer of REST. */
  metadata_timestamp: Instant;
}

/** What is left of a deleted record: OAI-PMH tells its deletion. */
export interface KohaDeletedBiblio {
  biblio_id: number;
  timestamp: Instant;
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

export interface KohaDeletedItem {
  item_id: number;
  biblio_id: number;
  timestamp: Instant;
}

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

/** The system preferences that change what REST and OAI-PMH answer, under Koha's own names. */
export interface KohaPreferences {
  LibraryName: string;
  KohaAdminEmailAddress: string;
  RESTdefaultPageSize: number;
  RESTBasicAuth: boolean;
  RESTOAuth2ClientCredentials: boolean;
  RESTPublicAnonymousRequests: boolean;
  'OAI-PMH': boolean;
  'OAI-PMH:archiveID': string;
  'OAI-PMH:MaxCount': number;
  'OAI-PMH:DeletedRecord': 'no' | 'transient' | 'persistent';
  /** `include_items: 1` of the file that OAI-PMH:ConfFile names: 952 fields in, and from= sees item changes. */
  'OAI-PMH:include_items': boolean;
  /** `expanded_avs: 1` of that file: codes in 952 become names, and those of status fields become empty. */
  'OAI-PMH:expanded_avs': boolean;
  /** Items hidden from the public endpoints: column of the database (`location`, `ccode`, `itemlost` …) → values. */
  OpacHiddenItems: Readonly<Record<string, readonly (string | number | null)[]>>;
  /** A record all of whose items are hidden is hidden itself; stock. */
  OpacHiddenItemsHidesRecord: boolean;
  /** Records with something in 942$n are hidden from readers; where else, depends on the version. */
  OpacSuppression: boolean;
  hidelostitems: boolean;
  /** The value of LOST that stands for "claims to have returned it"; null where nobody set it. */
  ClaimReturnedLostValue: number | null;
  'ILS-DI': boolean;
  /** Addresses that ILS-DI answers; every one where none is named. */
  'ILS-DI:AuthorizedIPs': readonly string[];
  /** The most rows that a report gives over the web; 10 where nobody set it. */
  SvcMaxReportRows: number;
}

/** What of ILS-DI depends on version and language. */
export interface KohaIlsDi {
  /** Newer versions (source) say `In transit` and `On hold`; 23.05 says `available`. */
  tellsTransitAndHolds: boolean;
  /** English text → the site's own; newer versions translate what GetAvailability says. */
  readonly words: Map<string, string>;
}

/** What of REST depends on the version. */
export interface KohaRest {
  /** Newer versions (source: 24.05) embed the open transfer in the items of one record; no version does in `/items`. */
  embedsTransfers: boolean;
}

export interface KohaWorld {
  /** What was recorded, or what the source of a newer one says where they differ and somebody wrote it down here. */
  version: '23.05' | '26.05';
  /** IANA name of the zone Koha runs in. */
  timeZone: string;
  /** The time that changes are stamped with. */
  now: () => Instant;
  readonly preferences: KohaPreferences;
  readonly rules: KohaRules;
  readonly ilsDi: KohaIlsDi;
  readonly rest: KohaRest;
  readonly libraries: Map<string, KohaLibrary>;
  readonly itemTypes: Map<string, KohaItemType>;
  readonly categories: Map<string, KohaAuthorisedValueCategory>;
  /** Subfields of 952 that the framework maps to no column: records do not carry them. */
  readonly unmappedItemSubfields: Set<string>;
  /** Classification sources, code → name. */
  readonly callNumberSources: Map<string, string>;
  readonly biblios: Map<number, KohaBiblio>;
  readonly deletedBiblios: Map<number, KohaDeletedBiblio>;
  readonly items: Map<number, KohaItem>;
  /** Item numbers of a record, in order; kept by the functions that change items. */
  readonly itemsOfBiblio: Map<number, number[]>;
  readonly deletedItems: KohaDeletedItem[];
  readonly patrons: Map<number, KohaPatron>;
  readonly checkouts: Map<number, KohaCheckout>;
  readonly oldCheckouts: Map<number, KohaCheckout>;
  readonly holds: Map<number, KohaHold>;
  readonly transfers: Map<number, KohaTransfer>;
  readonly charges: Map<number, KohaCharge>;
  readonly users: Map<string, KohaUser>;
  readonly oauthClients: Map<string, KohaOAuthClient>;
  readonly oaiSets: KohaOaiSet[];
  /** How far the clock of OAI-PMH's server is ahead of the database's, which stamps records. */
  oaiClockAheadMs: number;
  /** Whether the next resumption token of OAI-PMH is unknown, as where its server has dropped it; ends with that answer. */
  forgetsOaiToken: boolean;
  readonly circulationRules: KohaCirculationRule[];
  /** Categories of patrons, code → description. */
  readonly patronCategories: Map<string, string>;
  /** Saved reports by number. */
  readonly reports: Map<number, KohaReport>;
  /** The next number of each table. */
  readonly next: {
    biblio: number;
    item: number;
    checkout: number;
    hold: number;
    patron: number;
    charge: number;
    authorisedValue: number;
  };
}
