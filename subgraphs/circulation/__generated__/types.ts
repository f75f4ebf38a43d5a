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
  /** A moment in RFC 3339 form: `2026-01-31T09:30:00Z`. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/**
 * One patron's registration at one library system. Who may see it is owned by `patrons`; what stands in it is asked of its
 * system for each request and kept nowhere.
 */
export type Account = {
  readonly __typename?: 'Account';
  /**
   * The account as its system sees it now. Null where there is no leave to read it (`Account.refusal` says why), where its
   * system has it no more, or where the graph itself failed; a system that does not answer gives a state and a reason.
   */
  readonly facts?: Maybe<AccountFacts>;
  /** Signed leave to read this account: for whom, for what purpose, until when. Null where there is none. */
  readonly grant?: Maybe<Scalars['String']['output']>;
  /** Stable id of the account; says nothing of the patron's number or card. */
  readonly id: Scalars['ID']['output'];
};

/**
 * What a library system says of one account at this moment. Nothing of it is told from memory: where the system does not
 * answer, nobody can say, and lists are null, never empty.
 */
export type AccountFacts = {
  readonly __typename?: 'AccountFacts';
  /** When the system said so; null where it did not. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Why borrowing is stopped; empty where it is not. Null where nobody can say. */
  readonly blocks?: Maybe<ReadonlyArray<Block>>;
  /** The system's own kind of reader; null where nobody can say. */
  readonly category?: Maybe<Scalars['String']['output']>;
  /** Money owed, one entry for each charge. Null where nobody can say. */
  readonly charges?: Maybe<ReadonlyArray<Charge>>;
  /** The day on which the registration ends; null where it has no end or nobody can say. */
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Requests of this account that are not over. Null where nobody can say. */
  readonly holds?: Maybe<ReadonlyArray<Hold>>;
  /** Code of the site that registered the patron; null where the system gives none or nobody can say. */
  readonly homeSite?: Maybe<Scalars['String']['output']>;
  /** Items out on this account. Null where nobody can say. */
  readonly loans?: Maybe<ReadonlyArray<Loan>>;
  /** Why it is less than live, or what could not be seen although the system answered. Null where nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /** How far it can be trusted: LIVE, UNKNOWN or NOT_SUPPORTED. */
  readonly state: FactState;
};

/**
 * Copies of a holding as their system sees them. A fact of a live system never stands alone: it says what it is, as of
 * when, and why. Where the state is LAST_KNOWN, everything here is as it was at `asOf`, counts and services included.
 */
export type Availability = {
  readonly __typename?: 'Availability';
  /**
   * When the system said so; null where it never did. A LIVE fact may be a few seconds old: its system is not asked twice
   * within the time that the region grants it.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Loanable copies known to be in place; reference copies are not counted, nor is a copy with `limitations`. Null where
   * nobody can say, never 0 for that: where none is known to be in place and one that could be is among those of
   * `unknownCount`, it is null. Where the state is LAST_KNOWN, so many were in place at `asOf`: one may have been lent since,
   * or come back.
   */
  readonly availableCount?: Maybe<Scalars['Int']['output']>;
  /** The first due date among the copies on loan; one that is past is that of a loan which is overdue. Null where none is known. */
  readonly earliestDue?: Maybe<Due>;
  /**
   * Requests queued on the title at this system, for all its libraries. Null where it does not tell, and where it is 1 to 4: a
   * number so small could point at a person.
   */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /** At least so many requests are queued: 1 where `holdQueue` hides a small number, else the same. Null where it does not tell. */
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  /** Findable copies; 0 also where the system no longer has the record. Null where nobody can say. */
  readonly itemCount?: Maybe<Scalars['Int']['output']>;
  /**
   * Findable copies. Null where nobody can say. A copy has its own state where only some could be asked: beside LIVE
   * copies, one that could not be told is LAST_KNOWN with its own `asOf`, or UNKNOWN.
   */
  readonly items?: Maybe<ItemConnection>;
  /** Why it is less than live, and which system could not be asked. Null where it is LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /** Uses of the holding, and whether each is possible now; only uses that its system tells of. Null where nobody can say. */
  readonly services?: Maybe<ReadonlyArray<ServiceAvailability>>;
  /** How far it can be trusted. */
  readonly state: FactState;
  /**
   * Copies of which nobody can tell whether they are in place: their status could not be told, and is at best known from
   * before, or they look AVAILABLE and have `limitations`. Null where nobody can say.
   */
  readonly unknownCount?: Maybe<Scalars['Int']['output']>;
};


/**
 * Copies of a holding as their system sees them. A fact of a live system never stands alone: it says what it is, as of
 * when, and why. Where the state is LAST_KNOWN, everything here is as it was at `asOf`, counts and services included.
 */
export type AvailabilityItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One system's description of a title, owned by `catalogue`. */
export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  /** Stable id of the record in its system. */
  readonly id: Scalars['ID']['output'];
};

/** Something that stops an account from borrowing. */
export type Block = {
  readonly __typename?: 'Block';
  /** Kind of block, for programs. */
  readonly code: BlockCode;
  /** In words for the patron; null where the system has none. */
  readonly message?: Maybe<Scalars['String']['output']>;
};

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
  /** A reason that has no word here. */
  | 'OTHER'
  /** More is owed than the library allows. */
  | 'OWES'
  /** More is out than the library allows. */
  | 'TOO_MANY_LOANS'
  /** Too much is overdue. */
  | 'TOO_MANY_OVERDUE';

/** A hold to give up. */
export type CancelHoldInput = {
  /** Id of the hold. */
  readonly hold: Scalars['ID']['input'];
  /**
   * A text of the caller's own that is new for each wish, so that asking twice is told the same; at most 255 characters,
   * good for a day. Without it, the same wish within ten minutes of one that was fulfilled is told the same.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a hold that was to be given up. */
export type CancelHoldPayload = {
  readonly __typename?: 'CancelHoldPayload';
  /** The hold as it stands now; null where it is gone, or nobody can say. */
  readonly hold?: Maybe<Hold>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why nobody can say whether it stands; null where it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it stands; null where it is given up, or nobody can say. */
  readonly refusal?: Maybe<Refusal>;
};

/** Money that an account owes for one thing. */
export type Charge = {
  readonly __typename?: 'Charge';
  /** What is still owed of it. */
  readonly amount: Money;
  /** Id of the charge; it dies with the charge. */
  readonly id: Scalars['ID']['output'];
  /** The day on which it was raised; null where the system does not tell. */
  readonly raisedOn?: Maybe<Scalars['Date']['output']>;
  /** What it is for, in the system's words; null where it gives none. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** When a loan is due. A day loan is due on a day; only hourly loans have a time. */
export type Due = {
  readonly __typename?: 'Due';
  /** The time; null for a loan by days. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The day, in the library's own calendar. */
  readonly on: Scalars['Date']['output'];
};

/** How far a live fact can be trusted. */
export type FactState =
  /** A fact that the system stated earlier, at `asOf`, and cannot confirm now. */
  | 'LAST_KNOWN'
  /** A fact that the system stated for this answer. */
  | 'LIVE'
  /** A fact that this system has no means to state. */
  | 'NOT_SUPPORTED'
  /** A fact that nobody can state; never to be read as "not available". */
  | 'UNKNOWN';

/** A card. */
export type FindPatronInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of a library that the system serves. */
  readonly library: Scalars['ID']['input'];
};

/** A request of a patron for a title or a copy. */
export type Hold = {
  readonly __typename?: 'Hold';
  /** The volume or issue that is wanted; null for any. */
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  /** The day on which it lapses, or the last day for collecting it; null where it has none or the system does not tell. */
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Id of the hold; it dies with the hold. */
  readonly id: Scalars['ID']['output'];
  /**
   * The copy that is wanted or was caught; null for a hold on the title that waits, and where the system names none. Its id
   * costs no question to the system, anything else does.
   */
  readonly item?: Maybe<Item>;
  /** The day from which it is wanted no more; null where it has none or the system does not tell. */
  readonly neededBy?: Maybe<Scalars['Date']['output']>;
  /** Where it can be collected; null where the system does not tell. */
  readonly pickup?: Maybe<Place>;
  /** When it was placed; null where the system does not tell the moment. */
  readonly placedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its place in the queue, from 1; null where it does not wait or the system does not tell. */
  readonly queuePosition?: Maybe<Scalars['Int']['output']>;
  /**
   * Why the title could not be told this time: the hold itself is as its account says, LIVE. Null where nothing is missing that
   * the system has.
   */
  readonly reason?: Maybe<Reason>;
  /** Id of the record, from which `record` is told. Null where the system does not name it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  /** How far it is. */
  readonly status: HoldStatus;
  /** The title as the system prints it. Null where it prints none, and where it could not be read this time: `reason` says so. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** How far a hold is. */
export type HoldStatus =
  /** Given up. */
  | 'CANCELLED'
  /** Lapsed. */
  | 'EXPIRED'
  /** A copy is on its way. */
  | 'IN_TRANSIT'
  /** Waiting for a copy. */
  | 'QUEUED'
  /** Ready to be collected. */
  | 'READY'
  /** Put off by the patron or the library. */
  | 'SUSPENDED'
  /** Not known. */
  | 'UNKNOWN';

/** What one library owns under one record of its system; everything but its live facts is owned by `catalogue`. */
export type Holding = {
  readonly __typename?: 'Holding';
  /**
   * Its copies as their system sees them now. Null only where the graph itself failed; a system that does not answer gives
   * a state and a reason.
   */
  readonly availability?: Maybe<Availability>;
  /** Stable id of the holding. */
  readonly id: Scalars['ID']['output'];
  /** What the owning adapter wrote at harvest to find these copies live; opaque to all else. */
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it is read online. Null when unknown. */
  readonly online?: Maybe<Scalars['Boolean']['output']>;
};

/** One copy, as its system sees it. */
export type Item = {
  readonly __typename?: 'Item';
  /** When the system said so; null where it never did. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Barcode; null where the copy has none or nobody can say. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** Other records that the same copy stands under; null where the system does not tell. */
  readonly boundWith?: Maybe<ReadonlyArray<BibliographicRecord>>;
  /** Call number; null where it has none. */
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  /** Year and month: `Mar. 2024`; null where it has none. */
  readonly chronology?: Maybe<Scalars['String']['output']>;
  /** Number of the copy; null where it has none. */
  readonly copyNumber?: Maybe<Scalars['String']['output']>;
  /** Where it is now, which may be a sister site; null where nobody can say. */
  readonly currentLocation?: Maybe<Place>;
  /**
   * When its loan ends; null where it is not on loan or nobody can say. Told of every copy that is lent: ON_LOAN, IN_USE_ON_SITE,
   * and also one that is LOST, CLAIMED_RETURNED, WITHDRAWN or UNKNOWN and has a loan beside that.
   */
  readonly due?: Maybe<Due>;
  /** Volume and issue: `v. 3`; null where it has none. */
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  /**
   * 0 where no request is queued on this very copy. Null where there is one, because its number beside those of the title would
   * give small ones away, and where the system does not tell.
   */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /** 1 where a request is queued on this very copy, 0 where there is none; null where the system does not tell. */
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  /** Stable id of the copy in its system. */
  readonly id: Scalars['ID']['output'];
  /** The system's own kind of item; null where it has none. */
  readonly itemType?: Maybe<Scalars['String']['output']>;
  /**
   * What its system did not tell although it answered, and what may be true in the place of `status`, therefore. Whether a
   * make of system never tells it, its account may not see it or it failed this time is one to the reader: a copy with a
   * limitation is never counted as available. Empty where all was told; null where nobody can say anything.
   */
  readonly limitations?: Maybe<ReadonlyArray<ItemLimitation>>;
  /** Where it belongs; null where nobody can say. */
  readonly permanentLocation?: Maybe<Place>;
  /** Notes for the public; null where nobody can say. */
  readonly publicNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Why they are less than live. Null where they are LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /**
   * How far these facts can be trusted. Null, with all the rest, where its system has no such copy or does not show it to
   * the public; null with an error whose path is this copy's, only where the graph itself failed.
   */
  readonly state?: Maybe<FactState>;
  /** Where the copy stands in its life; null where nobody can say. */
  readonly status?: Maybe<ItemStatus>;
  /** The system's own word for its status, untranslated; null where it has none. */
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  /** Rule for its use; null where nobody can say. */
  readonly use?: Maybe<ItemUse>;
};

/** A page of items. */
export type ItemConnection = {
  readonly __typename?: 'ItemConnection';
  /** The items of this page, in the order of their ids, so that a cursor stays good when copies come and go. */
  readonly edges: ReadonlyArray<ItemEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** An item in its place on a page. */
export type ItemEdge = {
  readonly __typename?: 'ItemEdge';
  /** Opaque place of this item, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Item;
};

/** What a system does not tell of its copies. */
export type ItemLimitation =
  /** It may be on the hold shelf: holds could not be seen. */
  | 'HOLD_SHELF_NOT_TOLD'
  /** It may be on its way somewhere: transfers, or some of them, could not be seen. */
  | 'TRANSIT_NOT_TOLD';

/** Uses of a holding. */
export type ItemService =
  /** A copy of a part. */
  | 'COPY_SUPPLY'
  /** Borrowing through another library. */
  | 'INTERLIBRARY_LOAN'
  /** Borrowing. */
  | 'LOAN'
  /** Reading online, by the link of the record; told of holdings without a physical copy, and of online copies. */
  | 'ONLINE'
  /** Reading in the library. */
  | 'REFERENCE_USE';

/**
 * State of a copy, not the rule for it. Where several are true the first counts of: withdrawn, lost, claimed returned, on
 * loan, on hold shelf, in transit, missing, damaged, in process or on order, available.
 */
export type ItemStatus =
  /** Being bound or repaired. */
  | 'AT_BINDERY'
  /** In its place, or on its way back to it today. */
  | 'AVAILABLE'
  /** Said to be returned by the reader, not found by the library. */
  | 'CLAIMED_RETURNED'
  /** Damaged. */
  | 'DAMAGED'
  /** Arrived and not ready for readers. */
  | 'IN_PROCESS'
  /** On its way: between sites, or to the hold shelf. */
  | 'IN_TRANSIT'
  /** In use inside the library. */
  | 'IN_USE_ON_SITE'
  /** Given up. */
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
  /** Not to be had, for a reason that has no word here. */
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
  /** Read online: it stands on no shelf. */
  | 'ONLINE'
  /** Read in the library only. */
  | 'REFERENCE'
  /** Lent to some readers only, or on request. */
  | 'RESTRICTED'
  /** Lent for a shorter time than others. */
  | 'SHORT_LOAN'
  /** Not known. */
  | 'UNKNOWN';

/** One item out on an account. */
export type Loan = {
  readonly __typename?: 'Loan';
  /** When it is due; null where the system does not tell. */
  readonly due?: Maybe<Due>;
  /** Id of the loan; it dies with the loan. */
  readonly id: Scalars['ID']['output'];
  /**
   * The copy. Null where the system does not name it; of one that it does not show to the public, there is the id alone.
   * The id costs no question to the system, anything else does.
   */
  readonly item?: Maybe<Item>;
  /** When it was lent; null where the system does not tell. */
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether its due date is past; null where the system does not tell. */
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Why title and record could not be told this time: the loan itself is as its account says, LIVE. Null where nothing is
   * missing that the system has.
   */
  readonly reason?: Maybe<Reason>;
  /** Id of the record, from which `record` is told. Null where the system does not name it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  /** Whether it could be renewed now. Null where the system cannot tell beforehand. */
  readonly renewable?: Maybe<Renewable>;
  /** How often it was renewed; null where the system does not tell. */
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  /**
   * The title as the system prints it: there even where the record was never harvested. Null where it prints none, and where it
   * could not be read this time: `reason` says so.
   */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** An amount of money. */
export type Money = {
  readonly __typename?: 'Money';
  /** In the currency's own unit, with two decimals: `5.00`. A text, because money is no binary fraction. */
  readonly amount: Scalars['String']['output'];
  /** Code of ISO 4217: `GBP`. */
  readonly currency: Scalars['String']['output'];
};

/** What the graph can be asked to do. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Gives up a hold. Null only where the graph itself failed. */
  readonly cancelHold?: Maybe<CancelHoldPayload>;
  /** Finds whose card it is, without a PIN; asked by `patrons` only, for staff. */
  readonly findPatron?: Maybe<PatronIdentityPayload>;
  /** Places a hold on a title or a copy. Null only where the graph itself failed. */
  readonly placeHold?: Maybe<PlaceHoldPayload>;
  /** Renews every loan of an account that can be renewed, each on its own. Null only where the graph itself failed. */
  readonly renewAllLoans?: Maybe<RenewAllLoansPayload>;
  /** Renews one loan. Null only where the graph itself failed. */
  readonly renewLoan?: Maybe<RenewLoanPayload>;
  /** Checks a card and its PIN at the library's own system, once; asked by `patrons` only, for a link. */
  readonly verifyPatron?: Maybe<PatronIdentityPayload>;
};


/** What the graph can be asked to do. */
export type MutationCancelHoldArgs = {
  input: CancelHoldInput;
};


/** What the graph can be asked to do. */
export type MutationFindPatronArgs = {
  input: FindPatronInput;
};


/** What the graph can be asked to do. */
export type MutationPlaceHoldArgs = {
  input: PlaceHoldInput;
};


/** What the graph can be asked to do. */
export type MutationRenewAllLoansArgs = {
  input: RenewAllLoansInput;
};


/** What the graph can be asked to do. */
export type MutationRenewLoanArgs = {
  input: RenewLoanInput;
};


/** What the graph can be asked to do. */
export type MutationVerifyPatronArgs = {
  input: VerifyPatronInput;
};

/** What became of a write. One that may or may not have happened is neither done nor refused. */
export type Outcome =
  /** It happened. */
  | 'DONE'
  /** It did not happen. */
  | 'REFUSED'
  /**
   * Nobody can say whether it happened: the system is still at it, or broke off and could not be asked afterwards. Ask the
   * same again with the same key: it is never done twice.
   */
  | 'UNKNOWN';

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Place to ask on from with `after`; null where the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether something follows this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** Whose card it is. */
export type PatronIdentityPayload = {
  readonly __typename?: 'PatronIdentityPayload';
  /** Id of the account; null where the card was not recognised. */
  readonly account?: Maybe<Scalars['ID']['output']>;
  /** Id of the library that registered the patron; null where the system does not tell or the region does not have it. */
  readonly homeLibrary?: Maybe<Scalars['ID']['output']>;
  /**
   * Why nothing is said; null where it is. A card that the system does not recognise is NOT_FOUND, one that it cannot check
   * NOT_SUPPORTED, one that does not permit it NOT_PERMITTED, a system that does not answer SYSTEM_UNAVAILABLE.
   */
  readonly refusal?: Maybe<Refusal>;
  /** False where it is certain that the system was not shown the card: then no PIN was tried. */
  readonly shown: Scalars['Boolean']['output'];
};

/** A place as its system names it. */
export type Place = {
  readonly __typename?: 'Place';
  /** Code of the shelf or, where there is none, of the site. */
  readonly code: Scalars['String']['output'];
  /** Its name; null where the system gives none. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Code of the site; null where the system gives none. */
  readonly siteCode?: Maybe<Scalars['String']['output']>;
};

/** A hold to place. */
export type PlaceHoldInput = {
  /** Id of the account that it is for. */
  readonly account: Scalars['ID']['input'];
  /** The wanted volume or issue; any without it. */
  readonly enumeration?: InputMaybe<Scalars['String']['input']>;
  /** Id of a holding of the wanted title at the account's system. */
  readonly holding: Scalars['ID']['input'];
  /**
   * A text of the caller's own that is new for each wish, so that asking twice places one hold; at most 255 characters,
   * good for a day.
   */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Id of the wanted copy; any copy without it. */
  readonly item?: InputMaybe<Scalars['ID']['input']>;
  /** The day from which it is wanted no more. */
  readonly neededBy?: InputMaybe<Scalars['Date']['input']>;
  /** Code of the site to collect it at, which must be of a library of the region; the patron's own without it. */
  readonly pickup?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a hold that was asked for. */
export type PlaceHoldPayload = {
  readonly __typename?: 'PlaceHoldPayload';
  /** The hold; null where there is none, or nobody can say. */
  readonly hold?: Maybe<Hold>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why nobody can say whether it was placed; null where it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it was not placed; null where it was, or nobody can say. */
  readonly refusal?: Maybe<Refusal>;
};

/** Why a fact is less than live. */
export type Reason = {
  readonly __typename?: 'Reason';
  /** Kind of trouble, for programs. */
  readonly code: ReasonCode;
  /** What happened and what to do, for people. */
  readonly message: Scalars['String']['output'];
  /** Id of the system concerned. */
  readonly system: Scalars['ID']['output'];
};

/** Kinds of trouble with a library system. */
export type ReasonCode =
  /** An answer that cannot be read. */
  | 'BAD_ANSWER'
  /** A system that failed so often that it is left in peace for a while. */
  | 'CIRCUIT_OPEN'
  /** A system that is frozen for a move. */
  | 'FROZEN'
  /** A thing that this system cannot tell. */
  | 'NOT_SUPPORTED'
  /** A wish of the system to be asked less often. */
  | 'RATE_LIMITED'
  /** Credentials or permissions that the system refused. */
  | 'REFUSED'
  /** No answer in time. */
  | 'TIMEOUT'
  /** More copies than are asked for at once. */
  | 'TOO_MANY_ITEMS'
  /** No connection, or one that broke. */
  | 'UNREACHABLE';

/** Why a system would not do what was asked. */
export type Refusal = {
  readonly __typename?: 'Refusal';
  /** Kind of refusal, for programs. */
  readonly code: RefusalCode;
  /** In words for the patron. */
  readonly message: Scalars['String']['output'];
  /** The system's own code for it; null where it has none. */
  readonly sourceCode?: Maybe<Scalars['String']['output']>;
};

/** Kinds of refusals. */
export type RefusalCode =
  /** What was asked for is so already. */
  | 'ALREADY_DONE'
  /** The account may not borrow; `AccountFacts.blocks` says why. */
  | 'BLOCKED'
  /** As much as the library allows was reached: of renewals, loans or holds. */
  | 'LIMIT_REACHED'
  /** There is no such thing, or it is another's. */
  | 'NOT_FOUND'
  /** No hold can be placed on it. */
  | 'NOT_HOLDABLE'
  /**
   * The system does not permit Mercia to do it, and nothing happened: its operators have to give a permission, and another
   * try is in vain until then. The log and `mercia doctor` name it.
   */
  | 'NOT_PERMITTED'
  /** It cannot be renewed at all. */
  | 'NOT_RENEWABLE'
  /** This system cannot do it. */
  | 'NOT_SUPPORTED'
  /** Another reader waits for it. */
  | 'ON_HOLD_FOR_OTHER'
  /** A reason that has no word here. */
  | 'OTHER'
  /** The library wants it back. */
  | 'RECALLED'
  /** The staff of the library can help. */
  | 'SEE_STAFF'
  /** The system does not answer, and nothing happened. */
  | 'SYSTEM_UNAVAILABLE'
  /** It cannot be renewed yet. */
  | 'TOO_SOON';

/** An account whose loans are all to be renewed. */
export type RenewAllLoansInput = {
  /** Id of the account. */
  readonly account: Scalars['ID']['input'];
  /**
   * A text of the caller's own that is new for each wish, so that asking twice renews once; at most 255 characters, good
   * for a day. Without it, the same wish within ten minutes of one that was fulfilled is told the same.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the renewals of an account. */
export type RenewAllLoansPayload = {
  readonly __typename?: 'RenewAllLoansPayload';
  /** Why nothing was tried; null where it was. */
  readonly refusal?: Maybe<Refusal>;
  /** One for each loan of the account, in the order of its loans; null where the account could not be read. */
  readonly results?: Maybe<ReadonlyArray<RenewLoanPayload>>;
};

/** A loan to renew. */
export type RenewLoanInput = {
  /**
   * A text of the caller's own that is new for each wish, so that asking twice renews once; at most 255 characters, good
   * for a day. Without it, the same wish within ten minutes of one that was fulfilled is told the same.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Id of the loan. */
  readonly loan: Scalars['ID']['input'];
};

/** What became of a renewal. */
export type RenewLoanPayload = {
  readonly __typename?: 'RenewLoanPayload';
  /** The loan as it stands now; null where nobody can say. */
  readonly loan?: Maybe<Loan>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why nobody can say whether it happened; null where it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it did not happen; null where it did, or nobody can say. */
  readonly refusal?: Maybe<Refusal>;
};

/** Whether a loan could be renewed now, asked before anybody tries. */
export type Renewable = {
  readonly __typename?: 'Renewable';
  /** Whether it would be granted; null where it can only be tried. */
  readonly possible?: Maybe<Scalars['Boolean']['output']>;
  /** Why it would not; null where it would, or where it can only be tried. */
  readonly refusal?: Maybe<Refusal>;
};

/** One use of a holding, and whether it is possible now. */
export type ServiceAvailability = {
  readonly __typename?: 'ServiceAvailability';
  /** Whether it is possible now; null where nobody can say. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** When it will be, never a day that is past; null where it is now, or nobody can say. */
  readonly expected?: Maybe<Due>;
  /** A limit to it, in words; null where there is none. */
  readonly limitation?: Maybe<Scalars['String']['output']>;
  /**
   * Whether every copy that it waits for is overdue: it should be back already, and nobody can say when it comes. Null where
   * nobody can say that either: a loan that was last known may have ended since.
   */
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  /** The use. */
  readonly service: ItemService;
};

/** A card and its PIN. */
export type VerifyPatronInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of a library that the system serves. */
  readonly library: Scalars['ID']['input'];
  /** Its PIN or password. */
  readonly pin: Scalars['String']['input'];
};
