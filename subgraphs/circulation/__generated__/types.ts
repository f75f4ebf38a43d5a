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
  DateTime: { input: string; output: string | Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

/**
 * One patron's registration at one library system. `patrons` owns who may see it; its contents are fetched from its system
 * for each request and never stored.
 */
export type Account = {
  readonly __typename?: 'Account';
  /**
   * The contents of the account, live from its system. Null when access is not permitted (`Account.refusal` says why), if
   * its system no longer has it, or if the graph itself failed; if the system does not answer, there is a state and a
   * reason.
   */
  readonly facts?: Maybe<AccountFacts>;
  /** Signed permission to read this account: for whom, for what purpose, until when. Null if there is none. */
  readonly grant?: Maybe<Scalars['String']['output']>;
  /** Stable id of the account; it reveals neither the patron's number nor the card. */
  readonly id: Scalars['ID']['output'];
};

/**
 * What a library system says of one account at this moment. Nothing is answered from memory: if the system does not
 * answer, everything is unknown, and lists are null, never empty.
 */
export type AccountFacts = {
  readonly __typename?: 'AccountFacts';
  /** When the system said so; null if it did not. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Why borrowing is stopped; empty if it is not. Null when unknown. */
  readonly blocks?: Maybe<ReadonlyArray<Block>>;
  /** The system's own reader category; null when unknown. */
  readonly category?: Maybe<Scalars['String']['output']>;
  /** Money owed, one entry per charge. Null when unknown. */
  readonly charges?: Maybe<ReadonlyArray<Charge>>;
  /** The day on which the registration ends; null if it does not end, or when unknown. */
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Holds of this account that are still open. Null when unknown. */
  readonly holds?: Maybe<ReadonlyArray<Hold>>;
  /** Code of the site that registered the patron; null if the system gives none, or when unknown. */
  readonly homeSite?: Maybe<Scalars['String']['output']>;
  /** Items on loan to this account. Null when unknown. */
  readonly loans?: Maybe<ReadonlyArray<Loan>>;
  /** Why it is not fully live, or what could not be seen although the system answered. Null if nothing is missing. */
  readonly reason?: Maybe<Reason>;
  /** How far it can be trusted: LIVE, UNKNOWN or NOT_SUPPORTED. */
  readonly state: FactState;
};

/** From `at` on, the system answered or did not. */
export type AnsweringChange = {
  readonly __typename?: 'AnsweringChange';
  /** Whether it answered from then on. */
  readonly answers: Scalars['Boolean']['output'];
  /** When a process of Mercia saw it, by the clock of the database, to a few seconds. */
  readonly at: Scalars['DateTime']['output'];
  /** Code of the first failure, as in the list of errors; null if it answered. */
  readonly code?: Maybe<Scalars['String']['output']>;
};

/** How a system has answered over time. */
export type AnsweringHistory = {
  readonly __typename?: 'AnsweringHistory';
  /** When it began or ceased to answer, oldest first, the newest 500. The first says how it was when that time began, and may be older. */
  readonly changes: ReadonlyArray<AnsweringChange>;
  /** What each hour brought, oldest first; an hour in which nobody asked is not among them. */
  readonly hours: ReadonlyArray<AnsweringHour>;
};

/** What one hour of the clock (UTC) brought of a system. */
export type AnsweringHour = {
  readonly __typename?: 'AnsweringHour';
  /** Calls that were answered. */
  readonly answered: Scalars['Int']['output'];
  /** Milliseconds that an answer took on average; null if there was none. */
  readonly averageMs?: Maybe<Scalars['Int']['output']>;
  /** Calls that were not. */
  readonly failed: Scalars['Int']['output'];
  /** When the hour begins. */
  readonly hour: Scalars['DateTime']['output'];
};

/**
 * The copies of a holding, as their system reports them. Every live fact says how far it can be trusted, as of when, and
 * why. If the state is LAST_KNOWN, everything here, including counts and services, is as it was at `asOf`.
 */
export type Availability = {
  readonly __typename?: 'Availability';
  /**
   * When the system said so; null if it never did. A LIVE fact may be a few seconds old: within the time that the region
   * file sets, its system is not asked twice. Of a library that moves, no later than the day from which it does not lend
   * from this system.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Number of loanable copies known to be in place. Reference copies and copies with `limitations` are not counted. Null
   * when unknown, never 0 in that case: it is null if no copy is known to be in place and one of those in `unknownCount`
   * could be. If the state is LAST_KNOWN, it is the number at `asOf`: copies may have been lent or returned since.
   */
  readonly availableCount?: Maybe<Scalars['Int']['output']>;
  /** The first due date among the copies on loan; a date in the past means that the loan is overdue. Null if none is known. */
  readonly earliestDue?: Maybe<Due>;
  /**
   * Holds queued on the title at this system, for all its libraries. Null if the system does not say, and for 1 to 4: so
   * small a number could identify a person.
   */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /**
   * A lower bound of the queue: 1 if `holdQueue` hides a small number, else the same number. Null if the system does not
   * say.
   */
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  /**
   * Number of copies that can be found: those that are lost or withdrawn are not counted, though they are among `items`. Also 0 if the
   * system no longer has the record. Null when unknown.
   */
  readonly itemCount?: Maybe<Scalars['Int']['output']>;
  /**
   * Copies that can be found. Null when unknown. If only some copies could be checked, each copy has a state of its own:
   * next to LIVE copies, one that could not be checked is LAST_KNOWN with its own `asOf`, or UNKNOWN.
   */
  readonly items?: Maybe<ItemConnection>;
  /** Why it is not fully live, and which system is concerned. Null if it is LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /** Uses of the holding, and whether each is possible now; only those that its system reports. Null when unknown. */
  readonly services?: Maybe<ReadonlyArray<ServiceAvailability>>;
  /** How far it can be trusted. */
  readonly state: FactState;
  /**
   * Number of copies that may or may not be in place: their status could not be determined or is last known, or they look
   * AVAILABLE but have `limitations`. Null when unknown.
   */
  readonly unknownCount?: Maybe<Scalars['Int']['output']>;
};


/**
 * The copies of a holding, as their system reports them. Every live fact says how far it can be trusted, as of when, and
 * why. If the state is LAST_KNOWN, everything here, including counts and services, is as it was at `asOf`.
 */
export type AvailabilityItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * The editions of a page by whether they can be had now. Each edition of the page is in one of the three lists, in the order
 * of the page. Only what systems say now counts: an edition is never `unavailable` because a system did not answer.
 */
export type AvailableNow = {
  readonly __typename?: 'AvailableNow';
  /**
   * Editions of which at least one copy is in its place now, to be borrowed or to be read in the library, and editions that
   * are read online now. Whether a reader may borrow it, or has access to it, is not checked.
   */
  readonly available: ReadonlyArray<Edition>;
  /** When this was so: no answer that was used is older. */
  readonly checkedAt: Scalars['DateTime']['output'];
  /** Editions of which no copy can be had now: every system that could have one answered, and says so. */
  readonly unavailable: ReadonlyArray<Edition>;
  /**
   * Editions of which it cannot be said: no copy is known to be in its place, and of one at least it is unknown, because its
   * system did not answer, is frozen or cannot say.
   */
  readonly unknown: ReadonlyArray<Edition>;
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
  /** In words for the patron; null if the system has none. */
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
  /** A reason without a value of its own here. */
  | 'OTHER'
  /** More is owed than the library allows. */
  | 'OWES'
  /** More items are on loan than the library allows. */
  | 'TOO_MANY_LOANS'
  /** Too much is overdue. */
  | 'TOO_MANY_OVERDUE';

/** Whether a host is asked. */
export type BreakerState =
  /** It is asked. */
  | 'CLOSED'
  /** It failed, and the next question finds out whether it is back. */
  | 'HALF_OPEN'
  /** It failed several times in a row and is not asked. */
  | 'OPEN';

/** A hold to cancel. */
export type CancelHoldInput = {
  /** Id of the hold. */
  readonly hold: Scalars['ID']['input'];
  /**
   * A string that the caller creates for each request, so that repeating the request gives the same answer; at most 255
   * characters, valid for one day. Without it, the same request within ten minutes of a successful one gives the same
   * answer.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of cancelling a hold. */
export type CancelHoldPayload = {
  readonly __typename?: 'CancelHoldPayload';
  /** The hold as it is now; null if it is gone, or when unknown. */
  readonly hold?: Maybe<Hold>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why the outcome is unknown; null if it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it was not cancelled; null if it was, or when unknown. */
  readonly refusal?: Maybe<Refusal>;
};

/** Money that an account owes for one thing. */
export type Charge = {
  readonly __typename?: 'Charge';
  /** The amount still owed. */
  readonly amount: Money;
  /** Id of the charge; valid until the charge ends. */
  readonly id: Scalars['ID']['output'];
  /** The day on which it was raised; null if the system does not say. */
  readonly raisedOn?: Maybe<Scalars['Date']['output']>;
  /** What it is for, in the system's words; null if it gives none. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** An account that goes on at another system since its library moved. */
export type ContinuedAccount = {
  readonly __typename?: 'ContinuedAccount';
  /** Id of the account at the system that the library left: it stays the account's id. */
  readonly account: Scalars['ID']['output'];
  /** Sealed: where it goes on, and with which loans. It is kept with the link, and handed back with the grant. */
  readonly sealed: Scalars['String']['output'];
};

/**
 * What was told of a copy over time. Only what was kept of answers counts: an answer in which its status could not be determined
 * changes nothing, and what was shown to one request alone, because its time was over, is not kept.
 */
export type CopyHistory = {
  readonly __typename?: 'CopyHistory';
  /** Since when changes are kept. */
  readonly since: Scalars['DateTime']['output'];
  /**
   * Oldest first; of a copy that changed more than 200 times, the newest. Times of silence stand between them. After a move that
   * kept its id: until the switch what its old system said, from then on what its new one did. Empty if nothing that its system
   * said is kept.
   */
  readonly told: ReadonlyArray<ToldOfCopy>;
};

/** When a loan is due. Loans by days have only a day; loans by the hour have a time, too. */
export type Due = {
  readonly __typename?: 'Due';
  /** The time; null for a loan by days. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The day, in the library's own calendar. */
  readonly on: Scalars['Date']['output'];
};

/** An edition; owned by `catalogue`. */
export type Edition = {
  readonly __typename?: 'Edition';
  /** Stable id of the edition. */
  readonly id: Scalars['ID']['output'];
};

/** A page of search results; everything but what is available now is owned by `catalogue`. */
export type EditionConnection = {
  readonly __typename?: 'EditionConnection';
  /**
   * Which editions of this page can be had now: their systems are asked, as for `Holding.availability` of the same page, and
   * at no more calls. For pages of at most 50 editions; for a longer one it is null, with an error. Null, with an error, also
   * if the graph itself failed; if a system does not answer, the editions that it could have are `unknown`.
   */
  readonly availableNow?: Maybe<AvailableNow>;
  /** The editions of the page with what finds their copies live, written by `catalogue`; opaque to everything else. */
  readonly page: Scalars['String']['output'];
};


/** A page of search results; everything but what is available now is owned by `catalogue`. */
export type EditionConnectionAvailableNowArgs = {
  libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
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

/** A card. */
export type FindPatronInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Accounts of the same person at systems that their library has left: one of them may go on in the account of this card. */
  readonly formerAccounts?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Id of a library that the system serves. */
  readonly library: Scalars['ID']['input'];
};

/** A patron's request for a title or a copy. */
export type Hold = {
  readonly __typename?: 'Hold';
  /** The requested volume or issue; null for any. */
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  /** The day on which it expires, or the last day to collect it; null if it has none, or the system does not say. */
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Id of the hold; valid until the hold ends. */
  readonly id: Scalars['ID']['output'];
  /**
   * The copy that is requested or was set aside; null for a waiting hold on the title, and if the system gives none. Its
   * id needs no request to the system, everything else does.
   */
  readonly item?: Maybe<Item>;
  /** The day from which it is no longer needed; null if it has none, or the system does not say. */
  readonly neededBy?: Maybe<Scalars['Date']['output']>;
  /** Where it can be collected; null if the system does not say. */
  readonly pickup?: Maybe<Place>;
  /** When it was placed; null if the system does not give the time. */
  readonly placedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its place in the queue, from 1; null if it is not waiting, or the system does not say. */
  readonly queuePosition?: Maybe<Scalars['Int']['output']>;
  /** Why the title could not be read this time; the hold itself is LIVE. Null if nothing is missing. */
  readonly reason?: Maybe<Reason>;
  /** Id of the record behind `record`. Null if the system does not give it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  /** Status of the hold. */
  readonly status: HoldStatus;
  /** The title as the system gives it. Null if it gives none, or if it could not be read this time: `reason` says so. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

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

/** What one library owns under one record of its system; everything but its live facts is owned by `catalogue`. */
export type Holding = {
  readonly __typename?: 'Holding';
  /**
   * The live state of its copies, from their system. Null only if the graph itself failed; if the system does not answer,
   * there is a state and a reason.
   */
  readonly availability?: Maybe<Availability>;
  /** Stable id of the holding. */
  readonly id: Scalars['ID']['output'];
  /** Keys by which the adapter finds these copies live, written at harvest; opaque to everything else. */
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it is read online. Null when unknown. */
  readonly online?: Maybe<Scalars['Boolean']['output']>;
};

/** An exchange with a host that failed. */
export type HostFailure = {
  readonly __typename?: 'HostFailure';
  /** When it failed. */
  readonly at: Scalars['DateTime']['output'];
  /** Error code, as in the list of errors: `LMS_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
};

/** One copy, as its system reports it. */
export type Item = {
  readonly __typename?: 'Item';
  /** When the system said so; null if it never did. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Barcode; null if the copy has none, or when unknown. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** Other records that the same copy belongs to; null if the system does not say. */
  readonly boundWith?: Maybe<ReadonlyArray<BibliographicRecord>>;
  /** Call number; null if it has none. */
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  /** Year and month: `Mar. 2024`; null if it has none. */
  readonly chronology?: Maybe<Scalars['String']['output']>;
  /** Number of the copy; null if it has none, or if its system does not tell it of this copy. */
  readonly copyNumber?: Maybe<Scalars['String']['output']>;
  /** Where it is now, which may be another site; null when unknown. */
  readonly currentLocation?: Maybe<Place>;
  /**
   * When its loan ends; null if it is not on loan, or when unknown. Given for every copy that is lent: ON_LOAN,
   * IN_USE_ON_SITE, and also one that is LOST, CLAIMED_RETURNED, WITHDRAWN or UNKNOWN and still has a loan.
   */
  readonly due?: Maybe<Due>;
  /** Volume and issue: `v. 3`; null if it has none. */
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  /**
   * What was told of it over time, and how Mercia came to it; only for staff of the library that the copy belongs to, and for the
   * roles `migration` and `operator`. Its system is not asked for it. Null, with an error, for anybody else, and if the database
   * does not answer; null without an error if this part of Mercia keeps nothing.
   */
  readonly history?: Maybe<CopyHistory>;
  /**
   * 0 if no hold is queued on this particular copy. Null if there is one, because together with the queue of the title it
   * would reveal small numbers, and if the system does not say.
   */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /** 1 if a hold is queued on this particular copy, 0 if there is none; null if the system does not say. */
  readonly holdQueueAtLeast?: Maybe<Scalars['Int']['output']>;
  /** Stable id of the copy in its system. */
  readonly id: Scalars['ID']['output'];
  /** The system's own kind of item; null if it has none. */
  readonly itemType?: Maybe<Scalars['String']['output']>;
  /**
   * What its system did not report although it answered, and which may therefore be true instead of `status`: because this
   * kind of system never reports it, Mercia's account there may not see it, or it failed this time. A copy with a
   * limitation is never counted as available. Empty if everything was reported; null when unknown.
   */
  readonly limitations?: Maybe<ReadonlyArray<ItemLimitation>>;
  /** Where it belongs; null when unknown. */
  readonly permanentLocation?: Maybe<Place>;
  /** Public notes; null when unknown. */
  readonly publicNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Why they are not fully live. Null if they are LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /**
   * How far these facts can be trusted. Null, like all other fields but `history`, if its system has no such copy or does not
   * show it to the public; null, with an error at the path of this copy, only if the graph itself failed.
   */
  readonly state?: Maybe<FactState>;
  /** Status of the copy; null when unknown. */
  readonly status?: Maybe<ItemStatus>;
  /** The system's own word for its status, untranslated; where it has none, the field that tells it. Null if nothing told it. */
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  /** Rule for its use; null when unknown. */
  readonly use?: Maybe<ItemUse>;
};

/** A page of items. */
export type ItemConnection = {
  readonly __typename?: 'ItemConnection';
  /** The items of this page, in the order of their ids, so that cursors stay valid when copies come and go. */
  readonly edges: ReadonlyArray<ItemEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Item>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** An item of a page. */
export type ItemEdge = {
  readonly __typename?: 'ItemEdge';
  /** Opaque cursor of this item, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Item;
};

/** What a system does not report of a copy. */
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
  /** Reading online, by the link of the record; reported for holdings without a physical copy, and for online copies. */
  | 'ONLINE'
  /** Reading in the library. */
  | 'REFERENCE_USE';

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
  /** Returned, and waiting to be put back: where the system tells that from being put back today. */
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

/** A library service; everything but what was told of its copies is owned by `catalogue`. */
export type Library = {
  readonly __typename?: 'Library';
  /** Stable id, from the region file. */
  readonly id: Scalars['ID']['output'];
  /**
   * What readers were told of its copies at one time and why, for each of its systems, from what is kept for 30 days: the same sentences as
   * those of `mercia why --at`. Only for operators. Null, with an error, for any other role; null without an error if this part of Mercia
   * keeps nothing.
   */
  readonly toldAt?: Maybe<ReadonlyArray<ToldAt>>;
};


/** A library service; everything but what was told of its copies is owned by `catalogue`. */
export type LibraryToldAtArgs = {
  time: Scalars['String']['input'];
};

/** A library system; everything but how it answers is owned by `catalogue`. */
export type LibrarySystem = {
  readonly __typename?: 'LibrarySystem';
  /**
   * How it has answered questions about copies since the part of Mercia that answers this was started. Null if nobody has asked
   * the system since then, and for a system that cannot be asked.
   */
  readonly answering?: Maybe<SystemAnswering>;
  /**
   * How it has answered questions about copies over time, as all processes of Mercia saw it together; only for operators.
   * Null, with an error, for any other role; null without an error if this part of Mercia keeps nothing.
   */
  readonly answeringHistory?: Maybe<AnsweringHistory>;
  /**
   * How Mercia spares the hosts of this system at the moment; only for operators. Each process has guards of its own: this is of
   * the process that answers, and of no other. Empty for a system behind an adapter server, which guards it there. Null, with an
   * error, for any other role.
   */
  readonly hosts?: Maybe<ReadonlyArray<SystemHost>>;
  /** Stable id, from the region file. */
  readonly id: Scalars['ID']['output'];
  /**
   * When it did not answer questions about copies in the last 24 hours and has answered since, oldest first, as all processes of Mercia saw
   * it together. Null if this part of Mercia keeps nothing.
   */
  readonly outages?: Maybe<ReadonlyArray<Outage>>;
};


/** A library system; everything but how it answers is owned by `catalogue`. */
export type LibrarySystemAnsweringHistoryArgs = {
  hours?: InputMaybe<Scalars['Int']['input']>;
};

/** One item on loan to an account. */
export type Loan = {
  readonly __typename?: 'Loan';
  /** When it is due; null if the system does not say. */
  readonly due?: Maybe<Due>;
  /** Id of the loan; valid until the loan ends. */
  readonly id: Scalars['ID']['output'];
  /**
   * The copy. Null if the system does not give it; for a copy that is not public, only the id is given. The id needs no
   * request to the system, everything else does.
   */
  readonly item?: Maybe<Item>;
  /** When it was lent; null if the system does not say. */
  readonly loanedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether its due date is past; null if the system does not say. */
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Why title and record, or whether it can be renewed, could not be read this time; the loan itself is LIVE. Null if nothing is
   * missing.
   */
  readonly reason?: Maybe<Reason>;
  /** Id of the record behind `record`. Null if the system does not give it. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  /** Whether it could be renewed now. Null if the system cannot say in advance. */
  readonly renewable?: Maybe<Renewable>;
  /** How often it was renewed; null if the system does not say. */
  readonly renewals?: Maybe<Scalars['Int']['output']>;
  /**
   * The title as the system gives it, even if the record was never harvested. Null if it gives none, or if it could not be
   * read this time: `reason` says so.
   */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** An amount of money. */
export type Money = {
  readonly __typename?: 'Money';
  /** In the currency's own unit, with two decimals: `5.00`. A string, so that no rounding occurs. */
  readonly amount: Scalars['String']['output'];
  /** Code of ISO 4217: `GBP`. */
  readonly currency: Scalars['String']['output'];
};

/** The changes that the graph can make. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Cancels a hold. Null only if the graph itself failed. */
  readonly cancelHold?: Maybe<CancelHoldPayload>;
  /** Finds the account of a card, without a PIN; used only by `patrons`, for staff. */
  readonly findPatron?: Maybe<PatronIdentityPayload>;
  /** Places a hold on a title or a copy. Null only if the graph itself failed. */
  readonly placeHold?: Maybe<PlaceHoldPayload>;
  /** Renews every loan of an account that can be renewed, each on its own. Null only if the graph itself failed. */
  readonly renewAllLoans?: Maybe<RenewAllLoansPayload>;
  /** Renews one loan. Null only if the graph itself failed. */
  readonly renewLoan?: Maybe<RenewLoanPayload>;
  /** Checks a card and its PIN at the library's own system, once; used only by `patrons`, to link an account. */
  readonly verifyPatron?: Maybe<PatronIdentityPayload>;
};


/** The changes that the graph can make. */
export type MutationCancelHoldArgs = {
  input: CancelHoldInput;
};


/** The changes that the graph can make. */
export type MutationFindPatronArgs = {
  input: FindPatronInput;
};


/** The changes that the graph can make. */
export type MutationPlaceHoldArgs = {
  input: PlaceHoldInput;
};


/** The changes that the graph can make. */
export type MutationRenewAllLoansArgs = {
  input: RenewAllLoansInput;
};


/** The changes that the graph can make. */
export type MutationRenewLoanArgs = {
  input: RenewLoanInput;
};


/** The changes that the graph can make. */
export type MutationVerifyPatronArgs = {
  input: VerifyPatronInput;
};

/** A time in which a system did not answer, and which is over. */
export type Outage = {
  readonly __typename?: 'Outage';
  /** From when on it did not answer, to a few seconds. */
  readonly from: Scalars['DateTime']['output'];
  /** When it answered again, to a few seconds. */
  readonly until: Scalars['DateTime']['output'];
};

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

/** The account and library of a card. */
export type PatronIdentityPayload = {
  readonly __typename?: 'PatronIdentityPayload';
  /** Id of the account; null if the card was not recognised. */
  readonly account?: Maybe<Scalars['ID']['output']>;
  /**
   * Which of the former accounts goes on in this one, by its own system and the same card; null if none does, or if that
   * system does not say so now.
   */
  readonly continued?: Maybe<ContinuedAccount>;
  /** Id of the library that registered the patron; null if the system does not say or the region does not have it. */
  readonly homeLibrary?: Maybe<Scalars['ID']['output']>;
  /**
   * Why there is no answer; null if there is one. A card that the system does not recognise is NOT_FOUND, one that it
   * cannot check NOT_SUPPORTED, one that does not permit it NOT_PERMITTED, a system that does not answer
   * SYSTEM_UNAVAILABLE.
   */
  readonly refusal?: Maybe<Refusal>;
  /** False if it is certain that the card was not sent to the system: then no PIN was tried. */
  readonly shown: Scalars['Boolean']['output'];
};

/** A place, with the names that its system gives it. */
export type Place = {
  readonly __typename?: 'Place';
  /** Code of the shelf or, if there is none, of the site. */
  readonly code: Scalars['String']['output'];
  /** Its name; null if the system gives none. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /**
   * The site that the region file names for this code: its address, coordinates and opening hours. Null if the system gives
   * no site, or if the region file names none for it.
   */
  readonly site?: Maybe<Site>;
  /** Code of the site; null if the system gives none. */
  readonly siteCode?: Maybe<Scalars['String']['output']>;
};

/** A hold to place. */
export type PlaceHoldInput = {
  /** Id of the account that it is for. */
  readonly account: Scalars['ID']['input'];
  /** The requested volume or issue. Default: any. */
  readonly enumeration?: InputMaybe<Scalars['String']['input']>;
  /** Id of a holding of the requested title at the account's system. */
  readonly holding: Scalars['ID']['input'];
  /**
   * A string that the caller creates for each request, so that repeating the request places only one hold; at most 255
   * characters, valid for one day.
   */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Id of the requested copy; default: any copy. */
  readonly item?: InputMaybe<Scalars['ID']['input']>;
  /** The day from which it is no longer needed. */
  readonly neededBy?: InputMaybe<Scalars['Date']['input']>;
  /** Code of the site to collect it at, which must be of a library of the region; default: the patron's own site. */
  readonly pickup?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of placing a hold. */
export type PlaceHoldPayload = {
  readonly __typename?: 'PlaceHoldPayload';
  /** The hold; null if there is none, or when unknown. */
  readonly hold?: Maybe<Hold>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why the outcome is unknown; null if it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it was not placed; null if it was, or when unknown. */
  readonly refusal?: Maybe<Refusal>;
};

/** Why a fact is not fully live. */
export type Reason = {
  readonly __typename?: 'Reason';
  /** The reason, for programs. */
  readonly code: ReasonCode;
  /** What happened and what to do, for people. */
  readonly message: Scalars['String']['output'];
  /** Id of the system concerned. */
  readonly system: Scalars['ID']['output'];
};

/** Reasons why a fact is not fully live. */
export type ReasonCode =
  /** The answer could not be read. */
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

/** Why a system refused a request. */
export type Refusal = {
  readonly __typename?: 'Refusal';
  /** Kind of refusal, for programs. */
  readonly code: RefusalCode;
  /** In words for the patron. */
  readonly message: Scalars['String']['output'];
  /** The system's own code for it; null if it has none. */
  readonly sourceCode?: Maybe<Scalars['String']['output']>;
};

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

/** An account whose loans are all to be renewed. */
export type RenewAllLoansInput = {
  /** Id of the account. */
  readonly account: Scalars['ID']['input'];
  /**
   * A string that the caller creates for each request, so that repeating the request renews only once; at most 255
   * characters, valid for one day. Without it, the same request within ten minutes of a successful one gives the same
   * answer.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The outcomes of renewing all loans of an account. */
export type RenewAllLoansPayload = {
  readonly __typename?: 'RenewAllLoansPayload';
  /** Why nothing was tried; null if something was. */
  readonly refusal?: Maybe<Refusal>;
  /** One per loan of the account, in the order of its loans; `loanId` says which. Null if the account could not be read. */
  readonly results?: Maybe<ReadonlyArray<RenewLoanPayload>>;
};

/** A loan to renew. */
export type RenewLoanInput = {
  /**
   * A string that the caller creates for each request, so that repeating the request renews only once; at most 255
   * characters, valid for one day. Without it, the same request within ten minutes of a successful one gives the same
   * answer.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Id of the loan. */
  readonly loan: Scalars['ID']['input'];
};

/** The outcome of a renewal. */
export type RenewLoanPayload = {
  readonly __typename?: 'RenewLoanPayload';
  /** The loan as it is now; null when unknown. */
  readonly loan?: Maybe<Loan>;
  /** Id of the loan that was to be renewed, whatever the outcome. Null if there is no such loan among the patron's own. */
  readonly loanId?: Maybe<Scalars['ID']['output']>;
  /** Whether it happened. */
  readonly outcome: Outcome;
  /** Why the outcome is unknown; null if it is known. */
  readonly reason?: Maybe<Reason>;
  /** Why it did not happen; null if it did, or when unknown. */
  readonly refusal?: Maybe<Refusal>;
};

/** Whether a loan could be renewed now, checked without renewing it. */
export type Renewable = {
  readonly __typename?: 'Renewable';
  /** Whether the renewal would be granted; null if that is only known by trying. */
  readonly possible?: Maybe<Scalars['Boolean']['output']>;
  /** Why it would not be granted; null if it would, or if that is only known by trying. */
  readonly refusal?: Maybe<Refusal>;
};

/** One use of a holding, and whether it is possible now. */
export type ServiceAvailability = {
  readonly __typename?: 'ServiceAvailability';
  /** Whether it is possible now; null when unknown. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** When it is expected to be possible, never in the past; null if it is possible now, or when unknown. */
  readonly expected?: Maybe<Due>;
  /** A restriction, in words; null if there is none. */
  readonly limitation?: Maybe<Scalars['String']['output']>;
  /**
   * Whether every copy that could come back is overdue: it should be back already, and when it comes is unknown. Null when
   * unknown: a loan that is only last known may have ended since.
   */
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  /** The use. */
  readonly service: ItemService;
};

/** A building or a room in which a library keeps copies, owned by `catalogue`. */
export type Site = {
  readonly __typename?: 'Site';
  /** Id of the site. */
  readonly id: Scalars['ID']['output'];
};

/** How a system has answered questions about copies, as one process of Mercia has seen it. */
export type SystemAnswering = {
  readonly __typename?: 'SystemAnswering';
  /** When it was last asked without success, if that was later; null if the last question was answered. */
  readonly failingSince?: Maybe<Scalars['DateTime']['output']>;
  /** When it last answered; null if it has not since that process was started. */
  readonly lastAnswerAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why the last question was not answered; null if it was. */
  readonly reason?: Maybe<Reason>;
};

/** How one process of Mercia spares one host of a system. A system of two parts has two hosts. */
export type SystemHost = {
  readonly __typename?: 'SystemHost';
  /** Whether it is asked at present. */
  readonly breaker: BreakerState;
  /** Exchanges that may be under way at once at present: fewer than `connections` while the host is slow. */
  readonly concurrency: Scalars['Int']['output'];
  /** Exchanges that may be under way at once, from the region file. */
  readonly connections: Scalars['Int']['output'];
  /** Failures in a row that open the breaker, from the region file. */
  readonly failuresToOpen: Scalars['Int']['output'];
  /** Exchanges under way. */
  readonly inFlight: Scalars['Int']['output'];
  /** The last exchange that failed; null if none has since the process was started. */
  readonly lastFailure?: Maybe<HostFailure>;
  /**
   * Name of the host: the id of its system, with `/live` if it is the part that is asked about copies alone. It says nothing of its
   * address.
   */
  readonly name: Scalars['String']['output'];
  /** Since when it is not asked, or only by one question at a time; null while the breaker is closed. */
  readonly openSince?: Maybe<Scalars['DateTime']['output']>;
  /** When the next question may be sent; null while the breaker is not open. */
  readonly openUntil?: Maybe<Scalars['DateTime']['output']>;
  /** End of the pause that the host asked for; null if there is none. */
  readonly pausedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Exchanges that may begin in a second, from the region file; null for any number. */
  readonly perSecond?: Maybe<Scalars['Float']['output']>;
  /** Exchanges that wait for their turn. */
  readonly waiting: Scalars['Int']['output'];
};

/** What readers were told of the copies of a library in one system at one time. */
export type ToldAt = {
  readonly __typename?: 'ToldAt';
  /** Which library, which time, and by which clock. */
  readonly about: Scalars['String']['output'];
  /**
   * How the system answered, what readers were told of its copies and why, change by change, then the calls of that hour. Empty if its copies
   * in that system are not shown now.
   */
  readonly sentences: ReadonlyArray<Scalars['String']['output']>;
};

/** Who said how a copy stands. */
export type ToldBy =
  /** The harvest of its records. */
  | 'HARVEST'
  /** Nobody: its system did not answer, and the copy was shown as it was last known, with its age. */
  | 'LAST_KNOWN'
  /** Its system, when it was asked. */
  | 'LIVE';

/** What was told of a copy in one span of time. */
export type ToldOfCopy = {
  readonly __typename?: 'ToldOfCopy';
  /** When its system last said so. Null if that is not kept, of a time in which it was silent. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Code of the first failure of the system that did not answer, as in the list of errors; null for any other source. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /**
   * When its system first said so, or ceased to answer; after a move, not before the switch. Null for what was told first: it may
   * be older than what is kept.
   */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /**
   * What made the status of that word: an entry of the settings in the region file, or a rule of the kind of system; of a copy
   * whose status is UNKNOWN, the reason why. Null if an older version of Mercia kept it.
   */
  readonly rule?: Maybe<Scalars['String']['output']>;
  /** Who said it. Null if that is not kept: of what was told first, and of a change that was not noted. */
  readonly source?: Maybe<ToldBy>;
  /**
   * Status that was told. Null, of a time of silence, if what was known then is not kept, or if it was too old to be shown: then
   * `asOf` says how old.
   */
  readonly status?: Maybe<ItemStatus>;
  /** The system's own word for it, as `Item.statusAtSource`; null if there was none. */
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  /** When something else was first said, or its system answered again; null if it is so still. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
};

/** A card and its PIN. */
export type VerifyPatronInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Accounts of the same person at systems that their library has left: one of them may go on in the account of this card. */
  readonly formerAccounts?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Id of a library that the system serves. */
  readonly library: Scalars['ID']['input'];
  /** Its PIN or password. */
  readonly pin: Scalars['String']['input'];
};
