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
  DateTime: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A code that others know a library by. */
export type Alias = {
  readonly __typename?: 'Alias';
  /** Who gives the code. */
  readonly scheme: AliasScheme;
  /** The code. */
  readonly value: Scalars['String']['output'];
};

/** Who gives a library's code. */
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
  /** Someone else. */
  | 'OTHER'
  /** A branch code of its own system. */
  | 'SYSTEM_BRANCH';

/** One system's description of a title, kept as it came. */
export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  /** Whether its system has deleted it. */
  readonly deleted: Scalars['Boolean']['output'];
  /** The edition that it belongs to; null where it has not been assigned yet. */
  readonly edition?: Maybe<Edition>;
  /** Ids that it had in systems that its library has left; none until a library moves. */
  readonly formerly: ReadonlyArray<Scalars['ID']['output']>;
  /** When it was last harvested. */
  readonly harvestedAt: Scalars['DateTime']['output'];
  /** Stable id of the record in its system. */
  readonly id: Scalars['ID']['output'];
  /** The system's own id of the record. */
  readonly localId: Scalars['String']['output'];
  /** The record's public fields; fields for staff, of local use or about people are left out. Null where it cannot be read. */
  readonly marc?: Maybe<Marc>;
  /** The system that it came from. */
  readonly system: LibrarySystem;
  /** Title; null where the record has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Who may see it. */
  readonly visibility: Visibility;
};

/** What a library system can do. */
export type Capability =
  /** Cancelling of holds. */
  | 'CANCEL_HOLD'
  /** Records that changed since the last harvest. */
  | 'HARVEST_CHANGES'
  /** All its records, for the index. */
  | 'HARVEST_FULL'
  /** Runs of serials as the library states them. */
  | 'HOLDING_STATEMENTS'
  /** Length of the queue for a title. */
  | 'HOLD_QUEUE'
  /** Status of items as it is now. */
  | 'LIVE_ITEMS'
  /** Numbers of loans, for reports. */
  | 'LOAN_COUNTS'
  /** Rules of lending. */
  | 'LOAN_POLICIES'
  /** Loans and holds that are open, with a token for the reader. */
  | 'OPEN_LOANS'
  /** A reader's account. */
  | 'PATRON_ACCOUNT'
  /** Placing of holds. */
  | 'PLACE_HOLD'
  /** Tokens of readers, by which the same person in two systems is found. */
  | 'READER_TOKENS'
  /** Renewal of loans. */
  | 'RENEW'
  /** A reader's proof of being one. */
  | 'VERIFY_PATRON';

/** An edition's circulation at one library. */
export type CirculationAtLibrary = {
  readonly __typename?: 'CirculationAtLibrary';
  /** Its numbers. */
  readonly figures: CirculationFigures;
  /** The library that owns the copies; for holds, the one where they are collected. */
  readonly library: Library;
};

/** A number that may be hidden: 1 to 4 could point at a person. */
export type CirculationCount = {
  readonly __typename?: 'CirculationCount';
  /** What it is at least; null where nobody can tell. */
  readonly atLeast?: Maybe<Scalars['Int']['output']>;
  /** Whether it is known and hidden: small itself, or, for a total, holding a small number that could be worked out. */
  readonly suppressed: Scalars['Boolean']['output'];
  /** The number. Null where it is hidden, and where nobody can tell it. */
  readonly value?: Maybe<Scalars['Int']['output']>;
};

/** Numbers of loans. */
export type CirculationFigures = {
  readonly __typename?: 'CirculationFigures';
  /** Readers who wait, and have not been told to come. */
  readonly holdsWaiting: CirculationCount;
  /**
   * Day of the last loan, `2026-01-31`, or its month, `2026-01`, where few loans are behind it. Null where there was none,
   * and where nobody can tell.
   */
  readonly lastBorrowed?: Maybe<Scalars['String']['output']>;
  /** Loans since each system has counted. */
  readonly loans: CirculationCount;
  /** Renewals since each system has counted. */
  readonly renewals: CirculationCount;
  /** Loans for each copy; null where the loans are hidden, or nobody can tell them. */
  readonly turnover?: Maybe<Scalars['Float']['output']>;
};

/** A library of which something is not in the numbers. */
export type CirculationGap = {
  readonly __typename?: 'CirculationGap';
  /** The library. */
  readonly library: Library;
  /** What is not in them. */
  readonly what: ReadonlyArray<CirculationMeasure>;
  /** Why. */
  readonly why: CirculationGapReason;
};

/** Why something is not counted. */
export type CirculationGapReason =
  /** Its system cannot tell, or has not been asked yet. */
  | 'NOT_TOLD'
  /** The library has not agreed to it. */
  | 'NO_AGREEMENT';

/** What is counted. */
export type CirculationMeasure =
  /** Readers who wait. */
  | 'HOLDS'
  /** Loans since the system has counted. */
  | 'LOANS'
  /** Copies that are out. */
  | 'OPEN_LOANS'
  /** Renewals since the system has counted. */
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
  /** Libraries whose records carry it. */
  readonly libraries: ReadonlyArray<Library>;
  /** The mark. */
  readonly mark: Scalars['String']['output'];
  /** The scheme that gives the mark its meaning. */
  readonly scheme: ClassScheme;
};

/** Whether a library has a part of a serial. */
export type Coverage =
  /** It states what it has, and that is not among it. */
  | 'NO'
  /** It states nothing of the kind, or what it states cannot be read for certain. */
  | 'UNKNOWN'
  /** It states that it has it. */
  | 'YES';

/** An edition that one system has more than one record of. */
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
  /** The duplicates of this page, in order of their editions' age in the index. */
  readonly edges: ReadonlyArray<DuplicateEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** A duplicate in its place on a page. */
export type DuplicateEdge = {
  readonly __typename?: 'DuplicateEdge';
  /** Opaque place of this duplicate, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The duplicate. */
  readonly node: Duplicate;
};

/** An account, as a token. */
export type DuplicateReader = {
  readonly __typename?: 'DuplicateReader';
  /** The library whose reader it is; null where the system does not say. */
  readonly library?: Maybe<Library>;
  /** Token of the account: the same in all that this role is shown, and nowhere else. */
  readonly reader: Scalars['String']['output'];
  /** Its system. */
  readonly system: LibrarySystem;
};

/** Accounts of several systems that seem to be one person's. */
export type DuplicateReaders = {
  readonly __typename?: 'DuplicateReaders';
  /** The accounts, two to ten. */
  readonly accounts: ReadonlyArray<DuplicateReader>;
  /** What they share. */
  readonly evidence: ReadonlyArray<DuplicateReadersEvidence>;
  /** Id of the group, as long as its accounts stay the same: `duplicateAccounts` looks behind it. */
  readonly id: Scalars['ID']['output'];
};

/** A page of readers who seem to have accounts at several systems. */
export type DuplicateReadersConnection = {
  readonly __typename?: 'DuplicateReadersConnection';
  /** The groups of this page, in no order that says anything. */
  readonly edges: ReadonlyArray<DuplicateReadersEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** A group in its place on a page. */
export type DuplicateReadersEdge = {
  readonly __typename?: 'DuplicateReadersEdge';
  /** Opaque place of this group, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The group. */
  readonly node: DuplicateReaders;
};

/** What makes accounts seem one person's. */
export type DuplicateReadersEvidence =
  /** An e-mail address. */
  | 'EMAIL'
  /** Surname, first forename and birth date. */
  | 'NAME_AND_BIRTH_DATE';

/** One publication, whatever each library's record says of it; for a serial, one title in one form. */
export type Edition = {
  readonly __typename?: 'Edition';
  /** How often it was lent, in counts that point at nobody. Null, with an error, where the index cannot be asked. */
  readonly circulation?: Maybe<EditionCirculation>;
  /** Class marks of all its records, with the libraries that use each. */
  readonly classmarks: ReadonlyArray<Classmark>;
  /** Authors, editors and bodies, as the records name them. */
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  /** Edition statement, `3rd ed.`; null where no record has one. */
  readonly editionStatement?: Maybe<Scalars['String']['output']>;
  /** What kind of thing it is. */
  readonly format: Format;
  /** Its holdings: one for each library that has it, two where a library catalogued it twice. */
  readonly holdings: ReadonlyArray<Holding>;
  /** Stable id. When editions merge, the id that goes lives on as a redirect. */
  readonly id: Scalars['ID']['output'];
  /** Its ISBNs, 13 digits, valid and its own. */
  readonly isbns: ReadonlyArray<Scalars['String']['output']>;
  /** Its ISSNs, `nnnn-nnnX`. */
  readonly issns: ReadonlyArray<Scalars['String']['output']>;
  /** Language of the text, ISO 639-2/B; null where no record gives one. */
  readonly language?: Maybe<Scalars['String']['output']>;
  /**
   * Libraries that could lend it to another one, or copy from it, in the order in which to ask them. Null, with an error, where
   * the index cannot be asked, and where the region has no such library.
   */
  readonly lenders?: Maybe<LenderConnection>;
  /** Addresses at which it is read, with the libraries that give each. */
  readonly links: ReadonlyArray<Link>;
  /** Year of publication, for a serial of its first issue; null where no record gives one. */
  readonly publishedYear?: Maybe<Scalars['Int']['output']>;
  /** Publisher; null where no record names one. */
  readonly publisher?: Maybe<Scalars['String']['output']>;
  /** The systems' records that it is made of. */
  readonly records: RecordConnection;
  /** Subject headings of all its records. */
  readonly subjects: ReadonlyArray<Subject>;
  /** Title with subtitle and part; `[untitled]` where no record has one. */
  readonly title: Scalars['String']['output'];
  /** The work that it is an edition of; null where its records say too little to tell, and for serials. */
  readonly work?: Maybe<Work>;
};


/** One publication, whatever each library's record says of it; for a serial, one title in one form. */
export type EditionHoldingsArgs = {
  libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** One publication, whatever each library's record says of it; for a serial, one title in one form. */
export type EditionLendersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  for: Scalars['ID']['input'];
  on?: InputMaybe<Scalars['Date']['input']>;
  outside?: InputMaybe<Scalars['Boolean']['input']>;
  volume?: InputMaybe<Scalars['String']['input']>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


/** One publication, whatever each library's record says of it; for a serial, one title in one form. */
export type EditionRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * All editions that bear an identifier. More than one is normal for sets and reprints; none proves nothing about the
 * systems listed in `incomplete`.
 */
export type EditionAnswer = {
  readonly __typename?: 'EditionAnswer';
  /** Editions found, in order of their age in the index. */
  readonly editions: ReadonlyArray<Edition>;
  /** Systems whose records are not all in the index today. */
  readonly incomplete: ReadonlyArray<IndexGap>;
  /** The id asked for, where it was merged away and another edition is answered; else null. */
  readonly redirectedFrom?: Maybe<Scalars['ID']['output']>;
};

/**
 * How often an edition was lent: public copies of libraries that agreed to its being counted, at the last harvest of their
 * loans. Small numbers are hidden, and what they could be worked out from; a number that nobody can tell is null, never 0.
 */
export type EditionCirculation = {
  readonly __typename?: 'EditionCirculation';
  /** The oldest of the harvests that the numbers come from; null where there are none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Each library that holds copies, or whose readers wait. */
  readonly byLibrary: ReadonlyArray<CirculationAtLibrary>;
  /**
   * Loans of each year since counting began. Null where nobody has counted, and where the years beside the libraries would
   * give a hidden number away.
   */
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  /** When the last of these systems began to be counted by year; null where none is. */
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Libraries that hold copies, and of which something is not in the numbers. */
  readonly missing: ReadonlyArray<CirculationGap>;
  /** All libraries together that can tell; the others are in `missing`. */
  readonly total: CirculationFigures;
};

/** A page of editions that a search found. */
export type EditionConnection = {
  readonly __typename?: 'EditionConnection';
  /** Whether more was found than is counted exactly: `totalCount` and the facets then come from an estimate. */
  readonly approximate: Scalars['Boolean']['output'];
  /** The editions of this page, in the order asked for. */
  readonly edges: ReadonlyArray<EditionEdge>;
  /** What was found, counted by library and by format, the most frequent value first. */
  readonly facets: ReadonlyArray<Facet>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
  /** Editions found on all pages; exact unless `approximate`. */
  readonly totalCount: Scalars['Int']['output'];
  /**
   * Words of the query that were left out because all words together find nothing, as they were typed. Everything on all
   * pages, counts and facets is what the other words find. Empty where nothing was left out.
   */
  readonly wordsLeftOut: ReadonlyArray<Scalars['String']['output']>;
};

/** An edition in its place on a page. */
export type EditionEdge = {
  readonly __typename?: 'EditionEdge';
  /** Opaque place of this edition, for `after`. */
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
  /** Id of an edition; one that was merged away is followed. */
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

/** A library that holds an edition and is not to be asked for it. */
export type ExcludedLender = {
  readonly __typename?: 'ExcludedLender';
  /** The library. */
  readonly library: Library;
  /** The first day, from the one asked for on, on which it is open; null where nobody gave its hours. */
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  /** All that keeps it out; at least one. */
  readonly reasons: ReadonlyArray<LendingReason>;
};

/** What a search found, counted by one property. */
export type Facet = {
  readonly __typename?: 'Facet';
  /** The property. */
  readonly field: FacetField;
  /** Its values, the most frequent first. */
  readonly values: ReadonlyArray<FacetValue>;
};

/** Properties that a search is counted by. */
export type FacetField =
  /** Format of the edition. */
  | 'FORMAT'
  /** Libraries that hold it; an edition counts once for each. */
  | 'LIBRARY';

/** One value of a facet. */
export type FacetValue = {
  readonly __typename?: 'FacetValue';
  /** Editions found that have it. */
  readonly count: Scalars['Int']['output'];
  /** The value in words. */
  readonly label: Scalars['String']['output'];
  /** The value as a filter takes it. */
  readonly value: Scalars['String']['output'];
};

/** What kind of thing an edition is. */
export type Format =
  /** Sound. */
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
  /** A thing: a model, a bone, a game. */
  | 'OBJECT'
  /** Something that is none of these. */
  | 'OTHER'
  /** A report or other grey literature. */
  | 'REPORT'
  /** A thesis or dissertation. */
  | 'THESIS'
  /** A record that does not say. */
  | 'UNKNOWN'
  /** Moving pictures. */
  | 'VIDEO';

/** State of the harvest of one system. */
export type HarvestStatus = {
  readonly __typename?: 'HarvestStatus';
  /** Seconds since then; null where no harvest has come to its end. */
  readonly lagSeconds?: Maybe<Scalars['Int']['output']>;
  /** End of the last harvest that came to its end; null where none has. */
  readonly lastCompleteAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Why the newest harvest ended before its end, and what to do: an error code and a sentence, which names no host of the
   * system. Null while one runs, and where the newest came to its end; records that could not be read are no reason, they
   * are counted in `rejects`.
   */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** Records of the system in the index, those not shown to the public included, deleted ones not. */
  readonly records: Scalars['Int']['output'];
  /** Records that could not be read and wait to be mended. */
  readonly rejects: Scalars['Int']['output'];
  /** Whether a harvest runs now. */
  readonly running: Scalars['Boolean']['output'];
};

/** A request of a patron for a title or a copy. */
export type Hold = {
  readonly __typename?: 'Hold';
  /** Id of the hold; it dies with the hold. */
  readonly id: Scalars['ID']['output'];
  /**
   * The record that is wanted. Null where the system does not name it, where it was never harvested, and where its
   * library does not show it to the public, as with interlibrary loans: `title` is there all the same.
   */
  readonly record?: Maybe<BibliographicRecord>;
  /** Id of the record, from which `record` is told. Null where the system does not name it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

/** What one library owns under one record of its system. The library that owns the copy counts, wherever the copy is today. */
export type Holding = {
  readonly __typename?: 'Holding';
  /** What it is known from. */
  readonly basis: HoldingBasis;
  /** Call numbers of the copies, each once. */
  readonly callNumbers: ReadonlyArray<Scalars['String']['output']>;
  /** Address of the title in that library's own catalogue, where its reader asks for it; null where it has none. */
  readonly catalogueUrl?: Maybe<Scalars['String']['output']>;
  /** Copies owned and findable, from the last harvest; null where the system gives no items, never 0 for that. */
  readonly copies?: Maybe<Scalars['Int']['output']>;
  /** The edition that it is a holding of. */
  readonly edition: Edition;
  /** Stable id: it survives merges and splits of editions. */
  readonly id: Scalars['ID']['output'];
  /** The library that owns it. */
  readonly library: Library;
  /** What the owning adapter wrote at harvest to find these copies live (record, owner codes, barcodes); opaque to all else. */
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Whether it is read online: its record describes something online, or a link is all that is held. False for a print
   * record that has a link as well. Null when unknown.
   */
  readonly online?: Maybe<Scalars['Boolean']['output']>;
  /** The record that it stands under. */
  readonly record: BibliographicRecord;
  /** Runs of a serial or set that the library states it has. */
  readonly statements: ReadonlyArray<HoldingStatement>;
};

/** What a holding is known from. */
export type HoldingBasis =
  /** Items: copies with a barcode or number of their own. */
  | 'ITEMS'
  /** A link that its readers follow. */
  | 'LINK'
  /** An order that has not arrived. */
  | 'ORDER'
  /** Nothing but the record's being in the library's catalogue. */
  | 'RECORD_ONLY'
  /** A statement of what is held. */
  | 'STATEMENT'
  /** A subscription of the library. */
  | 'SUBSCRIPTION';

/** A run of a serial or a set, as the library states it. */
export type HoldingStatement = {
  readonly __typename?: 'HoldingStatement';
  /** Beginning of the run; null where it cannot be told from the rest. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** What the run consists of. */
  readonly kind: StatementKind;
  /** Where the run is kept; null where the record does not say. */
  readonly location?: Maybe<Location>;
  /** Public note on the run; null where there is none. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** How long issues are kept; null where the record does not say. */
  readonly retention?: Maybe<Scalars['String']['output']>;
  /** The statement in the library's own words. */
  readonly text: Scalars['String']['output'];
  /** End of the run; null where it goes on or cannot be told. */
  readonly to?: Maybe<Scalars['String']['output']>;
};

/** A system whose records are not all in the index. */
export type IndexGap = {
  readonly __typename?: 'IndexGap';
  /**
   * Time from which on the gap may reach: the last complete harvest, the start of the first, the change of the region file,
   * or when the oldest of the records that could not be read was refused. Null if there was none, or if a change of the
   * region file has not taken effect yet.
   */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The system concerned. */
  readonly system: LibrarySystem;
  /** What is the matter with its harvest. */
  readonly why: IndexGapReason;
};

/** Reasons why records of a system are missing from the index. */
export type IndexGapReason =
  /** No record of the system has been harvested yet. */
  | 'NEVER_HARVESTED'
  /**
   * A first harvest that has not come to its end, or a region file that changed how the system's records are read: what it
   * hides is hidden already, what it newly shows appears as the records are read again.
   */
  | 'PARTIAL'
  /** A last complete harvest that is older than the region file promises. */
  | 'STALE'
  /** Some records that could not be read: they are missing, or known by fewer fields than they have. */
  | 'UNREADABLE';

/** One copy. Its live facts are owned by `circulation`. */
export type Item = {
  readonly __typename?: 'Item';
  /** Stable id of the copy in its system. */
  readonly id: Scalars['ID']['output'];
};

/** An item that harvest saw, for those who only have its barcode. */
export type ItemReference = {
  readonly __typename?: 'ItemReference';
  /** The holding that the item belongs to; null where its owner is no library of the region. */
  readonly holding?: Maybe<Holding>;
  /** The item, live; its facts are owned by `circulation`. Null where its system does not show it. */
  readonly item?: Maybe<Item>;
};

/** A library that could lend. */
export type Lender = {
  readonly __typename?: 'Lender';
  /** Whether it has the year and volume wanted, by what it states of its run; null where neither was named. */
  readonly covers?: Maybe<Coverage>;
  /** What it could lend or copy from; `availability` says whether it is in now. */
  readonly holdings: ReadonlyArray<Holding>;
  /** The library. */
  readonly library: Library;
  /** Whether it is open at this moment; null where nobody gave its hours. */
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  /** The first day, from the one asked for on, on which it is open; null where nobody gave its hours. */
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  /** Its place in the order: 1 is asked first. */
  readonly rank: Scalars['Int']['output'];
  /** Why it stands where it does, and what to know before asking. */
  readonly reasons: ReadonlyArray<LendingReason>;
};

/** Libraries that could lend an edition to another one, a page of them. */
export type LenderConnection = {
  readonly __typename?: 'LenderConnection';
  /** The libraries of this page, in the order in which to ask them. */
  readonly edges: ReadonlyArray<LenderEdge>;
  /** Libraries that hold it and are not to be asked, each with all that keeps it out. */
  readonly excluded: ReadonlyArray<ExcludedLender>;
  /** Systems whose records are not all in the index today: their libraries may hold it too. */
  readonly incomplete: ReadonlyArray<IndexGap>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
  /** What they are asked for. */
  readonly supply: Supply;
  /** Libraries that can be asked, on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A library in its place in the order. */
export type LenderEdge = {
  readonly __typename?: 'LenderEdge';
  /** Opaque place of this library, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The library and why it stands here. */
  readonly node: Lender;
};

/** Why a library is asked when it is, or not at all. */
export type LendingReason = {
  readonly __typename?: 'LendingReason';
  /** The reason. */
  readonly code: LendingReasonCode;
  /** The reason in a sentence. */
  readonly words: Scalars['String']['output'];
};

/** Reasons of the order of lenders: the first seven of libraries that can be asked, the others of those that cannot. */
export type LendingReasonCode =
  /** It is closed for a time, on the day on which it would be open next. */
  | 'CLOSED'
  /** What it states does not tell, or cannot be read. */
  | 'COVERAGE_UNKNOWN'
  /** By what it states it has the part wanted. */
  | 'COVERED'
  /** It is asked when nobody else is left. */
  | 'LAST_RESORT'
  /** What it states was read to the end, and does not include the part wanted. */
  | 'NOT_COVERED'
  /** Its network is none of those that the asking library's network asks. */
  | 'NOT_ON_ROTA'
  /** It lends nothing, or supplies no copies, to other libraries. */
  | 'NOT_SUPPLIED'
  /** None of its copies has arrived, or none is left. */
  | 'NO_COPY'
  /** The library that asks is in no network: nothing puts the others in order. */
  | 'NO_ROTA'
  /** It has it online only, for its own readers. */
  | 'ONLINE_ONLY'
  /** Its network is one of those that the asking library's network asks. */
  | 'ON_ROTA'
  /** It is shut on the day asked for, by its week or for a bank holiday, and opens soon. */
  | 'OPENS_LATER'
  /** It is the library that asks. */
  | 'OWN_LIBRARY'
  /** It lends in the same network as the library that asks. */
  | 'OWN_NETWORK'
  /** It lends inside its own network only. */
  | 'OWN_NETWORK_ONLY'
  /** It lends inside the region only. */
  | 'OWN_REGION_ONLY';

/** A library service: what a reader belongs to. It may share its system with others. */
export type Library = {
  readonly __typename?: 'Library';
  /** Codes that others know it by. */
  readonly aliases: ReadonlyArray<Alias>;
  /** How much it lends, in counts that point at nobody. Null, with an error, where the index cannot be asked. */
  readonly circulation?: Maybe<LibraryCirculation>;
  /** State of the harvest of its system; null where the system is not harvested. */
  readonly harvest?: Maybe<HarvestStatus>;
  /** Public holdings of this library in the index. */
  readonly holdingsCount: Scalars['Int']['output'];
  /** Stable id, as the region file gives it. */
  readonly id: Scalars['ID']['output'];
  /** The systems that it has to do with, and how far it has moved. */
  readonly memberships: ReadonlyArray<SystemMembership>;
  /** Name of the service. */
  readonly name: Scalars['String']['output'];
  /** The network that it lends in; null where it is in none. */
  readonly network?: Maybe<Network>;
  /** Organisations that it serves. */
  readonly organisations: ReadonlyArray<Organisation>;
  /** Places where it keeps copies. */
  readonly sites: ReadonlyArray<Site>;
  /** The system that answers for it today. */
  readonly system: LibrarySystem;
};

/** How much a library lends: its public copies, at the last harvest of its system's loans. Small numbers are hidden. */
export type LibraryCirculation = {
  readonly __typename?: 'LibraryCirculation';
  /** The oldest of the harvests that the numbers come from; null where there are none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Loans of each year since counting began; null where nobody has counted, or a hidden number could be worked out. */
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  /** When its system began to be counted by year; null where it is not. */
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  /** Copies that are out now. */
  readonly loansNow: CirculationCount;
  /** What of this library is not in the numbers; empty where all is. */
  readonly missing: ReadonlyArray<CirculationGap>;
  /** All its editions together, those with hidden numbers included. */
  readonly total: CirculationFigures;
};

/** One running library management system. */
export type LibrarySystem = {
  readonly __typename?: 'LibrarySystem';
  /** What it can do, as it is configured. */
  readonly capabilities: ReadonlyArray<Capability>;
  /**
   * Editions that it has more than one public record of, as it seems: a library may want to join them. Null, with an error,
   * where the index cannot be asked.
   */
  readonly duplicates?: Maybe<DuplicateConnection>;
  /** State of its harvest; null where the system is not harvested. */
  readonly harvest?: Maybe<HarvestStatus>;
  /** Stable id, as the region file gives it. */
  readonly id: Scalars['ID']['output'];
  /** Product, in one word: `koha`. */
  readonly kind: Scalars['String']['output'];
  /** Libraries that it answers for today. */
  readonly libraries: ReadonlyArray<Library>;
  /** Name of the system. */
  readonly name: Scalars['String']['output'];
};


/** One running library management system. */
export type LibrarySystemDuplicatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An address at which an edition, or a part of it, is read. */
export type Link = {
  readonly __typename?: 'Link';
  /** What it covers, in the library's words; null where the record does not say. */
  readonly coverage?: Maybe<Scalars['String']['output']>;
  /** Words to show for it; null where the record has none. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Libraries whose records give it; another library's reader may not be let in. */
  readonly libraries: ReadonlyArray<Library>;
  /** The address. */
  readonly url: Scalars['String']['output'];
};

/** One item out on an account. */
export type Loan = {
  readonly __typename?: 'Loan';
  /** Id of the loan; it dies with the loan. */
  readonly id: Scalars['ID']['output'];
  /**
   * The record that it stands under. Null where the system does not name it, where it was never harvested, and where its
   * library does not show it to the public, as with interlibrary loans: `title` is there all the same.
   */
  readonly record?: Maybe<BibliographicRecord>;
  /** Id of the record, from which `record` is told. Null where the system does not name it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

/** Loans of a year. */
export type LoansOfYear = {
  readonly __typename?: 'LoansOfYear';
  /** How many. */
  readonly loans: CirculationCount;
  /** The year in which they were first seen, where the library stands. */
  readonly year: Scalars['Int']['output'];
};

/** A shelf or room of a site. */
export type Location = {
  readonly __typename?: 'Location';
  /** Its code in the library's system. */
  readonly code: Scalars['String']['output'];
  /** Id of the location. */
  readonly id: Scalars['ID']['output'];
  /** Its name; null where the region file gives none. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The site that it belongs to; null where it is not known. */
  readonly site?: Maybe<Site>;
};

/** A MARC 21 record. */
export type Marc = {
  readonly __typename?: 'Marc';
  /** The public fields, in the record's own order. */
  readonly fields: ReadonlyArray<MarcField>;
  /** The leader, 24 characters. */
  readonly leader: Scalars['String']['output'];
  /** Whether some letters mean nothing in the record's character set: each stands as U+FFFD. */
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

/** What matching makes of two records. */
export type MatchDecision =
  /** They are two. */
  | 'DIFFERENT'
  /** They are one edition. */
  | 'SAME'
  /** Neither can be said; they are not joined. */
  | 'UNSURE';

/** What speaks for two records being one edition, and what against it. */
export type MatchEvidence = {
  readonly __typename?: 'MatchEvidence';
  /** The one record. */
  readonly a: BibliographicRecord;
  /** The other record. */
  readonly b: BibliographicRecord;
  /**
   * Whether matching compares them: only records are compared that share a number, or the words by which titles are looked
   * for, with not too many others.
   */
  readonly compared: Scalars['Boolean']['output'];
  /** What matching makes of it. */
  readonly decision: MatchDecision;
  /** Chance that they are one edition, 0 to 1, as matching sees it; a ruling does not change it. */
  readonly probability: Scalars['Float']['output'];
  /** What moved the judgement, the strongest first. */
  readonly reasons: ReadonlyArray<MatchReason>;
  /** What a person decided, which goes before all else; null where nobody has. */
  readonly ruling?: Maybe<Ruling>;
  /**
   * Whether they stand in one edition today. Two that match may stand apart, where one of them is forbidden beside a third
   * record.
   */
  readonly together: Scalars['Boolean']['output'];
  /** What forbids it: each alone keeps the two apart. */
  readonly vetoes: ReadonlyArray<MatchVeto>;
};

/** One concern in which two records were compared. */
export type MatchReason = {
  readonly __typename?: 'MatchReason';
  /** What both records say of it. */
  readonly detail: Scalars['String']['output'];
  /** The concern: `title`, `year`, `isbn`. */
  readonly feature: Scalars['String']['output'];
  /** How far it moved the judgement, as log-odds: above nought for one edition, below against. */
  readonly weight: Scalars['Float']['output'];
};

/** A rule that keeps two records apart. */
export type MatchVeto = {
  readonly __typename?: 'MatchVeto';
  /** What both records say that it goes by. */
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
  /** Data that nobody changes until the move is done. */
  | 'FROZEN'
  /** The system in use. */
  | 'LIVE'
  /** A system that the library has left for another. */
  | 'MOVED'
  /** A trial load of the library's data. */
  | 'TEST_LOADED';

/** A resource-sharing network of libraries. */
export type Network = {
  readonly __typename?: 'Network';
  /** Networks that it asks for loans, in that order. */
  readonly asks: ReadonlyArray<Network>;
  /** Id of the network. */
  readonly id: Scalars['ID']['output'];
  /** Name of the network. */
  readonly name: Scalars['String']['output'];
};

/** A loan without its reader. Copy and record are ids alone: the record of an interlibrary loan may bear the reader's name. */
export type OpenLoan = {
  readonly __typename?: 'OpenLoan';
  /** When the harvest began that brought it. */
  readonly asOf: Scalars['DateTime']['output'];
  /** The moment by which it is due; null for a loan of days. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** The day by which it is due; null where the system does not tell. */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Id of the copy. */
  readonly item: Scalars['ID']['output'];
  /** The library that owns the copy; null where the copy is not in the index. */
  readonly library?: Maybe<Library>;
  /** When it was lent; null where the system does not tell. */
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Token of the reader: the same in all that this role is shown, and nowhere else. */
  readonly reader: Scalars['String']['output'];
  /** Id of its record; null where it was never harvested. */
  readonly record?: Maybe<Scalars['ID']['output']>;
  /** How often it was renewed; null where the system does not tell. */
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  /** The system that it is at. */
  readonly system: LibrarySystem;
};

/** A page of open loans. */
export type OpenLoanConnection = {
  readonly __typename?: 'OpenLoanConnection';
  /** The loans of this page, by system and copy. */
  readonly edges: ReadonlyArray<OpenLoanEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** An open loan in its place on a page. */
export type OpenLoanEdge = {
  readonly __typename?: 'OpenLoanEdge';
  /** Opaque place of this loan, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The loan. */
  readonly node: OpenLoan;
};

/** A trust, board or university. Trusts merge: a library serves one or several, and is none of them. */
export type Organisation = {
  readonly __typename?: 'Organisation';
  /** Id of the organisation. */
  readonly id: Scalars['ID']['output'];
  /** Name of the organisation. */
  readonly name: Scalars['String']['output'];
  /** Its code in the Organisation Data Service; null where the region file gives none. */
  readonly odsCode?: Maybe<Scalars['String']['output']>;
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Place to ask on from with `after`; null where the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether something follows this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** Questions that the graph answers. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Accounts of several systems that seem to be one person's, as tokens: for the role `migration`, of libraries whose
   * agreement names DATA_CLEANING or MOVE_RECONCILIATION. No name and no address has left its system for it. Null, with an
   * error, for everybody else, and where the index cannot be asked.
   */
  readonly duplicateReaders?: Maybe<DuplicateReadersConnection>;
  /** One edition by its id; an id that was merged away gives the edition that it became. Null where there is none. */
  readonly edition?: Maybe<Edition>;
  /**
   * Editions by identifier, one answer for each key, in the order asked. Null, with an error whose path names its place,
   * where a key cannot be read; the other keys are answered all the same. Null as a whole, with an error, only where the
   * catalogue cannot be reached.
   */
  readonly editions?: Maybe<ReadonlyArray<Maybe<EditionAnswer>>>;
  /**
   * The items that bear a barcode; more than one where two libraries have given the same one, none where nobody has. Null,
   * with an error, where the index cannot be asked.
   */
  readonly items?: Maybe<ReadonlyArray<ItemReference>>;
  /** One library service by its id. Null where the region has none of that id. */
  readonly library?: Maybe<Library>;
  /**
   * Why two records are, or are not, one edition. Null where there is none of an id, or where its library does not show it
   * to the public; null, with an error, where both ids are one.
   */
  readonly match?: Maybe<MatchEvidence>;
  /**
   * Loans that are open, without who has them, for comparing systems before and after a move: for the role `migration`, of
   * libraries whose agreement names MOVE_RECONCILIATION. Name a system, a library or both. Null, with an error, for everybody
   * else, and where the index cannot be asked.
   */
  readonly openLoans?: Maybe<OpenLoanConnection>;
  /** One system's record by its id. Null where there is none, or where its library does not show it to the public. */
  readonly record?: Maybe<BibliographicRecord>;
  /**
   * The region that this graph serves, as its region file describes it. Null, with an error, only where the catalogue cannot
   * be reached.
   */
  readonly region?: Maybe<Region>;
  /**
   * Editions whose title, creators, subjects or other words match, a page at a time. Null, with an error, where the index
   * cannot be asked.
   */
  readonly search?: Maybe<EditionConnection>;
  /** One library system by its id. Null where the region has none of that id. */
  readonly system?: Maybe<LibrarySystem>;
};


/** Questions that the graph answers. */
export type QueryDuplicateReadersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Questions that the graph answers. */
export type QueryEditionArgs = {
  id: Scalars['ID']['input'];
};


/** Questions that the graph answers. */
export type QueryEditionsArgs = {
  by: ReadonlyArray<EditionKey>;
};


/** Questions that the graph answers. */
export type QueryItemsArgs = {
  barcode: Scalars['String']['input'];
};


/** Questions that the graph answers. */
export type QueryLibraryArgs = {
  id: Scalars['ID']['input'];
};


/** Questions that the graph answers. */
export type QueryMatchArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
};


/** Questions that the graph answers. */
export type QueryOpenLoansArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** Questions that the graph answers. */
export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
};


/** Questions that the graph answers. */
export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
  sort?: InputMaybe<SearchSort>;
};


/** Questions that the graph answers. */
export type QuerySystemArgs = {
  id: Scalars['ID']['input'];
};

/** A page of records. */
export type RecordConnection = {
  readonly __typename?: 'RecordConnection';
  /** The records of this page, in order of their age in the index. */
  readonly edges: ReadonlyArray<RecordEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** A record in its place on a page. */
export type RecordEdge = {
  readonly __typename?: 'RecordEdge';
  /** Opaque place of this record, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: BibliographicRecord;
};

/** The libraries, networks and systems of one region. */
export type Region = {
  readonly __typename?: 'Region';
  /** Id of the region. */
  readonly id: Scalars['ID']['output'];
  /** Its library services. */
  readonly libraries: ReadonlyArray<Library>;
  /** Name of the region. */
  readonly name: Scalars['String']['output'];
  /** Its networks. */
  readonly networks: ReadonlyArray<Network>;
  /** Its library systems. */
  readonly systems: ReadonlyArray<LibrarySystem>;
};

/** A person's decision on two records, which outlives every harvest. */
export type Ruling = {
  readonly __typename?: 'Ruling';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** What was decided. */
  readonly decision: RulingDecision;
  /** Why, in the person's words; null where they gave no reason. */
  readonly note?: Maybe<Scalars['String']['output']>;
};

/** What a person may decide on two records. */
export type RulingDecision =
  /** They are two. */
  | 'DIFFERENT'
  /** They are one edition. */
  | 'SAME';

/** Limits to a search. Fields are all met together; of the values in one field, one is enough. */
export type SearchFilter = {
  /** Formats. */
  readonly formats?: InputMaybe<ReadonlyArray<Format>>;
  /** Languages of the text, ISO 639-2/B codes such as `eng`. */
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Ids of libraries that hold it. */
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of networks of which a library holds it. */
  readonly networks?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether it is read online. */
  readonly online?: InputMaybe<Scalars['Boolean']['input']>;
  /** First year of publication, itself included. Editions without a year are left out. */
  readonly publishedFrom?: InputMaybe<Scalars['Int']['input']>;
  /** Last year of publication, itself included. Editions without a year are left out. */
  readonly publishedTo?: InputMaybe<Scalars['Int']['input']>;
  /** Ids of sites at which copies are kept. */
  readonly sites?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Subject headings, whole and as `Subject.heading` gives them. */
  readonly subjects?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of what a search found. */
export type SearchSort = {
  /** What decides. */
  readonly by: SearchSortKey;
  /** Ids of libraries whose holdings come first, whatever decides within. */
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What decides the order of a search. */
export type SearchSortKey =
  /** Year of publication, the latest first; editions without a year come last. */
  | 'NEWEST'
  /** Closeness to the words asked for: title before creators before subjects before the rest. */
  | 'RELEVANCE'
  /** Title, without its leading article. */
  | 'TITLE';

/** A place where a library keeps copies. */
export type Site = {
  readonly __typename?: 'Site';
  /** Id of the site. */
  readonly id: Scalars['ID']['output'];
  /** Shelves and rooms of the site that have a code. */
  readonly locations: ReadonlyArray<Location>;
  /** Name of the site. */
  readonly name: Scalars['String']['output'];
  /** The organisation whose building it is; null where the region file does not say. */
  readonly organisation?: Maybe<Organisation>;
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
  /** Its id in the scheme; null where the record gives none. */
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

/** What one library asks another for. */
export type Supply =
  /** A copy of an article: journals stay where they are. */
  | 'COPY'
  /** The thing itself, on loan. */
  | 'LOAN';

/** A library's place in its move from one system to another. */
export type SystemMembership = {
  readonly __typename?: 'SystemMembership';
  /** How far the library has come with it. */
  readonly phase: MovePhase;
  /** When this phase began; null where the region file does not say. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The system. */
  readonly system: LibrarySystem;
};

/** Who may see a record. Only PUBLIC records and items reach this graph, search, counts and matching. */
export type Visibility =
  /** Nobody but staff: made for an interlibrary loan, often with a reader's name. */
  | 'ILL_TEMPORARY'
  /** Everyone. */
  | 'PUBLIC'
  /** Nobody but staff: the library hides it. */
  | 'SUPPRESSED'
  /** Nobody until the library says: its system's mark could not be read. */
  | 'UNKNOWN';

/** What its editions have in common, in whatever year and form: one title of one author. */
export type Work = {
  readonly __typename?: 'Work';
  /** Authors, editors and bodies of its newest edition. */
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  /** Its editions in the region's catalogues, the newest first; at most 200. */
  readonly editions: ReadonlyArray<Edition>;
  /** Id of the work. It changes where the title or the author of its editions does. */
  readonly id: Scalars['ID']['output'];
  /** The newest edition that a library holds; null where none is held. */
  readonly latestHeld?: Maybe<Edition>;
  /** Title without subtitle, as its newest edition has it; null where that has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
};
