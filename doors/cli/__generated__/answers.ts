/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AddLedgerRuleInput = {
  readonly class: LedgerClass;
  readonly field: string;
  readonly from?: string | null | undefined;
  readonly ledger: string;
  readonly name: string;
  readonly says: string;
  readonly to?: string | null | undefined;
};

export type AnswerDraftPolicyInput = {
  readonly agrees: boolean;
  readonly library: string;
  readonly plan: string;
  readonly reason?: string | null | undefined;
};

export type AskForPhaseInput = {
  readonly acceptLoansMissing?: boolean | null | undefined;
  readonly acceptMissing?: number | null | undefined;
  readonly joinRecords?: number | null | undefined;
  readonly library: string;
  readonly note?: string | null | undefined;
  readonly phase: MovePhase;
  readonly system?: string | null | undefined;
};

export type CellKind =
  | 'DATE'
  | 'LINK'
  | 'NUMBER'
  | 'TEXT';

export type ChangeDraftRuleInput = {
  readonly category: string;
  readonly itemType: string;
  readonly note?: string | null | undefined;
  readonly plan: string;
  readonly terms: string;
};

export type ChangeMappingsInput = {
  readonly file?: FilePartInput | null | undefined;
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

export type ChangeTargetCodesInput = {
  readonly codes?: ReadonlyArray<TargetCodeInput> | null | undefined;
  readonly file?: FilePartInput | null | undefined;
  readonly lengths?: ReadonlyArray<TargetLengthInput> | null | undefined;
  readonly remove?: ReadonlyArray<TargetCodeReference> | null | undefined;
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

export type ControlClass =
  | 'CHARGES'
  | 'CHARGES_PENCE'
  | 'HOLDS'
  | 'ITEMS'
  | 'LOANS'
  | 'READERS'
  | 'RECORDS'
  | 'STATEMENTS';

export type ControlPart =
  | 'GHOST_OWNERS'
  | 'HIDDEN'
  | 'INTERLIBRARY'
  | 'ON_HIDDEN_RECORDS'
  | 'OWNERLESS'
  | 'REJECTED'
  | 'WITHOUT_NUMBER';

export type ControlTotalInput = {
  readonly class: ControlClass;
  readonly includes?: ReadonlyArray<ControlPart> | null | undefined;
  readonly restNote?: string | null | undefined;
  readonly restOwner?: string | null | undefined;
  readonly value?: number | null | undefined;
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

export type CopyPlanInput = {
  readonly changes?: string | null | undefined;
  readonly from: string;
  readonly name: string;
  readonly note?: string | null | undefined;
};

export type DeclareForLedgerInput = {
  readonly choice: LedgerChoice;
  readonly ledger: string;
  readonly thing: LedgerThing;
};

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

export type DropLedgerRuleInput = {
  readonly ledger: string;
  readonly rule: string;
};

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

export type EndPhaseRequestInput = {
  readonly id: string;
};

export type EnterControlTotalsInput = {
  readonly countedOn?: string | null | undefined;
  readonly library: string;
  readonly note?: string | null | undefined;
  readonly sure?: boolean | null | undefined;
  readonly totals: ReadonlyArray<ControlTotalInput>;
};

export type EnterSampleResultsInput = {
  readonly each?: number | null | undefined;
  readonly library: string;
  readonly results: ReadonlyArray<SampleResultInput>;
  readonly seed?: string | null | undefined;
  readonly snapshot: string;
};

export type ExportFormat =
  | 'CSV'
  | 'JSON'
  | 'XLSX';

export type FactState =
  | 'LAST_KNOWN'
  | 'LIVE'
  | 'NOT_SUPPORTED'
  | 'UNKNOWN';

export type FilePartInput = {
  readonly isFirst: boolean;
  readonly name: string;
  readonly unread?: ReadonlyArray<UnreadRowInput> | null | undefined;
};

export type ItemLimitation =
  | 'HOLD_SHELF_NOT_TOLD'
  | 'TRANSIT_NOT_TOLD';

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

export type LedgerChoice =
  | 'ANONYMISE'
  | 'ASK_THE_SUPPLIER'
  | 'CARRY'
  | 'LEAVE';

export type LedgerClass =
  | 'BLOCKS'
  | 'CHARGES'
  | 'HOLDS'
  | 'ITEMS'
  | 'LOANS'
  | 'READERS'
  | 'RECORDS'
  | 'STATEMENTS';

export type LedgerReservation =
  | 'SOURCE_CHANGED'
  | 'TARGET_PROBLEM';

export type LedgerRuleState =
  | 'GREW'
  | 'OVER_SHARE'
  | 'SIGNED'
  | 'UNSIGNED'
  | 'UNUSED';

export type LedgerState =
  | 'FAILED'
  | 'MAKING'
  | 'WHOLE';

export type LedgerThing =
  | 'AUTHORITIES'
  | 'CALENDARS'
  | 'INTERLIBRARY_REQUESTS'
  | 'LOAN_HISTORY'
  | 'ORDERS'
  | 'ROUTING';

export type MakeLedgerInput = {
  readonly again?: boolean | null | undefined;
  readonly before?: string | null | undefined;
  readonly despite?: ReadonlyArray<LedgerReservation> | null | undefined;
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  readonly maxShare?: number | null | undefined;
  readonly name: string;
  readonly note?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly sampleSize?: number | null | undefined;
  readonly seed?: number | null | undefined;
  readonly source?: string | null | undefined;
  readonly systems?: ReadonlyArray<string> | null | undefined;
  readonly target: string;
  readonly targetSystem: string;
  readonly tolerance?: number | null | undefined;
};

export type MakePlanInput = {
  readonly name: string;
  readonly note?: string | null | undefined;
  readonly settings: string;
  readonly snapshot?: string | null | undefined;
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

export type PhaseRequestState =
  | 'ASKED'
  | 'CONFIRMED'
  | 'WITHDRAWN';

export type Population =
  | 'ITEMS'
  | 'RECORDS'
  | 'STATEMENTS';

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

export type RekeyAction =
  | 'CHANGED'
  | 'CHARGED'
  | 'HELD'
  | 'HOLD_ENDED'
  | 'LENT'
  | 'PAID'
  | 'RETURNED';

export type RekeyCertainty =
  | 'CERTAIN'
  | 'POSSIBLE';

export type RekeySource =
  | 'OPEN_CHARGES'
  | 'OPEN_HOLDS'
  | 'OPEN_LOANS';

export type ReportOption = {
  readonly name: string;
  readonly value: string;
};

export type SampleResult =
  | 'NOT_FOUND'
  | 'RIGHT'
  | 'WRONG';

export type SampleResultInput = {
  readonly key: string;
  readonly kind: string;
  readonly line?: number | null | undefined;
  readonly note?: string | null | undefined;
  readonly result: SampleResult;
};

export type SignEvidenceInput = {
  readonly digest: string;
  readonly holder: string;
  readonly ledger?: string | null | undefined;
  readonly library?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly role: SigningRole;
  readonly snapshot: string;
};

export type SignRuleInput = {
  readonly digest?: string | null | undefined;
  readonly ledger: string;
  readonly rows: number;
  readonly rule: string;
  readonly signedAs: string;
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

export type TakeSnapshotInput = {
  readonly name: string;
  readonly note?: string | null | undefined;
  readonly systems?: ReadonlyArray<string> | null | undefined;
};

export type TargetCodeInput = {
  readonly code: string;
  readonly label?: string | null | undefined;
  readonly line?: number | null | undefined;
  readonly list: CodeListName;
  readonly meaning?: string | null | undefined;
};

export type TargetCodeReference = {
  readonly code: string;
  readonly list: CodeListName;
};

export type TargetLengthInput = {
  readonly greatestLength?: number | null | undefined;
  readonly list: CodeListName;
};

export type UnreadRowInput = {
  readonly column?: string | null | undefined;
  readonly line: number;
  readonly problem: string;
};

export type EnterTotalsMutationVariables = Exact<{
  input: EnterControlTotalsInput;
}>;


export type EnterTotalsMutation = { readonly enterControlTotals: { readonly totals: ReadonlyArray<{ readonly class: ControlClass }> } | null };

export type ControlTotalsQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type ControlTotalsQuery = { readonly controlTotals: ReadonlyArray<{ readonly library: string, readonly class: ControlClass, readonly value: number, readonly countedOn: string, readonly note: string | null, readonly enteredBy: string, readonly enteredAt: string, readonly includes: ReadonlyArray<ControlPart> | null, readonly restOwner: string | null, readonly restNote: string | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> }> | null };

export type SuggestMappingsMutationVariables = Exact<{ [key: string]: never; }>;


export type SuggestMappingsMutation = { readonly suggestMappings: { readonly suggested: number, readonly unmapped: number } | null };

export type NewestQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestQuery = { readonly snapshot: { readonly name: string } | null };

export type TargetListsQueryVariables = Exact<{ [key: string]: never; }>;


export type TargetListsQuery = { readonly targetLists: ReadonlyArray<{ readonly list: CodeListName, readonly codes: ReadonlyArray<{ readonly code: string, readonly label: string | null, readonly meaning: string | null }> }> | null };

export type ChangeMappingsMutationVariables = Exact<{
  input: ChangeMappingsInput;
}>;


export type ChangeMappingsMutation = { readonly changeMappings: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type ChangeTargetCodesMutationVariables = Exact<{
  input: ChangeTargetCodesInput;
}>;


export type ChangeTargetCodesMutation = { readonly changeTargetCodes: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type RefusedRowsQueryVariables = Exact<{
  file?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RefusedRowsQuery = { readonly refusedRows: { readonly nodes: ReadonlyArray<{ readonly file: string, readonly line: number, readonly column: string | null, readonly problem: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CodeMappingsQueryVariables = Exact<{
  list?: CodeListName | null | undefined;
  system?: string | null | undefined;
  state?: MappingState | null | undefined;
  after?: string | null | undefined;
}>;


export type CodeMappingsQuery = { readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly list: CodeListName, readonly system: string, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PilotTitlesQueryVariables = Exact<{
  library: string;
  after?: string | null | undefined;
}>;


export type PilotTitlesQuery = { readonly search: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null };

export type PilotAvailabilityQueryVariables = Exact<{
  by: ReadonlyArray<EditionKey> | EditionKey;
}>;


export type PilotAvailabilityQuery = { readonly editions: ReadonlyArray<{ readonly editions: ReadonlyArray<{ readonly title: string, readonly holdings: ReadonlyArray<{ readonly catalogueUrl: string | null, readonly library: { readonly id: string }, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly availableCount: number | null, readonly itemCount: number | null, readonly reason: { readonly message: string } | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly state: FactState | null, readonly asOf: string | null, readonly barcode: string | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly callNumber: string | null, readonly reason: { readonly message: string } | null, readonly due: { readonly on: string } | null, readonly permanentLocation: { readonly siteCode: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null } | null }> }> } | null> | null };

export type TakeSnapshotMutationVariables = Exact<{
  input: TakeSnapshotInput;
}>;


export type TakeSnapshotMutation = { readonly takeSnapshot: { readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type JobsQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsQuery = { readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null }> | null };

export type CancelMutationVariables = Exact<{
  id: string;
}>;


export type CancelMutation = { readonly cancelComparisonJob: { readonly job: { readonly id: string } | null } | null };

export type DropMutationVariables = Exact<{
  name: string;
}>;


export type DropMutation = { readonly dropSnapshot: { readonly name: string } | null };

export type SnapshotsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotsQuery = { readonly snapshots: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly digest: string | null, readonly systems: ReadonlyArray<{ readonly id: string }> }> | null };

export type NumbersFragment = { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> };

export type TakenQueryVariables = Exact<{
  name: string;
}>;


export type TakenQuery = { readonly snapshot: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly losses: ReadonlyArray<{ readonly text: string }>, readonly records: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly items: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly statements: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type ReportQueryVariables = Exact<{
  snapshot?: string | null | undefined;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
}>;


export type ReportQuery = { readonly snapshot: { readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly tables: ReadonlyArray<{ readonly name: string, readonly title: string, readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string> }> }> } | null } | null };

export type ReportRowsQueryVariables = Exact<{
  snapshot?: string | null | undefined;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table: string;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type ReportRowsQuery = { readonly snapshot: { readonly report: { readonly tables: ReadonlyArray<{ readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type CountQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type CountQuery = { readonly snapshot: { readonly count: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null };

export type TableQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  by: ReadonlyArray<Dimension> | Dimension;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type TableQuery = { readonly snapshot: { readonly table: { readonly totalRows: number, readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type ChosenQueryVariables = Exact<{
  name?: string | null | undefined;
}>;


export type ChosenQuery = { readonly snapshot: { readonly name: string, readonly takenAt: string } | null };

export type ReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportsQuery = { readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly formerly: ReadonlyArray<string>, readonly question: string, readonly scope: string, readonly aboutReaders: boolean }> };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { readonly startExport: { readonly export: { readonly id: string } } | null };

export type JobFragment = { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null };

export type OneJobQueryVariables = Exact<{
  id: string;
}>;


export type OneJobQuery = { readonly comparisonJob: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } | null };

export type SignedFragment = { readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string };

export type EvidenceQueryVariables = Exact<{
  snapshot: string;
  ledger?: string | null | undefined;
  plan?: string | null | undefined;
}>;


export type EvidenceQuery = { readonly snapshot: { readonly evidence: { readonly json: string, readonly digest: string, readonly signatures: ReadonlyArray<{ readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string }> } | null } | null };

export type SignEvidenceMutationVariables = Exact<{
  input: SignEvidenceInput;
}>;


export type SignEvidenceMutation = { readonly signEvidence: { readonly signatures: ReadonlyArray<{ readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string }> } | null };

export type EnterSampleMutationVariables = Exact<{
  input: EnterSampleResultsInput;
}>;


export type EnterSampleMutation = { readonly enterSampleResults: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type MakeLedgerMutationVariables = Exact<{
  input: MakeLedgerInput;
}>;


export type MakeLedgerMutation = { readonly makeLedger: { readonly ledger: { readonly name: string }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type LedgersQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgersQuery = { readonly ledgers: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly state: LedgerState, readonly source: string, readonly systems: ReadonlyArray<string>, readonly target: string, readonly targetSystem: string, readonly madeAt: string, readonly isDone: boolean | null }> | null };

export type LedgerDetailsQueryVariables = Exact<{
  name: string;
}>;


export type LedgerDetailsQuery = { readonly ledger: { readonly name: string, readonly note: string | null, readonly state: LedgerState, readonly source: string, readonly systems: ReadonlyArray<string>, readonly libraries: ReadonlyArray<string> | null, readonly plan: string | null, readonly target: string, readonly targetSystem: string, readonly before: string | null, readonly despite: ReadonlyArray<LedgerReservation>, readonly madeAt: string, readonly isDone: boolean | null, readonly classes: ReadonlyArray<{ readonly class: LedgerClass, readonly source: number | null, readonly carried: number | null, readonly merged: number | null, readonly changedByRule: number | null, readonly droppedByRule: number | null, readonly notProvable: number | null, readonly unexplained: number | null, readonly extra: number | null, readonly penceFrom: number | null, readonly penceTo: number | null, readonly notToldBy: ReadonlyArray<string> }>, readonly rules: ReadonlyArray<{ readonly name: string, readonly class: LedgerClass, readonly says: string, readonly rows: number, readonly share: number, readonly digest: string | null, readonly state: LedgerRuleState, readonly signature: { readonly signedAs: string, readonly at: string, readonly rows: number } | null, readonly sample: ReadonlyArray<{ readonly key: string, readonly field: string, readonly from: string | null, readonly to: string | null }> }>, readonly declared: ReadonlyArray<{ readonly thing: LedgerThing, readonly choice: LedgerChoice | null }> } | null };

export type SignRuleMutationVariables = Exact<{
  input: SignRuleInput;
}>;


export type SignRuleMutation = { readonly signRule: { readonly ledger: { readonly name: string } } | null };

export type AddLedgerRuleMutationVariables = Exact<{
  input: AddLedgerRuleInput;
}>;


export type AddLedgerRuleMutation = { readonly addLedgerRule: { readonly ledger: { readonly name: string } } | null };

export type DropLedgerRuleMutationVariables = Exact<{
  input: DropLedgerRuleInput;
}>;


export type DropLedgerRuleMutation = { readonly dropLedgerRule: { readonly ledger: { readonly name: string } } | null };

export type DeclareForLedgerMutationVariables = Exact<{
  input: DeclareForLedgerInput;
}>;


export type DeclareForLedgerMutation = { readonly declareForLedger: { readonly ledger: { readonly declared: ReadonlyArray<{ readonly thing: LedgerThing, readonly choice: LedgerChoice | null }> } } | null };

export type DropLedgerMutationVariables = Exact<{
  name: string;
}>;


export type DropLedgerMutation = { readonly dropLedger: { readonly name: string } | null };

export type MakePlanMutationVariables = Exact<{
  input: MakePlanInput;
}>;


export type MakePlanMutation = { readonly makePlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type CopyPlanMutationVariables = Exact<{
  input: CopyPlanInput;
}>;


export type CopyPlanMutation = { readonly copyPlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type PredictPlanMutationVariables = Exact<{
  name: string;
}>;


export type PredictPlanMutation = { readonly predictPlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type DropPlanMutationVariables = Exact<{
  name: string;
}>;


export type DropPlanMutation = { readonly dropPlan: { readonly name: string } | null };

export type PlansQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansQuery = { readonly plans: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly state: MovePlanState, readonly target: string, readonly madeAt: string, readonly copiedFrom: string | null, readonly predictedAt: string | null, readonly snapshot: { readonly name: string } }> | null };

export type PlanRulesQueryVariables = Exact<{
  name: string;
}>;


export type PlanRulesQuery = { readonly plan: { readonly circulationRules: string } | null };

export type ChangeRuleMutationVariables = Exact<{
  input: ChangeDraftRuleInput;
}>;


export type ChangeRuleMutation = { readonly changeDraftRule: { readonly rule: { readonly terms: string } } | null };

export type AnswerDraftMutationVariables = Exact<{
  input: AnswerDraftPolicyInput;
}>;


export type AnswerDraftMutation = { readonly answerDraftPolicy: { readonly plan: { readonly name: string } } | null };

export type PlanDetailsQueryVariables = Exact<{
  name: string;
}>;


export type PlanDetailsQuery = { readonly plan: { readonly name: string, readonly note: string | null, readonly state: MovePlanState, readonly target: string, readonly madeAt: string, readonly copiedFrom: string | null, readonly predictedAt: string | null, readonly settings: string | null, readonly snapshot: { readonly name: string } } | null };

export type MayKeyQueryVariables = Exact<{
  library: string;
}>;


export type MayKeyQuery = { readonly phases: ReadonlyArray<{ readonly systems: ReadonlyArray<{ readonly system: string, readonly phase: MovePhase }>, readonly toRekey: { readonly asOf: string | null } | null }> | null };

export type CopyThereQueryVariables = Exact<{
  barcode: string;
}>;


export type CopyThereQuery = { readonly items: ReadonlyArray<{ readonly holding: { readonly library: { readonly id: string } } | null, readonly item: { readonly state: FactState | null, readonly status: ItemStatus | null, readonly due: { readonly on: string } | null, readonly reason: { readonly code: ReasonCode } | null } | null }> | null };

export type PhasesQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type PhasesQuery = { readonly phases: ReadonlyArray<{ readonly library: string, readonly systems: ReadonlyArray<{ readonly system: string, readonly phase: MovePhase, readonly since: string | null, readonly contradiction: string | null }>, readonly history: ReadonlyArray<{ readonly id: string, readonly phase: MovePhase, readonly from: MovePhase, readonly source: string, readonly target: string, readonly state: PhaseRequestState, readonly isOver: boolean, readonly askedAt: string, readonly askedBy: string, readonly askedRole: string, readonly note: string | null, readonly endedAt: string | null, readonly endedBy: string | null, readonly counts: { readonly items: number, readonly itemsKnown: number, readonly holdings: number, readonly holdingsKnown: number, readonly openLoans: number | null, readonly openLoansThere: number | null, readonly openLoansUnknown: number | null } | null }> }> | null };

export type WithoutNewIdQueryVariables = Exact<{
  library?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WithoutNewIdQuery = { readonly phases: ReadonlyArray<{ readonly withoutNewId: ReadonlyArray<{ readonly id: string, readonly barcode: string | null }> }> | null };

export type ToRekeyQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type ToRekeyQuery = { readonly phases: ReadonlyArray<{ readonly toRekey: { readonly notTold: ReadonlyArray<string>, readonly lists: ReadonlyArray<{ readonly list: RekeySource, readonly asOf: string }>, readonly rows: ReadonlyArray<{ readonly action: RekeyAction, readonly list: RekeySource, readonly certainty: RekeyCertainty, readonly barcode: string | null, readonly title: string | null, readonly dueOn: string | null, readonly wasDueOn: string | null, readonly on: string | null, readonly pence: number | null, readonly wasPence: number | null, readonly currency: string | null }> } | null }> | null };

export type AskForPhaseMutationVariables = Exact<{
  input: AskForPhaseInput;
}>;


export type AskForPhaseMutation = { readonly askForPhase: { readonly request: { readonly id: string, readonly phase: MovePhase, readonly counts: { readonly items: number, readonly itemsKnown: number, readonly holdings: number, readonly holdingsKnown: number, readonly openLoans: number | null, readonly openLoansThere: number | null, readonly openLoansUnknown: number | null } | null } } | null };

export type ConfirmPhaseMutationVariables = Exact<{
  input: EndPhaseRequestInput;
}>;


export type ConfirmPhaseMutation = { readonly confirmPhase: { readonly request: { readonly library: string, readonly phase: MovePhase } } | null };

export type WithdrawPhaseMutationVariables = Exact<{
  input: EndPhaseRequestInput;
}>;


export type WithdrawPhaseMutation = { readonly withdrawPhase: { readonly request: { readonly library: string, readonly phase: MovePhase } } | null };
