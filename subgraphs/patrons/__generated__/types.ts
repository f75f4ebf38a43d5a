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

export type AccessRefusal = {
  readonly __typename?: 'AccessRefusal';
  readonly code: AccessRefusalCode;
  readonly message: Scalars['String']['output'];
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

export type AccessRefusalCode =
  | 'CANNOT_FIND'
  | 'LIBRARY_MOVED'
  | 'LIBRARY_UNKNOWN'
  | 'LOCKED_OUT'
  | 'NOTE_REQUIRED'
  | 'NOT_FOUND'
  | 'NOT_YOUR_LIBRARY'
  | 'NO_AGREEMENT'
  | 'PURPOSE_NEEDED'
  | 'PURPOSE_NOT_AGREED'
  | 'SYSTEM_UNAVAILABLE';

export type Account = {
  readonly __typename?: 'Account';
  readonly grant?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly library: Library;
  readonly linkedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly refusal?: Maybe<AccessRefusal>;
  readonly verifiedBy?: Maybe<LinkMethod>;
};

export type AccountLook = {
  readonly __typename?: 'AccountLook';
  readonly account?: Maybe<Account>;
  readonly refusal?: Maybe<AccessRefusal>;
};

export type AuditAction =
  | 'ERASE'
  | 'EXPORT'
  | 'LINK'
  | 'LOOK'
  | 'MOVE_LINK'
  | 'RETENTION';

export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  readonly edges: ReadonlyArray<AuditEdge>;
  readonly nodes: ReadonlyArray<AuditEntry>;
  readonly pageInfo: PageInfo;
};

export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AuditEntry;
};

export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  readonly account?: Maybe<Scalars['ID']['output']>;
  readonly action: AuditAction;
  readonly actor: Scalars['String']['output'];
  readonly actorLibraries: ReadonlyArray<Library>;
  readonly at: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  readonly library?: Maybe<Library>;
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly patron?: Maybe<Scalars['ID']['output']>;
  readonly purpose?: Maybe<Purpose>;
  readonly refusal?: Maybe<Scalars['String']['output']>;
};

export type Library = {
  readonly __typename?: 'Library';
  readonly id: Scalars['ID']['output'];
  readonly patronData?: Maybe<PatronDataAgreement>;
};

export type LinkAccountByStaffInput = {
  readonly card: Scalars['String']['input'];
  readonly library: Scalars['ID']['input'];
  readonly patron: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
};

export type LinkAccountInput = {
  readonly card: Scalars['String']['input'];
  readonly library: Scalars['ID']['input'];
  readonly pin: Scalars['String']['input'];
};

export type LinkAccountPayload = {
  readonly __typename?: 'LinkAccountPayload';
  readonly account?: Maybe<Account>;
  readonly refusal?: Maybe<LinkRefusal>;
};

export type LinkMethod =
  | 'CARD_AND_PIN'
  | 'STAFF';

export type LinkRefusal = {
  readonly __typename?: 'LinkRefusal';
  readonly code: LinkRefusalCode;
  readonly message: Scalars['String']['output'];
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

export type LinkRefusalCode =
  | 'ALREADY_LINKED'
  | 'CANNOT_VERIFY'
  | 'LINKED_ELSEWHERE'
  | 'LOCKED_OUT'
  | 'NOT_RECOGNISED'
  | 'NOT_YOUR_LIBRARY'
  | 'NO_AGREEMENT'
  | 'SYSTEM_UNAVAILABLE'
  | 'UNKNOWN_PATRON';

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly linkAccount?: Maybe<LinkAccountPayload>;
  readonly linkAccountByStaff?: Maybe<LinkAccountPayload>;
  readonly unlinkAccount?: Maybe<UnlinkAccountPayload>;
};


export type MutationLinkAccountArgs = {
  input: LinkAccountInput;
};


export type MutationLinkAccountByStaffArgs = {
  input: LinkAccountByStaffInput;
};


export type MutationUnlinkAccountArgs = {
  input: UnlinkAccountInput;
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Patron = {
  readonly __typename?: 'Patron';
  readonly accounts?: Maybe<ReadonlyArray<Account>>;
  readonly id: Scalars['ID']['output'];
};

export type PatronDataAgreement = {
  readonly __typename?: 'PatronDataAgreement';
  readonly active: Scalars['Boolean']['output'];
  readonly agreement: Scalars['String']['output'];
  readonly controller: Scalars['String']['output'];
  readonly dpia: Scalars['String']['output'];
  readonly purposes: ReadonlyArray<Purpose>;
  readonly reviewOn: Scalars['Date']['output'];
  readonly reviewOverdue: Scalars['Boolean']['output'];
};

export type Purpose =
  | 'DATA_CLEANING'
  | 'DESK_ENQUIRY'
  | 'INCIDENT'
  | 'MOVE_RECONCILIATION'
  | 'SUBJECT_ACCESS';

export type Query = {
  readonly __typename?: 'Query';
  readonly account?: Maybe<AccountLook>;
  readonly accountByCard?: Maybe<AccountLook>;
  readonly audit?: Maybe<AuditConnection>;
  readonly duplicateAccounts?: Maybe<ReadonlyArray<AccountLook>>;
  readonly me?: Maybe<Patron>;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


export type QueryAccountByCardArgs = {
  card: Scalars['String']['input'];
  library: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};


export type QueryAuditArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryDuplicateAccountsArgs = {
  group: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  purpose: Purpose;
};

export type UnlinkAccountInput = {
  readonly account: Scalars['ID']['input'];
};

export type UnlinkAccountPayload = {
  readonly __typename?: 'UnlinkAccountPayload';
  readonly patron?: Maybe<Patron>;
};
