/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, PartnerConnectionParent } from '../parents.ts';
import type { SubgraphContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  /** The companies that get their tokens here. */
  readonly partners?: Maybe<PartnerConnection>;
  /** One partner. Null when there is none of that name. */
  readonly partner?: Maybe<Partner>;
};


export type QueryPartnersArgs = {
  filter?: InputMaybe<PartnerFilter>;
  orderBy?: InputMaybe<PartnerSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPartnerArgs = {
  name: Scalars['String']['input'];
};

export type Mutation = {
  /** Adds a partner, and tells its client secret this once. You can grant what you have yourself. */
  readonly addPartner?: Maybe<AddPartnerPayload>;
  /** Gives a partner another client secret beside the one that it has, and tells it this once. */
  readonly rotatePartnerSecret?: Maybe<RotatePartnerSecretPayload>;
  /** Gives a partner other public keys, in place of those or of the secrets that it has. */
  readonly replacePartnerKeys?: Maybe<ReplacePartnerKeysPayload>;
  /** Changes what a partner is granted. Tokens that were issued before are refused; you can grant what you have yourself. */
  readonly changePartner?: Maybe<ChangePartnerPayload>;
  /** Shuts a partner out for good: its tokens are refused and its streams end within 5 seconds. */
  readonly revokePartner?: Maybe<RevokePartnerPayload>;
};


export type MutationAddPartnerArgs = {
  input: AddPartnerInput;
};


export type MutationRotatePartnerSecretArgs = {
  input: RotatePartnerSecretInput;
};


export type MutationReplacePartnerKeysArgs = {
  input: ReplacePartnerKeysInput;
};


export type MutationChangePartnerArgs = {
  input: ChangePartnerInput;
};


export type MutationRevokePartnerArgs = {
  input: RevokePartnerInput;
};

/** A company that gets its tokens here. */
export type Partner = {
  /** Its name, which is the `client_id` of its tokens. */
  readonly name: Scalars['String']['output'];
  /** OAuth scopes that its tokens can have. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** Codes of the plants whose rows it may see. Empty when that is all of them. */
  readonly plants: ReadonlyArray<Scalars['String']['output']>;
  /** True when it may see the rows of all plants, also of those to come. */
  readonly allPlants: Scalars['Boolean']['output'];
  /** Number of the only supplier whose lines it may see. Null for a partner that is no supplier. */
  readonly supplier?: Maybe<Scalars['String']['output']>;
  /** What it may use of the gateway. Null for the usual. */
  readonly tier?: Maybe<Scalars['String']['output']>;
  /** What becomes of its operations that are not stored. Null for what holds for all. */
  readonly allowedDocuments?: Maybe<DocumentLevel>;
  /** Moment after which it gets no more tokens. Null for never. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was added. */
  readonly addedAt: Scalars['DateTime']['output'];
  /** Who added it. */
  readonly addedBy: Scalars['String']['output'];
  /** When it was shut out. Null while it may come in. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its client secrets that are good now, newest first; without the secrets themselves. */
  readonly secrets: ReadonlyArray<PartnerSecret>;
  /** Ids of the public keys by which it signs, when it has those instead of a secret. */
  readonly keyIds: ReadonlyArray<Scalars['String']['output']>;
  /** What it has used since it was added, up to a few seconds ago. */
  readonly usage: PartnerUsage;
};

/** What becomes of an operation that is not stored. */
export type DocumentLevel =
  /** It is run. */
  | 'OFF'
  /** It is run and logged. */
  | 'LOG'
  /** It is run and logged, and the client is told. */
  | 'WARN'
  /** It is refused. */
  | 'BLOCK';

/** A client secret of a partner, without the secret itself. */
export type PartnerSecret = {
  /** Since when it is good. */
  readonly addedAt: Scalars['DateTime']['output'];
  /** Until when. Null for the present one. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What a partner has used. */
export type PartnerUsage = {
  /** How many requests; a whole number, which may be greater than an Int holds. */
  readonly requests: Scalars['Float']['output'];
  /** How many of them were refused. */
  readonly refusals: Scalars['Float']['output'];
  /** Points of cost, where they are counted. */
  readonly cost: Scalars['Float']['output'];
  /** When the last one came. Null for one that never came. */
  readonly lastSeen?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of partners. */
export type PartnerConnection = {
  /** The partners with their cursors. */
  readonly edges: ReadonlyArray<PartnerEdge>;
  /** The partners alone. */
  readonly nodes: ReadonlyArray<Partner>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many partners match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One partner of a page. */
export type PartnerEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The partner. */
  readonly node: Partner;
};

/** Which partners are wanted. */
export type PartnerFilter = {
  /** Only partners that were shut out, or only the others. */
  readonly revoked?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How partners are sorted. */
export type PartnerSort = {
  /** By what. */
  readonly field: PartnerSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What partners can be sorted by. */
export type PartnerSortField =
  /** Name. */
  | 'NAME';

/** A partner to be added, and what it is granted. */
export type AddPartnerInput = {
  /** Its name, by which it will be known for good: up to 64 letters, digits and . _ - in it. */
  readonly name: Scalars['String']['input'];
  /** OAuth scopes, such as supplier-commitment:read. */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
  /** Codes of the plants whose rows it may see. Left out when `allPlants` is true. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True to let it see the rows of all plants. */
  readonly allPlants?: InputMaybe<Scalars['Boolean']['input']>;
  /** Number of the only supplier whose lines it may see, for a supplier. */
  readonly supplier?: InputMaybe<Scalars['String']['input']>;
  /** Name of a tier of the landscape. */
  readonly tier?: InputMaybe<Scalars['String']['input']>;
  /** What becomes of its operations that are not stored. */
  readonly allowedDocuments?: InputMaybe<DocumentLevel>;
  /** Moment after which it gets no more tokens. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Its public keys as the text of a JWK or a JWKS, by which it signs instead of having a secret. */
  readonly keys?: InputMaybe<Scalars['String']['input']>;
};

/** What came of adding a partner. */
export type AddPartnerPayload = {
  /** The partner. Null when it was not added. */
  readonly partner?: Maybe<Partner>;
  /** Its client secret, which is shown this once and kept nowhere. Null for a partner that signs with keys. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** Why it was not added. Empty when it was. */
  readonly userErrors: ReadonlyArray<PartnerUserError>;
};

/** Which partner gets another client secret. */
export type RotatePartnerSecretInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Seconds for which its present secret stays good. With 0, for one that has leaked, the tokens that it got are refused too. */
  readonly keepPreviousSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of giving a partner another client secret. */
export type RotatePartnerSecretPayload = {
  /** The partner. Null when nothing was done. */
  readonly partner?: Maybe<Partner>;
  /** The new client secret, which is shown this once and kept nowhere. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** Why nothing was done. Empty when it was. */
  readonly userErrors: ReadonlyArray<PartnerUserError>;
};

/** Which partner gets other public keys. */
export type ReplacePartnerKeysInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** Its public keys as the text of a JWK or a JWKS. Keys that are to stay good are among them. */
  readonly keys: Scalars['String']['input'];
  /** True to refuse tokens that were issued before, when a key has leaked. */
  readonly endTokens?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What came of giving a partner other public keys. */
export type ReplacePartnerKeysPayload = {
  /** The partner. Null when nothing was done. */
  readonly partner?: Maybe<Partner>;
  /** Why nothing was done. Empty when it was. */
  readonly userErrors: ReadonlyArray<PartnerUserError>;
};

/** What is to be different about a partner; what is left out stays as it is. */
export type ChangePartnerInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** OAuth scopes. */
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Codes of the plants whose rows it may see. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True to let it see the rows of all plants. */
  readonly allPlants?: InputMaybe<Scalars['Boolean']['input']>;
  /** Number of the only supplier whose lines it may see; null for a partner that is no supplier. */
  readonly supplier?: InputMaybe<Scalars['String']['input']>;
  /** Name of a tier of the landscape; null for the usual. */
  readonly tier?: InputMaybe<Scalars['String']['input']>;
  /** What becomes of its operations that are not stored; null for what holds for all. */
  readonly allowedDocuments?: InputMaybe<DocumentLevel>;
  /** Moment after which it gets no more tokens; null for never. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of changing a partner. */
export type ChangePartnerPayload = {
  /** The partner. Null when nothing was done. */
  readonly partner?: Maybe<Partner>;
  /** Why nothing was done. Empty when it was. */
  readonly userErrors: ReadonlyArray<PartnerUserError>;
};

/** Which partner is shut out. */
export type RevokePartnerInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
};

/** What came of shutting a partner out. */
export type RevokePartnerPayload = {
  /** The partner. Null when nothing was done. */
  readonly partner?: Maybe<Partner>;
  /** Why nothing was done. Empty when it was. */
  readonly userErrors: ReadonlyArray<PartnerUserError>;
};

/** Why something was not done with a partner. */
export type PartnerUserError = {
  /** What kind of error it is, for programs. */
  readonly code: PartnerUserErrorCode;
  /** What is wrong and what to do instead, for people. */
  readonly message: Scalars['String']['output'];
  /** Where in the input it is, such as `input`, `scopes`. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
};

/** What keeps something from being done with a partner. */
export type PartnerUserErrorCode =
  /** A value cannot be used. */
  | 'INVALID'
  /** The name is given already, or was once. */
  | 'NAME_TAKEN'
  /** There is no partner of that name. */
  | 'NOT_FOUND'
  /** The partner was shut out, for good. */
  | 'REVOKED'
  /** More than you have yourself. */
  | 'NOT_YOURS_TO_GRANT'
  /** The partner signs with keys and has no secret. */
  | 'NO_SECRET';

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





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Partner: ResolverTypeWrapper<Partner>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DocumentLevel: DocumentLevel;
  PartnerSecret: ResolverTypeWrapper<PartnerSecret>;
  PartnerUsage: ResolverTypeWrapper<PartnerUsage>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  PartnerConnection: ResolverTypeWrapper<PartnerConnectionParent>;
  PartnerEdge: ResolverTypeWrapper<PartnerEdge>;
  PartnerFilter: PartnerFilter;
  PartnerSort: PartnerSort;
  PartnerSortField: PartnerSortField;
  AddPartnerInput: AddPartnerInput;
  AddPartnerPayload: ResolverTypeWrapper<AddPartnerPayload>;
  RotatePartnerSecretInput: RotatePartnerSecretInput;
  RotatePartnerSecretPayload: ResolverTypeWrapper<RotatePartnerSecretPayload>;
  ReplacePartnerKeysInput: ReplacePartnerKeysInput;
  ReplacePartnerKeysPayload: ResolverTypeWrapper<ReplacePartnerKeysPayload>;
  ChangePartnerInput: ChangePartnerInput;
  ChangePartnerPayload: ResolverTypeWrapper<ChangePartnerPayload>;
  RevokePartnerInput: RevokePartnerInput;
  RevokePartnerPayload: ResolverTypeWrapper<RevokePartnerPayload>;
  PartnerUserError: ResolverTypeWrapper<PartnerUserError>;
  PartnerUserErrorCode: PartnerUserErrorCode;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  UnitCode: ResolverTypeWrapper<Scalars['UnitCode']['output']>;
  Node: ResolverTypeWrapper<NodeParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
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
  Mutation: Record<PropertyKey, never>;
  Partner: Partner;
  Boolean: Scalars['Boolean']['output'];
  PartnerSecret: PartnerSecret;
  PartnerUsage: PartnerUsage;
  Float: Scalars['Float']['output'];
  PartnerConnection: PartnerConnectionParent;
  PartnerEdge: PartnerEdge;
  PartnerFilter: PartnerFilter;
  PartnerSort: PartnerSort;
  AddPartnerInput: AddPartnerInput;
  AddPartnerPayload: AddPartnerPayload;
  RotatePartnerSecretInput: RotatePartnerSecretInput;
  RotatePartnerSecretPayload: RotatePartnerSecretPayload;
  ReplacePartnerKeysInput: ReplacePartnerKeysInput;
  ReplacePartnerKeysPayload: ReplacePartnerKeysPayload;
  ChangePartnerInput: ChangePartnerInput;
  ChangePartnerPayload: ChangePartnerPayload;
  RevokePartnerInput: RevokePartnerInput;
  RevokePartnerPayload: RevokePartnerPayload;
  PartnerUserError: PartnerUserError;
  Decimal: Scalars['Decimal']['output'];
  DateTime: Scalars['DateTime']['output'];
  Date: Scalars['Date']['output'];
  UnitCode: Scalars['UnitCode']['output'];
  Node: NodeParent;
  ID: Scalars['ID']['output'];
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
  partners?: Resolver<Maybe<ResolversTypes['PartnerConnection']>, ParentType, ContextType, RequireFields<QueryPartnersArgs, 'orderBy' | 'first'>>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType, RequireFields<QueryPartnerArgs, 'name'>>;
};

export type MutationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addPartner?: Resolver<Maybe<ResolversTypes['AddPartnerPayload']>, ParentType, ContextType, RequireFields<MutationAddPartnerArgs, 'input'>>;
  rotatePartnerSecret?: Resolver<Maybe<ResolversTypes['RotatePartnerSecretPayload']>, ParentType, ContextType, RequireFields<MutationRotatePartnerSecretArgs, 'input'>>;
  replacePartnerKeys?: Resolver<Maybe<ResolversTypes['ReplacePartnerKeysPayload']>, ParentType, ContextType, RequireFields<MutationReplacePartnerKeysArgs, 'input'>>;
  changePartner?: Resolver<Maybe<ResolversTypes['ChangePartnerPayload']>, ParentType, ContextType, RequireFields<MutationChangePartnerArgs, 'input'>>;
  revokePartner?: Resolver<Maybe<ResolversTypes['RevokePartnerPayload']>, ParentType, ContextType, RequireFields<MutationRevokePartnerArgs, 'input'>>;
};

export type PartnerResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Partner'] = ResolversParentTypes['Partner']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  plants?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  allPlants?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  supplier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  allowedDocuments?: Resolver<Maybe<ResolversTypes['DocumentLevel']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  addedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  secrets?: Resolver<ReadonlyArray<ResolversTypes['PartnerSecret']>, ParentType, ContextType>;
  keyIds?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['PartnerUsage'], ParentType, ContextType>;
};

export type PartnerSecretResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PartnerSecret'] = ResolversParentTypes['PartnerSecret']> = {
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PartnerUsageResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PartnerUsage'] = ResolversParentTypes['PartnerUsage']> = {
  requests?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  refusals?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lastSeen?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PartnerConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PartnerConnection'] = ResolversParentTypes['PartnerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PartnerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Partner']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartnerEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PartnerEdge'] = ResolversParentTypes['PartnerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Partner'], ParentType, ContextType>;
};

export type AddPartnerPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['AddPartnerPayload'] = ResolversParentTypes['AddPartnerPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PartnerUserError']>, ParentType, ContextType>;
};

export type RotatePartnerSecretPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RotatePartnerSecretPayload'] = ResolversParentTypes['RotatePartnerSecretPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PartnerUserError']>, ParentType, ContextType>;
};

export type ReplacePartnerKeysPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ReplacePartnerKeysPayload'] = ResolversParentTypes['ReplacePartnerKeysPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PartnerUserError']>, ParentType, ContextType>;
};

export type ChangePartnerPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ChangePartnerPayload'] = ResolversParentTypes['ChangePartnerPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PartnerUserError']>, ParentType, ContextType>;
};

export type RevokePartnerPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RevokePartnerPayload'] = ResolversParentTypes['RevokePartnerPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PartnerUserError']>, ParentType, ContextType>;
};

export type PartnerUserErrorResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PartnerUserError'] = ResolversParentTypes['PartnerUserError']> = {
  code?: Resolver<ResolversTypes['PartnerUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<null, ParentType, ContextType>;
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
  Mutation?: MutationResolvers<ContextType>;
  Partner?: PartnerResolvers<ContextType>;
  PartnerSecret?: PartnerSecretResolvers<ContextType>;
  PartnerUsage?: PartnerUsageResolvers<ContextType>;
  PartnerConnection?: PartnerConnectionResolvers<ContextType>;
  PartnerEdge?: PartnerEdgeResolvers<ContextType>;
  AddPartnerPayload?: AddPartnerPayloadResolvers<ContextType>;
  RotatePartnerSecretPayload?: RotatePartnerSecretPayloadResolvers<ContextType>;
  ReplacePartnerKeysPayload?: ReplacePartnerKeysPayloadResolvers<ContextType>;
  ChangePartnerPayload?: ChangePartnerPayloadResolvers<ContextType>;
  RevokePartnerPayload?: RevokePartnerPayloadResolvers<ContextType>;
  PartnerUserError?: PartnerUserErrorResolvers<ContextType>;
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
