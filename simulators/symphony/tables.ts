/**
 * The tables of a simulated SirsiDynix Symphony, as plain data under the names of its web services. Moments are
 * instants (milliseconds since the epoch), which the wire shows in the server's own zone; days are `YYYY-MM-DD`.
 */
import type { MarcRecord } from '#adapters/protocols/marc/marc-record.ts';

/** Milliseconds since the epoch. */
export type Instant = number;
/** `YYYY-MM-DD` in the server's zone. */
export type Day = string;

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
  /** First level of shadowing. */
  shadowed: boolean;
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

export interface SymphonyPatron {
  key: string;
  barcode: string;
  alternateID: string;
  pin: string;
  firstName: string;
  middleName: string;
  lastName: string;
  library: string;
  profile: string;
  /** `OK`, `DELINQUENT`, `BLOCKED`, `BARRED` … */
  standing: string;
  /** Where what this patron borrows is said to be: `CHECKEDOUT`, `DEPTCHARGE`, `ILLEND` … */
  checkoutLocation: string;
  privilegeExpiresDate: Day | null;
  createdDate: Day;
}

/** A loan. Its key is `item:charge number`. */
export interface SymphonyCircRecord {
  key: string;
  itemKey: string;
  patronKey: string;
  /** Where it was lent. */
  library: string;
  circulationRule: string;
  /** `ACTIVE`, `INACTIVE` (to be left out) or null. */
  status: string | null;
  checkOutDate: Instant;
  /** Null: due never. 23:59 of the site means the day alone. */
  dueDate: Instant | null;
  recalledDate: Day | null;
  /** Where set, in place of `dueDate`. */
  recallDueDate: Instant | null;
  claimsReturnedDate: Day | null;
  renewalCount: number | null;
  renewalDate: Instant | null;
  /** Null: without limit. */
  seenRenewalsRemaining: number | null;
  unseenRenewalsRemaining: number | null;
}

export interface SymphonyHold {
  key: string;
  bibKey: string;
  /** The copy that was asked for, or any of the title. */
  itemKey: string;
  /** The copy that fills it, once there is one. */
  selectedItemKey: string | null;
  patronKey: string;
  pickupLibrary: string;
  placedLibrary: string;
  holdType: 'TITLE' | 'COPY';
  holdRange: string;
  status: 'PLACED' | 'BEING_HELD' | 'CANCELLED' | 'EXPIRED' | 'SUSPENDED' | 'TRANSIT';
  recallStatus: string;
  placedDate: Day;
  fillByDate: Day | null;
  beingHeldDate: Day | null;
  inactiveDate: Day | null;
  inactiveReason: string | null;
  expirationDate: Day | null;
  comment: string;
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

/** How long something is lent under a rule of loans. */
export interface SymphonyCirculationRule {
  loanPeriod: string;
  /** `DAILY`, `HOURLY`, `DATELIST` … */
  periodType: string;
  renewFromPeriod: number;
}

/** What the services refuse to do with a record, as a business refusal: often under HTTP 500. */
export interface SymphonyRefusal {
  status: number;
  code: string;
  message: string;
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
  readonly staff: Map<string, SymphonyStaff>;
  readonly clients: Map<string, SymphonyClient>;
  readonly exports: Map<string, SymphonyExport>;
  /** By key of a title, call number, copy, loan or hold: every JSON call for it is refused. */
  readonly refusals: Map<string, SymphonyRefusal>;
  readonly next: { bib: number; patron: number; hold: number };
}
