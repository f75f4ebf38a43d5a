/**
 * The tables of a simulated SirsiDynix Symphony, as plain data under the names of its web services. Moments are
 * instants (milliseconds since the epoch), which the wire shows in the server's own zone; days are `YYYY-MM-DD`.
 */
import type { MarcField, MarcRecord } from '#marc/marc-record.ts';
import type { Day, Instant } from '../time.ts';
import type {
  SymphonyBlock,
  SymphonyCircRecord,
  SymphonyCirculationRule,
  SymphonyHold,
  SymphonyPatron,
} from './circulation-tables.ts';

export type * from './circulation-tables.ts';

/** The lists of policies that are served at `/policy/{name}/simpleQuery`; a world may hold others too. */
export type SymphonyPolicyName =
  'library' | 'location' | 'itemType' | 'classification' | 'userProfile' | 'itemCategory1' | 'itemCategory2' | 'block';

/** One code of a policy list: `STACKS`, `CHECKEDOUT`, `BOOK` … */
export interface SymphonyPolicy {
  key: string;
  displayName: string;
  /** Text for readers; at some sites a raw message key (`$<…>`), whose text is in `translatedDescription`. */
  description: string;
  translatedDescription: string;
  /** Locations only: whether holds may be placed on what stands there. */
  holdable: boolean;
  /** Locations only: what stands there is hidden from readers (the fourth level of shadowing). */
  shadowed: boolean;
  /** Locations only: what stands there may be lent. `MISSING` and `BINDERY` are not, `ON-ORDER` often is. */
  chargeable: boolean;
}

/** A title; its key is the catalogue key. */
export interface SymphonyBib {
  key: string;
  /** Without 001 (the wire adds it with the site's prefix) and without 999 (items are kept apart). */
  marc: MarcRecord;
  /** Its holdings records, one behind the other: 852, 853, 866 … The export has them behind the title's own fields. */
  holdingsRecords: readonly MarcField[];
  /** First level of shadowing. */
  shadowed: boolean;
  /** True for one whose number the export leaves out. */
  lacksNumber?: boolean;
  titleControlNumber: string;
  catalogDate: Day;
  catalogFormat: string;
  createDate: Day;
  modifiedDate: Day;
  systemModifiedDate: Instant;
}

/** A call number of a title at one library; items hang on it. Its key is `bib:sequence`. */
export interface SymphonyCall {
  key: string;
  bibKey: string;
  library: string;
  callNumber: string;
  /** ` v.39 2017`: volume, with the blank that joins it to the call number. */
  volumetric: string | null;
  classification: string;
  /** Second level of shadowing. */
  shadowed: boolean;
  systemModifiedDate: Instant;
}

export interface SymphonyTransit {
  source: string;
  destination: string;
  /** `HOLD`, or anything else a site says: `LATE`, `RETURN` … */
  reason: string;
  date: Instant;
}

/** A copy. Its key is `bib:sequence:copy`. Its state is where it is: `currentLocation`. */
export interface SymphonyItem {
  key: string;
  callKey: string;
  bibKey: string;
  copyNumber: number;
  barcode: string;
  /** The owner. */
  library: string;
  itemType: string;
  homeLocation: string;
  currentLocation: string;
  itemCategory1: string | null;
  itemCategory2: string | null;
  itemCategory3: string | null;
  itemCategory4: string | null;
  itemCategory5: string | null;
  /** Third level of shadowing. */
  shadowed: boolean;
  permanent: boolean;
  /** Meant to be lent at all. The wire's `circulate` is also false while the copy is on loan. */
  circulate: boolean;
  pieces: number;
  price: string;
  createdDate: Day;
  systemModifiedDate: Instant;
  timesInventoried: number;
  lastInvDate: Day | null;
  /** How often it was lent, and the last day. */
  totalCharges: number;
  lastChargeDate: Day | null;
  mediaDesk: string | null;
  staffNote: string | null;
  publicNote: string | null;
  reserve: { collection: string; circulationRule: string } | null;
  transit: SymphonyTransit | null;
}

/** Titles that share one copy: the copies hang on the parent's call, the children's calls have none. */
export interface SymphonyBoundWith {
  parentCallKey: string;
  childCallKeys: string[];
}

/** An account that logs in at `/user/staff/login`. */
export interface SymphonyStaff {
  login: string;
  password: string;
  name: string;
}

/** A client id, sent as `x-sirs-clientID`: what only a log-in may do, no client id alone can. */
export interface SymphonyClient {
  clientID: string;
  kind: 'staff' | 'public';
}

/** How this server is set up. */
export interface SymphonySettings {
  /** What stands before the catalogue key in MARC 001 (`a`, `u`, or nothing). */
  catKeyPrefix: string;
  /** Minutes that a session lives after its last use. */
  sessionMinutes: number;
  /** `hex`: 32 characters without dashes, as older servers give. */
  sessionTokens: 'uuid' | 'hex';
  /** A new log-in of an account ends the session it had. */
  oneSessionPerLogin: boolean;
  /** Policy lists need no log-in. */
  openPolicies: boolean;
  /** Legacy `lookupTitleInfo` needs only a client id. */
  openTitleLookup: boolean;
  /** Titles and items may be read without a log-in, by a public client id. */
  openCatalogue: boolean;
  /** The most titles of one `lookupTitleInfo`; more are refused. */
  titlesPerLookup: number;
  /** Longest request target in bytes; a longer one is answered 414. */
  longestTarget: number;
  /** The most rows of one search. */
  rowsPerSearch: number;
  /** Some versions refuse `*` inside braces (`callList{*}`). */
  starInFields: 'accepted' | 'refused';
  /** `lookupTitleInfo` also lists what is shadowed as title, call number or copy. What only its location hides it always lists. */
  lookupShowsShadowed: boolean;
  /** Exports tell in 999 $n and $e how often and when a copy was lent. */
  exportsCharges: 'no' | 'mdy' | 'dmy';
  /** Exports tell price ($p), day of creation ($u), inventory ($f $g), pieces ($j), categories ($x $z) and notes ($o) of copies. */
  exportsDetails: 'no' | 'mdy' | 'dmy';
  /** Exports also hold what is shadowed as title, call number or copy. */
  exportsShadowed: boolean;
  /** The XML service puts the milliseconds of the request into times. */
  noisyTimes: boolean;
  /** Requests without User-Agent are answered 403. */
  userAgentNeeded: boolean;
  currencyCode: string;
  /** The most bytes of a record in an export; the copies of a larger one follow in further records of the same 001. */
  exportBytesPerRecord: number;
}

/** What the services refuse to do with a record, as a business refusal: often under HTTP 500. */
export interface SymphonyRefusal {
  status: number;
  code: string;
  message: string;
  /** Staff may override it: the question that the server asks, `CIRC_HOLDS_OVRCD` … */
  promptType?: string;
}

/** A file of the catalogue, as a nightly job leaves it behind. */
export interface SymphonyExport {
  name: string;
  bytes: Uint8Array;
  /** When it was made, as `Last-Modified`. */
  at: Instant;
}

/** Everything that the simulator shows. */
export interface SymphonyWorld {
  /** IANA zone of the server. */
  readonly timeZone: string;
  now: () => Instant;
  readonly settings: SymphonySettings;
  /** By name of the list, then by code. */
  readonly policies: Map<string, Map<string, SymphonyPolicy>>;
  readonly bibs: Map<string, SymphonyBib>;
  readonly calls: Map<string, SymphonyCall>;
  readonly callsOfBib: Map<string, string[]>;
  readonly items: Map<string, SymphonyItem>;
  readonly itemsOfCall: Map<string, string[]>;
  readonly boundWiths: SymphonyBoundWith[];
  readonly patrons: Map<string, SymphonyPatron>;
  /** Rules that loans name; one that is not here is a rule of 21 days. */
  readonly circulationRules: Map<string, SymphonyCirculationRule>;
  /** Open loans. */
  readonly circRecords: Map<string, SymphonyCircRecord>;
  readonly holds: Map<string, SymphonyHold>;
  readonly blocks: Map<string, SymphonyBlock>;
  readonly staff: Map<string, SymphonyStaff>;
  readonly clients: Map<string, SymphonyClient>;
  readonly exports: Map<string, SymphonyExport>;
  /** By key of a title, call number, copy, loan or hold: every JSON call for it is refused. */
  readonly refusals: Map<string, SymphonyRefusal>;
  readonly next: { bib: number; patron: number; hold: number };
}
