/**
 * The tables of a simulated Koha, as plain data. Rows carry the names of Koha's REST API (23.05), so that a row is
 * what the wire shows, but for two things: a date-time is an instant (milliseconds since the epoch; the wire renders
 * it in Koha's zone) and a date is `YYYY-MM-DD`.
 */
import type { MarcRecord } from '#marc/marc-record.ts';
import type { Day, Instant } from '../time.ts';

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

export interface KohaLibrary {
  library_id: string;
  name: string;
  address1: string | null;
  address2: string | null;
  address3: string | null;
  city: string | null;
  country: string | null;
  email: string | null;
  fax: string | null;
  geolocation: string | null;
  illemail: string | null;
  ip: string | null;
  marc_org_code: string | null;
  notes: string | null;
  phone: string | null;
  pickup_location: boolean;
  postal_code: string | null;
  public: boolean;
  reply_to_email: string | null;
  return_path_email: string | null;
  state: string | null;
  url: string | null;
}

export interface KohaItemType {
  item_type_id: string;
  description: string;
  /** The type itself forbids loans; an item's own value of 0 then still counts as not for loan. */
  not_for_loan: boolean;
}

export interface KohaAuthorisedValue {
  authorised_value_id: number;
  category_name: string;
  value: string;
  description: string;
  opac_description: string | null;
  image_url: string | null;
}

export interface KohaAuthorisedValueCategory {
  category_name: string;
  is_system: boolean;
  values: KohaAuthorisedValue[];
}

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

export interface KohaItem {
  item_id: number;
  biblio_id: number;
  /** The barcode; several items may have none. */
  external_id: string | null;
  home_library_id: string;
  holding_library_id: string;
  item_type_id: string | null;
  location: string | null;
  permanent_location: string | null;
  collection_code: string | null;
  callnumber: string | null;
  call_number_sort: string | null;
  call_number_source: string | null;
  /** 0 = not lost; else a value of LOST. */
  lost_status: number;
  lost_date: Instant | null;
  withdrawn: number;
  withdrawn_date: Instant | null;
  damaged_status: number;
  damaged_date: Instant | null;
  /** A value of NOT_LOAN; negative = ordered or to come. */
  not_for_loan_status: number;
  /** Null, not 0, where not restricted. */
  restricted_status: number | null;
  /** The day it is DUE back; null = not on loan. */
  checked_out_date: Day | null;
  checkouts_count: number | null;
  renewals_count: number | null;
  holds_count: number | null;
  last_checkout_date: Day | null;
  last_seen_date: Instant | null;
  timestamp: Instant;
  acquisition_date: Day | null;
  acquisition_source: string | null;
  coded_location_qualifier: string | null;
  copy_number: string | null;
  exclude_from_local_holds_priority: boolean;
  extended_subfields: string | null;
  internal_notes: string | null;
  inventory_number: string | null;
  materials_notes: string | null;
  new_status: string | null;
  public_notes: string | null;
  purchase_price: number | null;
  replacement_price: number | null;
  replacement_price_date: Day | null;
  serial_issue_number: string | null;
  uri: string | null;
}

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
