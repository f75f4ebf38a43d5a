import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AvailabilityModel, HoldingModel, ItemModel } from '../models.ts';
import type { CirculationContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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

/**
 * Copies of a holding as their system sees them. A fact of a live system never stands alone: it says what it is, as of
 * when, and why. Where the state is LAST_KNOWN, everything here is as it was at `asOf`, counts and services included.
 */
export type Availability = {
  readonly __typename?: 'Availability';
  /**
   * When the system said so; null where it never did. A LIVE fact may be a few seconds old: its system is not asked twice
   * within the time that the region grants it.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Loanable copies known to be in place; reference copies are not counted. Null where nobody can say, never 0 for that:
   * where none is known to be in place and one that could be is among those of `unknownCount`, it is null. Where the state
   * is LAST_KNOWN, so many were in place at `asOf`: one may have been lent since, or come back.
   */
  readonly availableCount?: Maybe<Scalars['Int']['output']>;
  /** The first due date among the copies on loan. Null where none is known. */
  readonly earliestDue?: Maybe<Due>;
  /** Requests queued on the title at this system, for all its libraries. Null where it does not tell. */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /** Findable copies; 0 also where the system no longer has the record. Null where nobody can say. */
  readonly itemCount?: Maybe<Scalars['Int']['output']>;
  /**
   * Findable copies. Null where nobody can say. A copy has its own state where only some could be asked: beside LIVE
   * copies, one that could not be told is LAST_KNOWN with its own `asOf`, or UNKNOWN.
   */
  readonly items?: Maybe<ItemConnection>;
  /** Why it is less than live, and which system could not be asked. Null where it is LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /** Uses of the holding, and whether each is possible now; only uses that its system tells of. Null where nobody can say. */
  readonly services?: Maybe<ReadonlyArray<ServiceAvailability>>;
  /** How far it can be trusted. */
  readonly state: FactState;
  /** Copies whose status could not be told, and is at best known from before. Null where nobody can say. */
  readonly unknownCount?: Maybe<Scalars['Int']['output']>;
};


/**
 * Copies of a holding as their system sees them. A fact of a live system never stands alone: it says what it is, as of
 * when, and why. Where the state is LAST_KNOWN, everything here is as it was at `asOf`, counts and services included.
 */
export type AvailabilityItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One system's description of a title, owned by `catalogue`. */
export type BibliographicRecord = {
  readonly __typename?: 'BibliographicRecord';
  /** Stable id of the record in its system. */
  readonly id: Scalars['ID']['output'];
};

/** When a loan is due. A day loan is due on a day; only hourly loans have a time. */
export type Due = {
  readonly __typename?: 'Due';
  /** The time; null for a loan by days. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The day, in the library's own calendar. */
  readonly on: Scalars['Date']['output'];
};

/** How far a live fact can be trusted. */
export type FactState =
  /** A fact that the system stated earlier, at `asOf`, and cannot confirm now. */
  | 'LAST_KNOWN'
  /** A fact that the system stated for this answer. */
  | 'LIVE'
  /** A fact that this system has no means to state. */
  | 'NOT_SUPPORTED'
  /** A fact that nobody can state; never to be read as "not available". */
  | 'UNKNOWN';

/** What one library owns under one record of its system; everything but its live facts is owned by `catalogue`. */
export type Holding = {
  readonly __typename?: 'Holding';
  /**
   * Its copies as their system sees them now. Null only where the graph itself failed; a system that does not answer gives
   * a state and a reason.
   */
  readonly availability?: Maybe<Availability>;
  /** Stable id of the holding. */
  readonly id: Scalars['ID']['output'];
  /** What the owning adapter wrote at harvest to find these copies live; opaque to all else. */
  readonly liveKeys: ReadonlyArray<Scalars['String']['output']>;
};

/** One copy, as its system sees it. */
export type Item = {
  readonly __typename?: 'Item';
  /** When the system said so; null where it never did. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Barcode; null where the copy has none or nobody can say. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** Other records that the same copy stands under; null where the system does not tell. */
  readonly boundWith?: Maybe<ReadonlyArray<BibliographicRecord>>;
  /** Call number; null where it has none. */
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  /** Year and month: `Mar. 2024`; null where it has none. */
  readonly chronology?: Maybe<Scalars['String']['output']>;
  /** Number of the copy; null where it has none. */
  readonly copyNumber?: Maybe<Scalars['String']['output']>;
  /** Where it is now, which may be a sister site; null where nobody can say. */
  readonly currentLocation?: Maybe<Place>;
  /** When its loan ends; null where it is not on loan or nobody can say. */
  readonly due?: Maybe<Due>;
  /** Volume and issue: `v. 3`; null where it has none. */
  readonly enumeration?: Maybe<Scalars['String']['output']>;
  /** Requests queued on this very copy; null where the system does not tell. */
  readonly holdQueue?: Maybe<Scalars['Int']['output']>;
  /** Stable id of the copy in its system. */
  readonly id: Scalars['ID']['output'];
  /** The system's own kind of item; null where it has none. */
  readonly itemType?: Maybe<Scalars['String']['output']>;
  /** Where it belongs; null where nobody can say. */
  readonly permanentLocation?: Maybe<Place>;
  /** Notes for the public; null where nobody can say. */
  readonly publicNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Why they are less than live. Null where they are LIVE and nothing is hidden. */
  readonly reason?: Maybe<Reason>;
  /**
   * How far these facts can be trusted. Null, with all the rest, where its system has no such copy or does not show it to
   * the public; null with an error whose path is this copy's, only where the graph itself failed.
   */
  readonly state?: Maybe<FactState>;
  /** Where the copy stands in its life; null where nobody can say. */
  readonly status?: Maybe<ItemStatus>;
  /** The system's own word for its status, untranslated; null where it has none. */
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  /** Rule for its use; null where nobody can say. */
  readonly use?: Maybe<ItemUse>;
};

/** A page of items. */
export type ItemConnection = {
  readonly __typename?: 'ItemConnection';
  /** The items of this page, in the order of their ids, so that a cursor stays good when copies come and go. */
  readonly edges: ReadonlyArray<ItemEdge>;
  /** Where this page ends and whether there is more. */
  readonly pageInfo: PageInfo;
};

/** An item in its place on a page. */
export type ItemEdge = {
  readonly __typename?: 'ItemEdge';
  /** Opaque place of this item, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Item;
};

/** Uses of a holding. */
export type ItemService =
  /** A copy of a part. */
  | 'COPY_SUPPLY'
  /** Borrowing through another library. */
  | 'INTERLIBRARY_LOAN'
  /** Borrowing. */
  | 'LOAN'
  /** Reading online. */
  | 'ONLINE'
  /** Reading in the library. */
  | 'REFERENCE_USE';

/**
 * State of a copy, not the rule for it. Where several are true the first counts of: withdrawn, lost, claimed returned, on
 * loan, on hold shelf, in transit, missing, damaged, in process or on order, available.
 */
export type ItemStatus =
  /** Being bound or repaired. */
  | 'AT_BINDERY'
  /** In its place, or on its way back to it today. */
  | 'AVAILABLE'
  /** Said to be returned by the reader, not found by the library. */
  | 'CLAIMED_RETURNED'
  /** Damaged. */
  | 'DAMAGED'
  /** Arrived and not ready for readers. */
  | 'IN_PROCESS'
  /** On its way between sites. */
  | 'IN_TRANSIT'
  /** In use inside the library. */
  | 'IN_USE_ON_SITE'
  /** Given up. */
  | 'LOST'
  /** Not found where it should be. */
  | 'MISSING'
  /** Waiting for the reader who asked for it. */
  | 'ON_HOLD_SHELF'
  /** Lent to a reader. */
  | 'ON_LOAN'
  /** Ordered and not arrived. */
  | 'ON_ORDER'
  /** Returned and not back in its place yet. */
  | 'RESHELVING'
  /** Not to be had, for a reason that has no word here. */
  | 'UNAVAILABLE'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN'
  /** No longer part of the stock. */
  | 'WITHDRAWN';

/** Rule for the use of a copy, not its state. */
export type ItemUse =
  /** Lent by the hour. */
  | 'HOURLY'
  /** Lent for days or weeks. */
  | 'LOAN'
  /** Read in the library only. */
  | 'REFERENCE'
  /** Lent to some readers only, or on request. */
  | 'RESTRICTED'
  /** Lent for a shorter time than others. */
  | 'SHORT_LOAN'
  /** Not known. */
  | 'UNKNOWN';

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Place to ask on from with `after`; null where the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether something follows this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** A place as its system names it. */
export type Place = {
  readonly __typename?: 'Place';
  /** Code of the shelf or, where there is none, of the site. */
  readonly code: Scalars['String']['output'];
  /** Its name; null where the system gives none. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Code of the site; null where the system gives none. */
  readonly siteCode?: Maybe<Scalars['String']['output']>;
};

/** Why a fact is less than live. */
export type Reason = {
  readonly __typename?: 'Reason';
  /** Kind of trouble, for programs. */
  readonly code: ReasonCode;
  /** What happened and what to do, for people. */
  readonly message: Scalars['String']['output'];
  /** Id of the system concerned. */
  readonly system: Scalars['ID']['output'];
};

/** Kinds of trouble with a library system. */
export type ReasonCode =
  /** An answer that cannot be read. */
  | 'BAD_ANSWER'
  /** A system that failed so often that it is left in peace for a while. */
  | 'CIRCUIT_OPEN'
  /** A system that is frozen for a move. */
  | 'FROZEN'
  /** A thing that this system cannot tell. */
  | 'NOT_SUPPORTED'
  /** A wish of the system to be asked less often. */
  | 'RATE_LIMITED'
  /** Credentials or permissions that the system refused. */
  | 'REFUSED'
  /** No answer in time. */
  | 'TIMEOUT'
  /** More copies than are asked for at once. */
  | 'TOO_MANY_ITEMS'
  /** No connection, or one that broke. */
  | 'UNREACHABLE';

/** One use of a holding, and whether it is possible now. */
export type ServiceAvailability = {
  readonly __typename?: 'ServiceAvailability';
  /** Whether it is possible now; null where nobody can say. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** When it will be; null where it is now, or nobody can say. */
  readonly expected?: Maybe<Due>;
  /** A limit to it, in words; null where there is none. */
  readonly limitation?: Maybe<Scalars['String']['output']>;
  /** The use. */
  readonly service: ItemService;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
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
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

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
  Holding: Holding;
  Item: Item;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Holding:
    ( { __typename: 'Holding' }
    & GraphQLRecursivePick<FederationTypes['Holding'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Holding'], {"liveKeys":true}> ) );
  Item:
    ( { __typename: 'Item' }
    & GraphQLRecursivePick<FederationTypes['Item'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Availability: ResolverTypeWrapper<AvailabilityModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  BibliographicRecord: ResolverTypeWrapper<BibliographicRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Due: ResolverTypeWrapper<Due>;
  FactState: FactState;
  Holding: ResolverTypeWrapper<HoldingModel>;
  Item: ResolverTypeWrapper<ItemModel>;
  ItemConnection: ResolverTypeWrapper<Omit<ItemConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ItemEdge']> }>;
  ItemEdge: ResolverTypeWrapper<Omit<ItemEdge, 'node'> & { node: ResolversTypes['Item'] }>;
  ItemService: ItemService;
  ItemStatus: ItemStatus;
  ItemUse: ItemUse;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Place: ResolverTypeWrapper<Place>;
  Reason: ResolverTypeWrapper<Reason>;
  ReasonCode: ReasonCode;
  ServiceAvailability: ResolverTypeWrapper<ServiceAvailability>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Availability: AvailabilityModel;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  BibliographicRecord: BibliographicRecord;
  ID: Scalars['ID']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Due: Due;
  Holding: HoldingModel;
  Item: ItemModel;
  ItemConnection: Omit<ItemConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ItemEdge']> };
  ItemEdge: Omit<ItemEdge, 'node'> & { node: ResolversParentTypes['Item'] };
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Place: Place;
  Reason: Reason;
  ServiceAvailability: ServiceAvailability;
};

export type AvailabilityResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  availableCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  earliestDue?: Resolver<Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  holdQueue?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  itemCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  items?: Resolver<Maybe<ResolversTypes['ItemConnection']>, ParentType, ContextType, RequireFields<AvailabilityItemsArgs, 'first'>>;
  reason?: Resolver<Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  services?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ServiceAvailability']>>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FactState'], ParentType, ContextType>;
  unknownCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BibliographicRecordResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['BibliographicRecord'] = ResolversParentTypes['BibliographicRecord']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DueResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Due'] = ResolversParentTypes['Due']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type HoldingResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Holding'] = ResolversParentTypes['Holding'], FederationReferenceType extends FederationReferenceTypes['Holding'] = FederationReferenceTypes['Holding']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Holding']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<Maybe<ResolversTypes['Availability']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ItemResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Item'] = ResolversParentTypes['Item'], FederationReferenceType extends FederationReferenceTypes['Item'] = FederationReferenceTypes['Item']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Item']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  barcode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  boundWith?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BibliographicRecord']>>, ParentType, ContextType>;
  callNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chronology?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  copyNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  currentLocation?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  due?: Resolver<Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  enumeration?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holdQueue?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permanentLocation?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  publicNotes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['Reason']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['FactState']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ItemStatus']>, ParentType, ContextType>;
  statusAtSource?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  use?: Resolver<Maybe<ResolversTypes['ItemUse']>, ParentType, ContextType>;
};

export type ItemConnectionResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ItemConnection'] = ResolversParentTypes['ItemConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ItemEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ItemEdgeResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ItemEdge'] = ResolversParentTypes['ItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Item'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  siteCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReasonResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason']> = {
  code?: Resolver<ResolversTypes['ReasonCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ServiceAvailabilityResolvers<ContextType = CirculationContext, ParentType extends ResolversParentTypes['ServiceAvailability'] = ResolversParentTypes['ServiceAvailability']> = {
  available?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  expected?: Resolver<Maybe<ResolversTypes['Due']>, ParentType, ContextType>;
  limitation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['ItemService'], ParentType, ContextType>;
};

export type Resolvers<ContextType = CirculationContext> = {
  Availability?: AvailabilityResolvers<ContextType>;
  BibliographicRecord?: BibliographicRecordResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Due?: DueResolvers<ContextType>;
  Holding?: HoldingResolvers<ContextType>;
  Item?: ItemResolvers<ContextType>;
  ItemConnection?: ItemConnectionResolvers<ContextType>;
  ItemEdge?: ItemEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  ServiceAvailability?: ServiceAvailabilityResolvers<ContextType>;
};

