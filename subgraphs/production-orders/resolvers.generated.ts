/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, ProductionOrderChangeParent, ProductionOrderParent, OrderComponentParent, PlantParent, Reference, ProductionOrderConnectionParent } from '../parents.ts';
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
  /** One production order by the number on its shop papers. Null when there is none that you may see. */
  readonly productionOrder?: Maybe<ProductionOrder>;
  /** Production orders of the plants that you may see. */
  readonly productionOrders?: Maybe<ProductionOrderConnection>;
  /** One plant by its code. Null when there is none that you may see. */
  readonly plant?: Maybe<Plant>;
  /** The plants that you may see. */
  readonly plants: ReadonlyArray<Plant>;
  /**
   * Any object by its global id. Null when there is none that you may see. With a token that may not read every kind of object, say
   * for each kind what you want of it, such as `... on SupplierCommitment { id }`.
   */
  readonly node?: Maybe<Node>;
};


export type QueryProductionOrderArgs = {
  plant: Scalars['String']['input'];
  number: Scalars['String']['input'];
  freshness?: InputMaybe<Freshness>;
};


export type QueryProductionOrdersArgs = {
  filter?: InputMaybe<ProductionOrderFilter>;
  orderBy?: InputMaybe<ProductionOrderSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  freshness?: InputMaybe<Freshness>;
};


export type QueryPlantArgs = {
  code: Scalars['String']['input'];
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};

export type Mutation = {
  /** Moves an order to other dates, or gives it another priority; warehouse, customers and planning are told. */
  readonly rescheduleProductionOrder?: Maybe<RescheduleProductionOrderPayload>;
  /** Has work on an order start, unless material is missing or engineering must look at it first. */
  readonly releaseProductionOrder?: Maybe<ReleaseProductionOrderPayload>;
  /** Confirms what was made in an operation. */
  readonly confirmOperation?: Maybe<ConfirmOperationPayload>;
};


export type MutationRescheduleProductionOrderArgs = {
  input: RescheduleProductionOrderInput;
};


export type MutationReleaseProductionOrderArgs = {
  input: ReleaseProductionOrderInput;
};


export type MutationConfirmOperationArgs = {
  input: ConfirmOperationInput;
};

export type Subscription = {
  /** Tells each change of a production order as it arrives from the shop floor or the ERP. */
  readonly productionOrderChanged: ProductionOrderChange;
};


export type SubscriptionProductionOrderChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orders?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One change of a production order. */
export type ProductionOrderChange = {
  /** Global id of what changed, also of what is gone. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the order. */
  readonly kind: ChangeKind;
  /** When the change was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The order as it is now. Null when it was deleted. */
  readonly productionOrder?: Maybe<ProductionOrder>;
};

/** An instruction to make a stated quantity of one material, released to the shop floor by an ERP. */
export type ProductionOrder = Node & {
  readonly id: Scalars['ID']['output'];
  /** Number printed on the shop papers, without the zeros the ERP pads it with. */
  readonly number: Scalars['String']['output'];
  /** Plant that makes it. */
  readonly plant: Plant;
  /** What is made. */
  readonly material: Material;
  /** Order type as the ERP's customizing names it, such as `PP01`. */
  readonly orderType?: Maybe<Scalars['String']['output']>;
  /** How far the order has come. */
  readonly state: ProductionOrderState;
  /** How much of the work has been confirmed. */
  readonly confirmation: Progress;
  /** How much of the quantity has been put into stock. */
  readonly delivery: Progress;
  /** Whether the components are there. */
  readonly readiness: MaterialReadiness;
  /** Further facts from the ERP's statuses. */
  readonly flags: ReadonlyArray<OrderFlag>;
  /** Priority, 1 is most urgent. Null when the ERP has set none. */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** How much is to be made. */
  readonly planned: Quantity;
  /** Good quantity confirmed so far. */
  readonly confirmedYield?: Maybe<Quantity>;
  /** Scrap confirmed so far. */
  readonly confirmedScrap?: Maybe<Quantity>;
  /** Quantity put into stock so far. */
  readonly delivered?: Maybe<Quantity>;
  /** When work may start at the earliest, as the planner set it. */
  readonly basicStart?: Maybe<Scalars['DateTime']['output']>;
  /** When the order must be finished, as the planner set it. */
  readonly basicEnd?: Maybe<Scalars['DateTime']['output']>;
  /** When work is scheduled to start. */
  readonly scheduledStart?: Maybe<Scalars['DateTime']['output']>;
  /** When work is scheduled to end. */
  readonly scheduledEnd?: Maybe<Scalars['DateTime']['output']>;
  /** When work did start. */
  readonly actualStart?: Maybe<Scalars['DateTime']['output']>;
  /** When work did end. */
  readonly actualEnd?: Maybe<Scalars['DateTime']['output']>;
  /** Batch that the order makes. */
  readonly batch?: Maybe<Batch>;
  /** The steps of the work, in their sequence. */
  readonly operations: ReadonlyArray<Operation>;
  /** What is needed to make it. */
  readonly components: ReadonlyArray<OrderComponent>;
  /** True when the scheduled end has passed and the order is not finished. */
  readonly late: Scalars['Boolean']['output'];
  /** True when the order is on hold or lacks components. */
  readonly blocked: Scalars['Boolean']['output'];
  /** Whether what was asked for on this order has reached the ERP. */
  readonly sync: SyncStatus;
  /** Up to which moment the ERP's word on this order is known here. */
  readonly asOf: Scalars['DateTime']['output'];
  /** LIVE when the ERP was asked for this answer and answered, KNOWN otherwise. */
  readonly freshness: Freshness;
  /** Which ERP said so, and in which words. */
  readonly source: Source;
};

/** How far a production order has come, in the words of ISA-95 and SAP PP. */
export type ProductionOrderState =
  /** Proposed by planning, not yet an order. */
  | 'PLANNED'
  /** An order, not yet released. */
  | 'CREATED'
  /** Some of its operations are released. */
  | 'PARTIALLY_RELEASED'
  /** Work may start. */
  | 'RELEASED'
  /** Work has been confirmed or material has moved. */
  | 'IN_PROGRESS'
  /** Stopped by a lock or a hold. */
  | 'ON_HOLD'
  /** All of the quantity has been delivered or confirmed. */
  | 'COMPLETED'
  /** Technically completed: no more work, costs may still arrive. */
  | 'TECHNICALLY_COMPLETED'
  /** Closed for good. */
  | 'CLOSED'
  /** Given up before anything was made. */
  | 'CANCELLED'
  /** Marked for deletion in the ERP. */
  | 'DELETED';

/** How much of something is done. */
export type Progress =
  /** Nothing yet. */
  | 'NONE'
  /** A part of it. */
  | 'PARTIAL'
  /** All of it. */
  | 'FULL';

/** Whether an order's components are there. */
export type MaterialReadiness =
  /** Nobody has checked yet. */
  | 'NOT_CHECKED'
  /** Every component is committed to the order. */
  | 'COMMITTED'
  /** At least one component is missing. */
  | 'SHORTAGE';

/** A further fact about an order. */
export type OrderFlag =
  /** Shop papers are printed. */
  | 'PRINTED'
  /** Goods have been moved for the order. */
  | 'GOODS_MOVED'
  /** The deletion flag is set, the order still stands. */
  | 'DELETION_FLAGGED'
  /** The ERP is still working on the order. */
  | 'PROCESSING'
  /** The ERP failed to work on the order; its administrator must look. */
  | 'ERP_ERROR'
  /** Handed over to the manufacturing execution system. */
  | 'DISTRIBUTED';

/** One step of the work on an order. */
export type Operation = {
  /** Number of the step, such as `0010`. */
  readonly number: Scalars['String']['output'];
  /** Machine or place that does the work. */
  readonly workCenter?: Maybe<Scalars['String']['output']>;
  /** What is done, in the words of the routing. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** How far the step has come. */
  readonly state: ProductionOrderState;
  /** How much goes through the step. */
  readonly planned?: Maybe<Quantity>;
  /** Good quantity confirmed at the step. */
  readonly yield?: Maybe<Quantity>;
  /** Scrap confirmed at the step. */
  readonly scrap?: Maybe<Quantity>;
  /** When the step is scheduled to start. */
  readonly start?: Maybe<Scalars['DateTime']['output']>;
  /** When the step is scheduled to end. */
  readonly end?: Maybe<Scalars['DateTime']['output']>;
};

/** A material that an order needs. */
export type OrderComponent = {
  /** Key of the requirement within the order. */
  readonly key: Scalars['String']['output'];
  /** Number of the operation that uses it. */
  readonly operation?: Maybe<Scalars['String']['output']>;
  /** What is needed. */
  readonly material: Material;
  /** How much is needed in all. */
  readonly required: Quantity;
  /** How much has been issued to the order. */
  readonly issued?: Maybe<Quantity>;
  /** How much the availability check committed. */
  readonly committed?: Maybe<Quantity>;
  /** When it is needed. */
  readonly requiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Storage location it is taken from. */
  readonly location?: Maybe<Scalars['String']['output']>;
  /** Batch it must be taken from, if one is set. */
  readonly batch?: Maybe<Batch>;
  /** True when the ERP books the issue by itself on confirmation. */
  readonly backflush?: Maybe<Scalars['Boolean']['output']>;
  /** Stock of this material in the order's plant. */
  readonly availability?: Maybe<MaterialAvailability>;
};

/** A site that makes things, served by one ERP. */
export type Plant = Node & {
  readonly id: Scalars['ID']['output'];
  /** Code of the plant, such as `1010`. */
  readonly code: Scalars['String']['output'];
  /** Name of the plant. */
  readonly name: Scalars['String']['output'];
  /** IANA time zone of the plant's clock, such as `Europe/Berlin`. */
  readonly timeZone: Scalars['String']['output'];
};

export type Material = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Batch = Node & {
  readonly id: Scalars['ID']['output'];
};

export type MaterialAvailability = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Supplier = Node & {
  readonly id: Scalars['ID']['output'];
};

export type SupplierCommitment = Node & {
  readonly id: Scalars['ID']['output'];
};

export type PurchaseOrderLine = Node & {
  readonly id: Scalars['ID']['output'];
};

export type InspectionLot = Node & {
  readonly id: Scalars['ID']['output'];
};

export type QualityDisposition = Node & {
  readonly id: Scalars['ID']['output'];
};

/** A page of production orders. */
export type ProductionOrderConnection = {
  /** The orders with their cursors. */
  readonly edges: ReadonlyArray<ProductionOrderEdge>;
  /** The orders alone. */
  readonly nodes: ReadonlyArray<ProductionOrder>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many orders match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One order of a page. */
export type ProductionOrderEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: ProductionOrder;
};

/** Which production orders are wanted. */
export type ProductionOrderFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Order numbers. */
  readonly numbers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<ProductionOrderState>>;
  /** Numbers of the materials that are made. */
  readonly materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Numbers of materials that the order needs. */
  readonly components?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Work centers that have a step of the order. */
  readonly workCenters?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Scheduled to start in this span. */
  readonly scheduledStart?: InputMaybe<DateRange>;
  /** Scheduled to end in this span. */
  readonly scheduledEnd?: InputMaybe<DateRange>;
  /** Only late orders, or only those that are not. */
  readonly late?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only orders on hold or short of components, or only those that are neither. */
  readonly blocked?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How production orders are sorted. */
export type ProductionOrderSort = {
  /** By what. */
  readonly field: ProductionOrderSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What production orders can be sorted by. */
export type ProductionOrderSortField =
  /** Scheduled start. */
  | 'SCHEDULED_START'
  /** Scheduled end. */
  | 'SCHEDULED_END'
  /** Priority, orders without one last. */
  | 'PRIORITY'
  /** Order number. */
  | 'NUMBER';

/** An order that is moved. What is left out stays as it is. */
export type RescheduleProductionOrderInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Order number. */
  readonly order: Scalars['String']['input'];
  /** Why it is moved. */
  readonly reason?: InputMaybe<ScheduleChangeReason>;
  /** When work may start at the earliest. */
  readonly basicStart?: InputMaybe<Scalars['DateTime']['input']>;
  /** When the order must be finished. */
  readonly basicEnd?: InputMaybe<Scalars['DateTime']['input']>;
  /** Priority, 1 (most urgent) to 9. */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
};

/** Why orders are moved. */
export type ScheduleChangeReason =
  /** A machine stands still. */
  | 'MACHINE_DOWN'
  /** Customers want something else. */
  | 'DEMAND_CHANGED'
  /** Material is missing. */
  | 'MATERIAL_SHORTAGE'
  /** Another sequence is better. */
  | 'RESEQUENCED';

/** What came of moving an order. */
export type RescheduleProductionOrderPayload = {
  /** The order as it is known now; what was asked for shows when the ERP has done it. */
  readonly productionOrder?: Maybe<ProductionOrder>;
  /** What is sent to the systems because of it, as far as it is known yet and you may follow it. */
  readonly commands: ReadonlyArray<Command>;
  /** The run of the workflow that carries it out. Null when nothing is done. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is on its way. */
  readonly userErrors: ReadonlyArray<CommandUserError>;
};

/** An order on which work may start. */
export type ReleaseProductionOrderInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Order number. */
  readonly order: Scalars['String']['input'];
};

/** What came of releasing an order. */
export type ReleaseProductionOrderPayload = {
  /** The order as it is known now; what was asked for shows when the ERP has done it. */
  readonly productionOrder?: Maybe<ProductionOrder>;
  /** What is sent to the systems because of it, as far as it is known yet and you may follow it. */
  readonly commands: ReadonlyArray<Command>;
  /** The run of the workflow that carries it out. Null when nothing is done. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is on its way. */
  readonly userErrors: ReadonlyArray<CommandUserError>;
};

/** What was made in an operation. */
export type ConfirmOperationInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Order number. */
  readonly order: Scalars['String']['input'];
  /** Number of the operation, such as `0010`. */
  readonly operation: Scalars['String']['input'];
  /** Good quantity. */
  readonly yield: QuantityInput;
  /** Scrapped quantity; none when it is left out. */
  readonly scrap?: InputMaybe<QuantityInput>;
  /** True when nothing more is to come of this operation. */
  readonly final: Scalars['Boolean']['input'];
  /** When it was finished. */
  readonly finishedAt: Scalars['DateTime']['input'];
};

/** What came of confirming an operation. */
export type ConfirmOperationPayload = {
  /** The order as it is known now; what was asked for shows when the ERP has done it. */
  readonly productionOrder?: Maybe<ProductionOrder>;
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
  ProductionOrder: ProductionOrder;
  Plant: Plant;
  Material: Material;
  Batch: Batch;
  MaterialAvailability: MaterialAvailability;
  Supplier: Supplier;
  SupplierCommitment: SupplierCommitment;
  PurchaseOrderLine: PurchaseOrderLine;
  InspectionLot: InspectionLot;
  QualityDisposition: QualityDisposition;
  Command: Command;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ProductionOrder:
    ( { __typename: 'ProductionOrder' }
    & GraphQLRecursivePick<FederationTypes['ProductionOrder'], {"id":true}> );
  Plant:
    ( { __typename: 'Plant' }
    & GraphQLRecursivePick<FederationTypes['Plant'], {"id":true}> );
  Material:
    ( { __typename: 'Material' }
    & GraphQLRecursivePick<FederationTypes['Material'], {"id":true}> );
  Batch:
    ( { __typename: 'Batch' }
    & GraphQLRecursivePick<FederationTypes['Batch'], {"id":true}> );
  MaterialAvailability:
    ( { __typename: 'MaterialAvailability' }
    & GraphQLRecursivePick<FederationTypes['MaterialAvailability'], {"id":true}> );
  Supplier:
    ( { __typename: 'Supplier' }
    & GraphQLRecursivePick<FederationTypes['Supplier'], {"id":true}> );
  SupplierCommitment:
    ( { __typename: 'SupplierCommitment' }
    & GraphQLRecursivePick<FederationTypes['SupplierCommitment'], {"id":true}> );
  PurchaseOrderLine:
    ( { __typename: 'PurchaseOrderLine' }
    & GraphQLRecursivePick<FederationTypes['PurchaseOrderLine'], {"id":true}> );
  InspectionLot:
    ( { __typename: 'InspectionLot' }
    & GraphQLRecursivePick<FederationTypes['InspectionLot'], {"id":true}> );
  QualityDisposition:
    ( { __typename: 'QualityDisposition' }
    & GraphQLRecursivePick<FederationTypes['QualityDisposition'], {"id":true}> );
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
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ProductionOrderChange: ResolverTypeWrapper<ProductionOrderChangeParent>;
  ProductionOrder: ResolverTypeWrapper<ProductionOrderParent>;
  ProductionOrderState: ProductionOrderState;
  Progress: Progress;
  MaterialReadiness: MaterialReadiness;
  OrderFlag: OrderFlag;
  Operation: ResolverTypeWrapper<Operation>;
  OrderComponent: ResolverTypeWrapper<OrderComponentParent>;
  Plant: ResolverTypeWrapper<PlantParent>;
  Material: ResolverTypeWrapper<Reference>;
  Batch: ResolverTypeWrapper<Reference>;
  MaterialAvailability: ResolverTypeWrapper<Reference>;
  Supplier: ResolverTypeWrapper<Reference>;
  SupplierCommitment: ResolverTypeWrapper<Reference>;
  PurchaseOrderLine: ResolverTypeWrapper<Reference>;
  InspectionLot: ResolverTypeWrapper<Reference>;
  QualityDisposition: ResolverTypeWrapper<Reference>;
  ProductionOrderConnection: ResolverTypeWrapper<ProductionOrderConnectionParent>;
  ProductionOrderEdge: ResolverTypeWrapper<Omit<ProductionOrderEdge, 'node'> & { node: ResolversTypes['ProductionOrder'] }>;
  ProductionOrderFilter: ProductionOrderFilter;
  ProductionOrderSort: ProductionOrderSort;
  ProductionOrderSortField: ProductionOrderSortField;
  RescheduleProductionOrderInput: RescheduleProductionOrderInput;
  ScheduleChangeReason: ScheduleChangeReason;
  RescheduleProductionOrderPayload: ResolverTypeWrapper<Omit<RescheduleProductionOrderPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  ReleaseProductionOrderInput: ReleaseProductionOrderInput;
  ReleaseProductionOrderPayload: ResolverTypeWrapper<Omit<ReleaseProductionOrderPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  ConfirmOperationInput: ConfirmOperationInput;
  ConfirmOperationPayload: ResolverTypeWrapper<Omit<ConfirmOperationPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
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
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  ProductionOrderChange: ProductionOrderChangeParent;
  ProductionOrder: ProductionOrderParent;
  Operation: Operation;
  OrderComponent: OrderComponentParent;
  Plant: PlantParent;
  Material: Reference;
  Batch: Reference;
  MaterialAvailability: Reference;
  Supplier: Reference;
  SupplierCommitment: Reference;
  PurchaseOrderLine: Reference;
  InspectionLot: Reference;
  QualityDisposition: Reference;
  ProductionOrderConnection: ProductionOrderConnectionParent;
  ProductionOrderEdge: Omit<ProductionOrderEdge, 'node'> & { node: ResolversParentTypes['ProductionOrder'] };
  ProductionOrderFilter: ProductionOrderFilter;
  ProductionOrderSort: ProductionOrderSort;
  RescheduleProductionOrderInput: RescheduleProductionOrderInput;
  RescheduleProductionOrderPayload: Omit<RescheduleProductionOrderPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversParentTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  ReleaseProductionOrderInput: ReleaseProductionOrderInput;
  ReleaseProductionOrderPayload: Omit<ReleaseProductionOrderPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversParentTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  ConfirmOperationInput: ConfirmOperationInput;
  ConfirmOperationPayload: Omit<ConfirmOperationPayload, 'productionOrder' | 'commands' | 'run'> & { productionOrder?: Maybe<ResolversParentTypes['ProductionOrder']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
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
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType, RequireFields<QueryProductionOrderArgs, 'plant' | 'number' | 'freshness'>>;
  productionOrders?: Resolver<Maybe<ResolversTypes['ProductionOrderConnection']>, ParentType, ContextType, RequireFields<QueryProductionOrdersArgs, 'orderBy' | 'first' | 'freshness'>>;
  plant?: Resolver<Maybe<ResolversTypes['Plant']>, ParentType, ContextType, RequireFields<QueryPlantArgs, 'code'>>;
  plants?: Resolver<ReadonlyArray<ResolversTypes['Plant']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
};

export type MutationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  rescheduleProductionOrder?: Resolver<Maybe<ResolversTypes['RescheduleProductionOrderPayload']>, ParentType, ContextType, RequireFields<MutationRescheduleProductionOrderArgs, 'input'>>;
  releaseProductionOrder?: Resolver<Maybe<ResolversTypes['ReleaseProductionOrderPayload']>, ParentType, ContextType, RequireFields<MutationReleaseProductionOrderArgs, 'input'>>;
  confirmOperation?: Resolver<Maybe<ResolversTypes['ConfirmOperationPayload']>, ParentType, ContextType, RequireFields<MutationConfirmOperationArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  productionOrderChanged?: SubscriptionResolver<ResolversTypes['ProductionOrderChange'], "productionOrderChanged", ParentType, ContextType, RequireFields<SubscriptionProductionOrderChangedArgs, 'snapshot'>>;
};

export type ProductionOrderChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrderChange'] = ResolversParentTypes['ProductionOrderChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
};

export type ProductionOrderResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrder'] = ResolversParentTypes['ProductionOrder'], FederationReferenceType extends FederationReferenceTypes['ProductionOrder'] = FederationReferenceTypes['ProductionOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProductionOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  orderType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProductionOrderState'], ParentType, ContextType>;
  confirmation?: Resolver<ResolversTypes['Progress'], ParentType, ContextType>;
  delivery?: Resolver<ResolversTypes['Progress'], ParentType, ContextType>;
  readiness?: Resolver<ResolversTypes['MaterialReadiness'], ParentType, ContextType>;
  flags?: Resolver<ReadonlyArray<ResolversTypes['OrderFlag']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  planned?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
  confirmedYield?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  confirmedScrap?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  delivered?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  basicStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  basicEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scheduledStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scheduledEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  actualStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  actualEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  operations?: Resolver<ReadonlyArray<ResolversTypes['Operation']>, ParentType, ContextType>;
  components?: Resolver<ReadonlyArray<ResolversTypes['OrderComponent']>, ParentType, ContextType>;
  late?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  blocked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sync?: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workCenter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ProductionOrderState'], ParentType, ContextType>;
  planned?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  yield?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  scrap?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type OrderComponentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['OrderComponent'] = ResolversParentTypes['OrderComponent']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  material?: Resolver<ResolversTypes['Material'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
  issued?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  committed?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  requiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  backflush?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  availability?: Resolver<Maybe<ResolversTypes['MaterialAvailability']>, ParentType, ContextType>;
};

export type PlantResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Plant'] = ResolversParentTypes['Plant'], FederationReferenceType extends FederationReferenceTypes['Plant'] = FederationReferenceTypes['Plant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Plant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MaterialResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Material'] = ResolversParentTypes['Material'], FederationReferenceType extends FederationReferenceTypes['Material'] = FederationReferenceTypes['Material']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Material']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatchResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Batch'] = ResolversParentTypes['Batch'], FederationReferenceType extends FederationReferenceTypes['Batch'] = FederationReferenceTypes['Batch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Batch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MaterialAvailabilityResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailability'] = ResolversParentTypes['MaterialAvailability'], FederationReferenceType extends FederationReferenceTypes['MaterialAvailability'] = FederationReferenceTypes['MaterialAvailability']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MaterialAvailability']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupplierResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Supplier'] = ResolversParentTypes['Supplier'], FederationReferenceType extends FederationReferenceTypes['Supplier'] = FederationReferenceTypes['Supplier']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Supplier']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupplierCommitmentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitment'] = ResolversParentTypes['SupplierCommitment'], FederationReferenceType extends FederationReferenceTypes['SupplierCommitment'] = FederationReferenceTypes['SupplierCommitment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SupplierCommitment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PurchaseOrderLineResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PurchaseOrderLine'] = ResolversParentTypes['PurchaseOrderLine'], FederationReferenceType extends FederationReferenceTypes['PurchaseOrderLine'] = FederationReferenceTypes['PurchaseOrderLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PurchaseOrderLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InspectionLotResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['InspectionLot'] = ResolversParentTypes['InspectionLot'], FederationReferenceType extends FederationReferenceTypes['InspectionLot'] = FederationReferenceTypes['InspectionLot']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['InspectionLot']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QualityDispositionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['QualityDisposition'] = ResolversParentTypes['QualityDisposition'], FederationReferenceType extends FederationReferenceTypes['QualityDisposition'] = FederationReferenceTypes['QualityDisposition']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['QualityDisposition']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductionOrderConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrderConnection'] = ResolversParentTypes['ProductionOrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductionOrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProductionOrderEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrderEdge'] = ResolversParentTypes['ProductionOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ProductionOrder'], ParentType, ContextType>;
};

export type RescheduleProductionOrderPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RescheduleProductionOrderPayload'] = ResolversParentTypes['RescheduleProductionOrderPayload']> = {
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CommandUserError']>, ParentType, ContextType>;
};

export type ReleaseProductionOrderPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ReleaseProductionOrderPayload'] = ResolversParentTypes['ReleaseProductionOrderPayload']> = {
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CommandUserError']>, ParentType, ContextType>;
};

export type ConfirmOperationPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ConfirmOperationPayload'] = ResolversParentTypes['ConfirmOperationPayload']> = {
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'ProductionOrder' | 'Plant' | 'Material' | 'Batch' | 'MaterialAvailability' | 'Supplier' | 'SupplierCommitment' | 'PurchaseOrderLine' | 'InspectionLot' | 'QualityDisposition' | 'Command' | 'WorkflowRun', ParentType, ContextType>;
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
  ProductionOrderChange?: ProductionOrderChangeResolvers<ContextType>;
  ProductionOrder?: ProductionOrderResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OrderComponent?: OrderComponentResolvers<ContextType>;
  Plant?: PlantResolvers<ContextType>;
  Material?: MaterialResolvers<ContextType>;
  Batch?: BatchResolvers<ContextType>;
  MaterialAvailability?: MaterialAvailabilityResolvers<ContextType>;
  Supplier?: SupplierResolvers<ContextType>;
  SupplierCommitment?: SupplierCommitmentResolvers<ContextType>;
  PurchaseOrderLine?: PurchaseOrderLineResolvers<ContextType>;
  InspectionLot?: InspectionLotResolvers<ContextType>;
  QualityDisposition?: QualityDispositionResolvers<ContextType>;
  ProductionOrderConnection?: ProductionOrderConnectionResolvers<ContextType>;
  ProductionOrderEdge?: ProductionOrderEdgeResolvers<ContextType>;
  RescheduleProductionOrderPayload?: RescheduleProductionOrderPayloadResolvers<ContextType>;
  ReleaseProductionOrderPayload?: ReleaseProductionOrderPayloadResolvers<ContextType>;
  ConfirmOperationPayload?: ConfirmOperationPayloadResolvers<ContextType>;
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
