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

export type Account = {
  readonly __typename?: 'Account';
  readonly facts?: Maybe<AccountFacts>;
  readonly grant?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
};

export type AccountFacts = {
  readonly __typename?: 'AccountFacts';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly blocks?: Maybe<ReadonlyArray<Block>>;
  readonly category?: Maybe<Scalars['String']['output']>;
  readonly charges?: Maybe<ReadonlyArray<Charge>>;
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  readonly holds?: Maybe<ReadonlyArray<Hold>>;
  readonly homeSite?: Maybe<Scalars['String']['output']>;
  readonly loans?: Maybe<ReadonlyArray<Loan>>;
  readonly reason?: Maybe<Reason>;
  readonly state: FactState;
};

export type AnsweringChange = {
  readonly __typename?: 'AnsweringChange';
  readonly answers: Scalars['Boolean']['output'];
  readonly askedBefore?: Maybe<Scalars['DateTime']['output']>;
  readonly at: Scalars['DateTime']['output'];
  readonly code?: Maybe<Scalars['String']['output']>;
  readonly why?: Maybe<Scalars['String']['output']>;
};

export type AnsweringHistory = {
  readonly __typename?: 'AnsweringHistory';
  readonly changes: ReadonlyArray<AnsweringChange>;
  readonly hours: ReadonlyArray<AnsweringHour>;
};

export type AnsweringHour = {
  readonly __typename?: 'AnsweringHour';
  readonly answered: Scalars['Int']['output'];
  readonly averageMs?: Maybe<Scalars['Int']['output']>;
  readonly failed: Scalars['Int']['output'];
  readonly hour: Scalars['DateTime']['output'];
  readonly stoppedWaiting?: Maybe<Scalars['Int']['output']>;
};

export type Availability = {
  readonly __typename?: 'Availability';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly availableCount?: Maybe<Scalars['Int']['output']>;
  readonly earliestDue?: Maybe<Due>;
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  readonly itemCount?: Maybe<Scalars['Int']['output']>;
  readonly items?: Maybe<ItemConnection>;
  readonly reason?: Maybe<Reason>;
  readonly recordGone?: Maybe<Scalars['Boolean']['output']>;
  readonly services?: Maybe<ReadonlyArray<ServiceAvailability>>;
  readonly state: FactState;
  readonly unknownCount?: Maybe<Scalars['Int']['output']>;
};


export type AvailabilityItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type AvailableNow = {
  readonly __typename?: 'AvailableNow';
  readonly available: ReadonlyArray<Edition>;
  readonly checkedAt: Scalars['DateTime']['output'];
  readonly unavailable: ReadonlyArray<Edition>;
  readonly unknown: ReadonlyArray<Edition>;
};

export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  readonly id: Scalars['ID']['output'];
};

export type Block = {
  readonly __typename?: 'Block';
  readonly code: BlockCode;
  readonly message?: Maybe<Scalars['String']['output']>;
};

export type BlockCode =
  | 'ADDRESS_WRONG'
  | 'BARRED'
  | 'CARD_LOST'
  | 'EXPIRED'
  | 'OTHER'
  | 'OWES'
  | 'TOO_MANY_LOANS'
  | 'TOO_MANY_OVERDUE';

export type BreakerState =
  | 'CLOSED'
  | 'HALF_OPEN'
  | 'OPEN';

export type CancelHoldInput = {
  readonly hold: Scalars['ID']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

export type CancelHoldPayload = {
  readonly __typename?: 'CancelHoldPayload';
  readonly hold?: Maybe<Hold>;
  readonly outcome: Outcome;
  readonly reason?: Maybe<Reason>;
  readonly refusal?: Maybe<Refusal>;
};

export type Charge = {
  readonly __typename?: 'Charge';
  readonly amount: Money;
  readonly id: Scalars['ID']['output'];
  readonly raisedOn?: Maybe<Scalars['Date']['output']>;
  readonly reason?: Maybe<Scalars['String']['output']>;
};

export type ContinuedAccount = {
  readonly __typename?: 'ContinuedAccount';
  readonly account: Scalars['ID']['output'];
  readonly sealed: Scalars['String']['output'];
};

export type CopyHistory = {
  readonly __typename?: 'CopyHistory';
  readonly since: Scalars['DateTime']['output'];
  readonly told: ReadonlyArray<ToldOfCopy>;
};

export type Due = {
  readonly __typename?: 'Due';
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  readonly on: Scalars['Date']['output'];
};

export type Edition = {
  readonly __typename?: 'Edition';
  readonly id: Scalars['ID']['output'];
};

export type EditionConnection = {
  readonly __typename?: 'EditionConnection';
  readonly availableNow?: Maybe<AvailableNow>;
  readonly page: Scalars['String']['output'];
};


export type EditionConnectionAvailableNowArgs = {
  libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type FactState =
  | 'LAST_KNOWN'
  | 'LIVE'
  | 'NOT_SUPPORTED'
  | 'UNKNOWN';

export type FindPatronInput = {
  readonly card: Scalars['String']['input'];
  readonly formerAccounts?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly library: Scalars['ID']['input'];
};

export type Hold = {
  readonly __typename?: 'Hold';
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly item?: Maybe<Item>;
  readonly neededBy?: Maybe<Scalars['Date']['output']>;
  readonly pickup?: Maybe<Place>;
  readonly placedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly queuePosition?: Maybe<Scalars['Int']['output']>;
  readonly reason?: Maybe<Reason>;
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  readonly status: HoldStatus;
  readonly title?: Maybe<Scalars['String']['output']>;
};

export type HoldStatus =
  | 'CANCELLED'
  | 'EXPIRED'
  | 'IN_TRANSIT'
  | 'QUEUED'
  | 'READY'
  | 'SUSPENDED'
  | 'UNKNOWN';

export type Holding = {
  readonly __typename?: 'Holding';
  readonly availability?: Maybe<Availability>;
  readonly id: Scalars['ID']['output'];
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  readonly online?: Maybe<Scalars['Boolean']['output']>;
};

export type HostFailure = {
  readonly __typename?: 'HostFailure';
  readonly at: Scalars['DateTime']['output'];
  readonly cause?: Maybe<Scalars['String']['output']>;
  readonly code: Scalars['String']['output'];
  readonly why: Scalars['String']['output'];
};

export type Item = {
  readonly __typename?: 'Item';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly barcode?: Maybe<Scalars['String']['output']>;
  readonly boundWith?: Maybe<ReadonlyArray<BibliographicRecord>>;
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  readonly chronology?: Maybe<Scalars['String']['output']>;
  readonly copyNumber?: Maybe<Scalars['String']['output']>;
  readonly currentLocation?: Maybe<Place>;
  readonly due?: Maybe<Due>;
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  readonly history?: Maybe<CopyHistory>;
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly itemType?: Maybe<Scalars['String']['output']>;
  readonly limitations?: Maybe<ReadonlyArray<ItemLimitation>>;
  readonly permanentLocation?: Maybe<Place>;
  readonly publicNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly reason?: Maybe<Reason>;
  readonly state?: Maybe<FactState>;
  readonly status?: Maybe<ItemStatus>;
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  readonly use?: Maybe<ItemUse>;
};

export type ItemConnection = {
  readonly __typename?: 'ItemConnection';
  readonly edges: ReadonlyArray<ItemEdge>;
  readonly nodes: ReadonlyArray<Item>;
  readonly pageInfo: PageInfo;
};

export type ItemEdge = {
  readonly __typename?: 'ItemEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Item;
};

export type ItemLimitation =
  | 'HOLD_SHELF_NOT_TOLD'
  | 'TRANSIT_NOT_TOLD';

export type ItemService =
  | 'COPY_SUPPLY'
  | 'INTERLIBRARY_LOAN'
  | 'LOAN'
  | 'ONLINE'
  | 'REFERENCE_USE';

export type ItemStatus =
  | 'AT_BINDERY'
  | 'AVAILABLE'
  | 'CLAIMED_RETURNED'
  | 'DAMAGED'
  | 'IN_PROCESS'
  | 'IN_TRANSIT'
  | 'IN_USE_ON_SITE'
  | 'LOST'
  | 'MISSING'
  | 'ON_HOLD_SHELF'
  | 'ON_LOAN'
  | 'ON_ORDER'
  | 'RESHELVING'
  | 'UNAVAILABLE'
  | 'UNKNOWN'
  | 'WITHDRAWN';

export type ItemUse =
  | 'HOURLY'
  | 'LOAN'
  | 'ONLINE'
  | 'REFERENCE'
  | 'RESTRICTED'
  | 'SHORT_LOAN'
  | 'UNKNOWN';

export type Library = {
  readonly __typename?: 'Library';
  readonly id: Scalars['ID']['output'];
  readonly toldAt?: Maybe<ReadonlyArray<ToldAt>>;
};


export type LibraryToldAtArgs = {
  time: Scalars['String']['input'];
};

export type LibrarySystem = {
  readonly __typename?: 'LibrarySystem';
  readonly answering?: Maybe<SystemAnswering>;
  readonly answeringHistory?: Maybe<AnsweringHistory>;
  readonly hosts?: Maybe<ReadonlyArray<SystemHost>>;
  readonly id: Scalars['ID']['output'];
  readonly outages?: Maybe<ReadonlyArray<Outage>>;
  readonly toldAt?: Maybe<ToldAt>;
};


export type LibrarySystemAnsweringHistoryArgs = {
  hours?: InputMaybe<Scalars['Int']['input']>;
};


export type LibrarySystemToldAtArgs = {
  time: Scalars['String']['input'];
};

export type Loan = {
  readonly __typename?: 'Loan';
  readonly due?: Maybe<Due>;
  readonly id: Scalars['ID']['output'];
  readonly item?: Maybe<Item>;
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  readonly reason?: Maybe<Reason>;
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  readonly renewable?: Maybe<Renewable>;
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
};

export type Money = {
  readonly __typename?: 'Money';
  readonly amount: Scalars['String']['output'];
  readonly currency: Scalars['String']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly cancelHold?: Maybe<CancelHoldPayload>;
  readonly findPatron?: Maybe<PatronIdentityPayload>;
  readonly placeHold?: Maybe<PlaceHoldPayload>;
  readonly renewAllLoans?: Maybe<RenewAllLoansPayload>;
  readonly renewLoan?: Maybe<RenewLoanPayload>;
  readonly verifyPatron?: Maybe<PatronIdentityPayload>;
};


export type MutationCancelHoldArgs = {
  input: CancelHoldInput;
};


export type MutationFindPatronArgs = {
  input: FindPatronInput;
};


export type MutationPlaceHoldArgs = {
  input: PlaceHoldInput;
};


export type MutationRenewAllLoansArgs = {
  input: RenewAllLoansInput;
};


export type MutationRenewLoanArgs = {
  input: RenewLoanInput;
};


export type MutationVerifyPatronArgs = {
  input: VerifyPatronInput;
};

export type Outage = {
  readonly __typename?: 'Outage';
  readonly askedBefore?: Maybe<Scalars['DateTime']['output']>;
  readonly from: Scalars['DateTime']['output'];
  readonly until: Scalars['DateTime']['output'];
};

export type Outcome =
  | 'DONE'
  | 'REFUSED'
  | 'UNKNOWN';

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type PatronIdentityPayload = {
  readonly __typename?: 'PatronIdentityPayload';
  readonly account?: Maybe<Scalars['ID']['output']>;
  readonly continued?: Maybe<ContinuedAccount>;
  readonly homeLibrary?: Maybe<Scalars['ID']['output']>;
  readonly refusal?: Maybe<Refusal>;
  readonly shown: Scalars['Boolean']['output'];
};

export type Place = {
  readonly __typename?: 'Place';
  readonly code: Scalars['String']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly site?: Maybe<Site>;
  readonly siteCode?: Maybe<Scalars['String']['output']>;
};

export type PlaceHoldInput = {
  readonly account: Scalars['ID']['input'];
  readonly enumeration?: InputMaybe<Scalars['String']['input']>;
  readonly holding: Scalars['ID']['input'];
  readonly idempotencyKey: Scalars['String']['input'];
  readonly item?: InputMaybe<Scalars['ID']['input']>;
  readonly neededBy?: InputMaybe<Scalars['Date']['input']>;
  readonly pickup?: InputMaybe<Scalars['String']['input']>;
};

export type PlaceHoldPayload = {
  readonly __typename?: 'PlaceHoldPayload';
  readonly hold?: Maybe<Hold>;
  readonly outcome: Outcome;
  readonly reason?: Maybe<Reason>;
  readonly refusal?: Maybe<Refusal>;
};

export type Reason = {
  readonly __typename?: 'Reason';
  readonly code: ReasonCode;
  readonly message: Scalars['String']['output'];
  readonly system: Scalars['ID']['output'];
};

export type ReasonCode =
  | 'BAD_ANSWER'
  | 'CIRCUIT_OPEN'
  | 'FROZEN'
  | 'NOT_SUPPORTED'
  | 'RATE_LIMITED'
  | 'REFUSED'
  | 'TIMEOUT'
  | 'TOO_MANY_ITEMS'
  | 'UNREACHABLE';

export type Refusal = {
  readonly __typename?: 'Refusal';
  readonly code: RefusalCode;
  readonly message: Scalars['String']['output'];
  readonly sourceCode?: Maybe<Scalars['String']['output']>;
};

export type RefusalCode =
  | 'ALREADY_DONE'
  | 'BLOCKED'
  | 'LIMIT_REACHED'
  | 'NOT_FOUND'
  | 'NOT_HOLDABLE'
  | 'NOT_PERMITTED'
  | 'NOT_RENEWABLE'
  | 'NOT_SUPPORTED'
  | 'ON_HOLD_FOR_OTHER'
  | 'OTHER'
  | 'RECALLED'
  | 'SEE_STAFF'
  | 'SYSTEM_UNAVAILABLE'
  | 'TOO_SOON';

export type RenewAllLoansInput = {
  readonly account: Scalars['ID']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

export type RenewAllLoansPayload = {
  readonly __typename?: 'RenewAllLoansPayload';
  readonly refusal?: Maybe<Refusal>;
  readonly results?: Maybe<ReadonlyArray<RenewLoanPayload>>;
};

export type RenewLoanInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly loan: Scalars['ID']['input'];
};

export type RenewLoanPayload = {
  readonly __typename?: 'RenewLoanPayload';
  readonly loan?: Maybe<Loan>;
  readonly loanId?: Maybe<Scalars['ID']['output']>;
  readonly outcome: Outcome;
  readonly reason?: Maybe<Reason>;
  readonly refusal?: Maybe<Refusal>;
};

export type Renewable = {
  readonly __typename?: 'Renewable';
  readonly possible?: Maybe<Scalars['Boolean']['output']>;
  readonly refusal?: Maybe<Refusal>;
};

export type ServiceAvailability = {
  readonly __typename?: 'ServiceAvailability';
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  readonly expected?: Maybe<Due>;
  readonly limitation?: Maybe<Scalars['String']['output']>;
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  readonly service: ItemService;
};

export type Site = {
  readonly __typename?: 'Site';
  readonly id: Scalars['ID']['output'];
};

export type SystemAnswering = {
  readonly __typename?: 'SystemAnswering';
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  readonly lastAnswerAt?: Maybe<Scalars['DateTime']['output']>;
  readonly reason?: Maybe<Reason>;
};

export type SystemHost = {
  readonly __typename?: 'SystemHost';
  readonly breaker: BreakerState;
  readonly concurrency: Scalars['Int']['output'];
  readonly connections: Scalars['Int']['output'];
  readonly failuresToOpen: Scalars['Int']['output'];
  readonly inFlight: Scalars['Int']['output'];
  readonly lastFailure?: Maybe<HostFailure>;
  readonly name: Scalars['String']['output'];
  readonly openSince?: Maybe<Scalars['DateTime']['output']>;
  readonly openUntil?: Maybe<Scalars['DateTime']['output']>;
  readonly pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  readonly perSecond?: Maybe<Scalars['Float']['output']>;
  readonly waiting: Scalars['Int']['output'];
};

export type ToldAt = {
  readonly __typename?: 'ToldAt';
  readonly about: Scalars['String']['output'];
  readonly sentences: ReadonlyArray<Scalars['String']['output']>;
  readonly standing: ToldStanding;
  readonly time: Scalars['String']['output'];
};

export type ToldBy =
  | 'HARVEST'
  | 'LAST_KNOWN'
  | 'LIVE';

export type ToldOfCopy = {
  readonly __typename?: 'ToldOfCopy';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly code?: Maybe<Scalars['String']['output']>;
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  readonly rule?: Maybe<Scalars['String']['output']>;
  readonly source?: Maybe<ToldBy>;
  readonly status?: Maybe<ItemStatus>;
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  readonly why?: Maybe<Scalars['String']['output']>;
};

export type ToldStanding =
  | 'ANSWERED'
  | 'NEVER_ASKED'
  | 'NOT_ASKED'
  | 'NOT_KEPT'
  | 'NOT_SHOWN'
  | 'SILENT'
  | 'STOPPED_WAITING';

export type VerifyPatronInput = {
  readonly card: Scalars['String']['input'];
  readonly formerAccounts?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly library: Scalars['ID']['input'];
  readonly pin: Scalars['String']['input'];
};
