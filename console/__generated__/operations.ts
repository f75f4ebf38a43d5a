/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Whether a library has a part of a serial. */
export type Coverage =
  /** Its holding statements do not cover it. */
  | 'NO'
  /** It has no holding statements, or they cannot be read for certain. */
  | 'UNKNOWN'
  /** Its holding statements cover it. */
  | 'YES';

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
  /** It has it online only, for its own readers. */
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

/** What one library requests from another. */
export type Supply =
  /** A copy of an article: journals are not lent. */
  | 'COPY'
  /** The item itself, on loan. */
  | 'LOAN';

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
  sort?: SearchSort | null | undefined;
  after?: string | null | undefined;
}>;


export type FindQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean, readonly searchedInstead: string | null, readonly didYouMean: string | null, readonly wordsLeftOut: ReadonlyArray<string>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly publisher: string | null, readonly format: Format, readonly holdings: ReadonlyArray<{ readonly library: { readonly id: string } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly facets: ReadonlyArray<{ readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }> } | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly libraries: ReadonlyArray<{ readonly id: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean } | null };

export type LendersQueryVariables = Exact<{
  id: string;
  asked: boolean;
  for: string;
  year?: number | null | undefined;
  volume?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type LendersQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly edition: { readonly id: string, readonly title: string, readonly format: Format, readonly lenders?: { readonly totalCount: number, readonly supply: Supply, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly rank: number, readonly covers: Coverage | null, readonly openNow: boolean | null, readonly opensOn: string | null, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }>, readonly holdings: ReadonlyArray<{ readonly online: boolean | null, readonly callNumbers: ReadonlyArray<string>, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null } | null }> }>, readonly excluded: ReadonlyArray<{ readonly library: { readonly id: string, readonly name: string }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }> }>, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> } | null } | null };

export type LibraryQueryVariables = Exact<{
  id: string;
}>;


export type LibraryQuery = { readonly region: { readonly name: string, readonly bankHolidays: ReadonlyArray<string> } | null, readonly library: { readonly id: string, readonly name: string, readonly holdingsCount: number, readonly timeZone: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly network: { readonly name: string } | null, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }>, readonly organisations: ReadonlyArray<{ readonly name: string }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null }>, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability> }, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly problem: string | null, readonly running: boolean } | null } | null };

export type RegionNameQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionNameQuery = { readonly region: { readonly name: string } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly role: ViewerRole, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

export type SystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null };

export type CopiesQueryVariables = Exact<{
  id: string;
  libraries: ReadonlyArray<string> | string;
}>;


export type CopiesQuery = { readonly edition: { readonly holdings: ReadonlyArray<{ readonly id: string, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly holdQueueAtLeast: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string, readonly at: string | null } | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly state: FactState | null, readonly asOf: string | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly reason: { readonly code: ReasonCode } | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null } | null }> } | null };

export type TitleQueryVariables = Exact<{
  id: string;
}>;


export type TitleQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly edition: { readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string>, readonly subjects: ReadonlyArray<{ readonly heading: string }>, readonly links: ReadonlyArray<{ readonly url: string, readonly label: string | null }>, readonly work: { readonly editions: ReadonlyArray<{ readonly id: string, readonly title: string, readonly editionStatement: string | null, readonly publishedYear: number | null, readonly format: Format }> } | null, readonly holdings: ReadonlyArray<{ readonly id: string, readonly online: boolean | null, readonly callNumbers: ReadonlyArray<string>, readonly catalogueUrl: string | null, readonly sites: ReadonlyArray<{ readonly name: string }>, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly system: { readonly id: string } } }> } | null };

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

export const FindDocument = new TypedDocumentString(`
    query Find($query: String!, $filter: SearchFilter, $sort: SearchSort, $after: String) {
  region {
    name
    incomplete {
      system {
        id
        name
      }
      why
      since
    }
  }
  search(query: $query, filter: $filter, sort: $sort, first: 20, after: $after) {
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
    incomplete {
      system {
        id
        name
      }
      why
      since
    }
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
export const LendersDocument = new TypedDocumentString(`
    query Lenders($id: ID!, $asked: Boolean!, $for: ID!, $year: Int, $volume: String, $after: String) {
  region {
    name
    libraries {
      id
      name
    }
  }
  edition(id: $id) {
    id
    title
    format
    lenders(for: $for, year: $year, volume: $volume, first: 20, after: $after) @include(if: $asked) {
      totalCount
      supply
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        rank
        library {
          id
          name
          contact {
            telephone
            email
            website
          }
        }
        reasons {
          code
          words
        }
        covers
        openNow
        opensOn
        holdings {
          online
          callNumbers
          statements {
            text
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
            earliestDue {
              on
            }
          }
        }
      }
      excluded {
        library {
          id
          name
        }
        reasons {
          code
          words
        }
      }
      incomplete {
        system {
          id
          name
        }
        why
        since
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LendersQuery, LendersQueryVariables>;
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
    memberships {
      phase
      since
      system {
        id
        name
      }
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
      opensNext
      closesAt
      closures {
        from
        to
        note
      }
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
    incomplete {
      system {
        id
        name
      }
      why
      since
    }
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
export const CopiesDocument = new TypedDocumentString(`
    query Copies($id: ID!, $libraries: [ID!]!) {
  edition(id: $id) {
    holdings(libraries: $libraries) {
      id
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
    `) as unknown as TypedDocumentString<CopiesQuery, CopiesQueryVariables>;
export const TitleDocument = new TypedDocumentString(`
    query Title($id: ID!) {
  region {
    name
    incomplete {
      system {
        id
        name
      }
      why
      since
    }
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
      sites {
        name
      }
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
        system {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TitleQuery, TitleQueryVariables>;