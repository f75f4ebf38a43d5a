export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  Date: { input: string; output: string; }
  DateTime: { input: string; output: string | Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Action = {
  readonly __typename?: 'Action';
  readonly actor?: Maybe<Scalars['String']['output']>;
  readonly at: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly kind: ActionKind;
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly role?: Maybe<Scalars['String']['output']>;
  readonly subject: Scalars['String']['output'];
};

export type ActionConnection = {
  readonly __typename?: 'ActionConnection';
  readonly edges: ReadonlyArray<ActionEdge>;
  readonly nodes: ReadonlyArray<Action>;
  readonly pageInfo: PageInfo;
};

export type ActionEdge = {
  readonly __typename?: 'ActionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Action;
};

export type ActionKind =
  | 'DECISION_CHANGED'
  | 'DECISION_RAISED'
  | 'DECISION_TAKEN'
  | 'EXPORTED'
  | 'KEY_REVOKED'
  | 'MAPPINGS_CHANGED'
  | 'PHASE_ASKED'
  | 'PHASE_CONFIRMED'
  | 'PHASE_WITHDRAWN'
  | 'RECORD_RELEASED'
  | 'REGION_FILE_CHANGED'
  | 'REJECTS_RETRIED'
  | 'RETENTION'
  | 'RULING_ANSWERED'
  | 'RULING_ASKED'
  | 'RULING_MADE'
  | 'RULING_REMOVED'
  | 'SNAPSHOT_DROPPED'
  | 'SNAPSHOT_TAKEN'
  | 'TAKEN_BACK';

export type Address = {
  readonly __typename?: 'Address';
  readonly country?: Maybe<Scalars['String']['output']>;
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  readonly postcode?: Maybe<Scalars['String']['output']>;
  readonly town?: Maybe<Scalars['String']['output']>;
};

export type Alias = {
  readonly __typename?: 'Alias';
  readonly scheme: AliasScheme;
  readonly value: Scalars['String']['output'];
};

export type AliasScheme =
  | 'HLISD'
  | 'ISIL'
  | 'NHS_LIBRARY_CODE'
  | 'ODS'
  | 'OPENATHENS_ORGANISATION'
  | 'OTHER'
  | 'SYSTEM_BRANCH';

export type AnswerRulingRequestInput = {
  readonly answer: Scalars['String']['input'];
  readonly id: Scalars['ID']['input'];
};

export type ApiKey = {
  readonly __typename?: 'ApiKey';
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly madeAt: Scalars['DateTime']['output'];
  readonly name: Scalars['String']['output'];
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly role?: Maybe<Scalars['String']['output']>;
  readonly service?: Maybe<Scalars['String']['output']>;
};

export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  readonly deleted: Scalars['Boolean']['output'];
  readonly edition?: Maybe<Edition>;
  readonly formerly: ReadonlyArray<Scalars['ID']['output']>;
  readonly harvestedAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly localId: Scalars['String']['output'];
  readonly marc?: Maybe<Marc>;
  readonly system: LibrarySystem;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
};

export type BrowseEntry = {
  readonly __typename?: 'BrowseEntry';
  readonly count: Scalars['Int']['output'];
  readonly scheme?: Maybe<ClassScheme>;
  readonly term: Scalars['String']['output'];
};

export type BrowseList =
  | 'AUTHOR'
  | 'CLASSMARK'
  | 'SUBJECT';

export type BrowsePage = {
  readonly __typename?: 'BrowsePage';
  readonly after?: Maybe<Scalars['String']['output']>;
  readonly before?: Maybe<Scalars['String']['output']>;
  readonly entries: ReadonlyArray<BrowseEntry>;
  readonly position: Scalars['Int']['output'];
};

export type Capability =
  | 'CANCEL_HOLD'
  | 'CODE_LISTS'
  | 'HARVEST_CHANGES'
  | 'HARVEST_FULL'
  | 'HOLDING_STATEMENTS'
  | 'HOLD_QUEUE'
  | 'LIVE_ITEMS'
  | 'LOAN_COUNTS'
  | 'LOAN_POLICIES'
  | 'OPEN_CHARGES'
  | 'OPEN_LOANS'
  | 'PATRON_ACCOUNT'
  | 'PLACE_HOLD'
  | 'READER_TOKENS'
  | 'RENEW'
  | 'VERIFY_PATRON';

export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  readonly complete: Scalars['Boolean']['output'];
  readonly edges: ReadonlyArray<ChangeEdge>;
  readonly end?: Maybe<Scalars['String']['output']>;
  readonly nodes: ReadonlyArray<EditionChange>;
  readonly pageInfo: PageInfo;
};

export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: EditionChange;
};

export type CirculationAtLibrary = {
  readonly __typename?: 'CirculationAtLibrary';
  readonly figures: CirculationFigures;
  readonly library: Library;
};

export type CirculationCount = {
  readonly __typename?: 'CirculationCount';
  readonly atLeast?: Maybe<Scalars['Int']['output']>;
  readonly suppressed: Scalars['Boolean']['output'];
  readonly value?: Maybe<Scalars['Int']['output']>;
};

export type CirculationFigures = {
  readonly __typename?: 'CirculationFigures';
  readonly holdsWaiting: CirculationCount;
  readonly lastBorrowed?: Maybe<Scalars['String']['output']>;
  readonly loans: CirculationCount;
  readonly renewals: CirculationCount;
  readonly turnover?: Maybe<Scalars['Float']['output']>;
};

export type CirculationGap = {
  readonly __typename?: 'CirculationGap';
  readonly library: Library;
  readonly what: ReadonlyArray<CirculationMeasure>;
  readonly why: CirculationGapReason;
};

export type CirculationGapReason =
  | 'NOT_TOLD'
  | 'NO_AGREEMENT';

export type CirculationMeasure =
  | 'HOLDS'
  | 'LOANS'
  | 'OPEN_LOANS'
  | 'RENEWALS';

export type ClassScheme =
  | 'DEWEY'
  | 'LCC'
  | 'LOCAL'
  | 'NLM'
  | 'UNKNOWN'
  | 'WESSEX';

export type Classmark = {
  readonly __typename?: 'Classmark';
  readonly libraries: ReadonlyArray<Library>;
  readonly mark: Scalars['String']['output'];
  readonly scheme: ClassScheme;
};

export type ClassmarkRange = {
  readonly prefix: Scalars['String']['input'];
  readonly scheme: ClassScheme;
};

export type Closure = {
  readonly __typename?: 'Closure';
  readonly from: Scalars['Date']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly to?: Maybe<Scalars['Date']['output']>;
};

export type Contact = {
  readonly __typename?: 'Contact';
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly telephone?: Maybe<Scalars['String']['output']>;
  readonly website?: Maybe<Scalars['String']['output']>;
};

export type Coordinates = {
  readonly latitude: Scalars['Float']['input'];
  readonly longitude: Scalars['Float']['input'];
};

export type Coverage =
  | 'NO'
  | 'UNKNOWN'
  | 'YES';

export type Duplicate = {
  readonly __typename?: 'Duplicate';
  readonly edition: Edition;
  readonly records: ReadonlyArray<BibliographicRecord>;
};

export type DuplicateConnection = {
  readonly __typename?: 'DuplicateConnection';
  readonly edges: ReadonlyArray<DuplicateEdge>;
  readonly nodes: ReadonlyArray<Duplicate>;
  readonly pageInfo: PageInfo;
};

export type DuplicateEdge = {
  readonly __typename?: 'DuplicateEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Duplicate;
};

export type DuplicateReader = {
  readonly __typename?: 'DuplicateReader';
  readonly library?: Maybe<Library>;
  readonly reader: Scalars['String']['output'];
  readonly system: LibrarySystem;
};

export type DuplicateReaders = {
  readonly __typename?: 'DuplicateReaders';
  readonly accounts: ReadonlyArray<DuplicateReader>;
  readonly evidence: ReadonlyArray<DuplicateReadersEvidence>;
  readonly id: Scalars['ID']['output'];
};

export type DuplicateReadersConnection = {
  readonly __typename?: 'DuplicateReadersConnection';
  readonly edges: ReadonlyArray<DuplicateReadersEdge>;
  readonly nodes: ReadonlyArray<DuplicateReaders>;
  readonly pageInfo: PageInfo;
};

export type DuplicateReadersEdge = {
  readonly __typename?: 'DuplicateReadersEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DuplicateReaders;
};

export type DuplicateReadersEvidence =
  | 'EMAIL'
  | 'NAME_AND_BIRTH_DATE';

export type Edition = {
  readonly __typename?: 'Edition';
  readonly circulation?: Maybe<EditionCirculation>;
  readonly classmarks: ReadonlyArray<Classmark>;
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  readonly editionStatement?: Maybe<Scalars['String']['output']>;
  readonly format: Format;
  readonly holdings: ReadonlyArray<Holding>;
  readonly id: Scalars['ID']['output'];
  readonly isbns: ReadonlyArray<Scalars['String']['output']>;
  readonly issns: ReadonlyArray<Scalars['String']['output']>;
  readonly language?: Maybe<Scalars['String']['output']>;
  readonly lenders?: Maybe<LenderConnection>;
  readonly links: ReadonlyArray<Link>;
  readonly nearest?: Maybe<ReadonlyArray<NearLibrary>>;
  readonly partOf?: Maybe<ReadonlyArray<HostPublication>>;
  readonly publishedYear?: Maybe<Scalars['Int']['output']>;
  readonly publisher?: Maybe<Scalars['String']['output']>;
  readonly records: RecordConnection;
  readonly subjects: ReadonlyArray<Subject>;
  readonly title: Scalars['String']['output'];
  readonly work?: Maybe<Work>;
};


export type EditionHoldingsArgs = {
  libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


export type EditionLendersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  for: Scalars['ID']['input'];
  on?: InputMaybe<Scalars['Date']['input']>;
  outside?: InputMaybe<Scalars['Boolean']['input']>;
  volume?: InputMaybe<Scalars['String']['input']>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


export type EditionNearestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
  openNow?: InputMaybe<Scalars['Boolean']['input']>;
  to: Coordinates;
};


export type EditionRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type EditionAnswer = {
  readonly __typename?: 'EditionAnswer';
  readonly editions: ReadonlyArray<Edition>;
  readonly incomplete: ReadonlyArray<IndexGap>;
  readonly redirectedFrom?: Maybe<Scalars['ID']['output']>;
};

export type EditionChange = {
  readonly __typename?: 'EditionChange';
  readonly datestamp: Scalars['DateTime']['output'];
  readonly deleted: Scalars['Boolean']['output'];
  readonly edition?: Maybe<Edition>;
  readonly id: Scalars['ID']['output'];
  readonly kind: EditionChangeKind;
  readonly replacedBy: ReadonlyArray<Edition>;
};

export type EditionChangeKind =
  | 'CHANGED'
  | 'DELETED'
  | 'MERGED'
  | 'SPLIT';

export type EditionCirculation = {
  readonly __typename?: 'EditionCirculation';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly byLibrary: ReadonlyArray<CirculationAtLibrary>;
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  readonly missing: ReadonlyArray<CirculationGap>;
  readonly total: CirculationFigures;
};

export type EditionConnection = {
  readonly __typename?: 'EditionConnection';
  readonly approximate: Scalars['Boolean']['output'];
  readonly didYouMean?: Maybe<Scalars['String']['output']>;
  readonly edges: ReadonlyArray<EditionEdge>;
  readonly facets: ReadonlyArray<Facet>;
  readonly lastKnownFrom?: Maybe<Scalars['DateTime']['output']>;
  readonly nearby?: Maybe<ReadonlyArray<NearbySearch>>;
  readonly newestFirst: Scalars['Boolean']['output'];
  readonly nodes: ReadonlyArray<Edition>;
  readonly page: Scalars['String']['output'];
  readonly pageInfo: PageInfo;
  readonly searchedInstead?: Maybe<Scalars['String']['output']>;
  readonly takenAsWords: ReadonlyArray<Scalars['String']['output']>;
  readonly totalCount: Scalars['Int']['output'];
  readonly wordsLeftOut: ReadonlyArray<Scalars['String']['output']>;
};


export type EditionConnectionFacetsArgs = {
  fields?: InputMaybe<ReadonlyArray<FacetField>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type EditionEdge = {
  readonly __typename?: 'EditionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Edition;
};

export type EditionKey = {
  readonly barcode?: InputMaybe<Scalars['String']['input']>;
  readonly doi?: InputMaybe<Scalars['String']['input']>;
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  readonly isbn?: InputMaybe<Scalars['String']['input']>;
  readonly issn?: InputMaybe<Scalars['String']['input']>;
  readonly nlmId?: InputMaybe<Scalars['String']['input']>;
  readonly oclcNumber?: InputMaybe<Scalars['String']['input']>;
  readonly record?: InputMaybe<Scalars['ID']['input']>;
};

export type ExcludedLender = {
  readonly __typename?: 'ExcludedLender';
  readonly library: Library;
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  readonly reasons: ReadonlyArray<LendingReason>;
};

export type Facet = {
  readonly __typename?: 'Facet';
  readonly field: FacetField;
  readonly values: ReadonlyArray<FacetValue>;
};

export type FacetField =
  | 'CREATOR'
  | 'FORMAT'
  | 'LANGUAGE'
  | 'LIBRARY'
  | 'NETWORK'
  | 'ONLINE'
  | 'SITE'
  | 'SUBJECT'
  | 'YEAR';

export type FacetValue = {
  readonly __typename?: 'FacetValue';
  readonly count: Scalars['Int']['output'];
  readonly exact: Scalars['Boolean']['output'];
  readonly label: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

export type FeedReading = {
  readonly __typename?: 'FeedReading';
  readonly caller?: Maybe<Scalars['String']['output']>;
  readonly firstAt: Scalars['DateTime']['output'];
  readonly lastAt: Scalars['DateTime']['output'];
  readonly repository: Scalars['String']['output'];
  readonly requests: Scalars['Int']['output'];
  readonly service: FeedService;
};

export type FeedService =
  | 'CHANGES'
  | 'OAI_PMH'
  | 'SRU';

export type Format =
  | 'AUDIO'
  | 'BOOK'
  | 'EBOOK'
  | 'EJOURNAL'
  | 'JOURNAL'
  | 'KIT'
  | 'OBJECT'
  | 'OTHER'
  | 'REPORT'
  | 'THESIS'
  | 'UNKNOWN'
  | 'VIDEO';

export type GeoPoint = {
  readonly __typename?: 'GeoPoint';
  readonly latitude: Scalars['Float']['output'];
  readonly longitude: Scalars['Float']['output'];
};

export type HarvestStatus = {
  readonly __typename?: 'HarvestStatus';
  readonly expected?: Maybe<Scalars['Int']['output']>;
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  readonly lagSeconds?: Maybe<Scalars['Int']['output']>;
  readonly lastCompleteAt?: Maybe<Scalars['DateTime']['output']>;
  readonly problem?: Maybe<Scalars['String']['output']>;
  readonly records: Scalars['Int']['output'];
  readonly rejects: Scalars['Int']['output'];
  readonly running: Scalars['Boolean']['output'];
};

export type Hold = {
  readonly __typename?: 'Hold';
  readonly id: Scalars['ID']['output'];
  readonly record?: Maybe<BibliographicRecord>;
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

export type Holding = {
  readonly __typename?: 'Holding';
  readonly basis: HoldingBasis;
  readonly callNumbers: ReadonlyArray<Scalars['String']['output']>;
  readonly catalogueUrl?: Maybe<Scalars['String']['output']>;
  readonly copies?: Maybe<Scalars['Int']['output']>;
  readonly edition: Edition;
  readonly id: Scalars['ID']['output'];
  readonly library: Library;
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  readonly online?: Maybe<Scalars['Boolean']['output']>;
  readonly record: BibliographicRecord;
  readonly sites: ReadonlyArray<Site>;
  readonly statements: ReadonlyArray<HoldingStatement>;
};

export type HoldingBasis =
  | 'ITEMS'
  | 'LINK'
  | 'ORDER'
  | 'RECORD_ONLY'
  | 'STATEMENT'
  | 'SUBSCRIPTION';

export type HoldingStatement = {
  readonly __typename?: 'HoldingStatement';
  readonly from?: Maybe<Scalars['String']['output']>;
  readonly kind: StatementKind;
  readonly location?: Maybe<Location>;
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly retention?: Maybe<Scalars['String']['output']>;
  readonly text: Scalars['String']['output'];
  readonly to?: Maybe<Scalars['String']['output']>;
};

export type HostPublication = {
  readonly __typename?: 'HostPublication';
  readonly copy?: Maybe<ItemReference>;
  readonly creator?: Maybe<Scalars['String']['output']>;
  readonly edition?: Maybe<Edition>;
  readonly part?: Maybe<Scalars['String']['output']>;
  readonly published?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
};

export type IndexGap = {
  readonly __typename?: 'IndexGap';
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  readonly system: LibrarySystem;
  readonly why: IndexGapReason;
};

export type IndexGapReason =
  | 'NEVER_HARVESTED'
  | 'PARTIAL'
  | 'STALE'
  | 'UNREADABLE';

export type Item = {
  readonly __typename?: 'Item';
  readonly id: Scalars['ID']['output'];
};

export type ItemReference = {
  readonly __typename?: 'ItemReference';
  readonly holding?: Maybe<Holding>;
  readonly item?: Maybe<Item>;
};

export type Lender = {
  readonly __typename?: 'Lender';
  readonly covers?: Maybe<Coverage>;
  readonly holdings: ReadonlyArray<Holding>;
  readonly library: Library;
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  readonly rank: Scalars['Int']['output'];
  readonly reasons: ReadonlyArray<LendingReason>;
};

export type LenderConnection = {
  readonly __typename?: 'LenderConnection';
  readonly edges: ReadonlyArray<LenderEdge>;
  readonly excluded: ReadonlyArray<ExcludedLender>;
  readonly incomplete: ReadonlyArray<IndexGap>;
  readonly nodes: ReadonlyArray<Lender>;
  readonly pageInfo: PageInfo;
  readonly supply: Supply;
  readonly totalCount: Scalars['Int']['output'];
};

export type LenderEdge = {
  readonly __typename?: 'LenderEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Lender;
};

export type LendingReason = {
  readonly __typename?: 'LendingReason';
  readonly code: LendingReasonCode;
  readonly words: Scalars['String']['output'];
};

export type LendingReasonCode =
  | 'CLOSED'
  | 'COVERAGE_UNKNOWN'
  | 'COVERED'
  | 'LAST_RESORT'
  | 'NOT_COVERED'
  | 'NOT_ON_ROTA'
  | 'NOT_SUPPLIED'
  | 'NO_COPY'
  | 'NO_ROTA'
  | 'ONLINE_ONLY'
  | 'ON_ROTA'
  | 'OPENS_LATER'
  | 'OWN_LIBRARY'
  | 'OWN_NETWORK'
  | 'OWN_NETWORK_ONLY'
  | 'OWN_REGION_ONLY';

export type Library = {
  readonly __typename?: 'Library';
  readonly address?: Maybe<Address>;
  readonly aliases: ReadonlyArray<Alias>;
  readonly circulation?: Maybe<LibraryCirculation>;
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  readonly closures: ReadonlyArray<Closure>;
  readonly contact?: Maybe<Contact>;
  readonly coordinates?: Maybe<GeoPoint>;
  readonly harvest?: Maybe<HarvestStatus>;
  readonly holdingsCount: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly memberships: ReadonlyArray<SystemMembership>;
  readonly name: Scalars['String']['output'];
  readonly network?: Maybe<Network>;
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  readonly openingHours?: Maybe<ReadonlyArray<OpeningHours>>;
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  readonly organisations: ReadonlyArray<Organisation>;
  readonly requestForm?: Maybe<Scalars['String']['output']>;
  readonly sites: ReadonlyArray<Site>;
  readonly system: LibrarySystem;
  readonly timeZone: Scalars['String']['output'];
};

export type LibraryCirculation = {
  readonly __typename?: 'LibraryCirculation';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly byYear?: Maybe<ReadonlyArray<LoansOfYear>>;
  readonly countedSince?: Maybe<Scalars['DateTime']['output']>;
  readonly loansNow: CirculationCount;
  readonly missing: ReadonlyArray<CirculationGap>;
  readonly total: CirculationFigures;
};

export type LibrarySystem = {
  readonly __typename?: 'LibrarySystem';
  readonly capabilities: ReadonlyArray<Capability>;
  readonly duplicates?: Maybe<DuplicateConnection>;
  readonly harvest?: Maybe<HarvestStatus>;
  readonly id: Scalars['ID']['output'];
  readonly kind: Scalars['String']['output'];
  readonly libraries: ReadonlyArray<Library>;
  readonly name: Scalars['String']['output'];
  readonly pickupPlaces: ReadonlyArray<PickupPlace>;
};


export type LibrarySystemDuplicatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Link = {
  readonly __typename?: 'Link';
  readonly coverage?: Maybe<Scalars['String']['output']>;
  readonly label?: Maybe<Scalars['String']['output']>;
  readonly libraries: ReadonlyArray<Library>;
  readonly url: Scalars['String']['output'];
};

export type ListSize = {
  readonly __typename?: 'ListSize';
  readonly list: Scalars['String']['output'];
  readonly most: Scalars['Int']['output'];
  readonly usual: Scalars['Int']['output'];
};

export type Loan = {
  readonly __typename?: 'Loan';
  readonly id: Scalars['ID']['output'];
  readonly record?: Maybe<BibliographicRecord>;
  readonly recordId?: Maybe<Scalars['ID']['output']>;
};

export type LoansOfYear = {
  readonly __typename?: 'LoansOfYear';
  readonly loans: CirculationCount;
  readonly year: Scalars['Int']['output'];
};

export type Location = {
  readonly __typename?: 'Location';
  readonly code: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly site?: Maybe<Site>;
};

export type MakeRulingInput = {
  readonly a: Scalars['ID']['input'];
  readonly b: Scalars['ID']['input'];
  readonly decision: RulingDecision;
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly seen?: InputMaybe<Scalars['ID']['input']>;
};

export type Marc = {
  readonly __typename?: 'Marc';
  readonly fields: ReadonlyArray<MarcField>;
  readonly leader: Scalars['String']['output'];
  readonly undecoded: Scalars['Boolean']['output'];
};


export type MarcFieldsArgs = {
  tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type MarcField = {
  readonly __typename?: 'MarcField';
  readonly ind1?: Maybe<Scalars['String']['output']>;
  readonly ind2?: Maybe<Scalars['String']['output']>;
  readonly subfields: ReadonlyArray<MarcSubfield>;
  readonly tag: Scalars['String']['output'];
  readonly value?: Maybe<Scalars['String']['output']>;
};

export type MarcSubfield = {
  readonly __typename?: 'MarcSubfield';
  readonly code: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

export type MatchDecision =
  | 'DIFFERENT'
  | 'SAME'
  | 'UNSURE';

export type MatchEvidence = {
  readonly __typename?: 'MatchEvidence';
  readonly a: BibliographicRecord;
  readonly b: BibliographicRecord;
  readonly compared: Scalars['Boolean']['output'];
  readonly decision: MatchDecision;
  readonly probability: Scalars['Float']['output'];
  readonly reasons: ReadonlyArray<MatchReason>;
  readonly ruling?: Maybe<Ruling>;
  readonly together: Scalars['Boolean']['output'];
  readonly vetoes: ReadonlyArray<MatchVeto>;
};

export type MatchReason = {
  readonly __typename?: 'MatchReason';
  readonly detail: Scalars['String']['output'];
  readonly feature: Scalars['String']['output'];
  readonly weight: Scalars['Float']['output'];
};

export type MatchVeto = {
  readonly __typename?: 'MatchVeto';
  readonly detail: Scalars['String']['output'];
  readonly rule: Scalars['String']['output'];
};

export type MovePhase =
  | 'ARCHIVED'
  | 'CATALOGUE_FROZEN'
  | 'FROZEN'
  | 'LIVE'
  | 'MOVED'
  | 'TEST_LOADED';

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly answerRulingRequest?: Maybe<RulingRequestPayload>;
  readonly makeRuling?: Maybe<RulingPayload>;
  readonly removeRuling?: Maybe<RulingPayload>;
  readonly requestRuling?: Maybe<RulingRequestPayload>;
  readonly retryRejects?: Maybe<RetryRejectsPayload>;
  readonly revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  readonly takeBack?: Maybe<TakeBackPayload>;
};


export type MutationAnswerRulingRequestArgs = {
  input: AnswerRulingRequestInput;
};


export type MutationMakeRulingArgs = {
  input: MakeRulingInput;
};


export type MutationRemoveRulingArgs = {
  input: RemoveRulingInput;
};


export type MutationRequestRulingArgs = {
  input: RequestRulingInput;
};


export type MutationRetryRejectsArgs = {
  input: RetryRejectsInput;
};


export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


export type MutationTakeBackArgs = {
  input: TakeBackInput;
};

export type NearLibrary = {
  readonly __typename?: 'NearLibrary';
  readonly address?: Maybe<Address>;
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  readonly coordinates?: Maybe<GeoPoint>;
  readonly distanceMetres?: Maybe<Scalars['Int']['output']>;
  readonly holdings: ReadonlyArray<Holding>;
  readonly library: Library;
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  readonly site?: Maybe<Site>;
};

export type NearbyKind =
  | 'BESIDE'
  | 'NARROWER'
  | 'WIDER'
  | 'WORD';

export type NearbySearch = {
  readonly __typename?: 'NearbySearch';
  readonly count: Scalars['Int']['output'];
  readonly kind: NearbyKind;
  readonly text: Scalars['String']['output'];
};

export type Network = {
  readonly __typename?: 'Network';
  readonly asks: ReadonlyArray<Network>;
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
};

export type OpenLoan = {
  readonly __typename?: 'OpenLoan';
  readonly asOf: Scalars['DateTime']['output'];
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  readonly item: Scalars['ID']['output'];
  readonly library?: Maybe<Library>;
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly reader?: Maybe<Scalars['String']['output']>;
  readonly record?: Maybe<Scalars['ID']['output']>;
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  readonly system: LibrarySystem;
};

export type OpenLoanConnection = {
  readonly __typename?: 'OpenLoanConnection';
  readonly edges: ReadonlyArray<OpenLoanEdge>;
  readonly nodes: ReadonlyArray<OpenLoan>;
  readonly pageInfo: PageInfo;
};

export type OpenLoanEdge = {
  readonly __typename?: 'OpenLoanEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: OpenLoan;
};

export type OpeningHours = {
  readonly __typename?: 'OpeningHours';
  readonly day: Weekday;
  readonly times: ReadonlyArray<OpeningTimes>;
};

export type OpeningTimes = {
  readonly __typename?: 'OpeningTimes';
  readonly closes: Scalars['String']['output'];
  readonly opens: Scalars['String']['output'];
};

export type Organisation = {
  readonly __typename?: 'Organisation';
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly odsCode?: Maybe<Scalars['String']['output']>;
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type PickupPlace = {
  readonly __typename?: 'PickupPlace';
  readonly code: Scalars['String']['output'];
  readonly library: Library;
  readonly site?: Maybe<Site>;
};

export type Query = {
  readonly __typename?: 'Query';
  readonly actions?: Maybe<ActionConnection>;
  readonly apiKeys?: Maybe<ReadonlyArray<ApiKey>>;
  readonly browse?: Maybe<BrowsePage>;
  readonly changes?: Maybe<ChangeConnection>;
  readonly duplicateReaders?: Maybe<DuplicateReadersConnection>;
  readonly edition?: Maybe<Edition>;
  readonly editions?: Maybe<ReadonlyArray<Maybe<EditionAnswer>>>;
  readonly items?: Maybe<ReadonlyArray<ItemReference>>;
  readonly library?: Maybe<Library>;
  readonly listSizes?: Maybe<ReadonlyArray<ListSize>>;
  readonly match?: Maybe<MatchEvidence>;
  readonly nearest?: Maybe<ReadonlyArray<NearLibrary>>;
  readonly openLoans?: Maybe<OpenLoanConnection>;
  readonly readReplica?: Maybe<ReadReplica>;
  readonly record?: Maybe<BibliographicRecord>;
  readonly region?: Maybe<Region>;
  readonly rejectRetries?: Maybe<ReadonlyArray<RejectRetry>>;
  readonly rejects?: Maybe<RejectConnection>;
  readonly rulingPreview?: Maybe<RulingPreview>;
  readonly rulingRequests?: Maybe<ReadonlyArray<RulingRequest>>;
  readonly rulings?: Maybe<RulingConnection>;
  readonly search?: Maybe<EditionConnection>;
  readonly suggest?: Maybe<ReadonlyArray<Suggestion>>;
  readonly system?: Maybe<LibrarySystem>;
  readonly takeBack?: Maybe<TakeBack>;
  readonly takeBacks?: Maybe<ReadonlyArray<TakeBack>>;
  readonly viewer?: Maybe<Viewer>;
  readonly vocabularies?: Maybe<ReadonlyArray<Vocabulary>>;
};


export type QueryActionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryBrowseArgs = {
  at?: Scalars['String']['input'];
  before?: InputMaybe<Scalars['Int']['input']>;
  cursor?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  list: BrowseList;
  scheme?: InputMaybe<ClassScheme>;
};


export type QueryChangesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDuplicateReadersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryEditionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryEditionsArgs = {
  by: ReadonlyArray<EditionKey>;
};


export type QueryItemsArgs = {
  barcode: Scalars['String']['input'];
};


export type QueryLibraryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMatchArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
};


export type QueryNearestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  holding?: InputMaybe<Scalars['ID']['input']>;
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
  openNow?: InputMaybe<Scalars['Boolean']['input']>;
  to: Coordinates;
};


export type QueryOpenLoansArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRejectRetriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRejectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryRulingPreviewArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
  decision?: InputMaybe<RulingDecision>;
};


export type QueryRulingRequestsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRulingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SearchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  in?: InputMaybe<SearchFields>;
  query: Scalars['String']['input'];
  sort?: InputMaybe<SearchSort>;
};


export type QuerySuggestArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<SuggestionKind>>;
  text: Scalars['String']['input'];
};


export type QuerySystemArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTakeBackArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTakeBacksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type ReadReplica = {
  readonly __typename?: 'ReadReplica';
  readonly fallbacks: Scalars['Int']['output'];
  readonly isUsed: Scalars['Boolean']['output'];
  readonly lagSeconds?: Maybe<Scalars['Float']['output']>;
  readonly problem?: Maybe<Scalars['String']['output']>;
};

export type RecordConnection = {
  readonly __typename?: 'RecordConnection';
  readonly edges: ReadonlyArray<RecordEdge>;
  readonly nodes: ReadonlyArray<BibliographicRecord>;
  readonly pageInfo: PageInfo;
};

export type RecordEdge = {
  readonly __typename?: 'RecordEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: BibliographicRecord;
};

export type Region = {
  readonly __typename?: 'Region';
  readonly bankHolidays: ReadonlyArray<Scalars['Date']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly incomplete?: Maybe<ReadonlyArray<IndexGap>>;
  readonly libraries: ReadonlyArray<Library>;
  readonly name: Scalars['String']['output'];
  readonly networks: ReadonlyArray<Network>;
  readonly systems: ReadonlyArray<LibrarySystem>;
};

export type Reject = {
  readonly __typename?: 'Reject';
  readonly id: Scalars['ID']['output'];
  readonly localId?: Maybe<Scalars['String']['output']>;
  readonly place: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
  readonly since: Scalars['DateTime']['output'];
  readonly system: LibrarySystem;
};

export type RejectConnection = {
  readonly __typename?: 'RejectConnection';
  readonly edges: ReadonlyArray<RejectEdge>;
  readonly nodes: ReadonlyArray<Reject>;
  readonly pageInfo: PageInfo;
};

export type RejectEdge = {
  readonly __typename?: 'RejectEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Reject;
};

export type RejectRetry = {
  readonly __typename?: 'RejectRetry';
  readonly askedAt: Scalars['DateTime']['output'];
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly outcome?: Maybe<RejectRetryOutcome>;
  readonly problem?: Maybe<Scalars['String']['output']>;
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly state: RejectRetryState;
  readonly system: LibrarySystem;
};

export type RejectRetryOutcome = {
  readonly __typename?: 'RejectRetryOutcome';
  readonly gone: Scalars['Int']['output'];
  readonly left: Scalars['Int']['output'];
  readonly read: Scalars['Int']['output'];
  readonly refused: Scalars['Int']['output'];
};

export type RejectRetryState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING'
  | 'WAITING';

export type RemoveRulingInput = {
  readonly a: Scalars['ID']['input'];
  readonly b: Scalars['ID']['input'];
  readonly seen: Scalars['ID']['input'];
};

export type RequestRulingInput = {
  readonly a: Scalars['ID']['input'];
  readonly b: Scalars['ID']['input'];
  readonly decision: RulingDecision;
  readonly reason: Scalars['String']['input'];
};

export type RetryRejectsInput = {
  readonly system: Scalars['ID']['input'];
};

export type RetryRejectsPayload = {
  readonly __typename?: 'RetryRejectsPayload';
  readonly refusal?: Maybe<RetryRejectsRefusal>;
  readonly retry?: Maybe<RejectRetry>;
};

export type RetryRejectsRefusal = {
  readonly __typename?: 'RetryRejectsRefusal';
  readonly code: RetryRejectsRefusalCode;
  readonly message: Scalars['String']['output'];
};

export type RetryRejectsRefusalCode =
  | 'ALREADY_ASKED'
  | 'NO_REJECTS';

export type RevokeApiKeyInput = {
  readonly id: Scalars['ID']['input'];
};

export type RevokeApiKeyPayload = {
  readonly __typename?: 'RevokeApiKeyPayload';
  readonly apiKey?: Maybe<ApiKey>;
  readonly refusal?: Maybe<RevokeApiKeyRefusal>;
};

export type RevokeApiKeyRefusal = {
  readonly __typename?: 'RevokeApiKeyRefusal';
  readonly code: RevokeApiKeyRefusalCode;
  readonly message: Scalars['String']['output'];
};

export type RevokeApiKeyRefusalCode =
  | 'ALREADY_REVOKED'
  | 'NO_SUCH_KEY';

export type RuledEdition = {
  readonly __typename?: 'RuledEdition';
  readonly id?: Maybe<Scalars['ID']['output']>;
  readonly libraries: ReadonlyArray<Library>;
  readonly recordCount: Scalars['Int']['output'];
  readonly records: ReadonlyArray<BibliographicRecord>;
  readonly title: Scalars['String']['output'];
};

export type Ruling = {
  readonly __typename?: 'Ruling';
  readonly a?: Maybe<BibliographicRecord>;
  readonly at: Scalars['DateTime']['output'];
  readonly b?: Maybe<BibliographicRecord>;
  readonly decision: RulingDecision;
  readonly id: Scalars['ID']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
};

export type RulingConnection = {
  readonly __typename?: 'RulingConnection';
  readonly edges: ReadonlyArray<RulingEdge>;
  readonly nodes: ReadonlyArray<Ruling>;
  readonly pageInfo: PageInfo;
};

export type RulingDecision =
  | 'DIFFERENT'
  | 'SAME';

export type RulingEdge = {
  readonly __typename?: 'RulingEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Ruling;
};

export type RulingEffect = {
  readonly __typename?: 'RulingEffect';
  readonly after: ReadonlyArray<RuledEdition>;
  readonly before: ReadonlyArray<RuledEdition>;
  readonly together: Scalars['Boolean']['output'];
};

export type RulingOutcome =
  | 'ALREADY_SO'
  | 'DONE'
  | 'SOMEONE_RULED_MEANWHILE';

export type RulingPayload = {
  readonly __typename?: 'RulingPayload';
  readonly effect?: Maybe<RulingEffect>;
  readonly outcome: RulingOutcome;
  readonly ruling?: Maybe<Ruling>;
};

export type RulingPreview = {
  readonly __typename?: 'RulingPreview';
  readonly against: ReadonlyArray<Ruling>;
  readonly effect: RulingEffect;
  readonly standing?: Maybe<Ruling>;
};

export type RulingRequest = {
  readonly __typename?: 'RulingRequest';
  readonly a?: Maybe<BibliographicRecord>;
  readonly answer?: Maybe<Scalars['String']['output']>;
  readonly answeredAt?: Maybe<Scalars['DateTime']['output']>;
  readonly askedAt: Scalars['DateTime']['output'];
  readonly b?: Maybe<BibliographicRecord>;
  readonly decision: RulingDecision;
  readonly id: Scalars['ID']['output'];
  readonly libraries: ReadonlyArray<Library>;
  readonly reason: Scalars['String']['output'];
};

export type RulingRequestPayload = {
  readonly __typename?: 'RulingRequestPayload';
  readonly request: RulingRequest;
};

export type SearchFields = {
  readonly author?: InputMaybe<Scalars['String']['input']>;
  readonly series?: InputMaybe<Scalars['String']['input']>;
  readonly subject?: InputMaybe<Scalars['String']['input']>;
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type SearchFilter = {
  readonly classmarks?: InputMaybe<ReadonlyArray<ClassmarkRange>>;
  readonly creators?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly formats?: InputMaybe<ReadonlyArray<Format>>;
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly lastKnownIn?: InputMaybe<Scalars['Boolean']['input']>;
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly networks?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly online?: InputMaybe<Scalars['Boolean']['input']>;
  readonly publishedFrom?: InputMaybe<Scalars['Int']['input']>;
  readonly publishedTo?: InputMaybe<Scalars['Int']['input']>;
  readonly sites?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly subjects?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type SearchSort = {
  readonly by?: InputMaybe<SearchSortKey>;
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly networks?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly sites?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type SearchSortKey =
  | 'NEWEST'
  | 'RELEVANCE'
  | 'TITLE';

export type SentDelivery = {
  readonly __typename?: 'SentDelivery';
  readonly at: Scalars['DateTime']['output'];
  readonly delivery: Scalars['ID']['output'];
  readonly target: Scalars['String']['output'];
};

export type Site = {
  readonly __typename?: 'Site';
  readonly address?: Maybe<Address>;
  readonly closesAt?: Maybe<Scalars['DateTime']['output']>;
  readonly closures: ReadonlyArray<Closure>;
  readonly contact?: Maybe<Contact>;
  readonly coordinates?: Maybe<GeoPoint>;
  readonly id: Scalars['ID']['output'];
  readonly library: Library;
  readonly locations: ReadonlyArray<Location>;
  readonly name: Scalars['String']['output'];
  readonly openNow?: Maybe<Scalars['Boolean']['output']>;
  readonly openingHours?: Maybe<ReadonlyArray<OpeningHours>>;
  readonly opensNext?: Maybe<Scalars['DateTime']['output']>;
  readonly organisation?: Maybe<Organisation>;
};

export type SnapshotExport = {
  readonly __typename?: 'SnapshotExport';
  readonly actor: Scalars['String']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly format: Scalars['String']['output'];
  readonly snapshot: Scalars['String']['output'];
};

export type StatementKind =
  | 'INDEX'
  | 'MAIN'
  | 'SUPPLEMENT';

export type Subject = {
  readonly __typename?: 'Subject';
  readonly heading: Scalars['String']['output'];
  readonly id?: Maybe<Scalars['String']['output']>;
  readonly scheme: SubjectScheme;
};

export type SubjectScheme =
  | 'LCSH'
  | 'LOCAL'
  | 'MESH'
  | 'OTHER'
  | 'WESSEX';

export type Suggestion = {
  readonly __typename?: 'Suggestion';
  readonly count: Scalars['Int']['output'];
  readonly edition?: Maybe<Edition>;
  readonly exact: Scalars['Boolean']['output'];
  readonly kind: SuggestionKind;
  readonly text: Scalars['String']['output'];
};

export type SuggestionKind =
  | 'AUTHOR'
  | 'SUBJECT'
  | 'TITLE';

export type Supply =
  | 'COPY'
  | 'LOAN';

export type SystemMembership = {
  readonly __typename?: 'SystemMembership';
  readonly phase: MovePhase;
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  readonly system: LibrarySystem;
};

export type TakeBack = {
  readonly __typename?: 'TakeBack';
  readonly at: Scalars['DateTime']['output'];
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly problem?: Maybe<Scalars['String']['output']>;
  readonly readers: TakeBackReaders;
  readonly reason: Scalars['String']['output'];
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
  readonly state: TakeBackState;
};

export type TakeBackInput = {
  readonly reason: Scalars['String']['input'];
  readonly records: ReadonlyArray<Scalars['ID']['input']>;
};

export type TakeBackPayload = {
  readonly __typename?: 'TakeBackPayload';
  readonly refusal?: Maybe<TakeBackRefusal>;
  readonly takeBack?: Maybe<TakeBack>;
};

export type TakeBackReaders = {
  readonly __typename?: 'TakeBackReaders';
  readonly deliveries: ReadonlyArray<SentDelivery>;
  readonly exports: ReadonlyArray<SnapshotExport>;
  readonly files: ReadonlyArray<WrittenFile>;
  readonly knownSince?: Maybe<Scalars['DateTime']['output']>;
  readonly publishedSince?: Maybe<Scalars['DateTime']['output']>;
  readonly readings: ReadonlyArray<FeedReading>;
};

export type TakeBackRefusal = {
  readonly __typename?: 'TakeBackRefusal';
  readonly code: TakeBackRefusalCode;
  readonly message: Scalars['String']['output'];
  readonly records: ReadonlyArray<Scalars['ID']['output']>;
};

export type TakeBackRefusalCode =
  | 'NO_SUCH_RECORD';

export type TakeBackState =
  | 'DONE'
  | 'OPEN';

export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly libraries: ReadonlyArray<Library>;
  readonly role: ViewerRole;
};

export type ViewerRole =
  | 'MIGRATION'
  | 'OPERATOR'
  | 'PATRON'
  | 'STAFF';

export type Visibility =
  | 'ILL_TEMPORARY'
  | 'PUBLIC'
  | 'SUPPRESSED'
  | 'UNKNOWN';

export type Vocabulary = {
  readonly __typename?: 'Vocabulary';
  readonly headings: Scalars['Int']['output'];
  readonly loadedAt: Scalars['DateTime']['output'];
  readonly name: Scalars['String']['output'];
  readonly source: Scalars['String']['output'];
  readonly terms: Scalars['Int']['output'];
};

export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type Work = {
  readonly __typename?: 'Work';
  readonly creators: ReadonlyArray<Scalars['String']['output']>;
  readonly editions: ReadonlyArray<Edition>;
  readonly id: Scalars['ID']['output'];
  readonly latestHeld?: Maybe<Edition>;
  readonly title?: Maybe<Scalars['String']['output']>;
};

export type WrittenFile = {
  readonly __typename?: 'WrittenFile';
  readonly at: Scalars['DateTime']['output'];
  readonly machine: Scalars['String']['output'];
  readonly path: Scalars['String']['output'];
};
