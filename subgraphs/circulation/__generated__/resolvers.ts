import type * as Types from './types.ts';
import type { Holding, EditionConnection, Library, LibrarySystem, Item, Account } from './types.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { HoldingModel, AvailabilityModel, LibraryModel, ItemSubject, PlaceModel, PageModel, SystemModel, AnsweringModel, HostModel } from '../models.ts';
import type { AccountModel, AccountFactsModel, ChargeModel, HoldModel, LoanModel } from '../accounts/account-models.ts';
import type { AnsweringChangeModel, SystemHistory, AnsweringHourModel, Outage } from '../answer-history.ts';
import type { AvailableNowModel } from '../available-now.ts';
import type { HoldPayloadModel, RenewAllLoansModel, RenewLoanModel } from '../writes/payloads.ts';
import type { CopyHistoryModel, ToldOfCopyModel } from '../copy-history.ts';
import type { ToldAt } from '../told-at.ts';
import type { PatronIdentityModel } from '../accounts/patron-finder.ts';
import type { CirculationContext } from '../context.ts';
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
  Account: Account;
  EditionConnection: EditionConnection;
  Holding: Holding;
  Item: Item;
  Library: Library;
  LibrarySystem: LibrarySystem;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Account'], {"grant":true}> ) );
  EditionConnection:
    ( { __typename: 'EditionConnection' }
    & GraphQLRecursivePick<FederationTypes['EditionConnection'], {"page":true}> );
  Holding:
    ( { __typename: 'Holding' }
    & GraphQLRecursivePick<FederationTypes['Holding'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Holding'], {"liveKeys":true,"online":true}> ) );
  Item:
    ( { __typename: 'Item' }
    & GraphQLRecursivePick<FederationTypes['Item'], {"id":true}> );
  Library:
    ( { __typename: 'Library' }
    & GraphQLRecursivePick<FederationTypes['Library'], {"id":true}> );
  LibrarySystem:
    ( { __typename: 'LibrarySystem' }
    & GraphQLRecursivePick<FederationTypes['LibrarySystem'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountModel>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  AccountFacts: ResolverTypeWrapper<AccountFactsModel>;
  AnsweringChange: ResolverTypeWrapper<AnsweringChangeModel>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  AnsweringHistory: ResolverTypeWrapper<SystemHistory>;
  AnsweringHour: ResolverTypeWrapper<AnsweringHourModel>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  Availability: ResolverTypeWrapper<AvailabilityModel>;
  AvailableNow: ResolverTypeWrapper<AvailableNowModel>;
  BibliographicRecord: ResolverTypeWrapper<Types.BibliographicRecord>;
  Block: ResolverTypeWrapper<Types.Block>;
  BlockCode: Types.BlockCode;
  BreakerState: Types.BreakerState;
  CancelHoldInput: Types.CancelHoldInput;
  CancelHoldPayload: ResolverTypeWrapper<HoldPayloadModel>;
  Charge: ResolverTypeWrapper<ChargeModel>;
  ContinuedAccount: ResolverTypeWrapper<Types.ContinuedAccount>;
  CopyHistory: ResolverTypeWrapper<CopyHistoryModel>;
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Due: ResolverTypeWrapper<Types.Due>;
  Edition: ResolverTypeWrapper<Types.Edition>;
  EditionConnection: ResolverTypeWrapper<PageModel>;
  FactState: Types.FactState;
  FindPatronInput: Types.FindPatronInput;
  Hold: ResolverTypeWrapper<HoldModel>;
  HoldStatus: Types.HoldStatus;
  Holding: ResolverTypeWrapper<HoldingModel>;
  HostFailure: ResolverTypeWrapper<Types.HostFailure>;
  Item: ResolverTypeWrapper<ItemSubject>;
  ItemConnection: ResolverTypeWrapper<Omit<Types.ItemConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ItemEdge']>, nodes: ReadonlyArray<ResolversTypes['Item']> }>;
  ItemEdge: ResolverTypeWrapper<Omit<Types.ItemEdge, 'node'> & { node: ResolversTypes['Item'] }>;
  ItemLimitation: Types.ItemLimitation;
  ItemService: Types.ItemService;
  ItemStatus: Types.ItemStatus;
  ItemUse: Types.ItemUse;
  Library: ResolverTypeWrapper<LibraryModel>;
  LibrarySystem: ResolverTypeWrapper<SystemModel>;
  Loan: ResolverTypeWrapper<LoanModel>;
  Money: ResolverTypeWrapper<Types.Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Outage: ResolverTypeWrapper<Outage>;
  Outcome: Types.Outcome;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  PatronIdentityPayload: ResolverTypeWrapper<PatronIdentityModel>;
  Place: ResolverTypeWrapper<PlaceModel>;
  PlaceHoldInput: Types.PlaceHoldInput;
  PlaceHoldPayload: ResolverTypeWrapper<HoldPayloadModel>;
  Reason: ResolverTypeWrapper<Types.Reason>;
  ReasonCode: Types.ReasonCode;
  Refusal: ResolverTypeWrapper<Types.Refusal>;
  RefusalCode: Types.RefusalCode;
  RenewAllLoansInput: Types.RenewAllLoansInput;
  RenewAllLoansPayload: ResolverTypeWrapper<RenewAllLoansModel>;
  RenewLoanInput: Types.RenewLoanInput;
  RenewLoanPayload: ResolverTypeWrapper<RenewLoanModel>;
  Renewable: ResolverTypeWrapper<Types.Renewable>;
  ServiceAvailability: ResolverTypeWrapper<Types.ServiceAvailability>;
  Site: ResolverTypeWrapper<Types.Site>;
  SystemAnswering: ResolverTypeWrapper<AnsweringModel>;
  SystemHost: ResolverTypeWrapper<HostModel>;
  Float: ResolverTypeWrapper<Types.Scalars['Float']['output']>;
  ToldAt: ResolverTypeWrapper<ToldAt>;
  ToldBy: Types.ToldBy;
  ToldOfCopy: ResolverTypeWrapper<ToldOfCopyModel>;
  ToldStanding: Types.ToldStanding;
  VerifyPatronInput: Types.VerifyPatronInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountModel;
  String: Types.Scalars['String']['output'];
  ID: Types.Scalars['ID']['output'];
  AccountFacts: AccountFactsModel;
  AnsweringChange: AnsweringChangeModel;
  Boolean: Types.Scalars['Boolean']['output'];
  AnsweringHistory: SystemHistory;
  AnsweringHour: AnsweringHourModel;
  Int: Types.Scalars['Int']['output'];
  Availability: AvailabilityModel;
  AvailableNow: AvailableNowModel;
  BibliographicRecord: Types.BibliographicRecord;
  Block: Types.Block;
  CancelHoldInput: Types.CancelHoldInput;
  CancelHoldPayload: HoldPayloadModel;
  Charge: ChargeModel;
  ContinuedAccount: Types.ContinuedAccount;
  CopyHistory: CopyHistoryModel;
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Due: Types.Due;
  Edition: Types.Edition;
  EditionConnection: PageModel;
  FindPatronInput: Types.FindPatronInput;
  Hold: HoldModel;
  Holding: HoldingModel;
  HostFailure: Types.HostFailure;
  Item: ItemSubject;
  ItemConnection: Omit<Types.ItemConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ItemEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Item']> };
  ItemEdge: Omit<Types.ItemEdge, 'node'> & { node: ResolversParentTypes['Item'] };
  Library: LibraryModel;
  LibrarySystem: SystemModel;
  Loan: LoanModel;
  Money: Types.Money;
  Mutation: Record<PropertyKey, never>;
  Outage: Outage;
  PageInfo: Types.PageInfo;
  PatronIdentityPayload: PatronIdentityModel;
  Place: PlaceModel;
  PlaceHoldInput: Types.PlaceHoldInput;
  PlaceHoldPayload: HoldPayloadModel;
  Reason: Types.Reason;
  Refusal: Types.Refusal;
  RenewAllLoansInput: Types.RenewAllLoansInput;
  RenewAllLoansPayload: RenewAllLoansModel;
  RenewLoanInput: Types.RenewLoanInput;
  RenewLoanPayload: RenewLoanModel;
  Renewable: Types.Renewable;
  ServiceAvailability: Types.ServiceAvailability;
  Site: Types.Site;
  SystemAnswering: AnsweringModel;
  SystemHost: HostModel;
  Float: Types.Scalars['Float']['output'];
  ToldAt: ToldAt;
  ToldOfCopy: ToldOfCopyModel;
  VerifyPatronInput: Types.VerifyPatronInput;
};

export type AccountResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  facts?: Resolver<Types.Maybe<ResolversTypes['AccountFacts']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AccountFactsResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['AccountFacts'] = ResolversParentTypes['AccountFacts']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  blocks?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Block']>>, ParentType, ContextType>;
  category?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  charges?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Charge']>>, ParentType, ContextType>;
  expiresOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  holds?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Hold']>>, ParentType, ContextType>;
  homeSite?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  loans?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Loan']>>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FactState'], ParentType, ContextType>;
};

export type AnsweringChangeResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['AnsweringChange'] = ResolversParentTypes['AnsweringChange']> = {
  answers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  askedBefore?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  code?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  why?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AnsweringHistoryResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['AnsweringHistory'] = ResolversParentTypes['AnsweringHistory']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['AnsweringChange']>, ParentType, ContextType>;
  hours?: Resolver<ReadonlyArray<ResolversTypes['AnsweringHour']>, ParentType, ContextType>;
};

export type AnsweringHourResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['AnsweringHour'] = ResolversParentTypes['AnsweringHour']> = {
  answered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  averageMs?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hour?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stoppedWaiting?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  availableCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  earliestDue?: Resolver<Types.Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  holdQueue?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  holdQueueAtLeast?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  itemCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  items?: Resolver<Types.Maybe<ResolversTypes['ItemConnection']>, ParentType, ContextType, RequireFields<Types.AvailabilityItemsArgs, 'first'>>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  recordGone?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  services?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ServiceAvailability']>>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FactState'], ParentType, ContextType>;
  unknownCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AvailableNowResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['AvailableNow'] = ResolversParentTypes['AvailableNow']> = {
  available?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  unavailable?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
  unknown?: Resolver<ReadonlyArray<ResolversTypes['Edition']>, ParentType, ContextType>;
};

export type BibliographicRecordResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['BibliographicRecord'] = ResolversParentTypes['BibliographicRecord']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type BlockResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Block'] = ResolversParentTypes['Block']> = {
  code?: Resolver<ResolversTypes['BlockCode'], ParentType, ContextType>;
  message?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CancelHoldPayloadResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['CancelHoldPayload'] = ResolversParentTypes['CancelHoldPayload']> = {
  hold?: Resolver<Types.Maybe<ResolversTypes['Hold']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type ChargeResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Charge'] = ResolversParentTypes['Charge']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  raisedOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContinuedAccountResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ContinuedAccount'] = ResolversParentTypes['ContinuedAccount']> = {
  account?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sealed?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CopyHistoryResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['CopyHistory'] = ResolversParentTypes['CopyHistory']> = {
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  told?: Resolver<ReadonlyArray<ResolversTypes['ToldOfCopy']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DueResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Due'] = ResolversParentTypes['Due']> = {
  at?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type EditionResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Edition'] = ResolversParentTypes['Edition']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type EditionConnectionResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['EditionConnection'] = ResolversParentTypes['EditionConnection'], FederationReferenceType extends FederationReferenceTypes['EditionConnection'] = FederationReferenceTypes['EditionConnection']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['EditionConnection']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availableNow?: Resolver<Types.Maybe<ResolversTypes['AvailableNow']>, ParentType, ContextType, Partial<Types.EditionConnectionAvailableNowArgs>>;
  page?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HoldResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Hold'] = ResolversParentTypes['Hold']> = {
  enumeration?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresOn?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  item?: Resolver<Types.Maybe<ResolversTypes['Item']>, ParentType, ContextType>;
  neededBy?: Resolver<Types.Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  pickup?: Resolver<Types.Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  placedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  queuePosition?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  recordId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HoldStatus'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HoldingResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Holding'] = ResolversParentTypes['Holding'], FederationReferenceType extends FederationReferenceTypes['Holding'] = FederationReferenceTypes['Holding']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Holding']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<Types.Maybe<ResolversTypes['Availability']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type HostFailureResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['HostFailure'] = ResolversParentTypes['HostFailure']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cause?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  why?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ItemResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item'], FederationReferenceType extends FederationReferenceTypes['Item'] = FederationReferenceTypes['Item']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Item']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  barcode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  boundWith?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['BibliographicRecord']>>, ParentType, ContextType>;
  callNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chronology?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  copyNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currentLocation?: Resolver<Types.Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  due?: Resolver<Types.Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  enumeration?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  history?: Resolver<Types.Maybe<ResolversTypes['CopyHistory']>, ParentType, ContextType>;
  holdQueue?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  holdQueueAtLeast?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemType?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  limitations?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ItemLimitation']>>, ParentType, ContextType>;
  permanentLocation?: Resolver<Types.Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  publicNotes?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  state?: Resolver<Types.Maybe<ResolversTypes['FactState']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['ItemStatus']>, ParentType, ContextType>;
  statusAtSource?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  use?: Resolver<Types.Maybe<ResolversTypes['ItemUse']>, ParentType, ContextType>;
};

export type ItemConnectionResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ItemConnection'] = ResolversParentTypes['ItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Item']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ItemEdgeResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ItemEdge'] = ResolversParentTypes['ItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
};

export type LibraryResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Library'] = ResolversParentTypes['Library'], FederationReferenceType extends FederationReferenceTypes['Library'] = FederationReferenceTypes['Library']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Library']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toldAt?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['ToldAt']>>, ParentType, ContextType, RequireFields<Types.LibraryToldAtArgs, 'time'>>;
};

export type LibrarySystemResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['LibrarySystem'] = ResolversParentTypes['LibrarySystem'], FederationReferenceType extends FederationReferenceTypes['LibrarySystem'] = FederationReferenceTypes['LibrarySystem']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['LibrarySystem']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answering?: Resolver<Types.Maybe<ResolversTypes['SystemAnswering']>, ParentType, ContextType>;
  answeringHistory?: Resolver<Types.Maybe<ResolversTypes['AnsweringHistory']>, ParentType, ContextType, RequireFields<Types.LibrarySystemAnsweringHistoryArgs, 'hours'>>;
  hosts?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['SystemHost']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outages?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Outage']>>, ParentType, ContextType>;
  toldAt?: Resolver<Types.Maybe<ResolversTypes['ToldAt']>, ParentType, ContextType, RequireFields<Types.LibrarySystemToldAtArgs, 'time'>>;
};

export type LoanResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Loan'] = ResolversParentTypes['Loan']> = {
  due?: Resolver<Types.Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  item?: Resolver<Types.Maybe<ResolversTypes['Item']>, ParentType, ContextType>;
  loanedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  overdue?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  recordId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  renewable?: Resolver<Types.Maybe<ResolversTypes['Renewable']>, ParentType, ContextType>;
  renewals?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelHold?: Resolver<Types.Maybe<ResolversTypes['CancelHoldPayload']>, ParentType, ContextType, RequireFields<Types.MutationCancelHoldArgs, 'input'>>;
  findPatron?: Resolver<Types.Maybe<ResolversTypes['PatronIdentityPayload']>, ParentType, ContextType, RequireFields<Types.MutationFindPatronArgs, 'input'>>;
  placeHold?: Resolver<Types.Maybe<ResolversTypes['PlaceHoldPayload']>, ParentType, ContextType, RequireFields<Types.MutationPlaceHoldArgs, 'input'>>;
  renewAllLoans?: Resolver<Types.Maybe<ResolversTypes['RenewAllLoansPayload']>, ParentType, ContextType, RequireFields<Types.MutationRenewAllLoansArgs, 'input'>>;
  renewLoan?: Resolver<Types.Maybe<ResolversTypes['RenewLoanPayload']>, ParentType, ContextType, RequireFields<Types.MutationRenewLoanArgs, 'input'>>;
  verifyPatron?: Resolver<Types.Maybe<ResolversTypes['PatronIdentityPayload']>, ParentType, ContextType, RequireFields<Types.MutationVerifyPatronArgs, 'input'>>;
};

export type OutageResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Outage'] = ResolversParentTypes['Outage']> = {
  askedBefore?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatronIdentityPayloadResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['PatronIdentityPayload'] = ResolversParentTypes['PatronIdentityPayload']> = {
  account?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  continued?: Resolver<Types.Maybe<ResolversTypes['ContinuedAccount']>, ParentType, ContextType>;
  homeLibrary?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
  shown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  site?: Resolver<Types.Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
  siteCode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlaceHoldPayloadResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['PlaceHoldPayload'] = ResolversParentTypes['PlaceHoldPayload']> = {
  hold?: Resolver<Types.Maybe<ResolversTypes['Hold']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type ReasonResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason']> = {
  code?: Resolver<ResolversTypes['ReasonCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  code?: Resolver<ResolversTypes['RefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceCode?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RenewAllLoansPayloadResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['RenewAllLoansPayload'] = ResolversParentTypes['RenewAllLoansPayload']> = {
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
  results?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['RenewLoanPayload']>>, ParentType, ContextType>;
};

export type RenewLoanPayloadResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['RenewLoanPayload'] = ResolversParentTypes['RenewLoanPayload']> = {
  loan?: Resolver<Types.Maybe<ResolversTypes['Loan']>, ParentType, ContextType>;
  loanId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['Outcome'], ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type RenewableResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Renewable'] = ResolversParentTypes['Renewable']> = {
  possible?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type ServiceAvailabilityResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ServiceAvailability'] = ResolversParentTypes['ServiceAvailability']> = {
  available?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  expected?: Resolver<Types.Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  limitation?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  overdue?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['ItemService'], ParentType, ContextType>;
};

export type SiteResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Site'] = ResolversParentTypes['Site']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SystemAnsweringResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['SystemAnswering'] = ResolversParentTypes['SystemAnswering']> = {
  failingSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastAnswerAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
};

export type SystemHostResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['SystemHost'] = ResolversParentTypes['SystemHost']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  concurrency?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  connections?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failuresToOpen?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastFailure?: Resolver<Types.Maybe<ResolversTypes['HostFailure']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  openUntil?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pausedUntil?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  perSecond?: Resolver<Types.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ToldAtResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ToldAt'] = ResolversParentTypes['ToldAt']> = {
  about?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sentences?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  standing?: Resolver<ResolversTypes['ToldStanding'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ToldOfCopyResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ToldOfCopy'] = ResolversParentTypes['ToldOfCopy']> = {
  asOf?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  code?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rule?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Types.Maybe<ResolversTypes['ToldBy']>, ParentType, ContextType>;
  status?: Resolver<Types.Maybe<ResolversTypes['ItemStatus']>, ParentType, ContextType>;
  statusAtSource?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  why?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = CirculationContext> = {
  Account?: AccountResolvers<ContextType>;
  AccountFacts?: AccountFactsResolvers<ContextType>;
  AnsweringChange?: AnsweringChangeResolvers<ContextType>;
  AnsweringHistory?: AnsweringHistoryResolvers<ContextType>;
  AnsweringHour?: AnsweringHourResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  AvailableNow?: AvailableNowResolvers<ContextType>;
  BibliographicRecord?: BibliographicRecordResolvers<ContextType>;
  Block?: BlockResolvers<ContextType>;
  CancelHoldPayload?: CancelHoldPayloadResolvers<ContextType>;
  Charge?: ChargeResolvers<ContextType>;
  ContinuedAccount?: ContinuedAccountResolvers<ContextType>;
  CopyHistory?: CopyHistoryResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Due?: DueResolvers<ContextType>;
  Edition?: EditionResolvers<ContextType>;
  EditionConnection?: EditionConnectionResolvers<ContextType>;
  Hold?: HoldResolvers<ContextType>;
  Holding?: HoldingResolvers<ContextType>;
  HostFailure?: HostFailureResolvers<ContextType>;
  Item?: ItemResolvers<ContextType>;
  ItemConnection?: ItemConnectionResolvers<ContextType>;
  ItemEdge?: ItemEdgeResolvers<ContextType>;
  Library?: LibraryResolvers<ContextType>;
  LibrarySystem?: LibrarySystemResolvers<ContextType>;
  Loan?: LoanResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Outage?: OutageResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PatronIdentityPayload?: PatronIdentityPayloadResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  PlaceHoldPayload?: PlaceHoldPayloadResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RenewAllLoansPayload?: RenewAllLoansPayloadResolvers<ContextType>;
  RenewLoanPayload?: RenewLoanPayloadResolvers<ContextType>;
  Renewable?: RenewableResolvers<ContextType>;
  ServiceAvailability?: ServiceAvailabilityResolvers<ContextType>;
  Site?: SiteResolvers<ContextType>;
  SystemAnswering?: SystemAnsweringResolvers<ContextType>;
  SystemHost?: SystemHostResolvers<ContextType>;
  ToldAt?: ToldAtResolvers<ContextType>;
  ToldOfCopy?: ToldOfCopyResolvers<ContextType>;
};

