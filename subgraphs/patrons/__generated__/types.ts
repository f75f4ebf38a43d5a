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

/** Why an account may not be read. */
export type AccessRefusal = {
  readonly __typename?: 'AccessRefusal';
  /** Kind of refusal, for programs. */
  readonly code: AccessRefusalCode;
  /** What is missing and what to do, for people. */
  readonly message: Scalars['String']['output'];
  /** When it may be tried again; null if waiting does not help, or if it may be tried at once. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Reasons why an account may not be read. */
export type AccessRefusalCode =
  /** The system cannot find a reader by card. */
  | 'CANNOT_FIND'
  /** The account's library has moved to another system: link the card there again. The account then has the id that it had. */
  | 'LIBRARY_MOVED'
  /** The system does not say which of its libraries the reader belongs to. */
  | 'LIBRARY_UNKNOWN'
  /** Too many cards that the system did not know, or that are other libraries' readers': no further try until `retryAt`. */
  | 'LOCKED_OUT'
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

/** One patron's registration at one library system. `circulation` owns its contents. */
export type Account = {
  readonly __typename?: 'Account';
  /** Signed permission to read this account: for whom, for what purpose, until when. Null if there is none. */
  readonly grant?: Maybe<Scalars['String']['output']>;
  /** Stable id of the account; it reveals neither the patron's number nor the card. */
  readonly id: Scalars['ID']['output'];
  /** The library that the reader belongs to, which is responsible for the data. */
  readonly library: Library;
  /** When it was linked; null if it is not linked to anybody. */
  readonly linkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it may not be read; null if it may. */
  readonly refusal?: Maybe<AccessRefusal>;
  /** How it was verified to be the patron's; null if it is not linked to anybody. */
  readonly verifiedBy?: Maybe<LinkMethod>;
};

/** The result of an access to an account. */
export type AccountLook = {
  readonly __typename?: 'AccountLook';
  /** The account; null if access is refused. */
  readonly account?: Maybe<Account>;
  /** Why it is refused; null if it is not. */
  readonly refusal?: Maybe<AccessRefusal>;
};

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

/** A page of the audit. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The entries of this page, newest first. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** An audit entry of a page. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  /** Opaque cursor of this entry, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/**
 * One thing that somebody did, or was refused, with an account; written once and never changed. Contains no name and no
 * card.
 */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** The account; null if none was found. */
  readonly account?: Maybe<Scalars['ID']['output']>;
  /** What was requested. */
  readonly action: AuditAction;
  /** Who requested it: the pseudonym of a person or program, the same at each sign-in. */
  readonly actor: Scalars['String']['output'];
  /** Libraries that the actor works for, as they signed in. */
  readonly actorLibraries: ReadonlyArray<Library>;
  /** When it was requested. */
  readonly at: Scalars['DateTime']['output'];
  /** Id of the entry. */
  readonly id: Scalars['ID']['output'];
  /**
   * The library that the reader belongs to or, if unknown, the one that was named in the request. Null if neither is
   * known.
   */
  readonly library?: Maybe<Library>;
  /** The actor's note; null if there is none. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The patron whose link or data it is about; null for an access. */
  readonly patron?: Maybe<Scalars['ID']['output']>;
  /** The purpose; null if the action has none. */
  readonly purpose?: Maybe<Purpose>;
  /** Why it was refused; null if it was granted. */
  readonly refusal?: Maybe<Scalars['String']['output']>;
};

/** A library service. */
export type Library = {
  readonly __typename?: 'Library';
  /** Stable id of the library, from the region file. */
  readonly id: Scalars['ID']['output'];
  /**
   * The agreement under which its readers' data is handled here. Null if there is none: then no data of its readers is
   * requested, linked or shown.
   */
  readonly patronData?: Maybe<PatronDataAgreement>;
};

/** A card that staff have seen, and the patron whose card it is. */
export type LinkAccountByStaffInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of the library that issued the card. */
  readonly library: Scalars['ID']['input'];
  /** Id of the patron: `Patron.id`, as shown by the reader. */
  readonly patron: Scalars['ID']['input'];
  /** How the patron was identified, and why it is done at the desk: 3 to 500 characters, kept in the audit. */
  readonly reason: Scalars['String']['input'];
};

/** A card and its PIN. */
export type LinkAccountInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of the library that issued the card. */
  readonly library: Scalars['ID']['input'];
  /** Its PIN or password at the library. */
  readonly pin: Scalars['String']['input'];
};

/** The outcome of linking an account. */
export type LinkAccountPayload = {
  readonly __typename?: 'LinkAccountPayload';
  /** The linked account; null if the link is refused. */
  readonly account?: Maybe<Account>;
  /** Why it is refused; null if it is not. */
  readonly refusal?: Maybe<LinkRefusal>;
};

/** Ways to verify that an account is a patron's. */
export type LinkMethod =
  /** Card and PIN, checked by the library's own system. */
  | 'CARD_AND_PIN'
  /** Staff of the library, in the presence of the patron. */
  | 'STAFF';

/** Why an account is not linked. */
export type LinkRefusal = {
  readonly __typename?: 'LinkRefusal';
  /** Kind of refusal, for programs. */
  readonly code: LinkRefusalCode;
  /** What happened and what to do, for the patron. */
  readonly message: Scalars['String']['output'];
  /** When it may be tried again; null if waiting does not help, or if it may be tried at once. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

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
  /** Too many failures by this patron, for this card, or by these staff: no further try until `retryAt`. */
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

/** The changes that the graph can make. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Links an account to the signed-in patron, by card and PIN. The PIN is sent to the library's own system and nowhere
   * else. Null only with an error.
   */
  readonly linkAccount?: Maybe<LinkAccountPayload>;
  /**
   * Links an account to a patron who is at the desk; for staff of the account's own library. A link to another patron is
   * moved. Null only with an error.
   */
  readonly linkAccountByStaff?: Maybe<LinkAccountPayload>;
  /** Removes a link of the signed-in patron; the account itself does not change. Null only with an error. */
  readonly unlinkAccount?: Maybe<UnlinkAccountPayload>;
};


/** The changes that the graph can make. */
export type MutationLinkAccountArgs = {
  input: LinkAccountInput;
};


/** The changes that the graph can make. */
export type MutationLinkAccountByStaffArgs = {
  input: LinkAccountByStaffInput;
};


/** The changes that the graph can make. */
export type MutationUnlinkAccountArgs = {
  input: UnlinkAccountInput;
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

/** A person, across the region, as this region's sign-in knows them. */
export type Patron = {
  readonly __typename?: 'Patron';
  /** The linked accounts, oldest link first. Null, with an error, if they cannot be read. */
  readonly accounts?: Maybe<ReadonlyArray<Account>>;
  /**
   * Stable id of the patron here; it does not reveal who the person is. A reader shows it at the desk to have an account
   * linked.
   */
  readonly id: Scalars['ID']['output'];
};

/** A library's agreement that this region may handle its readers' data, from the region file. */
export type PatronDataAgreement = {
  readonly __typename?: 'PatronDataAgreement';
  /**
   * Whether accounts of the library can be linked and read now. False if this region keeps no patron data at all: its
   * secret is not set.
   */
  readonly active: Scalars['Boolean']['output'];
  /** Reference of the agreement. */
  readonly agreement: Scalars['String']['output'];
  /** The organisation that is the controller of the data. */
  readonly controller: Scalars['String']['output'];
  /** Reference of the data protection impact assessment. */
  readonly dpia: Scalars['String']['output'];
  /** Purposes for which staff may access accounts. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** The day by which it must be reviewed. */
  readonly reviewOn: Scalars['Date']['output'];
  /** Whether that day is past. */
  readonly reviewOverdue: Scalars['Boolean']['output'];
};

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

/** The queries of the graph. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * An account for staff of its own library, or of another under a named agreement: by an id that was linked before, or of
   * a system that serves one library alone. Every access is recorded before it is granted. Null only with an error.
   */
  readonly account?: Maybe<AccountLook>;
  /** The same by card number, as a reader shows it at the desk. Null only with an error. */
  readonly accountByCard?: Maybe<AccountLook>;
  /** What staff did with accounts, newest first; only for operators. Null only with an error. */
  readonly audit?: Maybe<AuditConnection>;
  /**
   * The accounts of a group of `duplicateReaders`, in its order: for staff of their libraries, and for the role
   * `migration` of libraries whose agreement names the purpose. For that role loans, holds and charges come without
   * titles, copies, records and reasons. Every access is recorded, one entry per account. API keys cannot open any. Null
   * if there is no such group, or its accounts have changed; else null only with an error.
   */
  readonly duplicateAccounts?: Maybe<ReadonlyArray<AccountLook>>;
  /** The signed-in patron; null for everybody else, and if this region keeps no patron data. */
  readonly me?: Maybe<Patron>;
};


/** The queries of the graph. */
export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


/** The queries of the graph. */
export type QueryAccountByCardArgs = {
  card: Scalars['String']['input'];
  library: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


/** The queries of the graph. */
export type QueryAuditArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryDuplicateAccountsArgs = {
  group: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};

/** A link to remove. */
export type UnlinkAccountInput = {
  /** Id of the account. */
  readonly account: Scalars['ID']['input'];
};

/** The outcome of removing a link. */
export type UnlinkAccountPayload = {
  readonly __typename?: 'UnlinkAccountPayload';
  /** The patron with the remaining accounts; null if there was no such link. */
  readonly patron?: Maybe<Patron>;
};
