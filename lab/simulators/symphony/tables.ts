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
import { STOCK_SETTINGS, type SymphonySettings } from './stock.ts';

export type * from './circulation-tables.ts';
export type { SymphonySettings } from './stock.ts';

const STANDING_STILL = Date.UTC(2026, 10, 24, 12);

/** The lists of policies that are served at `/policy/{name}/simpleQuery`; a world may hold others too. */
export type SymphonyPolicyName =
  | 'library'
  | 'location'
  | 'itemType'
  | 'classification'
  | 'userProfile'
  | 'itemCategory1'
  | 'itemCategory2'
  | 'block';

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

/** What a new one has where nothing else is said. */
export const FRESH_ITEM = {
  itemType: 'BOOK',
  itemCategory1: null as string | null,
  itemCategory2: null as string | null,
  itemCategory3: null as string | null,
  itemCategory4: null as string | null,
  itemCategory5: null as string | null,
  /** Third level of shadowing. */
  shadowed: false,
  permanent: true,
  /** Meant to be lent at all. The wire's `circulate` is also false while the copy is on loan. */
  circulate: true,
  pieces: 1,
  price: '0.00',
  timesInventoried: 0,
  lastInvDate: null as Day | null,
  /** How often it was lent, and the last day. */
  totalCharges: 0,
  lastChargeDate: null as Day | null,
  mediaDesk: null as string | null,
  staffNote: null as string | null,
  publicNote: null as string | null,
  reserve: null as { collection: string; circulationRule: string } | null,
  transit: null as SymphonyTransit | null,
};
/** A copy. Its key is `bib:sequence:copy`. Its state is where it is: `currentLocation`. */
export type SymphonyItem = typeof FRESH_ITEM & {
  key: string;
  callKey: string;
  bibKey: string;
  copyNumber: number;
  barcode: string;
  /** The owner. */
  library: string;
  homeLocation: string;
  currentLocation: string;
  createdDate: Day;
  systemModifiedDate: Instant;
};

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

export interface SymphonyWorldOptions {
  /** IANA zone of the server; `Europe/London` where not said. */
  readonly timeZone?: string;
  /** The clock that stamps what is added and changed; where not said, a clock that stands still at 2026-11-24 12:00 UTC. */
  readonly now?: () => Instant;
  readonly settings?: Partial<SymphonySettings>;
  /** False leaves out the usual locations, item types and classifications. */
  readonly stock?: boolean;
}

export type SymphonyWorld = ReturnType<typeof emptyWorld>;

/** A world without even the usual codes. */
export function emptyWorld(options: SymphonyWorldOptions) {
  return {
    timeZone: options.timeZone ?? 'Europe/London',
    now: options.now ?? ((): Instant => STANDING_STILL),
    settings: { ...STOCK_SETTINGS, ...options.settings },
    /** By name of the list, then by code. */
    policies: new Map<string, Map<string, SymphonyPolicy>>(),
    bibs: new Map<string, SymphonyBib>(),
    calls: new Map<string, SymphonyCall>(),
    callsOfBib: new Map<string, string[]>(),
    items: new Map<string, SymphonyItem>(),
    itemsOfCall: new Map<string, string[]>(),
    boundWiths: [] as SymphonyBoundWith[],
    patrons: new Map<string, SymphonyPatron>(),
    /** Rules that loans name; one that is not here is a rule of 21 days. */
    circulationRules: new Map<string, SymphonyCirculationRule>(),
    /** Open loans. */
    circRecords: new Map<string, SymphonyCircRecord>(),
    holds: new Map<string, SymphonyHold>(),
    blocks: new Map<string, SymphonyBlock>(),
    staff: new Map<string, SymphonyStaff>(),
    clients: new Map<string, SymphonyClient>(),
    exports: new Map<string, SymphonyExport>(),
    /** By key of a title, call number, copy, loan or hold: every JSON call for it is refused. */
    refusals: new Map<string, SymphonyRefusal>(),
    next: { bib: 1, patron: 1, hold: 1 },
  };
}
