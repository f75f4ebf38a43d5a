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

/** Why an account may not be read. */
export type AccessRefusal = {
  readonly __typename?: 'AccessRefusal';
  /** Kind of refusal, for programs. */
  readonly code: AccessRefusalCode;
  /** What is missing and what to do, for people. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusals to read an account. */
export type AccessRefusalCode =
  /** The system cannot find a reader by card. */
  | 'CANNOT_FIND'
  /** The system does not say which of its libraries the reader is of. */
  | 'LIBRARY_UNKNOWN'
  /** The purpose needs a note. */
  | 'NOTE_REQUIRED'
  /** No such account or card; or one that is only to be found by its card. */
  | 'NOT_FOUND'
  /** The account is another library's reader, and no named agreement shares it. */
  | 'NOT_YOUR_LIBRARY'
  /** The region has no agreement with the account's library to handle its readers' data. */
  | 'NO_AGREEMENT'
  /** Nobody has said what it is to be read for: `account` asks for that. */
  | 'PURPOSE_NEEDED'
  /** The agreement does not name this purpose. */
  | 'PURPOSE_NOT_AGREED'
  /** The system does not answer. */
  | 'SYSTEM_UNAVAILABLE';

/** One patron's registration at one library system. What stands in it is owned by `circulation`. */
export type Account = {
  readonly __typename?: 'Account';
  /** Signed leave to read this account: for whom, for what purpose, until when. Null where there is none. */
  readonly grant?: Maybe<Scalars['String']['output']>;
  /** Stable id of the account; says nothing of the patron's number or card. */
  readonly id: Scalars['ID']['output'];
  /** The library whose reader it is, and which answers for its data. */
  readonly library: Library;
  /** When it was linked; null where it is not linked to anybody. */
  readonly linkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why there is no leave to read it; null where there is. */
  readonly refusal?: Maybe<AccessRefusal>;
  /** How it was known to be the patron's; null where it is not linked to anybody. */
  readonly verifiedBy?: Maybe<LinkMethod>;
};

/** What came of a look at an account. */
export type AccountLook = {
  readonly __typename?: 'AccountLook';
  /** The account; null where the look is refused. */
  readonly account?: Maybe<Account>;
  /** Why it is refused; null where it is not. */
  readonly refusal?: Maybe<AccessRefusal>;
};

/** What staff do with accounts. */
export type AuditAction =
  /** An erasure of what is kept of a patron. */
  | 'ERASE'
  /** An export of what is kept of a patron. */
  | 'EXPORT'
  /** A link of an account to a patron. */
  | 'LINK'
  /** A look at an account. */
  | 'LOOK'
  /** A link that was taken from one patron and given to another. */
  | 'MOVE_LINK'
  /** The removal of entries that are older than their library keeps them; its note says how many. */
  | 'RETENTION';

/** A page of the audit. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The entries of this page, newest first. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** An entry of the audit in its place on a page. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  /** Opaque place of this entry, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/**
 * One thing that somebody did, or was refused to do, with an account; written once and never changed. Holds no name and no
 * card.
 */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** The account; null where none was found. */
  readonly account?: Maybe<Scalars['ID']['output']>;
  /** What was asked for. */
  readonly action: AuditAction;
  /** Who asked: the pseudonym of one person or program, the same at each sign-in. */
  readonly actor: Scalars['String']['output'];
  /** Libraries that the actor works for, as they signed in. */
  readonly actorLibraries: ReadonlyArray<Library>;
  /** When it was asked for. */
  readonly at: Scalars['DateTime']['output'];
  /** Id of the entry. */
  readonly id: Scalars['ID']['output'];
  /** The library whose reader it is; where that was not found out, the one that was named. Null where neither is known. */
  readonly library?: Maybe<Library>;
  /** What the actor wrote to it; null where nothing. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The patron whose link or data it is about; null for a look. */
  readonly patron?: Maybe<Scalars['ID']['output']>;
  /** Why; null where the action has no purpose. */
  readonly purpose?: Maybe<Purpose>;
  /** Why it was refused; null where it was granted. */
  readonly refusal?: Maybe<Scalars['String']['output']>;
};

/** A library service. */
export type Library = {
  readonly __typename?: 'Library';
  /** Stable id of the library, as the region file gives it. */
  readonly id: Scalars['ID']['output'];
  /**
   * The agreement under which its readers' data is handled here. Null where there is none: then nothing of its readers is
   * asked, linked or shown.
   */
  readonly patronData?: Maybe<PatronDataAgreement>;
};

/** A card that staff have seen, and whose it is. */
export type LinkAccountByStaffInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of the library that the card is of. */
  readonly library: Scalars['ID']['input'];
  /** Id of the patron: `Patron.id`, as the reader shows it. */
  readonly patron: Scalars['ID']['input'];
  /** How the patron was known, and why it is done at the desk: 3 to 500 characters, kept in the audit. */
  readonly reason: Scalars['String']['input'];
};

/** A card and its PIN. */
export type LinkAccountInput = {
  /** Number of the card. */
  readonly card: Scalars['String']['input'];
  /** Id of the library that the card is of. */
  readonly library: Scalars['ID']['input'];
  /** Its PIN or password at the library. */
  readonly pin: Scalars['String']['input'];
};

/** What became of a link that was asked for. */
export type LinkAccountPayload = {
  readonly __typename?: 'LinkAccountPayload';
  /** The account as it is linked now; null where the link is refused. */
  readonly account?: Maybe<Account>;
  /** Why it is refused; null where it is not. */
  readonly refusal?: Maybe<LinkRefusal>;
};

/** Ways to know that an account is a patron's. */
export type LinkMethod =
  /** Card and PIN, checked by the library's own system. */
  | 'CARD_AND_PIN'
  /** Staff of the library, who saw the patron. */
  | 'STAFF';

/** Why an account is not linked. */
export type LinkRefusal = {
  readonly __typename?: 'LinkRefusal';
  /** Kind of refusal, for programs. */
  readonly code: LinkRefusalCode;
  /** What happened and what to do, for the patron. */
  readonly message: Scalars['String']['output'];
  /** When it may be tried again; null where waiting does not help, and where it may be tried at once. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Kinds of refusals to link an account. */
export type LinkRefusalCode =
  /** It is linked to this patron already. */
  | 'ALREADY_LINKED'
  /** The library's system cannot check a PIN, or does not say whose card it is: staff of the library can link it. */
  | 'CANNOT_VERIFY'
  /** It is linked to another sign-in: staff of the library can move it. */
  | 'LINKED_ELSEWHERE'
  /** Too many failures, by this patron or for this card: nobody is asked until `retryAt`. */
  | 'LOCKED_OUT'
  /** No such library, or card and PIN that its system does not recognise together. */
  | 'NOT_RECOGNISED'
  /** The account is another library's reader. */
  | 'NOT_YOUR_LIBRARY'
  /** The region has no agreement with the library to handle its readers' data. */
  | 'NO_AGREEMENT'
  /** The system does not answer; it may be tried again at once. */
  | 'SYSTEM_UNAVAILABLE'
  /** The id is no patron's. */
  | 'UNKNOWN_PATRON';

/** What the graph can be asked to do. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Links an account to the signed-in patron, by card and PIN. The PIN goes to the library's own system and nowhere else.
   * Null only with an error.
   */
  readonly linkAccount?: Maybe<LinkAccountPayload>;
  /**
   * Links an account to a patron who stands at the desk; for staff of the account's own library. Moves a link that another
   * patron has. Null only with an error.
   */
  readonly linkAccountByStaff?: Maybe<LinkAccountPayload>;
  /** Takes a link of the signed-in patron away; the account itself stays as it is. Null only with an error. */
  readonly unlinkAccount?: Maybe<UnlinkAccountPayload>;
};


/** What the graph can be asked to do. */
export type MutationLinkAccountArgs = {
  input: LinkAccountInput;
};


/** What the graph can be asked to do. */
export type MutationLinkAccountByStaffArgs = {
  input: LinkAccountByStaffInput;
};


/** What the graph can be asked to do. */
export type MutationUnlinkAccountArgs = {
  input: UnlinkAccountInput;
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Place to ask on from with `after`; null where the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether something follows this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** A person, across the region, as this region's sign-in knows them. */
export type Patron = {
  readonly __typename?: 'Patron';
  /** The accounts that are linked, oldest link first. Null, with an error, where it cannot be said. */
  readonly accounts?: Maybe<ReadonlyArray<Account>>;
  /** Stable id of the patron here; says nothing of who it is. A reader shows it at the desk to have an account linked. */
  readonly id: Scalars['ID']['output'];
};

/** An agreement of a library to have its readers' data handled by this region, as the region file names it. */
export type PatronDataAgreement = {
  readonly __typename?: 'PatronDataAgreement';
  /**
   * Whether accounts of the library can be linked and read now. False where this region keeps no patron data at all: its
   * secret is not set.
   */
  readonly active: Scalars['Boolean']['output'];
  /** Reference of the agreement. */
  readonly agreement: Scalars['String']['output'];
  /** The organisation that answers for the data. */
  readonly controller: Scalars['String']['output'];
  /** Reference of the data protection impact assessment. */
  readonly dpia: Scalars['String']['output'];
  /** Purposes that staff may look at accounts for. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** The day by which it must be looked at again. */
  readonly reviewOn: Scalars['Date']['output'];
  /** Whether that day is past. */
  readonly reviewOverdue: Scalars['Boolean']['output'];
};

/** Reasons to look at another's account. */
export type Purpose =
  /** Records of readers are put in order. */
  | 'DATA_CLEANING'
  /** A reader asks at the desk. */
  | 'DESK_ENQUIRY'
  /** Something went wrong that has to be cleared up; needs a note. */
  | 'INCIDENT'
  /** Accounts are compared before and after a move to another system. */
  | 'MOVE_RECONCILIATION'
  /** A reader asks what is kept of them; needs a note. */
  | 'SUBJECT_ACCESS';

/** Questions that the graph answers. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * An account for staff of its own library, or of another under a named agreement: by an id that was linked before, or of
   * a system that serves one library alone. Every look is recorded before it is granted. Null only with an error.
   */
  readonly account?: Maybe<AccountLook>;
  /** The same by the number of a card, as a reader shows it at the desk. Null only with an error. */
  readonly accountByCard?: Maybe<AccountLook>;
  /** What staff did with accounts, newest first; for operators. Null only with an error. */
  readonly audit?: Maybe<AuditConnection>;
  /**
   * The accounts of a group of `duplicateReaders`, in its order: for staff of their libraries, and for the role `migration` of
   * libraries whose agreement names the purpose. For that role loans, holds and charges come without titles, copies, records and
   * reasons. Every look is recorded, one for each account. Keys of programs open none. Null where there is no such
   * group, or its accounts are not the same any more; else null only with an error.
   */
  readonly duplicateAccounts?: Maybe<ReadonlyArray<AccountLook>>;
  /** The signed-in patron; null for everybody else, and where this region keeps no patron data. */
  readonly me?: Maybe<Patron>;
};


/** Questions that the graph answers. */
export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


/** Questions that the graph answers. */
export type QueryAccountByCardArgs = {
  card: Scalars['String']['input'];
  library: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


/** Questions that the graph answers. */
export type QueryAuditArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
};


/** Questions that the graph answers. */
export type QueryDuplicateAccountsArgs = {
  group: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};

/** A link to take away. */
export type UnlinkAccountInput = {
  /** Id of the account. */
  readonly account: Scalars['ID']['input'];
};

/** What became of a link that was to be taken away. */
export type UnlinkAccountPayload = {
  readonly __typename?: 'UnlinkAccountPayload';
  /** The patron with the accounts that are left; null where there was no such link. */
  readonly patron?: Maybe<Patron>;
};
