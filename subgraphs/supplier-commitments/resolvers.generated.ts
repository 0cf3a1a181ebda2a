/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, SupplierCommitmentChangeParent, SupplierParent, SupplierEnrichmentParent, PurchaseOrderLineParent, SupplierCommitmentParent, Reference, SupplierCommitmentConnectionParent } from '../parents.ts';
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
  /** One supplier by its number. Null when there is none that you may see. */
  readonly supplier?: Maybe<Supplier>;
  /** One line of a purchase order. Null when there is none that you may see. */
  readonly purchaseOrderLine?: Maybe<PurchaseOrderLine>;
  /** What suppliers have promised, of the plants and suppliers that you may see. */
  readonly supplierCommitments?: Maybe<SupplierCommitmentConnection>;
};


export type QuerySupplierArgs = {
  number: Scalars['String']['input'];
};


export type QueryPurchaseOrderLineArgs = {
  plant: Scalars['String']['input'];
  purchaseOrder: Scalars['String']['input'];
  item: Scalars['String']['input'];
  freshness?: InputMaybe<Freshness>;
};


export type QuerySupplierCommitmentsArgs = {
  filter?: InputMaybe<SupplierCommitmentFilter>;
  orderBy?: InputMaybe<SupplierCommitmentSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  freshness?: InputMaybe<Freshness>;
};

export type Mutation = {
  /** Commits a supplier to a day and quantity for one delivery. Procurement has to allow it when the day slips too far. */
  readonly confirmSupplierCommitment?: Maybe<ConfirmSupplierCommitmentPayload>;
};


export type MutationConfirmSupplierCommitmentArgs = {
  input: ConfirmSupplierCommitmentInput;
};

export type Subscription = {
  /** Tells each change of what a supplier has promised. */
  readonly supplierCommitmentChanged: SupplierCommitmentChange;
};


export type SubscriptionSupplierCommitmentChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  suppliers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  purchaseOrders?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One change of what a supplier has promised. */
export type SupplierCommitmentChange = {
  /** Global id of what changed, also of what is gone. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the commitment. */
  readonly kind: ChangeKind;
  /** When the change was recorded here. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The commitment as it is now. Null when it was deleted. */
  readonly supplierCommitment?: Maybe<SupplierCommitment>;
};

/** A company that delivers material. Its number is the same in every plant. */
export type Supplier = Node & {
  readonly id: Scalars['ID']['output'];
  /** Number without the zeros the ERP pads it with. */
  readonly number: Scalars['String']['output'];
  /** Name of the company. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the supplier has promised. */
  readonly commitments?: Maybe<SupplierCommitmentConnection>;
  /** What master data management knows of the supplier beyond the ERPs, in the plants that you may see of which it has told something. Suppliers see none. */
  readonly enrichments?: Maybe<ReadonlyArray<SupplierEnrichment>>;
};


/** A company that delivers material. Its number is the same in every plant. */
export type SupplierCommitmentsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A company that delivers material. Its number is the same in every plant. */
export type SupplierEnrichmentsArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What master data management knows of a supplier of a plant, beyond the ERP's master data. What it has not told is null. */
export type SupplierEnrichment = {
  /** Who is told of. */
  readonly supplier: Supplier;
  /** Plant that it delivers to. */
  readonly plant: Plant;
  /** How well it delivers. */
  readonly rating?: Maybe<SupplierRating>;
  /** When the rating was told. */
  readonly ratingAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Calendar days from the order to the delivery. */
  readonly leadTimeDays?: Maybe<Scalars['Int']['output']>;
  /** When the lead time was told. */
  readonly leadTimeDaysAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the system that told it last, as the landscape names it. */
  readonly system: Scalars['String']['output'];
};

/** How well a supplier delivers. */
export type SupplierRating =
  /** Delivers as it has promised. */
  | 'A'
  /** Delivers late or short now and then. */
  | 'B'
  /** Must be watched: what depends on it needs a reserve. */
  | 'C';

/** One line of a purchase order: so much of one material from one supplier for one plant. */
export type PurchaseOrderLine = Node & {
  readonly id: Scalars['ID']['output'];
  /** Purchase order number. */
  readonly purchaseOrder: Scalars['String']['output'];
  /** Item number without leading zeros. */
  readonly item: Scalars['String']['output'];
  /** Plant that receives it. */
  readonly plant: Plant;
  /** Who delivers it. */
  readonly supplier: Supplier;
  /** What is delivered. Null for text items. */
  readonly material?: Maybe<Material>;
  /** The line's deliveries, in the order of their dates. */
  readonly commitments: ReadonlyArray<SupplierCommitment>;
};

/** One agreed delivery: a schedule line of a purchase order, and what the supplier said to it. */
export type SupplierCommitment = Node & {
  readonly id: Scalars['ID']['output'];
  /** Purchase order number. */
  readonly purchaseOrder: Scalars['String']['output'];
  /** Item number without leading zeros. */
  readonly item: Scalars['String']['output'];
  /** Schedule line number without leading zeros. */
  readonly scheduleLine: Scalars['String']['output'];
  /** The purchase order's line that it belongs to. */
  readonly purchaseOrderLine: PurchaseOrderLine;
  /** Plant that receives it. */
  readonly plant: Plant;
  /** Who delivers it. */
  readonly supplier: Supplier;
  /** What is delivered. Null for text items. */
  readonly material?: Maybe<Material>;
  /** Where the delivery stands. */
  readonly state: CommitmentState;
  /** What was asked for. */
  readonly requested: CommitmentLine;
  /** What the supplier said to it, newest last. */
  readonly confirmations: ReadonlyArray<Confirmation>;
  /** How much has been received. */
  readonly received?: Maybe<Quantity>;
  /** Latest day that the supplier has confirmed. Null while unconfirmed. */
  readonly confirmedDate?: Maybe<Scalars['Date']['output']>;
  /** Days that the confirmed date is after the requested one; negative when earlier. Null while unconfirmed. */
  readonly deltaDays?: Maybe<Scalars['Int']['output']>;
  /** True while something is still to be delivered. */
  readonly open: Scalars['Boolean']['output'];
  /** True when it is open and confirmed late, or unconfirmed with the requested day passed. */
  readonly late: Scalars['Boolean']['output'];
  /** Revision of the purchase order that this is about. */
  readonly purchaseOrderRevision?: Maybe<Scalars['String']['output']>;
  /** Whether what was committed to for this delivery has reached the ERP. */
  readonly sync: SyncStatus;
  /** Up to which moment the ERP's word on this delivery is known here. */
  readonly asOf: Scalars['DateTime']['output'];
  /** LIVE when the ERP was asked for this answer and answered, KNOWN otherwise. */
  readonly freshness: Freshness;
  /** Which ERP said so, and in which words. */
  readonly source: Source;
};

/** So much on such a day. */
export type CommitmentLine = {
  /** The day. */
  readonly date: Scalars['Date']['output'];
  /** The amount. */
  readonly quantity: Quantity;
};

/** What a supplier said to a delivery. */
export type Confirmation = {
  /** What kind of word it is. */
  readonly kind: ConfirmationKind;
  /** Category as the ERP's customizing names it, such as `AB`. */
  readonly sourceCategory?: Maybe<Scalars['String']['output']>;
  /** The confirmed day. Null when only an acknowledgement number was given. */
  readonly date?: Maybe<Scalars['Date']['output']>;
  /** How much was confirmed. */
  readonly quantity: Quantity;
  /** The supplier's own reference. */
  readonly reference?: Maybe<Scalars['String']['output']>;
};

/** What kind of word a supplier gave. */
export type ConfirmationKind =
  /** Order acknowledgement: the date and amount the supplier accepts. */
  | 'ORDER_ACKNOWLEDGEMENT'
  /** Shipping notification: it is on its way. */
  | 'SHIPPING_NOTIFICATION'
  /** Rough goods receipt: it is at the gate. */
  | 'ROUGH_GOODS_RECEIPT'
  /** A promised date without a formal acknowledgement. */
  | 'PROMISE_DATE';

/** Where a delivery stands. */
export type CommitmentState =
  /** The supplier has not answered. */
  | 'UNCONFIRMED'
  /** Acknowledged, without a date. */
  | 'ACKNOWLEDGED'
  /** Confirmed as requested. */
  | 'CONFIRMED'
  /** Confirmed with another date or amount. */
  | 'CONFIRMED_WITH_CHANGES'
  /** Only a part is confirmed. */
  | 'PARTIALLY_CONFIRMED'
  /** On its way. */
  | 'SHIPPED'
  /** A part has arrived. */
  | 'PARTIALLY_RECEIVED'
  /** All has arrived. */
  | 'RECEIVED'
  /** The supplier refused. */
  | 'REJECTED'
  /** Cancelled by the buyer. */
  | 'CANCELLED'
  /** Closed; nothing more will come. */
  | 'CLOSED';

/** How much of a material a plant has; here with what is on order. */
export type MaterialAvailability = Node & {
  readonly id: Scalars['ID']['output'];
  /** What suppliers have promised of this material to this plant. */
  readonly supplierCommitments?: Maybe<ReadonlyArray<SupplierCommitment>>;
};


/** How much of a material a plant has; here with what is on order. */
export type MaterialAvailabilitySupplierCommitmentsArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Plant = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Material = Node & {
  readonly id: Scalars['ID']['output'];
};

/** A page of supplier commitments. */
export type SupplierCommitmentConnection = {
  /** The commitments with their cursors. */
  readonly edges: ReadonlyArray<SupplierCommitmentEdge>;
  /** The commitments alone. */
  readonly nodes: ReadonlyArray<SupplierCommitment>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many commitments match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One commitment of a page. */
export type SupplierCommitmentEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The commitment. */
  readonly node: SupplierCommitment;
};

/** Which supplier commitments are wanted. */
export type SupplierCommitmentFilter = {
  /** Codes of the receiving plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Numbers of the suppliers. Naming a supplier that is not yours to see is refused. */
  readonly suppliers?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Material numbers. */
  readonly materials?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Purchase order numbers. */
  readonly purchaseOrders?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<CommitmentState>>;
  /** Requested for a day in this span. */
  readonly requestedDate?: InputMaybe<DateRange>;
  /** Confirmed for a day in this span. */
  readonly confirmedDate?: InputMaybe<DateRange>;
  /** Only those still to be fulfilled, or only the others. */
  readonly open?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only late ones, or only those that are not. */
  readonly late?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How supplier commitments are sorted. */
export type SupplierCommitmentSort = {
  /** By what. */
  readonly field: SupplierCommitmentSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What supplier commitments can be sorted by. */
export type SupplierCommitmentSortField =
  /** Requested day. */
  | 'REQUESTED_DATE'
  /** Confirmed day, unconfirmed ones last. */
  | 'CONFIRMED_DATE'
  /** Purchase order, item, schedule line. */
  | 'PURCHASE_ORDER';

/** What a supplier commits itself to for one delivery. */
export type ConfirmSupplierCommitmentInput = {
  /** Code of the plant. */
  readonly plant: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once, however often it is sent. */
  readonly idempotencyKey: Scalars['ID']['input'];
  /** Purchase order number. */
  readonly purchaseOrder: Scalars['String']['input'];
  /** Item number. */
  readonly item: Scalars['String']['input'];
  /** Schedule line number. */
  readonly scheduleLine: Scalars['String']['input'];
  /** When it is going to be delivered. */
  readonly date: Scalars['Date']['input'];
  /** How much is going to be delivered then, in the unit of the line. */
  readonly quantity: QuantityInput;
};

/** What came of committing a supplier. */
export type ConfirmSupplierCommitmentPayload = {
  /** The delivery as it is known now; what was committed to shows when the ERP has it. */
  readonly supplierCommitment?: Maybe<SupplierCommitment>;
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
  Supplier: Supplier;
  PurchaseOrderLine: PurchaseOrderLine;
  SupplierCommitment: SupplierCommitment;
  MaterialAvailability: MaterialAvailability;
  Plant: Plant;
  Material: Material;
  Command: Command;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Supplier:
    ( { __typename: 'Supplier' }
    & GraphQLRecursivePick<FederationTypes['Supplier'], {"id":true}> );
  PurchaseOrderLine:
    ( { __typename: 'PurchaseOrderLine' }
    & GraphQLRecursivePick<FederationTypes['PurchaseOrderLine'], {"id":true}> );
  SupplierCommitment:
    ( { __typename: 'SupplierCommitment' }
    & GraphQLRecursivePick<FederationTypes['SupplierCommitment'], {"id":true}> );
  MaterialAvailability:
    ( { __typename: 'MaterialAvailability' }
    & GraphQLRecursivePick<FederationTypes['MaterialAvailability'], {"id":true}> );
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
  SupplierCommitmentChange: ResolverTypeWrapper<SupplierCommitmentChangeParent>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Supplier: ResolverTypeWrapper<SupplierParent>;
  SupplierEnrichment: ResolverTypeWrapper<SupplierEnrichmentParent>;
  SupplierRating: SupplierRating;
  PurchaseOrderLine: ResolverTypeWrapper<PurchaseOrderLineParent>;
  SupplierCommitment: ResolverTypeWrapper<SupplierCommitmentParent>;
  CommitmentLine: ResolverTypeWrapper<CommitmentLine>;
  Confirmation: ResolverTypeWrapper<Confirmation>;
  ConfirmationKind: ConfirmationKind;
  CommitmentState: CommitmentState;
  MaterialAvailability: ResolverTypeWrapper<Reference>;
  Plant: ResolverTypeWrapper<Reference>;
  Material: ResolverTypeWrapper<Reference>;
  SupplierCommitmentConnection: ResolverTypeWrapper<SupplierCommitmentConnectionParent>;
  SupplierCommitmentEdge: ResolverTypeWrapper<Omit<SupplierCommitmentEdge, 'node'> & { node: ResolversTypes['SupplierCommitment'] }>;
  SupplierCommitmentFilter: SupplierCommitmentFilter;
  SupplierCommitmentSort: SupplierCommitmentSort;
  SupplierCommitmentSortField: SupplierCommitmentSortField;
  ConfirmSupplierCommitmentInput: ConfirmSupplierCommitmentInput;
  ConfirmSupplierCommitmentPayload: ResolverTypeWrapper<Omit<ConfirmSupplierCommitmentPayload, 'supplierCommitment' | 'commands' | 'run'> & { supplierCommitment?: Maybe<ResolversTypes['SupplierCommitment']>, commands: ReadonlyArray<ResolversTypes['Command']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
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
  SupplierCommitmentChange: SupplierCommitmentChangeParent;
  ID: Scalars['ID']['output'];
  Supplier: SupplierParent;
  SupplierEnrichment: SupplierEnrichmentParent;
  PurchaseOrderLine: PurchaseOrderLineParent;
  SupplierCommitment: SupplierCommitmentParent;
  CommitmentLine: CommitmentLine;
  Confirmation: Confirmation;
  MaterialAvailability: Reference;
  Plant: Reference;
  Material: Reference;
  SupplierCommitmentConnection: SupplierCommitmentConnectionParent;
  SupplierCommitmentEdge: Omit<SupplierCommitmentEdge, 'node'> & { node: ResolversParentTypes['SupplierCommitment'] };
  SupplierCommitmentFilter: SupplierCommitmentFilter;
  SupplierCommitmentSort: SupplierCommitmentSort;
  ConfirmSupplierCommitmentInput: ConfirmSupplierCommitmentInput;
  ConfirmSupplierCommitmentPayload: Omit<ConfirmSupplierCommitmentPayload, 'supplierCommitment' | 'commands' | 'run'> & { supplierCommitment?: Maybe<ResolversParentTypes['SupplierCommitment']>, commands: ReadonlyArray<ResolversParentTypes['Command']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
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
  supplier?: Resolver<Maybe<ResolversTypes['Supplier']>, ParentType, ContextType, RequireFields<QuerySupplierArgs, 'number'>>;
  purchaseOrderLine?: Resolver<Maybe<ResolversTypes['PurchaseOrderLine']>, ParentType, ContextType, RequireFields<QueryPurchaseOrderLineArgs, 'plant' | 'purchaseOrder' | 'item' | 'freshness'>>;
  supplierCommitments?: Resolver<Maybe<ResolversTypes['SupplierCommitmentConnection']>, ParentType, ContextType, RequireFields<QuerySupplierCommitmentsArgs, 'orderBy' | 'first' | 'freshness'>>;
};

export type MutationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  confirmSupplierCommitment?: Resolver<Maybe<ResolversTypes['ConfirmSupplierCommitmentPayload']>, ParentType, ContextType, RequireFields<MutationConfirmSupplierCommitmentArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  supplierCommitmentChanged?: SubscriptionResolver<ResolversTypes['SupplierCommitmentChange'], "supplierCommitmentChanged", ParentType, ContextType, RequireFields<SubscriptionSupplierCommitmentChangedArgs, 'snapshot'>>;
};

export type SupplierCommitmentChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitmentChange'] = ResolversParentTypes['SupplierCommitmentChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  supplierCommitment?: Resolver<Maybe<ResolversTypes['SupplierCommitment']>, ParentType, ContextType>;
};

export type SupplierResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Supplier'] = ResolversParentTypes['Supplier'], FederationReferenceType extends FederationReferenceTypes['Supplier'] = FederationReferenceTypes['Supplier']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Supplier']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commitments?: Resolver<Maybe<ResolversTypes['SupplierCommitmentConnection']>, ParentType, ContextType, RequireFields<SupplierCommitmentsArgs, 'first'>>;
  enrichments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SupplierEnrichment']>>, ParentType, ContextType, Partial<SupplierEnrichmentsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupplierEnrichmentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierEnrichment'] = ResolversParentTypes['SupplierEnrichment']> = {
  supplier?: Resolver<ResolversTypes['Supplier'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['SupplierRating']>, ParentType, ContextType>;
  ratingAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  leadTimeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  leadTimeDaysAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PurchaseOrderLineResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['PurchaseOrderLine'] = ResolversParentTypes['PurchaseOrderLine'], FederationReferenceType extends FederationReferenceTypes['PurchaseOrderLine'] = FederationReferenceTypes['PurchaseOrderLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PurchaseOrderLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purchaseOrder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  supplier?: Resolver<ResolversTypes['Supplier'], ParentType, ContextType>;
  material?: Resolver<Maybe<ResolversTypes['Material']>, ParentType, ContextType>;
  commitments?: Resolver<ReadonlyArray<ResolversTypes['SupplierCommitment']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupplierCommitmentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitment'] = ResolversParentTypes['SupplierCommitment'], FederationReferenceType extends FederationReferenceTypes['SupplierCommitment'] = FederationReferenceTypes['SupplierCommitment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SupplierCommitment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purchaseOrder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scheduleLine?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purchaseOrderLine?: Resolver<ResolversTypes['PurchaseOrderLine'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  supplier?: Resolver<ResolversTypes['Supplier'], ParentType, ContextType>;
  material?: Resolver<Maybe<ResolversTypes['Material']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CommitmentState'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['CommitmentLine'], ParentType, ContextType>;
  confirmations?: Resolver<ReadonlyArray<ResolversTypes['Confirmation']>, ParentType, ContextType>;
  received?: Resolver<Maybe<ResolversTypes['Quantity']>, ParentType, ContextType>;
  confirmedDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  deltaDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  late?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purchaseOrderRevision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sync?: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommitmentLineResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommitmentLine'] = ResolversParentTypes['CommitmentLine']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
};

export type ConfirmationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Confirmation'] = ResolversParentTypes['Confirmation']> = {
  kind?: Resolver<ResolversTypes['ConfirmationKind'], ParentType, ContextType>;
  sourceCategory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Quantity'], ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MaterialAvailabilityResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['MaterialAvailability'] = ResolversParentTypes['MaterialAvailability'], FederationReferenceType extends FederationReferenceTypes['MaterialAvailability'] = FederationReferenceTypes['MaterialAvailability']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MaterialAvailability']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  supplierCommitments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SupplierCommitment']>>, ParentType, ContextType, RequireFields<MaterialAvailabilitySupplierCommitmentsArgs, 'open' | 'first'>>;
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

export type SupplierCommitmentConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitmentConnection'] = ResolversParentTypes['SupplierCommitmentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SupplierCommitmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SupplierCommitment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SupplierCommitmentEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitmentEdge'] = ResolversParentTypes['SupplierCommitmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SupplierCommitment'], ParentType, ContextType>;
};

export type ConfirmSupplierCommitmentPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ConfirmSupplierCommitmentPayload'] = ResolversParentTypes['ConfirmSupplierCommitmentPayload']> = {
  supplierCommitment?: Resolver<Maybe<ResolversTypes['SupplierCommitment']>, ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'Supplier' | 'PurchaseOrderLine' | 'SupplierCommitment' | 'MaterialAvailability' | 'Plant' | 'Material' | 'Command' | 'WorkflowRun', ParentType, ContextType>;
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
  SupplierCommitmentChange?: SupplierCommitmentChangeResolvers<ContextType>;
  Supplier?: SupplierResolvers<ContextType>;
  SupplierEnrichment?: SupplierEnrichmentResolvers<ContextType>;
  PurchaseOrderLine?: PurchaseOrderLineResolvers<ContextType>;
  SupplierCommitment?: SupplierCommitmentResolvers<ContextType>;
  CommitmentLine?: CommitmentLineResolvers<ContextType>;
  Confirmation?: ConfirmationResolvers<ContextType>;
  MaterialAvailability?: MaterialAvailabilityResolvers<ContextType>;
  Plant?: PlantResolvers<ContextType>;
  Material?: MaterialResolvers<ContextType>;
  SupplierCommitmentConnection?: SupplierCommitmentConnectionResolvers<ContextType>;
  SupplierCommitmentEdge?: SupplierCommitmentEdgeResolvers<ContextType>;
  ConfirmSupplierCommitmentPayload?: ConfirmSupplierCommitmentPayloadResolvers<ContextType>;
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
