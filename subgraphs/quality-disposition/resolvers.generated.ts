/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, QualityDispositionChangeParent, BatchParent, QualityDispositionParent, InspectionLotParent, Reference, QualityDispositionConnectionParent } from '../parents.ts';
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
  /** One batch of a material in a plant. Null when there is none that you may see. */
  readonly batch?: Maybe<Batch>;
  /** What quality has decided on batches, of the plants that you may see. */
  readonly qualityDispositions?: Maybe<QualityDispositionConnection>;
};


export type QueryBatchArgs = {
  plant: Scalars['String']['input'];
  material: Scalars['String']['input'];
  number: Scalars['String']['input'];
  freshness?: InputMaybe<Freshness>;
};


export type QueryQualityDispositionsArgs = {
  filter?: InputMaybe<QualityDispositionFilter>;
  orderBy?: InputMaybe<QualityDispositionSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  freshness?: InputMaybe<Freshness>;
};

export type Mutation = {
  /** Has a batch no longer used: the warehouse picks no more of it, and the ERP blocks its stock. */
  readonly placeQualityHold?: Maybe<PlaceQualityHoldPayload>;
  /** Has a held batch used again. */
  readonly liftQualityHold?: Maybe<LiftQualityHoldPayload>;
  /** Records what is decided on an inspection lot. */
  readonly recordUsageDecision?: Maybe<RecordUsageDecisionPayload>;
};


export type MutationPlaceQualityHoldArgs = {
  input: PlaceQualityHoldInput;
};


export type MutationLiftQualityHoldArgs = {
  input: LiftQualityHoldInput;
};


export type MutationRecordUsageDecisionArgs = {
  input: RecordUsageDecisionInput;
};

export type Subscription = {
  /** Tells each change of what quality has decided on a batch: holds, releases, usage decisions. */
  readonly qualityDispositionChanged: QualityDispositionChange;
};


export type SubscriptionQualityDispositionChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  batches?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orders?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One change of what quality has decided on a batch. */
export type QualityDispositionChange = {
  /** Global id of what changed, also of what is gone. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the disposition. */
  readonly kind: ChangeKind;
  /** When the change was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The disposition as it is now. Null when nothing is known of the batch any more. */
  readonly qualityDisposition?: Maybe<QualityDisposition>;
};

/** A quantity of a material made or received together, and kept apart so that it can be traced. */
export type Batch = Node & {
  readonly id: Scalars['ID']['output'];
  /** Number of the batch. */
  readonly number: Scalars['String']['output'];
  /** What it is a batch of. */
  readonly material: Material;
  /** Where it is kept. */
  readonly plant: Plant;
  /** True when the batch's own status restricts its use. Null when the ERP does not tell. */
  readonly restricted?: Maybe<Scalars['Boolean']['output']>;
  /** Day after which it must not be used. */
  readonly expiresAt?: Maybe<Scalars['Date']['output']>;
  /** What quality has decided on it. Null when it was never inspected or held. */
  readonly quality?: Maybe<QualityDisposition>;
  /** Its inspection lots, oldest first. */
  readonly inspectionLots?: Maybe<ReadonlyArray<InspectionLot>>;
};

/** What quality has decided on a batch: drawn from its inspection lots and the status of its stock. */
export type QualityDisposition = Node & {
  readonly id: Scalars['ID']['output'];
  /** The batch. */
  readonly batch: Batch;
  /** What it is a batch of. */
  readonly material: Material;
  /** Where it is kept. */
  readonly plant: Plant;
  /** The decision in force. */
  readonly disposition: Disposition;
  /** How much of the batch must not be used at present. */
  readonly held?: Maybe<Quantity>;
  /** Number of the inspection lot that decided, if one did. */
  readonly decidingLot?: Maybe<Scalars['String']['output']>;
  /** Number of the production order that made the batch, if one did. */
  readonly order?: Maybe<Scalars['String']['output']>;
  /** Since when the decision is in force, if the ERP tells. */
  readonly decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether what was asked for on the batch has reached the ERP. */
  readonly sync: SyncStatus;
  /** Up to which moment the ERP's word is known here. */
  readonly asOf: Scalars['DateTime']['output'];
  /** LIVE when the ERP was asked for this answer and answered, KNOWN otherwise. */
  readonly freshness: Freshness;
};

/** What quality decided, or has still to decide. */
export type Disposition =
  /** Still to be decided. */
  | 'PENDING'
  /** Accepted: free to use. */
  | 'ACCEPTED'
  /** Accepted with a deviation on record. */
  | 'ACCEPTED_WITH_DEVIATION'
  /** Rejected. */
  | 'REJECTED'
  /** To be worked on again. */
  | 'REWORK'
  /** To be scrapped. */
  | 'SCRAP'
  /** Goes back to the supplier. */
  | 'RETURN_TO_SUPPLIER'
  /** On hold: stock is blocked without a decision. */
  | 'ON_HOLD';

/** A request to inspect a quantity, and what came of it. */
export type InspectionLot = Node & {
  readonly id: Scalars['ID']['output'];
  /** Number of the lot without leading zeros. */
  readonly number: Scalars['String']['output'];
  /** Where it is inspected. */
  readonly plant: Plant;
  /** What is inspected. */
  readonly material: Material;
  /** The batch that is inspected. */
  readonly batch?: Maybe<Batch>;
  /** The production order that made it. */
  readonly order?: Maybe<ProductionOrder>;
  /** How much is inspected. */
  readonly quantity: Quantity;
  /** What was decided. */
  readonly disposition: Disposition;
  /** The usage decision's code as the ERP has it. */
  readonly decisionCode?: Maybe<Scalars['String']['output']>;
  /** When it was decided. */
  readonly decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the lot was created. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether what was decided on this lot has reached the ERP. */
  readonly sync: SyncStatus;
  /** Up to which moment the ERP's word on this lot is known here. */
  readonly asOf: Scalars['DateTime']['output'];
  /** LIVE when the ERP was asked for this answer and answered, KNOWN otherwise. */
  readonly freshness: Freshness;
  /** Which ERP said so, and in which words. */
  readonly source: Source;
};

/** A production order; here with its inspections. */
export type ProductionOrder = Node & {
  readonly id: Scalars['ID']['output'];
  /** Inspection lots of what the order made, oldest first. */
  readonly inspectionLots?: Maybe<ReadonlyArray<InspectionLot>>;
};

export type Plant = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Material = Node & {
  readonly id: Scalars['ID']['output'];
};

/** A page of quality dispositions. */
export type QualityDispositionConnection = {
  /** The dispositions with their cursors. */
  readonly edges: ReadonlyArray<QualityDispositionEdge>;
  /** The dispositions alone. */
  readonly nodes: ReadonlyArray<QualityDisposition>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many dispositions match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One disposition of a page. */
export type QualityDispositionEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The disposition. */
  readonly node: QualityDisposition;
};

/** Which quality dispositions are wanted. */
export type QualityDispositionFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Material numbers. */
  readonly materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Batch numbers. */
  readonly batches?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Decisions. */
  readonly dispositions?: InputMaybe<ReadonlyArray<Disposition>>;
  /** Only batches of which some quantity must not be used, or only the others. */
  readonly blocked?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How quality dispositions are sorted. */
export type QualityDispositionSort = {
  /** By what. */
  readonly field: QualityDispositionSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What quality dispositions can be sorted by. */
export type QualityDispositionSortField =
  /** Batch number. */
  | 'BATCH'
  /** When the decision was taken, undecided ones last. */
  | 'DECIDED_AT';

/** A batch that must not be used. */
export type PlaceQualityHoldInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Number of the material. */
  readonly material: Scalars['String']['input'];
  /** Number of the batch. */
  readonly batch: Scalars['String']['input'];
  /** Why, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of placing a hold. */
export type PlaceQualityHoldPayload = {
  /** The batch as it is known now; its stock shows as it is when the ERP has moved it. */
  readonly batch?: Maybe<Batch>;
  /** What is sent to the systems because of it, as far as it is known yet and you may follow it. */
  readonly commands: ReadonlyArray<Command>;
  /** The run of the workflow that carries it out. Null when nothing is done. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is on its way. */
  readonly userErrors: ReadonlyArray<CommandUserError>;
};

/** A held batch that may be used again. */
export type LiftQualityHoldInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Number of the material. */
  readonly material: Scalars['String']['input'];
  /** Number of the batch. */
  readonly batch: Scalars['String']['input'];
  /** Why, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of lifting a hold. */
export type LiftQualityHoldPayload = {
  /** The batch as it is known now; its stock shows as it is when the ERP has moved it. */
  readonly batch?: Maybe<Batch>;
  /** What is sent to the systems because of it, as far as it is known yet and you may follow it. */
  readonly commands: ReadonlyArray<Command>;
  /** The run of the workflow that carries it out. Null when nothing is done. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is on its way. */
  readonly userErrors: ReadonlyArray<CommandUserError>;
};

/** What is decided on an inspection lot. */
export type RecordUsageDecisionInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Number of the inspection lot. */
  readonly inspectionLot: Scalars['String']['input'];
  /** The decision. */
  readonly decision: UsageDecision;
  /** Why, for people. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What can be decided on an inspection lot. */
export type UsageDecision =
  /** Free to use. */
  | 'ACCEPTED'
  /** Not to be used. */
  | 'REJECTED';

/** What came of recording a usage decision. */
export type RecordUsageDecisionPayload = {
  /** The lot as it is known now; the decision shows when the ERP has it. */
  readonly inspectionLot?: Maybe<InspectionLot>;
  /** What is sent to the systems because of it, as far as it is known yet and you may follow it. */
  readonly commands: ReadonlyArray<Command>;
  /** The run of the workflow that carries it out. Null when nothing is done. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is on its way. */
  readonly userErrors: ReadonlyArray<CommandUserError>;
};

export type Command = Node & {
  readonly id: Scalars['ID']['output'];
};

export type WorkflowRun = Node & {
  readonly id: Scalars['ID']['output'];
};

/** Whether what was asked for has reached the systems, for one thing of the business. */
export type SyncStatus = {
  /** How it stands. */
  readonly state: SyncState;
  /** Since when it is so. Null when it is in step. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The commands that are pending or have failed, of those that you may follow, in the order in which they are carried out. */
  readonly commands: ReadonlyArray<Command>;
};

/** How what was asked for stands with the systems. */
export type SyncState =
  /** Nothing that was asked for is still to be done. */
  | 'IN_SYNC'
  /** Something is on its way to a system, or waits there. */
  | 'PENDING'
  /** Something was refused, or could not be brought to its system, and somebody must decide. */
  | 'FAILED';

/** Why something is not done that was asked for. */
export type CommandUserError = {
  /** What kind of error it is, for programs. */
  readonly code: CommandUserErrorCode;
  /** What is wrong and what to do instead, for people. */
  readonly message: Scalars['String']['output'];
  /** Where in the input it is, such as `input`, `quantity`, `unit`. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
};

/** What keeps something from being done that was asked for. */
export type CommandUserErrorCode =
  /** A value does not have the form that it must have. */
  | 'INVALID'
  /** There is no such thing that you may see. */
  | 'NOT_FOUND'
  /** It has come too far, or not far enough, for this to be done. */
  | 'WRONG_STATE'
  /** It is somebody else's to decide. */
  | 'NOT_YOURS'
  /** It is so already. */
  | 'NOTHING_TO_DO'
  /** More than was ordered. */
  | 'QUANTITY_TOO_LARGE'
  /** The quantity is in another unit than the thing itself. */
  | 'UNIT_MISMATCH'
  /** Material is missing; the shortage must be resolved first. */
  | 'HELD_FOR_SHORTAGE'
  /** Engineering must look at it first. */
  | 'HELD_FOR_REVIEW'
  /** The day has passed. */
  | 'DATE_IN_THE_PAST'
  /** You have used the idempotency key for something else; give a new one. */
  | 'IDEMPOTENCY_CONFLICT';

/** An amount of something, as you give it. */
export type QuantityInput = {
  /** The exact amount, not below zero. */
  readonly value: Scalars['Decimal']['input'];
  /** The unit, as a UN/ECE Recommendation 20 code. */
  readonly unit: Scalars['UnitCode']['input'];
};

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
  Batch: Batch;
  QualityDisposition: QualityDisposition;
  InspectionLot: InspectionLot;
  ProductionOrder: ProductionOrder;
  Plant: Plant;
  Material: Material;
  Command: Command;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Batch:
    ( { __typename: 'Batch' }
    & GraphQLRecursivePick<FederationTypes['Batch'], {"id":true}> );
  QualityDisposition:
    ( { __typename: 'QualityDisposition' }
    & GraphQLRecursivePick<FederationTypes['QualityDisposition'], {"id":true}> );
  InspectionLot:
    ( { __typename: 'InspectionLot' }
    & GraphQLRecursivePick<FederationTypes['InspectionLot'], {"id":true}> );
  ProductionOrder:
    ( { __typename: 'ProductionOrder' }
    & GraphQLRecursivePick<FederationTypes['ProductionOrder'], {"id":true}> );
  Plant:
    ( { __typename: 'Plant' }
    & GraphQLRecursivePick<FederationTypes['Plant'], {"id":true}> );
  Material:
    ( { __typename: 'Material' }
    & GraphQLRecursivePick<FederationTypes['Material'], {"id":true}> );
  Command:
    ( { __typename: 'Command' }
    & GraphQLRecursivePick<FederationTypes['Command'], {"id":true}> );
  WorkflowRun:
    ( { __typename: 'WorkflowRun' }
    & GraphQLRecursivePick<FederationTypes['WorkflowRun'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  QualityDispositionChange: ResolverTypeWrapper<QualityDispositionChangeParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Batch: ResolverTypeWrapper<BatchParent>;
  QualityDisposition: ResolverTypeWrapper<QualityDispositionParent>;
  Disposition: Disposition;
  InspectionLot: ResolverTypeWrapper<InspectionLotParent>;
  ProductionOrder: ResolverTypeWrapper<Reference>;
  Plant: ResolverTypeWrapper<Reference>;
  Material: ResolverTypeWrapper<Reference>;
  QualityDispositionConnection: ResolverTypeWrapper<QualityDispositionConnectionParent>;
  QualityDispositionEdge: ResolverTypeWrapper<Omit<QualityDispositionEdge, 'node'> & { node: ResolversTypes['QualityDisposition'] }>;
  QualityDispositionFilter: QualityDispositionFilter;
  QualityDispositionSort: QualityDispositionSort;
  QualityDispositionSortField: QualityDispositionSortField;
  PlaceQualityHoldInput: PlaceQualityHoldInput;
  PlaceQualityHoldPayload: ResolverTypeWrapper<Omit<PlaceQualityHoldPayload, 'batch' | 'commands' | 'run'> & { batch?: Maybe<ResolversTypes['Batch']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  LiftQualityHoldInput: LiftQualityHoldInput;
  LiftQualityHoldPayload: ResolverTypeWrapper<Omit<LiftQualityHoldPayload, 'batch' | 'commands' | 'run'> & { batch?: Maybe<ResolversTypes['Batch']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  RecordUsageDecisionInput: RecordUsageDecisionInput;
  UsageDecision: UsageDecision;
  RecordUsageDecisionPayload: ResolverTypeWrapper<Omit<RecordUsageDecisionPayload, 'inspectionLot' | 'commands' | 'run'> & { inspectionLot?: Maybe<ResolversTypes['InspectionLot']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  Command: ResolverTypeWrapper<Reference>;
  WorkflowRun: ResolverTypeWrapper<Reference>;
  SyncStatus: ResolverTypeWrapper<Omit<SyncStatus, 'commands'> & { commands: ReadonlyArray<ResolversTypes['Command']> }>;
  SyncState: SyncState;
  CommandUserError: ResolverTypeWrapper<CommandUserError>;
  CommandUserErrorCode: CommandUserErrorCode;
  QuantityInput: QuantityInput;
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
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  QualityDispositionChange: QualityDispositionChangeParent;
  ID: Scalars['ID']['output'];
  Batch: BatchParent;
  QualityDisposition: QualityDispositionParent;
  InspectionLot: InspectionLotParent;
  ProductionOrder: Reference;
  Plant: Reference;
  Material: Reference;
  QualityDispositionConnection: QualityDispositionConnectionParent;
  QualityDispositionEdge: Omit<QualityDispositionEdge, 'node'> & { node: ResolversParentTypes['QualityDisposition'] };
  QualityDispositionFilter: QualityDispositionFilter;
  QualityDispositionSort: QualityDispositionSort;
  PlaceQualityHoldInput: PlaceQualityHoldInput;
  PlaceQualityHoldPayload: Omit<PlaceQualityHoldPayload, 'batch' | 'commands' | 'run'> & { batch?: Maybe<ResolversParentTypes['Batch']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  LiftQualityHoldInput: LiftQualityHoldInput;
  LiftQualityHoldPayload: Omit<LiftQualityHoldPayload, 'batch' | 'commands' | 'run'> & { batch?: Maybe<ResolversParentTypes['Batch']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  RecordUsageDecisionInput: RecordUsageDecisionInput;
  RecordUsageDecisionPayload: Omit<RecordUsageDecisionPayload, 'inspectionLot' | 'commands' | 'run'> & { inspectionLot?: Maybe<ResolversParentTypes['InspectionLot']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  Command: Reference;
  WorkflowRun: Reference;
  SyncStatus: Omit<SyncStatus, 'commands'> & { commands: ReadonlyArray<ResolversParentTypes['Command']> };
  CommandUserError: CommandUserError;
  QuantityInput: QuantityInput;
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
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType, RequireFields<QueryBatchArgs, 'plant' | 'material' | 'number' | 'freshness'>>;
  qualityDispositions?: Resolver<Maybe<ResolversTypes['QualityDispositionConnection']>, ParentType, ContextType, RequireFields<QueryQualityDispositionsArgs, 'orderBy' | 'first' | 'freshness'>>;
};

export type MutationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  placeQualityHold?: Resolver<Maybe<ResolversTypes['PlaceQualityHoldPayload']>, ParentType, ContextType, RequireFields<MutationPlaceQualityHoldArgs, 'input'>>;
  liftQualityHold?: Resolver<Maybe<ResolversTypes['LiftQualityHoldPayload']>, ParentType, ContextType, RequireFields<MutationLiftQualityHoldArgs, 'input'>>;
  recordUsageDecision?: Resolver<Maybe<ResolversTypes['RecordUsageDecisionPayload']>, ParentType, ContextType, RequireFields<MutationRecordUsageDecisionArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  qualityDispositionChanged?: SubscriptionResolver<ResolversTypes['QualityDispositionChange'], "qualityDispositionChanged", ParentType, ContextType, RequireFields<SubscriptionQualityDispositionChangedArgs, 'snapshot'>>;
};

export type QualityDispositionChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['QualityDispositionChange'] = ResolversParentTypes['QualityDispositionChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  qualityDisposition?: Resolver<Maybe<ResolversTypes['QualityDisposition']>, ParentType, ContextType>;
};

export type BatchResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Batch'] = ResolversParentTypes['Batch'], FederationReferenceType extends FederationReferenceTypes['Batch'] = FederationReferenceTypes['Batch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Batch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  restricted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  quality?: Resolver<Maybe<ResolversTypes['QualityDisposition']>, ParentType, ContextType>;
  inspectionLots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InspectionLot']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QualityDispositionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['QualityDisposition'] = ResolversParentTypes['QualityDisposition'], FederationReferenceType extends FederationReferenceTypes['QualityDisposition'] = FederationReferenceTypes['QualityDisposition']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['QualityDisposition']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  batch?: Resolver<ResolversTypes['Batch'], ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  disposition?: Resolver<ResolversTypes['Disposition'], ParentType, ContextType>;
  held?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  decidingLot?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sync?: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InspectionLotResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['InspectionLot'] = ResolversParentTypes['InspectionLot'], FederationReferenceType extends FederationReferenceTypes['InspectionLot'] = FederationReferenceTypes['InspectionLot']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['InspectionLot']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
  disposition?: Resolver<ResolversTypes['Disposition'], ParentType, ContextType>;
  decisionCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sync?: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductionOrderResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrder'] = ResolversParentTypes['ProductionOrder'], FederationReferenceType extends FederationReferenceTypes['ProductionOrder'] = FederationReferenceTypes['ProductionOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProductionOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inspectionLots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InspectionLot']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlantResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Plant'] = ResolversParentTypes['Plant'], FederationReferenceType extends FederationReferenceTypes['Plant'] = FederationReferenceTypes['Plant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Plant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MaterialResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Material'] = ResolversParentTypes['Material'], FederationReferenceType extends FederationReferenceTypes['Material'] = FederationReferenceTypes['Material']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Material']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QualityDispositionConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['QualityDispositionConnection'] = ResolversParentTypes['QualityDispositionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QualityDispositionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['QualityDisposition']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QualityDispositionEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['QualityDispositionEdge'] = ResolversParentTypes['QualityDispositionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['QualityDisposition'], ParentType, ContextType>;
};

export type PlaceQualityHoldPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PlaceQualityHoldPayload'] = ResolversParentTypes['PlaceQualityHoldPayload']> = {
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CommandUserError']>, ParentType, ContextType>;
};

export type LiftQualityHoldPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['LiftQualityHoldPayload'] = ResolversParentTypes['LiftQualityHoldPayload']> = {
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CommandUserError']>, ParentType, ContextType>;
};

export type RecordUsageDecisionPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RecordUsageDecisionPayload'] = ResolversParentTypes['RecordUsageDecisionPayload']> = {
  inspectionLot?: Resolver<Maybe<ResolversTypes['InspectionLot']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CommandUserError']>, ParentType, ContextType>;
};

export type CommandResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Command'] = ResolversParentTypes['Command'], FederationReferenceType extends FederationReferenceTypes['Command'] = FederationReferenceTypes['Command']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Command']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun'], FederationReferenceType extends FederationReferenceTypes['WorkflowRun'] = FederationReferenceTypes['WorkflowRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkflowRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SyncStatusResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SyncStatus'] = ResolversParentTypes['SyncStatus']> = {
  state?: Resolver<ResolversTypes['SyncState'], ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
};

export type CommandUserErrorResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandUserError'] = ResolversParentTypes['CommandUserError']> = {
  code?: Resolver<ResolversTypes['CommandUserErrorCode'], ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'Batch' | 'QualityDisposition' | 'InspectionLot' | 'ProductionOrder' | 'Plant' | 'Material' | 'Command' | 'WorkflowRun', ParentType, ContextType>;
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
  Subscription?: SubscriptionResolvers<ContextType>;
  QualityDispositionChange?: QualityDispositionChangeResolvers<ContextType>;
  Batch?: BatchResolvers<ContextType>;
  QualityDisposition?: QualityDispositionResolvers<ContextType>;
  InspectionLot?: InspectionLotResolvers<ContextType>;
  ProductionOrder?: ProductionOrderResolvers<ContextType>;
  Plant?: PlantResolvers<ContextType>;
  Material?: MaterialResolvers<ContextType>;
  QualityDispositionConnection?: QualityDispositionConnectionResolvers<ContextType>;
  QualityDispositionEdge?: QualityDispositionEdgeResolvers<ContextType>;
  PlaceQualityHoldPayload?: PlaceQualityHoldPayloadResolvers<ContextType>;
  LiftQualityHoldPayload?: LiftQualityHoldPayloadResolvers<ContextType>;
  RecordUsageDecisionPayload?: RecordUsageDecisionPayloadResolvers<ContextType>;
  Command?: CommandResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  SyncStatus?: SyncStatusResolvers<ContextType>;
  CommandUserError?: CommandUserErrorResolvers<ContextType>;
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
