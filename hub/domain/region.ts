/** A region as its file describes it. Built and checked by the `region` room. */
import type { OwnerCode } from './catalogue.ts';
import type { FeedRules } from './feeds.ts';
import type { LibraryId, NetworkId, SystemId } from './ids.ts';
import type { LendingRules } from './lending/lending-rules.ts';
import type { Whereabouts } from './places/whereabouts.ts';

export const ALIAS_SCHEMES = [
  'HLISD',
  'NHS_LIBRARY_CODE',
  'ISIL',
  'SYSTEM_BRANCH',
  'OPENATHENS_ORGANISATION',
  'ODS',
  'OTHER',
] as const;
export type AliasScheme = (typeof ALIAS_SCHEMES)[number];

export interface Alias {
  readonly scheme: AliasScheme;
  readonly value: string;
}

export interface Network {
  readonly id: NetworkId;
  readonly name: string;
  /** Networks that this one asks for loans, in order. */
  readonly asks: readonly NetworkId[];
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly odsCode: string | null;
}

export interface Location {
  readonly code: string;
  readonly name: string | null;
}

/** A building or a room in which a library keeps copies. */
export interface Site extends Whereabouts {
  /** No other site of the region has it. */
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly locations: readonly Location[];
}

export const MOVE_PHASES = ['LIVE', 'TEST_LOADED', 'CATALOGUE_FROZEN', 'FROZEN', 'MOVED', 'ARCHIVED'] as const;
export type MovePhase = (typeof MOVE_PHASES)[number];

export interface SystemMembership {
  readonly system: SystemId;
  readonly phase: MovePhase;
  /** `YYYY-MM-DD` as the region file gives it, or the moment at which it was decided, RFC 3339, UTC. */
  readonly since: string | null;
  /** When the library stopped lending from the system, if that was before `since`; the same forms. */
  readonly stoppedAt?: string | undefined;
}

/** What staff may look at the account of a reader for. */
export const STAFF_PURPOSES = [
  'DESK_ENQUIRY',
  'DATA_CLEANING',
  'MOVE_RECONCILIATION',
  'SUBJECT_ACCESS',
  'INCIDENT',
] as const;
export type StaffPurpose = (typeof STAFF_PURPOSES)[number];

/** The purpose of permission to read an account: of staff, or of its own reader. */
export type AccountPurpose = StaffPurpose | 'SELF_SERVICE';

/**
 * What a library's agreement lets its readers' data be used for, beside the readers' own use: what staff may look at
 * accounts for, and STATISTICS, for which open loans, holds and counts of use are harvested with a token in the place of
 * the reader.
 */
export const DATA_PURPOSES = [...STAFF_PURPOSES, 'STATISTICS'] as const;
export type DataPurpose = (typeof DATA_PURPOSES)[number];

/** The agreement without which nothing is done with the data of a library's readers. */
export interface PatronData {
  /** The organisation that answers for the data. */
  readonly controller: string;
  /** Reference of the agreement. */
  readonly agreement: string;
  /** Reference of the data protection impact assessment. */
  readonly dpia: string;
  readonly purposes: readonly DataPurpose[];
  /** `YYYY-MM-DD`: the day by which it must be looked at again. */
  readonly reviewOn: string;
  readonly retentionDays: PatronRetention;
  /** Libraries whose staff may look at accounts of this one's readers. */
  readonly sharedWith: readonly SharedPatronData[];
}

/** How long what is kept about a library's readers is kept, in days. */
export interface PatronRetention {
  /** Entries of the audit, from when they were made. */
  readonly audit: number;
  /** Links of accounts, from when they were last used. */
  readonly links: number;
}

/** A named agreement under which another library's staff may look, and for what. */
export interface SharedPatronData {
  readonly library: LibraryId;
  readonly agreement: string;
  readonly purposes: readonly StaffPurpose[];
}

export interface Library extends Whereabouts {
  readonly id: LibraryId;
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly network: NetworkId | null;
  readonly organisations: readonly string[];
  /** IANA name of the zone of its clock, if it is another one than its system's. */
  readonly timeZone?: string | undefined;
  /** Where readers ask for a title: an address of https or mailto with places for a citation; absent if there is none. */
  readonly requestForm?: string | undefined;
  readonly sites: readonly Site[];
  /** The system that answers for it today. */
  readonly system: SystemId;
  readonly memberships: readonly SystemMembership[];
  /** Absent if there is no agreement: then nothing of its readers is asked for or kept. */
  readonly patronData?: PatronData | undefined;
  /** Absent if the file says nothing: then what is usual holds. */
  readonly lending?: LendingRules | undefined;
}

/** How hard a system may be asked. */
export interface SystemLimits {
  /** Sockets open to the system at once; never more than its workers (a default Koha has two). */
  readonly connections: number;
  /** Requests that may begin in a second, evenly; any number where not said. */
  readonly perSecond?: number | undefined;
  readonly breaker: BreakerLimits;
  /** A call that takes longer is aborted, down to the socket. */
  readonly callTimeoutMs: number;
  /** Records asked for in one call; more are split. */
  readonly batchSize: number;
  /** Milliseconds for which an answer is told again instead of asking again; 0 asks each time. */
  readonly freshForMs: number;
}

/** When a system that fails is left alone. */
export interface BreakerLimits {
  /** Requests in a row that failed. */
  readonly failures: number;
  /** How long at first, in milliseconds; longer each time that it fails again. */
  readonly openMs: number;
  /** How long at most, in milliseconds. */
  readonly maxOpenMs: number;
}

export interface HarvestPlan {
  /** `auto` lets the adapter take the best way that the site offers; the other methods are those of the system's kind. */
  readonly method: string;
  readonly pageSize: number;
  /** Seconds between two harvests of changes. */
  readonly everySeconds: number;
  /**
   * Seconds after which everything is harvested again: for what a system's changes do not tell, such as a copy deleted
   * where there is no OAI-PMH.
   */
  readonly fullEverySeconds: number;
}

/** Names of environment variables that hold a secret; the secrets themselves never stand in the region file. */
export interface CredentialNames {
  readonly clientIdEnv: string | null;
  readonly clientSecretEnv: string | null;
  readonly userEnv: string | null;
  readonly passwordEnv: string | null;
}

/**
 * The live half of a system that is asked by another protocol than it is harvested by: an export and SIP2, say. It belongs to the
 * same system, so that ids, owners and the time zone are those of the whole.
 */
export interface LivePart {
  /** The kind of adapter that asks it. */
  readonly kind: string;
  /** `tcp://host:port`, `tls://host:port`, or a base address that begins with http; no trailing slash. */
  readonly address: string;
  readonly credentials: CredentialNames;
  readonly limits: SystemLimits;
  /** Checked by the adapter of its kind. */
  readonly settings: unknown;
}

/**
 * How a record tells that it was typed in for one interlibrary loan, beside what its kind of system has for it. Patterns are regular
 * expressions (`textPattern`); a list that the file gives stands in the place of the usual one.
 */
export interface InterlibraryRules {
  /** Of the title, 245: such a record is hidden. */
  readonly titles?: readonly string[] | undefined;
  /** Of a note, 500, 590 or 599 $a: the same. */
  readonly notes?: readonly string[] | undefined;
  /** Of a title of which only a person can say: it is shown, and listed for its library. */
  readonly doubtful?: readonly string[] | undefined;
  /** A tag and a subfield, as `942$c`: what stands there hides the record, whatever else it says. */
  readonly fields?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** One running library system, as the region file describes it. `settings` is checked by the adapter of its kind. */
export interface SystemConfig {
  readonly id: SystemId;
  readonly name: string;
  readonly kind: string;
  /** Base address, no trailing slash; empty for a kind of system that has none. */
  readonly address: string;
  /** Base address of the adapter server that stands beside it, no trailing slash; without it, this process asks itself. */
  readonly adapterServer?: string | undefined;
  /** IANA name of the zone that the system's own clock runs in. */
  readonly timeZone: string;
  readonly credentials: CredentialNames;
  readonly owners: readonly OwnerCode[];
  /** Where staff see a record or a copy in the system's own client: addresses with `{record}` and `{item}` in them. */
  readonly staffLinks?: { readonly record: string; readonly item?: string | undefined } | undefined;
  readonly limits: SystemLimits;
  readonly harvest: HarvestPlan;
  /** Absent if the file says nothing: then what is usual holds. */
  readonly interlibrary?: InterlibraryRules | undefined;
  /** Folder of the region file, where paths in the settings begin; absent where the region came from no file. */
  readonly directory?: string | undefined;
  readonly settings: unknown;
  /** True where renewals and holds are wanted although no running system of the make has been seen; false if absent. */
  readonly experimentalWrites?: boolean | undefined;
  /** Absent where one protocol tells everything that is told. */
  readonly live?: LivePart | undefined;
  /** The preset of which the settings are, where the file names one; `kind` is then the kind that reads it. */
  readonly preset?: string | undefined;
  /** Paths of the values that are the preset's and not the file's, as `settings.copies.tag`. */
  readonly fromPreset?: readonly string[] | undefined;
}

/** What somebody who signed in may be, the role that may do least first; everybody else is the public. */
export const SIGNED_IN_ROLES = ['patron', 'staff', 'migration', 'operator'] as const;
export type SignedInRole = (typeof SIGNED_IN_ROLES)[number];

/** An OpenID provider whose tokens are believed. Words are its own, compared as written. */
export interface IdentityIssuer {
  /** As its tokens name it (`iss`). */
  readonly issuer: string;
  /** The address by which this region first knew it: of that the pseudonyms of its people are made. */
  readonly formerly?: string | undefined;
  /** What its tokens for this graph are meant for (`aud`); one of them is enough. */
  readonly audiences: readonly string[];
  /** Where its keys are; null if its discovery document is to say. */
  readonly jwksUri: string | null;
  /** The claim that holds its words for roles; a path has dots between. Null if everybody is a patron. */
  readonly rolesClaim: string | null;
  readonly roles: ReadonlyMap<string, SignedInRole>;
  /** The claim that holds its words for the libraries that a member of staff works for. */
  readonly librariesClaim: string | null;
  readonly libraries: ReadonlyMap<string, LibraryId>;
  /** The issuer of the demonstration, which lets anybody in as anybody. */
  readonly development: boolean;
}

export interface Region {
  readonly id: string;
  readonly name: string;
  /** What a request may take where the caller names no budget, in milliseconds. */
  readonly budgetMs: number;
  /** `YYYY-MM-DD`: days on which no library is open, whatever its week. */
  readonly bankHolidays?: readonly string[] | undefined;
  readonly networks: readonly Network[];
  readonly organisations: readonly Organisation[];
  readonly libraries: readonly Library[];
  readonly systems: readonly SystemConfig[];
  /** Which systems libraries have left by a switch: their old ids go on standing for the new ones. None if absent. */
  readonly moved?: readonly { readonly library: LibraryId; readonly system: SystemId }[] | undefined;
  /** Whose tokens say who somebody is; with none, everybody is the public but for keys. */
  readonly issuers: readonly IdentityIssuer[];
  /** What is passed on to discovery systems; nothing is if the file does not say. */
  readonly feeds?: FeedRules | undefined;
}
