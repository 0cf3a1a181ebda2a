/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, MaterialAvailabilityChangeParent, MaterialParent, MaterialEnrichmentParent, MaterialAvailabilityParent, StockBalanceParent, Reference, MaterialAvailabilityConnectionParent } from '../parents.ts';
import type { SubgraphContext } from '../context.ts';
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
  /** An exact decimal number written as text, such as `480.000`, so that no digit is lost. */
  Decimal: { input: string; output: string; }
  /** A moment with the offset of the plant's clock, such as `2026-12-01T06:00:00+01:00`. */
  DateTime: { input: string; output: string; }
  /** A calendar day in the plant's calendar, such as `2026-12-01`. */
  Date: { input: string; output: string; }
  /** A unit of measure as a UN/ECE Recommendation 20 code, such as `H87` (piece) or `KGM` (kilogram). */
  UnitCode: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Query = {
  /** One material by its number. Null when there is none that you may see. */
  readonly material?: Maybe<Material>;
  /** Stock of one material in one plant. Null when there is none that you may see. */
  readonly materialAvailability?: Maybe<MaterialAvailability>;
  /** Stock by material and plant, of the plants that you may see. */
  readonly materialAvailabilities?: Maybe<MaterialAvailabilityConnection>;
};


export type QueryMaterialArgs = {
  number: Scalars['String']['input'];
};


export type QueryMaterialAvailabilityArgs = {
  plant: Scalars['String']['input'];
  material: Scalars['String']['input'];
  freshness?: InputMaybe<Freshness>;
};


export type QueryMaterialAvailabilitiesArgs = {
  filter?: InputMaybe<MaterialAvailabilityFilter>;
  orderBy?: InputMaybe<MaterialAvailabilitySort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  freshness?: InputMaybe<Freshness>;
};

export type Subscription = {
  /** Tells each change of a material's stock in a plant. */
  readonly materialAvailabilityChanged: MaterialAvailabilityChange;
};


export type SubscriptionMaterialAvailabilityChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  batches?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One change of a material's stock in a plant. */
export type MaterialAvailabilityChange = {
  /** Global id of what changed, also of what is gone. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the stock record. */
  readonly kind: ChangeKind;
  /** When the change was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The stock as it is now. Null when the material is no longer kept in the plant. */
  readonly materialAvailability?: Maybe<MaterialAvailability>;
};

/** Something that is made, bought or kept in stock. Its number is the same in every plant. */
export type Material = Node & {
  readonly id: Scalars['ID']['output'];
  /** Number without the zeros the ERP pads it with. */
  readonly number: Scalars['String']['output'];
  /** What it is, in the words of the material master. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Unit in which stock is kept. */
  readonly baseUnit?: Maybe<Scalars['UnitCode']['output']>;
  /** Stock of the material in the plants that you may see. */
  readonly availability?: Maybe<ReadonlyArray<MaterialAvailability>>;
  /** What master data management knows of the material beyond the ERPs, in the plants that you may see of which it has told something. */
  readonly enrichments?: Maybe<ReadonlyArray<MaterialEnrichment>>;
};


/** Something that is made, bought or kept in stock. Its number is the same in every plant. */
export type MaterialAvailabilityArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Something that is made, bought or kept in stock. Its number is the same in every plant. */
export type MaterialEnrichmentsArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What master data management knows of a material in a plant, beyond the ERP's master data. What it has not told is null. */
export type MaterialEnrichment = {
  /** What is told of. */
  readonly material: Material;
  /** Where it is so. */
  readonly plant: Plant;
  /** What the material is valued at. */
  readonly standardCost?: Maybe<StandardCost>;
  /** When the cost was told. */
  readonly standardCostAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** What it is, in the words of master data management. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** When the description was told. */
  readonly descriptionAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the system that told it last, as the landscape names it. */
  readonly system: Scalars['String']['output'];
};

/** Money for a quantity of a material. */
export type StandardCost = {
  /** Money for the quantity `per`. */
  readonly amount: Scalars['Decimal']['output'];
  /** Currency of the amount, as an ISO 4217 code. */
  readonly currency: Scalars['String']['output'];
  /** Quantity that the amount is for. */
  readonly per: Quantity;
};

/** How much of a material a plant has, and how much of it can be used. */
export type MaterialAvailability = Node & {
  readonly id: Scalars['ID']['output'];
  /** What is in stock. */
  readonly material: Material;
  /** Where it is in stock. */
  readonly plant: Plant;
  /** The stock by storage location, batch and status. */
  readonly stock: ReadonlyArray<StockBalance>;
  /** Unrestricted stock in all; null when the balances have different units. */
  readonly availableNow?: Maybe<Quantity>;
  /** The stock summed by status. */
  readonly byStatus: ReadonlyArray<StockByStatus>;
  /** Up to which moment the ERP's word on this stock is known here. */
  readonly asOf: Scalars['DateTime']['output'];
  /** LIVE when the ERP was asked for this answer and answered, KNOWN otherwise. */
  readonly freshness: Freshness;
  /** Which ERP said so, and in which words. */
  readonly source: Source;
};

/** Stock of one status at one place. */
export type StockBalance = {
  /** Storage location. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /** Batch, where the material is kept in batches. */
  readonly batch?: Maybe<Batch>;
  /** Whether it may be used. */
  readonly status: StockStatus;
  /** Special stock indicator of the ERP, such as `K` for consignment. Null for own stock. */
  readonly specialStock?: Maybe<Scalars['String']['output']>;
  /** How much there is. */
  readonly quantity: Quantity;
};

/** Stock of one status, over all places and batches. */
export type StockByStatus = {
  /** Whether it may be used. */
  readonly status: StockStatus;
  /** How much there is. */
  readonly quantity: Quantity;
};

/** Whether stock may be used, as SAP's stock types say it. */
export type StockStatus =
  /** Free to use. */
  | 'UNRESTRICTED'
  /** Waits for a quality decision. */
  | 'QUALITY_INSPECTION'
  /** Blocked; must not be used. */
  | 'BLOCKED'
  /** Restricted by its batch's status. */
  | 'RESTRICTED'
  /** On the way between storage locations or plants. */
  | 'IN_TRANSFER'
  /** On the way to the plant. */
  | 'IN_TRANSIT'
  /** Returned by a customer, not yet decided on. */
  | 'RETURNS'
  /** Received, but blocked at goods receipt. */
  | 'GR_BLOCKED';

export type Plant = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Batch = Node & {
  readonly id: Scalars['ID']['output'];
};

/** A page of stock records. */
export type MaterialAvailabilityConnection = {
  /** The records with their cursors. */
  readonly edges: ReadonlyArray<MaterialAvailabilityEdge>;
  /** The records alone. */
  readonly nodes: ReadonlyArray<MaterialAvailability>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many records match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One stock record of a page. */
export type MaterialAvailabilityEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: MaterialAvailability;
};

/** Which stock records are wanted. */
export type MaterialAvailabilityFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Material numbers. */
  readonly materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where there is stock of one of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<StockStatus>>;
  /** Where one of these batches lies. */
  readonly batches?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only where some stock is blocked, restricted or in inspection, or only where none is. */
  readonly blocked?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How stock records are sorted. */
export type MaterialAvailabilitySort = {
  /** By what. */
  readonly field: MaterialAvailabilitySortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What stock records can be sorted by. */
export type MaterialAvailabilitySortField =
  /** Material number. */
  | 'MATERIAL'
  /** Unrestricted quantity. */
  | 'AVAILABLE';

/** Anything that can be fetched again by its global id. */
export type Node = {
  /** Global id, the same in every answer. Opaque: do not take it apart. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page of a list ends and whether more follows. */
export type PageInfo = {
  /** True when another page follows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True when this is not the first page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first entry, null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** Cursor of the last entry; pass it as `after` for the next page. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** An amount of something in a unit. */
export type Quantity = {
  /** The exact amount. */
  readonly value: Scalars['Decimal']['output'];
  /** The unit, as a UN/ECE Recommendation 20 code. */
  readonly unit: Scalars['UnitCode']['output'];
  /** The unit as the ERP writes it. */
  readonly sourceUnit: Scalars['String']['output'];
};

/** Which ERP said so, and in which words. */
export type Source = {
  /** Name of the system, as the landscape names it. */
  readonly system: Scalars['String']['output'];
  /** The record's own key in that system, with its padding. */
  readonly key: Scalars['String']['output'];
  /** The status codes as that system has them. */
  readonly statuses: ReadonlyArray<Scalars['String']['output']>;
  /** When the record last changed in that system, if it tells. */
  readonly changedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The record's version in that system; a newer version sorts after an older one. */
  readonly version: Scalars['String']['output'];
};

/** How close to the ERP's present word something is. */
export type Freshness =
  /** As the ERP last told it here, which `asOf` dates. */
  | 'KNOWN'
  /** As the ERP itself said when it was asked for this answer. */
  | 'LIVE';

/** What a change did to the thing it is about. */
export type ChangeKind =
  /** It is new or was altered. */
  | 'UPSERTED'
  /** It no longer exists in the ERP. */
  | 'DELETED';

/** Which way a list is sorted. */
export type SortDirection =
  /** Smallest, earliest, or first in the alphabet comes first. */
  | 'ASC'
  /** Largest, latest, or last in the alphabet comes first. */
  | 'DESC';

/** A span of days; either end may be left open. */
export type DateRange = {
  /** First day of the span, in the plant's calendar. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Last day of the span, included. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
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
  Material: Material;
  MaterialAvailability: MaterialAvailability;
  Plant: Plant;
  Batch: Batch;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Material:
    ( { __typename: 'Material' }
    & GraphQLRecursivePick<FederationTypes['Material'], {"id":true}> );
  MaterialAvailability:
    ( { __typename: 'MaterialAvailability' }
    & GraphQLRecursivePick<FederationTypes['MaterialAvailability'], {"id":true}> );
  Plant:
    ( { __typename: 'Plant' }
    & GraphQLRecursivePick<FederationTypes['Plant'], {"id":true}> );
  Batch:
    ( { __typename: 'Batch' }
    & GraphQLRecursivePick<FederationTypes['Batch'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  MaterialAvailabilityChange: ResolverTypeWrapper<MaterialAvailabilityChangeParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Material: ResolverTypeWrapper<MaterialParent>;
  MaterialEnrichment: ResolverTypeWrapper<MaterialEnrichmentParent>;
  StandardCost: ResolverTypeWrapper<StandardCost>;
  MaterialAvailability: ResolverTypeWrapper<MaterialAvailabilityParent>;
  StockBalance: ResolverTypeWrapper<StockBalanceParent>;
  StockByStatus: ResolverTypeWrapper<StockByStatus>;
  StockStatus: StockStatus;
  Plant: ResolverTypeWrapper<Reference>;
  Batch: ResolverTypeWrapper<Reference>;
  MaterialAvailabilityConnection: ResolverTypeWrapper<MaterialAvailabilityConnectionParent>;
  MaterialAvailabilityEdge: ResolverTypeWrapper<Omit<MaterialAvailabilityEdge, 'node'> & { node: ResolversTypes['MaterialAvailability'] }>;
  MaterialAvailabilityFilter: MaterialAvailabilityFilter;
  MaterialAvailabilitySort: MaterialAvailabilitySort;
  MaterialAvailabilitySortField: MaterialAvailabilitySortField;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  UnitCode: ResolverTypeWrapper<Scalars['UnitCode']['output']>;
  Node: ResolverTypeWrapper<NodeParent>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Quantity: ResolverTypeWrapper<Quantity>;
  Source: ResolverTypeWrapper<Source>;
  Freshness: Freshness;
  ChangeKind: ChangeKind;
  SortDirection: SortDirection;
  DateRange: DateRange;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Subscription: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  MaterialAvailabilityChange: MaterialAvailabilityChangeParent;
  ID: Scalars['ID']['output'];
  Material: MaterialParent;
  MaterialEnrichment: MaterialEnrichmentParent;
  StandardCost: StandardCost;
  MaterialAvailability: MaterialAvailabilityParent;
  StockBalance: StockBalanceParent;
  StockByStatus: StockByStatus;
  Plant: Reference;
  Batch: Reference;
  MaterialAvailabilityConnection: MaterialAvailabilityConnectionParent;
  MaterialAvailabilityEdge: Omit<MaterialAvailabilityEdge, 'node'> & { node: ResolversParentTypes['MaterialAvailability'] };
  MaterialAvailabilityFilter: MaterialAvailabilityFilter;
  MaterialAvailabilitySort: MaterialAvailabilitySort;
  Decimal: Scalars['Decimal']['output'];
  DateTime: Scalars['DateTime']['output'];
  Date: Scalars['Date']['output'];
  UnitCode: Scalars['UnitCode']['output'];
  Node: NodeParent;
  PageInfo: PageInfo;
  Quantity: Quantity;
  Source: Source;
  DateRange: DateRange;
  String: Scalars['String']['output'];
};

export type CanonicalDirectiveArgs = {
  kind: Scalars['String']['input'];
};

export type CanonicalDirectiveResolver<Result, Parent, ContextType = SubgraphContext, Args = CanonicalDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DerivedDirectiveArgs = { };

export type DerivedDirectiveResolver<Result, Parent, ContextType = SubgraphContext, Args = DerivedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type QueryResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  material?: Resolver<Maybe<ResolversTypes['Material']>, ParentType, ContextType, RequireFields<QueryMaterialArgs, 'number'>>;
  materialAvailability?: Resolver<Maybe<ResolversTypes['MaterialAvailability']>, ParentType, ContextType, RequireFields<QueryMaterialAvailabilityArgs, 'plant' | 'material' | 'freshness'>>;
  materialAvailabilities?: Resolver<Maybe<ResolversTypes['MaterialAvailabilityConnection']>, ParentType, ContextType, RequireFields<QueryMaterialAvailabilitiesArgs, 'orderBy' | 'first' | 'freshness'>>;
};

export type SubscriptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  materialAvailabilityChanged?: SubscriptionResolver<ResolversTypes['MaterialAvailabilityChange'], "materialAvailabilityChanged", ParentType, ContextType, RequireFields<SubscriptionMaterialAvailabilityChangedArgs, 'snapshot'>>;
};

export type MaterialAvailabilityChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailabilityChange'] = ResolversParentTypes['MaterialAvailabilityChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  materialAvailability?: Resolver<Maybe<ResolversTypes['MaterialAvailability']>, ParentType, ContextType>;
};

export type MaterialResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Material'] = ResolversParentTypes['Material'], FederationReferenceType extends FederationReferenceTypes['Material'] = FederationReferenceTypes['Material']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Material']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  baseUnit?: Resolver<Maybe<ResolversTypes['UnitCode']>, ParentType, ContextType>;
  availability?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MaterialAvailability']>>, ParentType, ContextType, Partial<MaterialAvailabilityArgs>>;
  enrichments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MaterialEnrichment']>>, ParentType, ContextType, Partial<MaterialEnrichmentsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MaterialEnrichmentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialEnrichment'] = ResolversParentTypes['MaterialEnrichment']> = {
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  standardCost?: Resolver<Maybe<ResolversTypes['StandardCost']>, ParentType, ContextType>;
  standardCostAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  descriptionAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StandardCostResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['StandardCost'] = ResolversParentTypes['StandardCost']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  per?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
};

export type MaterialAvailabilityResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailability'] = ResolversParentTypes['MaterialAvailability'], FederationReferenceType extends FederationReferenceTypes['MaterialAvailability'] = FederationReferenceTypes['MaterialAvailability']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MaterialAvailability']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  stock?: Resolver<ReadonlyArray<ResolversTypes['StockBalance']>, ParentType, ContextType>;
  availableNow?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['StockByStatus']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockBalanceResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['StockBalance'] = ResolversParentTypes['StockBalance']> = {
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StockStatus'], ParentType, ContextType>;
  specialStock?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
};

export type StockByStatusResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['StockByStatus'] = ResolversParentTypes['StockByStatus']> = {
  status?: Resolver<ResolversTypes['StockStatus'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
};

export type PlantResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Plant'] = ResolversParentTypes['Plant'], FederationReferenceType extends FederationReferenceTypes['Plant'] = FederationReferenceTypes['Plant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Plant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatchResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Batch'] = ResolversParentTypes['Batch'], FederationReferenceType extends FederationReferenceTypes['Batch'] = FederationReferenceTypes['Batch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Batch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MaterialAvailabilityConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailabilityConnection'] = ResolversParentTypes['MaterialAvailabilityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MaterialAvailabilityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MaterialAvailability']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MaterialAvailabilityEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailabilityEdge'] = ResolversParentTypes['MaterialAvailabilityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MaterialAvailability'], ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface UnitCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UnitCode'], any> {
  name: 'UnitCode';
}

export type NodeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Material' | 'MaterialAvailability' | 'Plant' | 'Batch', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QuantityResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Quantity'] = ResolversParentTypes['Quantity']> = {
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['UnitCode'], ParentType, ContextType>;
  sourceUnit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statuses?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SubgraphContext> = {
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  MaterialAvailabilityChange?: MaterialAvailabilityChangeResolvers<ContextType>;
  Material?: MaterialResolvers<ContextType>;
  MaterialEnrichment?: MaterialEnrichmentResolvers<ContextType>;
  StandardCost?: StandardCostResolvers<ContextType>;
  MaterialAvailability?: MaterialAvailabilityResolvers<ContextType>;
  StockBalance?: StockBalanceResolvers<ContextType>;
  StockByStatus?: StockByStatusResolvers<ContextType>;
  Plant?: PlantResolvers<ContextType>;
  Batch?: BatchResolvers<ContextType>;
  MaterialAvailabilityConnection?: MaterialAvailabilityConnectionResolvers<ContextType>;
  MaterialAvailabilityEdge?: MaterialAvailabilityEdgeResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  UnitCode?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Quantity?: QuantityResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = SubgraphContext> = {
  canonical?: CanonicalDirectiveResolver<any, any, ContextType>;
  derived?: DerivedDirectiveResolver<any, any, ContextType>;
};
