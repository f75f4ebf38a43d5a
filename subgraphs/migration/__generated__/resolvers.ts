import type * as Types from './types.ts';
import type { Snapshot } from './types.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { LibraryPhasesModel, RekeyListModel, RekeyRowModel, SystemPhaseModel, PhaseRequestModel, SwitchCountsModel, MoveSignatureModel, RefusedRowModel, RefusedRowPageModel, ControlTotalModel, DecisionPageModel, DecisionModel, ExportPageModel, ExportModel, SnapshotModel, ComparisonReportModel, NotReconciledModel, ReportLineModel, ReportTableModel, ReportColumnModel, ReportRowModel, MovePlanModel, DraftRuleModel, DraftAnswerModel, LedgerModel, LedgerClassCountModel, LedgerRuleModel, MappedCodeModel, MappedCodePageModel, PlacedCodeModel, JobModel, DrillModel, ReportPageModel, ReportModel, ItemModel, ItemPageModel, RecordModel, RecordPageModel, StatementModel, StatementPageModel, SystemModel } from '../models.ts';
import type { MigrationContext } from '../context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Types.Maybe<T> extends T ? Types.Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Types.Maybe<TTypes> | Promise<Types.Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Snapshot: Snapshot;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Snapshot:
    ( { __typename: 'Snapshot' }
    & GraphQLRecursivePick<FederationTypes['Snapshot'], {"name":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddLedgerRuleInput: Types.AddLedgerRuleInput;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  AnswerDraftPolicyInput: Types.AnswerDraftPolicyInput;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  AnswerDraftPolicyPayload: ResolverTypeWrapper<Omit<Types.AnswerDraftPolicyPayload, 'plan'> & { plan: ResolversTypes['MovePlan'] }>;
  AskForPhaseInput: Types.AskForPhaseInput;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  CancelComparisonJobInput: Types.CancelComparisonJobInput;
  CancelComparisonJobPayload: ResolverTypeWrapper<Omit<Types.CancelComparisonJobPayload, 'job'> & { job?: Types.Maybe<ResolversTypes['ComparisonJob']> }>;
  CellKind: Types.CellKind;
  ChangeDecisionInput: Types.ChangeDecisionInput;
  ChangeDraftRuleInput: Types.ChangeDraftRuleInput;
  ChangeDraftRulePayload: ResolverTypeWrapper<Omit<Types.ChangeDraftRulePayload, 'rule'> & { rule: ResolversTypes['DraftRule'] }>;
  ChangeMappingsInput: Types.ChangeMappingsInput;
  ChangeMappingsPayload: ResolverTypeWrapper<Types.ChangeMappingsPayload>;
  ChangeTargetCodesInput: Types.ChangeTargetCodesInput;
  ChangeTargetCodesPayload: ResolverTypeWrapper<Types.ChangeTargetCodesPayload>;
  CloseDecisionInput: Types.CloseDecisionInput;
  CodeListName: Types.CodeListName;
  CodeMapping: ResolverTypeWrapper<MappedCodeModel>;
  CodeMappingConnection: ResolverTypeWrapper<MappedCodePageModel>;
  CodeMappingEdge: ResolverTypeWrapper<PlacedCodeModel>;
  CodeMappingInput: Types.CodeMappingInput;
  ComparisonJob: ResolverTypeWrapper<JobModel>;
  ComparisonJobState: Types.ComparisonJobState;
  ComparisonReport: ResolverTypeWrapper<ComparisonReportModel>;
  ComparisonReportOption: ResolverTypeWrapper<Types.ComparisonReportOption>;
  Condition: Types.Condition;
  ControlClass: Types.ControlClass;
  ControlPart: Types.ControlPart;
  ControlTotal: ResolverTypeWrapper<ControlTotalModel>;
  ControlTotalInput: Types.ControlTotalInput;
  CopyPlanInput: Types.CopyPlanInput;
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Decision: ResolverTypeWrapper<DecisionModel>;
  DecisionConnection: ResolverTypeWrapper<DecisionPageModel>;
  DecisionEdge: ResolverTypeWrapper<DecisionModel>;
  DecisionInSnapshot: ResolverTypeWrapper<Types.DecisionInSnapshot>;
  DecisionOption: ResolverTypeWrapper<Types.DecisionOption>;
  DecisionOptionInput: Types.DecisionOptionInput;
  DecisionPayload: ResolverTypeWrapper<Omit<Types.DecisionPayload, 'decision'> & { decision: ResolversTypes['Decision'] }>;
  DecisionState: Types.DecisionState;
  DeclareForLedgerInput: Types.DeclareForLedgerInput;
  Dimension: Types.Dimension;
  DraftAnswer: ResolverTypeWrapper<DraftAnswerModel>;
  DraftRule: ResolverTypeWrapper<DraftRuleModel>;
  DropLedgerInput: Types.DropLedgerInput;
  DropLedgerPayload: ResolverTypeWrapper<Types.DropLedgerPayload>;
  DropLedgerRuleInput: Types.DropLedgerRuleInput;
  DropPlanInput: Types.DropPlanInput;
  DropPlanPayload: ResolverTypeWrapper<Types.DropPlanPayload>;
  DropSnapshotInput: Types.DropSnapshotInput;
  DropSnapshotPayload: ResolverTypeWrapper<Types.DropSnapshotPayload>;
  EndPhaseRequestInput: Types.EndPhaseRequestInput;
  EnterControlTotalsInput: Types.EnterControlTotalsInput;
  EnterControlTotalsPayload: ResolverTypeWrapper<Omit<Types.EnterControlTotalsPayload, 'totals'> & { totals: ReadonlyArray<ResolversTypes['ControlTotal']> }>;
  EnterSampleResultsInput: Types.EnterSampleResultsInput;
  EnterSampleResultsPayload: ResolverTypeWrapper<Types.EnterSampleResultsPayload>;
  Export: ResolverTypeWrapper<ExportModel>;
  ExportConnection: ResolverTypeWrapper<ExportPageModel>;
  ExportEdge: ResolverTypeWrapper<ExportModel>;
  ExportFormat: Types.ExportFormat;
  FilePartInput: Types.FilePartInput;
  FindingKind: ResolverTypeWrapper<Types.FindingKind>;
  Ledger: ResolverTypeWrapper<LedgerModel>;
  Float: ResolverTypeWrapper<Types.Scalars['Float']['output']>;
  LedgerChoice: Types.LedgerChoice;
  LedgerClass: Types.LedgerClass;
  LedgerClassCount: ResolverTypeWrapper<LedgerClassCountModel>;
  LedgerDeclaration: ResolverTypeWrapper<Types.LedgerDeclaration>;
  LedgerPayload: ResolverTypeWrapper<Omit<Types.LedgerPayload, 'ledger'> & { ledger: ResolversTypes['Ledger'] }>;
  LedgerReservation: Types.LedgerReservation;
  LedgerRule: ResolverTypeWrapper<LedgerRuleModel>;
  LedgerRuleState: Types.LedgerRuleState;
  LedgerSample: ResolverTypeWrapper<Types.LedgerSample>;
  LedgerSignature: ResolverTypeWrapper<Types.LedgerSignature>;
  LedgerState: Types.LedgerState;
  LedgerThing: Types.LedgerThing;
  LibraryPhases: ResolverTypeWrapper<LibraryPhasesModel>;
  MakeDecisionInput: Types.MakeDecisionInput;
  MakeLedgerInput: Types.MakeLedgerInput;
  MakeLedgerPayload: ResolverTypeWrapper<Omit<Types.MakeLedgerPayload, 'job' | 'ledger'> & { job: ResolversTypes['ComparisonJob'], ledger: ResolversTypes['Ledger'] }>;
  MakePlanInput: Types.MakePlanInput;
  MappingState: Types.MappingState;
  MappingWarning: Types.MappingWarning;
  MoveEvidence: ResolverTypeWrapper<Omit<Types.MoveEvidence, 'signatures'> & { signatures: ReadonlyArray<ResolversTypes['MoveSignature']> }>;
  MovePhase: Types.MovePhase;
  MovePlan: ResolverTypeWrapper<MovePlanModel>;
  MovePlanState: Types.MovePlanState;
  MoveSignature: ResolverTypeWrapper<MoveSignatureModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotReconciled: ResolverTypeWrapper<NotReconciledModel>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  PhasePayload: ResolverTypeWrapper<Omit<Types.PhasePayload, 'request'> & { request: ResolversTypes['PhaseRequest'] }>;
  PhaseRequest: ResolverTypeWrapper<PhaseRequestModel>;
  PhaseRequestState: Types.PhaseRequestState;
  PlanPayload: ResolverTypeWrapper<Omit<Types.PlanPayload, 'job' | 'plan'> & { job: ResolversTypes['ComparisonJob'], plan: ResolversTypes['MovePlan'] }>;
  Population: Types.Population;
  PredictPlanInput: Types.PredictPlanInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefusedRow: ResolverTypeWrapper<RefusedRowModel>;
  RefusedRowConnection: ResolverTypeWrapper<RefusedRowPageModel>;
  RefusedRowEdge: ResolverTypeWrapper<RefusedRowModel>;
  RefusedValue: ResolverTypeWrapper<Types.RefusedValue>;
  RekeyAction: Types.RekeyAction;
  RekeyCertainty: Types.RekeyCertainty;
  RekeyList: ResolverTypeWrapper<RekeyListModel>;
  RekeyRow: ResolverTypeWrapper<RekeyRowModel>;
  RekeySource: Types.RekeySource;
  RekeyTold: ResolverTypeWrapper<Types.RekeyTold>;
  ReportColumn: ResolverTypeWrapper<ReportColumnModel>;
  ReportCondition: ResolverTypeWrapper<Types.ReportCondition>;
  ReportDrill: ResolverTypeWrapper<DrillModel>;
  ReportLine: ResolverTypeWrapper<ReportLineModel>;
  ReportOption: Types.ReportOption;
  ReportOptionValue: Types.ReportOptionValue;
  ReportRow: ResolverTypeWrapper<ReportRowModel>;
  ReportRowConnection: ResolverTypeWrapper<ReportPageModel>;
  ReportRowEdge: ResolverTypeWrapper<ReportRowModel>;
  ReportTable: ResolverTypeWrapper<ReportTableModel>;
  RowRefusal: ResolverTypeWrapper<Types.RowRefusal>;
  SampleResult: Types.SampleResult;
  SampleResultInput: Types.SampleResultInput;
  SignEvidenceInput: Types.SignEvidenceInput;
  SignEvidencePayload: ResolverTypeWrapper<Omit<Types.SignEvidencePayload, 'signatures'> & { signatures: ReadonlyArray<ResolversTypes['MoveSignature']> }>;
  SignRuleInput: Types.SignRuleInput;
  SigningRole: Types.SigningRole;
  Snapshot: ResolverTypeWrapper<SnapshotModel>;
  SnapshotCount: ResolverTypeWrapper<Types.SnapshotCount>;
  SnapshotDetail: ResolverTypeWrapper<Types.SnapshotDetail>;
  SnapshotItem: ResolverTypeWrapper<ItemModel>;
  SnapshotItemConnection: ResolverTypeWrapper<ItemPageModel>;
  SnapshotItemEdge: ResolverTypeWrapper<ItemModel>;
  SnapshotLoss: ResolverTypeWrapper<Types.SnapshotLoss>;
  SnapshotRecord: ResolverTypeWrapper<RecordModel>;
  SnapshotRecordConnection: ResolverTypeWrapper<RecordPageModel>;
  SnapshotRecordEdge: ResolverTypeWrapper<RecordModel>;
  SnapshotReport: ResolverTypeWrapper<ReportModel>;
  SnapshotState: Types.SnapshotState;
  SnapshotStatement: ResolverTypeWrapper<StatementModel>;
  SnapshotStatementConnection: ResolverTypeWrapper<StatementPageModel>;
  SnapshotStatementEdge: ResolverTypeWrapper<StatementModel>;
  SnapshotSystem: ResolverTypeWrapper<SystemModel>;
  SnapshotTable: ResolverTypeWrapper<Types.SnapshotTable>;
  SnapshotTableRow: ResolverTypeWrapper<Types.SnapshotTableRow>;
  SnapshotTakenBack: ResolverTypeWrapper<Types.SnapshotTakenBack>;
  StartExportInput: Types.StartExportInput;
  StartExportPayload: ResolverTypeWrapper<Omit<Types.StartExportPayload, 'export'> & { export: ResolversTypes['Export'] }>;
  SuggestMappingsPayload: ResolverTypeWrapper<Types.SuggestMappingsPayload>;
  SuggestionReason: Types.SuggestionReason;
  SwitchCounts: ResolverTypeWrapper<SwitchCountsModel>;
  SystemPhase: ResolverTypeWrapper<SystemPhaseModel>;
  TakeSnapshotInput: Types.TakeSnapshotInput;
  TakeSnapshotPayload: ResolverTypeWrapper<Omit<Types.TakeSnapshotPayload, 'job' | 'snapshot'> & { job: ResolversTypes['ComparisonJob'], snapshot: ResolversTypes['Snapshot'] }>;
  TargetCode: ResolverTypeWrapper<Types.TargetCode>;
  TargetCodeInput: Types.TargetCodeInput;
  TargetCodeReference: Types.TargetCodeReference;
  TargetLengthInput: Types.TargetLengthInput;
  TargetList: ResolverTypeWrapper<Types.TargetList>;
  UnreadRowInput: Types.UnreadRowInput;
  WithoutNewId: ResolverTypeWrapper<Types.WithoutNewId>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddLedgerRuleInput: Types.AddLedgerRuleInput;
  String: Types.Scalars['String']['output'];
  AnswerDraftPolicyInput: Types.AnswerDraftPolicyInput;
  Boolean: Types.Scalars['Boolean']['output'];
  ID: Types.Scalars['ID']['output'];
  AnswerDraftPolicyPayload: Omit<Types.AnswerDraftPolicyPayload, 'plan'> & { plan: ResolversParentTypes['MovePlan'] };
  AskForPhaseInput: Types.AskForPhaseInput;
  Int: Types.Scalars['Int']['output'];
  CancelComparisonJobInput: Types.CancelComparisonJobInput;
  CancelComparisonJobPayload: Omit<Types.CancelComparisonJobPayload, 'job'> & { job?: Types.Maybe<ResolversParentTypes['ComparisonJob']> };
  ChangeDecisionInput: Types.ChangeDecisionInput;
  ChangeDraftRuleInput: Types.ChangeDraftRuleInput;
  ChangeDraftRulePayload: Omit<Types.ChangeDraftRulePayload, 'rule'> & { rule: ResolversParentTypes['DraftRule'] };
  ChangeMappingsInput: Types.ChangeMappingsInput;
  ChangeMappingsPayload: Types.ChangeMappingsPayload;
  ChangeTargetCodesInput: Types.ChangeTargetCodesInput;
  ChangeTargetCodesPayload: Types.ChangeTargetCodesPayload;
  CloseDecisionInput: Types.CloseDecisionInput;
  CodeMapping: MappedCodeModel;
  CodeMappingConnection: MappedCodePageModel;
  CodeMappingEdge: PlacedCodeModel;
  CodeMappingInput: Types.CodeMappingInput;
  ComparisonJob: JobModel;
  ComparisonReport: ComparisonReportModel;
  ComparisonReportOption: Types.ComparisonReportOption;
  Condition: Types.Condition;
  ControlTotal: ControlTotalModel;
  ControlTotalInput: Types.ControlTotalInput;
  CopyPlanInput: Types.CopyPlanInput;
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Decision: DecisionModel;
  DecisionConnection: DecisionPageModel;
  DecisionEdge: DecisionModel;
  DecisionInSnapshot: Types.DecisionInSnapshot;
  DecisionOption: Types.DecisionOption;
  DecisionOptionInput: Types.DecisionOptionInput;
  DecisionPayload: Omit<Types.DecisionPayload, 'decision'> & { decision: ResolversParentTypes['Decision'] };
  DeclareForLedgerInput: Types.DeclareForLedgerInput;
  DraftAnswer: DraftAnswerModel;
  DraftRule: DraftRuleModel;
  DropLedgerInput: Types.DropLedgerInput;
  DropLedgerPayload: Types.DropLedgerPayload;
  DropLedgerRuleInput: Types.DropLedgerRuleInput;
  DropPlanInput: Types.DropPlanInput;
  DropPlanPayload: Types.DropPlanPayload;
  DropSnapshotInput: Types.DropSnapshotInput;
  DropSnapshotPayload: Types.DropSnapshotPayload;
  EndPhaseRequestInput: Types.EndPhaseRequestInput;
  EnterControlTotalsInput: Types.EnterControlTotalsInput;
  EnterControlTotalsPayload: Omit<Types.EnterControlTotalsPayload, 'totals'> & { totals: ReadonlyArray<ResolversParentTypes['ControlTotal']> };
  EnterSampleResultsInput: Types.EnterSampleResultsInput;
  EnterSampleResultsPayload: Types.EnterSampleResultsPayload;
  Export: ExportModel;
  ExportConnection: ExportPageModel;
  ExportEdge: ExportModel;
  FilePartInput: Types.FilePartInput;
  FindingKind: Types.FindingKind;
  Ledger: LedgerModel;
  Float: Types.Scalars['Float']['output'];
  LedgerClassCount: LedgerClassCountModel;
  LedgerDeclaration: Types.LedgerDeclaration;
  LedgerPayload: Omit<Types.LedgerPayload, 'ledger'> & { ledger: ResolversParentTypes['Ledger'] };
  LedgerRule: LedgerRuleModel;
  LedgerSample: Types.LedgerSample;
  LedgerSignature: Types.LedgerSignature;
  LibraryPhases: LibraryPhasesModel;
  MakeDecisionInput: Types.MakeDecisionInput;
  MakeLedgerInput: Types.MakeLedgerInput;
  MakeLedgerPayload: Omit<Types.MakeLedgerPayload, 'job' | 'ledger'> & { job: ResolversParentTypes['ComparisonJob'], ledger: ResolversParentTypes['Ledger'] };
  MakePlanInput: Types.MakePlanInput;
  MoveEvidence: Omit<Types.MoveEvidence, 'signatures'> & { signatures: ReadonlyArray<ResolversParentTypes['MoveSignature']> };
  MovePlan: MovePlanModel;
  MoveSignature: MoveSignatureModel;
  Mutation: Record<PropertyKey, never>;
  NotReconciled: NotReconciledModel;
  PageInfo: Types.PageInfo;
  PhasePayload: Omit<Types.PhasePayload, 'request'> & { request: ResolversParentTypes['PhaseRequest'] };
  PhaseRequest: PhaseRequestModel;
  PlanPayload: Omit<Types.PlanPayload, 'job' | 'plan'> & { job: ResolversParentTypes['ComparisonJob'], plan: ResolversParentTypes['MovePlan'] };
  PredictPlanInput: Types.PredictPlanInput;
  Query: Record<PropertyKey, never>;
  RefusedRow: RefusedRowModel;
  RefusedRowConnection: RefusedRowPageModel;
  RefusedRowEdge: RefusedRowModel;
  RefusedValue: Types.RefusedValue;
  RekeyList: RekeyListModel;
  RekeyRow: RekeyRowModel;
  RekeyTold: Types.RekeyTold;
  ReportColumn: ReportColumnModel;
  ReportCondition: Types.ReportCondition;
  ReportDrill: DrillModel;
  ReportLine: ReportLineModel;
  ReportOption: Types.ReportOption;
  ReportRow: ReportRowModel;
  ReportRowConnection: ReportPageModel;
  ReportRowEdge: ReportRowModel;
  ReportTable: ReportTableModel;
  RowRefusal: Types.RowRefusal;
  SampleResultInput: Types.SampleResultInput;
  SignEvidenceInput: Types.SignEvidenceInput;
  SignEvidencePayload: Omit<Types.SignEvidencePayload, 'signatures'> & { signatures: ReadonlyArray<ResolversParentTypes['MoveSignature']> };
  SignRuleInput: Types.SignRuleInput;
  Snapshot: SnapshotModel;
  SnapshotCount: Types.SnapshotCount;
  SnapshotDetail: Types.SnapshotDetail;
  SnapshotItem: ItemModel;
  SnapshotItemConnection: ItemPageModel;
  SnapshotItemEdge: ItemModel;
  SnapshotLoss: Types.SnapshotLoss;
  SnapshotRecord: RecordModel;
  SnapshotRecordConnection: RecordPageModel;
  SnapshotRecordEdge: RecordModel;
  SnapshotReport: ReportModel;
  SnapshotStatement: StatementModel;
  SnapshotStatementConnection: StatementPageModel;
  SnapshotStatementEdge: StatementModel;
  SnapshotSystem: SystemModel;
  SnapshotTable: Types.SnapshotTable;
  SnapshotTableRow: Types.SnapshotTableRow;
  SnapshotTakenBack: Types.SnapshotTakenBack;
  StartExportInput: Types.StartExportInput;
  StartExportPayload: Omit<Types.StartExportPayload, 'export'> & { export: ResolversParentTypes['Export'] };
  SuggestMappingsPayload: Types.SuggestMappingsPayload;
  SwitchCounts: SwitchCountsModel;
  SystemPhase: SystemPhaseModel;
  TakeSnapshotInput: Types.TakeSnapshotInput;
  TakeSnapshotPayload: Omit<Types.TakeSnapshotPayload, 'job' | 'snapshot'> & { job: ResolversParentTypes['ComparisonJob'], snapshot: ResolversParentTypes['Snapshot'] };
  TargetCode: Types.TargetCode;
  TargetCodeInput: Types.TargetCodeInput;
  TargetCodeReference: Types.TargetCodeReference;
  TargetLengthInput: Types.TargetLengthInput;
  TargetList: Types.TargetList;
  UnreadRowInput: Types.UnreadRowInput;
  WithoutNewId: Types.WithoutNewId;
};

export type AnswerDraftPolicyPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['AnswerDraftPolicyPayload'] = ResolversParentTypes['AnswerDraftPolicyPayload']> = {
  plan?: Resolver<ResolversTypes['MovePlan'], ParentType, ContextType>;
};

export type CancelComparisonJobPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['CancelComparisonJobPayload'] = ResolversParentTypes['CancelComparisonJobPayload']> = {
  job?: Resolver<Types.Maybe<ResolversTypes['ComparisonJob']>, ParentType, ContextType>;
};

export type ChangeDraftRulePayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ChangeDraftRulePayload'] = ResolversParentTypes['ChangeDraftRulePayload']> = {
  rule?: Resolver<ResolversTypes['DraftRule'], ParentType, ContextType>;
};

export type ChangeMappingsPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ChangeMappingsPayload'] = ResolversParentTypes['ChangeMappingsPayload']> = {
  refused?: Resolver<ReadonlyArray<ResolversTypes['RowRefusal']>, ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeTargetCodesPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ChangeTargetCodesPayload'] = ResolversParentTypes['ChangeTargetCodesPayload']> = {
  refused?: Resolver<ReadonlyArray<ResolversTypes['RowRefusal']>, ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CodeMappingResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['CodeMapping'] = ResolversParentTypes['CodeMapping']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  items?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  label?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  list?: Resolver<ResolversTypes['CodeListName'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['SuggestionReason']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MappingState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  target?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetLabel?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['MappingWarning']>, ParentType, ContextType>;
};

export type CodeMappingConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['CodeMappingConnection'] = ResolversParentTypes['CodeMappingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CodeMappingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CodeMapping']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CodeMappingEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['CodeMappingEdge'] = ResolversParentTypes['CodeMappingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CodeMapping'], ParentType, ContextType>;
};

export type ComparisonJobResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ComparisonJob'] = ResolversParentTypes['ComparisonJob']> = {
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  snapshot?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ComparisonJobState'], ParentType, ContextType>;
  step?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ComparisonReportResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ComparisonReport'] = ResolversParentTypes['ComparisonReport']> = {
  aboutReaders?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  formerly?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['ComparisonReportOption']>, ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ComparisonReportOptionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ComparisonReportOption'] = ResolversParentTypes['ComparisonReportOption']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  says?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  takes?: Resolver<ResolversTypes['ReportOptionValue'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ControlTotalResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ControlTotal'] = ResolversParentTypes['ControlTotal']> = {
  class?: Resolver<ResolversTypes['ControlClass'], ParentType, ContextType>;
  countedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  enteredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  enteredBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  includes?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ControlPart']>>, ParentType, ContextType>;
  library?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restNote?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restOwner?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  where?: Resolver<ReadonlyArray<ResolversTypes['ReportCondition']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecisionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  changedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  changedBy?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chosen?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  closedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedBy?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inSnapshot?: Resolver<Types.Maybe<ResolversTypes['DecisionInSnapshot']>, ParentType, ContextType, Partial<Types.DecisionInSnapshotArgs>>;
  items?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  madeBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<ResolversTypes['Population'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['DecisionOption']>, ParentType, ContextType>;
  outcome?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readers?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DecisionState'], ParentType, ContextType>;
  where?: Resolver<ReadonlyArray<ResolversTypes['ReportCondition']>, ParentType, ContextType>;
};

export type DecisionConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DecisionConnection'] = ResolversParentTypes['DecisionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DecisionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Decision']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DecisionEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DecisionEdge'] = ResolversParentTypes['DecisionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
};

export type DecisionInSnapshotResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DecisionInSnapshot'] = ResolversParentTypes['DecisionInSnapshot']> = {
  items?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  readers?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rows?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stillThere?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  why?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DecisionOptionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DecisionOption'] = ResolversParentTypes['DecisionOption']> = {
  items?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  readers?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  where?: Resolver<ReadonlyArray<ResolversTypes['ReportCondition']>, ParentType, ContextType>;
  why?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DecisionPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DecisionPayload'] = ResolversParentTypes['DecisionPayload']> = {
  decision?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
};

export type DraftAnswerResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DraftAnswer'] = ResolversParentTypes['DraftAnswer']> = {
  agrees?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  answeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  answeredBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ofEarlierDraft?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DraftRuleResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DraftRule'] = ResolversParentTypes['DraftRule']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  itemType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  terms?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DropLedgerPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DropLedgerPayload'] = ResolversParentTypes['DropLedgerPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DropPlanPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DropPlanPayload'] = ResolversParentTypes['DropPlanPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DropSnapshotPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['DropSnapshotPayload'] = ResolversParentTypes['DropSnapshotPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnterControlTotalsPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['EnterControlTotalsPayload'] = ResolversParentTypes['EnterControlTotalsPayload']> = {
  totals?: Resolver<ReadonlyArray<ResolversTypes['ControlTotal']>, ParentType, ContextType>;
};

export type EnterSampleResultsPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['EnterSampleResultsPayload'] = ResolversParentTypes['EnterSampleResultsPayload']> = {
  refused?: Resolver<ReadonlyArray<ResolversTypes['RowRefusal']>, ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExportResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Export'] = ResolversParentTypes['Export']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorLibraries?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ExportFormat'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  of?: Resolver<Types.Maybe<ResolversTypes['Population']>, ParentType, ContextType>;
  report?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rowCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  staffNotes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  what?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExportConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ExportConnection'] = ResolversParentTypes['ExportConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExportEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Export']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExportEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ExportEdge'] = ResolversParentTypes['ExportEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Export'], ParentType, ContextType>;
};

export type FindingKindResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['FindingKind'] = ResolversParentTypes['FindingKind']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<ResolversTypes['Population'], ParentType, ContextType>;
  says?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LedgerResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Ledger'] = ResolversParentTypes['Ledger']> = {
  before?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  classes?: Resolver<ReadonlyArray<ResolversTypes['LedgerClassCount']>, ParentType, ContextType>;
  declared?: Resolver<ReadonlyArray<ResolversTypes['LedgerDeclaration']>, ParentType, ContextType>;
  despite?: Resolver<ReadonlyArray<ResolversTypes['LedgerReservation']>, ParentType, ContextType>;
  isDone?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  libraries?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  maxShare?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  plan?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rules?: Resolver<ReadonlyArray<ResolversTypes['LedgerRule']>, ParentType, ContextType>;
  seed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LedgerState'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetSystem?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  tolerance?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  wholeAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type LedgerClassCountResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerClassCount'] = ResolversParentTypes['LedgerClassCount']> = {
  carried?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  changedByRule?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  class?: Resolver<ResolversTypes['LedgerClass'], ParentType, ContextType>;
  droppedByRule?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  extra?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  merged?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  notProvable?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  notToldBy?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  penceFrom?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  penceTo?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unexplained?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LedgerDeclarationResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerDeclaration'] = ResolversParentTypes['LedgerDeclaration']> = {
  choice?: Resolver<Types.Maybe<ResolversTypes['LedgerChoice']>, ParentType, ContextType>;
  thing?: Resolver<ResolversTypes['LedgerThing'], ParentType, ContextType>;
};

export type LedgerPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerPayload'] = ResolversParentTypes['LedgerPayload']> = {
  ledger?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
};

export type LedgerRuleResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerRule'] = ResolversParentTypes['LedgerRule']> = {
  class?: Resolver<ResolversTypes['LedgerClass'], ParentType, ContextType>;
  digest?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['LedgerSample']>, ParentType, ContextType>;
  says?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  signature?: Resolver<Types.Maybe<ResolversTypes['LedgerSignature']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LedgerRuleState'], ParentType, ContextType>;
  to?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LedgerSampleResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerSample'] = ResolversParentTypes['LedgerSample']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LedgerSignatureResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LedgerSignature'] = ResolversParentTypes['LedgerSignature']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  signedAs?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LibraryPhasesResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['LibraryPhases'] = ResolversParentTypes['LibraryPhases']> = {
  asked?: Resolver<Types.Maybe<ResolversTypes['PhaseRequest']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['PhaseRequest']>, ParentType, ContextType>;
  library?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemPhase']>, ParentType, ContextType>;
  toRekey?: Resolver<Types.Maybe<ResolversTypes['RekeyList']>, ParentType, ContextType>;
  withoutNewId?: Resolver<ReadonlyArray<ResolversTypes['WithoutNewId']>, ParentType, ContextType, RequireFields<Types.LibraryPhasesWithoutNewIdArgs, 'first'>>;
};

export type MakeLedgerPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['MakeLedgerPayload'] = ResolversParentTypes['MakeLedgerPayload']> = {
  job?: Resolver<ResolversTypes['ComparisonJob'], ParentType, ContextType>;
  ledger?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
};

export type MoveEvidenceResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['MoveEvidence'] = ResolversParentTypes['MoveEvidence']> = {
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signatures?: Resolver<ReadonlyArray<ResolversTypes['MoveSignature']>, ParentType, ContextType>;
};

export type MovePlanResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['MovePlan'] = ResolversParentTypes['MovePlan']> = {
  circulationRules?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  copiedFrom?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  draftAnswers?: Resolver<ReadonlyArray<ResolversTypes['DraftAnswer']>, ParentType, ContextType>;
  draftRules?: Resolver<ReadonlyArray<ResolversTypes['DraftRule']>, ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  predictedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  settings?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['Snapshot'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MovePlanState'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoveSignatureResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['MoveSignature'] = ResolversParentTypes['MoveSignature']> = {
  holder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['SigningRole'], ParentType, ContextType>;
  signedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  signedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addLedgerRule?: Resolver<Types.Maybe<ResolversTypes['LedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationAddLedgerRuleArgs, 'input'>>;
  answerDraftPolicy?: Resolver<Types.Maybe<ResolversTypes['AnswerDraftPolicyPayload']>, ParentType, ContextType, RequireFields<Types.MutationAnswerDraftPolicyArgs, 'input'>>;
  askForPhase?: Resolver<Types.Maybe<ResolversTypes['PhasePayload']>, ParentType, ContextType, RequireFields<Types.MutationAskForPhaseArgs, 'input'>>;
  cancelComparisonJob?: Resolver<Types.Maybe<ResolversTypes['CancelComparisonJobPayload']>, ParentType, ContextType, RequireFields<Types.MutationCancelComparisonJobArgs, 'input'>>;
  changeDecision?: Resolver<Types.Maybe<ResolversTypes['DecisionPayload']>, ParentType, ContextType, RequireFields<Types.MutationChangeDecisionArgs, 'input'>>;
  changeDraftRule?: Resolver<Types.Maybe<ResolversTypes['ChangeDraftRulePayload']>, ParentType, ContextType, RequireFields<Types.MutationChangeDraftRuleArgs, 'input'>>;
  changeMappings?: Resolver<Types.Maybe<ResolversTypes['ChangeMappingsPayload']>, ParentType, ContextType, RequireFields<Types.MutationChangeMappingsArgs, 'input'>>;
  changeTargetCodes?: Resolver<Types.Maybe<ResolversTypes['ChangeTargetCodesPayload']>, ParentType, ContextType, RequireFields<Types.MutationChangeTargetCodesArgs, 'input'>>;
  closeDecision?: Resolver<Types.Maybe<ResolversTypes['DecisionPayload']>, ParentType, ContextType, RequireFields<Types.MutationCloseDecisionArgs, 'input'>>;
  confirmPhase?: Resolver<Types.Maybe<ResolversTypes['PhasePayload']>, ParentType, ContextType, RequireFields<Types.MutationConfirmPhaseArgs, 'input'>>;
  copyPlan?: Resolver<Types.Maybe<ResolversTypes['PlanPayload']>, ParentType, ContextType, RequireFields<Types.MutationCopyPlanArgs, 'input'>>;
  declareForLedger?: Resolver<Types.Maybe<ResolversTypes['LedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationDeclareForLedgerArgs, 'input'>>;
  dropLedger?: Resolver<Types.Maybe<ResolversTypes['DropLedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationDropLedgerArgs, 'input'>>;
  dropLedgerRule?: Resolver<Types.Maybe<ResolversTypes['LedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationDropLedgerRuleArgs, 'input'>>;
  dropPlan?: Resolver<Types.Maybe<ResolversTypes['DropPlanPayload']>, ParentType, ContextType, RequireFields<Types.MutationDropPlanArgs, 'input'>>;
  dropSnapshot?: Resolver<Types.Maybe<ResolversTypes['DropSnapshotPayload']>, ParentType, ContextType, RequireFields<Types.MutationDropSnapshotArgs, 'input'>>;
  enterControlTotals?: Resolver<Types.Maybe<ResolversTypes['EnterControlTotalsPayload']>, ParentType, ContextType, RequireFields<Types.MutationEnterControlTotalsArgs, 'input'>>;
  enterSampleResults?: Resolver<Types.Maybe<ResolversTypes['EnterSampleResultsPayload']>, ParentType, ContextType, RequireFields<Types.MutationEnterSampleResultsArgs, 'input'>>;
  makeDecision?: Resolver<Types.Maybe<ResolversTypes['DecisionPayload']>, ParentType, ContextType, RequireFields<Types.MutationMakeDecisionArgs, 'input'>>;
  makeLedger?: Resolver<Types.Maybe<ResolversTypes['MakeLedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationMakeLedgerArgs, 'input'>>;
  makePlan?: Resolver<Types.Maybe<ResolversTypes['PlanPayload']>, ParentType, ContextType, RequireFields<Types.MutationMakePlanArgs, 'input'>>;
  predictPlan?: Resolver<Types.Maybe<ResolversTypes['PlanPayload']>, ParentType, ContextType, RequireFields<Types.MutationPredictPlanArgs, 'input'>>;
  signEvidence?: Resolver<Types.Maybe<ResolversTypes['SignEvidencePayload']>, ParentType, ContextType, RequireFields<Types.MutationSignEvidenceArgs, 'input'>>;
  signRule?: Resolver<Types.Maybe<ResolversTypes['LedgerPayload']>, ParentType, ContextType, RequireFields<Types.MutationSignRuleArgs, 'input'>>;
  startExport?: Resolver<Types.Maybe<ResolversTypes['StartExportPayload']>, ParentType, ContextType, RequireFields<Types.MutationStartExportArgs, 'input'>>;
  suggestMappings?: Resolver<Types.Maybe<ResolversTypes['SuggestMappingsPayload']>, ParentType, ContextType>;
  takeSnapshot?: Resolver<Types.Maybe<ResolversTypes['TakeSnapshotPayload']>, ParentType, ContextType, RequireFields<Types.MutationTakeSnapshotArgs, 'input'>>;
  withdrawPhase?: Resolver<Types.Maybe<ResolversTypes['PhasePayload']>, ParentType, ContextType, RequireFields<Types.MutationWithdrawPhaseArgs, 'input'>>;
};

export type NotReconciledResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['NotReconciled'] = ResolversParentTypes['NotReconciled']> = {
  difference?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  ours?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  theirs?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PhasePayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['PhasePayload'] = ResolversParentTypes['PhasePayload']> = {
  request?: Resolver<ResolversTypes['PhaseRequest'], ParentType, ContextType>;
};

export type PhaseRequestResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['PhaseRequest'] = ResolversParentTypes['PhaseRequest']> = {
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  askedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  askedRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counts?: Resolver<Types.Maybe<ResolversTypes['SwitchCounts']>, ParentType, ContextType>;
  endedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedBy?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['MovePhase'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOver?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['MovePhase'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PhaseRequestState'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PlanPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['PlanPayload'] = ResolversParentTypes['PlanPayload']> = {
  job?: Resolver<ResolversTypes['ComparisonJob'], ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['MovePlan'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  codeMappings?: Resolver<Types.Maybe<ResolversTypes['CodeMappingConnection']>, ParentType, ContextType, RequireFields<Types.QueryCodeMappingsArgs, 'first'>>;
  comparisonJob?: Resolver<Types.Maybe<ResolversTypes['ComparisonJob']>, ParentType, ContextType, RequireFields<Types.QueryComparisonJobArgs, 'id'>>;
  comparisonJobs?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ComparisonJob']>>, ParentType, ContextType, RequireFields<Types.QueryComparisonJobsArgs, 'first'>>;
  comparisonReports?: Resolver<ReadonlyArray<ResolversTypes['ComparisonReport']>, ParentType, ContextType>;
  controlTotals?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ControlTotal']>>, ParentType, ContextType, Partial<Types.QueryControlTotalsArgs>>;
  decision?: Resolver<Types.Maybe<ResolversTypes['Decision']>, ParentType, ContextType, RequireFields<Types.QueryDecisionArgs, 'id'>>;
  decisions?: Resolver<Types.Maybe<ResolversTypes['DecisionConnection']>, ParentType, ContextType, RequireFields<Types.QueryDecisionsArgs, 'first'>>;
  exports?: Resolver<Types.Maybe<ResolversTypes['ExportConnection']>, ParentType, ContextType, RequireFields<Types.QueryExportsArgs, 'first'>>;
  findingKinds?: Resolver<ReadonlyArray<ResolversTypes['FindingKind']>, ParentType, ContextType>;
  ledger?: Resolver<Types.Maybe<ResolversTypes['Ledger']>, ParentType, ContextType, RequireFields<Types.QueryLedgerArgs, 'name'>>;
  ledgers?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Ledger']>>, ParentType, ContextType>;
  phases?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['LibraryPhases']>>, ParentType, ContextType, Partial<Types.QueryPhasesArgs>>;
  plan?: Resolver<Types.Maybe<ResolversTypes['MovePlan']>, ParentType, ContextType, RequireFields<Types.QueryPlanArgs, 'name'>>;
  plans?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['MovePlan']>>, ParentType, ContextType>;
  refusedRows?: Resolver<Types.Maybe<ResolversTypes['RefusedRowConnection']>, ParentType, ContextType, RequireFields<Types.QueryRefusedRowsArgs, 'first'>>;
  snapshot?: Resolver<Types.Maybe<ResolversTypes['Snapshot']>, ParentType, ContextType, Partial<Types.QuerySnapshotArgs>>;
  snapshots?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Snapshot']>>, ParentType, ContextType>;
  targetLists?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['TargetList']>>, ParentType, ContextType>;
};

export type RefusedRowResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RefusedRow'] = ResolversParentTypes['RefusedRow']> = {
  column?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  said?: Resolver<ReadonlyArray<ResolversTypes['RefusedValue']>, ParentType, ContextType>;
};

export type RefusedRowConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RefusedRowConnection'] = ResolversParentTypes['RefusedRowConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RefusedRowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RefusedRow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RefusedRowEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RefusedRowEdge'] = ResolversParentTypes['RefusedRowEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RefusedRow'], ParentType, ContextType>;
};

export type RefusedValueResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RefusedValue'] = ResolversParentTypes['RefusedValue']> = {
  column?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RekeyListResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RekeyList'] = ResolversParentTypes['RekeyList']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lists?: Resolver<ReadonlyArray<ResolversTypes['RekeyTold']>, ParentType, ContextType>;
  notTold?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['RekeyRow']>, ParentType, ContextType>;
};

export type RekeyRowResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RekeyRow'] = ResolversParentTypes['RekeyRow']> = {
  action?: Resolver<ResolversTypes['RekeyAction'], ParentType, ContextType>;
  barcode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  certainty?: Resolver<ResolversTypes['RekeyCertainty'], ParentType, ContextType>;
  currency?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  list?: Resolver<ResolversTypes['RekeySource'], ParentType, ContextType>;
  on?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  pence?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  wasDueOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  wasPence?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RekeyToldResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RekeyTold'] = ResolversParentTypes['RekeyTold']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  list?: Resolver<ResolversTypes['RekeySource'], ParentType, ContextType>;
};

export type ReportColumnResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportColumn'] = ResolversParentTypes['ReportColumn']> = {
  counts?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  header?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CellKind'], ParentType, ContextType>;
};

export type ReportConditionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportCondition'] = ResolversParentTypes['ReportCondition']> = {
  dimension?: Resolver<ResolversTypes['Dimension'], ParentType, ContextType>;
  in?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportDrillResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportDrill'] = ResolversParentTypes['ReportDrill']> = {
  of?: Resolver<ResolversTypes['Population'], ParentType, ContextType>;
  where?: Resolver<ReadonlyArray<ResolversTypes['ReportCondition']>, ParentType, ContextType>;
};

export type ReportLineResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportLine'] = ResolversParentTypes['ReportLine']> = {
  drill?: Resolver<Types.Maybe<ResolversTypes['ReportDrill']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  notToldBy?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  remedy?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ReportRowResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportRow'] = ResolversParentTypes['ReportRow']> = {
  cells?: Resolver<ReadonlyArray<Types.Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  drill?: Resolver<Types.Maybe<ResolversTypes['ReportDrill']>, ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportRowConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportRowConnection'] = ResolversParentTypes['ReportRowConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReportRowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ReportRow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReportRowEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportRowEdge'] = ResolversParentTypes['ReportRowEdge']> = {
  node?: Resolver<ResolversTypes['ReportRow'], ParentType, ContextType>;
};

export type ReportTableResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['ReportTable'] = ResolversParentTypes['ReportTable']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['ReportColumn']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['ReportRowConnection'], ParentType, ContextType, RequireFields<Types.ReportTableRowsArgs, 'first'>>;
  summary?: Resolver<ReadonlyArray<ResolversTypes['ReportLine']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  totalRows?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type RowRefusalResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['RowRefusal'] = ResolversParentTypes['RowRefusal']> = {
  column?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SignEvidencePayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SignEvidencePayload'] = ResolversParentTypes['SignEvidencePayload']> = {
  signatures?: Resolver<ReadonlyArray<ResolversTypes['MoveSignature']>, ParentType, ContextType>;
};

export type SnapshotResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['Snapshot'] = ResolversParentTypes['Snapshot'], FederationReferenceType extends FederationReferenceTypes['Snapshot'] = FederationReferenceTypes['Snapshot']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Snapshot']> | FederationReferenceType, FederationReferenceType, ContextType>;
  count?: Resolver<ResolversTypes['SnapshotCount'], ParentType, ContextType, RequireFields<Types.SnapshotCountArgs, 'of'>>;
  digest?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<Types.Maybe<ResolversTypes['MoveEvidence']>, ParentType, ContextType, Partial<Types.SnapshotEvidenceArgs>>;
  items?: Resolver<ResolversTypes['SnapshotItemConnection'], ParentType, ContextType, RequireFields<Types.SnapshotItemsArgs, 'first'>>;
  losses?: Resolver<ReadonlyArray<ResolversTypes['SnapshotLoss']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  records?: Resolver<ResolversTypes['SnapshotRecordConnection'], ParentType, ContextType, RequireFields<Types.SnapshotRecordsArgs, 'first'>>;
  report?: Resolver<Types.Maybe<ResolversTypes['SnapshotReport']>, ParentType, ContextType, RequireFields<Types.SnapshotReportArgs, 'name'>>;
  state?: Resolver<ResolversTypes['SnapshotState'], ParentType, ContextType>;
  statements?: Resolver<ResolversTypes['SnapshotStatementConnection'], ParentType, ContextType, RequireFields<Types.SnapshotStatementsArgs, 'first'>>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SnapshotSystem']>, ParentType, ContextType>;
  table?: Resolver<ResolversTypes['SnapshotTable'], ParentType, ContextType, RequireFields<Types.SnapshotTableArgs, 'by' | 'first' | 'of'>>;
  takenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  takenBack?: Resolver<ReadonlyArray<ResolversTypes['SnapshotTakenBack']>, ParentType, ContextType>;
};

export type SnapshotCountResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotCount'] = ResolversParentTypes['SnapshotCount']> = {
  notToldBy?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SnapshotDetailResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotDetail'] = ResolversParentTypes['SnapshotDetail']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SnapshotItemResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotItem'] = ResolversParentTypes['SnapshotItem']> = {
  barcode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  callNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  details?: Resolver<ReadonlyArray<ResolversTypes['SnapshotDetail']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemType?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  leftOut?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  localId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  locationCode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ownerCode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordLocalId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  staffLink?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  staffNotes?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusAtSource?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SnapshotItemConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotItemConnection'] = ResolversParentTypes['SnapshotItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SnapshotItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SnapshotItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SnapshotItemEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotItemEdge'] = ResolversParentTypes['SnapshotItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SnapshotItem'], ParentType, ContextType>;
};

export type SnapshotLossResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotLoss'] = ResolversParentTypes['SnapshotLoss']> = {
  class?: Resolver<ResolversTypes['ControlClass'], ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  now?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  then?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usual?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  went?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SnapshotRecordResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotRecord'] = ResolversParentTypes['SnapshotRecord']> = {
  format?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  localId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  staffLink?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SnapshotRecordConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotRecordConnection'] = ResolversParentTypes['SnapshotRecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SnapshotRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SnapshotRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SnapshotRecordEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotRecordEdge'] = ResolversParentTypes['SnapshotRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SnapshotRecord'], ParentType, ContextType>;
};

export type SnapshotReportResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotReport'] = ResolversParentTypes['SnapshotReport']> = {
  notReconciled?: Resolver<ReadonlyArray<ResolversTypes['NotReconciled']>, ParentType, ContextType>;
  summary?: Resolver<ReadonlyArray<ResolversTypes['ReportLine']>, ParentType, ContextType>;
  tables?: Resolver<ReadonlyArray<ResolversTypes['ReportTable']>, ParentType, ContextType, Partial<Types.SnapshotReportTablesArgs>>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SnapshotStatementResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotStatement'] = ResolversParentTypes['SnapshotStatement']> = {
  ends?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  library?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordLocalId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  starts?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SnapshotStatementConnectionResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotStatementConnection'] = ResolversParentTypes['SnapshotStatementConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SnapshotStatementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SnapshotStatement']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SnapshotStatementEdgeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotStatementEdge'] = ResolversParentTypes['SnapshotStatementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SnapshotStatement'], ParentType, ContextType>;
};

export type SnapshotSystemResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotSystem'] = ResolversParentTypes['SnapshotSystem']> = {
  harvestedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  notTold?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SnapshotTableResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotTable'] = ResolversParentTypes['SnapshotTable']> = {
  rows?: Resolver<ReadonlyArray<ResolversTypes['SnapshotTableRow']>, ParentType, ContextType>;
  totalRows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SnapshotTableRowResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotTableRow'] = ResolversParentTypes['SnapshotTableRow']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SnapshotTakenBackResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SnapshotTakenBack'] = ResolversParentTypes['SnapshotTakenBack']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  digestAfter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  digestBefore?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StartExportPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['StartExportPayload'] = ResolversParentTypes['StartExportPayload']> = {
  export?: Resolver<ResolversTypes['Export'], ParentType, ContextType>;
};

export type SuggestMappingsPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SuggestMappingsPayload'] = ResolversParentTypes['SuggestMappingsPayload']> = {
  suggested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unmapped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SwitchCountsResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SwitchCounts'] = ResolversParentTypes['SwitchCounts']> = {
  holdings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  holdingsKnown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  itemsKnown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openLoans?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  openLoansThere?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  openLoansUnknown?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SystemPhaseResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['SystemPhase'] = ResolversParentTypes['SystemPhase']> = {
  contradiction?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['MovePhase'], ParentType, ContextType>;
  since?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  written?: Resolver<Types.Maybe<ResolversTypes['MovePhase']>, ParentType, ContextType>;
};

export type TakeSnapshotPayloadResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['TakeSnapshotPayload'] = ResolversParentTypes['TakeSnapshotPayload']> = {
  job?: Resolver<ResolversTypes['ComparisonJob'], ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['Snapshot'], ParentType, ContextType>;
};

export type TargetCodeResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['TargetCode'] = ResolversParentTypes['TargetCode']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meaning?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TargetListResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['TargetList'] = ResolversParentTypes['TargetList']> = {
  codes?: Resolver<ReadonlyArray<ResolversTypes['TargetCode']>, ParentType, ContextType>;
  greatestLength?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  list?: Resolver<ResolversTypes['CodeListName'], ParentType, ContextType>;
};

export type WithoutNewIdResolvers<ContextType = MigrationContext, ParentType extends ResolversParentTypes['WithoutNewId'] = ResolversParentTypes['WithoutNewId']> = {
  barcode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = MigrationContext> = {
  AnswerDraftPolicyPayload?: AnswerDraftPolicyPayloadResolvers<ContextType>;
  CancelComparisonJobPayload?: CancelComparisonJobPayloadResolvers<ContextType>;
  ChangeDraftRulePayload?: ChangeDraftRulePayloadResolvers<ContextType>;
  ChangeMappingsPayload?: ChangeMappingsPayloadResolvers<ContextType>;
  ChangeTargetCodesPayload?: ChangeTargetCodesPayloadResolvers<ContextType>;
  CodeMapping?: CodeMappingResolvers<ContextType>;
  CodeMappingConnection?: CodeMappingConnectionResolvers<ContextType>;
  CodeMappingEdge?: CodeMappingEdgeResolvers<ContextType>;
  ComparisonJob?: ComparisonJobResolvers<ContextType>;
  ComparisonReport?: ComparisonReportResolvers<ContextType>;
  ComparisonReportOption?: ComparisonReportOptionResolvers<ContextType>;
  ControlTotal?: ControlTotalResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decision?: DecisionResolvers<ContextType>;
  DecisionConnection?: DecisionConnectionResolvers<ContextType>;
  DecisionEdge?: DecisionEdgeResolvers<ContextType>;
  DecisionInSnapshot?: DecisionInSnapshotResolvers<ContextType>;
  DecisionOption?: DecisionOptionResolvers<ContextType>;
  DecisionPayload?: DecisionPayloadResolvers<ContextType>;
  DraftAnswer?: DraftAnswerResolvers<ContextType>;
  DraftRule?: DraftRuleResolvers<ContextType>;
  DropLedgerPayload?: DropLedgerPayloadResolvers<ContextType>;
  DropPlanPayload?: DropPlanPayloadResolvers<ContextType>;
  DropSnapshotPayload?: DropSnapshotPayloadResolvers<ContextType>;
  EnterControlTotalsPayload?: EnterControlTotalsPayloadResolvers<ContextType>;
  EnterSampleResultsPayload?: EnterSampleResultsPayloadResolvers<ContextType>;
  Export?: ExportResolvers<ContextType>;
  ExportConnection?: ExportConnectionResolvers<ContextType>;
  ExportEdge?: ExportEdgeResolvers<ContextType>;
  FindingKind?: FindingKindResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  LedgerClassCount?: LedgerClassCountResolvers<ContextType>;
  LedgerDeclaration?: LedgerDeclarationResolvers<ContextType>;
  LedgerPayload?: LedgerPayloadResolvers<ContextType>;
  LedgerRule?: LedgerRuleResolvers<ContextType>;
  LedgerSample?: LedgerSampleResolvers<ContextType>;
  LedgerSignature?: LedgerSignatureResolvers<ContextType>;
  LibraryPhases?: LibraryPhasesResolvers<ContextType>;
  MakeLedgerPayload?: MakeLedgerPayloadResolvers<ContextType>;
  MoveEvidence?: MoveEvidenceResolvers<ContextType>;
  MovePlan?: MovePlanResolvers<ContextType>;
  MoveSignature?: MoveSignatureResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotReconciled?: NotReconciledResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PhasePayload?: PhasePayloadResolvers<ContextType>;
  PhaseRequest?: PhaseRequestResolvers<ContextType>;
  PlanPayload?: PlanPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefusedRow?: RefusedRowResolvers<ContextType>;
  RefusedRowConnection?: RefusedRowConnectionResolvers<ContextType>;
  RefusedRowEdge?: RefusedRowEdgeResolvers<ContextType>;
  RefusedValue?: RefusedValueResolvers<ContextType>;
  RekeyList?: RekeyListResolvers<ContextType>;
  RekeyRow?: RekeyRowResolvers<ContextType>;
  RekeyTold?: RekeyToldResolvers<ContextType>;
  ReportColumn?: ReportColumnResolvers<ContextType>;
  ReportCondition?: ReportConditionResolvers<ContextType>;
  ReportDrill?: ReportDrillResolvers<ContextType>;
  ReportLine?: ReportLineResolvers<ContextType>;
  ReportRow?: ReportRowResolvers<ContextType>;
  ReportRowConnection?: ReportRowConnectionResolvers<ContextType>;
  ReportRowEdge?: ReportRowEdgeResolvers<ContextType>;
  ReportTable?: ReportTableResolvers<ContextType>;
  RowRefusal?: RowRefusalResolvers<ContextType>;
  SignEvidencePayload?: SignEvidencePayloadResolvers<ContextType>;
  Snapshot?: SnapshotResolvers<ContextType>;
  SnapshotCount?: SnapshotCountResolvers<ContextType>;
  SnapshotDetail?: SnapshotDetailResolvers<ContextType>;
  SnapshotItem?: SnapshotItemResolvers<ContextType>;
  SnapshotItemConnection?: SnapshotItemConnectionResolvers<ContextType>;
  SnapshotItemEdge?: SnapshotItemEdgeResolvers<ContextType>;
  SnapshotLoss?: SnapshotLossResolvers<ContextType>;
  SnapshotRecord?: SnapshotRecordResolvers<ContextType>;
  SnapshotRecordConnection?: SnapshotRecordConnectionResolvers<ContextType>;
  SnapshotRecordEdge?: SnapshotRecordEdgeResolvers<ContextType>;
  SnapshotReport?: SnapshotReportResolvers<ContextType>;
  SnapshotStatement?: SnapshotStatementResolvers<ContextType>;
  SnapshotStatementConnection?: SnapshotStatementConnectionResolvers<ContextType>;
  SnapshotStatementEdge?: SnapshotStatementEdgeResolvers<ContextType>;
  SnapshotSystem?: SnapshotSystemResolvers<ContextType>;
  SnapshotTable?: SnapshotTableResolvers<ContextType>;
  SnapshotTableRow?: SnapshotTableRowResolvers<ContextType>;
  SnapshotTakenBack?: SnapshotTakenBackResolvers<ContextType>;
  StartExportPayload?: StartExportPayloadResolvers<ContextType>;
  SuggestMappingsPayload?: SuggestMappingsPayloadResolvers<ContextType>;
  SwitchCounts?: SwitchCountsResolvers<ContextType>;
  SystemPhase?: SystemPhaseResolvers<ContextType>;
  TakeSnapshotPayload?: TakeSnapshotPayloadResolvers<ContextType>;
  TargetCode?: TargetCodeResolvers<ContextType>;
  TargetList?: TargetListResolvers<ContextType>;
  WithoutNewId?: WithoutNewIdResolvers<ContextType>;
};

