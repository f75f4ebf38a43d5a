/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Reasons why an account may not be read. */
export type AccessRefusalCode =
  /** The system cannot find a reader by card. */
  | 'CANNOT_FIND'
  /** The system does not say which of its libraries the reader belongs to. */
  | 'LIBRARY_UNKNOWN'
  /** The purpose requires a note. */
  | 'NOTE_REQUIRED'
  /** No such account or card, or an account that can only be found by its card. */
  | 'NOT_FOUND'
  /** The reader belongs to another library, and no agreement shares the account. */
  | 'NOT_YOUR_LIBRARY'
  /** The region has no agreement with the account's library to handle its readers' data. */
  | 'NO_AGREEMENT'
  /** No purpose was given: use `account`, which takes one. */
  | 'PURPOSE_NEEDED'
  /** The agreement does not name this purpose. */
  | 'PURPOSE_NOT_AGREED'
  /** The system does not answer. */
  | 'SYSTEM_UNAVAILABLE';

/** Kinds of blocks. */
export type BlockCode =
  /** The library does not know where the patron lives. */
  | 'ADDRESS_WRONG'
  /** The library barred the account. */
  | 'BARRED'
  /** The card was reported lost. */
  | 'CARD_LOST'
  /** The registration has ended. */
  | 'EXPIRED'
  /** A reason without a value of its own here. */
  | 'OTHER'
  /** More is owed than the library allows. */
  | 'OWES'
  /** More items are on loan than the library allows. */
  | 'TOO_MANY_LOANS'
  /** Too much is overdue. */
  | 'TOO_MANY_OVERDUE';

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

/** Statuses of a hold. */
export type HoldStatus =
  /** Cancelled. */
  | 'CANCELLED'
  /** Expired. */
  | 'EXPIRED'
  /** A copy is on its way. */
  | 'IN_TRANSIT'
  /** Waiting for a copy. */
  | 'QUEUED'
  /** Ready to be collected. */
  | 'READY'
  /** Suspended by the patron or the library. */
  | 'SUSPENDED'
  /** Not known. */
  | 'UNKNOWN';

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

/** Reasons why an account is not linked. */
export type LinkRefusalCode =
  /** It is linked to this patron already. */
  | 'ALREADY_LINKED'
  /**
   * The library's system cannot check a PIN, or does not say which account the card belongs to: staff of the library can
   * link it.
   */
  | 'CANNOT_VERIFY'
  /** It is linked to another sign-in: staff of the library can move it. */
  | 'LINKED_ELSEWHERE'
  /** Too many failures by this patron or for this card: no further try until `retryAt`. */
  | 'LOCKED_OUT'
  /** No such library, or its system does not recognise the card with this PIN. */
  | 'NOT_RECOGNISED'
  /** The reader belongs to another library. */
  | 'NOT_YOUR_LIBRARY'
  /** The region has no agreement with the library to handle its readers' data. */
  | 'NO_AGREEMENT'
  /** The system does not answer; it may be tried again at once. */
  | 'SYSTEM_UNAVAILABLE'
  /** There is no patron with this id. */
  | 'UNKNOWN_PATRON';

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

/** Outcomes of a change. A change that may or may not have happened is neither DONE nor REFUSED. */
export type Outcome =
  /** It happened. */
  | 'DONE'
  /** It did not happen. */
  | 'REFUSED'
  /**
   * It is unknown whether it happened: the system is still working on it, or the connection broke and the system could not
   * be asked afterwards. Repeat the request with the same key: it is never done twice.
   */
  | 'UNKNOWN';

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

/** Kinds of refusals. */
export type RefusalCode =
  /** It has been done already. */
  | 'ALREADY_DONE'
  /** The account may not borrow; `AccountFacts.blocks` says why. */
  | 'BLOCKED'
  /** The library's limit of renewals, loans or holds was reached. */
  | 'LIMIT_REACHED'
  /** There is no such thing, or it belongs to someone else. */
  | 'NOT_FOUND'
  /** No hold can be placed on it. */
  | 'NOT_HOLDABLE'
  /**
   * The system does not permit Mercia to do it, and nothing happened. Trying again does not help until its operators give
   * the permission, which the log and `mercia doctor` name.
   */
  | 'NOT_PERMITTED'
  /** It cannot be renewed at all. */
  | 'NOT_RENEWABLE'
  /** This system cannot do it. */
  | 'NOT_SUPPORTED'
  /** Another reader is waiting for it. */
  | 'ON_HOLD_FOR_OTHER'
  /** A reason without a value of its own here. */
  | 'OTHER'
  /** The library wants it back. */
  | 'RECALLED'
  /** The staff of the library can help. */
  | 'SEE_STAFF'
  /** The system does not answer, and nothing happened. */
  | 'SYSTEM_UNAVAILABLE'
  /** It cannot be renewed yet. */
  | 'TOO_SOON';

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

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { readonly region: { readonly name: string } | null, readonly me: { readonly id: string, readonly accounts: ReadonlyArray<{ readonly id: string, readonly linkedAt: string | null, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase, readonly since: string | null, readonly system: { readonly name: string } }> }, readonly refusal: { readonly code: AccessRefusalCode } | null, readonly facts: { readonly state: FactState, readonly asOf: string | null, readonly expiresOn: string | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly loans: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly overdue: boolean | null, readonly renewals: number | null, readonly due: { readonly on: string, readonly at: string | null } | null, readonly renewable: { readonly possible: boolean | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly enumeration: string | null, readonly status: HoldStatus, readonly queuePosition: number | null, readonly expiresOn: string | null, readonly neededBy: string | null, readonly pickup: { readonly name: string | null, readonly code: string, readonly site: { readonly name: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly charges: ReadonlyArray<{ readonly reason: string | null, readonly raisedOn: string | null, readonly amount: { readonly amount: string, readonly currency: string } }> | null, readonly blocks: ReadonlyArray<{ readonly code: BlockCode, readonly message: string | null }> | null } | null }> | null } | null };

export type RenewOneMutationVariables = Exact<{
  loan: string;
  key: string;
}>;


export type RenewOneMutation = { readonly renewLoan: { readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type RenewAllMutationVariables = Exact<{
  account: string;
  key: string;
}>;


export type RenewAllMutation = { readonly renewAllLoans: { readonly results: ReadonlyArray<{ readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null }> | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type CancelHoldMutationVariables = Exact<{
  hold: string;
  key: string;
}>;


export type CancelHoldMutation = { readonly cancelHold: { readonly outcome: Outcome, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type UnlinkMutationVariables = Exact<{
  account: string;
}>;


export type UnlinkMutation = { readonly unlinkAccount: { readonly patron: { readonly id: string } | null } | null };

export type RenewalFragment = { readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null };

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

export type LinkCardQueryVariables = Exact<{ [key: string]: never; }>;


export type LinkCardQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly patronData: { readonly active: boolean } | null }> } | null, readonly me: { readonly id: string } | null };

export type LinkOwnCardMutationVariables = Exact<{
  library: string;
  card: string;
  pin: string;
}>;


export type LinkOwnCardMutation = { readonly linkAccount: { readonly account: { readonly library: { readonly name: string } } | null, readonly refusal: { readonly code: LinkRefusalCode, readonly retryAt: string | null } | null } | null };

export type RegionNameQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionNameQuery = { readonly region: { readonly name: string } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly role: ViewerRole, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

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
export const RenewalFragmentDoc = new TypedDocumentString(`
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    code
    message
  }
}
    `, {"fragmentName":"Renewal"}) as unknown as TypedDocumentString<RenewalFragment, unknown>;
export const AccountDocument = new TypedDocumentString(`
    query Account {
  region {
    name
  }
  me {
    id
    accounts {
      id
      linkedAt
      library {
        id
        name
        contact {
          telephone
          email
        }
        memberships {
          phase
          since
          system {
            name
          }
        }
      }
      refusal {
        code
      }
      facts {
        state
        asOf
        reason {
          code
          message
        }
        expiresOn
        loans {
          id
          title
          due {
            on
            at
          }
          overdue
          renewals
          renewable {
            possible
            refusal {
              code
              message
            }
          }
          reason {
            code
          }
        }
        holds {
          id
          title
          enumeration
          status
          queuePosition
          pickup {
            name
            code
            site {
              name
            }
          }
          expiresOn
          neededBy
          reason {
            code
          }
        }
        charges {
          amount {
            amount
            currency
          }
          reason
          raisedOn
        }
        blocks {
          code
          message
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const RenewOneDocument = new TypedDocumentString(`
    mutation RenewOne($loan: ID!, $key: String!) {
  renewLoan(input: {loan: $loan, idempotencyKey: $key}) {
    ...Renewal
  }
}
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    code
    message
  }
}`) as unknown as TypedDocumentString<RenewOneMutation, RenewOneMutationVariables>;
export const RenewAllDocument = new TypedDocumentString(`
    mutation RenewAll($account: ID!, $key: String!) {
  renewAllLoans(input: {account: $account, idempotencyKey: $key}) {
    results {
      ...Renewal
    }
    refusal {
      code
      message
    }
  }
}
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    code
    message
  }
}`) as unknown as TypedDocumentString<RenewAllMutation, RenewAllMutationVariables>;
export const CancelHoldDocument = new TypedDocumentString(`
    mutation CancelHold($hold: ID!, $key: String!) {
  cancelHold(input: {hold: $hold, idempotencyKey: $key}) {
    outcome
    refusal {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelHoldMutation, CancelHoldMutationVariables>;
export const UnlinkDocument = new TypedDocumentString(`
    mutation Unlink($account: ID!) {
  unlinkAccount(input: {account: $account}) {
    patron {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UnlinkMutation, UnlinkMutationVariables>;
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
export const LinkCardDocument = new TypedDocumentString(`
    query LinkCard {
  region {
    name
    libraries {
      id
      name
      patronData {
        active
      }
    }
  }
  me {
    id
  }
}
    `) as unknown as TypedDocumentString<LinkCardQuery, LinkCardQueryVariables>;
export const LinkOwnCardDocument = new TypedDocumentString(`
    mutation LinkOwnCard($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: {library: $library, card: $card, pin: $pin}) {
    account {
      library {
        name
      }
    }
    refusal {
      code
      retryAt
    }
  }
}
    `) as unknown as TypedDocumentString<LinkOwnCardMutation, LinkOwnCardMutationVariables>;
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