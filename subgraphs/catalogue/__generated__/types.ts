export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A day: `2026-01-31`. */
  Date: { input: string; output: string; }
  /** A moment in RFC 3339 form, UTC: `2026-01-31T09:30:00Z`. */
  DateTime: { input: string; output: string | Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Something that somebody changed in Mercia: written down together with the change, and never altered. */
export type Action = {
  readonly __typename?: 'Action';
  /**
   * Who did it: the pseudonym of a person or program, the same at each sign-in. Null at the command line, where nobody signs
   * in.
   */
  readonly actor?: Maybe<Scalars['String']['output']>;
  /** When it was changed. */
  readonly at: Scalars['DateTime']['output'];
  /** Id of the entry. */
  readonly id: Scalars['ID']['output'];
  /** What was done. */
  readonly kind: ActionKind;
  /** What the actor wrote about it; null if nothing. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The actor's role at that moment; null at the command line. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** What was changed: the id of a system or a key, or two records. */
  readonly subject: Scalars['String']['output'];
};

/** A page of what people have changed. */
export type ActionConnection = {
  readonly __typename?: 'ActionConnection';
  /** The changes of this page, newest first. */
  readonly edges: ReadonlyArray<ActionEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Action>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A change of a page. */
export type ActionEdge = {
  readonly __typename?: 'ActionEdge';
  /** Opaque cursor of this change, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: Action;
};

/** What people can change in Mercia. */
export type ActionKind =
  /** An open decision was changed; the subject is its number. */
  | 'DECISION_CHANGED'
  /** A decision was raised; the subject is its number. */
  | 'DECISION_RAISED'
  /** A decision was taken; the subject is its number. */
  | 'DECISION_TAKEN'
  /** Rows of a snapshot were saved. The subject is the snapshot and what was saved of it; the note is the format. */
  | 'EXPORTED'
  /** A key was revoked. */
  | 'KEY_REVOKED'
  /** It was decided what codes become; the subject is the snapshot whose codes they are, the note says how many. */
  | 'MAPPINGS_CHANGED'
  /** A step of a library's move was asked for. The subject names the library, both systems, and the two phases. */
  | 'PHASE_ASKED'
  /** A step of a library's move was confirmed, and taken. */
  | 'PHASE_CONFIRMED'
  /** A step of a library's move was withdrawn. */
  | 'PHASE_WITHDRAWN'
  /** A record that stayed hidden as one of an interlibrary loan, or was doubtful, may be shown. */
  | 'RECORD_RELEASED'
  /**
   * A changed region file was taken into use. The subject names the file and the beginning of its digest, the note the keys that changed, without
   * their values, and whose file it was.
   */
  | 'REGION_FILE_CHANGED'
  /** Rejects of a system were to be read again. */
  | 'REJECTS_RETRIED'
  /** Old entries were removed; the note says how many. */
  | 'RETENTION'
  /** Staff who had asked for a ruling were answered; the note is the answer. */
  | 'RULING_ANSWERED'
  /** Staff of a library asked for a ruling. The subject is the two records, the note what they think and why. */
  | 'RULING_ASKED'
  /** It was ruled whether two records are one edition. */
  | 'RULING_MADE'
  /** A ruling was taken back. */
  | 'RULING_REMOVED'
  /** A snapshot was dropped; the subject is its name. */
  | 'SNAPSHOT_DROPPED'
  /** A snapshot was asked for; the subject is its name. */
  | 'SNAPSHOT_TAKEN'
  /** A record was taken back after it had been public. */
  | 'TAKEN_BACK';

/** A postal address. */
export type Address = {
  readonly __typename?: 'Address';
  /** Country, in words; null if it is not given. */
  readonly country?: Maybe<Scalars['String']['output']>;
  /** Building and street, a line each. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** Postcode; null if it is not given. */
  readonly postcode?: Maybe<Scalars['String']['output']>;
  /** Town; null if it is not given. */
  readonly town?: Maybe<Scalars['String']['output']>;
};

/** A code of a library in some scheme. */
export type Alias = {
  readonly __typename?: 'Alias';
  /** The scheme of the code. */
  readonly scheme: AliasScheme;
  /** The code. */
  readonly value: Scalars['String']['output'];
};

/** Schemes of library codes. */
export type AliasScheme =
  /** The Health Library and Information Services Directory. */
  | 'HLISD'
  /** The International Standard Identifier for Libraries, ISO 15511. */
  | 'ISIL'
  /** The code of NHS libraries. */
  | 'NHS_LIBRARY_CODE'
  /** The Organisation Data Service. */
  | 'ODS'
  /** An OpenAthens organisation. */
  | 'OPENATHENS_ORGANISATION'
  /** Another scheme. */
  | 'OTHER'
  /** A branch code of its own system. */
  | 'SYSTEM_BRANCH';

/** What whoever decides says to staff who asked. */
export type AnswerRulingRequestInput = {
  /** The answer, in 1 to 1,000 characters. Whoever asked reads it. */
  readonly answer: Scalars['String']['input'];
  /** Id of the request. */
  readonly id: Scalars['ID']['input'];
};

/** A key by which a program signs in. The key itself is kept nowhere. */
export type ApiKey = {
  readonly __typename?: 'ApiKey';
  /** When it ends by itself; null if it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The part of the key that may be shown. */
  readonly id: Scalars['ID']['output'];
  /** When it was made. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** What it is for, as whoever made it wrote. */
  readonly name: Scalars['String']['output'];
  /** When it was revoked; null if it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it may do in the graph: `public`, `migration` or `operator`. Null for a key of one service. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** The one service of the feeds that it opens: `rtac` or `daia`. Null for a key of the graph. */
  readonly service?: Maybe<Scalars['String']['output']>;
};

/** One system's description of a title, as the system gave it. */
export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  /** Whether its system has deleted it. */
  readonly deleted: Scalars['Boolean']['output'];
  /** The edition that it belongs to; null if it has not been assigned yet. */
  readonly edition?: Maybe<Edition>;
  /** Ids that it had in systems that its library has left; empty until a library moves. */
  readonly formerly: ReadonlyArray<Scalars['ID']['output']>;
  /** When it was last harvested. */
  readonly harvestedAt: Scalars['DateTime']['output'];
  /** Stable id of the record in its system. */
  readonly id: Scalars['ID']['output'];
  /** The system's own id of the record. */
  readonly localId: Scalars['String']['output'];
  /** The record's public fields; fields for staff, of local use or about people are left out. Null if it cannot be read. */
  readonly marc?: Maybe<Marc>;
  /** The system that it came from. */
  readonly system: LibrarySystem;
  /** Title; null if the record has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Who may see it. */
  readonly visibility: Visibility;
};

/** An entry of a list. */
export type BrowseEntry = {
  readonly __typename?: 'BrowseEntry';
  /** Editions that have it at this moment; never 0. */
  readonly count: Scalars['Int']['output'];
  /** The scheme of the class mark; null in other lists. */
  readonly scheme?: Maybe<ClassScheme>;
  /** The name, the heading or the class mark. */
  readonly term: Scalars['String']['output'];
};

/** Lists to browse. */
export type BrowseList =
  /** Persons and bodies that made an edition, by name. */
  | 'AUTHOR'
  /** Class marks of one scheme, in the order of that scheme. */
  | 'CLASSMARK'
  /** Complete subject headings. */
  | 'SUBJECT';

/** A part of a list. */
export type BrowsePage = {
  readonly __typename?: 'BrowsePage';
  /** Cursor of the entries after these; null if these are the last. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** Cursor of the entries before these; null if these are the first. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** The entries, in the order of the list. */
  readonly entries: ReadonlyArray<BrowseEntry>;
  /**
   * The place in `entries` of the first one that is not before the text that was asked for: that text itself if it is in the
   * list. The number of entries, if all are before it.
   */
  readonly position: Scalars['Int']['output'];
};

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
  /** What readers owe, charge by charge, with a token for the reader. */
  | 'OPEN_CHARGES'
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

/** A page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /**
   * Whether every edition is in the list as it is to be. False while the first publication is under way, or all editions
   * are published again because the region file changed: the rest follows at the end of the list.
   */
  readonly complete: Scalars['Boolean']['output'];
  /** The changes of this page, in the order in which they were published. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /**
   * Where the whole list ended when this was answered. Who has read the last page has everything up to there, and asks for
   * changes `since` there next time. Null before anything was published.
   */
  readonly end?: Maybe<Scalars['String']['output']>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<EditionChange>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A change of a page. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** Opaque cursor of this change, for `since`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: EditionChange;
};

/** An edition's circulation at one library. */
export type CirculationAtLibrary = {
  readonly __typename?: 'CirculationAtLibrary';
  /** Its numbers. */
  readonly figures: CirculationFigures;
  /** The library that owns the copies; for holds, the one where they are collected. */
  readonly library: Library;
};

/** A number that may be hidden: 1 to 4 could identify a person. */
export type CirculationCount = {
  readonly __typename?: 'CirculationCount';
  /** A lower bound of the number; null when unknown. */
  readonly atLeast?: Maybe<Scalars['Int']['output']>;
  /** Whether it is known but hidden: it is small, or it is a total from which a small number could be worked out. */
  readonly suppressed: Scalars['Boolean']['output'];
  /** The number; null if it is hidden or unknown. */
  readonly value?: Maybe<Scalars['Int']['output']>;
};

/** Numbers of loans. */
export type CirculationFigures = {
  readonly __typename?: 'CirculationFigures';
  /** Waiting holds that are not yet ready to collect. */
  readonly holdsWaiting: CirculationCount;
  /**
   * Day of the last loan (`2026-01-31`), or only its month (`2026-01`) if there were few loans. Null if there was none, or
   * when unknown.
   */
  readonly lastBorrowed?: Maybe<Scalars['String']['output']>;
  /** Loans since counting began at each system. */
  readonly loans: CirculationCount;
  /** Renewals since counting began at each system. */
  readonly renewals: CirculationCount;
  /** Loans per copy; null if the number of loans is hidden or unknown. */
  readonly turnover?: Maybe<Scalars['Float']['output']>;
};

/** A library that is not fully in the numbers. */
export type CirculationGap = {
  readonly __typename?: 'CirculationGap';
  /** The library. */
  readonly library: Library;
  /** What is missing. */
  readonly what: ReadonlyArray<CirculationMeasure>;
  /** The reason. */
  readonly why: CirculationGapReason;
};

/** Reasons why something is not counted. */
export type CirculationGapReason =
  /** Its system cannot give the number, or has not been asked yet. */
  | 'NOT_TOLD'
  /** The library has not agreed to counting. */
  | 'NO_AGREEMENT';

/** Things that are counted. */
export type CirculationMeasure =
  /** Waiting holds. */
  | 'HOLDS'
  /** Loans since counting began at the system. */
  | 'LOANS'
  /** Copies on loan. */
  | 'OPEN_LOANS'
  /** Renewals since counting began at the system. */
  | 'RENEWALS';

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

/** A class mark, which means nothing without its scheme: WQ140 is midwifery in Wessex and something else in NLM. */
export type Classmark = {
  readonly __typename?: 'Classmark';
  /** Libraries whose records have it. */
  readonly libraries: ReadonlyArray<Library>;
  /** The mark. */
  readonly mark: Scalars['String']['output'];
  /** The scheme that gives the mark its meaning. */
  readonly scheme: ClassScheme;
};

/**
 * Class marks of one scheme that begin alike. Capitals and blanks do not matter: `WG120` is `WG 120`. A number counts as a
 * whole, so that `WG 12` is not the beginning of `WG 120`, only of `WG 12.5`; Dewey numbers begin alike digit by digit.
 */
export type ClassmarkRange = {
  /** How they begin: `WG`, `WG 120`, `616.1`. An empty text is every mark of the scheme. At most 100 characters. */
  readonly prefix: Scalars['String']['input'];
  /** The scheme. */
  readonly scheme: ClassScheme;
};

/** Days on which a library or a site is closed although its week says otherwise. */
export type Closure = {
  readonly __typename?: 'Closure';
  /** The first day. */
  readonly from: Scalars['Date']['output'];
  /** The reason; null if none is given. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The last day; null until further notice. */
  readonly to?: Maybe<Scalars['Date']['output']>;
};

/** How to reach a library or a site. */
export type Contact = {
  readonly __typename?: 'Contact';
  /** E-mail address; null if there is none. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Telephone number, as it is written in the region file; null if there is none. */
  readonly telephone?: Maybe<Scalars['String']['output']>;
  /** Address of a web page about it; null if there is none. */
  readonly website?: Maybe<Scalars['String']['output']>;
};

/** A point to measure from, in degrees of WGS 84, as a browser's geolocation gives them. */
export type Coordinates = {
  /** -90 to 90; north is positive. */
  readonly latitude: Scalars['Float']['input'];
  /** -180 to 180; east is positive. */
  readonly longitude: Scalars['Float']['input'];
};

/** Whether a library has a part of a serial. */
export type Coverage =
  /** Its holding statements do not cover it. */
  | 'NO'
  /** It has no holding statements, or they cannot be read for certain. */
  | 'UNKNOWN'
  /** Its holding statements cover it. */
  | 'YES';

/** An edition of which one system has more than one record. */
export type Duplicate = {
  readonly __typename?: 'Duplicate';
  /** The edition. */
  readonly edition: Edition;
  /** The system's records of it, at most 20; `match` says why two of them are one edition. */
  readonly records: ReadonlyArray<BibliographicRecord>;
};

/** A page of a system's duplicates. */
export type DuplicateConnection = {
  readonly __typename?: 'DuplicateConnection';
  /** The duplicates of this page, the one whose edition was indexed first coming first. */
  readonly edges: ReadonlyArray<DuplicateEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Duplicate>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A duplicate of a page. */
export type DuplicateEdge = {
  readonly __typename?: 'DuplicateEdge';
  /** Opaque cursor of this duplicate, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The duplicate. */
  readonly node: Duplicate;
};

/** An account, as a token. */
export type DuplicateReader = {
  readonly __typename?: 'DuplicateReader';
  /** The library that the reader belongs to; null if the system does not say. */
  readonly library?: Maybe<Library>;
  /** Token of the account: the same in everything that this role can see, and different for other roles. */
  readonly reader: Scalars['String']['output'];
  /** Its system. */
  readonly system: LibrarySystem;
};

/** Accounts at several systems that seem to belong to one person. */
export type DuplicateReaders = {
  readonly __typename?: 'DuplicateReaders';
  /** The accounts, two to ten. */
  readonly accounts: ReadonlyArray<DuplicateReader>;
  /** What they share. */
  readonly evidence: ReadonlyArray<DuplicateReadersEvidence>;
  /** Id of the group, valid while its accounts stay the same; `duplicateAccounts` opens the accounts. */
  readonly id: Scalars['ID']['output'];
};

/** A page of readers who seem to have accounts at several systems. */
export type DuplicateReadersConnection = {
  readonly __typename?: 'DuplicateReadersConnection';
  /** The groups of this page, in no particular order. */
  readonly edges: ReadonlyArray<DuplicateReadersEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<DuplicateReaders>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A group of a page. */
export type DuplicateReadersEdge = {
  readonly __typename?: 'DuplicateReadersEdge';
  /** Opaque cursor of this group, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The group. */
  readonly node: DuplicateReaders;
};

/** Why accounts seem to belong to one person. */
export type DuplicateReadersEvidence =
  /** An e-mail address. */
  | 'EMAIL'
  /** Surname, first forename and birth date. */
  | 'NAME_AND_BIRTH_DATE';

/** One publication, clustered from the libraries' records; for a serial, one title in one format. */
export type Edition = {
  readonly __typename?: 'Edition';
  /** How often it was lent, in counts that identify nobody. Null, with an error, if the index cannot be read. */
  readonly circulation?: Maybe<EditionCirculation>;
  /** Class marks of all its records, each with the libraries that use it. */
  readonly classmarks: ReadonlyArray<Classmark>;
  /** Authors, editors and bodies, as its records name them. */
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  /** Edition statement, `3rd ed.`; null if no record has one. */
  readonly editionStatement?: Maybe<Scalars['String']['output']>;
  /** What kind of thing it is. */
  readonly format: Format;
  /** Its holdings: one per library that has it, or more if a library catalogued it more than once. */
  readonly holdings: ReadonlyArray<Holding>;
  /**
   * Stable id. When editions merge, the id that goes redirects to the other. A record that vanishes and returns has its
   * edition's id again.
   */
  readonly id: Scalars['ID']['output'];
  /** Its own valid ISBNs, 13 digits each. */
  readonly isbns: ReadonlyArray<Scalars['String']['output']>;
  /** Its ISSNs, `nnnn-nnnX`. */
  readonly issns: ReadonlyArray<Scalars['String']['output']>;
  /** Language of the text, ISO 639-2/B; null if no record gives one. */
  readonly language?: Maybe<Scalars['String']['output']>;
  /**
   * Libraries that could lend it to another library, or copy from it, in the order in which to ask them. Of a journal, what is held
   * in print and what is read online under an ISSN that both have as their own (no linking ISSN) count together. Null, with an
   * error, if the index cannot be read or the region has no such library.
   */
  readonly lenders?: Maybe<LenderConnection>;
  /** Addresses where it can be read online, each with the libraries that give it. */
  readonly links: ReadonlyArray<Link>;
  /**
   * Places that keep a copy of it by their distance from a point, each site of a library in a place of its own. Places whose
   * coordinates are unknown come last, without a distance. Null, with an error, if the point or the moment cannot be
   * understood, or if the index cannot be read.
   */
  readonly nearest?: Maybe<ReadonlyArray<NearLibrary>>;
  /**
   * The publications that it is a part of, as its records say (MARC 773): the journal of an article, the book of a chapter, what a
   * paper is bound in. Empty for what stands alone. Null, with an error, if the index cannot be read.
   */
  readonly partOf?: Maybe<ReadonlyArray<HostPublication>>;
  /** Year of publication, for a serial of its first issue; null if no record gives one. */
  readonly publishedYear?: Maybe<Scalars['Int']['output']>;
  /** Publisher; null if no record names one. */
  readonly publisher?: Maybe<Scalars['String']['output']>;
  /** The records that it was clustered from. */
  readonly records: RecordConnection;
  /** Subject headings of all its records. */
  readonly subjects: ReadonlyArray<Subject>;
  /** Title with subtitle and part; `[untitled]` if no record has one. */
  readonly title: Scalars['String']['output'];
  /** The work that it is an edition of; null if its records say too little to determine it, and for serials. */
  readonly work?: Maybe<Work>;
};


/** One publication, clustered from the libraries' records; for a serial, one title in one format. */
export type EditionHoldingsArgs = {
  libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** One publication, clustered from the libraries' records; for a serial, one title in one format. */
export type EditionLendersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  for: Scalars['ID']['input'];
  on?: InputMaybe<Scalars['Date']['input']>;
  outside?: InputMaybe<Scalars['Boolean']['input']>;
  volume?: InputMaybe<Scalars['String']['input']>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


/** One publication, clustered from the libraries' records; for a serial, one title in one format. */
export type EditionNearestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
  openNow?: InputMaybe<Scalars['Boolean']['input']>;
  to: Coordinates;
};


/** One publication, clustered from the libraries' records; for a serial, one title in one format. */
export type EditionRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * All editions with an identifier. More than one is normal for sets and reprints. If there is none, the systems listed in
 * `incomplete` may still have it.
 */
export type EditionAnswer = {
  readonly __typename?: 'EditionAnswer';
  /** The editions found, the one that was indexed first coming first. */
  readonly editions: ReadonlyArray<Edition>;
  /** Systems whose records are not all in the index at present. */
  readonly incomplete: ReadonlyArray<IndexGap>;
  /** The requested id, if it was merged into another edition, which is returned instead; else null. */
  readonly redirectedFrom?: Maybe<Scalars['ID']['output']>;
};

/** What happened last to an edition that is, or was, passed on. */
export type EditionChange = {
  readonly __typename?: 'EditionChange';
  /** When it was published: never earlier than that of the change before it. */
  readonly datestamp: Scalars['DateTime']['output'];
  /** Whether there is no such edition any more: whoever keeps a copy deletes it. */
  readonly deleted: Scalars['Boolean']['output'];
  /** The edition as it is now. Null if it is gone, even if this is published a moment later. */
  readonly edition?: Maybe<Edition>;
  /** Id of the edition. */
  readonly id: Scalars['ID']['output'];
  /** What happened. */
  readonly kind: EditionChangeKind;
  /**
   * For `MERGED` the edition that has its records now; for `SPLIT` the editions that its records are in. Editions that are
   * gone since are left out.
   */
  readonly replacedBy: ReadonlyArray<Edition>;
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

/**
 * How often an edition was lent: public copies of the libraries that agreed to counting, at the last harvest of their
 * loans. Small numbers are hidden, and so are numbers from which they could be worked out. A number that is unknown is
 * null, never 0.
 */
export type EditionCirculation = {
  readonly __typename?: 'EditionCirculation';
  /** The oldest of the lists that the numbers come from, by when they were written or harvested; null if there are none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Each library that holds copies or has readers waiting. */
  readonly byLibrary: ReadonlyArray<CirculationAtLibrary>;
  /**
   * Loans per year since counting began. Null if they were not counted, or if a hidden number could be worked out from
   * them.
   */
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  /** When yearly counting began at the last of these systems; null if none is counted. */
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Libraries that hold copies and are not fully in the numbers. */
  readonly missing: ReadonlyArray<CirculationGap>;
  /** The libraries with numbers, all together; the others are in `missing`. */
  readonly total: CirculationFigures;
};

/** A page of search results. */
export type EditionConnection = {
  readonly __typename?: 'EditionConnection';
  /**
   * Whether there are too many results to count exactly: `totalCount` is then an estimate, and so are counts of facets that
   * are not `exact`.
   */
  readonly approximate: Scalars['Boolean']['output'];
  /**
   * The words in another spelling that finds something, to be offered to the reader: it was not searched. Null if there is
   * none.
   */
  readonly didYouMean?: Maybe<Scalars['String']['output']>;
  /** The editions of this page, in the order asked for. */
  readonly edges: ReadonlyArray<EditionEdge>;
  /**
   * The results counted by their properties: one entry for each field asked for, in that order. Each field is counted under
   * the whole search and filter, except the filter of the field itself: what other libraries have is shown next to the
   * library that was chosen. Only what is asked for is counted, so ask only for what is shown.
   */
  readonly facets: ReadonlyArray<Facet>;
  /**
   * With the filter `lastKnownIn`: when the oldest of the facts was told that let an edition through; of more than 20,000 editions, of
   * some of them. Null without that filter, and if nothing is found; null, with an error, if the index cannot be read in time.
   */
  readonly lastKnownFrom?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Where nothing is found: other searches that find something under the same filter, the nearest first: by the headings of the
   * vocabularies that are loaded, and by words of the region's records. Each is an offer to the reader: it was not searched. Empty if
   * something is found, and where nothing is near. Null, with an error, if the index cannot be read in time.
   */
  readonly nearby?: Maybe<ReadonlyArray<NearbySearch>>;
  /**
   * Whether the newest comes first among what is called so: the query asked for the latest edition (`latest BNF`), or for
   * an edition that nobody holds, which is then in `wordsLeftOut`.
   */
  readonly newestFirst: Scalars['Boolean']['output'];
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Edition>;
  /** The editions of this page with what finds their copies live, for `circulation`; opaque to everything else. */
  readonly page: Scalars['String']['output'];
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
  /**
   * The words that were searched in place of those typed, because those find nothing, or no more than a few records with the
   * same slip, and there is no doubt what was meant: show it to the reader. What has the words as they were typed comes first. Results, counts, facets and cursors are those of these words. Null if the words were searched as
   * typed.
   */
  readonly searchedInstead?: Maybe<Scalars['String']['output']>;
  /**
   * Operators, brackets and fields of the query that could not be read and were taken as words, as they were typed: a `NOT`
   * with nothing behind it, a field that cannot be searched here. Empty if everything was read.
   */
  readonly takenAsWords: ReadonlyArray<Scalars['String']['output']>;
  /** Editions found on all pages; exact unless `approximate`. */
  readonly totalCount: Scalars['Int']['output'];
  /**
   * Words of the query that were left out because all words together find nothing, as they were typed. Results, counts and
   * facets are those of the other words. Empty if nothing was left out.
   */
  readonly wordsLeftOut: ReadonlyArray<Scalars['String']['output']>;
};


/** A page of search results. */
export type EditionConnectionFacetsArgs = {
  fields?: InputMaybe<ReadonlyArray<FacetField>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An edition of a page. */
export type EditionEdge = {
  readonly __typename?: 'EditionEdge';
  /** Opaque cursor of this edition, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The edition. */
  readonly node: Edition;
};

/** An identifier of an edition. Give exactly one of its fields. */
export type EditionKey = {
  /** Barcode of an item. */
  readonly barcode?: InputMaybe<Scalars['String']['input']>;
  /** DOI, bare or as an address. */
  readonly doi?: InputMaybe<Scalars['String']['input']>;
  /** Id of an edition; if it was merged into another, that one is meant. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** ISBN of 10 or 13 digits, with or without hyphens. */
  readonly isbn?: InputMaybe<Scalars['String']['input']>;
  /** ISSN, with or without hyphen. */
  readonly issn?: InputMaybe<Scalars['String']['input']>;
  /** Id of the title at the National Library of Medicine. */
  readonly nlmId?: InputMaybe<Scalars['String']['input']>;
  /** OCLC number, with or without its prefix. */
  readonly oclcNumber?: InputMaybe<Scalars['String']['input']>;
  /** Id of a bibliographic record. */
  readonly record?: InputMaybe<Scalars['ID']['input']>;
};

/** A library that holds an edition but must not be asked for it. */
export type ExcludedLender = {
  readonly __typename?: 'ExcludedLender';
  /** The library. */
  readonly library: Library;
  /** The first day on which it is open, from the requested day on; null if its opening hours are unknown. */
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  /** All the reasons; at least one. */
  readonly reasons: ReadonlyArray<LendingReason>;
};

/** Search results counted by one property. */
export type Facet = {
  readonly __typename?: 'Facet';
  /** The property. */
  readonly field: FacetField;
  /** Its values, the most frequent first. */
  readonly values: ReadonlyArray<FacetValue>;
};

/** Properties by which search results are counted. */
export type FacetField =
  /**
   * Creators, by their complete names. For `creators`. An edition that has changed in the last seconds may not be counted yet, nor be
   * found by that filter.
   */
  | 'CREATOR'
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

/** One value of a facet. */
export type FacetValue = {
  readonly __typename?: 'FacetValue';
  /** Number of results with this value; an estimate unless `exact`. */
  readonly count: Scalars['Int']['output'];
  /**
   * Whether the count is exact. If there are too many results to count, most counts are estimates; those of libraries with
   * few editions, and of their sites and networks, stay exact.
   */
  readonly exact: Scalars['Boolean']['output'];
  /** The value in words, to show. */
  readonly label: Scalars['String']['output'];
  /** The value, as `SearchFilter` takes it. */
  readonly value: Scalars['String']['output'];
};

/** Somebody who read a feed. */
export type FeedReading = {
  readonly __typename?: 'FeedReading';
  /** Their address; in the graph the id of a key. Null if they asked the graph without one. */
  readonly caller?: Maybe<Scalars['String']['output']>;
  /** The hour in which they began. */
  readonly firstAt: Scalars['DateTime']['output'];
  /** When they asked last. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** What they read: `editions`, or `library/<id>`. */
  readonly repository: Scalars['String']['output'];
  /** How often they asked. */
  readonly requests: Scalars['Int']['output'];
  /** By which protocol. */
  readonly service: FeedService;
};

/** Ways in which feeds are read. */
export type FeedService =
  /** `Query.changes`. */
  | 'CHANGES'
  /** Harvest by OAI-PMH. */
  | 'OAI_PMH'
  /** Searches by SRU. */
  | 'SRU';

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

/** A point on the map, in degrees of WGS 84. */
export type GeoPoint = {
  readonly __typename?: 'GeoPoint';
  /** -90 to 90; north is positive. */
  readonly latitude: Scalars['Float']['output'];
  /** -180 to 180; east is positive. */
  readonly longitude: Scalars['Float']['output'];
};

/** State of the harvest of one system. */
export type HarvestStatus = {
  readonly __typename?: 'HarvestStatus';
  /**
   * Number of records that the system said it had when everything was last harvested, or as far as that has come; null if it did
   * not say.
   */
  readonly expected?: Maybe<Scalars['Int']['output']>;
  /** Begin of the first harvest that stopped early since one was completed; null if none did. */
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  /** Seconds since then; null if there was no complete harvest. */
  readonly lagSeconds?: Maybe<Scalars['Int']['output']>;
  /** End of the last complete harvest; null if there was none. */
  readonly lastCompleteAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Why the latest harvest stopped early, and what to do: an error code and a sentence, without the system's host names.
   * Null while a harvest is running, and if the latest was completed. Records that could not be read are counted in
   * `rejects` instead.
   */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** Number of the system's records in the index, including those that are not public, without deleted ones. */
  readonly records: Scalars['Int']['output'];
  /** Number of records that could not be read and must be corrected. */
  readonly rejects: Scalars['Int']['output'];
  /** Whether a harvest is running. */
  readonly running: Scalars['Boolean']['output'];
};

/** A patron's request for a title or a copy. */
export type Hold = {
  readonly __typename?: 'Hold';
  /** Id of the hold; valid until the hold ends. */
  readonly id: Scalars['ID']['output'];
  /**
   * The requested record. Null if the system does not give it, if it was never harvested, or if it is not public
   * (interlibrary loans, for example): `title` is given even then.
   */
  readonly record?: Maybe<BibliographicRecord>;
  /** Id of the record behind `record`. Null if the system does not give it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

/** What one library owns under one record of its system. The owner of a copy counts, not where the copy is today. */
export type Holding = {
  readonly __typename?: 'Holding';
  /** How the holding is known. */
  readonly basis: HoldingBasis;
  /** Call numbers of the copies, each once. */
  readonly callNumbers: ReadonlyArray<Scalars['String']['output']>;
  /** Address of the title in that library's own catalogue, where its readers can request it; null if there is none. */
  readonly catalogueUrl?: Maybe<Scalars['String']['output']>;
  /**
   * Number of copies owned that can be found, from the last harvest; null if the system gives no items, never 0 in that
   * case.
   */
  readonly copies?: Maybe<Scalars['Int']['output']>;
  /** The edition that it is a holding of. */
  readonly edition: Edition;
  /** Stable id: it survives merges and splits of editions. */
  readonly id: Scalars['ID']['output'];
  /** The library that owns it. */
  readonly library: Library;
  /**
   * Keys by which the adapter finds these copies live (record, owner codes, barcodes), written at harvest; opaque to
   * everything else.
   */
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Whether it is read online: its record describes an online resource, or the library holds only a link. False for a
   * print record that also has a link. Null when unknown.
   */
  readonly online?: Maybe<Scalars['Boolean']['output']>;
  /** The record that it belongs to. */
  readonly record: BibliographicRecord;
  /** Sites that keep its copies, as of the last harvest. Copies whose site is unknown are not in here. */
  readonly sites: ReadonlyArray<Site>;
  /** The library's holding statements: runs of a serial or set. */
  readonly statements: ReadonlyArray<HoldingStatement>;
};

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

/** A holding statement: one run of a serial or a set. */
export type HoldingStatement = {
  readonly __typename?: 'HoldingStatement';
  /** Start of the run; null if it cannot be read from the statement. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** What the run consists of. */
  readonly kind: StatementKind;
  /** Where the run is kept; null if the record does not say. */
  readonly location?: Maybe<Location>;
  /** Public note on the run; null if there is none. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /**
   * How long issues are kept, or, of what is read online, its embargo as KBART writes it (`P1Y`: not the newest year, `R2Y`: the newest
   * two years alone); null if the record does not say.
   */
  readonly retention?: Maybe<Scalars['String']['output']>;
  /** The statement in the library's own words. */
  readonly text: Scalars['String']['output'];
  /** End of the run; null if it continues or cannot be read from the statement. */
  readonly to?: Maybe<Scalars['String']['output']>;
};

/** A publication that an edition is a part of, in the words of a record of the part. */
export type HostPublication = {
  readonly __typename?: 'HostPublication';
  /**
   * The one copy of the host that has the part in it, where the record names it. It belongs to the holding of the host: no
   * count of the part includes it. Null if none is named, or the public may not see it.
   */
  readonly copy?: Maybe<ItemReference>;
  /** Its author or editor; null if the record does not say. */
  readonly creator?: Maybe<Scalars['String']['output']>;
  /**
   * The host itself. Null if the record names none that is certain and public in its own system: by the system's own number, or by
   * its control number, which no second record may have.
   */
  readonly edition?: Maybe<Edition>;
  /** Where in it the part is: `Vol. 2, no. 3 (1901), p. 12-19`; null if the record does not say. */
  readonly part?: Maybe<Scalars['String']['output']>;
  /** Its place, publisher and date; null if the record does not say. */
  readonly published?: Maybe<Scalars['String']['output']>;
  /** What it is called there; null if the record does not say. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** A system whose records are not all in the index. */
export type IndexGap = {
  readonly __typename?: 'IndexGap';
  /**
   * Changes since this time may be missing: the last complete harvest, the start of the first one, the change of the
   * region file, or when the oldest unreadable record was rejected. Null if there is no such time, or if a change of the
   * region file has not taken effect yet.
   */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The system concerned. */
  readonly system: LibrarySystem;
  /** Why records are missing. */
  readonly why: IndexGapReason;
};

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

/** One copy. Its live facts are owned by `circulation`. */
export type Item = {
  readonly __typename?: 'Item';
  /** Stable id of the copy in its system. */
  readonly id: Scalars['ID']['output'];
};

/** An item from the last harvest, found by its barcode. */
export type ItemReference = {
  readonly __typename?: 'ItemReference';
  /** The holding that the item belongs to; null if its owner is not a library of the region. */
  readonly holding?: Maybe<Holding>;
  /** The item with its live facts, which `circulation` owns. Null if its system does not show it. */
  readonly item?: Maybe<Item>;
};

/** A library that could lend. */
export type Lender = {
  readonly __typename?: 'Lender';
  /** Whether its holding statements cover the year and volume requested; null if neither was given. */
  readonly covers?: Maybe<Coverage>;
  /** The holdings that it could lend or copy from; `availability` says whether they are in now. */
  readonly holdings: ReadonlyArray<Holding>;
  /** The library. */
  readonly library: Library;
  /** Whether it is open at this moment; null if its opening hours are unknown. */
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  /** The first day on which it is open, from the requested day on; null if its opening hours are unknown. */
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  /** Its place in the order: 1 is asked first. */
  readonly rank: Scalars['Int']['output'];
  /** The reasons for its rank, and what to know before asking. */
  readonly reasons: ReadonlyArray<LendingReason>;
};

/** A page of libraries that could lend an edition to another library. */
export type LenderConnection = {
  readonly __typename?: 'LenderConnection';
  /** The libraries of this page, in the order in which to ask them. */
  readonly edges: ReadonlyArray<LenderEdge>;
  /** Libraries that hold it but must not be asked, each with all the reasons. */
  readonly excluded: ReadonlyArray<ExcludedLender>;
  /** Systems whose records are not all in the index at present: their libraries may hold it too. */
  readonly incomplete: ReadonlyArray<IndexGap>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Lender>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
  /** What they supply. */
  readonly supply: Supply;
  /** Number of libraries that can be asked, on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A library in its place in the order. */
export type LenderEdge = {
  readonly __typename?: 'LenderEdge';
  /** Opaque cursor of this library, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The library and the reasons for its rank. */
  readonly node: Lender;
};

/** Why a library has its rank, or must not be asked. */
export type LendingReason = {
  readonly __typename?: 'LendingReason';
  /** The reason. */
  readonly code: LendingReasonCode;
  /** The reason in a sentence. */
  readonly words: Scalars['String']['output'];
};

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

/** A library service, which readers belong to. It may share its system with others. */
export type Library = {
  readonly __typename?: 'Library';
  /** Its postal address; null if the region file gives none for it, nor for its only site. */
  readonly address?: Maybe<Address>;
  /** Its codes in other schemes. */
  readonly aliases: ReadonlyArray<Alias>;
  /** How much it lends, in counts that identify nobody. Null, with an error, if the index cannot be read. */
  readonly circulation?: Maybe<LibraryCirculation>;
  /** When it closes. Null while it is closed, if its opening hours are unknown, or if it is open day and night. */
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Days on which it is closed whatever its week says; past ones are left out. Bank holidays are in `Region.bankHolidays`. */
  readonly closures: ReadonlyArray<Closure>;
  /** How to reach it; null if the region file gives nothing for it, nor for its only site. */
  readonly contact?: Maybe<Contact>;
  /** Where it is on the map; null if the region file does not say. */
  readonly coordinates?: Maybe<GeoPoint>;
  /** State of the harvest of its system; null if the system is not harvested. */
  readonly harvest?: Maybe<HarvestStatus>;
  /** Public holdings of this library in the index. */
  readonly holdingsCount: Scalars['Int']['output'];
  /** Stable id, from the region file. */
  readonly id: Scalars['ID']['output'];
  /** The systems that it uses, has left or moves to, each with the phase of the move. */
  readonly memberships: ReadonlyArray<SystemMembership>;
  /** Name of the service. */
  readonly name: Scalars['String']['output'];
  /** The network that it lends in; null if it is in none. */
  readonly network?: Maybe<Network>;
  /**
   * Whether it is open at this moment, closures and bank holidays included. Null if its opening hours are unknown: never to
   * be read as "closed".
   */
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  /** Its ordinary week, seven days from Monday on, by its own clock; null if its opening hours are unknown. */
  readonly openingHours?: Maybe<ReadonlyArray<OpeningHours>>;
  /** When it opens next. Null while it is open, if its opening hours are unknown, or if it stays closed for a year. */
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  /** Organisations that it serves. */
  readonly organisations: ReadonlyArray<Organisation>;
  /**
   * Where its readers ask for a title without a card that is linked here: an address that begins with `https:` or `mailto:`, with
   * places for a citation, as `{title}`: see docs/region-file.md. Null if the region file gives none.
   */
  readonly requestForm?: Maybe<Scalars['String']['output']>;
  /** Places where it keeps copies. */
  readonly sites: ReadonlyArray<Site>;
  /** The system that it uses today. */
  readonly system: LibrarySystem;
  /** Time zone of its clock, by its IANA name: `Europe/London`. */
  readonly timeZone: Scalars['String']['output'];
};

/** How much a library lends: its public copies, at the last harvest of its system's loans. Small numbers are hidden. */
export type LibraryCirculation = {
  readonly __typename?: 'LibraryCirculation';
  /** The oldest of the lists that the numbers come from, by when they were written or harvested; null if there are none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Loans per year since counting began; null if they were not counted, or if a hidden number could be worked out from
   * them.
   */
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  /** When yearly counting began at its system; null if it is not counted. */
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Copies on loan now. */
  readonly loansNow: CirculationCount;
  /** What is missing from the numbers of this library; empty if nothing is. */
  readonly missing: ReadonlyArray<CirculationGap>;
  /** All its editions together, including those with hidden numbers. */
  readonly total: CirculationFigures;
};

/** One running library management system. */
export type LibrarySystem = {
  readonly __typename?: 'LibrarySystem';
  /** What it can do, as it is configured. */
  readonly capabilities: ReadonlyArray<Capability>;
  /**
   * Editions of which it seems to have more than one public record: the library may want to merge them. Null, with an
   * error, if the index cannot be read.
   */
  readonly duplicates?: Maybe<DuplicateConnection>;
  /** State of its harvest; null if the system is not harvested. */
  readonly harvest?: Maybe<HarvestStatus>;
  /** Stable id, from the region file. */
  readonly id: Scalars['ID']['output'];
  /** Product, in one word: `koha`. */
  readonly kind: Scalars['String']['output'];
  /** Libraries that use it today. */
  readonly libraries: ReadonlyArray<Library>;
  /** Name of the system. */
  readonly name: Scalars['String']['output'];
  /**
   * Where readers can collect what they ask for: the sites of its libraries, as the region file names them. The system itself may
   * refuse one for a certain reader or title.
   */
  readonly pickupPlaces: ReadonlyArray<PickupPlace>;
};


/** One running library management system. */
export type LibrarySystemDuplicatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An address where an edition, or a part of it, can be read online. */
export type Link = {
  readonly __typename?: 'Link';
  /** What it covers, in the library's words; null if the record does not say. */
  readonly coverage?: Maybe<Scalars['String']['output']>;
  /** Link text; null if the record has none. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Libraries whose records give it; readers of other libraries may have no access. */
  readonly libraries: ReadonlyArray<Library>;
  /** The address. */
  readonly url: Scalars['String']['output'];
};

/** How long a list of this graph is. */
export type ListSize = {
  readonly __typename?: 'ListSize';
  /** Its type and field: `Edition.holdings`. */
  readonly list: Scalars['String']['output'];
  /** Entries of the longest, 1 or more. */
  readonly most: Scalars['Int']['output'];
  /** Entries in the mean, 1 or more. */
  readonly usual: Scalars['Int']['output'];
};

/** One item on loan to an account. */
export type Loan = {
  readonly __typename?: 'Loan';
  /** Id of the loan; valid until the loan ends. */
  readonly id: Scalars['ID']['output'];
  /**
   * The record of the item. Null if the system does not give it, if it was never harvested, or if it is not public
   * (interlibrary loans, for example): `title` is given even then.
   */
  readonly record?: Maybe<BibliographicRecord>;
  /** Id of the record behind `record`. Null if the system does not give it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

/** Loans in one year. */
export type LoansOfYear = {
  readonly __typename?: 'LoansOfYear';
  /** Number of loans. */
  readonly loans: CirculationCount;
  /** The year in which they were first seen, in the library's time zone. */
  readonly year: Scalars['Int']['output'];
};

/** A shelf or room of a site. */
export type Location = {
  readonly __typename?: 'Location';
  /** Its code in the library's system. */
  readonly code: Scalars['String']['output'];
  /** Id of the location. */
  readonly id: Scalars['ID']['output'];
  /** Its name; null if the region file gives none. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The site that it belongs to; null if it is not known. */
  readonly site?: Maybe<Site>;
};

/** A decision on two records. */
export type MakeRulingInput = {
  /** Id of a public record. */
  readonly a: Scalars['ID']['input'];
  /** Id of another public record. */
  readonly b: Scalars['ID']['input'];
  /** Whether they are one edition. */
  readonly decision: RulingDecision;
  /** The reason, at most 1,000 characters. It is public: everybody can read it. Do not write names of people. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** `Ruling.id` of the decision that was seen; null if there was none. If another one stands by now, nothing is changed. */
  readonly seen?: InputMaybe<Scalars['ID']['input']>;
};

/** A MARC 21 record. */
export type Marc = {
  readonly __typename?: 'Marc';
  /** The public fields, in the record's own order. */
  readonly fields: ReadonlyArray<MarcField>;
  /** The leader, 24 characters. */
  readonly leader: Scalars['String']['output'];
  /** Whether some characters could not be decoded: each is replaced by U+FFFD. */
  readonly undecoded: Scalars['Boolean']['output'];
};


/** A MARC 21 record. */
export type MarcFieldsArgs = {
  tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A field of a MARC record. */
export type MarcField = {
  readonly __typename?: 'MarcField';
  /** First indicator; null for a control field. */
  readonly ind1?: Maybe<Scalars['String']['output']>;
  /** Second indicator; null for a control field. */
  readonly ind2?: Maybe<Scalars['String']['output']>;
  /** The public subfields in order; empty for a control field. */
  readonly subfields: ReadonlyArray<MarcSubfield>;
  /** The tag, three characters. */
  readonly tag: Scalars['String']['output'];
  /** The value of a control field; null for a data field. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A subfield of a MARC field. */
export type MarcSubfield = {
  readonly __typename?: 'MarcSubfield';
  /** The code, one character. */
  readonly code: Scalars['String']['output'];
  /** The value. */
  readonly value: Scalars['String']['output'];
};

/** Decisions of matching on two records. */
export type MatchDecision =
  /** They are two editions. */
  | 'DIFFERENT'
  /** They are one edition. */
  | 'SAME'
  /** It cannot be decided; they are not joined. */
  | 'UNSURE';

/** The evidence for and against two records being one edition. */
export type MatchEvidence = {
  readonly __typename?: 'MatchEvidence';
  /** The first record. */
  readonly a: BibliographicRecord;
  /** The second record. */
  readonly b: BibliographicRecord;
  /**
   * Whether matching compares them: it compares only records that share an identifier or the main words of the title, and
   * only if not too many records share these.
   */
  readonly compared: Scalars['Boolean']['output'];
  /** The decision of matching. */
  readonly decision: MatchDecision;
  /** Probability that they are one edition, 0 to 1, by matching alone; a ruling does not change it. */
  readonly probability: Scalars['Float']['output'];
  /** The evidence that was weighed, the strongest first. */
  readonly reasons: ReadonlyArray<MatchReason>;
  /** A person's decision, which overrides matching; null if there is none. */
  readonly ruling?: Maybe<Ruling>;
  /**
   * Whether they are in the same edition today. Two records that match may be in different editions, if one of them must
   * not be joined with a third record of the edition.
   */
  readonly together: Scalars['Boolean']['output'];
  /** The vetoes: each by itself keeps the two apart. */
  readonly vetoes: ReadonlyArray<MatchVeto>;
};

/** One aspect in which two records were compared. */
export type MatchReason = {
  readonly __typename?: 'MatchReason';
  /** What the two records say. */
  readonly detail: Scalars['String']['output'];
  /** The aspect: `title`, `year`, `isbn`. */
  readonly feature: Scalars['String']['output'];
  /** Its weight, in log-odds: positive for one edition, negative against. */
  readonly weight: Scalars['Float']['output'];
};

/** A rule that keeps two records apart. */
export type MatchVeto = {
  readonly __typename?: 'MatchVeto';
  /** What the two records say. */
  readonly detail: Scalars['String']['output'];
  /** The rule: `edition`, `part`, `format`. */
  readonly rule: Scalars['String']['output'];
};

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

/** The changes that can be made through the graph. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Answers staff who asked for a ruling. It rules nothing: that is `makeRuling`. For the roles `migration` and `operator`. Null only with an
   * error; nothing was answered then.
   */
  readonly answerRulingRequest?: Maybe<RulingRequestPayload>;
  /**
   * Decides that two records are, or are not, one edition, in place of an earlier decision on them. The editions concerned are
   * up to date in the answer. Sent twice, it is done once. For the roles `migration` and `operator`. Null only with an error;
   * nothing was changed then.
   */
  readonly makeRuling?: Maybe<RulingPayload>;
  /**
   * Removes a ruling, so that matching decides again. The editions concerned are up to date in the answer. Sent twice, it is
   * done once. For the roles `migration` and `operator`. Null only with an error; nothing was changed then.
   */
  readonly removeRuling?: Maybe<RulingPayload>;
  /**
   * Asks whoever decides for a ruling on two records. Asked twice, it is asked once, until it is answered. For the role `staff`, 10 times a
   * day (`RATE_LIMITED`). Null only with an error; nothing was asked then.
   */
  readonly requestRuling?: Maybe<RulingRequestPayload>;
  /**
   * Asks for the records of a system that could not be read to be fetched from it and read again. Whoever harvests takes it
   * up, within seconds or when the harvest of the system that is under way is over. For the roles `migration` and `operator`.
   * Null only with an error.
   */
  readonly retryRejects?: Maybe<RetryRejectsPayload>;
  /** Revokes a key, for good: gateways refuse it within 15 seconds. Only for operators. Null only with an error. */
  readonly revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  /**
   * Takes back records that should not have been public: nobody finds them any more when the answer comes, feeds say that they are
   * deleted, and they stay hidden whatever their system says. What else was made of them is cleaned within minutes. It is not
   * undone by a backup that is restored. Only for operators. Null only with an error; look at the list then, before it is sent again.
   */
  readonly takeBack?: Maybe<TakeBackPayload>;
};


/** The changes that can be made through the graph. */
export type MutationAnswerRulingRequestArgs = {
  input: AnswerRulingRequestInput;
};


/** The changes that can be made through the graph. */
export type MutationMakeRulingArgs = {
  input: MakeRulingInput;
};


/** The changes that can be made through the graph. */
export type MutationRemoveRulingArgs = {
  input: RemoveRulingInput;
};


/** The changes that can be made through the graph. */
export type MutationRequestRulingArgs = {
  input: RequestRulingInput;
};


/** The changes that can be made through the graph. */
export type MutationRetryRejectsArgs = {
  input: RetryRejectsInput;
};


/** The changes that can be made through the graph. */
export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


/** The changes that can be made through the graph. */
export type MutationTakeBackArgs = {
  input: TakeBackInput;
};

/** A library, or one site of it, and how far away it is. */
export type NearLibrary = {
  readonly __typename?: 'NearLibrary';
  /** The address of the site or, if it is null, of the library; null if the region file gives none. */
  readonly address?: Maybe<Address>;
  /** When it closes. Null while it is closed, if its opening hours are unknown, or if it is open day and night. */
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the site or, if it is null, the library is on the map; null if the region file does not say. */
  readonly coordinates?: Maybe<GeoPoint>;
  /** Metres from the point, along the great circle; null if the coordinates are unknown. */
  readonly distanceMetres?: Maybe<Scalars['Int']['output']>;
  /**
   * The library's holdings of the edition that was asked for which have copies here, as of the last harvest. Empty if no
   * edition was asked for. `availability` is that of all copies of the library: those that are here have this site in
   * `Item.currentLocation`.
   */
  readonly holdings: ReadonlyArray<Holding>;
  /** The library. */
  readonly library: Library;
  /**
   * Whether it is open at this moment, closures and bank holidays included. Null if its opening hours are unknown: never to
   * be read as "closed".
   */
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  /** When it opens next. Null while it is open, if its opening hours are unknown, or if it stays closed for a year. */
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  /** The site. Null if the library has no sites, or if it is not known at which of its sites it keeps the copy. */
  readonly site?: Maybe<Site>;
};

/** How words are near to those of a search. */
export type NearbyKind =
  /** A heading below the same heading. */
  | 'BESIDE'
  /** A heading below it. */
  | 'NARROWER'
  /** A heading above the one that was asked for, by a vocabulary. */
  | 'WIDER'
  /** A word of the region's records that begins with the same letters; it may mean something else. */
  | 'WORD';

/** Words that find something where those of a search find nothing. */
export type NearbySearch = {
  readonly __typename?: 'NearbySearch';
  /** Number of editions that have these words now, under the same filter; 1,000 if there are as many, or more. */
  readonly count: Scalars['Int']['output'];
  /** How it is near. */
  readonly kind: NearbyKind;
  /** The words to search for. */
  readonly text: Scalars['String']['output'];
};

/** A resource-sharing network of libraries. */
export type Network = {
  readonly __typename?: 'Network';
  /** Networks that it asks for loans, in order. */
  readonly asks: ReadonlyArray<Network>;
  /** Id of the network. */
  readonly id: Scalars['ID']['output'];
  /** Name of the network. */
  readonly name: Scalars['String']['output'];
};

/**
 * A loan without its reader. Item and record are ids only, because the record of an interlibrary loan may contain the
 * reader's name.
 */
export type OpenLoan = {
  readonly __typename?: 'OpenLoan';
  /** When the list was written; of a system that tells what is so now, when the harvest that read it started. */
  readonly asOf: Scalars['DateTime']['output'];
  /** The time at which it is due; null for a loan by days. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day on which it is due; null if the system does not say. */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Id of the copy. */
  readonly item: Scalars['ID']['output'];
  /** The library that owns the copy; null if the copy is not in the index. */
  readonly library?: Maybe<Library>;
  /** When it was lent; null if the system does not say. */
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Token of the reader: the same in everything that this role can see, and different for other roles. Null if fewer than
   * five readers have loans of this library's copies in this system: counted, their tokens would show a small number.
   */
  readonly reader?: Maybe<Scalars['String']['output']>;
  /** Id of its record; null if it was never harvested. */
  readonly record?: Maybe<Scalars['ID']['output']>;
  /** How often it was renewed; null if the system does not say. */
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  /** The system that has the loan. */
  readonly system: LibrarySystem;
};

/** A page of open loans. */
export type OpenLoanConnection = {
  readonly __typename?: 'OpenLoanConnection';
  /** The loans of this page, by system and copy. */
  readonly edges: ReadonlyArray<OpenLoanEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<OpenLoan>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** An open loan of a page. */
export type OpenLoanEdge = {
  readonly __typename?: 'OpenLoanEdge';
  /** Opaque cursor of this loan, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The loan. */
  readonly node: OpenLoan;
};

/** A day of an ordinary week. */
export type OpeningHours = {
  readonly __typename?: 'OpeningHours';
  /** The day. */
  readonly day: Weekday;
  /** When it is open, in order; empty if it is closed on this day. */
  readonly times: ReadonlyArray<OpeningTimes>;
};

/** A span of a day. */
export type OpeningTimes = {
  readonly __typename?: 'OpeningTimes';
  /** When it closes: `17:00`; `24:00` is the end of the day. */
  readonly closes: Scalars['String']['output'];
  /** When it opens, by the library's clock: `08:30`. */
  readonly opens: Scalars['String']['output'];
};

/** A trust, board or university. A library serves one or several of them. */
export type Organisation = {
  readonly __typename?: 'Organisation';
  /** Id of the organisation. */
  readonly id: Scalars['ID']['output'];
  /** Name of the organisation. */
  readonly name: Scalars['String']['output'];
  /** Its code in the Organisation Data Service; null if the region file gives none. */
  readonly odsCode?: Maybe<Scalars['String']['output']>;
};

/** Where a page begins and ends. Lists are read forwards only. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last entry, for `after`; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is a next page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /**
   * Whether something comes before this page: true if the page was asked for behind a cursor. What came before may be gone
   * since.
   */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first entry; null if the page is empty, or its entries have no cursors of their own. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A place where readers collect what they asked for. */
export type PickupPlace = {
  readonly __typename?: 'PickupPlace';
  /** Code of the site, as `PlaceHoldInput.pickup` takes it. */
  readonly code: Scalars['String']['output'];
  /** The library that it is of. */
  readonly library: Library;
  /** The site; null if the region file names none for the code. */
  readonly site?: Maybe<Site>;
};

/** The queries of the graph. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * What people have changed in Mercia, newest first; only for operators. Who looked at accounts is in `Query.audit`. Null only
   * with an error.
   */
  readonly actions?: Maybe<ActionConnection>;
  /** Keys by which programs sign in, the oldest first, without what is secret; only for operators. Null only with an error. */
  readonly apiKeys?: Maybe<ReadonlyArray<ApiKey>>;
  /**
   * A part of the list of all authors, subjects or class marks of the region, in its order, with the number of editions that
   * have each at this moment. It begins a few entries before a text, wherever that stands in the order: the text need not be
   * in the list. Null, with an error, if the index cannot be read.
   */
  readonly browse?: Maybe<BrowsePage>;
  /**
   * What has changed among the region's editions since a position: new editions and changed ones, deletions, merges and
   * splits, in the order in which they were published, without a gap. An edition is there once, with what happened to it
   * last. Null, with an error, if this region passes nothing on (`CAPABILITY_UNSUPPORTED`), or if changes since this position
   * cannot be told (`FEED_RESTARTED`: keep nothing, and ask from the beginning).
   */
  readonly changes?: Maybe<ChangeConnection>;
  /**
   * Accounts at several systems that seem to belong to one person, as tokens. Only for the role `migration`, and only of
   * libraries whose agreement names DATA_CLEANING or MOVE_RECONCILIATION. No name and no address leaves its system for
   * this. Null, with an error, for any other role, or if the index cannot be read.
   */
  readonly duplicateReaders?: Maybe<DuplicateReadersConnection>;
  /** One edition by its id; the id of an edition that was merged into another gives the other. Null if there is none. */
  readonly edition?: Maybe<Edition>;
  /**
   * Editions by identifier: one answer per key, in the order of the keys. An entry is null, with an error at its path, if
   * its key cannot be read; the other keys are still answered. The whole list is null, with an error, only if the
   * catalogue cannot be reached.
   */
  readonly editions?: Maybe<ReadonlyArray<Maybe<EditionAnswer>>>;
  /**
   * The items with a barcode: more than one if several libraries use the same barcode, an empty list if no library does.
   * Null, with an error, if the index cannot be read.
   */
  readonly items?: Maybe<ReadonlyArray<ItemReference>>;
  /** One library service by its id. Null if the region has none with this id. */
  readonly library?: Maybe<Library>;
  /** How long the lists of this graph are, for whoever estimates what a query costs. Null only with an error. */
  readonly listSizes?: Maybe<ReadonlyArray<ListSize>>;
  /**
   * Why two records are, or are not, one edition. Null if either record does not exist or is not public; null, with an
   * error, if both ids are the same.
   */
  readonly match?: Maybe<MatchEvidence>;
  /**
   * Libraries by their distance from a point, each site of a library in a place of its own. Places whose coordinates are
   * unknown come last, without a distance. Null, with an error, if the point, the moment or the edition cannot be
   * understood, or if the index cannot be read.
   */
  readonly nearest?: Maybe<ReadonlyArray<NearLibrary>>;
  /**
   * Open loans without their readers, to compare systems before and after a move. Only for the role `migration`, and only
   * of libraries whose agreement names MOVE_RECONCILIATION. Give a system, a library or both. Null, with an error, for any
   * other role, or if the index cannot be read.
   */
  readonly openLoans?: Maybe<OpenLoanConnection>;
  /**
   * The database server that follows the one which takes writes, and that lists are read from, as the process that answers sees it; only
   * for operators. Null with an error, or if no such server is named.
   */
  readonly readReplica?: Maybe<ReadReplica>;
  /** One system's record by its id. Null if there is no such record, or it is not public. */
  readonly record?: Maybe<BibliographicRecord>;
  /**
   * The region that this graph serves, as its region file describes it. Null, with an error, only if the catalogue cannot
   * be reached.
   */
  readonly region?: Maybe<Region>;
  /**
   * Wishes that rejects are read again, the newest first. A system's last twenty are kept. For the roles `migration` and
   * `operator`. Null only with an error.
   */
  readonly rejectRetries?: Maybe<ReadonlyArray<RejectRetry>>;
  /**
   * Records that could not be read and have not been read since, the oldest first: where, why and since when, and never what
   * is in them. For the roles `migration` and `operator`. Null only with an error.
   */
  readonly rejects?: Maybe<RejectConnection>;
  /**
   * What a ruling would change, as if it were made now; nothing is changed. For the roles `migration` and `operator`. Null, with
   * an error, for any other role, if a record is not public, if both ids are the same, or if Mercia is busy with comparing
   * records (`STORE_UNAVAILABLE`: ask again later).
   */
  readonly rulingPreview?: Maybe<RulingPreview>;
  /**
   * What staff of libraries ask to be decided of two records: those that wait for an answer first, the oldest of them before others; then
   * the newest. For the roles `migration` and `operator`; staff see what they asked for themselves. Null, with an error, for any other role.
   */
  readonly rulingRequests?: Maybe<ReadonlyArray<RulingRequest>>;
  /**
   * What people decided of two records, the newest decision first. Everybody may see it, with its note, but not who decided.
   * Decisions on a record that is not public are left out. Null, with an error, if the index cannot be read.
   */
  readonly rulings?: Maybe<RulingConnection>;
  /**
   * Editions whose title, creators, subjects or other words match, a page at a time. Null, with an error, if the index
   * cannot be read.
   */
  readonly search?: Maybe<EditionConnection>;
  /**
   * What a person who has typed so much may be looking for: titles, authors and subjects, each with the number of editions
   * that have it at this moment. A title begins with the text, or has a word that begins with its last word; so does a
   * subject. Small and capital letters, accents and punctuation do not matter. Empty if nothing fits, and for less than two
   * letters. Null, with an error, if the index cannot be read.
   */
  readonly suggest?: Maybe<ReadonlyArray<Suggestion>>;
  /** One library system by its id. Null if the region has none with this id. */
  readonly system?: Maybe<LibrarySystem>;
  /** One act of taking back; only for operators. Null with an error, or if there is none with this id. */
  readonly takeBack?: Maybe<TakeBack>;
  /** Records that were public and were taken back, the newest first; only for operators. Null only with an error. */
  readonly takeBacks?: Maybe<ReadonlyArray<TakeBack>>;
  /** Who asks, as this graph understands their token or key: what may be offered to them. Null for the public. */
  readonly viewer?: Maybe<Viewer>;
  /**
   * The vocabularies that searches use to find subject headings by other names, in the order of their names. Null, with an
   * error, if they cannot be read.
   */
  readonly vocabularies?: Maybe<ReadonlyArray<Vocabulary>>;
};


/** The queries of the graph. */
export type QueryActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryBrowseArgs = {
  at?: Scalars['String']['input'];
  before?: InputMaybe<Scalars['Int']['input']>;
  cursor?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  list: BrowseList;
  scheme?: InputMaybe<ClassScheme>;
};


/** The queries of the graph. */
export type QueryChangesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** The queries of the graph. */
export type QueryDuplicateReadersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryEditionArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryEditionsArgs = {
  by: ReadonlyArray<EditionKey>;
};


/** The queries of the graph. */
export type QueryItemsArgs = {
  barcode: Scalars['String']['input'];
};


/** The queries of the graph. */
export type QueryLibraryArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryMatchArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryNearestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  holding?: InputMaybe<Scalars['ID']['input']>;
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
  openNow?: InputMaybe<Scalars['Boolean']['input']>;
  to: Coordinates;
};


/** The queries of the graph. */
export type QueryOpenLoansArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryRejectRetriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryRejectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryRulingPreviewArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
  decision?: InputMaybe<RulingDecision>;
};


/** The queries of the graph. */
export type QueryRulingRequestsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryRulingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  in?: InputMaybe<SearchFields>;
  query: Scalars['String']['input'];
  sort?: InputMaybe<SearchSort>;
};


/** The queries of the graph. */
export type QuerySuggestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<SuggestionKind>>;
  text: Scalars['String']['input'];
};


/** The queries of the graph. */
export type QuerySystemArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryTakeBackArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryTakeBacksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A database server that follows the one which takes writes. Search, lists, SRU, pages of feeds and reports of snapshots are read from it while
 * it is well.
 */
export type ReadReplica = {
  readonly __typename?: 'ReadReplica';
  /** How many reads went to the server that takes writes instead, since the process began. */
  readonly fallbacks: Scalars['Int']['output'];
  /** Whether it is read from. If not, everything is read from the server that takes writes. */
  readonly isUsed: Scalars['Boolean']['output'];
  /** How many seconds it is behind, at most: it has all that was written before. Null if that is not known yet. */
  readonly lagSeconds?: Maybe<Scalars['Float']['output']>;
  /** Why it is not read from; null if it is. */
  readonly problem?: Maybe<Scalars['String']['output']>;
};

/** A page of records. */
export type RecordConnection = {
  readonly __typename?: 'RecordConnection';
  /** The records of this page, the one that was indexed first coming first. */
  readonly edges: ReadonlyArray<RecordEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<BibliographicRecord>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A record of a page. */
export type RecordEdge = {
  readonly __typename?: 'RecordEdge';
  /** Opaque cursor of this record, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: BibliographicRecord;
};

/** The libraries, networks and systems of one region. */
export type Region = {
  readonly __typename?: 'Region';
  /** Days on which every library of the region is closed. */
  readonly bankHolidays: ReadonlyArray<Scalars['Date']['output']>;
  /** Id of the region. */
  readonly id: Scalars['ID']['output'];
  /**
   * Systems whose records are not all in the index at present: their libraries may hold more than is found. Null, with an
   * error, if the index cannot be read.
   */
  readonly incomplete?: Maybe<ReadonlyArray<IndexGap>>;
  /** Its library services. */
  readonly libraries: ReadonlyArray<Library>;
  /** Name of the region. */
  readonly name: Scalars['String']['output'];
  /** Its networks. */
  readonly networks: ReadonlyArray<Network>;
  /** Its library systems. */
  readonly systems: ReadonlyArray<LibrarySystem>;
};

/** A record that could not be read. Nothing of its content is shown, because it may name a reader. */
export type Reject = {
  readonly __typename?: 'Reject';
  /** Id of the reject. */
  readonly id: Scalars['ID']['output'];
  /** The system's own number of the record; null if it was too broken to find that. */
  readonly localId?: Maybe<Scalars['String']['output']>;
  /** Where in the record, or in what the system sent. */
  readonly place: Scalars['String']['output'];
  /** What is wrong there. */
  readonly reason: Scalars['String']['output'];
  /** When this version of the record was first rejected. */
  readonly since: Scalars['DateTime']['output'];
  /** The system that it came from. */
  readonly system: LibrarySystem;
};

/** A page of rejects. */
export type RejectConnection = {
  readonly __typename?: 'RejectConnection';
  /** The rejects of this page, the oldest first. */
  readonly edges: ReadonlyArray<RejectEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Reject>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** A reject of a page. */
export type RejectEdge = {
  readonly __typename?: 'RejectEdge';
  /** Opaque cursor of this reject, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The reject. */
  readonly node: Reject;
};

/** A wish that the rejects of a system are read again. */
export type RejectRetry = {
  readonly __typename?: 'RejectRetry';
  /** When it was asked for. */
  readonly askedAt: Scalars['DateTime']['output'];
  /** When it was over; null if it is not. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the wish. */
  readonly id: Scalars['ID']['output'];
  /** What came of it; null before it is done. */
  readonly outcome?: Maybe<RejectRetryOutcome>;
  /** Why it failed, and what to do: an error code and a sentence, without the system's host names. Null if it has not failed. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** When it was begun; null if it has not been. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  readonly state: RejectRetryState;
  /** The system. */
  readonly system: LibrarySystem;
};

/** What came of reading rejects again. */
export type RejectRetryOutcome = {
  readonly __typename?: 'RejectRetryOutcome';
  /** Records that the system no longer has. */
  readonly gone: Scalars['Int']['output'];
  /**
   * Records that cannot be fetched one by one, because their number is unknown or the system offers no way to. The next full
   * harvest reads them.
   */
  readonly left: Scalars['Int']['output'];
  /** Records that can be read now: they are in the index. */
  readonly read: Scalars['Int']['output'];
  /** Records that still cannot be read. */
  readonly refused: Scalars['Int']['output'];
};

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

/** Which ruling is removed. */
export type RemoveRulingInput = {
  /** Id of a record. */
  readonly a: Scalars['ID']['input'];
  /** Id of another record. */
  readonly b: Scalars['ID']['input'];
  /** `Ruling.id` of the ruling that was seen. If another one stands by now, nothing is changed. */
  readonly seen: Scalars['ID']['input'];
};

/** A ruling that staff of a library ask for. */
export type RequestRulingInput = {
  /** Id of a public record. */
  readonly a: Scalars['ID']['input'];
  /** Id of another public record. */
  readonly b: Scalars['ID']['input'];
  /** What whoever asks thinks they are. */
  readonly decision: RulingDecision;
  /** Why, in 1 to 1,000 characters. Name no person: whoever decides reads it. */
  readonly reason: Scalars['String']['input'];
};

/** Whose rejects are to be read again. */
export type RetryRejectsInput = {
  /** Id of the library system. */
  readonly system: Scalars['ID']['input'];
};

/** The wish, or why there is none. */
export type RetryRejectsPayload = {
  readonly __typename?: 'RetryRejectsPayload';
  /** Why no new wish was written down; null if one was. */
  readonly refusal?: Maybe<RetryRejectsRefusal>;
  /** The wish; also one that was open already. Null if there is nothing to read again. */
  readonly retry?: Maybe<RejectRetry>;
};

/** Why rejects are not read again. */
export type RetryRejectsRefusal = {
  readonly __typename?: 'RetryRejectsRefusal';
  /** Kind of refusal, for programs. */
  readonly code: RetryRejectsRefusalCode;
  /** What it means, for people. */
  readonly message: Scalars['String']['output'];
};

/** Reasons why rejects are not read again. */
export type RetryRejectsRefusalCode =
  /** Somebody asked for it before, and it is not over. */
  | 'ALREADY_ASKED'
  /** Every record of the system that was harvested could be read. */
  | 'NO_REJECTS';

/** The key to be revoked. */
export type RevokeApiKeyInput = {
  /** Its id, as `ApiKey.id` gave it. */
  readonly id: Scalars['ID']['input'];
};

/** The key, or why it was not revoked. */
export type RevokeApiKeyPayload = {
  readonly __typename?: 'RevokeApiKeyPayload';
  /** The key as it is now; null if there is none with this id. */
  readonly apiKey?: Maybe<ApiKey>;
  /** Why nothing was changed; null if the key was revoked. */
  readonly refusal?: Maybe<RevokeApiKeyRefusal>;
};

/** Why a key was not revoked. */
export type RevokeApiKeyRefusal = {
  readonly __typename?: 'RevokeApiKeyRefusal';
  /** Kind of refusal, for programs. */
  readonly code: RevokeApiKeyRefusalCode;
  /** What it means, for people. */
  readonly message: Scalars['String']['output'];
};

/** Reasons why a key is not revoked. */
export type RevokeApiKeyRefusalCode =
  /** It was revoked before. */
  | 'ALREADY_REVOKED'
  /** There is no key with this id. */
  | 'NO_SUCH_KEY';

/** An edition before or after a ruling. */
export type RuledEdition = {
  readonly __typename?: 'RuledEdition';
  /** Id of the edition; null for one that would be new. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The libraries that have it. */
  readonly libraries: ReadonlyArray<Library>;
  /** Number of its public records. */
  readonly recordCount: Scalars['Int']['output'];
  /** The first 50 of its public records. */
  readonly records: ReadonlyArray<BibliographicRecord>;
  /** Its title. */
  readonly title: Scalars['String']['output'];
};

/** A person's decision on two records, kept across harvests. */
export type Ruling = {
  readonly __typename?: 'Ruling';
  /** The first record; null if it is not public any more. */
  readonly a?: Maybe<BibliographicRecord>;
  /** When it was decided. */
  readonly at: Scalars['DateTime']['output'];
  /** The second record; null if it is not public any more. */
  readonly b?: Maybe<BibliographicRecord>;
  /** The decision. */
  readonly decision: RulingDecision;
  /** Id of this decision; a later one on the same records has another. */
  readonly id: Scalars['ID']['output'];
  /** The person's reason; null if none was given. */
  readonly note?: Maybe<Scalars['String']['output']>;
};

/** A page of rulings. */
export type RulingConnection = {
  readonly __typename?: 'RulingConnection';
  /** The rulings of this page, the newest first. */
  readonly edges: ReadonlyArray<RulingEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Ruling>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** Decisions that a person can make on two records. */
export type RulingDecision =
  /** They are two editions. */
  | 'DIFFERENT'
  /** They are one edition. */
  | 'SAME';

/** A ruling of a page. */
export type RulingEdge = {
  readonly __typename?: 'RulingEdge';
  /** Opaque cursor of this ruling, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The ruling. */
  readonly node: Ruling;
};

/** What a ruling does to editions: the same records, as they are in editions before and after. */
export type RulingEffect = {
  readonly __typename?: 'RulingEffect';
  /** The editions that these records are in afterwards. */
  readonly after: ReadonlyArray<RuledEdition>;
  /** The editions that lose or gain records, as they are before; empty if none does. */
  readonly before: ReadonlyArray<RuledEdition>;
  /** Whether the two records are in one edition afterwards. Another ruling may prevent it. */
  readonly together: Scalars['Boolean']['output'];
};

/** What can become of a decision. */
export type RulingOutcome =
  /** It was so already; nothing was changed. */
  | 'ALREADY_SO'
  /** It is done. */
  | 'DONE'
  /** Another ruling stands, or none, than the one that was seen: somebody decided meanwhile. Nothing was changed. */
  | 'SOMEONE_RULED_MEANWHILE';

/** What became of a decision. */
export type RulingPayload = {
  readonly __typename?: 'RulingPayload';
  /** What was changed; null if nothing was. */
  readonly effect?: Maybe<RulingEffect>;
  /** Whether it was done. */
  readonly outcome: RulingOutcome;
  /** The ruling that stands now; null if there is none. */
  readonly ruling?: Maybe<Ruling>;
};

/** What a ruling would change. */
export type RulingPreview = {
  readonly __typename?: 'RulingPreview';
  /** Other rulings that say the opposite of records in the editions concerned: they stay in force. */
  readonly against: ReadonlyArray<Ruling>;
  /** What would be changed. */
  readonly effect: RulingEffect;
  /** The ruling that stands now; null if there is none. */
  readonly standing?: Maybe<Ruling>;
};

/** What staff of a library ask to be decided of two records. */
export type RulingRequest = {
  readonly __typename?: 'RulingRequest';
  /** One of the two records; null if it is not public any more. */
  readonly a?: Maybe<BibliographicRecord>;
  /** What they were answered; null until they are. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** When they were answered; null until they are. */
  readonly answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was asked for. */
  readonly askedAt: Scalars['DateTime']['output'];
  /** The other; null if it is not public any more. */
  readonly b?: Maybe<BibliographicRecord>;
  /** What whoever asked thinks they are. */
  readonly decision: RulingDecision;
  /** Id of the request. */
  readonly id: Scalars['ID']['output'];
  /** The libraries that they work for. */
  readonly libraries: ReadonlyArray<Library>;
  /** Why, in their words. */
  readonly reason: Scalars['String']['output'];
};

/** The request as it is now. */
export type RulingRequestPayload = {
  readonly __typename?: 'RulingRequestPayload';
  /** What was asked for, and the answer. */
  readonly request: RulingRequest;
};

/**
 * Words to be found in one field each: an edition must match every field given, and the `query`, which may be empty. Each is
 * read as `query` is: phrases, `or`, `-without`, spellings and short forms. Nothing of it is left out if nothing is found.
 * An empty text asks for nothing.
 */
export type SearchFields = {
  /** Words of the names of authors and other creators. */
  readonly author?: InputMaybe<Scalars['String']['input']>;
  /** Words of the title of the series that it is in. */
  readonly series?: InputMaybe<Scalars['String']['input']>;
  /** Words of the subject headings. */
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  /** Words of the title, as any library gives it. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** Filter of a search. An edition must match every field given, and at least one of the values in each field. */
export type SearchFilter = {
  /** Class marks by how they begin, each within its scheme. */
  readonly classmarks?: InputMaybe<ReadonlyArray<ClassmarkRange>>;
  /** Complete names of creators, as in `Edition.creators`. */
  readonly creators?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Formats. */
  readonly formats?: InputMaybe<ReadonlyArray<Format>>;
  /** Languages of the text, ISO 639-2/B codes such as `eng`. */
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /**
   * True: only editions of which a copy was in its place when its system last told, at harvest or in an answer since; of `libraries`, if
   * those are given. It says nothing of now: a copy may have been lent or have come back. Systems that do not tell how copies stand, copies
   * of a library that does not lend from the system, and what is read online let nothing through. See `EditionConnection.lastKnownFrom`, and ask `availableNow` or `Holding.availability` of the page. Default: no
   * such limit.
   */
  readonly lastKnownIn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Ids of libraries that hold it. */
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of networks with a library that holds it. */
  readonly networks?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether it is read online. */
  readonly online?: InputMaybe<Scalars['Boolean']['input']>;
  /** First year of publication, inclusive. Editions without a year are left out. */
  readonly publishedFrom?: InputMaybe<Scalars['Int']['input']>;
  /** Last year of publication, inclusive. Editions without a year are left out. */
  readonly publishedTo?: InputMaybe<Scalars['Int']['input']>;
  /** Ids of sites that keep copies of it. */
  readonly sites?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Complete subject headings, as in `Subject.heading`. */
  readonly subjects?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of search results. */
export type SearchSort = {
  /** The sort key. Default: RELEVANCE. */
  readonly by?: InputMaybe<SearchSortKey>;
  /**
   * Ids of libraries whose holdings come first ("my library first"), with every sort key: the key orders what they hold, then
   * what they do not. Nothing is left out.
   */
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of networks whose libraries' holdings come first, together with those of `libraries`. */
  readonly networks?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of sites whose copies come first, together with the holdings of `libraries`. */
  readonly sites?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Sort keys of a search. */
export type SearchSortKey =
  /** Year of publication, the latest first; editions without a year come last. */
  | 'NEWEST'
  /** How well it matches the query: title before creators before subjects before other words. */
  | 'RELEVANCE'
  /** Title, without its leading article. */
  | 'TITLE';

/** A delivery to a discovery service. */
export type SentDelivery = {
  readonly __typename?: 'SentDelivery';
  /** When it began. */
  readonly at: Scalars['DateTime']['output'];
  /** Its id in the region file. */
  readonly delivery: Scalars['ID']['output'];
  /** Host, folder and set. */
  readonly target: Scalars['String']['output'];
};

/** A place where a library keeps copies. */
export type Site = {
  readonly __typename?: 'Site';
  /** Its postal address; null if the region file gives none for it, nor for its library if it has no other site. */
  readonly address?: Maybe<Address>;
  /** When it closes. Null while it is closed, if its opening hours are unknown, or if it is open day and night. */
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Days on which it is closed whatever its week says; past ones are left out. Bank holidays are in `Region.bankHolidays`. */
  readonly closures: ReadonlyArray<Closure>;
  /** How to reach this site; null if the region file gives nothing for it, nor for its library if it has no other site. */
  readonly contact?: Maybe<Contact>;
  /** Where it is on the map; null if the region file does not say. */
  readonly coordinates?: Maybe<GeoPoint>;
  /** Id of the site. */
  readonly id: Scalars['ID']['output'];
  /** The library that it belongs to. */
  readonly library: Library;
  /** Shelves and rooms of the site that have a code. */
  readonly locations: ReadonlyArray<Location>;
  /** Name of the site. */
  readonly name: Scalars['String']['output'];
  /**
   * Whether it is open at this moment, closures and bank holidays included. Null if its opening hours are unknown: never to
   * be read as "closed".
   */
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  /** Its ordinary week, seven days from Monday on, by its own clock; null if its opening hours are unknown. */
  readonly openingHours?: Maybe<ReadonlyArray<OpeningHours>>;
  /** When it opens next. Null while it is open, if its opening hours are unknown, or if it stays closed for a year. */
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  /** The organisation that owns the building; null if the region file does not say. */
  readonly organisation?: Maybe<Organisation>;
};

/** An export from a snapshot. */
export type SnapshotExport = {
  readonly __typename?: 'SnapshotExport';
  /** Who exported it: pseudonym of a person, or the id of a key. */
  readonly actor: Scalars['String']['output'];
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** CSV, XLSX or JSON. */
  readonly format: Scalars['String']['output'];
  /** The snapshot. */
  readonly snapshot: Scalars['String']['output'];
};

/** What a run consists of. */
export type StatementKind =
  /** Indexes. */
  | 'INDEX'
  /** The basic volumes. */
  | 'MAIN'
  /** Supplements. */
  | 'SUPPLEMENT';

/** A subject heading. */
export type Subject = {
  readonly __typename?: 'Subject';
  /** The heading in words. */
  readonly heading: Scalars['String']['output'];
  /** Its id in the scheme; null if the record gives none. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** The scheme that the heading belongs to. */
  readonly scheme: SubjectScheme;
};

/** Schemes of subject headings. */
export type SubjectScheme =
  /** Library of Congress Subject Headings. */
  | 'LCSH'
  /** A library's own list, or none. */
  | 'LOCAL'
  /** Medical Subject Headings of the National Library of Medicine. */
  | 'MESH'
  /** Another published list. */
  | 'OTHER'
  /** The headings of the Wessex classification. */
  | 'WESSEX';

/** Something that a person may be looking for. */
export type Suggestion = {
  readonly __typename?: 'Suggestion';
  /** Editions of this title, by this author or with this heading; never 0. */
  readonly count: Scalars['Int']['output'];
  /** For a title, the edition that most libraries hold, then the newest; else null. */
  readonly edition?: Maybe<Edition>;
  /**
   * Whether `count` is so at this moment. If not, some edition has this frequent term, and `count` is from before, because very many
   * editions change just now, as with a first harvest, or has editions that are not shown, because a library is moving.
   */
  readonly exact: Scalars['Boolean']['output'];
  /** What it is. */
  readonly kind: SuggestionKind;
  /** The title, the name, or the complete subject heading, as `SearchFilter.subjects` takes it. */
  readonly text: Scalars['String']['output'];
};

/** Kinds of suggestions. */
export type SuggestionKind =
  /** A person or a body that made an edition. */
  | 'AUTHOR'
  /** A subject heading. */
  | 'SUBJECT'
  /** The title of an edition. */
  | 'TITLE';

/** What one library requests from another. */
export type Supply =
  /** A copy of an article: journals are not lent. */
  | 'COPY'
  /** The item itself, on loan. */
  | 'LOAN';

/** How far a library's move from one system to another has come. */
export type SystemMembership = {
  readonly __typename?: 'SystemMembership';
  /** The phase of the library at this system. */
  readonly phase: MovePhase;
  /** When this phase began; null if the region file does not say. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The system. */
  readonly system: LibrarySystem;
};

/** Records that were public and were taken back. What they said is kept nowhere. */
export type TakeBack = {
  readonly __typename?: 'TakeBack';
  /** When they were hidden. */
  readonly at: Scalars['DateTime']['output'];
  /** When all was cleaned; null if it is not. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** Why it could not be cleaned the last time that it was tried; it is tried again. Null if it has not failed. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** Who may have what the records said. */
  readonly readers: TakeBackReaders;
  /** Why, as whoever did it wrote. */
  readonly reason: Scalars['String']['output'];
  /** Ids of the records. */
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
  /** Whether something is left to be cleaned. The records are hidden in any case. */
  readonly state: TakeBackState;
};

/** Records to take back. */
export type TakeBackInput = {
  /**
   * Why, in 1 to 200 characters. It is written down for good, and stands in reports of snapshots: name a case, not a person, and
   * nothing of what the records say.
   */
  readonly reason: Scalars['String']['input'];
  /** Ids of records, such as `north-koha:record:1234`: 1 to 1,000. */
  readonly records: ReadonlyArray<Scalars['ID']['input']>;
};

/** The act, or why nothing was taken back. */
export type TakeBackPayload = {
  readonly __typename?: 'TakeBackPayload';
  /** Why nothing was taken back; null if it was. */
  readonly refusal?: Maybe<TakeBackRefusal>;
  /** The act; null if nothing was taken back. */
  readonly takeBack?: Maybe<TakeBack>;
};

/** Who may have records that were taken back, as far as it is known. */
export type TakeBackReaders = {
  readonly __typename?: 'TakeBackReaders';
  /** Deliveries to discovery services that may have carried one of them. */
  readonly deliveries: ReadonlyArray<SentDelivery>;
  /** Exports from snapshots that had one of them. */
  readonly exports: ReadonlyArray<SnapshotExport>;
  /** Files of published records that commands have written, and that are not known to be gone. */
  readonly files: ReadonlyArray<WrittenFile>;
  /** Since when it is written down who reads feeds. Null if it never was. */
  readonly knownSince?: Maybe<Scalars['DateTime']['output']>;
  /** When the first of the records was published in feeds, as far as their log knows. Null if none was. */
  readonly publishedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Who read a feed that had one of them. */
  readonly readings: ReadonlyArray<FeedReading>;
};

/** Why nothing was taken back. */
export type TakeBackRefusal = {
  readonly __typename?: 'TakeBackRefusal';
  /** Kind of refusal, for programs. */
  readonly code: TakeBackRefusalCode;
  /** What it means, for people. */
  readonly message: Scalars['String']['output'];
  /** The records that it is about. */
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
};

/** Kinds of refusals to take something back. */
export type TakeBackRefusalCode =
  /** Mercia never had some of the records, so nothing of them was public. */
  | 'NO_SUCH_RECORD';

/** How far taking back is. */
export type TakeBackState =
  /** Everything is cleaned. */
  | 'DONE'
  /** Everybody is told that there is no such record; terms, snapshots and files are being cleaned. */
  | 'OPEN';

/** A caller who signed in. It says nothing of who they are. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The libraries whose staff they are, as far as the region has them; empty for every other role. */
  readonly libraries: ReadonlyArray<Library>;
  /** What they may do. Of several roles the one that may do most. */
  readonly role: ViewerRole;
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

/** Who may see a record. Only PUBLIC records and items reach this graph, search, counts and matching. */
export type Visibility =
  /** Staff only: made for an interlibrary loan, often with a reader's name. */
  | 'ILL_TEMPORARY'
  /** Everyone. */
  | 'PUBLIC'
  /** Staff only: the library hides it. */
  | 'SUPPRESSED'
  /** Nobody for now: how the system marks it could not be read. */
  | 'UNKNOWN';

/**
 * A vocabulary that this region has loaded: subject headings, and other names of them. A search for one name finds the
 * others too.
 */
export type Vocabulary = {
  readonly __typename?: 'Vocabulary';
  /** How many headings it has. */
  readonly headings: Scalars['Int']['output'];
  /** When it was loaded. */
  readonly loadedAt: Scalars['DateTime']['output'];
  /** What it is called here. */
  readonly name: Scalars['String']['output'];
  /** Where it is from: the file that it was loaded from. */
  readonly source: Scalars['String']['output'];
  /** How many terms it has: headings and their other names. */
  readonly terms: Scalars['Int']['output'];
};

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

/** What editions of one title by one author have in common, whatever their year and format. */
export type Work = {
  readonly __typename?: 'Work';
  /** Authors, editors and bodies of its newest edition. */
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  /** Its editions in the region's catalogues, the newest first; at most 200. */
  readonly editions: ReadonlyArray<Edition>;
  /** Id of the work. It changes if the title or the author of its editions changes. */
  readonly id: Scalars['ID']['output'];
  /** The newest edition that a library holds; null if no library holds any. */
  readonly latestHeld?: Maybe<Edition>;
  /** Title without subtitle, from its newest edition; null if that has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** A file of published records. */
export type WrittenFile = {
  readonly __typename?: 'WrittenFile';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** The machine that it was written on. */
  readonly machine: Scalars['String']['output'];
  /** Where it was written. */
  readonly path: Scalars['String']['output'];
};
