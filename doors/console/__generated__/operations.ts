/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type AnswerRulingRequestInput = {
  readonly answer: string;
  readonly id: string;
};

export type AuditAction =
  | 'ERASE'
  | 'EXPORT'
  | 'LINK'
  | 'LOOK'
  | 'MOVE_LINK'
  | 'RETENTION';

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

export type CellKind =
  | 'DATE'
  | 'LINK'
  | 'NUMBER'
  | 'TEXT';

export type ChangeDecisionInput = {
  readonly dueOn?: string | null | undefined;
  readonly id: string;
  readonly options?: ReadonlyArray<DecisionOptionInput> | null | undefined;
  readonly owner?: string | null | undefined;
  readonly question?: string | null | undefined;
};

export type ChangeMappingsInput = {
  readonly file?: FilePartInput | null | undefined;
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

export type ClassScheme =
  | 'DEWEY'
  | 'LCC'
  | 'LOCAL'
  | 'NLM'
  | 'UNKNOWN'
  | 'WESSEX';

export type ClassmarkRange = {
  readonly prefix: string;
  readonly scheme: ClassScheme;
};

export type CloseDecisionInput = {
  readonly id: string;
  readonly option?: number | null | undefined;
  readonly outcome?: string | null | undefined;
};

export type CodeListName =
  | 'BRANCH'
  | 'COLLECTION'
  | 'ITEM_TYPE'
  | 'LOCATION'
  | 'PATRON_CATEGORY'
  | 'STATUS';

export type CodeMappingInput = {
  readonly code: string;
  readonly line?: number | null | undefined;
  readonly list: CodeListName;
  readonly note?: string | null | undefined;
  readonly state?: MappingState | null | undefined;
  readonly system: string;
  readonly target?: string | null | undefined;
};

export type ComparisonJobState =
  | 'CANCELLED'
  | 'DONE'
  | 'FAILED'
  | 'RUNNING'
  | 'WAITING';

export type Condition = {
  readonly dimension: Dimension;
  readonly in: ReadonlyArray<string>;
};

export type DecisionOptionInput = {
  readonly text: string;
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

export type DecisionState =
  | 'DECIDED'
  | 'OPEN';

export type Dimension =
  | 'ACQUIRED_YEAR'
  | 'BARCODE_FORM'
  | 'BARCODE_LENGTH'
  | 'BARCODE_PREFIX'
  | 'BRIEF'
  | 'CLASS_SCHEME'
  | 'COLLECTION'
  | 'CONFLICT'
  | 'CREATED_YEAR'
  | 'DATED'
  | 'FAULT'
  | 'FIELD'
  | 'FINDING'
  | 'FINDING_GROUP'
  | 'FORMAT'
  | 'HAS_ITEMS'
  | 'HAS_STATEMENTS'
  | 'HAS_TITLE'
  | 'HELD_BY'
  | 'HOLDER'
  | 'IDENTIFIER'
  | 'ITEM_TYPE'
  | 'KIND'
  | 'LACKS'
  | 'LANGUAGE'
  | 'LAST_BORROWED_YEAR'
  | 'LAST_COPY'
  | 'LEFT_OUT'
  | 'LIBRARY'
  | 'LOCATION'
  | 'ONLINE'
  | 'OWNER_CODE'
  | 'PART'
  | 'RECORD'
  | 'RECORD_VISIBILITY'
  | 'ROW'
  | 'SAME_BARCODE_AT'
  | 'SAME_BARCODE_IN'
  | 'SERIAL'
  | 'STATUS'
  | 'STATUS_AT_SOURCE'
  | 'SYSTEM'
  | 'TITLE_OF'
  | 'USE'
  | 'VISIBILITY'
  | 'WORK_HOLDER'
  | 'YEAR';

export type EditionKey = {
  readonly barcode?: string | null | undefined;
  readonly doi?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly isbn?: string | null | undefined;
  readonly issn?: string | null | undefined;
  readonly nlmId?: string | null | undefined;
  readonly oclcNumber?: string | null | undefined;
  readonly record?: string | null | undefined;
};

export type ExportFormat =
  | 'CSV'
  | 'JSON'
  | 'XLSX';

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

export type FactState =
  | 'LAST_KNOWN'
  | 'LIVE'
  | 'NOT_SUPPORTED'
  | 'UNKNOWN';

export type FeedService =
  | 'CHANGES'
  | 'OAI_PMH'
  | 'SRU';

export type FilePartInput = {
  readonly isFirst: boolean;
  readonly name: string;
  readonly unread?: ReadonlyArray<UnreadRowInput> | null | undefined;
};

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

export type HoldStatus =
  | 'CANCELLED'
  | 'EXPIRED'
  | 'IN_TRANSIT'
  | 'QUEUED'
  | 'READY'
  | 'SUSPENDED'
  | 'UNKNOWN';

export type HoldingBasis =
  | 'ITEMS'
  | 'LINK'
  | 'ORDER'
  | 'RECORD_ONLY'
  | 'STATEMENT'
  | 'SUBSCRIPTION';

export type IndexGapReason =
  | 'NEVER_HARVESTED'
  | 'PARTIAL'
  | 'STALE'
  | 'UNREADABLE';

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

export type LedgerState =
  | 'FAILED'
  | 'MAKING'
  | 'WHOLE';

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

export type MakeDecisionInput = {
  readonly dueOn?: string | null | undefined;
  readonly of: Population;
  readonly options?: ReadonlyArray<DecisionOptionInput> | null | undefined;
  readonly owner?: string | null | undefined;
  readonly question: string;
  readonly snapshot?: string | null | undefined;
  readonly where: ReadonlyArray<Condition>;
};

export type MakeRulingInput = {
  readonly a: string;
  readonly b: string;
  readonly decision: RulingDecision;
  readonly note?: string | null | undefined;
  readonly seen?: string | null | undefined;
};

export type MappingState =
  | 'DECIDED'
  | 'SUGGESTED'
  | 'UNMAPPED';

export type MappingWarning =
  | 'AMBIGUOUS'
  | 'DIFFERENT_MEANINGS'
  | 'TARGET_GONE'
  | 'TOO_LONG';

export type MatchDecision =
  | 'DIFFERENT'
  | 'SAME'
  | 'UNSURE';

export type MovePhase =
  | 'ARCHIVED'
  | 'CATALOGUE_FROZEN'
  | 'FROZEN'
  | 'LIVE'
  | 'MOVED'
  | 'TEST_LOADED';

export type MovePlanState =
  | 'DRAFT'
  | 'FAILED'
  | 'PREDICTING'
  | 'WHOLE';

export type NearbyKind =
  | 'BESIDE'
  | 'NARROWER'
  | 'WIDER'
  | 'WORD';

export type Outcome =
  | 'DONE'
  | 'REFUSED'
  | 'UNKNOWN';

export type Population =
  | 'ITEMS'
  | 'RECORDS'
  | 'STATEMENTS';

export type Purpose =
  | 'DATA_CLEANING'
  | 'DESK_ENQUIRY'
  | 'INCIDENT'
  | 'MOVE_RECONCILIATION'
  | 'SUBJECT_ACCESS';

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

export type RejectRetryState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING'
  | 'WAITING';

export type RemoveRulingInput = {
  readonly a: string;
  readonly b: string;
  readonly seen: string;
};

export type ReportOption = {
  readonly name: string;
  readonly value: string;
};

export type ReportOptionValue =
  | 'LIBRARY'
  | 'SNAPSHOT'
  | 'TEXT'
  | 'VALUE';

export type RequestRulingInput = {
  readonly a: string;
  readonly b: string;
  readonly decision: RulingDecision;
  readonly reason: string;
};

export type RulingDecision =
  | 'DIFFERENT'
  | 'SAME';

export type RulingOutcome =
  | 'ALREADY_SO'
  | 'DONE'
  | 'SOMEONE_RULED_MEANWHILE';

export type SearchFilter = {
  readonly classmarks?: ReadonlyArray<ClassmarkRange> | null | undefined;
  readonly creators?: ReadonlyArray<string> | null | undefined;
  readonly formats?: ReadonlyArray<Format> | null | undefined;
  readonly languages?: ReadonlyArray<string> | null | undefined;
  readonly lastKnownIn?: boolean | null | undefined;
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  readonly networks?: ReadonlyArray<string> | null | undefined;
  readonly online?: boolean | null | undefined;
  readonly publishedFrom?: number | null | undefined;
  readonly publishedTo?: number | null | undefined;
  readonly sites?: ReadonlyArray<string> | null | undefined;
  readonly subjects?: ReadonlyArray<string> | null | undefined;
};

export type SearchSort = {
  readonly by?: SearchSortKey | null | undefined;
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  readonly networks?: ReadonlyArray<string> | null | undefined;
  readonly sites?: ReadonlyArray<string> | null | undefined;
};

export type SearchSortKey =
  | 'NEWEST'
  | 'RELEVANCE'
  | 'TITLE';

export type SignEvidenceInput = {
  readonly digest: string;
  readonly holder: string;
  readonly ledger?: string | null | undefined;
  readonly library?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly role: SigningRole;
  readonly snapshot: string;
};

export type SigningRole =
  | 'CATALOGUE'
  | 'INFORMATION'
  | 'LENDING'
  | 'LIBRARY'
  | 'SPONSOR'
  | 'SYSTEMS';

export type SnapshotState =
  | 'FAILED'
  | 'TAKING'
  | 'WHOLE';

export type StartExportInput = {
  readonly by?: ReadonlyArray<Dimension> | null | undefined;
  readonly format: ExportFormat;
  readonly library?: string | null | undefined;
  readonly of?: Population | null | undefined;
  readonly options?: ReadonlyArray<ReportOption> | null | undefined;
  readonly report?: string | null | undefined;
  readonly snapshot: string;
  readonly staffNotes?: boolean | null | undefined;
  readonly system?: string | null | undefined;
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

export type SuggestionReason =
  | 'MEANS_OTHERWISE'
  | 'NOTHING_ALIKE'
  | 'SAME_CODE'
  | 'SAME_LABEL'
  | 'SAME_MEANING'
  | 'SEVERAL_ALIKE';

export type Supply =
  | 'COPY'
  | 'LOAN';

export type TakeBackState =
  | 'DONE'
  | 'OPEN';

export type TakeSnapshotInput = {
  readonly name: string;
  readonly note?: string | null | undefined;
  readonly systems?: ReadonlyArray<string> | null | undefined;
};

export type ToldBy =
  | 'HARVEST'
  | 'LAST_KNOWN'
  | 'LIVE';

export type ToldStanding =
  | 'ANSWERED'
  | 'NEVER_ASKED'
  | 'NOT_ASKED'
  | 'NOT_KEPT'
  | 'NOT_SHOWN'
  | 'SILENT'
  | 'STOPPED_WAITING';

export type UnreadRowInput = {
  readonly column?: string | null | undefined;
  readonly line: number;
  readonly problem: string;
};

export type ViewerRole =
  | 'MIGRATION'
  | 'OPERATOR'
  | 'PATRON'
  | 'STAFF';

export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { readonly me: { readonly id: string, readonly accounts: ReadonlyArray<{ readonly id: string, readonly linkedAt: string | null, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase }> }, readonly refusal: { readonly code: AccessRefusalCode } | null, readonly facts: { readonly state: FactState, readonly asOf: string | null, readonly expiresOn: string | null, readonly loans: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly overdue: boolean | null, readonly renewals: number | null, readonly record: { readonly id: string, readonly edition: { readonly id: string, readonly language: string | null } | null } | null, readonly renewable: { readonly possible: boolean | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null, readonly due: { readonly on: string, readonly at: string | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly enumeration: string | null, readonly status: HoldStatus, readonly queuePosition: number | null, readonly expiresOn: string | null, readonly neededBy: string | null, readonly record: { readonly id: string, readonly edition: { readonly id: string, readonly language: string | null } | null } | null, readonly pickup: { readonly name: string | null, readonly code: string, readonly site: { readonly name: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly charges: ReadonlyArray<{ readonly reason: string | null, readonly raisedOn: string | null, readonly amount: { readonly amount: string, readonly currency: string } }> | null, readonly blocks: ReadonlyArray<{ readonly code: BlockCode, readonly message: string | null }> | null } | null }> | null } | null, readonly region: { readonly name: string } | null };

export type OnLoanFragment = { readonly id: string, readonly title: string | null, readonly overdue: boolean | null, readonly renewals: number | null, readonly record: { readonly edition: { readonly id: string, readonly language: string | null } | null } | null, readonly due: { readonly on: string, readonly at: string | null } | null, readonly reason: { readonly code: ReasonCode } | null };

export type AskedForFragment = { readonly id: string, readonly title: string | null, readonly enumeration: string | null, readonly status: HoldStatus, readonly queuePosition: number | null, readonly expiresOn: string | null, readonly neededBy: string | null, readonly pickup: { readonly name: string | null, readonly code: string, readonly site: { readonly name: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null };

export type StandingFragment = { readonly state: FactState, readonly asOf: string | null, readonly expiresOn: string | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly charges: ReadonlyArray<{ readonly reason: string | null, readonly raisedOn: string | null, readonly amount: { readonly amount: string, readonly currency: string } }> | null, readonly blocks: ReadonlyArray<{ readonly code: BlockCode, readonly message: string | null }> | null };

export type OwedFragment = { readonly reason: string | null, readonly raisedOn: string | null, readonly amount: { readonly amount: string, readonly currency: string } };

export type StoppedFragment = { readonly code: BlockCode, readonly message: string | null };

export type RenewOneMutationVariables = Exact<{
  loan: string;
  key: string;
}>;


export type RenewOneMutation = { readonly renewLoan: { readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type RenewAllMutationVariables = Exact<{
  account: string;
  key: string;
}>;


export type RenewAllMutation = { readonly renewAllLoans: { readonly results: ReadonlyArray<{ readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null }> | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type PlaceHoldMutationVariables = Exact<{
  account: string;
  holding: string;
  item?: string | null | undefined;
  pickup?: string | null | undefined;
  key: string;
}>;


export type PlaceHoldMutation = { readonly placeHold: { readonly outcome: Outcome, readonly hold: { readonly queuePosition: number | null, readonly pickup: { readonly name: string | null, readonly code: string, readonly site: { readonly name: string } | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type CancelHoldMutationVariables = Exact<{
  hold: string;
  key: string;
}>;


export type CancelHoldMutation = { readonly cancelHold: { readonly outcome: Outcome, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null } | null };

export type UnlinkMutationVariables = Exact<{
  account: string;
}>;


export type UnlinkMutation = { readonly unlinkAccount: { readonly patron: { readonly id: string } | null } | null };

export type RenewalFragment = { readonly outcome: Outcome, readonly loanId: string | null, readonly loan: { readonly title: string | null, readonly due: { readonly on: string, readonly at: string | null } | null } | null, readonly refusal: { readonly code: RefusalCode, readonly message: string } | null };

export type RefusalPartsFragment = { readonly code: RefusalCode, readonly message: string };

export type SnapshotsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly harvest: { readonly lastCompleteAt: string | null, readonly records: number } | null }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }> }> | null };

export type RecordsThenQueryVariables = Exact<{
  snapshot: string;
}>;


export type RecordsThenQuery = { readonly snapshot: { readonly table: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type SnapshotJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotJobsQuery = { readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null };

export type TakeSnapshotMutationVariables = Exact<{
  input: TakeSnapshotInput;
}>;


export type TakeSnapshotMutation = { readonly takeSnapshot: { readonly snapshot: { readonly name: string }, readonly job: { readonly id: string } } | null };

export type DropSnapshotMutationVariables = Exact<{
  name: string;
}>;


export type DropSnapshotMutation = { readonly dropSnapshot: { readonly name: string } | null };

export type CancelSnapshotJobMutationVariables = Exact<{
  id: string;
}>;


export type CancelSnapshotJobMutation = { readonly cancelComparisonJob: { readonly job: { readonly id: string, readonly kind: string, readonly snapshot: string | null } | null } | null };

export type CopyHistoryQueryVariables = Exact<{
  barcode: string;
}>;


export type CopyHistoryQuery = { readonly items: ReadonlyArray<{ readonly item: { readonly history: { readonly since: string, readonly told: ReadonlyArray<{ readonly from: string | null, readonly until: string | null, readonly source: ToldBy | null, readonly asOf: string | null, readonly status: ItemStatus | null, readonly statusAtSource: string | null, readonly rule: string | null, readonly code: string | null, readonly why: string | null }> } | null } | null, readonly holding: { readonly callNumbers: ReadonlyArray<string>, readonly library: { readonly name: string }, readonly edition: { readonly id: string, readonly title: string, readonly language: string | null } } | null }> | null };

export type DecisionsQueryVariables = Exact<{
  state: DecisionState;
  snapshot: string;
  library?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type DecisionsQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState } | null, readonly decisions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly question: string, readonly of: Population, readonly libraries: ReadonlyArray<string>, readonly items: number | null, readonly owner: string | null, readonly dueOn: string | null, readonly outcome: string | null, readonly closedAt: string | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }>, readonly inSnapshot: { readonly items: number | null, readonly readers: number | null, readonly why: string | null, readonly rows: number | null, readonly stillThere: boolean | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OneDecisionQueryVariables = Exact<{
  id: string;
  snapshot: string;
}>;


export type OneDecisionQuery = { readonly decision: { readonly snapshot: string, readonly madeAt: string, readonly changedAt: string | null, readonly state: DecisionState, readonly id: string, readonly question: string, readonly of: Population, readonly libraries: ReadonlyArray<string>, readonly items: number | null, readonly owner: string | null, readonly dueOn: string | null, readonly outcome: string | null, readonly closedAt: string | null, readonly options: ReadonlyArray<{ readonly text: string, readonly items: number | null, readonly readers: number | null, readonly why: string | null }>, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }>, readonly inSnapshot: { readonly items: number | null, readonly readers: number | null, readonly why: string | null, readonly rows: number | null, readonly stillThere: boolean | null } | null } | null, readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type RowsToDecideQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type RowsToDecideQuery = { readonly snapshot: { readonly state: SnapshotState, readonly count: { readonly value: number | null } } | null, readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type RaiseDecisionMutationVariables = Exact<{
  input: MakeDecisionInput;
}>;


export type RaiseDecisionMutation = { readonly makeDecision: { readonly decision: { readonly id: string } } | null };

export type ChangeDecisionMutationVariables = Exact<{
  input: ChangeDecisionInput;
}>;


export type ChangeDecisionMutation = { readonly changeDecision: { readonly decision: { readonly id: string } } | null };

export type CloseDecisionMutationVariables = Exact<{
  input: CloseDecisionInput;
}>;


export type CloseDecisionMutation = { readonly closeDecision: { readonly decision: { readonly outcome: string | null } } | null };

export type DecisionPartsFragment = { readonly id: string, readonly question: string, readonly of: Population, readonly libraries: ReadonlyArray<string>, readonly items: number | null, readonly owner: string | null, readonly dueOn: string | null, readonly outcome: string | null, readonly closedAt: string | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }>, readonly inSnapshot: { readonly items: number | null, readonly readers: number | null, readonly why: string | null, readonly rows: number | null, readonly stillThere: boolean | null } | null };

export type DeskFormQueryVariables = Exact<{ [key: string]: never; }>;


export type DeskFormQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly patronData: { readonly active: boolean, readonly purposes: ReadonlyArray<Purpose> } | null }> } | null };

export type DeskAccountQueryVariables = Exact<{
  library: string;
  card: string;
  purpose: Purpose;
  note?: string | null | undefined;
}>;


export type DeskAccountQuery = { readonly accountByCard: { readonly account: { readonly library: { readonly name: string, readonly system: { readonly name: string } }, readonly facts: { readonly state: FactState, readonly asOf: string | null, readonly expiresOn: string | null, readonly loans: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly overdue: boolean | null, readonly renewals: number | null, readonly record: { readonly edition: { readonly id: string, readonly language: string | null } | null } | null, readonly due: { readonly on: string, readonly at: string | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly title: string | null, readonly enumeration: string | null, readonly status: HoldStatus, readonly queuePosition: number | null, readonly expiresOn: string | null, readonly neededBy: string | null, readonly record: { readonly edition: { readonly language: string | null } | null } | null, readonly pickup: { readonly name: string | null, readonly code: string, readonly site: { readonly name: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }> | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly charges: ReadonlyArray<{ readonly reason: string | null, readonly raisedOn: string | null, readonly amount: { readonly amount: string, readonly currency: string } }> | null, readonly blocks: ReadonlyArray<{ readonly code: BlockCode, readonly message: string | null }> | null } | null } | null, readonly refusal: { readonly code: AccessRefusalCode, readonly message: string, readonly retryAt: string | null } | null } | null, readonly region: { readonly name: string } | null };

export type EvidenceQueryVariables = Exact<{
  snapshot: string;
  ledger?: string | null | undefined;
  ledgerName: string;
  hasLedger: boolean;
  plan?: string | null | undefined;
}>;


export type EvidenceQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly ledger?: { readonly source: string, readonly systems: ReadonlyArray<string>, readonly targetSystem: string, readonly libraries: ReadonlyArray<string> | null } | null, readonly snapshot: { readonly name: string, readonly state: SnapshotState, readonly evidence: { readonly json: string, readonly digest: string, readonly signatures: ReadonlyArray<{ readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedAt: string }> } | null } | null };

export type SignEvidenceMutationVariables = Exact<{
  input: SignEvidenceInput;
}>;


export type SignEvidenceMutation = { readonly signEvidence: { readonly signatures: ReadonlyArray<{ readonly role: SigningRole }> } | null };

export type SignatureFragment = { readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedAt: string };

export type FindQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  sort?: SearchSort | null | undefined;
  after?: string | null | undefined;
}>;


export type FindQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly timeZone: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }> }>, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean, readonly searchedInstead: string | null, readonly didYouMean: string | null, readonly wordsLeftOut: ReadonlyArray<string>, readonly takenAsWords: ReadonlyArray<string>, readonly lastKnownFrom: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly publisher: string | null, readonly format: Format, readonly language: string | null, readonly work: { readonly id: string } | null, readonly holdings: ReadonlyArray<{ readonly id: string, readonly basis: HoldingBasis, readonly online: boolean | null, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly sites: ReadonlyArray<{ readonly id: string }>, readonly library: { readonly id: string, readonly name: string, readonly system: { readonly id: string } } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly facets: ReadonlyArray<{ readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }>, readonly years: ReadonlyArray<{ readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }> } | null };

export type FacetPartsFragment = { readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> };

export type WhereNowQueryVariables = Exact<{
  by: ReadonlyArray<EditionKey> | EditionKey;
  libraries: ReadonlyArray<string> | string;
  placed: boolean;
}>;


export type WhereNowQuery = { readonly editions: ReadonlyArray<{ readonly editions: ReadonlyArray<{ readonly holdings: ReadonlyArray<{ readonly id: string, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly reason: { readonly code: ReasonCode } | null } & { readonly currentLocation?: { readonly site: { readonly id: string } | null } | null, readonly permanentLocation?: { readonly site: { readonly id: string } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null, readonly services: ReadonlyArray<{ readonly service: ItemService, readonly available: boolean | null }> | null } | null }> }> } | null> | null };

export type NothingFoundQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
}>;


export type NothingFoundQuery = { readonly region: { readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly systems: ReadonlyArray<{ readonly id: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly contact: { readonly website: string | null, readonly telephone: string | null, readonly email: string | null } | null }> } | null, readonly search: { readonly nearby: ReadonlyArray<{ readonly kind: NearbyKind, readonly text: string, readonly count: number }> | null } | null, readonly everywhere: { readonly totalCount: number, readonly approximate: boolean, readonly searchedInstead: string | null, readonly wordsLeftOut: ReadonlyArray<string> } | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly libraries: ReadonlyArray<{ readonly id: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly failingSince: string | null, readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean } | null };

export type LendersQueryVariables = Exact<{
  id: string;
  asked: boolean;
  for: string;
  year?: number | null | undefined;
  volume?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type LendersQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly edition: { readonly id: string, readonly title: string, readonly language: string | null, readonly format: Format, readonly lenders?: { readonly totalCount: number, readonly supply: Supply, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly rank: number, readonly openNow: boolean | null, readonly opensOn: string | null, readonly library: { readonly id: string, readonly name: string, readonly timeZone: string, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }> }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }>, readonly holdings: ReadonlyArray<{ readonly basis: HoldingBasis, readonly online: boolean | null, readonly callNumbers: ReadonlyArray<string>, readonly sites: ReadonlyArray<{ readonly id: string }>, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly reason: { readonly code: ReasonCode } | null, readonly currentLocation: { readonly site: { readonly id: string } | null } | null, readonly permanentLocation: { readonly site: { readonly id: string } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null, readonly services: ReadonlyArray<{ readonly service: ItemService, readonly available: boolean | null }> | null } | null }> }>, readonly excluded: ReadonlyArray<{ readonly library: { readonly id: string, readonly name: string }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }> }>, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> } | null } | null };

export type LibrariesQueryVariables = Exact<{ [key: string]: never; }>;


export type LibrariesQuery = { readonly region: { readonly name: string, readonly bankHolidays: ReadonlyArray<string>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly timeZone: string, readonly holdingsCount: number, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly network: { readonly id: string, readonly name: string } | null, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly address: { readonly town: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly address: { readonly town: string | null } | null, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null }>, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null }> } | null };

export type OwnLibrariesQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnLibrariesQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string }> }> } | null };

export type LibraryQueryVariables = Exact<{
  id: string;
  within: ReadonlyArray<string> | string;
}>;


export type LibraryQuery = { readonly search: { readonly facets: ReadonlyArray<{ readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }> } | null, readonly region: { readonly name: string, readonly bankHolidays: ReadonlyArray<string>, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly library: { readonly id: string, readonly name: string, readonly holdingsCount: number, readonly timeZone: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly network: { readonly name: string } | null, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }>, readonly organisations: ReadonlyArray<{ readonly name: string }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null }>, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability> }, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly problem: string | null, readonly running: boolean } | null, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null } | null };

export type LinkCardQueryVariables = Exact<{ [key: string]: never; }>;


export type LinkCardQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly patronData: { readonly active: boolean } | null }> } | null, readonly me: { readonly id: string } | null };

export type LinkOwnCardMutationVariables = Exact<{
  library: string;
  card: string;
  pin: string;
}>;


export type LinkOwnCardMutation = { readonly linkAccount: { readonly account: { readonly library: { readonly name: string } } | null, readonly refusal: { readonly code: LinkRefusalCode, readonly retryAt: string | null } | null } | null };

export type MappingsQueryVariables = Exact<{
  snapshot: string;
  list?: CodeListName | null | undefined;
  system?: string | null | undefined;
  state?: MappingState | null | undefined;
  after?: string | null | undefined;
}>;


export type MappingsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string }> }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly state: SnapshotState }> | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly report: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null, readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly list: CodeListName, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CodesToDecideQueryVariables = Exact<{
  snapshot: string;
  list: CodeListName;
  system: string;
  after?: string | null | undefined;
}>;


export type CodesToDecideQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly state: SnapshotState }> | null, readonly targetLists: ReadonlyArray<{ readonly list: CodeListName, readonly codes: ReadonlyArray<{ readonly code: string, readonly label: string | null }> }> | null, readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly list: CodeListName, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type DecideMappingMutationVariables = Exact<{
  input: ChangeMappingsInput;
}>;


export type DecideMappingMutation = { readonly changeMappings: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly column: string | null, readonly problem: string }> } | null };

export type SuggestMappingsMutationVariables = Exact<{ [key: string]: never; }>;


export type SuggestMappingsMutation = { readonly suggestMappings: { readonly suggested: number, readonly unmapped: number } | null };

export type MappedCodeFragment = { readonly system: string, readonly list: CodeListName, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null };

export type MoveOverviewQueryVariables = Exact<{
  seesLedgers: boolean;
}>;


export type MoveOverviewQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null, readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly question: string, readonly scope: string, readonly aboutReaders: boolean }>, readonly phases: ReadonlyArray<{ readonly library: string, readonly systems: ReadonlyArray<{ readonly system: string, readonly phase: MovePhase, readonly contradiction: string | null }>, readonly asked: { readonly id: string, readonly phase: MovePhase, readonly isOver: boolean } | null }> | null, readonly plans: ReadonlyArray<{ readonly name: string, readonly state: MovePlanState, readonly madeAt: string, readonly snapshot: { readonly name: string } }> | null, readonly ledgers?: ReadonlyArray<{ readonly name: string, readonly state: LedgerState, readonly madeAt: string, readonly isDone: boolean | null, readonly systems: ReadonlyArray<string>, readonly target: string, readonly targetSystem: string }> | null };

export type FixListOfQueryVariables = Exact<{ [key: string]: never; }>;


export type FixListOfQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null };

export type OperateOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateOverviewQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly hosts: ReadonlyArray<{ readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string, readonly cause: string | null, readonly why: string } | null }> | null, readonly outages: ReadonlyArray<{ readonly askedBefore: string | null, readonly from: string, readonly until: string }> | null, readonly answeringHistory: { readonly changes: ReadonlyArray<{ readonly at: string, readonly answers: boolean, readonly askedBefore: string | null, readonly why: string | null }>, readonly hours: ReadonlyArray<{ readonly hour: string, readonly answered: number, readonly failed: number, readonly averageMs: number | null, readonly stoppedWaiting: number | null }> } | null, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly failingSince: string | null, readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null }> } | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null, readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null }> | null, readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null, readonly plans: ReadonlyArray<{ readonly state: MovePlanState, readonly snapshot: { readonly name: string } }> | null, readonly ledgers: ReadonlyArray<{ readonly target: string, readonly state: LedgerState }> | null };

export type OperateToldQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateToldQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly capabilities: ReadonlyArray<Capability>, readonly id: string, readonly name: string, readonly answeringHistory: { readonly changes: ReadonlyArray<{ readonly at: string, readonly answers: boolean, readonly askedBefore: string | null, readonly why: string | null }>, readonly hours: ReadonlyArray<{ readonly hour: string, readonly answered: number, readonly failed: number, readonly averageMs: number | null, readonly stoppedWaiting: number | null }> } | null }>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

export type OperateToldAtQueryVariables = Exact<{
  library: string;
  time: string;
}>;


export type OperateToldAtQuery = { readonly library: { readonly toldAt: ReadonlyArray<{ readonly about: string, readonly time: string, readonly standing: ToldStanding, readonly sentences: ReadonlyArray<string> }> | null } | null };

export type OperateToldOfAllQueryVariables = Exact<{
  time: string;
}>;


export type OperateToldOfAllQuery = { readonly region: { readonly systems: ReadonlyArray<{ readonly name: string, readonly toldAt: { readonly about: string, readonly time: string, readonly standing: ToldStanding, readonly sentences: ReadonlyArray<string> } | null }> } | null };

export type OperateRejectsQueryVariables = Exact<{
  system?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type OperateRejectsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly harvest: { readonly rejects: number } | null }> } | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null, readonly rejects: { readonly nodes: ReadonlyArray<{ readonly localId: string | null, readonly place: string, readonly reason: string, readonly since: string, readonly system: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OperateRetryRejectsMutationVariables = Exact<{
  system: string;
}>;


export type OperateRetryRejectsMutation = { readonly retryRejects: { readonly retry: { readonly system: { readonly name: string } } | null, readonly refusal: { readonly message: string } | null } | null };

export type OperateTakeBacksQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateTakeBacksQuery = { readonly takeBacks: ReadonlyArray<{ readonly id: string, readonly at: string, readonly reason: string, readonly records: ReadonlyArray<string>, readonly state: TakeBackState, readonly finishedAt: string | null, readonly problem: string | null }> | null, readonly region: { readonly name: string } | null };

export type OperateTakeBackQueryVariables = Exact<{
  id: string;
}>;


export type OperateTakeBackQuery = { readonly takeBack: { readonly id: string, readonly at: string, readonly reason: string, readonly records: ReadonlyArray<string>, readonly state: TakeBackState, readonly finishedAt: string | null, readonly problem: string | null, readonly readers: { readonly knownSince: string | null, readonly publishedSince: string | null, readonly readings: ReadonlyArray<{ readonly service: FeedService, readonly repository: string, readonly caller: string | null, readonly lastAt: string, readonly requests: number }>, readonly deliveries: ReadonlyArray<{ readonly delivery: string, readonly target: string, readonly at: string }>, readonly exports: ReadonlyArray<{ readonly snapshot: string, readonly actor: string, readonly format: string, readonly at: string }>, readonly files: ReadonlyArray<{ readonly machine: string, readonly path: string, readonly at: string }> } } | null, readonly region: { readonly name: string } | null };

export type OperateTakeRecordsBackMutationVariables = Exact<{
  records: ReadonlyArray<string> | string;
  reason: string;
}>;


export type OperateTakeRecordsBackMutation = { readonly takeBack: { readonly takeBack: { readonly id: string } | null, readonly refusal: { readonly message: string, readonly records: ReadonlyArray<string> } | null } | null };

export type OperateKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateKeysQuery = { readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null }> | null, readonly region: { readonly name: string } | null };

export type OperateRevokeKeyMutationVariables = Exact<{
  id: string;
}>;


export type OperateRevokeKeyMutation = { readonly revokeApiKey: { readonly apiKey: { readonly name: string } | null, readonly refusal: { readonly message: string } | null } | null };

export type OperateActionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OperateActionsQuery = { readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string }> | null, readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly actions: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly kind: ActionKind, readonly actor: string | null, readonly role: string | null, readonly subject: string, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OperateLooksQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OperateLooksQuery = { readonly apiKeys: ReadonlyArray<{ readonly id: string, readonly name: string }> | null, readonly audit: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly action: AuditAction, readonly actor: string, readonly purpose: Purpose | null, readonly note: string | null, readonly refusal: string | null, readonly actorLibraries: ReadonlyArray<{ readonly name: string }>, readonly library: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly region: { readonly name: string } | null };

export type OperateJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type OperateJobsQuery = { readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null, readonly rejectRetries: ReadonlyArray<{ readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null }> | null, readonly region: { readonly name: string } | null };

export type OperateCancelJobMutationVariables = Exact<{
  id: string;
}>;


export type OperateCancelJobMutation = { readonly cancelComparisonJob: { readonly job: { readonly state: ComparisonJobState } | null } | null };

export type ToldPartsFragment = { readonly about: string, readonly time: string, readonly standing: ToldStanding, readonly sentences: ReadonlyArray<string> };

export type DayOfAnswersFragment = { readonly changes: ReadonlyArray<{ readonly at: string, readonly answers: boolean, readonly askedBefore: string | null, readonly why: string | null }>, readonly hours: ReadonlyArray<{ readonly hour: string, readonly answered: number, readonly failed: number, readonly averageMs: number | null, readonly stoppedWaiting: number | null }> };

export type RetryPartsFragment = { readonly id: string, readonly state: RejectRetryState, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null, readonly system: { readonly id: string, readonly name: string }, readonly outcome: { readonly read: number, readonly gone: number, readonly refused: number, readonly left: number } | null };

export type TakeBackPartsFragment = { readonly id: string, readonly at: string, readonly reason: string, readonly records: ReadonlyArray<string>, readonly state: TakeBackState, readonly finishedAt: string | null, readonly problem: string | null };

export type KeyPartsFragment = { readonly id: string, readonly name: string, readonly role: string | null, readonly service: string | null, readonly madeAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null };

export type OperateJobPartsFragment = { readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null };

export type OverlapQueryVariables = Exact<{
  snapshot: string;
}>;


export type OverlapQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly system: { readonly id: string } }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string> }>, readonly matrix: ReadonlyArray<{ readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } }>, readonly alone: ReadonlyArray<{ readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } }>, readonly systems: ReadonlyArray<{ readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } }> } | null } | null };

export type NumbersFragment = { readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } };

export type HeadedFragment = { readonly region: { readonly name: string } | null };

export type PageEndFragment = { readonly hasNextPage: boolean, readonly endCursor: string | null };

export type DrillFragment = { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> };

export type LineFragment = { readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null };

export type NamedRegionFragment = { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type NamesFragment = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type GapFragment = { readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } };

export type AnsweringFragment = { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null };

export type EndedFragment = { readonly askedBefore: string | null, readonly from: string, readonly until: string };

export type SystemPartsFragment = { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly failingSince: string | null, readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null };

export type OpenSiteFragment = { readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null };

export type OpenLibraryFragment = { readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null };

export type ShutLibraryFragment = { readonly timeZone: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }> };

export type PlacedLibraryFragment = { readonly coordinates: { readonly latitude: number, readonly longitude: number } | null, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null }> };

export type CitedFragment = { readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly language: string | null, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string> };

export type ContactPartsFragment = { readonly telephone: string | null, readonly email: string | null };

export type AddressPartsFragment = { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null };

export type TakenSystemFragment = { readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> };

export type CountFragment = { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> };

export type CountedFragment = { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> };

export type HarvestedFragment = { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null };

export type PairQueryVariables = Exact<{
  a: string;
  b: string;
}>;


export type PairQuery = { readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly harvestedAt: string, readonly system: { readonly name: string }, readonly edition: { readonly id: string, readonly title: string, readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }, readonly holdings: ReadonlyArray<{ readonly library: { readonly name: string }, readonly record: { readonly id: string } }> } | null, readonly marc: { readonly leader: string, readonly undecoded: boolean, readonly fields: ReadonlyArray<{ readonly tag: string, readonly value: string | null, readonly ind1: string | null, readonly ind2: string | null, readonly subfields: ReadonlyArray<{ readonly code: string, readonly value: string }> }> } | null } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly harvestedAt: string, readonly system: { readonly name: string }, readonly edition: { readonly id: string, readonly title: string, readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }, readonly holdings: ReadonlyArray<{ readonly library: { readonly name: string }, readonly record: { readonly id: string } }> } | null, readonly marc: { readonly leader: string, readonly undecoded: boolean, readonly fields: ReadonlyArray<{ readonly tag: string, readonly value: string | null, readonly ind1: string | null, readonly ind2: string | null, readonly subfields: ReadonlyArray<{ readonly code: string, readonly value: string }> }> } | null } | null, readonly match: { readonly together: boolean, readonly compared: boolean, readonly probability: number, readonly decision: MatchDecision, readonly reasons: ReadonlyArray<{ readonly feature: string, readonly weight: number, readonly detail: string }>, readonly vetoes: ReadonlyArray<{ readonly rule: string, readonly detail: string }>, readonly ruling: { readonly id: string, readonly decision: RulingDecision, readonly at: string, readonly note: string | null } | null } | null, readonly region: { readonly name: string } | null };

export type ComparedRecordFragment = { readonly id: string, readonly localId: string, readonly title: string | null, readonly harvestedAt: string, readonly system: { readonly name: string }, readonly edition: { readonly id: string, readonly title: string, readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }, readonly holdings: ReadonlyArray<{ readonly library: { readonly name: string }, readonly record: { readonly id: string } }> } | null, readonly marc: { readonly leader: string, readonly undecoded: boolean, readonly fields: ReadonlyArray<{ readonly tag: string, readonly value: string | null, readonly ind1: string | null, readonly ind2: string | null, readonly subfields: ReadonlyArray<{ readonly code: string, readonly value: string }> }> } | null };

export type StandingRulingFragment = { readonly id: string, readonly decision: RulingDecision, readonly at: string, readonly note: string | null };

export type PreviewRulingQueryVariables = Exact<{
  a: string;
  b: string;
  decision?: RulingDecision | null | undefined;
}>;


export type PreviewRulingQuery = { readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly rulingPreview: { readonly standing: { readonly id: string, readonly decision: RulingDecision, readonly at: string, readonly note: string | null } | null, readonly effect: { readonly together: boolean, readonly before: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }>, readonly after: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }> }, readonly against: ReadonlyArray<{ readonly id: string, readonly decision: RulingDecision, readonly at: string, readonly note: string | null, readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null }> } | null, readonly region: { readonly name: string } | null };

export type NamedRecordFragment = { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } };

export type RulingChangesFragment = { readonly together: boolean, readonly before: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }>, readonly after: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }> };

export type ChangedEditionFragment = { readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> };

export type MakeRulingMutationVariables = Exact<{
  input: MakeRulingInput;
}>;


export type MakeRulingMutation = { readonly makeRuling: { readonly outcome: RulingOutcome, readonly effect: { readonly together: boolean, readonly before: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }>, readonly after: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }> } | null } | null };

export type RemoveRulingMutationVariables = Exact<{
  input: RemoveRulingInput;
}>;


export type RemoveRulingMutation = { readonly removeRuling: { readonly outcome: RulingOutcome, readonly effect: { readonly together: boolean, readonly before: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }>, readonly after: ReadonlyArray<{ readonly id: string | null, readonly title: string, readonly recordCount: number, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly records: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }> }> } | null } | null };

export type ReportQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ReportQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string }> }> } | null, readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly formerly: ReadonlyArray<string>, readonly question: string, readonly scope: string, readonly aboutReaders: boolean, readonly options: ReadonlyArray<{ readonly name: string, readonly says: string, readonly takes: ReportOptionValue, readonly values: ReadonlyArray<string> }> }>, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly problem: string | null }>, readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly tables: ReadonlyArray<{ readonly name: string, readonly title: string, readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind, readonly counts: boolean }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null>, readonly language: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type ReportFindingQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
}>;


export type ReportFindingQuery = { readonly snapshot: { readonly report: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null };

export type StartReportExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartReportExportMutation = { readonly startExport: { readonly export: { readonly id: string } } | null };

export type ReportRowsQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table: string;
  first: number;
  after?: string | null | undefined;
  export: string;
}>;


export type ReportRowsQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly takenAt: string, readonly report: { readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly tables: ReadonlyArray<{ readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type RequestQueryVariables = Exact<{
  id: string;
  library: string;
  libraries: ReadonlyArray<string> | string;
  reader: boolean;
}>;


export type RequestQuery = { readonly library: { readonly id: string, readonly name: string, readonly requestForm: string | null, readonly timeZone: string, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly system: { readonly id: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly patronData: { readonly active: boolean } | null }>, readonly pickupPlaces: ReadonlyArray<{ readonly code: string, readonly library: { readonly id: string, readonly name: string, readonly timeZone: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }> }, readonly site: { readonly id: string, readonly name: string } | null }> }, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }> } | null, readonly edition: { readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly language: string | null, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string>, readonly holdings: ReadonlyArray<{ readonly id: string, readonly online: boolean | null, readonly catalogueUrl: string | null, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null }> }> } | null, readonly me?: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly library: { readonly id: string, readonly name: string, readonly system: { readonly id: string } }, readonly refusal: { readonly code: AccessRefusalCode } | null }> | null } | null, readonly region: { readonly name: string } | null };

export type RequestNowQueryVariables = Exact<{
  id: string;
  libraries: ReadonlyArray<string> | string;
}>;


export type RequestNowQuery = { readonly edition: { readonly holdings: ReadonlyArray<{ readonly id: string, readonly basis: HoldingBasis, readonly online: boolean | null, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly sites: ReadonlyArray<{ readonly id: string }>, readonly record: { readonly id: string }, readonly availability: { readonly holdQueue: number | null, readonly holdQueueAtLeast: number | null, readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly asOf: string | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null, readonly services: ReadonlyArray<{ readonly service: ItemService, readonly available: boolean | null }> | null } | null }> } | null, readonly me: { readonly accounts: ReadonlyArray<{ readonly id: string, readonly facts: { readonly state: FactState, readonly homeSite: string | null, readonly reason: { readonly code: ReasonCode } | null, readonly blocks: ReadonlyArray<{ readonly code: BlockCode, readonly message: string | null }> | null, readonly loans: ReadonlyArray<{ readonly record: { readonly id: string } | null, readonly due: { readonly on: string } | null }> | null, readonly holds: ReadonlyArray<{ readonly id: string, readonly status: HoldStatus, readonly queuePosition: number | null, readonly record: { readonly id: string } | null }> | null } | null }> | null } | null };

export type CountedRowsQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type CountedRowsQuery = { readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly count: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null, readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type RowNamesQueryVariables = Exact<{
  snapshot: string;
}>;


export type RowNamesQuery = { readonly snapshot: { readonly state: SnapshotState } | null, readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type RecordRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type RecordRowsQuery = { readonly snapshot: { readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly system: string, readonly localId: string, readonly title: string | null, readonly language: string | null, readonly visibility: string, readonly format: string | null, readonly year: number | null, readonly libraries: ReadonlyArray<string>, readonly itemCount: number, readonly staffLink: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type ItemRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
  staffNotes?: boolean | null | undefined;
}>;


export type ItemRowsQuery = { readonly snapshot: { readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly system: string, readonly localId: string, readonly recordLocalId: string | null, readonly title: string | null, readonly language: string | null, readonly barcode: string | null, readonly ownerCode: string | null, readonly library: string | null, readonly callNumber: string | null, readonly locationCode: string | null, readonly itemType: string | null, readonly visibility: string, readonly status: string | null, readonly statusAtSource: string | null, readonly leftOut: string | null, readonly staffNotes?: ReadonlyArray<string> | null, readonly staffLink: string | null, readonly details: ReadonlyArray<{ readonly name: string, readonly values: ReadonlyArray<string> }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type StatementRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type StatementRowsQuery = { readonly snapshot: { readonly statements: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly recordLocalId: string | null, readonly title: string | null, readonly language: string | null, readonly library: string, readonly kind: string, readonly text: string, readonly starts: string | null, readonly ends: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { readonly startExport: { readonly export: { readonly id: string } } | null };

export type RulingsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RulingsQuery = { readonly rulings: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly decision: RulingDecision, readonly at: string, readonly note: string | null, readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly region: { readonly name: string } | null };

export type RulingRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type RulingRequestsQuery = { readonly rulingRequests: ReadonlyArray<{ readonly id: string, readonly decision: RulingDecision, readonly reason: string, readonly askedAt: string, readonly answer: string | null, readonly answeredAt: string | null, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null }> | null, readonly region: { readonly name: string } | null };

export type RecordsToAskQueryVariables = Exact<{
  a: string;
  b: string;
}>;


export type RecordsToAskQuery = { readonly a: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly b: { readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } } | null, readonly region: { readonly name: string } | null };

export type RequestRulingMutationVariables = Exact<{
  input: RequestRulingInput;
}>;


export type RequestRulingMutation = { readonly requestRuling: { readonly request: { readonly decision: RulingDecision, readonly reason: string } } | null };

export type AnswerRulingRequestMutationVariables = Exact<{
  input: AnswerRulingRequestInput;
}>;


export type AnswerRulingRequestMutation = { readonly answerRulingRequest: { readonly request: { readonly id: string } } | null };

export type RegionNameQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionNameQuery = { readonly region: { readonly name: string } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly role: ViewerRole, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

export type SnapshotOverviewQueryVariables = Exact<{
  snapshot: string;
}>;


export type SnapshotOverviewQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly digest: string | null, readonly takenBack: ReadonlyArray<{ readonly at: string, readonly reason: string, readonly records: number }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly losses: ReadonlyArray<{ readonly text: string }> } | null, readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly question: string, readonly scope: string, readonly aboutReaders: boolean }> };

export type SystemPageQueryVariables = Exact<{
  id: string;
}>;


export type SystemPageQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly outages: ReadonlyArray<{ readonly askedBefore: string | null, readonly from: string, readonly until: string }> | null, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly memberships: ReadonlyArray<{ readonly phase: MovePhase, readonly since: string | null, readonly system: { readonly id: string } }> }>, readonly harvest: { readonly expected: number | null, readonly failingSince: string | null, readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null } | null };

export type SystemHostsQueryVariables = Exact<{
  id: string;
}>;


export type SystemHostsQuery = { readonly system: { readonly hosts: ReadonlyArray<{ readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string, readonly cause: string | null, readonly why: string } | null }> | null } | null };

export type HostPartsFragment = { readonly name: string, readonly breaker: BreakerState, readonly openSince: string | null, readonly openUntil: string | null, readonly pausedUntil: string | null, readonly inFlight: number, readonly waiting: number, readonly concurrency: number, readonly connections: number, readonly perSecond: number | null, readonly failuresToOpen: number, readonly lastFailure: { readonly code: string, readonly at: string, readonly cause: string | null, readonly why: string } | null };

export type SystemProbeQueryVariables = Exact<{
  libraries: ReadonlyArray<string> | string;
}>;


export type SystemProbeQuery = { readonly search: { readonly nodes: ReadonlyArray<{ readonly holdings: ReadonlyArray<{ readonly availability: { readonly state: FactState } | null }> }> } | null };

export type SystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability>, readonly outages: ReadonlyArray<{ readonly askedBefore: string | null, readonly from: string, readonly until: string }> | null, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly failingSince: string | null, readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null, readonly answering: { readonly lastAnswerAt: string | null, readonly failingSince: string | null, readonly reason: { readonly code: ReasonCode } | null } | null }> } | null };

export type SystemsReplicaQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsReplicaQuery = { readonly readReplica: { readonly isUsed: boolean, readonly lagSeconds: number | null, readonly problem: string | null, readonly fallbacks: number } | null };

export type ThemeHoldQueryVariables = Exact<{
  snapshot: string;
}>;


export type ThemeHoldQuery = { readonly snapshot: { readonly items: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly gone: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly states: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type ThemeShareQueryVariables = Exact<{
  snapshot: string;
}>;


export type ThemeShareQuery = { readonly snapshot: { readonly overlap: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null };

export type ThemeClashQueryVariables = Exact<{
  snapshot: string;
}>;


export type ThemeClashQuery = { readonly snapshot: { readonly pairs: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null, readonly barcodes: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null, readonly numbers: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null, readonly codes: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null };

export type ThemeCleanQueryVariables = Exact<{
  snapshot: string;
}>;


export type ThemeCleanQuery = { readonly snapshot: { readonly fixes: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null };

export type ThemeBorrowQueryVariables = Exact<{
  snapshot: string;
}>;


export type ThemeBorrowQuery = { readonly snapshot: { readonly takenAt: string, readonly never: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly years: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type HoldingsQueryVariables = Exact<{
  snapshot: string;
}>;


export type HoldingsQuery = { readonly snapshot: { readonly name: string, readonly takenAt: string, readonly records: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly items: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly statements: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly recordsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly itemsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly statementsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly years: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly hidden: { readonly value: number | null }, readonly leftOut: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }> } | null };

export type TrendSnapshotsQueryVariables = Exact<{ [key: string]: never; }>;


export type TrendSnapshotsQuery = { readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null };

export type TrendNumbersQueryVariables = Exact<{
  snapshot: string;
}>;


export type TrendNumbersQuery = { readonly snapshot: { readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null }>, readonly records: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly items: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly statements: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null };

export type FoundFragment = { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> };

export type CiteQueryVariables = Exact<{
  id: string;
}>;


export type CiteQuery = { readonly edition: { readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly language: string | null, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string> } | null, readonly region: { readonly name: string } | null };

export type CopiesQueryVariables = Exact<{
  id: string;
  libraries: ReadonlyArray<string> | string;
  explained: boolean;
}>;


export type CopiesQuery = { readonly edition: { readonly holdings: ReadonlyArray<{ readonly id: string, readonly availability: { readonly holdQueueAtLeast: number | null, readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly barcode?: string | null, readonly id: string, readonly asOf: string | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null, readonly services: ReadonlyArray<{ readonly service: ItemService, readonly available: boolean | null }> | null } | null }> } | null };

export type HostCopiesQueryVariables = Exact<{
  id: string;
}>;


export type HostCopiesQuery = { readonly edition: { readonly partOf: ReadonlyArray<{ readonly copy: { readonly item: { readonly id: string, readonly asOf: string | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null } | null } | null }> | null } | null };

export type CopyCountsFragment = { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly recordGone: boolean | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string } | null, readonly services: ReadonlyArray<{ readonly service: ItemService, readonly available: boolean | null }> | null };

export type UsedCopyFragment = { readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly reason: { readonly code: ReasonCode } | null };

export type PlacedCopyFragment = { readonly currentLocation: { readonly site: { readonly id: string } | null } | null, readonly permanentLocation: { readonly site: { readonly id: string } | null } | null };

export type StandingCopyFragment = { readonly id: string, readonly asOf: string | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly state: FactState | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string, readonly id: string } | null } | null, readonly reason: { readonly code: ReasonCode } | null };

export type OwnCardsQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnCardsQuery = { readonly me: { readonly accounts: ReadonlyArray<{ readonly library: { readonly id: string, readonly name: string, readonly system: { readonly id: string } }, readonly refusal: { readonly code: AccessRefusalCode } | null }> | null } | null, readonly region: { readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string, readonly system: { readonly id: string }, readonly patronData: { readonly active: boolean } | null }> } | null };

export type TitleQueryVariables = Exact<{
  id: string;
  own: string;
  hasOwn: boolean;
}>;


export type TitleQuery = { readonly region: { readonly name: string, readonly incomplete: ReadonlyArray<{ readonly why: IndexGapReason, readonly since: string | null, readonly system: { readonly id: string, readonly name: string } }> | null } | null, readonly own?: { readonly id: string, readonly name: string, readonly network: { readonly id: string, readonly name: string } | null, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null }> } | null, readonly edition: { readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly language: string | null, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string>, readonly lenders?: { readonly excluded: ReadonlyArray<{ readonly library: { readonly id: string }, readonly reasons: ReadonlyArray<{ readonly code: LendingReasonCode, readonly words: string }> }> } | null, readonly subjects: ReadonlyArray<{ readonly heading: string }>, readonly links: ReadonlyArray<{ readonly url: string, readonly label: string | null }>, readonly work: { readonly editions: ReadonlyArray<{ readonly id: string, readonly title: string, readonly editionStatement: string | null, readonly publishedYear: number | null, readonly format: Format, readonly language: string | null, readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string }> } }> } | null, readonly partOf: ReadonlyArray<{ readonly title: string | null, readonly creator: string | null, readonly part: string | null, readonly edition: { readonly id: string, readonly title: string, readonly language: string | null } | null, readonly copy: { readonly item: { readonly id: string } | null, readonly holding: { readonly library: { readonly name: string } } | null } | null }> | null, readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localId: string, readonly title: string | null, readonly system: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean } }, readonly holdings: ReadonlyArray<{ readonly id: string, readonly basis: HoldingBasis, readonly online: boolean | null, readonly copies: number | null, readonly callNumbers: ReadonlyArray<string>, readonly catalogueUrl: string | null, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null }>, readonly statements: ReadonlyArray<{ readonly text: string, readonly retention: string | null, readonly note: string | null }>, readonly library: { readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly timeZone: string, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly contact: { readonly telephone: string | null, readonly email: string | null } | null, readonly network: { readonly id: string } | null, readonly system: { readonly id: string, readonly capabilities: ReadonlyArray<Capability> }, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly coordinates: { readonly latitude: number, readonly longitude: number } | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> }>, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }> } }> } | null };

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
export const OnLoanFragmentDoc = new TypedDocumentString(`
    fragment OnLoan on Loan {
  id
  title
  record {
    edition {
      id
      language
    }
  }
  due {
    on
    at
  }
  overdue
  renewals
  reason {
    code
  }
}
    `, {"fragmentName":"OnLoan"}) as unknown as TypedDocumentString<OnLoanFragment, unknown>;
export const AskedForFragmentDoc = new TypedDocumentString(`
    fragment AskedFor on Hold {
  id
  title
  enumeration
  status
  queuePosition
  pickup {
    name
    code
    site {
      name
    }
  }
  expiresOn
  neededBy
  reason {
    code
  }
}
    `, {"fragmentName":"AskedFor"}) as unknown as TypedDocumentString<AskedForFragment, unknown>;
export const OwedFragmentDoc = new TypedDocumentString(`
    fragment Owed on Charge {
  amount {
    amount
    currency
  }
  reason
  raisedOn
}
    `, {"fragmentName":"Owed"}) as unknown as TypedDocumentString<OwedFragment, unknown>;
export const StoppedFragmentDoc = new TypedDocumentString(`
    fragment Stopped on Block {
  code
  message
}
    `, {"fragmentName":"Stopped"}) as unknown as TypedDocumentString<StoppedFragment, unknown>;
export const StandingFragmentDoc = new TypedDocumentString(`
    fragment Standing on AccountFacts {
  state
  asOf
  reason {
    code
    message
  }
  expiresOn
  charges {
    ...Owed
  }
  blocks {
    ...Stopped
  }
}
    fragment Owed on Charge {
  amount {
    amount
    currency
  }
  reason
  raisedOn
}
fragment Stopped on Block {
  code
  message
}`, {"fragmentName":"Standing"}) as unknown as TypedDocumentString<StandingFragment, unknown>;
export const RefusalPartsFragmentDoc = new TypedDocumentString(`
    fragment RefusalParts on Refusal {
  code
  message
}
    `, {"fragmentName":"RefusalParts"}) as unknown as TypedDocumentString<RefusalPartsFragment, unknown>;
export const RenewalFragmentDoc = new TypedDocumentString(`
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    ...RefusalParts
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`, {"fragmentName":"Renewal"}) as unknown as TypedDocumentString<RenewalFragment, unknown>;
export const DecisionPartsFragmentDoc = new TypedDocumentString(`
    fragment DecisionParts on Decision {
  id
  question
  of
  where {
    dimension
    in
  }
  libraries
  items
  owner
  dueOn
  outcome
  closedAt
  inSnapshot(name: $snapshot) {
    items
    readers
    why
    rows
    stillThere
  }
}
    `, {"fragmentName":"DecisionParts"}) as unknown as TypedDocumentString<DecisionPartsFragment, unknown>;
export const SignatureFragmentDoc = new TypedDocumentString(`
    fragment Signature on MoveSignature {
  role
  library
  holder
  signedAt
}
    `, {"fragmentName":"Signature"}) as unknown as TypedDocumentString<SignatureFragment, unknown>;
export const FacetPartsFragmentDoc = new TypedDocumentString(`
    fragment FacetParts on Facet {
  field
  values {
    value
    label
    count
    exact
  }
}
    `, {"fragmentName":"FacetParts"}) as unknown as TypedDocumentString<FacetPartsFragment, unknown>;
export const MappedCodeFragmentDoc = new TypedDocumentString(`
    fragment MappedCode on CodeMapping {
  system
  list
  code
  label
  items
  target
  targetLabel
  state
  reason
  warnings
  note
}
    `, {"fragmentName":"MappedCode"}) as unknown as TypedDocumentString<MappedCodeFragment, unknown>;
export const ToldPartsFragmentDoc = new TypedDocumentString(`
    fragment ToldParts on ToldAt {
  about
  time
  standing
  sentences
}
    `, {"fragmentName":"ToldParts"}) as unknown as TypedDocumentString<ToldPartsFragment, unknown>;
export const DayOfAnswersFragmentDoc = new TypedDocumentString(`
    fragment DayOfAnswers on AnsweringHistory {
  changes {
    at
    answers
    askedBefore
    why
  }
  hours {
    hour
    answered
    failed
    averageMs
    stoppedWaiting
  }
}
    `, {"fragmentName":"DayOfAnswers"}) as unknown as TypedDocumentString<DayOfAnswersFragment, unknown>;
export const RetryPartsFragmentDoc = new TypedDocumentString(`
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
    `, {"fragmentName":"RetryParts"}) as unknown as TypedDocumentString<RetryPartsFragment, unknown>;
export const TakeBackPartsFragmentDoc = new TypedDocumentString(`
    fragment TakeBackParts on TakeBack {
  id
  at
  reason
  records
  state
  finishedAt
  problem
}
    `, {"fragmentName":"TakeBackParts"}) as unknown as TypedDocumentString<TakeBackPartsFragment, unknown>;
export const KeyPartsFragmentDoc = new TypedDocumentString(`
    fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}
    `, {"fragmentName":"KeyParts"}) as unknown as TypedDocumentString<KeyPartsFragment, unknown>;
export const OperateJobPartsFragmentDoc = new TypedDocumentString(`
    fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}
    `, {"fragmentName":"OperateJobParts"}) as unknown as TypedDocumentString<OperateJobPartsFragment, unknown>;
export const NumbersFragmentDoc = new TypedDocumentString(`
    fragment Numbers on ReportTable {
  columns {
    header
  }
  totalRows
  rows(first: 200) {
    nodes {
      cells
    }
  }
}
    `, {"fragmentName":"Numbers"}) as unknown as TypedDocumentString<NumbersFragment, unknown>;
export const HeadedFragmentDoc = new TypedDocumentString(`
    fragment Headed on Query {
  region {
    name
  }
}
    `, {"fragmentName":"Headed"}) as unknown as TypedDocumentString<HeadedFragment, unknown>;
export const PageEndFragmentDoc = new TypedDocumentString(`
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
    `, {"fragmentName":"PageEnd"}) as unknown as TypedDocumentString<PageEndFragment, unknown>;
export const NamedRegionFragmentDoc = new TypedDocumentString(`
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
    `, {"fragmentName":"NamedRegion"}) as unknown as TypedDocumentString<NamedRegionFragment, unknown>;
export const NamesFragmentDoc = new TypedDocumentString(`
    fragment Names on Query {
  region {
    ...NamedRegion
  }
  findingKinds {
    name
    says
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`, {"fragmentName":"Names"}) as unknown as TypedDocumentString<NamesFragment, unknown>;
export const GapFragmentDoc = new TypedDocumentString(`
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
    `, {"fragmentName":"Gap"}) as unknown as TypedDocumentString<GapFragment, unknown>;
export const EndedFragmentDoc = new TypedDocumentString(`
    fragment Ended on Outage {
  askedBefore
  from
  until
}
    `, {"fragmentName":"Ended"}) as unknown as TypedDocumentString<EndedFragment, unknown>;
export const HarvestedFragmentDoc = new TypedDocumentString(`
    fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}
    `, {"fragmentName":"Harvested"}) as unknown as TypedDocumentString<HarvestedFragment, unknown>;
export const AnsweringFragmentDoc = new TypedDocumentString(`
    fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
    `, {"fragmentName":"Answering"}) as unknown as TypedDocumentString<AnsweringFragment, unknown>;
export const SystemPartsFragmentDoc = new TypedDocumentString(`
    fragment SystemParts on LibrarySystem {
  id
  name
  capabilities
  libraries {
    id
    name
  }
  harvest {
    ...Harvested
    failingSince
  }
  answering {
    ...Answering
  }
}
    fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}`, {"fragmentName":"SystemParts"}) as unknown as TypedDocumentString<SystemPartsFragment, unknown>;
export const OpenSiteFragmentDoc = new TypedDocumentString(`
    fragment OpenSite on Site {
  openNow
  opensNext
  closesAt
}
    `, {"fragmentName":"OpenSite"}) as unknown as TypedDocumentString<OpenSiteFragment, unknown>;
export const OpenLibraryFragmentDoc = new TypedDocumentString(`
    fragment OpenLibrary on Library {
  openNow
  opensNext
  closesAt
}
    `, {"fragmentName":"OpenLibrary"}) as unknown as TypedDocumentString<OpenLibraryFragment, unknown>;
export const ShutLibraryFragmentDoc = new TypedDocumentString(`
    fragment ShutLibrary on Library {
  timeZone
  closures {
    from
    to
    note
  }
  sites {
    id
    closures {
      from
      to
      note
    }
  }
}
    `, {"fragmentName":"ShutLibrary"}) as unknown as TypedDocumentString<ShutLibraryFragment, unknown>;
export const PlacedLibraryFragmentDoc = new TypedDocumentString(`
    fragment PlacedLibrary on Library {
  coordinates {
    latitude
    longitude
  }
  sites {
    id
    name
    coordinates {
      latitude
      longitude
    }
  }
}
    `, {"fragmentName":"PlacedLibrary"}) as unknown as TypedDocumentString<PlacedLibraryFragment, unknown>;
export const CitedFragmentDoc = new TypedDocumentString(`
    fragment Cited on Edition {
  title
  creators
  publisher
  publishedYear
  editionStatement
  format
  language
  isbns
  issns
}
    `, {"fragmentName":"Cited"}) as unknown as TypedDocumentString<CitedFragment, unknown>;
export const ContactPartsFragmentDoc = new TypedDocumentString(`
    fragment ContactParts on Contact {
  telephone
  email
}
    `, {"fragmentName":"ContactParts"}) as unknown as TypedDocumentString<ContactPartsFragment, unknown>;
export const AddressPartsFragmentDoc = new TypedDocumentString(`
    fragment AddressParts on Address {
  lines
  town
  postcode
}
    `, {"fragmentName":"AddressParts"}) as unknown as TypedDocumentString<AddressPartsFragment, unknown>;
export const TakenSystemFragmentDoc = new TypedDocumentString(`
    fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}
    `, {"fragmentName":"TakenSystem"}) as unknown as TypedDocumentString<TakenSystemFragment, unknown>;
export const CountFragmentDoc = new TypedDocumentString(`
    fragment Count on SnapshotCount {
  value
  notToldBy
}
    `, {"fragmentName":"Count"}) as unknown as TypedDocumentString<CountFragment, unknown>;
export const CountedFragmentDoc = new TypedDocumentString(`
    fragment Counted on SnapshotTable {
  rows {
    values
    count
  }
}
    `, {"fragmentName":"Counted"}) as unknown as TypedDocumentString<CountedFragment, unknown>;
export const NamedRecordFragmentDoc = new TypedDocumentString(`
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}
    `, {"fragmentName":"NamedRecord"}) as unknown as TypedDocumentString<NamedRecordFragment, unknown>;
export const ComparedRecordFragmentDoc = new TypedDocumentString(`
    fragment ComparedRecord on BibliographicRecord {
  id
  localId
  title
  harvestedAt
  system {
    name
  }
  edition {
    id
    title
    records(first: 20) {
      nodes {
        ...NamedRecord
      }
    }
    holdings {
      library {
        name
      }
      record {
        id
      }
    }
  }
  marc {
    leader
    undecoded
    fields {
      tag
      value
      ind1
      ind2
      subfields {
        code
        value
      }
    }
  }
}
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`, {"fragmentName":"ComparedRecord"}) as unknown as TypedDocumentString<ComparedRecordFragment, unknown>;
export const StandingRulingFragmentDoc = new TypedDocumentString(`
    fragment StandingRuling on Ruling {
  id
  decision
  at
  note
}
    `, {"fragmentName":"StandingRuling"}) as unknown as TypedDocumentString<StandingRulingFragment, unknown>;
export const ChangedEditionFragmentDoc = new TypedDocumentString(`
    fragment ChangedEdition on RuledEdition {
  id
  title
  recordCount
  libraries {
    name
  }
  records {
    ...NamedRecord
  }
}
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`, {"fragmentName":"ChangedEdition"}) as unknown as TypedDocumentString<ChangedEditionFragment, unknown>;
export const RulingChangesFragmentDoc = new TypedDocumentString(`
    fragment RulingChanges on RulingEffect {
  together
  before {
    ...ChangedEdition
  }
  after {
    ...ChangedEdition
  }
}
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}
fragment ChangedEdition on RuledEdition {
  id
  title
  recordCount
  libraries {
    name
  }
  records {
    ...NamedRecord
  }
}`, {"fragmentName":"RulingChanges"}) as unknown as TypedDocumentString<RulingChangesFragment, unknown>;
export const HostPartsFragmentDoc = new TypedDocumentString(`
    fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
    cause
    why
  }
}
    `, {"fragmentName":"HostParts"}) as unknown as TypedDocumentString<HostPartsFragment, unknown>;
export const DrillFragmentDoc = new TypedDocumentString(`
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
    `, {"fragmentName":"Drill"}) as unknown as TypedDocumentString<DrillFragment, unknown>;
export const LineFragmentDoc = new TypedDocumentString(`
    fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}`, {"fragmentName":"Line"}) as unknown as TypedDocumentString<LineFragment, unknown>;
export const FoundFragmentDoc = new TypedDocumentString(`
    fragment Found on SnapshotReport {
  title
  summary {
    ...Line
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}`, {"fragmentName":"Found"}) as unknown as TypedDocumentString<FoundFragment, unknown>;
export const CopyCountsFragmentDoc = new TypedDocumentString(`
    fragment CopyCounts on Availability {
  state
  asOf
  reason {
    code
    message
  }
  itemCount
  recordGone
  availableCount
  unknownCount
  earliestDue {
    on
  }
  services {
    service
    available
  }
}
    `, {"fragmentName":"CopyCounts"}) as unknown as TypedDocumentString<CopyCountsFragment, unknown>;
export const UsedCopyFragmentDoc = new TypedDocumentString(`
    fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
    `, {"fragmentName":"UsedCopy"}) as unknown as TypedDocumentString<UsedCopyFragment, unknown>;
export const PlacedCopyFragmentDoc = new TypedDocumentString(`
    fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}
    `, {"fragmentName":"PlacedCopy"}) as unknown as TypedDocumentString<PlacedCopyFragment, unknown>;
export const StandingCopyFragmentDoc = new TypedDocumentString(`
    fragment StandingCopy on Item {
  ...UsedCopy
  ...PlacedCopy
  id
  asOf
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
    fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}`, {"fragmentName":"StandingCopy"}) as unknown as TypedDocumentString<StandingCopyFragment, unknown>;
export const AccountDocument = new TypedDocumentString(`
    query Account {
  ...Headed
  me {
    id
    accounts {
      id
      linkedAt
      library {
        id
        name
        contact {
          ...ContactParts
        }
        memberships {
          phase
        }
      }
      refusal {
        code
      }
      facts {
        ...Standing
        loans {
          ...OnLoan
          record {
            id
          }
          renewable {
            possible
            refusal {
              ...RefusalParts
            }
          }
        }
        holds {
          ...AskedFor
          record {
            id
            edition {
              id
              language
            }
          }
        }
      }
    }
  }
}
    fragment OnLoan on Loan {
  id
  title
  record {
    edition {
      id
      language
    }
  }
  due {
    on
    at
  }
  overdue
  renewals
  reason {
    code
  }
}
fragment AskedFor on Hold {
  id
  title
  enumeration
  status
  queuePosition
  pickup {
    name
    code
    site {
      name
    }
  }
  expiresOn
  neededBy
  reason {
    code
  }
}
fragment Standing on AccountFacts {
  state
  asOf
  reason {
    code
    message
  }
  expiresOn
  charges {
    ...Owed
  }
  blocks {
    ...Stopped
  }
}
fragment Owed on Charge {
  amount {
    amount
    currency
  }
  reason
  raisedOn
}
fragment Stopped on Block {
  code
  message
}
fragment RefusalParts on Refusal {
  code
  message
}
fragment Headed on Query {
  region {
    name
  }
}
fragment ContactParts on Contact {
  telephone
  email
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const RenewOneDocument = new TypedDocumentString(`
    mutation RenewOne($loan: ID!, $key: String!) {
  renewLoan(input: {loan: $loan, idempotencyKey: $key}) {
    ...Renewal
  }
}
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    ...RefusalParts
  }
}
fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<RenewOneMutation, RenewOneMutationVariables>;
export const RenewAllDocument = new TypedDocumentString(`
    mutation RenewAll($account: ID!, $key: String!) {
  renewAllLoans(input: {account: $account, idempotencyKey: $key}) {
    results {
      ...Renewal
    }
    refusal {
      ...RefusalParts
    }
  }
}
    fragment Renewal on RenewLoanPayload {
  outcome
  loanId
  loan {
    title
    due {
      on
      at
    }
  }
  refusal {
    ...RefusalParts
  }
}
fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<RenewAllMutation, RenewAllMutationVariables>;
export const PlaceHoldDocument = new TypedDocumentString(`
    mutation PlaceHold($account: ID!, $holding: ID!, $item: ID, $pickup: String, $key: String!) {
  placeHold(
    input: {account: $account, holding: $holding, item: $item, pickup: $pickup, idempotencyKey: $key}
  ) {
    outcome
    hold {
      queuePosition
      pickup {
        name
        code
        site {
          name
        }
      }
    }
    refusal {
      ...RefusalParts
    }
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<PlaceHoldMutation, PlaceHoldMutationVariables>;
export const CancelHoldDocument = new TypedDocumentString(`
    mutation CancelHold($hold: ID!, $key: String!) {
  cancelHold(input: {hold: $hold, idempotencyKey: $key}) {
    outcome
    refusal {
      ...RefusalParts
    }
  }
}
    fragment RefusalParts on Refusal {
  code
  message
}`) as unknown as TypedDocumentString<CancelHoldMutation, CancelHoldMutationVariables>;
export const UnlinkDocument = new TypedDocumentString(`
    mutation Unlink($account: ID!) {
  unlinkAccount(input: {account: $account}) {
    patron {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UnlinkMutation, UnlinkMutationVariables>;
export const SnapshotsDocument = new TypedDocumentString(`
    query Snapshots {
  region {
    name
    systems {
      id
      name
      harvest {
        lastCompleteAt
        records
      }
    }
  }
  snapshots {
    name
    note
    takenAt
    state
    systems {
      ...TakenSystem
    }
  }
}
    fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}`) as unknown as TypedDocumentString<SnapshotsQuery, SnapshotsQueryVariables>;
export const RecordsThenDocument = new TypedDocumentString(`
    query RecordsThen($snapshot: String!) {
  snapshot(name: $snapshot) {
    table(of: RECORDS, by: [SYSTEM]) {
      ...Counted
    }
  }
}
    fragment Counted on SnapshotTable {
  rows {
    values
    count
  }
}`) as unknown as TypedDocumentString<RecordsThenQuery, RecordsThenQueryVariables>;
export const SnapshotJobsDocument = new TypedDocumentString(`
    query SnapshotJobs {
  comparisonJobs(first: 10) {
    ...OperateJobParts
  }
}
    fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}`) as unknown as TypedDocumentString<SnapshotJobsQuery, SnapshotJobsQueryVariables>;
export const TakeSnapshotDocument = new TypedDocumentString(`
    mutation TakeSnapshot($input: TakeSnapshotInput!) {
  takeSnapshot(input: $input) {
    snapshot {
      name
    }
    job {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TakeSnapshotMutation, TakeSnapshotMutationVariables>;
export const DropSnapshotDocument = new TypedDocumentString(`
    mutation DropSnapshot($name: String!) {
  dropSnapshot(input: {name: $name}) {
    name
  }
}
    `) as unknown as TypedDocumentString<DropSnapshotMutation, DropSnapshotMutationVariables>;
export const CancelSnapshotJobDocument = new TypedDocumentString(`
    mutation CancelSnapshotJob($id: ID!) {
  cancelComparisonJob(input: {id: $id}) {
    job {
      id
      kind
      snapshot
    }
  }
}
    `) as unknown as TypedDocumentString<CancelSnapshotJobMutation, CancelSnapshotJobMutationVariables>;
export const CopyHistoryDocument = new TypedDocumentString(`
    query CopyHistory($barcode: String!) {
  items(barcode: $barcode) {
    item {
      history {
        since
        told {
          from
          until
          source
          asOf
          status
          statusAtSource
          rule
          code
          why
        }
      }
    }
    holding {
      library {
        name
      }
      callNumbers
      edition {
        id
        title
        language
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CopyHistoryQuery, CopyHistoryQueryVariables>;
export const DecisionsDocument = new TypedDocumentString(`
    query Decisions($state: DecisionState!, $snapshot: String!, $library: ID, $after: String) {
  region {
    ...NamedRegion
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
  }
  decisions(state: $state, library: $library, first: 200, after: $after) {
    nodes {
      ...DecisionParts
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment DecisionParts on Decision {
  id
  question
  of
  where {
    dimension
    in
  }
  libraries
  items
  owner
  dueOn
  outcome
  closedAt
  inSnapshot(name: $snapshot) {
    items
    readers
    why
    rows
    stillThere
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<DecisionsQuery, DecisionsQueryVariables>;
export const OneDecisionDocument = new TypedDocumentString(`
    query OneDecision($id: ID!, $snapshot: String!) {
  ...Names
  decision(id: $id) {
    ...DecisionParts
    snapshot
    options {
      text
      items
      readers
      why
    }
    madeAt
    changedAt
    state
  }
}
    fragment DecisionParts on Decision {
  id
  question
  of
  where {
    dimension
    in
  }
  libraries
  items
  owner
  dueOn
  outcome
  closedAt
  inSnapshot(name: $snapshot) {
    items
    readers
    why
    rows
    stillThere
  }
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment Names on Query {
  region {
    ...NamedRegion
  }
  findingKinds {
    name
    says
  }
}`) as unknown as TypedDocumentString<OneDecisionQuery, OneDecisionQueryVariables>;
export const RowsToDecideDocument = new TypedDocumentString(`
    query RowsToDecide($snapshot: String!, $of: Population!, $where: [Condition!]) {
  ...Names
  snapshot(name: $snapshot) {
    state
    count(of: $of, where: $where) {
      value
    }
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment Names on Query {
  region {
    ...NamedRegion
  }
  findingKinds {
    name
    says
  }
}`) as unknown as TypedDocumentString<RowsToDecideQuery, RowsToDecideQueryVariables>;
export const RaiseDecisionDocument = new TypedDocumentString(`
    mutation RaiseDecision($input: MakeDecisionInput!) {
  makeDecision(input: $input) {
    decision {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RaiseDecisionMutation, RaiseDecisionMutationVariables>;
export const ChangeDecisionDocument = new TypedDocumentString(`
    mutation ChangeDecision($input: ChangeDecisionInput!) {
  changeDecision(input: $input) {
    decision {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeDecisionMutation, ChangeDecisionMutationVariables>;
export const CloseDecisionDocument = new TypedDocumentString(`
    mutation CloseDecision($input: CloseDecisionInput!) {
  closeDecision(input: $input) {
    decision {
      outcome
    }
  }
}
    `) as unknown as TypedDocumentString<CloseDecisionMutation, CloseDecisionMutationVariables>;
export const DeskFormDocument = new TypedDocumentString(`
    query DeskForm {
  region {
    name
    libraries {
      id
      patronData {
        active
        purposes
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeskFormQuery, DeskFormQueryVariables>;
export const DeskAccountDocument = new TypedDocumentString(`
    query DeskAccount($library: ID!, $card: String!, $purpose: Purpose!, $note: String) {
  ...Headed
  accountByCard(library: $library, card: $card, purpose: $purpose, note: $note) {
    account {
      library {
        name
        system {
          name
        }
      }
      facts {
        ...Standing
        loans {
          ...OnLoan
        }
        holds {
          ...AskedFor
          record {
            edition {
              language
            }
          }
        }
      }
    }
    refusal {
      code
      message
      retryAt
    }
  }
}
    fragment OnLoan on Loan {
  id
  title
  record {
    edition {
      id
      language
    }
  }
  due {
    on
    at
  }
  overdue
  renewals
  reason {
    code
  }
}
fragment AskedFor on Hold {
  id
  title
  enumeration
  status
  queuePosition
  pickup {
    name
    code
    site {
      name
    }
  }
  expiresOn
  neededBy
  reason {
    code
  }
}
fragment Standing on AccountFacts {
  state
  asOf
  reason {
    code
    message
  }
  expiresOn
  charges {
    ...Owed
  }
  blocks {
    ...Stopped
  }
}
fragment Owed on Charge {
  amount {
    amount
    currency
  }
  reason
  raisedOn
}
fragment Stopped on Block {
  code
  message
}
fragment Headed on Query {
  region {
    name
  }
}`) as unknown as TypedDocumentString<DeskAccountQuery, DeskAccountQueryVariables>;
export const EvidenceDocument = new TypedDocumentString(`
    query Evidence($snapshot: String!, $ledger: String, $ledgerName: String!, $hasLedger: Boolean!, $plan: String) {
  region {
    ...NamedRegion
  }
  ledger(name: $ledgerName) @include(if: $hasLedger) {
    source
    systems
    targetSystem
    libraries
  }
  snapshot(name: $snapshot) {
    name
    state
    evidence(ledger: $ledger, plan: $plan) {
      json
      digest
      signatures {
        ...Signature
      }
    }
  }
}
    fragment Signature on MoveSignature {
  role
  library
  holder
  signedAt
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<EvidenceQuery, EvidenceQueryVariables>;
export const SignEvidenceDocument = new TypedDocumentString(`
    mutation SignEvidence($input: SignEvidenceInput!) {
  signEvidence(input: $input) {
    signatures {
      role
    }
  }
}
    `) as unknown as TypedDocumentString<SignEvidenceMutation, SignEvidenceMutationVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($query: String!, $filter: SearchFilter, $sort: SearchSort, $after: String) {
  region {
    name
    libraries {
      id
      name
      ...ShutLibrary
    }
    incomplete {
      ...Gap
    }
  }
  search(query: $query, filter: $filter, sort: $sort, first: 20, after: $after) {
    totalCount
    approximate
    searchedInstead
    didYouMean
    wordsLeftOut
    takenAsWords
    lastKnownFrom
    nodes {
      id
      title
      creators
      publishedYear
      editionStatement
      publisher
      format
      language
      work {
        id
      }
      holdings {
        id
        basis
        statements {
          text
        }
        online
        sites {
          id
        }
        library {
          id
          name
          system {
            id
          }
        }
      }
    }
    pageInfo {
      ...PageEnd
    }
    facets(fields: [LIBRARY, FORMAT, LANGUAGE, SUBJECT, CREATOR], first: 12) {
      ...FacetParts
    }
    years: facets(fields: [YEAR], first: 200) {
      ...FacetParts
    }
  }
}
    fragment FacetParts on Facet {
  field
  values {
    value
    label
    count
    exact
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment ShutLibrary on Library {
  timeZone
  closures {
    from
    to
    note
  }
  sites {
    id
    closures {
      from
      to
      note
    }
  }
}`) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const WhereNowDocument = new TypedDocumentString(`
    query WhereNow($by: [EditionKey!]!, $libraries: [ID!]!, $placed: Boolean!) {
  editions(by: $by) {
    editions {
      holdings(libraries: $libraries) {
        id
        availability {
          ...CopyCounts
          items(first: 10) {
            nodes {
              ...UsedCopy
              ...PlacedCopy @include(if: $placed)
            }
            pageInfo {
              hasNextPage
            }
          }
        }
      }
    }
  }
}
    fragment CopyCounts on Availability {
  state
  asOf
  reason {
    code
    message
  }
  itemCount
  recordGone
  availableCount
  unknownCount
  earliestDue {
    on
  }
  services {
    service
    available
  }
}
fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}`) as unknown as TypedDocumentString<WhereNowQuery, WhereNowQueryVariables>;
export const NothingFoundDocument = new TypedDocumentString(`
    query NothingFound($query: String!, $filter: SearchFilter) {
  region {
    incomplete {
      ...Gap
    }
    systems {
      id
      libraries {
        name
      }
      harvest {
        ...Harvested
      }
    }
    libraries {
      id
      name
      contact {
        ...ContactParts
        website
      }
    }
  }
  search(query: $query, filter: $filter, first: 0) {
    nearby {
      kind
      text
      count
    }
  }
  everywhere: search(query: $query, first: 0) {
    totalCount
    approximate
    searchedInstead
    wordsLeftOut
  }
}
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment ContactParts on Contact {
  telephone
  email
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}`) as unknown as TypedDocumentString<NothingFoundQuery, NothingFoundQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  region {
    name
    incomplete {
      ...Gap
    }
    libraries {
      id
    }
    systems {
      ...SystemParts
    }
  }
  search(query: "", first: 0) {
    totalCount
    approximate
  }
}
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
fragment SystemParts on LibrarySystem {
  id
  name
  capabilities
  libraries {
    id
    name
  }
  harvest {
    ...Harvested
    failingSince
  }
  answering {
    ...Answering
  }
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const LendersDocument = new TypedDocumentString(`
    query Lenders($id: ID!, $asked: Boolean!, $for: ID!, $year: Int, $volume: String, $after: String) {
  region {
    ...NamedRegion
  }
  edition(id: $id) {
    id
    title
    language
    format
    lenders(for: $for, year: $year, volume: $volume, first: 20, after: $after) @include(if: $asked) {
      totalCount
      supply
      pageInfo {
        ...PageEnd
      }
      nodes {
        rank
        library {
          id
          name
          contact {
            ...ContactParts
          }
          ...ShutLibrary
        }
        reasons {
          code
          words
        }
        openNow
        opensOn
        holdings {
          basis
          online
          sites {
            id
          }
          callNumbers
          statements {
            text
          }
          availability {
            ...CopyCounts
            items(first: 50) {
              nodes {
                ...UsedCopy
                ...PlacedCopy
              }
              pageInfo {
                hasNextPage
              }
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
        ...Gap
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment ShutLibrary on Library {
  timeZone
  closures {
    from
    to
    note
  }
  sites {
    id
    closures {
      from
      to
      note
    }
  }
}
fragment ContactParts on Contact {
  telephone
  email
}
fragment CopyCounts on Availability {
  state
  asOf
  reason {
    code
    message
  }
  itemCount
  recordGone
  availableCount
  unknownCount
  earliestDue {
    on
  }
  services {
    service
    available
  }
}
fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}`) as unknown as TypedDocumentString<LendersQuery, LendersQueryVariables>;
export const LibrariesDocument = new TypedDocumentString(`
    query Libraries {
  region {
    name
    bankHolidays
    libraries {
      id
      name
      network {
        id
        name
      }
      contact {
        ...ContactParts
      }
      address {
        town
      }
      timeZone
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
      holdingsCount
      ...OpenLibrary
      ...PlacedLibrary
      sites {
        address {
          town
        }
        ...OpenSite
      }
    }
  }
}
    fragment OpenSite on Site {
  openNow
  opensNext
  closesAt
}
fragment OpenLibrary on Library {
  openNow
  opensNext
  closesAt
}
fragment PlacedLibrary on Library {
  coordinates {
    latitude
    longitude
  }
  sites {
    id
    name
    coordinates {
      latitude
      longitude
    }
  }
}
fragment ContactParts on Contact {
  telephone
  email
}`) as unknown as TypedDocumentString<LibrariesQuery, LibrariesQueryVariables>;
export const OwnLibrariesDocument = new TypedDocumentString(`
    query OwnLibraries {
  region {
    name
    libraries {
      id
      name
      sites {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnLibrariesQuery, OwnLibrariesQueryVariables>;
export const LibraryDocument = new TypedDocumentString(`
    query Library($id: ID!, $within: [ID!]!) {
  search(query: "", filter: {libraries: $within}, first: 0) {
    facets(fields: [FORMAT], first: 12) {
      values {
        value
        label
        count
        exact
      }
    }
  }
  region {
    name
    bankHolidays
    incomplete {
      ...Gap
    }
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
    ...PlacedLibrary
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
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment PlacedLibrary on Library {
  coordinates {
    latitude
    longitude
  }
  sites {
    id
    name
    coordinates {
      latitude
      longitude
    }
  }
}`) as unknown as TypedDocumentString<LibraryQuery, LibraryQueryVariables>;
export const LinkCardDocument = new TypedDocumentString(`
    query LinkCard {
  region {
    name
    libraries {
      id
      name
      patronData {
        active
      }
    }
  }
  me {
    id
  }
}
    `) as unknown as TypedDocumentString<LinkCardQuery, LinkCardQueryVariables>;
export const LinkOwnCardDocument = new TypedDocumentString(`
    mutation LinkOwnCard($library: ID!, $card: String!, $pin: String!) {
  linkAccount(input: {library: $library, card: $card, pin: $pin}) {
    account {
      library {
        name
      }
    }
    refusal {
      code
      retryAt
    }
  }
}
    `) as unknown as TypedDocumentString<LinkOwnCardMutation, LinkOwnCardMutationVariables>;
export const MappingsDocument = new TypedDocumentString(`
    query Mappings($snapshot: String!, $list: CodeListName, $system: ID, $state: MappingState, $after: String) {
  region {
    name
    systems {
      id
      name
      libraries {
        id
      }
    }
  }
  snapshots {
    name
    state
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    report(
      name: "unmapped"
      system: $system
      options: [{name: "mappings", value: "now"}]
    ) {
      title
      summary {
        ...Line
      }
    }
  }
  codeMappings(
    snapshot: $snapshot
    list: $list
    system: $system
    state: $state
    first: 50
    after: $after
  ) {
    nodes {
      ...MappedCode
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment MappedCode on CodeMapping {
  system
  list
  code
  label
  items
  target
  targetLabel
  state
  reason
  warnings
  note
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}`) as unknown as TypedDocumentString<MappingsQuery, MappingsQueryVariables>;
export const CodesToDecideDocument = new TypedDocumentString(`
    query CodesToDecide($snapshot: String!, $list: CodeListName!, $system: ID!, $after: String) {
  region {
    name
    systems {
      id
      name
    }
  }
  snapshots {
    name
    state
  }
  targetLists {
    list
    codes {
      code
      label
    }
  }
  codeMappings(
    snapshot: $snapshot
    list: $list
    system: $system
    first: 200
    after: $after
  ) {
    nodes {
      ...MappedCode
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment MappedCode on CodeMapping {
  system
  list
  code
  label
  items
  target
  targetLabel
  state
  reason
  warnings
  note
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<CodesToDecideQuery, CodesToDecideQueryVariables>;
export const DecideMappingDocument = new TypedDocumentString(`
    mutation DecideMapping($input: ChangeMappingsInput!) {
  changeMappings(input: $input) {
    taken
    refused {
      column
      problem
    }
  }
}
    `) as unknown as TypedDocumentString<DecideMappingMutation, DecideMappingMutationVariables>;
export const SuggestMappingsDocument = new TypedDocumentString(`
    mutation SuggestMappings {
  suggestMappings {
    suggested
    unmapped
  }
}
    `) as unknown as TypedDocumentString<SuggestMappingsMutation, SuggestMappingsMutationVariables>;
export const MoveOverviewDocument = new TypedDocumentString(`
    query MoveOverview($seesLedgers: Boolean!) {
  region {
    ...NamedRegion
  }
  snapshots {
    name
    takenAt
    state
  }
  comparisonReports {
    name
    question
    scope
    aboutReaders
  }
  phases {
    library
    systems {
      system
      phase
      contradiction
    }
    asked {
      id
      phase
      isOver
    }
  }
  plans {
    name
    state
    madeAt
    snapshot {
      name
    }
  }
  ledgers @include(if: $seesLedgers) {
    name
    state
    madeAt
    isDone
    systems
    target
    targetSystem
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<MoveOverviewQuery, MoveOverviewQueryVariables>;
export const FixListOfDocument = new TypedDocumentString(`
    query FixListOf {
  region {
    ...NamedRegion
  }
  snapshots {
    name
    takenAt
    state
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<FixListOfQuery, FixListOfQueryVariables>;
export const OperateOverviewDocument = new TypedDocumentString(`
    query OperateOverview {
  region {
    name
    incomplete {
      ...Gap
    }
    systems {
      ...SystemParts
      hosts {
        ...HostParts
      }
      outages {
        ...Ended
      }
      answeringHistory {
        ...DayOfAnswers
      }
    }
  }
  rejectRetries(first: 200) {
    ...RetryParts
  }
  apiKeys {
    ...KeyParts
  }
  comparisonJobs(first: 200) {
    ...OperateJobParts
  }
  plans {
    snapshot {
      name
    }
    state
  }
  ledgers {
    target
    state
  }
}
    fragment DayOfAnswers on AnsweringHistory {
  changes {
    at
    answers
    askedBefore
    why
  }
  hours {
    hour
    answered
    failed
    averageMs
    stoppedWaiting
  }
}
fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}
fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}
fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
fragment Ended on Outage {
  askedBefore
  from
  until
}
fragment SystemParts on LibrarySystem {
  id
  name
  capabilities
  libraries {
    id
    name
  }
  harvest {
    ...Harvested
    failingSince
  }
  answering {
    ...Answering
  }
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}
fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
    cause
    why
  }
}`) as unknown as TypedDocumentString<OperateOverviewQuery, OperateOverviewQueryVariables>;
export const OperateToldDocument = new TypedDocumentString(`
    query OperateTold {
  region {
    ...NamedRegion
    systems {
      capabilities
      answeringHistory {
        ...DayOfAnswers
      }
    }
  }
}
    fragment DayOfAnswers on AnsweringHistory {
  changes {
    at
    answers
    askedBefore
    why
  }
  hours {
    hour
    answered
    failed
    averageMs
    stoppedWaiting
  }
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<OperateToldQuery, OperateToldQueryVariables>;
export const OperateToldAtDocument = new TypedDocumentString(`
    query OperateToldAt($library: ID!, $time: String!) {
  library(id: $library) {
    toldAt(time: $time) {
      ...ToldParts
    }
  }
}
    fragment ToldParts on ToldAt {
  about
  time
  standing
  sentences
}`) as unknown as TypedDocumentString<OperateToldAtQuery, OperateToldAtQueryVariables>;
export const OperateToldOfAllDocument = new TypedDocumentString(`
    query OperateToldOfAll($time: String!) {
  region {
    systems {
      name
      toldAt(time: $time) {
        ...ToldParts
      }
    }
  }
}
    fragment ToldParts on ToldAt {
  about
  time
  standing
  sentences
}`) as unknown as TypedDocumentString<OperateToldOfAllQuery, OperateToldOfAllQueryVariables>;
export const OperateRejectsDocument = new TypedDocumentString(`
    query OperateRejects($system: ID, $after: String) {
  region {
    name
    systems {
      id
      name
      harvest {
        rejects
      }
    }
  }
  rejectRetries(first: 200) {
    ...RetryParts
  }
  rejects(system: $system, first: 50, after: $after) {
    nodes {
      system {
        name
      }
      localId
      place
      reason
      since
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<OperateRejectsQuery, OperateRejectsQueryVariables>;
export const OperateRetryRejectsDocument = new TypedDocumentString(`
    mutation OperateRetryRejects($system: ID!) {
  retryRejects(input: {system: $system}) {
    retry {
      system {
        name
      }
    }
    refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OperateRetryRejectsMutation, OperateRetryRejectsMutationVariables>;
export const OperateTakeBacksDocument = new TypedDocumentString(`
    query OperateTakeBacks {
  ...Headed
  takeBacks(first: 50) {
    ...TakeBackParts
  }
}
    fragment TakeBackParts on TakeBack {
  id
  at
  reason
  records
  state
  finishedAt
  problem
}
fragment Headed on Query {
  region {
    name
  }
}`) as unknown as TypedDocumentString<OperateTakeBacksQuery, OperateTakeBacksQueryVariables>;
export const OperateTakeBackDocument = new TypedDocumentString(`
    query OperateTakeBack($id: ID!) {
  ...Headed
  takeBack(id: $id) {
    ...TakeBackParts
    readers {
      knownSince
      publishedSince
      readings {
        service
        repository
        caller
        lastAt
        requests
      }
      deliveries {
        delivery
        target
        at
      }
      exports {
        snapshot
        actor
        format
        at
      }
      files {
        machine
        path
        at
      }
    }
  }
}
    fragment TakeBackParts on TakeBack {
  id
  at
  reason
  records
  state
  finishedAt
  problem
}
fragment Headed on Query {
  region {
    name
  }
}`) as unknown as TypedDocumentString<OperateTakeBackQuery, OperateTakeBackQueryVariables>;
export const OperateTakeRecordsBackDocument = new TypedDocumentString(`
    mutation OperateTakeRecordsBack($records: [ID!]!, $reason: String!) {
  takeBack(input: {records: $records, reason: $reason}) {
    takeBack {
      id
    }
    refusal {
      message
      records
    }
  }
}
    `) as unknown as TypedDocumentString<OperateTakeRecordsBackMutation, OperateTakeRecordsBackMutationVariables>;
export const OperateKeysDocument = new TypedDocumentString(`
    query OperateKeys {
  ...Headed
  apiKeys {
    ...KeyParts
  }
}
    fragment KeyParts on ApiKey {
  id
  name
  role
  service
  madeAt
  expiresAt
  revokedAt
}
fragment Headed on Query {
  region {
    name
  }
}`) as unknown as TypedDocumentString<OperateKeysQuery, OperateKeysQueryVariables>;
export const OperateRevokeKeyDocument = new TypedDocumentString(`
    mutation OperateRevokeKey($id: ID!) {
  revokeApiKey(input: {id: $id}) {
    apiKey {
      name
    }
    refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OperateRevokeKeyMutation, OperateRevokeKeyMutationVariables>;
export const OperateActionsDocument = new TypedDocumentString(`
    query OperateActions($after: String) {
  apiKeys {
    id
    name
  }
  region {
    ...NamedRegion
  }
  actions(first: 50, after: $after) {
    nodes {
      at
      kind
      actor
      role
      subject
      note
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<OperateActionsQuery, OperateActionsQueryVariables>;
export const OperateLooksDocument = new TypedDocumentString(`
    query OperateLooks($after: String) {
  ...Headed
  apiKeys {
    id
    name
  }
  audit(first: 50, after: $after) {
    nodes {
      at
      action
      actor
      actorLibraries {
        name
      }
      library {
        name
      }
      purpose
      note
      refusal
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<OperateLooksQuery, OperateLooksQueryVariables>;
export const OperateJobsDocument = new TypedDocumentString(`
    query OperateJobs {
  ...Headed
  comparisonJobs(first: 50) {
    ...OperateJobParts
  }
  rejectRetries(first: 50) {
    ...RetryParts
  }
}
    fragment RetryParts on RejectRetry {
  id
  system {
    id
    name
  }
  state
  askedAt
  startedAt
  finishedAt
  outcome {
    read
    gone
    refused
    left
  }
  problem
}
fragment OperateJobParts on ComparisonJob {
  id
  kind
  snapshot
  state
  step
  done
  total
  askedAt
  startedAt
  finishedAt
  problem
}
fragment Headed on Query {
  region {
    name
  }
}`) as unknown as TypedDocumentString<OperateJobsQuery, OperateJobsQueryVariables>;
export const OperateCancelJobDocument = new TypedDocumentString(`
    mutation OperateCancelJob($id: ID!) {
  cancelComparisonJob(input: {id: $id}) {
    job {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<OperateCancelJobMutation, OperateCancelJobMutationVariables>;
export const OverlapDocument = new TypedDocumentString(`
    query Overlap($snapshot: String!) {
  region {
    ...NamedRegion
    libraries {
      system {
        id
      }
    }
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      ...TakenSystem
    }
    report(name: "overlap-matrix") {
      title
      notReconciled {
        text
      }
      summary {
        label
        value
        text
        notToldBy
      }
      matrix: tables(name: "matrix") {
        ...Numbers
      }
      alone: tables(name: "alone") {
        ...Numbers
      }
      systems: tables(name: "systems") {
        ...Numbers
      }
    }
  }
}
    fragment Numbers on ReportTable {
  columns {
    header
  }
  totalRows
  rows(first: 200) {
    nodes {
      cells
    }
  }
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}`) as unknown as TypedDocumentString<OverlapQuery, OverlapQueryVariables>;
export const PairDocument = new TypedDocumentString(`
    query Pair($a: ID!, $b: ID!) {
  ...Headed
  a: record(id: $a) {
    ...ComparedRecord
  }
  b: record(id: $b) {
    ...ComparedRecord
  }
  match(a: $a, b: $b) {
    together
    compared
    probability
    decision
    reasons {
      feature
      weight
      detail
    }
    vetoes {
      rule
      detail
    }
    ruling {
      ...StandingRuling
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment ComparedRecord on BibliographicRecord {
  id
  localId
  title
  harvestedAt
  system {
    name
  }
  edition {
    id
    title
    records(first: 20) {
      nodes {
        ...NamedRecord
      }
    }
    holdings {
      library {
        name
      }
      record {
        id
      }
    }
  }
  marc {
    leader
    undecoded
    fields {
      tag
      value
      ind1
      ind2
      subfields {
        code
        value
      }
    }
  }
}
fragment StandingRuling on Ruling {
  id
  decision
  at
  note
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`) as unknown as TypedDocumentString<PairQuery, PairQueryVariables>;
export const PreviewRulingDocument = new TypedDocumentString(`
    query PreviewRuling($a: ID!, $b: ID!, $decision: RulingDecision) {
  ...Headed
  a: record(id: $a) {
    ...NamedRecord
  }
  b: record(id: $b) {
    ...NamedRecord
  }
  rulingPreview(a: $a, b: $b, decision: $decision) {
    standing {
      ...StandingRuling
    }
    effect {
      ...RulingChanges
    }
    against {
      ...StandingRuling
      a {
        ...NamedRecord
      }
      b {
        ...NamedRecord
      }
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment StandingRuling on Ruling {
  id
  decision
  at
  note
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}
fragment RulingChanges on RulingEffect {
  together
  before {
    ...ChangedEdition
  }
  after {
    ...ChangedEdition
  }
}
fragment ChangedEdition on RuledEdition {
  id
  title
  recordCount
  libraries {
    name
  }
  records {
    ...NamedRecord
  }
}`) as unknown as TypedDocumentString<PreviewRulingQuery, PreviewRulingQueryVariables>;
export const MakeRulingDocument = new TypedDocumentString(`
    mutation MakeRuling($input: MakeRulingInput!) {
  makeRuling(input: $input) {
    outcome
    effect {
      ...RulingChanges
    }
  }
}
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}
fragment RulingChanges on RulingEffect {
  together
  before {
    ...ChangedEdition
  }
  after {
    ...ChangedEdition
  }
}
fragment ChangedEdition on RuledEdition {
  id
  title
  recordCount
  libraries {
    name
  }
  records {
    ...NamedRecord
  }
}`) as unknown as TypedDocumentString<MakeRulingMutation, MakeRulingMutationVariables>;
export const RemoveRulingDocument = new TypedDocumentString(`
    mutation RemoveRuling($input: RemoveRulingInput!) {
  removeRuling(input: $input) {
    outcome
    effect {
      ...RulingChanges
    }
  }
}
    fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}
fragment RulingChanges on RulingEffect {
  together
  before {
    ...ChangedEdition
  }
  after {
    ...ChangedEdition
  }
}
fragment ChangedEdition on RuledEdition {
  id
  title
  recordCount
  libraries {
    name
  }
  records {
    ...NamedRecord
  }
}`) as unknown as TypedDocumentString<RemoveRulingMutation, RemoveRulingMutationVariables>;
export const ReportDocument = new TypedDocumentString(`
    query Report($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!], $table: String, $first: Int!, $after: String) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
      libraries {
        id
      }
    }
  }
  comparisonReports {
    name
    formerly
    question
    scope
    aboutReaders
    options {
      name
      says
      takes
      values
    }
  }
  snapshots {
    name
    takenAt
    state
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      id
      problem
    }
    report(name: $name, library: $library, system: $system, options: $options) {
      title
      notReconciled {
        text
      }
      summary {
        ...Line
      }
      tables(name: $table) {
        name
        title
        totalRows
        columns {
          header
          kind
          counts
        }
        rows(first: $first, after: $after) {
          nodes {
            cells
            language
            drill {
              ...Drill
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}`) as unknown as TypedDocumentString<ReportQuery, ReportQueryVariables>;
export const ReportFindingDocument = new TypedDocumentString(`
    query ReportFinding($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!]) {
  snapshot(name: $snapshot) {
    report(name: $name, library: $library, system: $system, options: $options) {
      title
      summary {
        ...Line
      }
    }
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}`) as unknown as TypedDocumentString<ReportFindingQuery, ReportFindingQueryVariables>;
export const StartReportExportDocument = new TypedDocumentString(`
    mutation StartReportExport($input: StartExportInput!) {
  startExport(input: $input) {
    export {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StartReportExportMutation, StartReportExportMutationVariables>;
export const ReportRowsDocument = new TypedDocumentString(`
    query ReportRows($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!], $table: String!, $first: Int!, $after: String, $export: ID!) {
  region {
    ...NamedRegion
  }
  snapshot(name: $snapshot) {
    takenAt
    report(name: $name, library: $library, system: $system, options: $options) {
      notReconciled {
        text
      }
      tables(name: $table) {
        columns {
          header
          kind
        }
        rows(first: $first, after: $after, export: $export) {
          nodes {
            cells
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}`) as unknown as TypedDocumentString<ReportRowsQuery, ReportRowsQueryVariables>;
export const RequestDocument = new TypedDocumentString(`
    query Request($id: ID!, $library: ID!, $libraries: [ID!]!, $reader: Boolean!) {
  ...Headed
  library(id: $library) {
    id
    name
    requestForm
    contact {
      ...ContactParts
    }
    ...ShutLibrary
    system {
      id
      capabilities
      libraries {
        id
        name
        patronData {
          active
        }
      }
      pickupPlaces {
        code
        library {
          id
          name
          ...ShutLibrary
        }
        site {
          id
          name
        }
      }
    }
  }
  edition(id: $id) {
    id
    ...Cited
    holdings(libraries: $libraries) {
      id
      online
      catalogueUrl
      sites {
        id
        name
        contact {
          ...ContactParts
        }
      }
    }
  }
  me @include(if: $reader) {
    accounts {
      id
      library {
        id
        name
        system {
          id
        }
      }
      refusal {
        code
      }
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment ShutLibrary on Library {
  timeZone
  closures {
    from
    to
    note
  }
  sites {
    id
    closures {
      from
      to
      note
    }
  }
}
fragment Cited on Edition {
  title
  creators
  publisher
  publishedYear
  editionStatement
  format
  language
  isbns
  issns
}
fragment ContactParts on Contact {
  telephone
  email
}`) as unknown as TypedDocumentString<RequestQuery, RequestQueryVariables>;
export const RequestNowDocument = new TypedDocumentString(`
    query RequestNow($id: ID!, $libraries: [ID!]!) {
  edition(id: $id) {
    holdings(libraries: $libraries) {
      id
      basis
      statements {
        text
      }
      online
      sites {
        id
      }
      record {
        id
      }
      availability {
        ...CopyCounts
        holdQueue
        holdQueueAtLeast
        items(first: 50) {
          nodes {
            ...StandingCopy
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
  me {
    accounts {
      id
      facts {
        state
        homeSite
        reason {
          code
        }
        blocks {
          code
          message
        }
        loans {
          record {
            id
          }
          due {
            on
          }
        }
        holds {
          id
          status
          queuePosition
          record {
            id
          }
        }
      }
    }
  }
}
    fragment CopyCounts on Availability {
  state
  asOf
  reason {
    code
    message
  }
  itemCount
  recordGone
  availableCount
  unknownCount
  earliestDue {
    on
  }
  services {
    service
    available
  }
}
fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}
fragment StandingCopy on Item {
  ...UsedCopy
  ...PlacedCopy
  id
  asOf
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
}`) as unknown as TypedDocumentString<RequestNowQuery, RequestNowQueryVariables>;
export const CountedRowsDocument = new TypedDocumentString(`
    query CountedRows($snapshot: String!, $of: Population!, $where: [Condition!]) {
  ...Names
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      ...TakenSystem
    }
    count(of: $of, where: $where) {
      ...Count
    }
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment Names on Query {
  region {
    ...NamedRegion
  }
  findingKinds {
    name
    says
  }
}
fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}
fragment Count on SnapshotCount {
  value
  notToldBy
}`) as unknown as TypedDocumentString<CountedRowsQuery, CountedRowsQueryVariables>;
export const RowNamesDocument = new TypedDocumentString(`
    query RowNames($snapshot: String!) {
  ...Names
  snapshot(name: $snapshot) {
    state
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment Names on Query {
  region {
    ...NamedRegion
  }
  findingKinds {
    name
    says
  }
}`) as unknown as TypedDocumentString<RowNamesQuery, RowNamesQueryVariables>;
export const RecordRowsDocument = new TypedDocumentString(`
    query RecordRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) {
    records(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        id
        system
        localId
        title
        language
        visibility
        format
        year
        libraries
        itemCount
        staffLink
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<RecordRowsQuery, RecordRowsQueryVariables>;
export const ItemRowsDocument = new TypedDocumentString(`
    query ItemRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID, $staffNotes: Boolean = false) {
  snapshot(name: $snapshot) {
    items(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        id
        system
        localId
        recordLocalId
        title
        language
        barcode
        ownerCode
        library
        callNumber
        locationCode
        itemType
        visibility
        status
        statusAtSource
        leftOut
        details {
          name
          values
        }
        staffNotes @include(if: $staffNotes)
        staffLink
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<ItemRowsQuery, ItemRowsQueryVariables>;
export const StatementRowsDocument = new TypedDocumentString(`
    query StatementRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) {
    statements(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        system
        recordLocalId
        title
        language
        library
        kind
        text
        starts
        ends
      }
      pageInfo {
        ...PageEnd
      }
    }
  }
}
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`) as unknown as TypedDocumentString<StatementRowsQuery, StatementRowsQueryVariables>;
export const StartExportDocument = new TypedDocumentString(`
    mutation StartExport($input: StartExportInput!) {
  startExport(input: $input) {
    export {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StartExportMutation, StartExportMutationVariables>;
export const RulingsDocument = new TypedDocumentString(`
    query Rulings($after: String) {
  ...Headed
  rulings(first: 50, after: $after) {
    nodes {
      ...StandingRuling
      a {
        ...NamedRecord
      }
      b {
        ...NamedRecord
      }
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment StandingRuling on Ruling {
  id
  decision
  at
  note
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`) as unknown as TypedDocumentString<RulingsQuery, RulingsQueryVariables>;
export const RulingRequestsDocument = new TypedDocumentString(`
    query RulingRequests {
  ...Headed
  rulingRequests(first: 200) {
    id
    decision
    reason
    askedAt
    answer
    answeredAt
    libraries {
      name
    }
    a {
      ...NamedRecord
    }
    b {
      ...NamedRecord
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`) as unknown as TypedDocumentString<RulingRequestsQuery, RulingRequestsQueryVariables>;
export const RecordsToAskDocument = new TypedDocumentString(`
    query RecordsToAsk($a: ID!, $b: ID!) {
  ...Headed
  a: record(id: $a) {
    ...NamedRecord
  }
  b: record(id: $b) {
    ...NamedRecord
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`) as unknown as TypedDocumentString<RecordsToAskQuery, RecordsToAskQueryVariables>;
export const RequestRulingDocument = new TypedDocumentString(`
    mutation RequestRuling($input: RequestRulingInput!) {
  requestRuling(input: $input) {
    request {
      decision
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<RequestRulingMutation, RequestRulingMutationVariables>;
export const AnswerRulingRequestDocument = new TypedDocumentString(`
    mutation AnswerRulingRequest($input: AnswerRulingRequestInput!) {
  answerRulingRequest(input: $input) {
    request {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AnswerRulingRequestMutation, AnswerRulingRequestMutationVariables>;
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
export const SnapshotOverviewDocument = new TypedDocumentString(`
    query SnapshotOverview($snapshot: String!) {
  region {
    ...NamedRegion
  }
  snapshot(name: $snapshot) {
    name
    note
    takenAt
    state
    digest
    takenBack {
      at
      reason
      records
    }
    systems {
      ...TakenSystem
    }
    losses {
      text
    }
  }
  comparisonReports {
    name
    question
    scope
    aboutReaders
  }
}
    fragment NamedRegion on Region {
  name
  libraries {
    id
    name
  }
  systems {
    id
    name
  }
}
fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}`) as unknown as TypedDocumentString<SnapshotOverviewQuery, SnapshotOverviewQueryVariables>;
export const SystemPageDocument = new TypedDocumentString(`
    query SystemPage($id: ID!) {
  ...Headed
  region {
    incomplete {
      ...Gap
    }
  }
  system(id: $id) {
    ...SystemParts
    outages {
      ...Ended
    }
    libraries {
      memberships {
        phase
        since
        system {
          id
        }
      }
    }
    harvest {
      expected
      failingSince
    }
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
fragment Ended on Outage {
  askedBefore
  from
  until
}
fragment SystemParts on LibrarySystem {
  id
  name
  capabilities
  libraries {
    id
    name
  }
  harvest {
    ...Harvested
    failingSince
  }
  answering {
    ...Answering
  }
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}`) as unknown as TypedDocumentString<SystemPageQuery, SystemPageQueryVariables>;
export const SystemHostsDocument = new TypedDocumentString(`
    query SystemHosts($id: ID!) {
  system(id: $id) {
    hosts {
      ...HostParts
    }
  }
}
    fragment HostParts on SystemHost {
  name
  breaker
  openSince
  openUntil
  pausedUntil
  inFlight
  waiting
  concurrency
  connections
  perSecond
  failuresToOpen
  lastFailure {
    code
    at
    cause
    why
  }
}`) as unknown as TypedDocumentString<SystemHostsQuery, SystemHostsQueryVariables>;
export const SystemProbeDocument = new TypedDocumentString(`
    query SystemProbe($libraries: [ID!]!) {
  search(query: "", filter: {libraries: $libraries}, first: 1) {
    nodes {
      holdings(libraries: $libraries) {
        availability {
          state
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SystemProbeQuery, SystemProbeQueryVariables>;
export const SystemsDocument = new TypedDocumentString(`
    query Systems {
  region {
    name
    incomplete {
      ...Gap
    }
    systems {
      ...SystemParts
      outages {
        ...Ended
      }
    }
  }
}
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment Answering on SystemAnswering {
  lastAnswerAt
  failingSince
  reason {
    code
  }
}
fragment Ended on Outage {
  askedBefore
  from
  until
}
fragment SystemParts on LibrarySystem {
  id
  name
  capabilities
  libraries {
    id
    name
  }
  harvest {
    ...Harvested
    failingSince
  }
  answering {
    ...Answering
  }
}
fragment Harvested on HarvestStatus {
  lastCompleteAt
  lagSeconds
  records
  rejects
  running
  problem
}`) as unknown as TypedDocumentString<SystemsQuery, SystemsQueryVariables>;
export const SystemsReplicaDocument = new TypedDocumentString(`
    query SystemsReplica {
  readReplica {
    isUsed
    lagSeconds
    problem
    fallbacks
  }
}
    `) as unknown as TypedDocumentString<SystemsReplicaQuery, SystemsReplicaQueryVariables>;
export const ThemeHoldDocument = new TypedDocumentString(`
    query ThemeHold($snapshot: String!) {
  snapshot(name: $snapshot) {
    items: count(of: ITEMS) {
      ...Count
    }
    gone: count(
      of: ITEMS
      where: [{dimension: STATUS, in: ["LOST", "MISSING", "CLAIMED_RETURNED", "WITHDRAWN"]}]
    ) {
      ...Count
    }
    states: table(of: ITEMS, by: [LIBRARY, STATUS], first: 5000) {
      ...Counted
    }
  }
}
    fragment Count on SnapshotCount {
  value
  notToldBy
}
fragment Counted on SnapshotTable {
  rows {
    values
    count
  }
}`) as unknown as TypedDocumentString<ThemeHoldQuery, ThemeHoldQueryVariables>;
export const ThemeShareDocument = new TypedDocumentString(`
    query ThemeShare($snapshot: String!) {
  snapshot(name: $snapshot) {
    overlap: report(name: "overlap-matrix") {
      ...Found
    }
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}
fragment Found on SnapshotReport {
  title
  summary {
    ...Line
  }
}`) as unknown as TypedDocumentString<ThemeShareQuery, ThemeShareQueryVariables>;
export const ThemeClashDocument = new TypedDocumentString(`
    query ThemeClash($snapshot: String!) {
  snapshot(name: $snapshot) {
    pairs: report(name: "to-rule-on") {
      ...Found
    }
    barcodes: report(name: "barcodes-of-others") {
      ...Found
    }
    numbers: report(name: "record-numbers") {
      ...Found
    }
    codes: report(name: "codes-alike") {
      ...Found
    }
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}
fragment Found on SnapshotReport {
  title
  summary {
    ...Line
  }
}`) as unknown as TypedDocumentString<ThemeClashQuery, ThemeClashQueryVariables>;
export const ThemeCleanDocument = new TypedDocumentString(`
    query ThemeClean($snapshot: String!) {
  snapshot(name: $snapshot) {
    fixes: report(name: "fix-first") {
      ...Found
    }
  }
}
    fragment Drill on ReportDrill {
  of
  where {
    dimension
    in
  }
}
fragment Line on ReportLine {
  label
  value
  text
  notToldBy
  remedy
  drill {
    ...Drill
  }
}
fragment Found on SnapshotReport {
  title
  summary {
    ...Line
  }
}`) as unknown as TypedDocumentString<ThemeCleanQuery, ThemeCleanQueryVariables>;
export const ThemeBorrowDocument = new TypedDocumentString(`
    query ThemeBorrow($snapshot: String!) {
  snapshot(name: $snapshot) {
    takenAt
    never: count(
      of: ITEMS
      where: [{dimension: LAST_BORROWED_YEAR, in: ["(none)"]}]
    ) {
      ...Count
    }
    years: table(of: ITEMS, by: [LAST_BORROWED_YEAR], first: 5000) {
      ...Counted
    }
  }
}
    fragment Count on SnapshotCount {
  value
  notToldBy
}
fragment Counted on SnapshotTable {
  rows {
    values
    count
  }
}`) as unknown as TypedDocumentString<ThemeBorrowQuery, ThemeBorrowQueryVariables>;
export const HoldingsDocument = new TypedDocumentString(`
    query Holdings($snapshot: String!) {
  snapshot(name: $snapshot) {
    name
    takenAt
    records: count(of: RECORDS) {
      ...Count
    }
    items: count(of: ITEMS) {
      ...Count
    }
    statements: count(of: STATEMENTS) {
      ...Count
    }
    recordsBySystem: table(of: RECORDS, by: [SYSTEM]) {
      ...Counted
    }
    itemsBySystem: table(of: ITEMS, by: [SYSTEM]) {
      ...Counted
    }
    statementsBySystem: table(of: STATEMENTS, by: [SYSTEM]) {
      ...Counted
    }
    years: table(of: RECORDS, by: [YEAR], first: 5000) {
      ...Counted
    }
    hidden: count(
      of: RECORDS
      where: [{dimension: VISIBILITY, in: ["SUPPRESSED", "ILL_TEMPORARY", "UNKNOWN"]}]
    ) {
      value
    }
    leftOut: table(of: ITEMS, by: [LEFT_OUT]) {
      ...Counted
    }
    systems {
      ...TakenSystem
    }
  }
}
    fragment TakenSystem on SnapshotSystem {
  id
  harvestedAt
  problem
  notTold
}
fragment Count on SnapshotCount {
  value
  notToldBy
}
fragment Counted on SnapshotTable {
  rows {
    values
    count
  }
}`) as unknown as TypedDocumentString<HoldingsQuery, HoldingsQueryVariables>;
export const TrendSnapshotsDocument = new TypedDocumentString(`
    query TrendSnapshots {
  snapshots {
    name
    takenAt
    state
  }
}
    `) as unknown as TypedDocumentString<TrendSnapshotsQuery, TrendSnapshotsQueryVariables>;
export const TrendNumbersDocument = new TypedDocumentString(`
    query TrendNumbers($snapshot: String!) {
  snapshot(name: $snapshot) {
    systems {
      id
      harvestedAt
    }
    records: count(of: RECORDS) {
      ...Count
    }
    items: count(of: ITEMS) {
      ...Count
    }
    statements: count(of: STATEMENTS) {
      ...Count
    }
  }
}
    fragment Count on SnapshotCount {
  value
  notToldBy
}`) as unknown as TypedDocumentString<TrendNumbersQuery, TrendNumbersQueryVariables>;
export const CiteDocument = new TypedDocumentString(`
    query Cite($id: ID!) {
  ...Headed
  edition(id: $id) {
    ...Cited
  }
}
    fragment Headed on Query {
  region {
    name
  }
}
fragment Cited on Edition {
  title
  creators
  publisher
  publishedYear
  editionStatement
  format
  language
  isbns
  issns
}`) as unknown as TypedDocumentString<CiteQuery, CiteQueryVariables>;
export const CopiesDocument = new TypedDocumentString(`
    query Copies($id: ID!, $libraries: [ID!]!, $explained: Boolean!) {
  edition(id: $id) {
    holdings(libraries: $libraries) {
      id
      availability {
        ...CopyCounts
        holdQueueAtLeast
        items(first: 50) {
          nodes {
            ...StandingCopy
            barcode @include(if: $explained)
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
}
    fragment CopyCounts on Availability {
  state
  asOf
  reason {
    code
    message
  }
  itemCount
  recordGone
  availableCount
  unknownCount
  earliestDue {
    on
  }
  services {
    service
    available
  }
}
fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}
fragment StandingCopy on Item {
  ...UsedCopy
  ...PlacedCopy
  id
  asOf
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
}`) as unknown as TypedDocumentString<CopiesQuery, CopiesQueryVariables>;
export const HostCopiesDocument = new TypedDocumentString(`
    query HostCopies($id: ID!) {
  edition(id: $id) {
    partOf {
      copy {
        item {
          ...StandingCopy
        }
      }
    }
  }
}
    fragment UsedCopy on Item {
  state
  reason {
    code
  }
  status
  limitations
  use
}
fragment PlacedCopy on Item {
  currentLocation {
    site {
      id
    }
  }
  permanentLocation {
    site {
      id
    }
  }
}
fragment StandingCopy on Item {
  ...UsedCopy
  ...PlacedCopy
  id
  asOf
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
}`) as unknown as TypedDocumentString<HostCopiesQuery, HostCopiesQueryVariables>;
export const OwnCardsDocument = new TypedDocumentString(`
    query OwnCards {
  me {
    accounts {
      library {
        id
        name
        system {
          id
        }
      }
      refusal {
        code
      }
    }
  }
  region {
    libraries {
      id
      name
      system {
        id
      }
      patronData {
        active
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnCardsQuery, OwnCardsQueryVariables>;
export const TitleDocument = new TypedDocumentString(`
    query Title($id: ID!, $own: ID!, $hasOwn: Boolean!) {
  region {
    name
    incomplete {
      ...Gap
    }
  }
  own: library(id: $own) @include(if: $hasOwn) {
    id
    name
    network {
      id
      name
    }
    ...PlacedLibrary
  }
  edition(id: $id) {
    id
    lenders(for: $own, first: 1) @include(if: $hasOwn) {
      excluded {
        library {
          id
        }
        reasons {
          code
          words
        }
      }
    }
    ...Cited
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
        language
        records(first: 1) {
          nodes {
            id
          }
        }
      }
    }
    partOf {
      title
      creator
      part
      edition {
        id
        title
        language
      }
      copy {
        item {
          id
        }
        holding {
          library {
            name
          }
        }
      }
    }
    records(first: 20) {
      nodes {
        ...NamedRecord
      }
      pageInfo {
        hasNextPage
      }
    }
    holdings {
      id
      basis
      online
      copies
      callNumbers
      catalogueUrl
      sites {
        id
        name
        address {
          ...AddressParts
        }
        contact {
          ...ContactParts
        }
        ...OpenSite
      }
      statements {
        text
        retention
        note
      }
      library {
        id
        name
        address {
          ...AddressParts
        }
        contact {
          ...ContactParts
        }
        network {
          id
        }
        ...PlacedLibrary
        ...OpenLibrary
        ...ShutLibrary
        system {
          id
          capabilities
        }
      }
    }
  }
}
    fragment Gap on IndexGap {
  system {
    id
    name
  }
  why
  since
}
fragment OpenSite on Site {
  openNow
  opensNext
  closesAt
}
fragment OpenLibrary on Library {
  openNow
  opensNext
  closesAt
}
fragment ShutLibrary on Library {
  timeZone
  closures {
    from
    to
    note
  }
  sites {
    id
    closures {
      from
      to
      note
    }
  }
}
fragment PlacedLibrary on Library {
  coordinates {
    latitude
    longitude
  }
  sites {
    id
    name
    coordinates {
      latitude
      longitude
    }
  }
}
fragment Cited on Edition {
  title
  creators
  publisher
  publishedYear
  editionStatement
  format
  language
  isbns
  issns
}
fragment ContactParts on Contact {
  telephone
  email
}
fragment AddressParts on Address {
  lines
  town
  postcode
}
fragment NamedRecord on BibliographicRecord {
  id
  localId
  title
  system {
    name
  }
}`) as unknown as TypedDocumentString<TitleQuery, TitleQueryVariables>;