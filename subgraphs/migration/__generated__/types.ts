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

export type AddLedgerRuleInput = {
  readonly class: LedgerClass;
  readonly field: Scalars['String']['input'];
  readonly from?: InputMaybe<Scalars['String']['input']>;
  readonly ledger: Scalars['String']['input'];
  readonly name: Scalars['String']['input'];
  readonly says: Scalars['String']['input'];
  readonly to?: InputMaybe<Scalars['String']['input']>;
};

export type AnswerDraftPolicyInput = {
  readonly agrees: Scalars['Boolean']['input'];
  readonly library: Scalars['ID']['input'];
  readonly plan: Scalars['String']['input'];
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

export type AnswerDraftPolicyPayload = {
  readonly __typename?: 'AnswerDraftPolicyPayload';
  readonly plan: MovePlan;
};

export type AskForPhaseInput = {
  readonly acceptLoansMissing?: InputMaybe<Scalars['Boolean']['input']>;
  readonly acceptMissing?: InputMaybe<Scalars['Int']['input']>;
  readonly joinRecords?: InputMaybe<Scalars['Int']['input']>;
  readonly library: Scalars['ID']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly phase: MovePhase;
  readonly system?: InputMaybe<Scalars['ID']['input']>;
};

export type CancelComparisonJobInput = {
  readonly id: Scalars['ID']['input'];
};

export type CancelComparisonJobPayload = {
  readonly __typename?: 'CancelComparisonJobPayload';
  readonly job?: Maybe<ComparisonJob>;
};

export type CellKind =
  | 'DATE'
  | 'LINK'
  | 'NUMBER'
  | 'TEXT';

export type ChangeDecisionInput = {
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  readonly id: Scalars['ID']['input'];
  readonly options?: InputMaybe<ReadonlyArray<DecisionOptionInput>>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly question?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeDraftRuleInput = {
  readonly category: Scalars['String']['input'];
  readonly itemType: Scalars['String']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly plan: Scalars['String']['input'];
  readonly terms: Scalars['String']['input'];
};

export type ChangeDraftRulePayload = {
  readonly __typename?: 'ChangeDraftRulePayload';
  readonly rule: DraftRule;
};

export type ChangeMappingsInput = {
  readonly file?: InputMaybe<FilePartInput>;
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

export type ChangeMappingsPayload = {
  readonly __typename?: 'ChangeMappingsPayload';
  readonly refused: ReadonlyArray<RowRefusal>;
  readonly taken: Scalars['Int']['output'];
};

export type ChangeTargetCodesInput = {
  readonly codes?: InputMaybe<ReadonlyArray<TargetCodeInput>>;
  readonly file?: InputMaybe<FilePartInput>;
  readonly lengths?: InputMaybe<ReadonlyArray<TargetLengthInput>>;
  readonly remove?: InputMaybe<ReadonlyArray<TargetCodeReference>>;
};

export type ChangeTargetCodesPayload = {
  readonly __typename?: 'ChangeTargetCodesPayload';
  readonly refused: ReadonlyArray<RowRefusal>;
  readonly removed: Scalars['Int']['output'];
  readonly taken: Scalars['Int']['output'];
};

export type CloseDecisionInput = {
  readonly id: Scalars['ID']['input'];
  readonly option?: InputMaybe<Scalars['Int']['input']>;
  readonly outcome?: InputMaybe<Scalars['String']['input']>;
};

export type CodeListName =
  | 'BRANCH'
  | 'COLLECTION'
  | 'ITEM_TYPE'
  | 'LOCATION'
  | 'PATRON_CATEGORY'
  | 'STATUS';

export type CodeMapping = {
  readonly __typename?: 'CodeMapping';
  readonly code: Scalars['String']['output'];
  readonly items?: Maybe<Scalars['Int']['output']>;
  readonly label?: Maybe<Scalars['String']['output']>;
  readonly list: CodeListName;
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly reason?: Maybe<SuggestionReason>;
  readonly state: MappingState;
  readonly system: Scalars['ID']['output'];
  readonly target?: Maybe<Scalars['String']['output']>;
  readonly targetLabel?: Maybe<Scalars['String']['output']>;
  readonly warnings: ReadonlyArray<MappingWarning>;
};

export type CodeMappingConnection = {
  readonly __typename?: 'CodeMappingConnection';
  readonly edges: ReadonlyArray<CodeMappingEdge>;
  readonly nodes: ReadonlyArray<CodeMapping>;
  readonly pageInfo: PageInfo;
};

export type CodeMappingEdge = {
  readonly __typename?: 'CodeMappingEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: CodeMapping;
};

export type CodeMappingInput = {
  readonly code: Scalars['String']['input'];
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  readonly list: CodeListName;
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly state?: InputMaybe<MappingState>;
  readonly system: Scalars['ID']['input'];
  readonly target?: InputMaybe<Scalars['String']['input']>;
};

export type ComparisonJob = {
  readonly __typename?: 'ComparisonJob';
  readonly askedAt: Scalars['DateTime']['output'];
  readonly done: Scalars['Int']['output'];
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly kind: Scalars['String']['output'];
  readonly problem?: Maybe<Scalars['String']['output']>;
  readonly snapshot?: Maybe<Scalars['String']['output']>;
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly state: ComparisonJobState;
  readonly step?: Maybe<Scalars['String']['output']>;
  readonly total?: Maybe<Scalars['Int']['output']>;
};

export type ComparisonJobState =
  | 'CANCELLED'
  | 'DONE'
  | 'FAILED'
  | 'RUNNING'
  | 'WAITING';

export type ComparisonReport = {
  readonly __typename?: 'ComparisonReport';
  readonly aboutReaders: Scalars['Boolean']['output'];
  readonly formerly: ReadonlyArray<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly options: ReadonlyArray<ComparisonReportOption>;
  readonly question: Scalars['String']['output'];
  readonly scope: Scalars['String']['output'];
};

export type ComparisonReportOption = {
  readonly __typename?: 'ComparisonReportOption';
  readonly name: Scalars['String']['output'];
  readonly says: Scalars['String']['output'];
  readonly takes: ReportOptionValue;
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

export type Condition = {
  readonly dimension: Dimension;
  readonly in: ReadonlyArray<Scalars['String']['input']>;
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

export type ControlTotal = {
  readonly __typename?: 'ControlTotal';
  readonly class: ControlClass;
  readonly countedOn: Scalars['Date']['output'];
  readonly enteredAt: Scalars['DateTime']['output'];
  readonly enteredBy: Scalars['String']['output'];
  readonly includes?: Maybe<ReadonlyArray<ControlPart>>;
  readonly library: Scalars['ID']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly restNote?: Maybe<Scalars['String']['output']>;
  readonly restOwner?: Maybe<Scalars['String']['output']>;
  readonly value: Scalars['Int']['output'];
  readonly where: ReadonlyArray<ReportCondition>;
};

export type ControlTotalInput = {
  readonly class: ControlClass;
  readonly includes?: InputMaybe<ReadonlyArray<ControlPart>>;
  readonly restNote?: InputMaybe<Scalars['String']['input']>;
  readonly restOwner?: InputMaybe<Scalars['String']['input']>;
  readonly value?: InputMaybe<Scalars['Int']['input']>;
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

export type CopyPlanInput = {
  readonly changes?: InputMaybe<Scalars['String']['input']>;
  readonly from: Scalars['String']['input'];
  readonly name: Scalars['String']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

export type Decision = {
  readonly __typename?: 'Decision';
  readonly changedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly changedBy?: Maybe<Scalars['String']['output']>;
  readonly chosen?: Maybe<Scalars['Int']['output']>;
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly closedBy?: Maybe<Scalars['String']['output']>;
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly inSnapshot?: Maybe<DecisionInSnapshot>;
  readonly items?: Maybe<Scalars['Int']['output']>;
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  readonly madeAt: Scalars['DateTime']['output'];
  readonly madeBy: Scalars['String']['output'];
  readonly of: Population;
  readonly options: ReadonlyArray<DecisionOption>;
  readonly outcome?: Maybe<Scalars['String']['output']>;
  readonly owner?: Maybe<Scalars['String']['output']>;
  readonly question: Scalars['String']['output'];
  readonly readers?: Maybe<Scalars['Int']['output']>;
  readonly snapshot: Scalars['String']['output'];
  readonly state: DecisionState;
  readonly where: ReadonlyArray<ReportCondition>;
};


export type DecisionInSnapshotArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};

export type DecisionConnection = {
  readonly __typename?: 'DecisionConnection';
  readonly edges: ReadonlyArray<DecisionEdge>;
  readonly nodes: ReadonlyArray<Decision>;
  readonly pageInfo: PageInfo;
};

export type DecisionEdge = {
  readonly __typename?: 'DecisionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Decision;
};

export type DecisionInSnapshot = {
  readonly __typename?: 'DecisionInSnapshot';
  readonly items?: Maybe<Scalars['Int']['output']>;
  readonly readers?: Maybe<Scalars['Int']['output']>;
  readonly rows?: Maybe<Scalars['Int']['output']>;
  readonly snapshot: Scalars['String']['output'];
  readonly stillThere?: Maybe<Scalars['Boolean']['output']>;
  readonly why?: Maybe<Scalars['String']['output']>;
};

export type DecisionOption = {
  readonly __typename?: 'DecisionOption';
  readonly items?: Maybe<Scalars['Int']['output']>;
  readonly readers?: Maybe<Scalars['Int']['output']>;
  readonly text: Scalars['String']['output'];
  readonly where: ReadonlyArray<ReportCondition>;
  readonly why?: Maybe<Scalars['String']['output']>;
};

export type DecisionOptionInput = {
  readonly text: Scalars['String']['input'];
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

export type DecisionPayload = {
  readonly __typename?: 'DecisionPayload';
  readonly decision: Decision;
};

export type DecisionState =
  | 'DECIDED'
  | 'OPEN';

export type DeclareForLedgerInput = {
  readonly choice: LedgerChoice;
  readonly ledger: Scalars['String']['input'];
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

export type DraftAnswer = {
  readonly __typename?: 'DraftAnswer';
  readonly agrees: Scalars['Boolean']['output'];
  readonly answeredAt: Scalars['DateTime']['output'];
  readonly answeredBy: Scalars['String']['output'];
  readonly library: Scalars['ID']['output'];
  readonly ofEarlierDraft: Scalars['Boolean']['output'];
  readonly reason?: Maybe<Scalars['String']['output']>;
};

export type DraftRule = {
  readonly __typename?: 'DraftRule';
  readonly category: Scalars['String']['output'];
  readonly changed: Scalars['Boolean']['output'];
  readonly itemType: Scalars['String']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly terms: Scalars['String']['output'];
};

export type DropLedgerInput = {
  readonly name: Scalars['String']['input'];
};

export type DropLedgerPayload = {
  readonly __typename?: 'DropLedgerPayload';
  readonly name: Scalars['String']['output'];
};

export type DropLedgerRuleInput = {
  readonly ledger: Scalars['String']['input'];
  readonly rule: Scalars['String']['input'];
};

export type DropPlanInput = {
  readonly name: Scalars['String']['input'];
};

export type DropPlanPayload = {
  readonly __typename?: 'DropPlanPayload';
  readonly name: Scalars['String']['output'];
};

export type DropSnapshotInput = {
  readonly name: Scalars['String']['input'];
};

export type DropSnapshotPayload = {
  readonly __typename?: 'DropSnapshotPayload';
  readonly name: Scalars['String']['output'];
};

export type EndPhaseRequestInput = {
  readonly id: Scalars['ID']['input'];
};

export type EnterControlTotalsInput = {
  readonly countedOn?: InputMaybe<Scalars['Date']['input']>;
  readonly library: Scalars['ID']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly sure?: InputMaybe<Scalars['Boolean']['input']>;
  readonly totals: ReadonlyArray<ControlTotalInput>;
};

export type EnterControlTotalsPayload = {
  readonly __typename?: 'EnterControlTotalsPayload';
  readonly totals: ReadonlyArray<ControlTotal>;
};

export type EnterSampleResultsInput = {
  readonly each?: InputMaybe<Scalars['Int']['input']>;
  readonly library: Scalars['ID']['input'];
  readonly results: ReadonlyArray<SampleResultInput>;
  readonly seed?: InputMaybe<Scalars['String']['input']>;
  readonly snapshot: Scalars['String']['input'];
};

export type EnterSampleResultsPayload = {
  readonly __typename?: 'EnterSampleResultsPayload';
  readonly refused: ReadonlyArray<RowRefusal>;
  readonly taken: Scalars['Int']['output'];
};

export type Export = {
  readonly __typename?: 'Export';
  readonly actor: Scalars['String']['output'];
  readonly actorLibraries: ReadonlyArray<Scalars['ID']['output']>;
  readonly at: Scalars['DateTime']['output'];
  readonly filter: Scalars['String']['output'];
  readonly format: ExportFormat;
  readonly id: Scalars['ID']['output'];
  readonly library?: Maybe<Scalars['ID']['output']>;
  readonly of?: Maybe<Population>;
  readonly report?: Maybe<Scalars['String']['output']>;
  readonly role: Scalars['String']['output'];
  readonly rowCount?: Maybe<Scalars['Int']['output']>;
  readonly snapshot: Scalars['String']['output'];
  readonly staffNotes: Scalars['Boolean']['output'];
  readonly system?: Maybe<Scalars['ID']['output']>;
  readonly what: Scalars['String']['output'];
};

export type ExportConnection = {
  readonly __typename?: 'ExportConnection';
  readonly edges: ReadonlyArray<ExportEdge>;
  readonly nodes: ReadonlyArray<Export>;
  readonly pageInfo: PageInfo;
};

export type ExportEdge = {
  readonly __typename?: 'ExportEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Export;
};

export type ExportFormat =
  | 'CSV'
  | 'JSON'
  | 'XLSX';

export type FilePartInput = {
  readonly isFirst: Scalars['Boolean']['input'];
  readonly name: Scalars['String']['input'];
  readonly unread?: InputMaybe<ReadonlyArray<UnreadRowInput>>;
};

export type FindingKind = {
  readonly __typename?: 'FindingKind';
  readonly name: Scalars['String']['output'];
  readonly of: Population;
  readonly says: Scalars['String']['output'];
};

export type Ledger = {
  readonly __typename?: 'Ledger';
  readonly before?: Maybe<Scalars['String']['output']>;
  readonly classes: ReadonlyArray<LedgerClassCount>;
  readonly declared: ReadonlyArray<LedgerDeclaration>;
  readonly despite: ReadonlyArray<LedgerReservation>;
  readonly isDone?: Maybe<Scalars['Boolean']['output']>;
  readonly libraries?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly madeAt: Scalars['DateTime']['output'];
  readonly maxShare: Scalars['Float']['output'];
  readonly name: Scalars['String']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly plan?: Maybe<Scalars['String']['output']>;
  readonly rules: ReadonlyArray<LedgerRule>;
  readonly seed: Scalars['Int']['output'];
  readonly source: Scalars['String']['output'];
  readonly state: LedgerState;
  readonly systems: ReadonlyArray<Scalars['ID']['output']>;
  readonly target: Scalars['String']['output'];
  readonly targetSystem: Scalars['ID']['output'];
  readonly tolerance: Scalars['Float']['output'];
  readonly wholeAt?: Maybe<Scalars['DateTime']['output']>;
};

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

export type LedgerClassCount = {
  readonly __typename?: 'LedgerClassCount';
  readonly carried?: Maybe<Scalars['Int']['output']>;
  readonly changedByRule?: Maybe<Scalars['Int']['output']>;
  readonly class: LedgerClass;
  readonly droppedByRule?: Maybe<Scalars['Int']['output']>;
  readonly extra?: Maybe<Scalars['Int']['output']>;
  readonly merged?: Maybe<Scalars['Int']['output']>;
  readonly notProvable?: Maybe<Scalars['Int']['output']>;
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  readonly penceFrom?: Maybe<Scalars['Int']['output']>;
  readonly penceTo?: Maybe<Scalars['Int']['output']>;
  readonly source?: Maybe<Scalars['Int']['output']>;
  readonly unexplained?: Maybe<Scalars['Int']['output']>;
};

export type LedgerDeclaration = {
  readonly __typename?: 'LedgerDeclaration';
  readonly choice?: Maybe<LedgerChoice>;
  readonly thing: LedgerThing;
};

export type LedgerPayload = {
  readonly __typename?: 'LedgerPayload';
  readonly ledger: Ledger;
};

export type LedgerReservation =
  | 'SOURCE_CHANGED'
  | 'TARGET_PROBLEM';

export type LedgerRule = {
  readonly __typename?: 'LedgerRule';
  readonly class: LedgerClass;
  readonly digest?: Maybe<Scalars['String']['output']>;
  readonly field?: Maybe<Scalars['String']['output']>;
  readonly from?: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly rows: Scalars['Int']['output'];
  readonly sample: ReadonlyArray<LedgerSample>;
  readonly says: Scalars['String']['output'];
  readonly share: Scalars['Float']['output'];
  readonly signature?: Maybe<LedgerSignature>;
  readonly state: LedgerRuleState;
  readonly to?: Maybe<Scalars['String']['output']>;
};

export type LedgerRuleState =
  | 'GREW'
  | 'OVER_SHARE'
  | 'SIGNED'
  | 'UNSIGNED'
  | 'UNUSED';

export type LedgerSample = {
  readonly __typename?: 'LedgerSample';
  readonly field: Scalars['String']['output'];
  readonly from?: Maybe<Scalars['String']['output']>;
  readonly key: Scalars['String']['output'];
  readonly to?: Maybe<Scalars['String']['output']>;
};

export type LedgerSignature = {
  readonly __typename?: 'LedgerSignature';
  readonly at: Scalars['DateTime']['output'];
  readonly rows: Scalars['Int']['output'];
  readonly share: Scalars['Float']['output'];
  readonly signedAs: Scalars['String']['output'];
  readonly subject: Scalars['String']['output'];
};

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

export type LibraryPhases = {
  readonly __typename?: 'LibraryPhases';
  readonly asked?: Maybe<PhaseRequest>;
  readonly history: ReadonlyArray<PhaseRequest>;
  readonly library: Scalars['ID']['output'];
  readonly systems: ReadonlyArray<SystemPhase>;
  readonly toRekey?: Maybe<RekeyList>;
  readonly withoutNewId: ReadonlyArray<WithoutNewId>;
};


export type LibraryPhasesWithoutNewIdArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type MakeDecisionInput = {
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  readonly of: Population;
  readonly options?: InputMaybe<ReadonlyArray<DecisionOptionInput>>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly question: Scalars['String']['input'];
  readonly snapshot?: InputMaybe<Scalars['String']['input']>;
  readonly where: ReadonlyArray<Condition>;
};

export type MakeLedgerInput = {
  readonly again?: InputMaybe<Scalars['Boolean']['input']>;
  readonly before?: InputMaybe<Scalars['String']['input']>;
  readonly despite?: InputMaybe<ReadonlyArray<LedgerReservation>>;
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly maxShare?: InputMaybe<Scalars['Float']['input']>;
  readonly name: Scalars['String']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  readonly sampleSize?: InputMaybe<Scalars['Int']['input']>;
  readonly seed?: InputMaybe<Scalars['Int']['input']>;
  readonly source?: InputMaybe<Scalars['String']['input']>;
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly target: Scalars['String']['input'];
  readonly targetSystem: Scalars['ID']['input'];
  readonly tolerance?: InputMaybe<Scalars['Float']['input']>;
};

export type MakeLedgerPayload = {
  readonly __typename?: 'MakeLedgerPayload';
  readonly job: ComparisonJob;
  readonly ledger: Ledger;
};

export type MakePlanInput = {
  readonly name: Scalars['String']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly settings: Scalars['String']['input'];
  readonly snapshot?: InputMaybe<Scalars['String']['input']>;
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

export type MoveEvidence = {
  readonly __typename?: 'MoveEvidence';
  readonly digest: Scalars['String']['output'];
  readonly json: Scalars['String']['output'];
  readonly signatures: ReadonlyArray<MoveSignature>;
};

export type MovePhase =
  | 'ARCHIVED'
  | 'CATALOGUE_FROZEN'
  | 'FROZEN'
  | 'LIVE'
  | 'MOVED'
  | 'TEST_LOADED';

export type MovePlan = {
  readonly __typename?: 'MovePlan';
  readonly circulationRules: Scalars['String']['output'];
  readonly copiedFrom?: Maybe<Scalars['String']['output']>;
  readonly draftAnswers: ReadonlyArray<DraftAnswer>;
  readonly draftRules: ReadonlyArray<DraftRule>;
  readonly madeAt: Scalars['DateTime']['output'];
  readonly name: Scalars['String']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly predictedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly settings?: Maybe<Scalars['String']['output']>;
  readonly snapshot: Snapshot;
  readonly state: MovePlanState;
  readonly target: Scalars['String']['output'];
};

export type MovePlanState =
  | 'DRAFT'
  | 'FAILED'
  | 'PREDICTING'
  | 'WHOLE';

export type MoveSignature = {
  readonly __typename?: 'MoveSignature';
  readonly holder: Scalars['String']['output'];
  readonly library?: Maybe<Scalars['ID']['output']>;
  readonly role: SigningRole;
  readonly signedAt: Scalars['DateTime']['output'];
  readonly signedBy: Scalars['String']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  readonly addLedgerRule?: Maybe<LedgerPayload>;
  readonly answerDraftPolicy?: Maybe<AnswerDraftPolicyPayload>;
  readonly askForPhase?: Maybe<PhasePayload>;
  readonly cancelComparisonJob?: Maybe<CancelComparisonJobPayload>;
  readonly changeDecision?: Maybe<DecisionPayload>;
  readonly changeDraftRule?: Maybe<ChangeDraftRulePayload>;
  readonly changeMappings?: Maybe<ChangeMappingsPayload>;
  readonly changeTargetCodes?: Maybe<ChangeTargetCodesPayload>;
  readonly closeDecision?: Maybe<DecisionPayload>;
  readonly confirmPhase?: Maybe<PhasePayload>;
  readonly copyPlan?: Maybe<PlanPayload>;
  readonly declareForLedger?: Maybe<LedgerPayload>;
  readonly dropLedger?: Maybe<DropLedgerPayload>;
  readonly dropLedgerRule?: Maybe<LedgerPayload>;
  readonly dropPlan?: Maybe<DropPlanPayload>;
  readonly dropSnapshot?: Maybe<DropSnapshotPayload>;
  readonly enterControlTotals?: Maybe<EnterControlTotalsPayload>;
  readonly enterSampleResults?: Maybe<EnterSampleResultsPayload>;
  readonly makeDecision?: Maybe<DecisionPayload>;
  readonly makeLedger?: Maybe<MakeLedgerPayload>;
  readonly makePlan?: Maybe<PlanPayload>;
  readonly predictPlan?: Maybe<PlanPayload>;
  readonly signEvidence?: Maybe<SignEvidencePayload>;
  readonly signRule?: Maybe<LedgerPayload>;
  readonly startExport?: Maybe<StartExportPayload>;
  readonly suggestMappings?: Maybe<SuggestMappingsPayload>;
  readonly takeSnapshot?: Maybe<TakeSnapshotPayload>;
  readonly withdrawPhase?: Maybe<PhasePayload>;
};


export type MutationAddLedgerRuleArgs = {
  input: AddLedgerRuleInput;
};


export type MutationAnswerDraftPolicyArgs = {
  input: AnswerDraftPolicyInput;
};


export type MutationAskForPhaseArgs = {
  input: AskForPhaseInput;
};


export type MutationCancelComparisonJobArgs = {
  input: CancelComparisonJobInput;
};


export type MutationChangeDecisionArgs = {
  input: ChangeDecisionInput;
};


export type MutationChangeDraftRuleArgs = {
  input: ChangeDraftRuleInput;
};


export type MutationChangeMappingsArgs = {
  input: ChangeMappingsInput;
};


export type MutationChangeTargetCodesArgs = {
  input: ChangeTargetCodesInput;
};


export type MutationCloseDecisionArgs = {
  input: CloseDecisionInput;
};


export type MutationConfirmPhaseArgs = {
  input: EndPhaseRequestInput;
};


export type MutationCopyPlanArgs = {
  input: CopyPlanInput;
};


export type MutationDeclareForLedgerArgs = {
  input: DeclareForLedgerInput;
};


export type MutationDropLedgerArgs = {
  input: DropLedgerInput;
};


export type MutationDropLedgerRuleArgs = {
  input: DropLedgerRuleInput;
};


export type MutationDropPlanArgs = {
  input: DropPlanInput;
};


export type MutationDropSnapshotArgs = {
  input: DropSnapshotInput;
};


export type MutationEnterControlTotalsArgs = {
  input: EnterControlTotalsInput;
};


export type MutationEnterSampleResultsArgs = {
  input: EnterSampleResultsInput;
};


export type MutationMakeDecisionArgs = {
  input: MakeDecisionInput;
};


export type MutationMakeLedgerArgs = {
  input: MakeLedgerInput;
};


export type MutationMakePlanArgs = {
  input: MakePlanInput;
};


export type MutationPredictPlanArgs = {
  input: PredictPlanInput;
};


export type MutationSignEvidenceArgs = {
  input: SignEvidenceInput;
};


export type MutationSignRuleArgs = {
  input: SignRuleInput;
};


export type MutationStartExportArgs = {
  input: StartExportInput;
};


export type MutationTakeSnapshotArgs = {
  input: TakeSnapshotInput;
};


export type MutationWithdrawPhaseArgs = {
  input: EndPhaseRequestInput;
};

export type NotReconciled = {
  readonly __typename?: 'NotReconciled';
  readonly difference?: Maybe<Scalars['Int']['output']>;
  readonly library?: Maybe<Scalars['ID']['output']>;
  readonly ours?: Maybe<Scalars['Int']['output']>;
  readonly text: Scalars['String']['output'];
  readonly theirs?: Maybe<Scalars['Int']['output']>;
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type PhasePayload = {
  readonly __typename?: 'PhasePayload';
  readonly request: PhaseRequest;
};

export type PhaseRequest = {
  readonly __typename?: 'PhaseRequest';
  readonly askedAt: Scalars['DateTime']['output'];
  readonly askedBy: Scalars['String']['output'];
  readonly askedRole: Scalars['String']['output'];
  readonly counts?: Maybe<SwitchCounts>;
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly endedBy?: Maybe<Scalars['String']['output']>;
  readonly from: MovePhase;
  readonly id: Scalars['ID']['output'];
  readonly isOver: Scalars['Boolean']['output'];
  readonly library: Scalars['ID']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly phase: MovePhase;
  readonly source: Scalars['ID']['output'];
  readonly state: PhaseRequestState;
  readonly target: Scalars['ID']['output'];
};

export type PhaseRequestState =
  | 'ASKED'
  | 'CONFIRMED'
  | 'WITHDRAWN';

export type PlanPayload = {
  readonly __typename?: 'PlanPayload';
  readonly job: ComparisonJob;
  readonly plan: MovePlan;
};

export type Population =
  | 'ITEMS'
  | 'RECORDS'
  | 'STATEMENTS';

export type PredictPlanInput = {
  readonly name: Scalars['String']['input'];
};

export type Query = {
  readonly __typename?: 'Query';
  readonly codeMappings?: Maybe<CodeMappingConnection>;
  readonly comparisonJob?: Maybe<ComparisonJob>;
  readonly comparisonJobs?: Maybe<ReadonlyArray<ComparisonJob>>;
  readonly comparisonReports: ReadonlyArray<ComparisonReport>;
  readonly controlTotals?: Maybe<ReadonlyArray<ControlTotal>>;
  readonly decision?: Maybe<Decision>;
  readonly decisions?: Maybe<DecisionConnection>;
  readonly exports?: Maybe<ExportConnection>;
  readonly findingKinds: ReadonlyArray<FindingKind>;
  readonly ledger?: Maybe<Ledger>;
  readonly ledgers?: Maybe<ReadonlyArray<Ledger>>;
  readonly phases?: Maybe<ReadonlyArray<LibraryPhases>>;
  readonly plan?: Maybe<MovePlan>;
  readonly plans?: Maybe<ReadonlyArray<MovePlan>>;
  readonly refusedRows?: Maybe<RefusedRowConnection>;
  readonly snapshot?: Maybe<Snapshot>;
  readonly snapshots?: Maybe<ReadonlyArray<Snapshot>>;
  readonly targetLists?: Maybe<ReadonlyArray<TargetList>>;
};


export type QueryCodeMappingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  list?: InputMaybe<CodeListName>;
  snapshot?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<MappingState>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryComparisonJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryComparisonJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryControlTotalsArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryDecisionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDecisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<DecisionState>;
};


export type QueryExportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryLedgerArgs = {
  name: Scalars['String']['input'];
};


export type QueryPhasesArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryPlanArgs = {
  name: Scalars['String']['input'];
};


export type QueryRefusedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  file?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySnapshotArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};

export type RefusedRow = {
  readonly __typename?: 'RefusedRow';
  readonly column?: Maybe<Scalars['String']['output']>;
  readonly file: Scalars['String']['output'];
  readonly line: Scalars['Int']['output'];
  readonly problem: Scalars['String']['output'];
  readonly refusedAt: Scalars['DateTime']['output'];
  readonly said: ReadonlyArray<RefusedValue>;
};

export type RefusedRowConnection = {
  readonly __typename?: 'RefusedRowConnection';
  readonly edges: ReadonlyArray<RefusedRowEdge>;
  readonly nodes: ReadonlyArray<RefusedRow>;
  readonly pageInfo: PageInfo;
};

export type RefusedRowEdge = {
  readonly __typename?: 'RefusedRowEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: RefusedRow;
};

export type RefusedValue = {
  readonly __typename?: 'RefusedValue';
  readonly column: Scalars['String']['output'];
  readonly value?: Maybe<Scalars['String']['output']>;
};

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

export type RekeyList = {
  readonly __typename?: 'RekeyList';
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  readonly lists: ReadonlyArray<RekeyTold>;
  readonly notTold: ReadonlyArray<Scalars['String']['output']>;
  readonly rows: ReadonlyArray<RekeyRow>;
};

export type RekeyRow = {
  readonly __typename?: 'RekeyRow';
  readonly action: RekeyAction;
  readonly barcode?: Maybe<Scalars['String']['output']>;
  readonly certainty: RekeyCertainty;
  readonly currency?: Maybe<Scalars['String']['output']>;
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  readonly list: RekeySource;
  readonly on?: Maybe<Scalars['Date']['output']>;
  readonly pence?: Maybe<Scalars['Int']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly wasDueOn?: Maybe<Scalars['Date']['output']>;
  readonly wasPence?: Maybe<Scalars['Int']['output']>;
};

export type RekeySource =
  | 'OPEN_CHARGES'
  | 'OPEN_HOLDS'
  | 'OPEN_LOANS';

export type RekeyTold = {
  readonly __typename?: 'RekeyTold';
  readonly asOf: Scalars['DateTime']['output'];
  readonly list: RekeySource;
};

export type ReportColumn = {
  readonly __typename?: 'ReportColumn';
  readonly counts: Scalars['Boolean']['output'];
  readonly header: Scalars['String']['output'];
  readonly kind: CellKind;
};

export type ReportCondition = {
  readonly __typename?: 'ReportCondition';
  readonly dimension: Dimension;
  readonly in: ReadonlyArray<Scalars['String']['output']>;
};

export type ReportDrill = {
  readonly __typename?: 'ReportDrill';
  readonly of: Population;
  readonly where: ReadonlyArray<ReportCondition>;
};

export type ReportLine = {
  readonly __typename?: 'ReportLine';
  readonly drill?: Maybe<ReportDrill>;
  readonly label: Scalars['String']['output'];
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  readonly remedy?: Maybe<Scalars['String']['output']>;
  readonly text?: Maybe<Scalars['String']['output']>;
  readonly value?: Maybe<Scalars['Int']['output']>;
};

export type ReportOption = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
};

export type ReportOptionValue =
  | 'LIBRARY'
  | 'SNAPSHOT'
  | 'TEXT'
  | 'VALUE';

export type ReportRow = {
  readonly __typename?: 'ReportRow';
  readonly cells: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  readonly drill?: Maybe<ReportDrill>;
  readonly language?: Maybe<Scalars['String']['output']>;
};

export type ReportRowConnection = {
  readonly __typename?: 'ReportRowConnection';
  readonly edges: ReadonlyArray<ReportRowEdge>;
  readonly nodes: ReadonlyArray<ReportRow>;
  readonly pageInfo: PageInfo;
};

export type ReportRowEdge = {
  readonly __typename?: 'ReportRowEdge';
  readonly node: ReportRow;
};

export type ReportTable = {
  readonly __typename?: 'ReportTable';
  readonly columns: ReadonlyArray<ReportColumn>;
  readonly name: Scalars['String']['output'];
  readonly rows: ReportRowConnection;
  readonly summary: ReadonlyArray<ReportLine>;
  readonly title: Scalars['String']['output'];
  readonly totalRows?: Maybe<Scalars['Int']['output']>;
};


export type ReportTableRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type RowRefusal = {
  readonly __typename?: 'RowRefusal';
  readonly column?: Maybe<Scalars['String']['output']>;
  readonly line: Scalars['Int']['output'];
  readonly problem: Scalars['String']['output'];
};

export type SampleResult =
  | 'NOT_FOUND'
  | 'RIGHT'
  | 'WRONG';

export type SampleResultInput = {
  readonly key: Scalars['String']['input'];
  readonly kind: Scalars['String']['input'];
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly result: SampleResult;
};

export type SignEvidenceInput = {
  readonly digest: Scalars['String']['input'];
  readonly holder: Scalars['String']['input'];
  readonly ledger?: InputMaybe<Scalars['String']['input']>;
  readonly library?: InputMaybe<Scalars['ID']['input']>;
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  readonly role: SigningRole;
  readonly snapshot: Scalars['String']['input'];
};

export type SignEvidencePayload = {
  readonly __typename?: 'SignEvidencePayload';
  readonly signatures: ReadonlyArray<MoveSignature>;
};

export type SignRuleInput = {
  readonly digest?: InputMaybe<Scalars['String']['input']>;
  readonly ledger: Scalars['String']['input'];
  readonly rows: Scalars['Int']['input'];
  readonly rule: Scalars['String']['input'];
  readonly signedAs: Scalars['String']['input'];
};

export type SigningRole =
  | 'CATALOGUE'
  | 'INFORMATION'
  | 'LENDING'
  | 'LIBRARY'
  | 'SPONSOR'
  | 'SYSTEMS';

export type Snapshot = {
  readonly __typename?: 'Snapshot';
  readonly count: SnapshotCount;
  readonly digest?: Maybe<Scalars['String']['output']>;
  readonly evidence?: Maybe<MoveEvidence>;
  readonly items: SnapshotItemConnection;
  readonly losses: ReadonlyArray<SnapshotLoss>;
  readonly name: Scalars['String']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly records: SnapshotRecordConnection;
  readonly report?: Maybe<SnapshotReport>;
  readonly state: SnapshotState;
  readonly statements: SnapshotStatementConnection;
  readonly systems: ReadonlyArray<SnapshotSystem>;
  readonly table: SnapshotTable;
  readonly takenAt: Scalars['DateTime']['output'];
  readonly takenBack: ReadonlyArray<SnapshotTakenBack>;
};


export type SnapshotCountArgs = {
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


export type SnapshotEvidenceArgs = {
  ledger?: InputMaybe<Scalars['String']['input']>;
  plan?: InputMaybe<Scalars['String']['input']>;
};


export type SnapshotItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


export type SnapshotRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


export type SnapshotReportArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  options?: InputMaybe<ReadonlyArray<ReportOption>>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


export type SnapshotStatementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


export type SnapshotTableArgs = {
  by: ReadonlyArray<Dimension>;
  first?: InputMaybe<Scalars['Int']['input']>;
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};

export type SnapshotCount = {
  readonly __typename?: 'SnapshotCount';
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  readonly value?: Maybe<Scalars['Int']['output']>;
};

export type SnapshotDetail = {
  readonly __typename?: 'SnapshotDetail';
  readonly name: Scalars['String']['output'];
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

export type SnapshotItem = {
  readonly __typename?: 'SnapshotItem';
  readonly barcode?: Maybe<Scalars['String']['output']>;
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  readonly details: ReadonlyArray<SnapshotDetail>;
  readonly id: Scalars['ID']['output'];
  readonly itemType?: Maybe<Scalars['String']['output']>;
  readonly language?: Maybe<Scalars['String']['output']>;
  readonly leftOut?: Maybe<Scalars['String']['output']>;
  readonly library?: Maybe<Scalars['ID']['output']>;
  readonly localId: Scalars['String']['output'];
  readonly locationCode?: Maybe<Scalars['String']['output']>;
  readonly ownerCode?: Maybe<Scalars['String']['output']>;
  readonly recordLocalId?: Maybe<Scalars['String']['output']>;
  readonly staffLink?: Maybe<Scalars['String']['output']>;
  readonly staffNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly status?: Maybe<Scalars['String']['output']>;
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  readonly system: Scalars['ID']['output'];
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly visibility: Scalars['String']['output'];
};

export type SnapshotItemConnection = {
  readonly __typename?: 'SnapshotItemConnection';
  readonly edges: ReadonlyArray<SnapshotItemEdge>;
  readonly nodes: ReadonlyArray<SnapshotItem>;
  readonly pageInfo: PageInfo;
};

export type SnapshotItemEdge = {
  readonly __typename?: 'SnapshotItemEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SnapshotItem;
};

export type SnapshotLoss = {
  readonly __typename?: 'SnapshotLoss';
  readonly class: ControlClass;
  readonly library?: Maybe<Scalars['ID']['output']>;
  readonly now?: Maybe<Scalars['Int']['output']>;
  readonly since: Scalars['String']['output'];
  readonly system: Scalars['ID']['output'];
  readonly text: Scalars['String']['output'];
  readonly then: Scalars['Int']['output'];
  readonly usual: Scalars['Int']['output'];
  readonly went?: Maybe<Scalars['Int']['output']>;
};

export type SnapshotRecord = {
  readonly __typename?: 'SnapshotRecord';
  readonly format?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly itemCount: Scalars['Int']['output'];
  readonly language?: Maybe<Scalars['String']['output']>;
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  readonly localId: Scalars['String']['output'];
  readonly staffLink?: Maybe<Scalars['String']['output']>;
  readonly system: Scalars['ID']['output'];
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly visibility: Scalars['String']['output'];
  readonly year?: Maybe<Scalars['Int']['output']>;
};

export type SnapshotRecordConnection = {
  readonly __typename?: 'SnapshotRecordConnection';
  readonly edges: ReadonlyArray<SnapshotRecordEdge>;
  readonly nodes: ReadonlyArray<SnapshotRecord>;
  readonly pageInfo: PageInfo;
};

export type SnapshotRecordEdge = {
  readonly __typename?: 'SnapshotRecordEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SnapshotRecord;
};

export type SnapshotReport = {
  readonly __typename?: 'SnapshotReport';
  readonly notReconciled: ReadonlyArray<NotReconciled>;
  readonly summary: ReadonlyArray<ReportLine>;
  readonly tables: ReadonlyArray<ReportTable>;
  readonly title: Scalars['String']['output'];
};


export type SnapshotReportTablesArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};

export type SnapshotState =
  | 'FAILED'
  | 'TAKING'
  | 'WHOLE';

export type SnapshotStatement = {
  readonly __typename?: 'SnapshotStatement';
  readonly ends?: Maybe<Scalars['String']['output']>;
  readonly kind: Scalars['String']['output'];
  readonly language?: Maybe<Scalars['String']['output']>;
  readonly library: Scalars['ID']['output'];
  readonly recordLocalId?: Maybe<Scalars['String']['output']>;
  readonly starts?: Maybe<Scalars['String']['output']>;
  readonly system: Scalars['ID']['output'];
  readonly text: Scalars['String']['output'];
  readonly title?: Maybe<Scalars['String']['output']>;
};

export type SnapshotStatementConnection = {
  readonly __typename?: 'SnapshotStatementConnection';
  readonly edges: ReadonlyArray<SnapshotStatementEdge>;
  readonly nodes: ReadonlyArray<SnapshotStatement>;
  readonly pageInfo: PageInfo;
};

export type SnapshotStatementEdge = {
  readonly __typename?: 'SnapshotStatementEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SnapshotStatement;
};

export type SnapshotSystem = {
  readonly __typename?: 'SnapshotSystem';
  readonly harvestedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  readonly notTold: ReadonlyArray<Scalars['String']['output']>;
  readonly problem?: Maybe<Scalars['String']['output']>;
};

export type SnapshotTable = {
  readonly __typename?: 'SnapshotTable';
  readonly rows: ReadonlyArray<SnapshotTableRow>;
  readonly totalRows: Scalars['Int']['output'];
};

export type SnapshotTableRow = {
  readonly __typename?: 'SnapshotTableRow';
  readonly count: Scalars['Int']['output'];
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

export type SnapshotTakenBack = {
  readonly __typename?: 'SnapshotTakenBack';
  readonly at: Scalars['DateTime']['output'];
  readonly digestAfter: Scalars['String']['output'];
  readonly digestBefore: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
  readonly records: Scalars['Int']['output'];
};

export type StartExportInput = {
  readonly by?: InputMaybe<ReadonlyArray<Dimension>>;
  readonly format: ExportFormat;
  readonly library?: InputMaybe<Scalars['ID']['input']>;
  readonly of?: InputMaybe<Population>;
  readonly options?: InputMaybe<ReadonlyArray<ReportOption>>;
  readonly report?: InputMaybe<Scalars['String']['input']>;
  readonly snapshot: Scalars['String']['input'];
  readonly staffNotes?: InputMaybe<Scalars['Boolean']['input']>;
  readonly system?: InputMaybe<Scalars['ID']['input']>;
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

export type StartExportPayload = {
  readonly __typename?: 'StartExportPayload';
  readonly export: Export;
};

export type SuggestMappingsPayload = {
  readonly __typename?: 'SuggestMappingsPayload';
  readonly suggested: Scalars['Int']['output'];
  readonly unmapped: Scalars['Int']['output'];
};

export type SuggestionReason =
  | 'MEANS_OTHERWISE'
  | 'NOTHING_ALIKE'
  | 'SAME_CODE'
  | 'SAME_LABEL'
  | 'SAME_MEANING'
  | 'SEVERAL_ALIKE';

export type SwitchCounts = {
  readonly __typename?: 'SwitchCounts';
  readonly holdings: Scalars['Int']['output'];
  readonly holdingsKnown: Scalars['Int']['output'];
  readonly items: Scalars['Int']['output'];
  readonly itemsKnown: Scalars['Int']['output'];
  readonly openLoans?: Maybe<Scalars['Int']['output']>;
  readonly openLoansThere?: Maybe<Scalars['Int']['output']>;
  readonly openLoansUnknown?: Maybe<Scalars['Int']['output']>;
};

export type SystemPhase = {
  readonly __typename?: 'SystemPhase';
  readonly contradiction?: Maybe<Scalars['String']['output']>;
  readonly phase: MovePhase;
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  readonly system: Scalars['ID']['output'];
  readonly written?: Maybe<MovePhase>;
};

export type TakeSnapshotInput = {
  readonly name: Scalars['String']['input'];
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type TakeSnapshotPayload = {
  readonly __typename?: 'TakeSnapshotPayload';
  readonly job: ComparisonJob;
  readonly snapshot: Snapshot;
};

export type TargetCode = {
  readonly __typename?: 'TargetCode';
  readonly code: Scalars['String']['output'];
  readonly label?: Maybe<Scalars['String']['output']>;
  readonly meaning?: Maybe<Scalars['String']['output']>;
};

export type TargetCodeInput = {
  readonly code: Scalars['String']['input'];
  readonly label?: InputMaybe<Scalars['String']['input']>;
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  readonly list: CodeListName;
  readonly meaning?: InputMaybe<Scalars['String']['input']>;
};

export type TargetCodeReference = {
  readonly code: Scalars['String']['input'];
  readonly list: CodeListName;
};

export type TargetLengthInput = {
  readonly greatestLength?: InputMaybe<Scalars['Int']['input']>;
  readonly list: CodeListName;
};

export type TargetList = {
  readonly __typename?: 'TargetList';
  readonly codes: ReadonlyArray<TargetCode>;
  readonly greatestLength?: Maybe<Scalars['Int']['output']>;
  readonly list: CodeListName;
};

export type UnreadRowInput = {
  readonly column?: InputMaybe<Scalars['String']['input']>;
  readonly line: Scalars['Int']['input'];
  readonly problem: Scalars['String']['input'];
};

export type WithoutNewId = {
  readonly __typename?: 'WithoutNewId';
  readonly barcode?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
};
