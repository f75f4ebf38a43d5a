/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** What can happen to an edition. */
export type EditionChangeKind =
  /** It is new, or says something else than before. */
  | 'CHANGED'
  /** It is gone: no library that passes its records on has it any more. */
  | 'DELETED'
  /** It is gone: its records are in another edition. */
  | 'MERGED'
  /** Some of its records are in other editions now; it is gone if none was left. */
  | 'SPLIT';

/** An identifier of an edition. Give exactly one of its fields. */
export type EditionKey = {
  /** Barcode of an item. */
  readonly barcode?: string | null | undefined;
  /** DOI, bare or as an address. */
  readonly doi?: string | null | undefined;
  /** Id of an edition; if it was merged into another, that one is meant. */
  readonly id?: string | null | undefined;
  /**
   * ISBN of 10 or 13 digits, with or without hyphens. One that a record names for a volume of its set, its other form, or as cancelled finds
   * nothing here; `search` finds it.
   */
  readonly isbn?: string | null | undefined;
  /** ISSN, with or without hyphen. */
  readonly issn?: string | null | undefined;
  /** Id of the title at the National Library of Medicine. */
  readonly nlmId?: string | null | undefined;
  /** OCLC number, with or without its prefix. */
  readonly oclcNumber?: string | null | undefined;
  /** Id of a bibliographic record. */
  readonly record?: string | null | undefined;
};

/** How far a live fact can be trusted. */
export type FactState =
  /** It was so at `asOf`, as the system stated; it cannot confirm it now, or its library does not lend from it now. */
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

/** How a holding is known. */
export type HoldingBasis =
  /** Items: copies with a barcode or number of their own. */
  | 'ITEMS'
  /** A link for its readers. */
  | 'LINK'
  /** An order that has not arrived. */
  | 'ORDER'
  /** Only the record in the library's catalogue. */
  | 'RECORD_ONLY'
  /** A statement of what is held. */
  | 'STATEMENT'
  /** A subscription of the library. */
  | 'SUBSCRIPTION';

/** Reasons why records of a system are missing from the index. */
export type IndexGapReason =
  /** No record of the system has been harvested yet. */
  | 'NEVER_HARVESTED'
  /**
   * The first harvest has not finished, or the region file changed how the system's records are read: what it hides is
   * hidden already, what it newly shows appears as the records are read again.
   */
  | 'PARTIAL'
  /** The last complete harvest is older than the region file allows. */
  | 'STALE'
  /** Some records could not be read: they are missing, or only some of their fields are known. */
  | 'UNREADABLE';

/** Reasons for the order of lenders: the first seven are for libraries that can be asked, the others for those that cannot. */
export type LendingReasonCode =
  /** It is closed for a period that includes its next opening day. */
  | 'CLOSED'
  /** Its holding statements do not say, or cannot be read. */
  | 'COVERAGE_UNKNOWN'
  /** Its holding statements cover the part requested. */
  | 'COVERED'
  /** It is asked only when no other library is left. */
  | 'LAST_RESORT'
  /** Its holding statements were read completely and do not cover the part requested. */
  | 'NOT_COVERED'
  /** Its network is none of those that the requesting library's network asks. */
  | 'NOT_ON_ROTA'
  /** It lends nothing, or supplies no copies, to other libraries. */
  | 'NOT_SUPPLIED'
  /** It has no copies yet, or none any more. */
  | 'NO_COPY'
  /** The requesting library is in no network, so there is no order of networks. */
  | 'NO_ROTA'
  /** It has it online only: for its own readers, and whether a copy may be sent is a matter of its licence. */
  | 'ONLINE_ONLY'
  /** Its network is one of those that the requesting library's network asks. */
  | 'ON_ROTA'
  /** It is closed on the requested day, by its weekly hours or for a bank holiday, and opens soon after. */
  | 'OPENS_LATER'
  /** It is the requesting library. */
  | 'OWN_LIBRARY'
  /** It lends in the same network as the requesting library. */
  | 'OWN_NETWORK'
  /** It lends inside its own network only. */
  | 'OWN_NETWORK_ONLY'
  /** It lends inside the region only. */
  | 'OWN_REGION_ONLY';

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
  /** The answer could not be read, or cannot be right. */
  | 'BAD_ANSWER'
  /** The system failed so often that it is not asked for a while. */
  | 'CIRCUIT_OPEN'
  /** The library does not lend from this system while it moves to another: what it lends and takes back is not told there. */
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

/** A loan to renew. */
export type RenewLoanInput = {
  /**
   * A string that the caller creates for each request, so that repeating the request renews only once; at most 255
   * characters, valid for one day. Without it, the same request within ten minutes of a successful one gives the same
   * answer.
   */
  readonly idempotencyKey?: string | null | undefined;
  /** Id of the loan. */
  readonly loan: string;
};

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
  /**
   * True: only editions of which a copy was in its place when its system last told, at harvest or in an answer since; of `libraries`, if
   * those are given. It says nothing of now: a copy may have been lent or have come back. Systems that do not tell how copies stand, copies
   * of a library that does not lend from the system, and what is read online let nothing through. See `EditionConnection.lastKnownFrom`, and ask `availableNow` or `Holding.availability` of the page. Default: no
   * such limit.
   */
  readonly lastKnownIn?: boolean | null | undefined;
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

/** Order of search results. */
export type SearchSort = {
  /** The sort key. Default: RELEVANCE. */
  readonly by?: SearchSortKey | null | undefined;
  /**
   * Ids of libraries whose holdings come first ("my library first"), with every sort key: the key orders what they hold, then
   * what they do not. Nothing is left out.
   */
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  /** Ids of networks whose libraries' holdings come first, together with those of `libraries`. */
  readonly networks?: ReadonlyArray<string> | null | undefined;
  /** Ids of sites whose copies come first, together with the holdings of `libraries`. */
  readonly sites?: ReadonlyArray<string> | null | undefined;
};

/** Sort keys of a search. */
export type SearchSortKey =
  /** Year of publication, the latest first; editions without a year come last. */
  | 'NEWEST'
  /** How well it matches the query: title before creators before subjects before other words. */
  | 'RELEVANCE'
  /** Title, without its leading article. */
  | 'TITLE';

export type ChangesQueryVariables = Exact<{
  since?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type ChangesQuery = { readonly changes: { readonly end: string | null, readonly complete: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: EditionChangeKind, readonly deleted: boolean, readonly datestamp: string, readonly edition: { readonly title: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type FindCopiesQueryVariables = Exact<{
  by: ReadonlyArray<EditionKey> | EditionKey;
  libraries?: ReadonlyArray<string> | string | null | undefined;
}>;


export type FindCopiesQuery = { readonly editions: ReadonlyArray<{ readonly editions: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly holdings: ReadonlyArray<{ readonly id: string, readonly basis: HoldingBasis, readonly online: boolean | null, readonly catalogueUrl: string | null, readonly callNumbers: ReadonlyArray<string>, readonly library: { readonly id: string, readonly name: string }, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string, readonly at: string | null } | null } | null }> }>, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly system: { readonly name: string } }> } | null> | null };

export type LendersQueryVariables = Exact<{
  edition: string;
  for: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LendersQuery = { readonly edition: { readonly title: string, readonly lenders: { readonly nodes: ReadonlyArray<{ readonly rank: number, readonly openNow: boolean | null, readonly library: { readonly id: string, readonly name: string }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type LibrariesQueryVariables = Exact<{ [key: string]: never; }>;


export type LibrariesQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly system: { readonly id: string, readonly name: string } }> } | null };

export type MyAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyAccountsQuery = { readonly me: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly library: { readonly name: string }, readonly facts: { readonly state: FactState, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly loans: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly overdue: boolean | null, readonly due: { readonly on: string } | null }> | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly title: string | null }> | null } | null }> | null } | null };

export type RenewLoanMutationVariables = Exact<{
  input: RenewLoanInput;
}>;


export type RenewLoanMutation = { readonly renewLoan: { readonly outcome: Outcome, readonly loan: { readonly id: string, readonly due: { readonly on: string } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type SearchQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  sort?: SearchSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly totalCount: number, readonly approximate: boolean, readonly wordsLeftOut: ReadonlyArray<string>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly format: Format }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

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

export const ChangesDocument = new TypedDocumentString(`
    query Changes($since: String, $first: Int) {
  changes(since: $since, first: $first) {
    nodes {
      id
      kind
      deleted
      datestamp
      edition {
        title
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    end
    complete
  }
}
    `) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const FindCopiesDocument = new TypedDocumentString(`
    query FindCopies($by: [EditionKey!]!, $libraries: [ID!]) {
  editions(by: $by) {
    editions {
      id
      title
      creators
      publishedYear
      holdings(libraries: $libraries) {
        id
        library {
          id
          name
        }
        basis
        online
        catalogueUrl
        callNumbers
        availability {
          state
          asOf
          reason {
            code
            message
          }
          itemCount
          recordGone
          availableCount
          unknownCount
          earliestDue {
            on
            at
          }
        }
      }
    }
    incomplete {
      system {
        name
      }
      why
    }
  }
}
    `) as unknown as TypedDocumentString<FindCopiesQuery, FindCopiesQueryVariables>;
export const LendersDocument = new TypedDocumentString(`
    query Lenders($edition: ID!, $for: ID!, $first: Int, $after: String) {
  edition(id: $edition) {
    title
    lenders(for: $for, first: $first, after: $after) {
      nodes {
        rank
        library {
          id
          name
        }
        openNow
        reasons {
          code
          words
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LendersQuery, LendersQueryVariables>;
export const LibrariesDocument = new TypedDocumentString(`
    query Libraries {
  region {
    name
    libraries {
      id
      name
      system {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LibrariesQuery, LibrariesQueryVariables>;
export const MyAccountsDocument = new TypedDocumentString(`
    query MyAccounts {
  me {
    accounts {
      id
      library {
        name
      }
      facts {
        state
        reason {
          code
          message
        }
        loans {
          id
          title
          due {
            on
          }
          overdue
        }
        holds {
          id
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyAccountsQuery, MyAccountsQueryVariables>;
export const RenewLoanDocument = new TypedDocumentString(`
    mutation RenewLoan($input: RenewLoanInput!) {
  renewLoan(input: $input) {
    outcome
    loan {
      id
      due {
        on
      }
    }
    refusal {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RenewLoanMutation, RenewLoanMutationVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($query: String!, $filter: SearchFilter, $sort: SearchSort, $first: Int, $after: String) {
  search(
    query: $query
    filter: $filter
    sort: $sort
    first: $first
    after: $after
  ) {
    nodes {
      id
      title
      creators
      publishedYear
      format
    }
    totalCount
    approximate
    wordsLeftOut
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;