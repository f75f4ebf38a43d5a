/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What people can change in Mercia. */
export type ActionKind =
  /** A key was revoked. */
  | 'KEY_REVOKED'
  /** Rejects of a system were to be read again. */
  | 'REJECTS_RETRIED'
  /** Old entries were removed; the note says how many. */
  | 'RETENTION'
  /** It was ruled whether two records are one edition. */
  | 'RULING_MADE'
  /** A ruling was taken back. */
  | 'RULING_REMOVED';

/** What staff do with accounts. */
export type AuditAction =
  /** An erasure of what is kept about a patron. */
  | 'ERASE'
  /** An export of what is kept about a patron. */
  | 'EXPORT'
  /** A link of an account to a patron. */
  | 'LINK'
  /** An access to an account. */
  | 'LOOK'
  /** The move of a link from one patron to another. */
  | 'MOVE_LINK'
  /** The removal of entries past the retention time of their library; the note says how many. */
  | 'RETENTION';

/** Whether a host is asked. */
export type BreakerState =
  /** It is asked. */
  | 'CLOSED'
  /** It failed, and the next question finds out whether it is back. */
  | 'HALF_OPEN'
  /** It failed several times in a row and is not asked. */
  | 'OPEN';

/** What a library system can do. */
export type Capability =
  /** Cancelling of holds. */
  | 'CANCEL_HOLD'
  /** Lists of codes with their labels: branches, locations, item types, categories of patrons. */
  | 'CODE_LISTS'
  /** Records that changed since the last harvest. */
  | 'HARVEST_CHANGES'
  /** All its records, for the index. */
  | 'HARVEST_FULL'
  /** Holding statements of serials. */
  | 'HOLDING_STATEMENTS'
  /** Length of the queue for a title. */
  | 'HOLD_QUEUE'
  /** Live status of items. */
  | 'LIVE_ITEMS'
  /** Loan counts, for reports. */
  | 'LOAN_COUNTS'
  /** Rules of lending. */
  | 'LOAN_POLICIES'
  /** Loans and holds that are open, with a token for the reader. */
  | 'OPEN_LOANS'
  /** A reader's account. */
  | 'PATRON_ACCOUNT'
  /** Placing of holds. */
  | 'PLACE_HOLD'
  /** Reader tokens, to find the same person at two systems. */
  | 'READER_TOKENS'
  /** Renewal of loans. */
  | 'RENEW'
  /** A check of a reader's card and PIN. */
  | 'VERIFY_PATRON';

/** Schemes of classification. */
export type ClassScheme =
  /** The Dewey Decimal Classification. */
  | 'DEWEY'
  /** The Library of Congress Classification. */
  | 'LCC'
  /** A library's own scheme. */
  | 'LOCAL'
  /** The classification of the National Library of Medicine. */
  | 'NLM'
  /** A scheme that the record does not name. */
  | 'UNKNOWN'
  /** The Wessex classification of NHS libraries. */
  | 'WESSEX';

/**
 * Class marks of one scheme that begin alike. Capitals and blanks do not matter: `WG120` is `WG 120`. A number counts as a
 * whole, so that `WG 12` is not the beginning of `WG 120`, only of `WG 12.5`; Dewey numbers begin alike digit by digit.
 */
export type ClassmarkRange = {
  /** How they begin: `WG`, `WG 120`, `616.1`. An empty text is every mark of the scheme. At most 100 characters. */
  readonly prefix: string;
  /** The scheme. */
  readonly scheme: ClassScheme;
};

/** How a job stands. */
export type ComparisonJobState =
  /** Somebody ended it. */
  | 'CANCELLED'
  /** It is done. */
  | 'DONE'
  /** It could not be done: see `problem`. */
  | 'FAILED'
  /** It is being done. */
  | 'RUNNING'
  /** Nobody has begun. */
  | 'WAITING';

/** Properties by which search results are counted. */
export type FacetField =
  /** Format of the edition. */
  | 'FORMAT'
  /** Languages of the text. */
  | 'LANGUAGE'
  /** Libraries that hold it; an edition counts once for each. */
  | 'LIBRARY'
  /** Networks with a library that holds it; an edition counts once for each. */
  | 'NETWORK'
  /** Whether it is read online: `true` or `false`. */
  | 'ONLINE'
  /** Sites that keep copies of it; an edition counts once for each. */
  | 'SITE'
  /** Subject headings. */
  | 'SUBJECT'
  /** Year of publication. For `publishedFrom` and `publishedTo`. */
  | 'YEAR';

/** How far a live fact can be trusted. */
export type FactState =
  /** The system stated it earlier, at `asOf`, and cannot confirm it now. */
  | 'LAST_KNOWN'
  /** The system stated it for this answer. */
  | 'LIVE'
  /** This system cannot state it. */
  | 'NOT_SUPPORTED'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN';

/** What kind of thing an edition is. */
export type Format =
  /** A sound recording. */
  | 'AUDIO'
  /** A printed book. */
  | 'BOOK'
  /** A book that is read online. */
  | 'EBOOK'
  /** A journal or other serial that is read online. */
  | 'EJOURNAL'
  /** A printed journal or other serial. */
  | 'JOURNAL'
  /** A kit of several things. */
  | 'KIT'
  /** An object: a model, a bone, a game. */
  | 'OBJECT'
  /** None of these. */
  | 'OTHER'
  /** A report or other grey literature. */
  | 'REPORT'
  /** A thesis or dissertation. */
  | 'THESIS'
  /** The record does not say. */
  | 'UNKNOWN'
  /** Video or film. */
  | 'VIDEO';

/** What a system does not report of a copy. */
export type ItemLimitation =
  /** It may be on the hold shelf: holds could not be seen. */
  | 'HOLD_SHELF_NOT_TOLD'
  /** It may be on its way somewhere: transfers, or some of them, could not be seen. */
  | 'TRANSIT_NOT_TOLD';

/**
 * Status of a copy, not the rule for its use. If several are true, the first of these counts: withdrawn, lost, claimed
 * returned, on loan, on hold shelf, in transit, missing, damaged, in process or on order, available.
 */
export type ItemStatus =
  /** Being bound or repaired. */
  | 'AT_BINDERY'
  /** In its place, or being put back today. */
  | 'AVAILABLE'
  /** Said to be returned by the reader, not found by the library. */
  | 'CLAIMED_RETURNED'
  /** Damaged. */
  | 'DAMAGED'
  /** Arrived and not ready for readers. */
  | 'IN_PROCESS'
  /** On its way between sites, or to the hold shelf. */
  | 'IN_TRANSIT'
  /** In use inside the library. */
  | 'IN_USE_ON_SITE'
  /** Given up by the library. */
  | 'LOST'
  /** Not found where it should be. */
  | 'MISSING'
  /** Waiting for the reader who asked for it. */
  | 'ON_HOLD_SHELF'
  /** Lent to a reader. */
  | 'ON_LOAN'
  /** Ordered and not arrived. */
  | 'ON_ORDER'
  /** Returned and not back in its place yet. */
  | 'RESHELVING'
  /** Not available, for a reason without a value of its own here. */
  | 'UNAVAILABLE'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN'
  /** No longer part of the stock. */
  | 'WITHDRAWN';

/** Rule for the use of a copy, not its state. */
export type ItemUse =
  /** Lent by the hour. */
  | 'HOURLY'
  /** Lent for days or weeks. */
  | 'LOAN'
  /** Read online: there is no physical copy. */
  | 'ONLINE'
  /** Read in the library only. */
  | 'REFERENCE'
  /** Lent to some readers only, or on request. */
  | 'RESTRICTED'
  /** Lent for a shorter time than others. */
  | 'SHORT_LOAN'
  /** Not known. */
  | 'UNKNOWN';

/** Phases of a library at a system. */
export type MovePhase =
  /** A system that is kept to read only. */
  | 'ARCHIVED'
  /** A catalogue that is no longer edited; loans go on. */
  | 'CATALOGUE_FROZEN'
  /** No data is changed until the move is done. */
  | 'FROZEN'
  /** The system in use. */
  | 'LIVE'
  /** A system that the library has left for another. */
  | 'MOVED'
  /** A trial load of the library's data. */
  | 'TEST_LOADED';

/** Purposes of an access to another person's account. */
export type Purpose =
  /** Cleaning up records of readers. */
  | 'DATA_CLEANING'
  /** A reader's question at the desk. */
  | 'DESK_ENQUIRY'
  /** Something that went wrong and must be investigated; requires a note. */
  | 'INCIDENT'
  /** Comparing accounts before and after a move to another system. */
  | 'MOVE_RECONCILIATION'
  /** A reader's question what is kept about them; requires a note. */
  | 'SUBJECT_ACCESS';

/** Reasons why a fact is not fully live. */
export type ReasonCode =
  /** The answer could not be read. */
  | 'BAD_ANSWER'
  /** The system failed so often that it is not asked for a while. */
  | 'CIRCUIT_OPEN'
  /** The system is frozen for a move. */
  | 'FROZEN'
  /** The system cannot say. */
  | 'NOT_SUPPORTED'
  /** The system asked for fewer requests. */
  | 'RATE_LIMITED'
  /** The system refused the credentials, or Mercia lacks a permission there. */
  | 'REFUSED'
  /** No answer in time. */
  | 'TIMEOUT'
  /** The title has more copies than can be checked at once. */
  | 'TOO_MANY_ITEMS'
  /** No connection, or a broken one. */
  | 'UNREACHABLE';

/** How far a wish is that rejects are read again. */
export type RejectRetryState =
  /** It is over: `RejectRetry.outcome` says what came of it. */
  | 'DONE'
  /** The system could not be asked: see `RejectRetry.problem`. What was read until then stays. */
  | 'FAILED'
  /** Records are being fetched. */
  | 'RUNNING'
  /** Nobody who harvests has taken it up yet, or the system is being harvested at the moment. */
  | 'WAITING';

/** Reasons why rejects are not read again. */
export type RetryRejectsRefusalCode =
  /** Somebody asked for it before, and it is not over. */
  | 'ALREADY_ASKED'
  /** Every record of the system that was harvested could be read. */
  | 'NO_REJECTS';

/** Reasons why a key is not revoked. */
export type RevokeApiKeyRefusalCode =
  /** It was revoked before. */
  | 'ALREADY_REVOKED'
  /** There is no key with this id. */
  | 'NO_SUCH_KEY';

/** Filter of a search. An edition must match every field given, and at least one of the values in each field. */
export type SearchFilter = {
  /** Class marks by how they begin, each within its scheme. */
  readonly classmarks?: ReadonlyArray<ClassmarkRange> | null | undefined;
  /** Complete names of creators, as in `Edition.creators`. */
  readonly creators?: ReadonlyArray<string> | null | undefined;
  /** Formats. */
  readonly formats?: ReadonlyArray<Format> | null | undefined;
  /** Languages of the text, ISO 639-2/B codes such as `eng`. */
  readonly languages?: ReadonlyArray<string> | null | undefined;
  /** Ids of libraries that hold it. */
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  /** Ids of networks with a library that holds it. */
  readonly networks?: ReadonlyArray<string> | null | undefined;
  /** Whether it is read online. */
  readonly online?: boolean | null | undefined;
  /** First year of publication, inclusive. Editions without a year are left out. */
  readonly publishedFrom?: number | null | undefined;
  /** Last year of publication, inclusive. Editions without a year are left out. */
  readonly publishedTo?: number | null | undefined;
  /** Ids of sites that keep copies of it. */
  readonly sites?: ReadonlyArray<string> | null | undefined;
  /** Complete subject headings, as in `Subject.heading`. */
  readonly subjects?: ReadonlyArray<string> | null | undefined;
};

/** Roles of callers who signed in. */
export type ViewerRole =
  /** A person or program that plans the move of libraries to another system. */
  | 'MIGRATION'
  /** A person or program that runs this Mercia. */
  | 'OPERATOR'
  /** A person whom an issuer knows: their own accounts, once they are linked. */
  | 'PATRON'
  /** Staff of the libraries in `Viewer.libraries`. */
  | 'STAFF';

/** Days of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

export type FindQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FindQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly name: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly problem: string | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean, readonly searchedInstead: string | null, readonly didYouMean: string | null, readonly wordsLeftOut: ReadonlyArray<string>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly publisher: string | null, readonly format: Format, readonly holdings: ReadonlyArray<{ readonly library: { readonly id: string } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly facets: ReadonlyArray<{ readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }> } | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean } | null };

export type LibraryQueryVariables = Exact<{
  id: string;
}>;


export type LibraryQuery = { readonly region: { readonly name: string, readonly bankHolidays: ReadonlyArray<string> } | null, readonly library: { readonly id: string, readonly name: string, readonly holdingsCount: number, readonly timeZone: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly network: { readonly name: string } | null, readonly organisations: ReadonlyArray<{ readonly name: string }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null }>, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability> }, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly problem: string | null, readonly running: boolean } | null } | null };

export type OperateOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateOverviewQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null, readonly failingSince: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null, readonly hosts: ReadonlyArray<{ readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string } | null }> | null }> } | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null, readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null }> | null, readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null };

export type OperateRejectsQueryVariables = Exact<{
  system?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type OperateRejectsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly harvest: { readonly rejects: number } | null }> } | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null, readonly rejects: { readonly nodes: ReadonlyArray<{ readonly localId: string | null, readonly place: string, readonly reason: string, readonly since: string, readonly system: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OperateRetryRejectsMutationVariables = Exact<{
  system: string;
}>;


export type OperateRetryRejectsMutation = { readonly retryRejects: { readonly retry: { readonly state: RejectRetryState, readonly system: { readonly name: string } } | null, readonly refusal: { readonly code: RetryRejectsRefusalCode, readonly message: string } | null } | null };

export type OperateKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateKeysQuery = { readonly region: { readonly name: string } | null, readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null }> | null };

export type OperateRevokeKeyMutationVariables = Exact<{
  id: string;
}>;


export type OperateRevokeKeyMutation = { readonly revokeApiKey: { readonly apiKey: { readonly name: string, readonly revokedAt: string | null } | null, readonly refusal: { readonly code: RevokeApiKeyRefusalCode, readonly message: string } | null } | null };

export type OperateActionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OperateActionsQuery = { readonly region: { readonly name: string } | null, readonly actions: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly kind: ActionKind, readonly actor: string | null, readonly role: string | null, readonly subject: string, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OperateLooksQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OperateLooksQuery = { readonly region: { readonly name: string } | null, readonly audit: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly action: AuditAction, readonly actor: string, readonly purpose: Purpose | null, readonly note: string | null, readonly refusal: string | null, readonly actorLibraries: ReadonlyArray<{ readonly name: string }>, readonly library: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OperateJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateJobsQuery = { readonly region: { readonly name: string } | null, readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null };

export type OperateCancelJobMutationVariables = Exact<{
  id: string;
}>;


export type OperateCancelJobMutation = { readonly cancelComparisonJob: { readonly job: { readonly state: ComparisonJobState } | null } | null };

export type RetryPartsFragment = { readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null };

export type KeyPartsFragment = { readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null };

export type OperateJobPartsFragment = { readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null };

export type RegionNameQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionNameQuery = { readonly region: { readonly name: string } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly role: ViewerRole, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

export type SystemPageQueryVariables = Exact<{
  id: string;
}>;


export type SystemPageQuery = { readonly region: { readonly name: string } | null, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase, readonly since: string | null, readonly system: { readonly id: string } }> }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly expected: number | null, readonly rejects: number, readonly running: boolean, readonly problem: string | null, readonly failingSince: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null } | null };

export type SystemHostsQueryVariables = Exact<{
  id: string;
}>;


export type SystemHostsQuery = { readonly system: { readonly hosts: ReadonlyArray<{ readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string } | null }> | null } | null };

export type HostPartsFragment = { readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string } | null };

export type SystemProbeQueryVariables = Exact<{
  libraries: ReadonlyArray<string> | string;
}>;


export type SystemProbeQuery = { readonly search: { readonly nodes: ReadonlyArray<{ readonly holdings: ReadonlyArray<{ readonly availability: { readonly state: FactState } | null }> }> } | null };

export type SystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null };

export type TitleQueryVariables = Exact<{
  id: string;
}>;


export type TitleQuery = { readonly region: { readonly name: string } | null, readonly edition: { readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string>, readonly subjects: ReadonlyArray<{ readonly heading: string }>, readonly links: ReadonlyArray<{ readonly url: string, readonly label: string | null }>, readonly work: { readonly editions: ReadonlyArray<{ readonly id: string, readonly title: string, readonly editionStatement: string | null, readonly publishedYear: number | null, readonly format: Format }> } | null, readonly holdings: ReadonlyArray<{ readonly id: string, readonly online: boolean | null, readonly callNumbers: ReadonlyArray<string>, readonly catalogueUrl: string | null, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null }, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly holdQueueAtLeast: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string, readonly at: string | null } | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly state: FactState | null, readonly asOf: string | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly reason: { readonly code: ReasonCode } | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null } | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const RetryPartsFragmentDoc = new TypedDocumentString(`
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
    `, {"fragmentName":"RetryParts"}) as unknown as TypedDocumentString<RetryPartsFragment, unknown>;
export const KeyPartsFragmentDoc = new TypedDocumentString(`
    fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"KeyParts"}) as unknown as TypedDocumentString<KeyPartsFragment, unknown>;
export const OperateJobPartsFragmentDoc = new TypedDocumentString(`
    fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}
    `, {"fragmentName":"OperateJobParts"}) as unknown as TypedDocumentString<OperateJobPartsFragment, unknown>;
export const HostPartsFragmentDoc = new TypedDocumentString(`
    fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
  }
}
    `, {"fragmentName":"HostParts"}) as unknown as TypedDocumentString<HostPartsFragment, unknown>;
export const FindDocument = new TypedDocumentString(`
    query Find($query: String!, $filter: SearchFilter, $after: String) {
  region {
    name
    systems {
      name
      libraries {
        name
      }
      harvest {
        lastCompleteAt
        problem
      }
    }
  }
  search(query: $query, filter: $filter, first: 20, after: $after) {
    totalCount
    approximate
    searchedInstead
    didYouMean
    wordsLeftOut
    nodes {
      id
      title
      creators
      publishedYear
      editionStatement
      publisher
      format
      holdings {
        library {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    facets(fields: [LIBRARY, FORMAT, LANGUAGE], first: 12) {
      field
      values {
        value
        label
        count
        exact
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  region {
    name
    libraries {
      id
    }
    systems {
      id
      name
      libraries {
        name
      }
      harvest {
        lastCompleteAt
        lagSeconds
        records
        rejects
        running
        problem
      }
    }
  }
  search(query: "", first: 0) {
    totalCount
    approximate
  }
}
    `) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const LibraryDocument = new TypedDocumentString(`
    query Library($id: ID!) {
  region {
    name
    bankHolidays
  }
  library(id: $id) {
    id
    name
    network {
      name
    }
    organisations {
      name
    }
    holdingsCount
    timeZone
    openNow
    opensNext
    closesAt
    contact {
      telephone
      email
      website
    }
    address {
      lines
      town
      postcode
    }
    openingHours {
      day
      times {
        opens
        closes
      }
    }
    closures {
      from
      to
      note
    }
    sites {
      id
      name
      openNow
      contact {
        telephone
        email
        website
      }
      address {
        lines
        town
        postcode
      }
      openingHours {
        day
        times {
          opens
          closes
        }
      }
    }
    system {
      id
      name
      capabilities
    }
    harvest {
      lastCompleteAt
      lagSeconds
      problem
      running
    }
  }
}
    `) as unknown as TypedDocumentString<LibraryQuery, LibraryQueryVariables>;
export const OperateOverviewDocument = new TypedDocumentString(`
    query OperateOverview {
  region {
    name
    systems {
      id
      name
      capabilities
      libraries {
        name
      }
      harvest {
        lastCompleteAt
        lagSeconds
        records
        rejects
        running
        problem
        failingSince
      }
      answering {
        lastAnswerAt
        failingSince
        reason {
          code
        }
      }
      hosts {
        ...HostParts
      }
    }
  }
  rejectRetries(first: 200) {
    ...RetryParts
  }
  apiKeys {
    ...KeyParts
  }
  comparisonJobs(first: 50) {
    ...OperateJobParts
  }
}
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}
fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}
fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
  }
}`) as unknown as TypedDocumentString<OperateOverviewQuery, OperateOverviewQueryVariables>;
export const OperateRejectsDocument = new TypedDocumentString(`
    query OperateRejects($system: ID, $after: String) {
  region {
    name
    systems {
      id
      name
      harvest {
        rejects
      }
    }
  }
  rejectRetries(first: 200) {
    ...RetryParts
  }
  rejects(system: $system, first: 50, after: $after) {
    nodes {
      system {
        name
      }
      localId
      place
      reason
      since
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}`) as unknown as TypedDocumentString<OperateRejectsQuery, OperateRejectsQueryVariables>;
export const OperateRetryRejectsDocument = new TypedDocumentString(`
    mutation OperateRetryRejects($system: ID!) {
  retryRejects(input: {system: $system}) {
    retry {
      system {
        name
      }
      state
    }
    refusal {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OperateRetryRejectsMutation, OperateRetryRejectsMutationVariables>;
export const OperateKeysDocument = new TypedDocumentString(`
    query OperateKeys {
  region {
    name
  }
  apiKeys {
    ...KeyParts
  }
}
    fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}`) as unknown as TypedDocumentString<OperateKeysQuery, OperateKeysQueryVariables>;
export const OperateRevokeKeyDocument = new TypedDocumentString(`
    mutation OperateRevokeKey($id: ID!) {
  revokeApiKey(input: {id: $id}) {
    apiKey {
      name
      revokedAt
    }
    refusal {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OperateRevokeKeyMutation, OperateRevokeKeyMutationVariables>;
export const OperateActionsDocument = new TypedDocumentString(`
    query OperateActions($after: String) {
  region {
    name
  }
  actions(first: 50, after: $after) {
    nodes {
      at
      kind
      actor
      role
      subject
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OperateActionsQuery, OperateActionsQueryVariables>;
export const OperateLooksDocument = new TypedDocumentString(`
    query OperateLooks($after: String) {
  region {
    name
  }
  audit(first: 50, after: $after) {
    nodes {
      at
      action
      actor
      actorLibraries {
        name
      }
      library {
        name
      }
      purpose
      note
      refusal
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OperateLooksQuery, OperateLooksQueryVariables>;
export const OperateJobsDocument = new TypedDocumentString(`
    query OperateJobs {
  region {
    name
  }
  comparisonJobs(first: 50) {
    ...OperateJobParts
  }
  rejectRetries(first: 50) {
    ...RetryParts
  }
}
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}`) as unknown as TypedDocumentString<OperateJobsQuery, OperateJobsQueryVariables>;
export const OperateCancelJobDocument = new TypedDocumentString(`
    mutation OperateCancelJob($id: ID!) {
  cancelComparisonJob(input: {id: $id}) {
    job {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<OperateCancelJobMutation, OperateCancelJobMutationVariables>;
export const RegionNameDocument = new TypedDocumentString(`
    query RegionName {
  region {
    name
  }
}
    `) as unknown as TypedDocumentString<RegionNameQuery, RegionNameQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    role
    libraries {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SystemPageDocument = new TypedDocumentString(`
    query SystemPage($id: ID!) {
  region {
    name
  }
  system(id: $id) {
    id
    name
    capabilities
    libraries {
      id
      name
      memberships {
        phase
        since
        system {
          id
        }
      }
    }
    harvest {
      lastCompleteAt
      lagSeconds
      records
      expected
      rejects
      running
      problem
      failingSince
    }
    answering {
      lastAnswerAt
      failingSince
      reason {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SystemPageQuery, SystemPageQueryVariables>;
export const SystemHostsDocument = new TypedDocumentString(`
    query SystemHosts($id: ID!) {
  system(id: $id) {
    hosts {
      ...HostParts
    }
  }
}
    fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
  }
}`) as unknown as TypedDocumentString<SystemHostsQuery, SystemHostsQueryVariables>;
export const SystemProbeDocument = new TypedDocumentString(`
    query SystemProbe($libraries: [ID!]!) {
  search(query: "", filter: {libraries: $libraries}, first: 1) {
    nodes {
      holdings(libraries: $libraries) {
        availability {
          state
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SystemProbeQuery, SystemProbeQueryVariables>;
export const SystemsDocument = new TypedDocumentString(`
    query Systems {
  region {
    name
    systems {
      id
      name
      kind
      capabilities
      libraries {
        id
        name
      }
      harvest {
        lastCompleteAt
        lagSeconds
        records
        rejects
        running
        problem
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SystemsQuery, SystemsQueryVariables>;
export const TitleDocument = new TypedDocumentString(`
    query Title($id: ID!) {
  region {
    name
  }
  edition(id: $id) {
    id
    title
    creators
    publisher
    publishedYear
    editionStatement
    format
    isbns
    issns
    subjects {
      heading
    }
    links {
      url
      label
    }
    work {
      editions {
        id
        title
        editionStatement
        publishedYear
        format
      }
    }
    holdings {
      id
      online
      callNumbers
      catalogueUrl
      statements {
        text
      }
      library {
        id
        name
        contact {
          telephone
          email
          website
        }
      }
      availability {
        state
        asOf
        reason {
          code
          message
        }
        itemCount
        availableCount
        unknownCount
        holdQueueAtLeast
        earliestDue {
          on
          at
        }
        items(first: 50) {
          nodes {
            id
            state
            asOf
            reason {
              code
            }
            status
            limitations
            use
            callNumber
            enumeration
            due {
              on
            }
            currentLocation {
              name
              site {
                name
              }
            }
            permanentLocation {
              name
              site {
                name
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TitleQuery, TitleQueryVariables>;