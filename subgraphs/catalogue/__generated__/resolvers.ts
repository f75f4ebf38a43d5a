import type * as Types from './types.ts';
import type { Edition, Holding, Loan, Hold, Work, BibliographicRecord, Library, Site, Location, LibrarySystem } from './types.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RulingRequestModel, EditionAnswerModel, IndexGapModel, SuggestionModel, BrowsePageModel, ChangePageModel, EditionChangeModel, PageInfoModel, EditionModel, LenderPageModel, LenderModel, ExcludedLenderModel, HostPublicationModel, ClassmarkModel, LinkModel, HoldingModel, HoldingStatementModel, ItemReferenceModel, ItemModel, WorkModel, MatchEvidenceModel, RulingModel, RulingPageModel, RulingPreviewModel, RulingPayloadModel, RuledEditionModel, RecordPageModel, MarcModel, MarcFieldModel, RegionModel, NetworkModel, LibraryModel, SiteModel, NearLibraryModel, LocationModel, SystemMembershipModel, DuplicatePageModel, DuplicateModel, HarvestStatusModel, EditionCirculationModel, LibraryCirculationModel, CirculationAtLibraryModel, CirculationGapModel, OpenLoanPageModel, OpenLoanModel, DuplicateReadersPageModel, DuplicateReadersModel, DuplicateReaderModel, RejectPageModel, RejectModel, RejectRetryModel, ApiKeyModel, ActionPageModel, ActionModel, TakeBackPayloadModel, TakeBackModel, TakeBackReadersModel, FeedReadingModel, ViewerModel, RecordModel, SearchPageModel, OfRecordModel, SystemModel } from '../models.ts';
import type { CatalogueContext } from '../context.ts';
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
  BibliographicRecord: BibliographicRecord;
  Edition: Edition;
  Hold: Hold;
  Holding: Holding;
  Library: Library;
  LibrarySystem: LibrarySystem;
  Loan: Loan;
  Location: Location;
  Site: Site;
  Work: Work;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  BibliographicRecord:
    ( { __typename: 'BibliographicRecord' }
    & GraphQLRecursivePick<FederationTypes['BibliographicRecord'], {"id":true}> );
  Edition:
    ( { __typename: 'Edition' }
    & GraphQLRecursivePick<FederationTypes['Edition'], {"id":true}> );
  Hold:
    ( { __typename: 'Hold' }
    & GraphQLRecursivePick<FederationTypes['Hold'], {"id":true,"recordId":true}> );
  Holding:
    ( { __typename: 'Holding' }
    & GraphQLRecursivePick<FederationTypes['Holding'], {"id":true}> );
  Library:
    ( { __typename: 'Library' }
    & GraphQLRecursivePick<FederationTypes['Library'], {"id":true}> );
  LibrarySystem:
    ( { __typename: 'LibrarySystem' }
    & GraphQLRecursivePick<FederationTypes['LibrarySystem'], {"id":true}> );
  Loan:
    ( { __typename: 'Loan' }
    & GraphQLRecursivePick<FederationTypes['Loan'], {"id":true,"recordId":true}> );
  Location:
    ( { __typename: 'Location' }
    & GraphQLRecursivePick<FederationTypes['Location'], {"id":true}> );
  Site:
    ( { __typename: 'Site' }
    & GraphQLRecursivePick<FederationTypes['Site'], {"id":true}> );
  Work:
    ( { __typename: 'Work' }
    & GraphQLRecursivePick<FederationTypes['Work'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Action: ResolverTypeWrapper<ActionModel>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  ActionConnection: ResolverTypeWrapper<ActionPageModel>;
  ActionEdge: ResolverTypeWrapper<Omit<Types.ActionEdge, 'node'> & { node: ResolversTypes['Action'] }>;
  ActionKind: Types.ActionKind;
  Address: ResolverTypeWrapper<Types.Address>;
  Alias: ResolverTypeWrapper<Types.Alias>;
  AliasScheme: Types.AliasScheme;
  AnswerRulingRequestInput: Types.AnswerRulingRequestInput;
  ApiKey: ResolverTypeWrapper<ApiKeyModel>;
  BibliographicRecord: ResolverTypeWrapper<RecordModel>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  BrowseEntry: ResolverTypeWrapper<Types.BrowseEntry>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  BrowseList: Types.BrowseList;
  BrowsePage: ResolverTypeWrapper<BrowsePageModel>;
  Capability: Types.Capability;
  ChangeConnection: ResolverTypeWrapper<ChangePageModel>;
  ChangeEdge: ResolverTypeWrapper<Omit<Types.ChangeEdge, 'node'> & { node: ResolversTypes['EditionChange'] }>;
  CirculationAtLibrary: ResolverTypeWrapper<CirculationAtLibraryModel>;
  CirculationCount: ResolverTypeWrapper<Types.CirculationCount>;
  CirculationFigures: ResolverTypeWrapper<Types.CirculationFigures>;
  Float: ResolverTypeWrapper<Types.Scalars['Float']['output']>;
  CirculationGap: ResolverTypeWrapper<CirculationGapModel>;
  CirculationGapReason: Types.CirculationGapReason;
  CirculationMeasure: Types.CirculationMeasure;
  ClassScheme: Types.ClassScheme;
  Classmark: ResolverTypeWrapper<ClassmarkModel>;
  ClassmarkRange: Types.ClassmarkRange;
  Closure: ResolverTypeWrapper<Types.Closure>;
  Contact: ResolverTypeWrapper<Types.Contact>;
  Coordinates: Types.Coordinates;
  Coverage: Types.Coverage;
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Duplicate: ResolverTypeWrapper<DuplicateModel>;
  DuplicateConnection: ResolverTypeWrapper<DuplicatePageModel>;
  DuplicateEdge: ResolverTypeWrapper<Omit<Types.DuplicateEdge, 'node'> & { node: ResolversTypes['Duplicate'] }>;
  DuplicateReader: ResolverTypeWrapper<DuplicateReaderModel>;
  DuplicateReaders: ResolverTypeWrapper<DuplicateReadersModel>;
  DuplicateReadersConnection: ResolverTypeWrapper<DuplicateReadersPageModel>;
  DuplicateReadersEdge: ResolverTypeWrapper<Omit<Types.DuplicateReadersEdge, 'node'> & { node: ResolversTypes['DuplicateReaders'] }>;
  DuplicateReadersEvidence: Types.DuplicateReadersEvidence;
  Edition: ResolverTypeWrapper<EditionModel>;
  EditionAnswer: ResolverTypeWrapper<EditionAnswerModel>;
  EditionChange: ResolverTypeWrapper<EditionChangeModel>;
  EditionChangeKind: Types.EditionChangeKind;
  EditionCirculation: ResolverTypeWrapper<EditionCirculationModel>;
  EditionConnection: ResolverTypeWrapper<SearchPageModel>;
  EditionEdge: ResolverTypeWrapper<Omit<Types.EditionEdge, 'node'> & { node: ResolversTypes['Edition'] }>;
  EditionKey: Types.EditionKey;
  ExcludedLender: ResolverTypeWrapper<ExcludedLenderModel>;
  Facet: ResolverTypeWrapper<Types.Facet>;
  FacetField: Types.FacetField;
  FacetValue: ResolverTypeWrapper<Types.FacetValue>;
  FeedReading: ResolverTypeWrapper<FeedReadingModel>;
  FeedService: Types.FeedService;
  Format: Types.Format;
  GeoPoint: ResolverTypeWrapper<Types.GeoPoint>;
  HarvestStatus: ResolverTypeWrapper<HarvestStatusModel>;
  Hold: ResolverTypeWrapper<OfRecordModel>;
  Holding: ResolverTypeWrapper<HoldingModel>;
  HoldingBasis: Types.HoldingBasis;
  HoldingStatement: ResolverTypeWrapper<HoldingStatementModel>;
  HostPublication: ResolverTypeWrapper<HostPublicationModel>;
  IndexGap: ResolverTypeWrapper<IndexGapModel>;
  IndexGapReason: Types.IndexGapReason;
  Item: ResolverTypeWrapper<ItemModel>;
  ItemReference: ResolverTypeWrapper<ItemReferenceModel>;
  Lender: ResolverTypeWrapper<LenderModel>;
  LenderConnection: ResolverTypeWrapper<LenderPageModel>;
  LenderEdge: ResolverTypeWrapper<Omit<Types.LenderEdge, 'node'> & { node: ResolversTypes['Lender'] }>;
  LendingReason: ResolverTypeWrapper<Types.LendingReason>;
  LendingReasonCode: Types.LendingReasonCode;
  Library: ResolverTypeWrapper<LibraryModel>;
  LibraryCirculation: ResolverTypeWrapper<LibraryCirculationModel>;
  LibrarySystem: ResolverTypeWrapper<SystemModel>;
  Link: ResolverTypeWrapper<LinkModel>;
  ListSize: ResolverTypeWrapper<Types.ListSize>;
  Loan: ResolverTypeWrapper<OfRecordModel>;
  LoansOfYear: ResolverTypeWrapper<Types.LoansOfYear>;
  Location: ResolverTypeWrapper<LocationModel>;
  MakeRulingInput: Types.MakeRulingInput;
  Marc: ResolverTypeWrapper<MarcModel>;
  MarcField: ResolverTypeWrapper<MarcFieldModel>;
  MarcSubfield: ResolverTypeWrapper<Types.MarcSubfield>;
  MatchDecision: Types.MatchDecision;
  MatchEvidence: ResolverTypeWrapper<MatchEvidenceModel>;
  MatchReason: ResolverTypeWrapper<Types.MatchReason>;
  MatchVeto: ResolverTypeWrapper<Types.MatchVeto>;
  MovePhase: Types.MovePhase;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NearLibrary: ResolverTypeWrapper<NearLibraryModel>;
  NearbyKind: Types.NearbyKind;
  NearbySearch: ResolverTypeWrapper<Types.NearbySearch>;
  Network: ResolverTypeWrapper<NetworkModel>;
  OpenLoan: ResolverTypeWrapper<OpenLoanModel>;
  OpenLoanConnection: ResolverTypeWrapper<OpenLoanPageModel>;
  OpenLoanEdge: ResolverTypeWrapper<Omit<Types.OpenLoanEdge, 'node'> & { node: ResolversTypes['OpenLoan'] }>;
  OpeningHours: ResolverTypeWrapper<Types.OpeningHours>;
  OpeningTimes: ResolverTypeWrapper<Types.OpeningTimes>;
  Organisation: ResolverTypeWrapper<Types.Organisation>;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  PickupPlace: ResolverTypeWrapper<Omit<Types.PickupPlace, 'library' | 'site'> & { library: ResolversTypes['Library'], site?: Types.Maybe<ResolversTypes['Site']> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReadReplica: ResolverTypeWrapper<Types.ReadReplica>;
  RecordConnection: ResolverTypeWrapper<RecordPageModel>;
  RecordEdge: ResolverTypeWrapper<Omit<Types.RecordEdge, 'node'> & { node: ResolversTypes['BibliographicRecord'] }>;
  Region: ResolverTypeWrapper<RegionModel>;
  Reject: ResolverTypeWrapper<RejectModel>;
  RejectConnection: ResolverTypeWrapper<RejectPageModel>;
  RejectEdge: ResolverTypeWrapper<Omit<Types.RejectEdge, 'node'> & { node: ResolversTypes['Reject'] }>;
  RejectRetry: ResolverTypeWrapper<RejectRetryModel>;
  RejectRetryOutcome: ResolverTypeWrapper<Types.RejectRetryOutcome>;
  RejectRetryState: Types.RejectRetryState;
  RemoveRulingInput: Types.RemoveRulingInput;
  RequestRulingInput: Types.RequestRulingInput;
  RetryRejectsInput: Types.RetryRejectsInput;
  RetryRejectsPayload: ResolverTypeWrapper<Omit<Types.RetryRejectsPayload, 'retry'> & { retry?: Types.Maybe<ResolversTypes['RejectRetry']> }>;
  RetryRejectsRefusal: ResolverTypeWrapper<Types.RetryRejectsRefusal>;
  RetryRejectsRefusalCode: Types.RetryRejectsRefusalCode;
  RevokeApiKeyInput: Types.RevokeApiKeyInput;
  RevokeApiKeyPayload: ResolverTypeWrapper<Omit<Types.RevokeApiKeyPayload, 'apiKey'> & { apiKey?: Types.Maybe<ResolversTypes['ApiKey']> }>;
  RevokeApiKeyRefusal: ResolverTypeWrapper<Types.RevokeApiKeyRefusal>;
  RevokeApiKeyRefusalCode: Types.RevokeApiKeyRefusalCode;
  RuledEdition: ResolverTypeWrapper<RuledEditionModel>;
  Ruling: ResolverTypeWrapper<RulingModel>;
  RulingConnection: ResolverTypeWrapper<RulingPageModel>;
  RulingDecision: Types.RulingDecision;
  RulingEdge: ResolverTypeWrapper<Omit<Types.RulingEdge, 'node'> & { node: ResolversTypes['Ruling'] }>;
  RulingEffect: ResolverTypeWrapper<Omit<Types.RulingEffect, 'after' | 'before'> & { after: ReadonlyArray<ResolversTypes['RuledEdition']>, before: ReadonlyArray<ResolversTypes['RuledEdition']> }>;
  RulingOutcome: Types.RulingOutcome;
  RulingPayload: ResolverTypeWrapper<RulingPayloadModel>;
  RulingPreview: ResolverTypeWrapper<RulingPreviewModel>;
  RulingRequest: ResolverTypeWrapper<RulingRequestModel>;
  RulingRequestPayload: ResolverTypeWrapper<Omit<Types.RulingRequestPayload, 'request'> & { request: ResolversTypes['RulingRequest'] }>;
  SearchFields: Types.SearchFields;
  SearchFilter: Types.SearchFilter;
  SearchSort: Types.SearchSort;
  SearchSortKey: Types.SearchSortKey;
  SentDelivery: ResolverTypeWrapper<Types.SentDelivery>;
  Site: ResolverTypeWrapper<SiteModel>;
  SnapshotExport: ResolverTypeWrapper<Types.SnapshotExport>;
  StatementKind: Types.StatementKind;
  Subject: ResolverTypeWrapper<Types.Subject>;
  SubjectScheme: Types.SubjectScheme;
  Suggestion: ResolverTypeWrapper<SuggestionModel>;
  SuggestionKind: Types.SuggestionKind;
  Supply: Types.Supply;
  SystemMembership: ResolverTypeWrapper<SystemMembershipModel>;
  TakeBack: ResolverTypeWrapper<TakeBackModel>;
  TakeBackInput: Types.TakeBackInput;
  TakeBackPayload: ResolverTypeWrapper<TakeBackPayloadModel>;
  TakeBackReaders: ResolverTypeWrapper<TakeBackReadersModel>;
  TakeBackRefusal: ResolverTypeWrapper<Types.TakeBackRefusal>;
  TakeBackRefusalCode: Types.TakeBackRefusalCode;
  TakeBackState: Types.TakeBackState;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ViewerRole: Types.ViewerRole;
  Visibility: Types.Visibility;
  Vocabulary: ResolverTypeWrapper<Types.Vocabulary>;
  Weekday: Types.Weekday;
  Work: ResolverTypeWrapper<WorkModel>;
  WrittenFile: ResolverTypeWrapper<Types.WrittenFile>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Action: ActionModel;
  String: Types.Scalars['String']['output'];
  ID: Types.Scalars['ID']['output'];
  ActionConnection: ActionPageModel;
  ActionEdge: Omit<Types.ActionEdge, 'node'> & { node: ResolversParentTypes['Action'] };
  Address: Types.Address;
  Alias: Types.Alias;
  AnswerRulingRequestInput: Types.AnswerRulingRequestInput;
  ApiKey: ApiKeyModel;
  BibliographicRecord: RecordModel;
  Boolean: Types.Scalars['Boolean']['output'];
  BrowseEntry: Types.BrowseEntry;
  Int: Types.Scalars['Int']['output'];
  BrowsePage: BrowsePageModel;
  ChangeConnection: ChangePageModel;
  ChangeEdge: Omit<Types.ChangeEdge, 'node'> & { node: ResolversParentTypes['EditionChange'] };
  CirculationAtLibrary: CirculationAtLibraryModel;
  CirculationCount: Types.CirculationCount;
  CirculationFigures: Types.CirculationFigures;
  Float: Types.Scalars['Float']['output'];
  CirculationGap: CirculationGapModel;
  Classmark: ClassmarkModel;
  ClassmarkRange: Types.ClassmarkRange;
  Closure: Types.Closure;
  Contact: Types.Contact;
  Coordinates: Types.Coordinates;
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Duplicate: DuplicateModel;
  DuplicateConnection: DuplicatePageModel;
  DuplicateEdge: Omit<Types.DuplicateEdge, 'node'> & { node: ResolversParentTypes['Duplicate'] };
  DuplicateReader: DuplicateReaderModel;
  DuplicateReaders: DuplicateReadersModel;
  DuplicateReadersConnection: DuplicateReadersPageModel;
  DuplicateReadersEdge: Omit<Types.DuplicateReadersEdge, 'node'> & { node: ResolversParentTypes['DuplicateReaders'] };
  Edition: EditionModel;
  EditionAnswer: EditionAnswerModel;
  EditionChange: EditionChangeModel;
  EditionCirculation: EditionCirculationModel;
  EditionConnection: SearchPageModel;
  EditionEdge: Omit<Types.EditionEdge, 'node'> & { node: ResolversParentTypes['Edition'] };
  EditionKey: Types.EditionKey;
  ExcludedLender: ExcludedLenderModel;
  Facet: Types.Facet;
  FacetValue: Types.FacetValue;
  FeedReading: FeedReadingModel;
  GeoPoint: Types.GeoPoint;
  HarvestStatus: HarvestStatusModel;
  Hold: OfRecordModel;
  Holding: HoldingModel;
  HoldingStatement: HoldingStatementModel;
  HostPublication: HostPublicationModel;
  IndexGap: IndexGapModel;
  Item: ItemModel;
  ItemReference: ItemReferenceModel;
  Lender: LenderModel;
  LenderConnection: LenderPageModel;
  LenderEdge: Omit<Types.LenderEdge, 'node'> & { node: ResolversParentTypes['Lender'] };
  LendingReason: Types.LendingReason;
  Library: LibraryModel;
  LibraryCirculation: LibraryCirculationModel;
  LibrarySystem: SystemModel;
  Link: LinkModel;
  ListSize: Types.ListSize;
  Loan: OfRecordModel;
  LoansOfYear: Types.LoansOfYear;
  Location: LocationModel;
  MakeRulingInput: Types.MakeRulingInput;
  Marc: MarcModel;
  MarcField: MarcFieldModel;
  MarcSubfield: Types.MarcSubfield;
  MatchEvidence: MatchEvidenceModel;
  MatchReason: Types.MatchReason;
  MatchVeto: Types.MatchVeto;
  Mutation: Record<PropertyKey, never>;
  NearLibrary: NearLibraryModel;
  NearbySearch: Types.NearbySearch;
  Network: NetworkModel;
  OpenLoan: OpenLoanModel;
  OpenLoanConnection: OpenLoanPageModel;
  OpenLoanEdge: Omit<Types.OpenLoanEdge, 'node'> & { node: ResolversParentTypes['OpenLoan'] };
  OpeningHours: Types.OpeningHours;
  OpeningTimes: Types.OpeningTimes;
  Organisation: Types.Organisation;
  PageInfo: PageInfoModel;
  PickupPlace: Omit<Types.PickupPlace, 'library' | 'site'> & { library: ResolversParentTypes['Library'], site?: Types.Maybe<ResolversParentTypes['Site']> };
  Query: Record<PropertyKey, never>;
  ReadReplica: Types.ReadReplica;
  RecordConnection: RecordPageModel;
  RecordEdge: Omit<Types.RecordEdge, 'node'> & { node: ResolversParentTypes['BibliographicRecord'] };
  Region: RegionModel;
  Reject: RejectModel;
  RejectConnection: RejectPageModel;
  RejectEdge: Omit<Types.RejectEdge, 'node'> & { node: ResolversParentTypes['Reject'] };
  RejectRetry: RejectRetryModel;
  RejectRetryOutcome: Types.RejectRetryOutcome;
  RemoveRulingInput: Types.RemoveRulingInput;
  RequestRulingInput: Types.RequestRulingInput;
  RetryRejectsInput: Types.RetryRejectsInput;
  RetryRejectsPayload: Omit<Types.RetryRejectsPayload, 'retry'> & { retry?: Types.Maybe<ResolversParentTypes['RejectRetry']> };
  RetryRejectsRefusal: Types.RetryRejectsRefusal;
  RevokeApiKeyInput: Types.RevokeApiKeyInput;
  RevokeApiKeyPayload: Omit<Types.RevokeApiKeyPayload, 'apiKey'> & { apiKey?: Types.Maybe<ResolversParentTypes['ApiKey']> };
  RevokeApiKeyRefusal: Types.RevokeApiKeyRefusal;
  RuledEdition: RuledEditionModel;
  Ruling: RulingModel;
  RulingConnection: RulingPageModel;
  RulingEdge: Omit<Types.RulingEdge, 'node'> & { node: ResolversParentTypes['Ruling'] };
  RulingEffect: Omit<Types.RulingEffect, 'after' | 'before'> & { after: ReadonlyArray<ResolversParentTypes['RuledEdition']>, before: ReadonlyArray<ResolversParentTypes['RuledEdition']> };
  RulingPayload: RulingPayloadModel;
  RulingPreview: RulingPreviewModel;
  RulingRequest: RulingRequestModel;
  RulingRequestPayload: Omit<Types.RulingRequestPayload, 'request'> & { request: ResolversParentTypes['RulingRequest'] };
  SearchFields: Types.SearchFields;
  SearchFilter: Types.SearchFilter;
  SearchSort: Types.SearchSort;
  SentDelivery: Types.SentDelivery;
  Site: SiteModel;
  SnapshotExport: Types.SnapshotExport;
  Subject: Types.Subject;
  Suggestion: SuggestionModel;
  SystemMembership: SystemMembershipModel;
  TakeBack: TakeBackModel;
  TakeBackInput: Types.TakeBackInput;
  TakeBackPayload: TakeBackPayloadModel;
  TakeBackReaders: TakeBackReadersModel;
  TakeBackRefusal: Types.TakeBackRefusal;
  Viewer: ViewerModel;
  Vocabulary: Types.Vocabulary;
  Work: WorkModel;
  WrittenFile: Types.WrittenFile;
};

export type ActionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Action'] = ResolversParentTypes['Action']> = {
  actor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActionKind'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ActionConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ActionConnection'] = ResolversParentTypes['ActionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ActionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Action']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ActionEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ActionEdge'] = ResolversParentTypes['ActionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Action'], ParentType, ContextType>;
};

export type AddressResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  country?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  postcode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  town?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AliasResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Alias'] = ResolversParentTypes['Alias']> = {
  scheme?: Resolver<ResolversTypes['AliasScheme'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  expiresAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BibliographicRecordResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['BibliographicRecord'] = ResolversParentTypes['BibliographicRecord'], FederationReferenceType extends FederationReferenceTypes['BibliographicRecord'] = FederationReferenceTypes['BibliographicRecord']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['BibliographicRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edition?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType>;
  formerly?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  harvestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  localId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  marc?: Resolver<Types.Maybe<ResolversTypes['Marc']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
};

export type BrowseEntryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['BrowseEntry'] = ResolversParentTypes['BrowseEntry']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scheme?: Resolver<Types.Maybe<ResolversTypes['ClassScheme']>, ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BrowsePageResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['BrowsePage'] = ResolversParentTypes['BrowsePage']> = {
  after?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['BrowseEntry']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ChangeConnection'] = ResolversParentTypes['ChangeConnection']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['ChangeEdge']>, ParentType, ContextType>;
  end?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['EditionChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ChangeEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ChangeEdge'] = ResolversParentTypes['ChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['EditionChange'], ParentType, ContextType>;
};

export type CirculationAtLibraryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['CirculationAtLibrary'] = ResolversParentTypes['CirculationAtLibrary']> = {
  figures?: Resolver<ResolversTypes['CirculationFigures'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
};

export type CirculationCountResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['CirculationCount'] = ResolversParentTypes['CirculationCount']> = {
  atLeast?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CirculationFiguresResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['CirculationFigures'] = ResolversParentTypes['CirculationFigures']> = {
  holdsWaiting?: Resolver<ResolversTypes['CirculationCount'], ParentType, ContextType>;
  lastBorrowed?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loans?: Resolver<ResolversTypes['CirculationCount'], ParentType, ContextType>;
  renewals?: Resolver<ResolversTypes['CirculationCount'], ParentType, ContextType>;
  turnover?: Resolver<Types.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type CirculationGapResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['CirculationGap'] = ResolversParentTypes['CirculationGap']> = {
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  what?: Resolver<ReadonlyArray<ResolversTypes['CirculationMeasure']>, ParentType, ContextType>;
  why?: Resolver<ResolversTypes['CirculationGapReason'], ParentType, ContextType>;
};

export type ClassmarkResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Classmark'] = ResolversParentTypes['Classmark']> = {
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  mark?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scheme?: Resolver<ResolversTypes['ClassScheme'], ParentType, ContextType>;
};

export type ClosureResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Closure'] = ResolversParentTypes['Closure']> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  email?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  telephone?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  website?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DuplicateResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Duplicate'] = ResolversParentTypes['Duplicate']> = {
  edition?: Resolver<ResolversTypes['Edition'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
};

export type DuplicateConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateConnection'] = ResolversParentTypes['DuplicateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DuplicateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Duplicate']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DuplicateEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateEdge'] = ResolversParentTypes['DuplicateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Duplicate'], ParentType, ContextType>;
};

export type DuplicateReaderResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateReader'] = ResolversParentTypes['DuplicateReader']> = {
  library?: Resolver<Types.Maybe<ResolversTypes['Library']>, ParentType, ContextType>;
  reader?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
};

export type DuplicateReadersResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateReaders'] = ResolversParentTypes['DuplicateReaders']> = {
  accounts?: Resolver<ReadonlyArray<ResolversTypes['DuplicateReader']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['DuplicateReadersEvidence']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DuplicateReadersConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateReadersConnection'] = ResolversParentTypes['DuplicateReadersConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DuplicateReadersEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DuplicateReaders']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DuplicateReadersEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['DuplicateReadersEdge'] = ResolversParentTypes['DuplicateReadersEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DuplicateReaders'], ParentType, ContextType>;
};

export type EditionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Edition'] = ResolversParentTypes['Edition'], FederationReferenceType extends FederationReferenceTypes['Edition'] = FederationReferenceTypes['Edition']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Edition']> | FederationReferenceType, FederationReferenceType, ContextType>;
  circulation?: Resolver<Types.Maybe<ResolversTypes['EditionCirculation']>, ParentType, ContextType>;
  classmarks?: Resolver<ReadonlyArray<ResolversTypes['Classmark']>, ParentType, ContextType>;
  creators?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  editionStatement?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['Format'], ParentType, ContextType>;
  holdings?: Resolver<ReadonlyArray<ResolversTypes['Holding']>, ParentType, ContextType, Partial<Types.EditionHoldingsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isbns?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  issns?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lenders?: Resolver<Types.Maybe<ResolversTypes['LenderConnection']>, ParentType, ContextType, RequireFields<Types.EditionLendersArgs, 'first' | 'for' | 'outside'>>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  nearest?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['NearLibrary']>>, ParentType, ContextType, RequireFields<Types.EditionNearestArgs, 'first' | 'openNow' | 'to'>>;
  partOf?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['HostPublication']>>, ParentType, ContextType>;
  publishedYear?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  publisher?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  records?: Resolver<ResolversTypes['RecordConnection'], ParentType, ContextType, RequireFields<Types.EditionRecordsArgs, 'first'>>;
  subjects?: Resolver<ReadonlyArray<ResolversTypes['Subject']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  work?: Resolver<Types.Maybe<ResolversTypes['Work']>, ParentType, ContextType>;
};

export type EditionAnswerResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['EditionAnswer'] = ResolversParentTypes['EditionAnswer']> = {
  editions?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
  incomplete?: Resolver<ReadonlyArray<ResolversTypes['IndexGap']>, ParentType, ContextType>;
  redirectedFrom?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type EditionChangeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['EditionChange'] = ResolversParentTypes['EditionChange']> = {
  datestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edition?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EditionChangeKind'], ParentType, ContextType>;
  replacedBy?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
};

export type EditionCirculationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['EditionCirculation'] = ResolversParentTypes['EditionCirculation']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  byLibrary?: Resolver<ReadonlyArray<ResolversTypes['CirculationAtLibrary']>, ParentType, ContextType>;
  byYear?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['LoansOfYear']>>, ParentType, ContextType>;
  countedSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['CirculationGap']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['CirculationFigures'], ParentType, ContextType>;
};

export type EditionConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['EditionConnection'] = ResolversParentTypes['EditionConnection']> = {
  approximate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  didYouMean?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['EditionEdge']>, ParentType, ContextType>;
  facets?: Resolver<ReadonlyArray<ResolversTypes['Facet']>, ParentType, ContextType, RequireFields<Types.EditionConnectionFacetsArgs, 'fields' | 'first'>>;
  lastKnownFrom?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nearby?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['NearbySearch']>>, ParentType, ContextType>;
  newestFirst?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
  page?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  searchedInstead?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  takenAsWords?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wordsLeftOut?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EditionEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['EditionEdge'] = ResolversParentTypes['EditionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Edition'], ParentType, ContextType>;
};

export type ExcludedLenderResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ExcludedLender'] = ResolversParentTypes['ExcludedLender']> = {
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  opensOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['LendingReason']>, ParentType, ContextType>;
};

export type FacetResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Facet'] = ResolversParentTypes['Facet']> = {
  field?: Resolver<ResolversTypes['FacetField'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['FacetValue']>, ParentType, ContextType>;
};

export type FacetValueResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['FacetValue'] = ResolversParentTypes['FacetValue']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FeedReadingResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['FeedReading'] = ResolversParentTypes['FeedReading']> = {
  caller?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  repository?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['FeedService'], ParentType, ContextType>;
};

export type GeoPointResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type HarvestStatusResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['HarvestStatus'] = ResolversParentTypes['HarvestStatus']> = {
  expected?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failingSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lagSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lastCompleteAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejects?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type HoldResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Hold'] = ResolversParentTypes['Hold'], FederationReferenceType extends FederationReferenceTypes['Hold'] = FederationReferenceTypes['Hold']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Hold']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  record?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  recordId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type HoldingResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Holding'] = ResolversParentTypes['Holding'], FederationReferenceType extends FederationReferenceTypes['Holding'] = FederationReferenceTypes['Holding']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Holding']> | FederationReferenceType, FederationReferenceType, ContextType>;
  basis?: Resolver<ResolversTypes['HoldingBasis'], ParentType, ContextType>;
  callNumbers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  catalogueUrl?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  copies?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  edition?: Resolver<ResolversTypes['Edition'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  liveKeys?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  online?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  record?: Resolver<ResolversTypes['BibliographicRecord'], ParentType, ContextType>;
  sites?: Resolver<ReadonlyArray<ResolversTypes['Site']>, ParentType, ContextType>;
  statements?: Resolver<ReadonlyArray<ResolversTypes['HoldingStatement']>, ParentType, ContextType>;
};

export type HoldingStatementResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['HoldingStatement'] = ResolversParentTypes['HoldingStatement']> = {
  from?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StatementKind'], ParentType, ContextType>;
  location?: Resolver<Types.Maybe<ResolversTypes['Location']>, ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retention?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HostPublicationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['HostPublication'] = ResolversParentTypes['HostPublication']> = {
  copy?: Resolver<Types.Maybe<ResolversTypes['ItemReference']>, ParentType, ContextType>;
  creator?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  edition?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType>;
  part?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  published?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IndexGapResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['IndexGap'] = ResolversParentTypes['IndexGap']> = {
  since?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
  why?: Resolver<ResolversTypes['IndexGapReason'], ParentType, ContextType>;
};

export type ItemResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ItemReferenceResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ItemReference'] = ResolversParentTypes['ItemReference']> = {
  holding?: Resolver<Types.Maybe<ResolversTypes['Holding']>, ParentType, ContextType>;
  item?: Resolver<Types.Maybe<ResolversTypes['Item']>, ParentType, ContextType>;
};

export type LenderResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Lender'] = ResolversParentTypes['Lender']> = {
  covers?: Resolver<Types.Maybe<ResolversTypes['Coverage']>, ParentType, ContextType>;
  holdings?: Resolver<ReadonlyArray<ResolversTypes['Holding']>, ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  openNow?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  opensOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['LendingReason']>, ParentType, ContextType>;
};

export type LenderConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LenderConnection'] = ResolversParentTypes['LenderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LenderEdge']>, ParentType, ContextType>;
  excluded?: Resolver<ReadonlyArray<ResolversTypes['ExcludedLender']>, ParentType, ContextType>;
  incomplete?: Resolver<ReadonlyArray<ResolversTypes['IndexGap']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Lender']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  supply?: Resolver<ResolversTypes['Supply'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LenderEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LenderEdge'] = ResolversParentTypes['LenderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Lender'], ParentType, ContextType>;
};

export type LendingReasonResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LendingReason'] = ResolversParentTypes['LendingReason']> = {
  code?: Resolver<ResolversTypes['LendingReasonCode'], ParentType, ContextType>;
  words?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LibraryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Library'] = ResolversParentTypes['Library'], FederationReferenceType extends FederationReferenceTypes['Library'] = FederationReferenceTypes['Library']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Library']> | FederationReferenceType, FederationReferenceType, ContextType>;
  address?: Resolver<Types.Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  aliases?: Resolver<ReadonlyArray<ResolversTypes['Alias']>, ParentType, ContextType>;
  circulation?: Resolver<Types.Maybe<ResolversTypes['LibraryCirculation']>, ParentType, ContextType>;
  closesAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closures?: Resolver<ReadonlyArray<ResolversTypes['Closure']>, ParentType, ContextType>;
  contact?: Resolver<Types.Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  coordinates?: Resolver<Types.Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  harvest?: Resolver<Types.Maybe<ResolversTypes['HarvestStatus']>, ParentType, ContextType>;
  holdingsCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberships?: Resolver<ReadonlyArray<ResolversTypes['SystemMembership']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  network?: Resolver<Types.Maybe<ResolversTypes['Network']>, ParentType, ContextType>;
  openNow?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  openingHours?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['OpeningHours']>>, ParentType, ContextType>;
  opensNext?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  organisations?: Resolver<ReadonlyArray<ResolversTypes['Organisation']>, ParentType, ContextType>;
  requestForm?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sites?: Resolver<ReadonlyArray<ResolversTypes['Site']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LibraryCirculationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LibraryCirculation'] = ResolversParentTypes['LibraryCirculation']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  byYear?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['LoansOfYear']>>, ParentType, ContextType>;
  countedSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  loansNow?: Resolver<ResolversTypes['CirculationCount'], ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['CirculationGap']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['CirculationFigures'], ParentType, ContextType>;
};

export type LibrarySystemResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LibrarySystem'] = ResolversParentTypes['LibrarySystem'], FederationReferenceType extends FederationReferenceTypes['LibrarySystem'] = FederationReferenceTypes['LibrarySystem']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['LibrarySystem']> | FederationReferenceType, FederationReferenceType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['Capability']>, ParentType, ContextType>;
  duplicates?: Resolver<Types.Maybe<ResolversTypes['DuplicateConnection']>, ParentType, ContextType, RequireFields<Types.LibrarySystemDuplicatesArgs, 'first'>>;
  harvest?: Resolver<Types.Maybe<ResolversTypes['HarvestStatus']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pickupPlaces?: Resolver<ReadonlyArray<ResolversTypes['PickupPlace']>, ParentType, ContextType>;
};

export type LinkResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Link'] = ResolversParentTypes['Link']> = {
  coverage?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ListSizeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ListSize'] = ResolversParentTypes['ListSize']> = {
  list?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usual?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LoanResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Loan'] = ResolversParentTypes['Loan'], FederationReferenceType extends FederationReferenceTypes['Loan'] = FederationReferenceTypes['Loan']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Loan']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  record?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  recordId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type LoansOfYearResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['LoansOfYear'] = ResolversParentTypes['LoansOfYear']> = {
  loans?: Resolver<ResolversTypes['CirculationCount'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LocationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Location'] = ResolversParentTypes['Location'], FederationReferenceType extends FederationReferenceTypes['Location'] = FederationReferenceTypes['Location']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Location']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  site?: Resolver<Types.Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
};

export type MarcResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Marc'] = ResolversParentTypes['Marc']> = {
  fields?: Resolver<ReadonlyArray<ResolversTypes['MarcField']>, ParentType, ContextType, Partial<Types.MarcFieldsArgs>>;
  leader?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  undecoded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MarcFieldResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['MarcField'] = ResolversParentTypes['MarcField']> = {
  ind1?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ind2?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subfields?: Resolver<ReadonlyArray<ResolversTypes['MarcSubfield']>, ParentType, ContextType>;
  tag?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MarcSubfieldResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['MarcSubfield'] = ResolversParentTypes['MarcSubfield']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MatchEvidenceResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['MatchEvidence'] = ResolversParentTypes['MatchEvidence']> = {
  a?: Resolver<ResolversTypes['BibliographicRecord'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['BibliographicRecord'], ParentType, ContextType>;
  compared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['MatchDecision'], ParentType, ContextType>;
  probability?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['MatchReason']>, ParentType, ContextType>;
  ruling?: Resolver<Types.Maybe<ResolversTypes['Ruling']>, ParentType, ContextType>;
  together?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  vetoes?: Resolver<ReadonlyArray<ResolversTypes['MatchVeto']>, ParentType, ContextType>;
};

export type MatchReasonResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['MatchReason'] = ResolversParentTypes['MatchReason']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  feature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MatchVetoResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['MatchVeto'] = ResolversParentTypes['MatchVeto']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  answerRulingRequest?: Resolver<Types.Maybe<ResolversTypes['RulingRequestPayload']>, ParentType, ContextType, RequireFields<Types.MutationAnswerRulingRequestArgs, 'input'>>;
  makeRuling?: Resolver<Types.Maybe<ResolversTypes['RulingPayload']>, ParentType, ContextType, RequireFields<Types.MutationMakeRulingArgs, 'input'>>;
  removeRuling?: Resolver<Types.Maybe<ResolversTypes['RulingPayload']>, ParentType, ContextType, RequireFields<Types.MutationRemoveRulingArgs, 'input'>>;
  requestRuling?: Resolver<Types.Maybe<ResolversTypes['RulingRequestPayload']>, ParentType, ContextType, RequireFields<Types.MutationRequestRulingArgs, 'input'>>;
  retryRejects?: Resolver<Types.Maybe<ResolversTypes['RetryRejectsPayload']>, ParentType, ContextType, RequireFields<Types.MutationRetryRejectsArgs, 'input'>>;
  revokeApiKey?: Resolver<Types.Maybe<ResolversTypes['RevokeApiKeyPayload']>, ParentType, ContextType, RequireFields<Types.MutationRevokeApiKeyArgs, 'input'>>;
  takeBack?: Resolver<Types.Maybe<ResolversTypes['TakeBackPayload']>, ParentType, ContextType, RequireFields<Types.MutationTakeBackArgs, 'input'>>;
};

export type NearLibraryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['NearLibrary'] = ResolversParentTypes['NearLibrary']> = {
  address?: Resolver<Types.Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  closesAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  coordinates?: Resolver<Types.Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  distanceMetres?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  holdings?: Resolver<ReadonlyArray<ResolversTypes['Holding']>, ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  openNow?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  opensNext?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  site?: Resolver<Types.Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
};

export type NearbySearchResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['NearbySearch'] = ResolversParentTypes['NearbySearch']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NearbyKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NetworkResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Network'] = ResolversParentTypes['Network']> = {
  asks?: Resolver<ReadonlyArray<ResolversTypes['Network']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OpenLoanResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['OpenLoan'] = ResolversParentTypes['OpenLoan']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  item?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['Library']>, ParentType, ContextType>;
  loanedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reader?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  record?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  renewals?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
};

export type OpenLoanConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['OpenLoanConnection'] = ResolversParentTypes['OpenLoanConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OpenLoanEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['OpenLoan']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OpenLoanEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['OpenLoanEdge'] = ResolversParentTypes['OpenLoanEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OpenLoan'], ParentType, ContextType>;
};

export type OpeningHoursResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['OpeningHours'] = ResolversParentTypes['OpeningHours']> = {
  day?: Resolver<ResolversTypes['Weekday'], ParentType, ContextType>;
  times?: Resolver<ReadonlyArray<ResolversTypes['OpeningTimes']>, ParentType, ContextType>;
};

export type OpeningTimesResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['OpeningTimes'] = ResolversParentTypes['OpeningTimes']> = {
  closes?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  opens?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrganisationResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Organisation'] = ResolversParentTypes['Organisation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  odsCode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PickupPlaceResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['PickupPlace'] = ResolversParentTypes['PickupPlace']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  site?: Resolver<Types.Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  actions?: Resolver<Types.Maybe<ResolversTypes['ActionConnection']>, ParentType, ContextType, RequireFields<Types.QueryActionsArgs, 'first'>>;
  apiKeys?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ApiKey']>>, ParentType, ContextType>;
  browse?: Resolver<Types.Maybe<ResolversTypes['BrowsePage']>, ParentType, ContextType, RequireFields<Types.QueryBrowseArgs, 'at' | 'before' | 'first' | 'list'>>;
  changes?: Resolver<Types.Maybe<ResolversTypes['ChangeConnection']>, ParentType, ContextType, RequireFields<Types.QueryChangesArgs, 'first'>>;
  duplicateReaders?: Resolver<Types.Maybe<ResolversTypes['DuplicateReadersConnection']>, ParentType, ContextType, RequireFields<Types.QueryDuplicateReadersArgs, 'first'>>;
  edition?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType, RequireFields<Types.QueryEditionArgs, 'id'>>;
  editions?: Resolver<Types.Maybe<ReadonlyArray<Types.Maybe<ResolversTypes['EditionAnswer']>>>, ParentType, ContextType, RequireFields<Types.QueryEditionsArgs, 'by'>>;
  items?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ItemReference']>>, ParentType, ContextType, RequireFields<Types.QueryItemsArgs, 'barcode'>>;
  library?: Resolver<Types.Maybe<ResolversTypes['Library']>, ParentType, ContextType, RequireFields<Types.QueryLibraryArgs, 'id'>>;
  listSizes?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ListSize']>>, ParentType, ContextType>;
  match?: Resolver<Types.Maybe<ResolversTypes['MatchEvidence']>, ParentType, ContextType, RequireFields<Types.QueryMatchArgs, 'a' | 'b'>>;
  nearest?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['NearLibrary']>>, ParentType, ContextType, RequireFields<Types.QueryNearestArgs, 'first' | 'openNow' | 'to'>>;
  openLoans?: Resolver<Types.Maybe<ResolversTypes['OpenLoanConnection']>, ParentType, ContextType, RequireFields<Types.QueryOpenLoansArgs, 'first'>>;
  readReplica?: Resolver<Types.Maybe<ResolversTypes['ReadReplica']>, ParentType, ContextType>;
  record?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType, RequireFields<Types.QueryRecordArgs, 'id'>>;
  region?: Resolver<Types.Maybe<ResolversTypes['Region']>, ParentType, ContextType>;
  rejectRetries?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['RejectRetry']>>, ParentType, ContextType, RequireFields<Types.QueryRejectRetriesArgs, 'first'>>;
  rejects?: Resolver<Types.Maybe<ResolversTypes['RejectConnection']>, ParentType, ContextType, RequireFields<Types.QueryRejectsArgs, 'first'>>;
  rulingPreview?: Resolver<Types.Maybe<ResolversTypes['RulingPreview']>, ParentType, ContextType, RequireFields<Types.QueryRulingPreviewArgs, 'a' | 'b'>>;
  rulingRequests?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['RulingRequest']>>, ParentType, ContextType, RequireFields<Types.QueryRulingRequestsArgs, 'first'>>;
  rulings?: Resolver<Types.Maybe<ResolversTypes['RulingConnection']>, ParentType, ContextType, RequireFields<Types.QueryRulingsArgs, 'first'>>;
  search?: Resolver<Types.Maybe<ResolversTypes['EditionConnection']>, ParentType, ContextType, RequireFields<Types.QuerySearchArgs, 'first' | 'query'>>;
  suggest?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Suggestion']>>, ParentType, ContextType, RequireFields<Types.QuerySuggestArgs, 'first' | 'text'>>;
  system?: Resolver<Types.Maybe<ResolversTypes['LibrarySystem']>, ParentType, ContextType, RequireFields<Types.QuerySystemArgs, 'id'>>;
  takeBack?: Resolver<Types.Maybe<ResolversTypes['TakeBack']>, ParentType, ContextType, RequireFields<Types.QueryTakeBackArgs, 'id'>>;
  takeBacks?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['TakeBack']>>, ParentType, ContextType, RequireFields<Types.QueryTakeBacksArgs, 'first'>>;
  viewer?: Resolver<Types.Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  vocabularies?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Vocabulary']>>, ParentType, ContextType>;
};

export type ReadReplicaResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['ReadReplica'] = ResolversParentTypes['ReadReplica']> = {
  fallbacks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isUsed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lagSeconds?: Resolver<Types.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecordConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RecordConnection'] = ResolversParentTypes['RecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RecordEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RecordEdge'] = ResolversParentTypes['RecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BibliographicRecord'], ParentType, ContextType>;
};

export type RegionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region']> = {
  bankHolidays?: Resolver<ReadonlyArray<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incomplete?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['IndexGap']>>, ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  networks?: Resolver<ReadonlyArray<ResolversTypes['Network']>, ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['LibrarySystem']>, ParentType, ContextType>;
};

export type RejectResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Reject'] = ResolversParentTypes['Reject']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  localId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
};

export type RejectConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RejectConnection'] = ResolversParentTypes['RejectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RejectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Reject']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RejectEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RejectEdge'] = ResolversParentTypes['RejectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Reject'], ParentType, ContextType>;
};

export type RejectRetryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RejectRetry'] = ResolversParentTypes['RejectRetry']> = {
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outcome?: Resolver<Types.Maybe<ResolversTypes['RejectRetryOutcome']>, ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RejectRetryState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
};

export type RejectRetryOutcomeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RejectRetryOutcome'] = ResolversParentTypes['RejectRetryOutcome']> = {
  gone?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  read?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RetryRejectsPayloadResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RetryRejectsPayload'] = ResolversParentTypes['RetryRejectsPayload']> = {
  refusal?: Resolver<Types.Maybe<ResolversTypes['RetryRejectsRefusal']>, ParentType, ContextType>;
  retry?: Resolver<Types.Maybe<ResolversTypes['RejectRetry']>, ParentType, ContextType>;
};

export type RetryRejectsRefusalResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RetryRejectsRefusal'] = ResolversParentTypes['RetryRejectsRefusal']> = {
  code?: Resolver<ResolversTypes['RetryRejectsRefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeApiKeyPayloadResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = {
  apiKey?: Resolver<Types.Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['RevokeApiKeyRefusal']>, ParentType, ContextType>;
};

export type RevokeApiKeyRefusalResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RevokeApiKeyRefusal'] = ResolversParentTypes['RevokeApiKeyRefusal']> = {
  code?: Resolver<ResolversTypes['RevokeApiKeyRefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RuledEditionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RuledEdition'] = ResolversParentTypes['RuledEdition']> = {
  id?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  recordCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RulingResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Ruling'] = ResolversParentTypes['Ruling']> = {
  a?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  b?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['RulingDecision'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RulingConnectionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingConnection'] = ResolversParentTypes['RulingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RulingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Ruling']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RulingEdgeResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingEdge'] = ResolversParentTypes['RulingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Ruling'], ParentType, ContextType>;
};

export type RulingEffectResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingEffect'] = ResolversParentTypes['RulingEffect']> = {
  after?: Resolver<ReadonlyArray<ResolversTypes['RuledEdition']>, ParentType, ContextType>;
  before?: Resolver<ReadonlyArray<ResolversTypes['RuledEdition']>, ParentType, ContextType>;
  together?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RulingPayloadResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingPayload'] = ResolversParentTypes['RulingPayload']> = {
  effect?: Resolver<Types.Maybe<ResolversTypes['RulingEffect']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['RulingOutcome'], ParentType, ContextType>;
  ruling?: Resolver<Types.Maybe<ResolversTypes['Ruling']>, ParentType, ContextType>;
};

export type RulingPreviewResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingPreview'] = ResolversParentTypes['RulingPreview']> = {
  against?: Resolver<ReadonlyArray<ResolversTypes['Ruling']>, ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['RulingEffect'], ParentType, ContextType>;
  standing?: Resolver<Types.Maybe<ResolversTypes['Ruling']>, ParentType, ContextType>;
};

export type RulingRequestResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingRequest'] = ResolversParentTypes['RulingRequest']> = {
  a?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  answer?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answeredAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  b?: Resolver<Types.Maybe<ResolversTypes['BibliographicRecord']>, ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['RulingDecision'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RulingRequestPayloadResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['RulingRequestPayload'] = ResolversParentTypes['RulingRequestPayload']> = {
  request?: Resolver<ResolversTypes['RulingRequest'], ParentType, ContextType>;
};

export type SentDeliveryResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['SentDelivery'] = ResolversParentTypes['SentDelivery']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  delivery?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SiteResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Site'] = ResolversParentTypes['Site'], FederationReferenceType extends FederationReferenceTypes['Site'] = FederationReferenceTypes['Site']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Site']> | FederationReferenceType, FederationReferenceType, ContextType>;
  address?: Resolver<Types.Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  closesAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closures?: Resolver<ReadonlyArray<ResolversTypes['Closure']>, ParentType, ContextType>;
  contact?: Resolver<Types.Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  coordinates?: Resolver<Types.Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  locations?: Resolver<ReadonlyArray<ResolversTypes['Location']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openNow?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  openingHours?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['OpeningHours']>>, ParentType, ContextType>;
  opensNext?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  organisation?: Resolver<Types.Maybe<ResolversTypes['Organisation']>, ParentType, ContextType>;
};

export type SnapshotExportResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['SnapshotExport'] = ResolversParentTypes['SnapshotExport']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubjectResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Subject'] = ResolversParentTypes['Subject']> = {
  heading?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scheme?: Resolver<ResolversTypes['SubjectScheme'], ParentType, ContextType>;
};

export type SuggestionResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Suggestion'] = ResolversParentTypes['Suggestion']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  edition?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType>;
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SuggestionKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SystemMembershipResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['SystemMembership'] = ResolversParentTypes['SystemMembership']> = {
  phase?: Resolver<ResolversTypes['MovePhase'], ParentType, ContextType>;
  since?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['LibrarySystem'], ParentType, ContextType>;
};

export type TakeBackResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['TakeBack'] = ResolversParentTypes['TakeBack']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  readers?: Resolver<ResolversTypes['TakeBackReaders'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['TakeBackState'], ParentType, ContextType>;
};

export type TakeBackPayloadResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['TakeBackPayload'] = ResolversParentTypes['TakeBackPayload']> = {
  refusal?: Resolver<Types.Maybe<ResolversTypes['TakeBackRefusal']>, ParentType, ContextType>;
  takeBack?: Resolver<Types.Maybe<ResolversTypes['TakeBack']>, ParentType, ContextType>;
};

export type TakeBackReadersResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['TakeBackReaders'] = ResolversParentTypes['TakeBackReaders']> = {
  deliveries?: Resolver<ReadonlyArray<ResolversTypes['SentDelivery']>, ParentType, ContextType>;
  exports?: Resolver<ReadonlyArray<ResolversTypes['SnapshotExport']>, ParentType, ContextType>;
  files?: Resolver<ReadonlyArray<ResolversTypes['WrittenFile']>, ParentType, ContextType>;
  knownSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  publishedSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  readings?: Resolver<ReadonlyArray<ResolversTypes['FeedReading']>, ParentType, ContextType>;
};

export type TakeBackRefusalResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['TakeBackRefusal'] = ResolversParentTypes['TakeBackRefusal']> = {
  code?: Resolver<ResolversTypes['TakeBackRefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  libraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ViewerRole'], ParentType, ContextType>;
};

export type VocabularyResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Vocabulary'] = ResolversParentTypes['Vocabulary']> = {
  headings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  loadedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  terms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['Work'] = ResolversParentTypes['Work'], FederationReferenceType extends FederationReferenceTypes['Work'] = FederationReferenceTypes['Work']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Work']> | FederationReferenceType, FederationReferenceType, ContextType>;
  creators?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  editions?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestHeld?: Resolver<Types.Maybe<ResolversTypes['Edition']>, ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WrittenFileResolvers<ContextType = CatalogueContext, ParentType extends ResolversParentTypes['WrittenFile'] = ResolversParentTypes['WrittenFile']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  machine?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = CatalogueContext> = {
  Action?: ActionResolvers<ContextType>;
  ActionConnection?: ActionConnectionResolvers<ContextType>;
  ActionEdge?: ActionEdgeResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Alias?: AliasResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  BibliographicRecord?: BibliographicRecordResolvers<ContextType>;
  BrowseEntry?: BrowseEntryResolvers<ContextType>;
  BrowsePage?: BrowsePageResolvers<ContextType>;
  ChangeConnection?: ChangeConnectionResolvers<ContextType>;
  ChangeEdge?: ChangeEdgeResolvers<ContextType>;
  CirculationAtLibrary?: CirculationAtLibraryResolvers<ContextType>;
  CirculationCount?: CirculationCountResolvers<ContextType>;
  CirculationFigures?: CirculationFiguresResolvers<ContextType>;
  CirculationGap?: CirculationGapResolvers<ContextType>;
  Classmark?: ClassmarkResolvers<ContextType>;
  Closure?: ClosureResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Duplicate?: DuplicateResolvers<ContextType>;
  DuplicateConnection?: DuplicateConnectionResolvers<ContextType>;
  DuplicateEdge?: DuplicateEdgeResolvers<ContextType>;
  DuplicateReader?: DuplicateReaderResolvers<ContextType>;
  DuplicateReaders?: DuplicateReadersResolvers<ContextType>;
  DuplicateReadersConnection?: DuplicateReadersConnectionResolvers<ContextType>;
  DuplicateReadersEdge?: DuplicateReadersEdgeResolvers<ContextType>;
  Edition?: EditionResolvers<ContextType>;
  EditionAnswer?: EditionAnswerResolvers<ContextType>;
  EditionChange?: EditionChangeResolvers<ContextType>;
  EditionCirculation?: EditionCirculationResolvers<ContextType>;
  EditionConnection?: EditionConnectionResolvers<ContextType>;
  EditionEdge?: EditionEdgeResolvers<ContextType>;
  ExcludedLender?: ExcludedLenderResolvers<ContextType>;
  Facet?: FacetResolvers<ContextType>;
  FacetValue?: FacetValueResolvers<ContextType>;
  FeedReading?: FeedReadingResolvers<ContextType>;
  GeoPoint?: GeoPointResolvers<ContextType>;
  HarvestStatus?: HarvestStatusResolvers<ContextType>;
  Hold?: HoldResolvers<ContextType>;
  Holding?: HoldingResolvers<ContextType>;
  HoldingStatement?: HoldingStatementResolvers<ContextType>;
  HostPublication?: HostPublicationResolvers<ContextType>;
  IndexGap?: IndexGapResolvers<ContextType>;
  Item?: ItemResolvers<ContextType>;
  ItemReference?: ItemReferenceResolvers<ContextType>;
  Lender?: LenderResolvers<ContextType>;
  LenderConnection?: LenderConnectionResolvers<ContextType>;
  LenderEdge?: LenderEdgeResolvers<ContextType>;
  LendingReason?: LendingReasonResolvers<ContextType>;
  Library?: LibraryResolvers<ContextType>;
  LibraryCirculation?: LibraryCirculationResolvers<ContextType>;
  LibrarySystem?: LibrarySystemResolvers<ContextType>;
  Link?: LinkResolvers<ContextType>;
  ListSize?: ListSizeResolvers<ContextType>;
  Loan?: LoanResolvers<ContextType>;
  LoansOfYear?: LoansOfYearResolvers<ContextType>;
  Location?: LocationResolvers<ContextType>;
  Marc?: MarcResolvers<ContextType>;
  MarcField?: MarcFieldResolvers<ContextType>;
  MarcSubfield?: MarcSubfieldResolvers<ContextType>;
  MatchEvidence?: MatchEvidenceResolvers<ContextType>;
  MatchReason?: MatchReasonResolvers<ContextType>;
  MatchVeto?: MatchVetoResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NearLibrary?: NearLibraryResolvers<ContextType>;
  NearbySearch?: NearbySearchResolvers<ContextType>;
  Network?: NetworkResolvers<ContextType>;
  OpenLoan?: OpenLoanResolvers<ContextType>;
  OpenLoanConnection?: OpenLoanConnectionResolvers<ContextType>;
  OpenLoanEdge?: OpenLoanEdgeResolvers<ContextType>;
  OpeningHours?: OpeningHoursResolvers<ContextType>;
  OpeningTimes?: OpeningTimesResolvers<ContextType>;
  Organisation?: OrganisationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PickupPlace?: PickupPlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReadReplica?: ReadReplicaResolvers<ContextType>;
  RecordConnection?: RecordConnectionResolvers<ContextType>;
  RecordEdge?: RecordEdgeResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  Reject?: RejectResolvers<ContextType>;
  RejectConnection?: RejectConnectionResolvers<ContextType>;
  RejectEdge?: RejectEdgeResolvers<ContextType>;
  RejectRetry?: RejectRetryResolvers<ContextType>;
  RejectRetryOutcome?: RejectRetryOutcomeResolvers<ContextType>;
  RetryRejectsPayload?: RetryRejectsPayloadResolvers<ContextType>;
  RetryRejectsRefusal?: RetryRejectsRefusalResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokeApiKeyRefusal?: RevokeApiKeyRefusalResolvers<ContextType>;
  RuledEdition?: RuledEditionResolvers<ContextType>;
  Ruling?: RulingResolvers<ContextType>;
  RulingConnection?: RulingConnectionResolvers<ContextType>;
  RulingEdge?: RulingEdgeResolvers<ContextType>;
  RulingEffect?: RulingEffectResolvers<ContextType>;
  RulingPayload?: RulingPayloadResolvers<ContextType>;
  RulingPreview?: RulingPreviewResolvers<ContextType>;
  RulingRequest?: RulingRequestResolvers<ContextType>;
  RulingRequestPayload?: RulingRequestPayloadResolvers<ContextType>;
  SentDelivery?: SentDeliveryResolvers<ContextType>;
  Site?: SiteResolvers<ContextType>;
  SnapshotExport?: SnapshotExportResolvers<ContextType>;
  Subject?: SubjectResolvers<ContextType>;
  Suggestion?: SuggestionResolvers<ContextType>;
  SystemMembership?: SystemMembershipResolvers<ContextType>;
  TakeBack?: TakeBackResolvers<ContextType>;
  TakeBackPayload?: TakeBackPayloadResolvers<ContextType>;
  TakeBackReaders?: TakeBackReadersResolvers<ContextType>;
  TakeBackRefusal?: TakeBackRefusalResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Vocabulary?: VocabularyResolvers<ContextType>;
  Work?: WorkResolvers<ContextType>;
  WrittenFile?: WrittenFileResolvers<ContextType>;
};

