import type * as Types from './types.ts';
import type { Account, Library } from './types.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PatronModel, AccountModel, AccountLookModel, AuditPageModel, AuditEntryModel, LibraryModel, LinkAccountModel, AgreementModel, UnlinkModel } from '../models.ts';
import type { PatronsContext } from '../context.ts';
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
  Library: Library;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
  Library:
    ( { __typename: 'Library' }
    & GraphQLRecursivePick<FederationTypes['Library'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessRefusal: ResolverTypeWrapper<Types.AccessRefusal>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  AccessRefusalCode: Types.AccessRefusalCode;
  Account: ResolverTypeWrapper<AccountModel>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  AccountLook: ResolverTypeWrapper<AccountLookModel>;
  AuditAction: Types.AuditAction;
  AuditConnection: ResolverTypeWrapper<AuditPageModel>;
  AuditEdge: ResolverTypeWrapper<AuditEntryModel>;
  AuditEntry: ResolverTypeWrapper<AuditEntryModel>;
  Date: ResolverTypeWrapper<Types.Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Library: ResolverTypeWrapper<LibraryModel>;
  LinkAccountByStaffInput: Types.LinkAccountByStaffInput;
  LinkAccountInput: Types.LinkAccountInput;
  LinkAccountPayload: ResolverTypeWrapper<LinkAccountModel>;
  LinkMethod: Types.LinkMethod;
  LinkRefusal: ResolverTypeWrapper<Types.LinkRefusal>;
  LinkRefusalCode: Types.LinkRefusalCode;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  Patron: ResolverTypeWrapper<PatronModel>;
  PatronDataAgreement: ResolverTypeWrapper<AgreementModel>;
  Purpose: Types.Purpose;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  UnlinkAccountInput: Types.UnlinkAccountInput;
  UnlinkAccountPayload: ResolverTypeWrapper<UnlinkModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessRefusal: Types.AccessRefusal;
  String: Types.Scalars['String']['output'];
  Account: AccountModel;
  ID: Types.Scalars['ID']['output'];
  AccountLook: AccountLookModel;
  AuditConnection: AuditPageModel;
  AuditEdge: AuditEntryModel;
  AuditEntry: AuditEntryModel;
  Date: Types.Scalars['Date']['output'];
  DateTime: Types.Scalars['DateTime']['output'];
  Library: LibraryModel;
  LinkAccountByStaffInput: Types.LinkAccountByStaffInput;
  LinkAccountInput: Types.LinkAccountInput;
  LinkAccountPayload: LinkAccountModel;
  LinkRefusal: Types.LinkRefusal;
  Mutation: Record<PropertyKey, never>;
  PageInfo: Types.PageInfo;
  Boolean: Types.Scalars['Boolean']['output'];
  Patron: PatronModel;
  PatronDataAgreement: AgreementModel;
  Query: Record<PropertyKey, never>;
  Int: Types.Scalars['Int']['output'];
  UnlinkAccountInput: Types.UnlinkAccountInput;
  UnlinkAccountPayload: UnlinkModel;
};

export type AccessRefusalResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['AccessRefusal'] = ResolversParentTypes['AccessRefusal']> = {
  code?: Resolver<ResolversTypes['AccessRefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  grant?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<ResolversTypes['Library'], ParentType, ContextType>;
  linkedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['AccessRefusal']>, ParentType, ContextType>;
  verifiedBy?: Resolver<Types.Maybe<ResolversTypes['LinkMethod']>, ParentType, ContextType>;
};

export type AccountLookResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['AccountLook'] = ResolversParentTypes['AccountLook']> = {
  account?: Resolver<Types.Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['AccessRefusal']>, ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  account?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actorLibraries?: Resolver<ReadonlyArray<ResolversTypes['Library']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  library?: Resolver<Types.Maybe<ResolversTypes['Library']>, ParentType, ContextType>;
  note?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patron?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  purpose?: Resolver<Types.Maybe<ResolversTypes['Purpose']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type LibraryResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['Library'] = ResolversParentTypes['Library'], FederationReferenceType extends FederationReferenceTypes['Library'] = FederationReferenceTypes['Library']> = {
  __resolveReference?: ReferenceResolver<Types.Maybe<ResolversTypes['Library']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patronData?: Resolver<Types.Maybe<ResolversTypes['PatronDataAgreement']>, ParentType, ContextType>;
};

export type LinkAccountPayloadResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['LinkAccountPayload'] = ResolversParentTypes['LinkAccountPayload']> = {
  account?: Resolver<Types.Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  refusal?: Resolver<Types.Maybe<ResolversTypes['LinkRefusal']>, ParentType, ContextType>;
};

export type LinkRefusalResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['LinkRefusal'] = ResolversParentTypes['LinkRefusal']> = {
  code?: Resolver<ResolversTypes['LinkRefusalCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  linkAccount?: Resolver<Types.Maybe<ResolversTypes['LinkAccountPayload']>, ParentType, ContextType, RequireFields<Types.MutationLinkAccountArgs, 'input'>>;
  linkAccountByStaff?: Resolver<Types.Maybe<ResolversTypes['LinkAccountPayload']>, ParentType, ContextType, RequireFields<Types.MutationLinkAccountByStaffArgs, 'input'>>;
  unlinkAccount?: Resolver<Types.Maybe<ResolversTypes['UnlinkAccountPayload']>, ParentType, ContextType, RequireFields<Types.MutationUnlinkAccountArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatronResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['Patron'] = ResolversParentTypes['Patron']> = {
  accounts?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['Account']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PatronDataAgreementResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['PatronDataAgreement'] = ResolversParentTypes['PatronDataAgreement']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  agreement?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  controller?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dpia?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['Purpose']>, ParentType, ContextType>;
  reviewOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reviewOverdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  account?: Resolver<Types.Maybe<ResolversTypes['AccountLook']>, ParentType, ContextType, RequireFields<Types.QueryAccountArgs, 'id' | 'purpose'>>;
  accountByCard?: Resolver<Types.Maybe<ResolversTypes['AccountLook']>, ParentType, ContextType, RequireFields<Types.QueryAccountByCardArgs, 'card' | 'library' | 'purpose'>>;
  audit?: Resolver<Types.Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<Types.QueryAuditArgs, 'first'>>;
  duplicateAccounts?: Resolver<Types.Maybe<ReadonlyArray<ResolversTypes['AccountLook']>>, ParentType, ContextType, RequireFields<Types.QueryDuplicateAccountsArgs, 'group' | 'purpose'>>;
  me?: Resolver<Types.Maybe<ResolversTypes['Patron']>, ParentType, ContextType>;
};

export type UnlinkAccountPayloadResolvers<ContextType = PatronsContext, ParentType extends ResolversParentTypes['UnlinkAccountPayload'] = ResolversParentTypes['UnlinkAccountPayload']> = {
  patron?: Resolver<Types.Maybe<ResolversTypes['Patron']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = PatronsContext> = {
  AccessRefusal?: AccessRefusalResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  AccountLook?: AccountLookResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Library?: LibraryResolvers<ContextType>;
  LinkAccountPayload?: LinkAccountPayloadResolvers<ContextType>;
  LinkRefusal?: LinkRefusalResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Patron?: PatronResolvers<ContextType>;
  PatronDataAgreement?: PatronDataAgreementResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  UnlinkAccountPayload?: UnlinkAccountPayloadResolvers<ContextType>;
};

