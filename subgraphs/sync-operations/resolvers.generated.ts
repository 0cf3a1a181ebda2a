/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, CommandChangeParent, SyncExceptionChangeParent, CommandParent, WorkflowRunParent, WorkflowStepParent, SyncExceptionParent, Reference, CommandConnectionParent, WorkflowRunConnectionParent, SyncExceptionConnectionParent } from '../parents.ts';
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
  /** One command. Null when there is none that you may follow: you may follow those that you asked for, and those about what you may see. */
  readonly command?: Maybe<Command>;
  /** Commands of the plants that you may see. */
  readonly commands?: Maybe<CommandConnection>;
  /** One run of a workflow. Null when there is none that you may follow: you may follow those that you started. */
  readonly workflowRun?: Maybe<WorkflowRun>;
  /** Runs of workflows in the plants that you may see. */
  readonly workflowRuns?: Maybe<WorkflowRunConnection>;
  /** One exception. Null when there is none that you may see. */
  readonly exception?: Maybe<SyncException>;
  /** What cannot go on by itself in the plants that you may see. What is of no plant is for who may see all of them. */
  readonly exceptions?: Maybe<SyncExceptionConnection>;
  /** How many exceptions are open, by kind; kinds of which none is are left out. */
  readonly exceptionCounts?: Maybe<ReadonlyArray<ExceptionCount>>;
  /** How it stands with the systems that commands go to: the ERPs of the plants that you may see, and the systems around them. */
  readonly deliveries?: Maybe<ReadonlyArray<SystemDelivery>>;
  /** How well planning and ERP are kept together, in figures of the business. */
  readonly figures?: Maybe<BusinessFigures>;
};


export type QueryCommandArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCommandsArgs = {
  filter?: InputMaybe<CommandFilter>;
  orderBy?: InputMaybe<CommandSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWorkflowRunArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWorkflowRunsArgs = {
  filter?: InputMaybe<WorkflowRunFilter>;
  orderBy?: InputMaybe<WorkflowRunSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryExceptionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExceptionsArgs = {
  filter?: InputMaybe<SyncExceptionFilter>;
  orderBy?: InputMaybe<SyncExceptionSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryExceptionCountsArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryFiguresArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  hours?: InputMaybe<Scalars['Int']['input']>;
};

export type Mutation = {
  /** Has a refused or dead command tried again, in its place among those about the same thing. */
  readonly retryCommand?: Maybe<RetryCommandPayload>;
  /** Gives up a command that was not sent, was refused, or is dead. */
  readonly cancelCommand?: Maybe<CancelCommandPayload>;
  /** Has commands tried again that could not be brought to a system, the earliest submitted first. */
  readonly redriveDeadLetters?: Maybe<RedriveDeadLettersPayload>;
  /** Allows a step of a workflow that waits for it. Your token needs the scope that the step names. */
  readonly approveStep?: Maybe<ApproveStepPayload>;
  /** Gives up a step of a workflow that waits to be allowed, and what depends on it. */
  readonly declineStep?: Maybe<DeclineStepPayload>;
  /** Translates messages again that could not be, after the mapping was put right. */
  readonly replayMappingFailures?: Maybe<ReplayMappingFailuresPayload>;
  /** Has a workflow decide again on an event on which it failed, or which it refused. */
  readonly retakeEvent?: Maybe<RetakeEventPayload>;
  /** Asks anew with other data in place of an event, or of the event behind a command. The old one is given up, and says what took its place. */
  readonly editAndResubmit?: Maybe<EditAndResubmitPayload>;
  /** Says that what an exception asks somebody to look at has been done: what it holds back, such as a release, goes on when it is asked for again. */
  readonly resolveException?: Maybe<ResolveExceptionPayload>;
  /** Puts an exception aside, and gives up the command or event that it is about. */
  readonly discardException?: Maybe<DiscardExceptionPayload>;
};


export type MutationRetryCommandArgs = {
  input: RetryCommandInput;
};


export type MutationCancelCommandArgs = {
  input: CancelCommandInput;
};


export type MutationRedriveDeadLettersArgs = {
  input: RedriveDeadLettersInput;
};


export type MutationApproveStepArgs = {
  input: ApproveStepInput;
};


export type MutationDeclineStepArgs = {
  input: DeclineStepInput;
};


export type MutationReplayMappingFailuresArgs = {
  input: ReplayMappingFailuresInput;
};


export type MutationRetakeEventArgs = {
  input: RetakeEventInput;
};


export type MutationEditAndResubmitArgs = {
  input: EditAndResubmitInput;
};


export type MutationResolveExceptionArgs = {
  input: ResolveExceptionInput;
};


export type MutationDiscardExceptionArgs = {
  input: DiscardExceptionInput;
};

export type Subscription = {
  /** Tells what becomes of commands: each as it is now, whenever something has happened to it. */
  readonly commandChanged: CommandChange;
  /** Tells what cannot go on by itself, and when that is over. */
  readonly exceptionChanged: SyncExceptionChange;
};


export type SubscriptionCommandChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  commands?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};


export type SubscriptionExceptionChangedArgs = {
  plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  kinds?: InputMaybe<ReadonlyArray<SyncExceptionKind>>;
  after?: InputMaybe<Scalars['String']['input']>;
  snapshot?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Something happened to a command. */
export type CommandChange = {
  /** Id of what changed. */
  readonly id: Scalars['ID']['output'];
  /** What happened to it. */
  readonly kind: ChangeKind;
  /** When it happened. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** As it is now. Null when it is no longer kept. */
  readonly command?: Maybe<Command>;
};

/** Something happened to an exception. */
export type SyncExceptionChange = {
  /** Id of what changed. */
  readonly id: Scalars['ID']['output'];
  /** What happened to it. */
  readonly kind: ChangeKind;
  /** When it happened. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** As it is now. Null when it is no longer kept. */
  readonly exception?: Maybe<SyncException>;
};

/** Something that a system is told to do. */
export type Command = Node & {
  readonly id: Scalars['ID']['output'];
  /** Under which the system knows it: the reference in the ERP's document, the id of the message to the other systems. */
  readonly key: Scalars['String']['output'];
  /** What is to be done. */
  readonly kind: CommandKind;
  /** Type of the message, such as `andon.staging.moved.v1`. Null for what is posted to an ERP. */
  readonly notice?: Maybe<Scalars['String']['output']>;
  /** Name of the system, as the landscape names it. */
  readonly system: Scalars['String']['output'];
  /** Plant that it is about. */
  readonly plant: Plant;
  /** How far it has come. */
  readonly state: CommandState;
  /** Times that it was handed to the system. */
  readonly attempts: Scalars['Int']['output'];
  /** When it was asked for. */
  readonly submittedAt: Scalars['DateTime']['output'];
  /** When it was last handed to the system. */
  readonly postedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was decided for good. */
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it should be done at the latest. */
  readonly deadline: Scalars['DateTime']['output'];
  /** Number of the document that it led to in the system. */
  readonly reference?: Maybe<Scalars['String']['output']>;
  /** What the system said, or why it could not be reached. */
  readonly messages: ReadonlyArray<CommandMessage>;
  /** The run that wants it. Null when you may not follow that. */
  readonly run?: Maybe<WorkflowRun>;
  /** The production order that it is about. */
  readonly productionOrder?: Maybe<ProductionOrder>;
  /** The delivery that it is about. */
  readonly supplierCommitment?: Maybe<SupplierCommitment>;
  /** The batch that it is about. */
  readonly batch?: Maybe<Batch>;
  /** The inspection lot that it is about. */
  readonly inspectionLot?: Maybe<InspectionLot>;
  /** Id of the trace that it belongs to, as W3C Trace Context has it. Null when what led to it came without one. */
  readonly traceId?: Maybe<Scalars['String']['output']>;
};

/** What a system is told to do. */
export type CommandKind =
  /** Release a production order. */
  | 'RELEASE_ORDER'
  /** Move a production order, or give it another priority. */
  | 'RESCHEDULE_ORDER'
  /** Confirm a schedule line of a purchase order. */
  | 'CONFIRM_SUPPLIER_DATE'
  /** Move a batch into blocked stock. */
  | 'HOLD_STOCK'
  /** Move a batch out of blocked stock. */
  | 'FREE_STOCK'
  /** Confirm an operation. */
  | 'CONFIRM_OPERATION'
  /** Record the usage decision on an inspection lot. */
  | 'RECORD_USAGE_DECISION'
  /** Take notice of something: a message to one of the systems around the ERPs. */
  | 'NOTICE';

/** How far a command has come. */
export type CommandState =
  /** Waits for its turn, its time, or its system. */
  | 'PENDING'
  /** On its way; the system has not answered yet. */
  | 'POSTING'
  /** The answer was lost. The system is asked about it before anything is sent again. */
  | 'IN_DOUBT'
  /** Taken in by the system, which decides later. */
  | 'POSTED'
  /** Done, and the system said so. */
  | 'ACKNOWLEDGED'
  /** Refused by the system for a reason of business: somebody must decide. */
  | 'REJECTED'
  /** Could not be brought to the system, however often it was tried. What comes after it for the same thing waits. */
  | 'DEAD'
  /** Given up, or replaced by a newer one. */
  | 'CANCELLED';

/** What a system said to a command. */
export type CommandMessage = {
  /** How bad it is. */
  readonly severity: MessageSeverity;
  /** Code of the message, such as `CO/469`. */
  readonly code: Scalars['String']['output'];
  /** The message in the system's own language. */
  readonly text: Scalars['String']['output'];
};

/** How bad a message is. */
export type MessageSeverity =
  /** For information. */
  | 'INFO'
  /** It was done, but look at it. */
  | 'WARNING'
  /** It was not done. */
  | 'ERROR';

/** One run of a workflow: what an event led to, step by step. */
export type WorkflowRun = Node & {
  readonly id: Scalars['ID']['output'];
  /** Name of the workflow, such as `schedule-change`. */
  readonly workflow: Scalars['String']['output'];
  /** Roles of the systems whose word begins the workflow, such as `aps`, where a plant does not say otherwise: they own the fact. */
  readonly owners: ReadonlyArray<Scalars['String']['output']>;
  /** How far it has come. */
  readonly state: WorkflowRunState;
  /** Plant that it is about. */
  readonly plant: Plant;
  /** Business key that it is about, such as an order number. */
  readonly key: Scalars['String']['output'];
  /** Who sent the event, or asked for it, by the subject of the token. */
  readonly startedBy: Scalars['String']['output'];
  /** When the event happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** When the workflow decided. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** When it ended. Null while it goes on. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it should have ended at the latest. */
  readonly deadline: Scalars['DateTime']['output'];
  /** True when it ended after its deadline, or has not ended and the deadline has passed. */
  readonly late: Scalars['Boolean']['output'];
  /** Why the workflow's rule said no. Null when it did not. */
  readonly refusal?: Maybe<Scalars['String']['output']>;
  /** Its steps, in the order in which they were planned. */
  readonly steps: ReadonlyArray<WorkflowStep>;
};

/** How far a run has come. */
export type WorkflowRunState =
  /** Its commands are on their way. */
  | 'RUNNING'
  /** Somebody must allow the next step. */
  | 'WAITING_FOR_APPROVAL'
  /** A step failed for good: the others are being undone. */
  | 'COMPENSATING'
  /** All that had to be done is done. */
  | 'DONE'
  /** A step failed for good, and the others were undone. */
  | 'COMPENSATED'
  /** A step failed for good, and there was nothing to undo, or undoing failed too. */
  | 'FAILED'
  /** The rule said no before anything was sent. */
  | 'REFUSED'
  /** A person gave it up. */
  | 'CANCELLED';

/** One step of a run. */
export type WorkflowStep = {
  /** Name of the step, such as `move-staging`. */
  readonly name: Scalars['String']['output'];
  /** How far it has come. */
  readonly state: WorkflowStepState;
  /** What it waits or waited to be allowed by. Null for a step that needs no approval. */
  readonly approval?: Maybe<StepApproval>;
  /** Its commands that were submitted, those that undo it included. */
  readonly commands: ReadonlyArray<Command>;
};

/** How far a step has come. */
export type WorkflowStepState =
  /** Waits for others. */
  | 'WAITING'
  /** Waits for somebody to allow it. */
  | 'WAITING_FOR_APPROVAL'
  /** Its commands are on their way. */
  | 'RUNNING'
  /** Done. */
  | 'DONE'
  /** Refused, given up or declined. */
  | 'FAILED'
  /** No longer wanted, since another one failed, or a newer event says what it would have said. */
  | 'SKIPPED'
  /** Is being undone. */
  | 'COMPENSATING'
  /** Undone. */
  | 'COMPENSATED'
  /** Could not be undone. */
  | 'COMPENSATION_FAILED';

/** What a step has to be allowed by. */
export type StepApproval = {
  /** OAuth scope that who allows it needs. */
  readonly scope: Scalars['String']['output'];
  /** What is to be allowed, in plain words. */
  readonly text: Scalars['String']['output'];
};

/** Something that cannot go on by itself, and what can be done about it. */
export type SyncException = {
  /** Id of the exception, the same when the same is raised again. */
  readonly id: Scalars['ID']['output'];
  /** What kind of trouble it is. */
  readonly kind: SyncExceptionKind;
  /** Whether somebody has still to look at it. */
  readonly state: SyncExceptionState;
  /** Plant that it is about. Null when nobody can tell. */
  readonly plant?: Maybe<Plant>;
  /** Name of the system that it is about, as the landscape names it. */
  readonly system?: Maybe<Scalars['String']['output']>;
  /** Business key that it is about, such as an order number. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** Name of the workflow. */
  readonly workflow?: Maybe<Scalars['String']['output']>;
  /** What happened, in plain words. */
  readonly text: Scalars['String']['output'];
  /** The message as it came, or the command as it was sent. */
  readonly raw?: Maybe<Scalars['String']['output']>;
  /** When it was first raised. */
  readonly raisedAt: Scalars['DateTime']['output'];
  /** How often it was raised while it was open. */
  readonly count: Scalars['Int']['output'];
  /** When it was last raised. */
  readonly lastRaisedAt: Scalars['DateTime']['output'];
  /** When it was over. */
  readonly resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who ended it. Null when it ended by itself. */
  readonly resolvedBy?: Maybe<Scalars['String']['output']>;
  /** How it ended. */
  readonly resolution?: Maybe<Scalars['String']['output']>;
  /** What you can do about it now. */
  readonly actions: ReadonlyArray<ExceptionAction>;
  /** The command that it is about. */
  readonly command?: Maybe<Command>;
  /** The run that it is about. */
  readonly run?: Maybe<WorkflowRun>;
  /** Name of the step of the run that waits to be allowed. */
  readonly step?: Maybe<Scalars['String']['output']>;
  /** Id of the trace that it belongs to, as W3C Trace Context has it. */
  readonly traceId?: Maybe<Scalars['String']['output']>;
};

/** Kinds of what cannot go on by itself. */
export type SyncExceptionKind =
  /** A message that could not be translated: of an ERP, or one that came by a broker or in a file. */
  | 'MAPPING_FAILURE'
  /** A system said what is not its to say. */
  | 'OWNERSHIP_VIOLATION'
  /** The same event came twice with different content. */
  | 'EVENT_CONFLICT'
  /** Events of a source are missing between two that came. */
  | 'SEQUENCE_GAP'
  /** A rule or a system refused what was asked for. */
  | 'BUSINESS_REJECTION'
  /** A command could not be brought to its system. */
  | 'DEAD_LETTER'
  /** A command may have reached its system, and it cannot be asked. */
  | 'IN_DOUBT'
  /** A workflow could not decide. */
  | 'WORKFLOW_FAILURE'
  /** A workflow has not ended for much longer than it should take. */
  | 'STUCK_WORKFLOW'
  /** A workflow took longer than it may. */
  | 'SLA_BREACH'
  /** What is known here and what the ERP says are not the same. */
  | 'MISMATCH'
  /** Somebody has to allow a step. */
  | 'APPROVAL_NEEDED'
  /** Material for an order is missing. */
  | 'MATERIAL_SHORTAGE'
  /** A component will come after it is needed. */
  | 'COMPONENT_AT_RISK'
  /** An order must be looked at by engineering before it is released. */
  | 'ENGINEERING_REVIEW';

/** Whether somebody has still to look at an exception. */
export type SyncExceptionState =
  /** It waits for somebody. */
  | 'OPEN'
  /** It is over. */
  | 'RESOLVED'
  /** Somebody put it aside. */
  | 'DISCARDED';

/** What can be done about an exception. */
export type ExceptionAction =
  /** `replayMappingFailures`: translate the message again. */
  | 'REPLAY'
  /** `retryCommand`: have the command tried again. */
  | 'RETRY'
  /** `redriveDeadLetters`: have it, and others of its system, tried again. */
  | 'REDRIVE'
  /** `retakeEvent`: have the workflow decide again. */
  | 'RETAKE'
  /** `editAndResubmit`: ask anew with other data. */
  | 'EDIT_AND_RESUBMIT'
  /** `approveStep`: allow the step. */
  | 'APPROVE'
  /** `declineStep`: give the step up. */
  | 'DECLINE'
  /** `resolveException`: say that what it asks to look at has been done. */
  | 'RESOLVE'
  /** `discardException`: put it aside. */
  | 'DISCARD';

/** How many exceptions of a kind are open. */
export type ExceptionCount = {
  /** The kind. */
  readonly kind: SyncExceptionKind;
  /** How many. */
  readonly count: Scalars['Int']['output'];
};

/** How it stands with a system that commands go to. */
export type SystemDelivery = {
  /** Name of the system, as the landscape names it. */
  readonly system: Scalars['String']['output'];
  /** What it does in the plants, such as `mes`. Null for an ERP. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** Whether it is left alone because it does not answer. */
  readonly circuit: CircuitState;
  /** When the maintenance window ends that is open now. */
  readonly maintenanceUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Commands that are on their way to it at this moment. */
  readonly underWay: Scalars['Int']['output'];
  /** Why it could not be reached last. Null when it answered. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Its commands that are not done, by state. */
  readonly queues: ReadonlyArray<CommandQueue>;
};

/** Whether a system is left alone. */
export type CircuitState =
  /** It answers. */
  | 'CLOSED'
  /** It did not answer several times in a row and is left alone for some time. */
  | 'OPEN'
  /** It is tried with one command. */
  | 'HALF_OPEN';

/** Commands of a system in one state. */
export type CommandQueue = {
  /** The state. */
  readonly state: CommandState;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** When the oldest was asked for. */
  readonly oldest: Scalars['DateTime']['output'];
};

export type Plant = Node & {
  readonly id: Scalars['ID']['output'];
};

export type ProductionOrder = Node & {
  readonly id: Scalars['ID']['output'];
};

export type SupplierCommitment = Node & {
  readonly id: Scalars['ID']['output'];
};

export type Batch = Node & {
  readonly id: Scalars['ID']['output'];
};

export type InspectionLot = Node & {
  readonly id: Scalars['ID']['output'];
};

/** A page of commands. */
export type CommandConnection = {
  /** The commands with their cursors. */
  readonly edges: ReadonlyArray<CommandEdge>;
  /** The commands alone. */
  readonly nodes: ReadonlyArray<Command>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many commands match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One command of a page. */
export type CommandEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The command. */
  readonly node: Command;
};

/** Which commands are wanted. */
export type CommandFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<CommandState>>;
  /** Name of the system. */
  readonly system?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the run that wants them. */
  readonly run?: InputMaybe<Scalars['ID']['input']>;
};

/** How commands are sorted. */
export type CommandSort = {
  /** By what. */
  readonly field: CommandSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What commands can be sorted by. */
export type CommandSortField =
  /** When they were asked for. */
  | 'SUBMITTED_AT';

/** A page of runs. */
export type WorkflowRunConnection = {
  /** The runs with their cursors. */
  readonly edges: ReadonlyArray<WorkflowRunEdge>;
  /** The runs alone. */
  readonly nodes: ReadonlyArray<WorkflowRun>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many runs match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One run of a page. */
export type WorkflowRunEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The run. */
  readonly node: WorkflowRun;
};

/** Which runs are wanted. */
export type WorkflowRunFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<WorkflowRunState>>;
  /** Name of the workflow. */
  readonly workflow?: InputMaybe<Scalars['String']['input']>;
  /** Business key, such as an order number. */
  readonly key?: InputMaybe<Scalars['String']['input']>;
};

/** How runs are sorted. */
export type WorkflowRunSort = {
  /** By what. */
  readonly field: WorkflowRunSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What runs can be sorted by. */
export type WorkflowRunSortField =
  /** When they began. */
  | 'STARTED_AT';

/** A page of exceptions. */
export type SyncExceptionConnection = {
  /** The exceptions with their cursors. */
  readonly edges: ReadonlyArray<SyncExceptionEdge>;
  /** The exceptions alone. */
  readonly nodes: ReadonlyArray<SyncException>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** How many exceptions match in all; counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One exception of a page. */
export type SyncExceptionEdge = {
  /** Cursor of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The exception. */
  readonly node: SyncException;
};

/** Which exceptions are wanted. */
export type SyncExceptionFilter = {
  /** Codes of the plants. */
  readonly plants?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** States. */
  readonly states?: InputMaybe<ReadonlyArray<SyncExceptionState>>;
  /** Kinds. */
  readonly kinds?: InputMaybe<ReadonlyArray<SyncExceptionKind>>;
  /** Name of the system. */
  readonly system?: InputMaybe<Scalars['String']['input']>;
  /** Name of the workflow. */
  readonly workflow?: InputMaybe<Scalars['String']['input']>;
  /** Business key, such as an order number. */
  readonly key?: InputMaybe<Scalars['String']['input']>;
};

/** How exceptions are sorted. */
export type SyncExceptionSort = {
  /** By what. */
  readonly field: SyncExceptionSortField;
  /** Which way. */
  readonly direction?: SortDirection;
};

/** What exceptions can be sorted by. */
export type SyncExceptionSortField =
  /** When they were first raised. */
  | 'RAISED_AT';

/** A command that is tried again. */
export type RetryCommandInput = {
  /** Global id of the command. */
  readonly command: Scalars['ID']['input'];
};

/** What came of having a command tried again. */
export type RetryCommandPayload = {
  /** The command as it is now. Null when there is none that you may see. */
  readonly command?: Maybe<Command>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** A command that is given up. */
export type CancelCommandInput = {
  /** Global id of the command. */
  readonly command: Scalars['ID']['input'];
  /** Why, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of giving up a command. */
export type CancelCommandPayload = {
  /** The command as it is now. Null when there is none that you may see. */
  readonly command?: Maybe<Command>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** Which dead letters are tried again. What is left out narrows nothing. */
export type RedriveDeadLettersInput = {
  /** Name of the system. */
  readonly system?: InputMaybe<Scalars['String']['input']>;
  /** Name of the workflow. */
  readonly workflow?: InputMaybe<Scalars['String']['input']>;
  /** How many at most, 1 to 1000. */
  readonly limit?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of having dead letters tried again. */
export type RedriveDeadLettersPayload = {
  /** The commands that are tried again. */
  readonly commands: ReadonlyArray<Command>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** A step that is allowed. */
export type ApproveStepInput = {
  /** Global id of the run. */
  readonly run: Scalars['ID']['input'];
  /** Name of the step. */
  readonly step: Scalars['String']['input'];
};

/** What came of allowing a step. */
export type ApproveStepPayload = {
  /** The run as it is now. Null when there is none that you may see. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** A step that is given up. */
export type DeclineStepInput = {
  /** Global id of the run. */
  readonly run: Scalars['ID']['input'];
  /** Name of the step. */
  readonly step: Scalars['String']['input'];
  /** Why, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of giving up a step. */
export type DeclineStepPayload = {
  /** The run as it is now. Null when there is none that you may see. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** Messages that are translated again. */
export type ReplayMappingFailuresInput = {
  /** Ids of their exceptions, at most 100. */
  readonly exceptions: ReadonlyArray<Scalars['ID']['input']>;
};

/** What came of translating messages again. */
export type ReplayMappingFailuresPayload = {
  /** How many of them are translated now; their exceptions end within seconds. */
  readonly translated: Scalars['Int']['output'];
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** An event on which a workflow decides again. */
export type RetakeEventInput = {
  /** Id of the exception. */
  readonly exception: Scalars['ID']['input'];
};

/** What came of having a workflow decide again. */
export type RetakeEventPayload = {
  /** The run as it is now. Null when there is none that you may see. */
  readonly run?: Maybe<WorkflowRun>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** An event that is asked for anew with other data. */
export type EditAndResubmitInput = {
  /** Id of the exception. */
  readonly exception: Scalars['ID']['input'];
  /** All data of the event as JSON, as its contract has them. */
  readonly data: Scalars['String']['input'];
  /** A text of your own choice, new for each thing that you ask for: the same input with the same key is done once. */
  readonly idempotencyKey: Scalars['ID']['input'];
};

/** What came of asking anew. */
export type EditAndResubmitPayload = {
  /** The run that the new data led to. */
  readonly run?: Maybe<WorkflowRun>;
  /** The exception that is over now. */
  readonly exception?: Maybe<SyncException>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** An exception whose matter is settled. */
export type ResolveExceptionInput = {
  /** Id of the exception. */
  readonly exception: Scalars['ID']['input'];
  /** What was done or found, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of settling an exception. */
export type ResolveExceptionPayload = {
  /** The exception as it is now. Null when there is none that you may see. */
  readonly exception?: Maybe<SyncException>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** An exception that is put aside. */
export type DiscardExceptionInput = {
  /** Id of the exception. */
  readonly exception: Scalars['ID']['input'];
  /** Why, for people. */
  readonly reason: Scalars['String']['input'];
};

/** What came of putting an exception aside. */
export type DiscardExceptionPayload = {
  /** The exception as it is now. Null when there is none that you may see. */
  readonly exception?: Maybe<SyncException>;
  /** Why nothing is done. Empty when it is. */
  readonly userErrors: ReadonlyArray<RepairUserError>;
};

/** Why something is not done about what cannot go on. */
export type RepairUserError = {
  /** What kind of error it is, for programs. */
  readonly code: RepairUserErrorCode;
  /** What is wrong and what to do instead, for people. */
  readonly message: Scalars['String']['output'];
  /** Where in the input it is, such as `input`, `command`. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
};

/** What keeps something from being done about what cannot go on. */
export type RepairUserErrorCode =
  /** There is no such thing that you may see. */
  | 'NOT_FOUND'
  /** It is not in a state in which this can be done; look at it again. */
  | 'NOT_POSSIBLE'
  /** Your token lacks the scope that the step names. */
  | 'MISSING_SCOPE'
  /** A value does not have the form that it must have. */
  | 'INVALID'
  /** The rule said no to the new data. */
  | 'REFUSED'
  /** It still cannot be translated. */
  | 'NOT_TRANSLATED'
  /** You have used the idempotency key for something else; give a new one. */
  | 'IDEMPOTENCY_CONFLICT';

/** How well planning and ERP are kept together. Shares are between 0 and 1, and null where there is nothing to have a share of. */
export type BusinessFigures = {
  /** From what a system told to the ERP's last acknowledgement, by workflow and plant: the measure of success. */
  readonly eventToTransaction: ReadonlyArray<WorkflowLatency>;
  /** Share of commands that were refused or are dead, of those that were sent and came to their end. */
  readonly failedMessageRate?: Maybe<Scalars['Float']['output']>;
  /** Share of workflows' runs in which a person had to do something. */
  readonly manualInterventionShare?: Maybe<Scalars['Float']['output']>;
  /** Share of stock that differed from the ERP's, of what was compared. */
  readonly inventoryMismatchRate?: Maybe<Scalars['Float']['output']>;
  /** Share of schedule changes that were late. */
  readonly delayedOrderUpdateShare?: Maybe<Scalars['Float']['output']>;
  /** From an exception being raised to its being settled. Null when none was. */
  readonly timeToRecover?: Maybe<LatencyFigure>;
};

/** How long a workflow took in a plant. */
export type WorkflowLatency = {
  /** Name of the workflow, such as `schedule-change`. */
  readonly workflow: Scalars['String']['output'];
  /** Code of the plant. */
  readonly plant: Scalars['String']['output'];
  /** Milliseconds that half of them took at most. */
  readonly p50Ms: Scalars['Int']['output'];
  /** Milliseconds that 95 of a hundred took at most. */
  readonly p95Ms: Scalars['Int']['output'];
  /** How many there were. */
  readonly count: Scalars['Int']['output'];
};

/** How long something took. */
export type LatencyFigure = {
  /** Milliseconds that half of them took at most. */
  readonly p50Ms: Scalars['Int']['output'];
  /** Milliseconds that 95 of a hundred took at most. */
  readonly p95Ms: Scalars['Int']['output'];
  /** How many there were. */
  readonly count: Scalars['Int']['output'];
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
  Command: Command;
  WorkflowRun: WorkflowRun;
  Plant: Plant;
  ProductionOrder: ProductionOrder;
  SupplierCommitment: SupplierCommitment;
  Batch: Batch;
  InspectionLot: InspectionLot;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Command:
    ( { __typename: 'Command' }
    & GraphQLRecursivePick<FederationTypes['Command'], {"id":true}> );
  WorkflowRun:
    ( { __typename: 'WorkflowRun' }
    & GraphQLRecursivePick<FederationTypes['WorkflowRun'], {"id":true}> );
  Plant:
    ( { __typename: 'Plant' }
    & GraphQLRecursivePick<FederationTypes['Plant'], {"id":true}> );
  ProductionOrder:
    ( { __typename: 'ProductionOrder' }
    & GraphQLRecursivePick<FederationTypes['ProductionOrder'], {"id":true}> );
  SupplierCommitment:
    ( { __typename: 'SupplierCommitment' }
    & GraphQLRecursivePick<FederationTypes['SupplierCommitment'], {"id":true}> );
  Batch:
    ( { __typename: 'Batch' }
    & GraphQLRecursivePick<FederationTypes['Batch'], {"id":true}> );
  InspectionLot:
    ( { __typename: 'InspectionLot' }
    & GraphQLRecursivePick<FederationTypes['InspectionLot'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CommandChange: ResolverTypeWrapper<CommandChangeParent>;
  SyncExceptionChange: ResolverTypeWrapper<SyncExceptionChangeParent>;
  Command: ResolverTypeWrapper<CommandParent>;
  CommandKind: CommandKind;
  CommandState: CommandState;
  CommandMessage: ResolverTypeWrapper<CommandMessage>;
  MessageSeverity: MessageSeverity;
  WorkflowRun: ResolverTypeWrapper<WorkflowRunParent>;
  WorkflowRunState: WorkflowRunState;
  WorkflowStep: ResolverTypeWrapper<WorkflowStepParent>;
  WorkflowStepState: WorkflowStepState;
  StepApproval: ResolverTypeWrapper<StepApproval>;
  SyncException: ResolverTypeWrapper<SyncExceptionParent>;
  SyncExceptionKind: SyncExceptionKind;
  SyncExceptionState: SyncExceptionState;
  ExceptionAction: ExceptionAction;
  ExceptionCount: ResolverTypeWrapper<ExceptionCount>;
  SystemDelivery: ResolverTypeWrapper<SystemDelivery>;
  CircuitState: CircuitState;
  CommandQueue: ResolverTypeWrapper<CommandQueue>;
  Plant: ResolverTypeWrapper<Reference>;
  ProductionOrder: ResolverTypeWrapper<Reference>;
  SupplierCommitment: ResolverTypeWrapper<Reference>;
  Batch: ResolverTypeWrapper<Reference>;
  InspectionLot: ResolverTypeWrapper<Reference>;
  CommandConnection: ResolverTypeWrapper<CommandConnectionParent>;
  CommandEdge: ResolverTypeWrapper<Omit<CommandEdge, 'node'> & { node: ResolversTypes['Command'] }>;
  CommandFilter: CommandFilter;
  CommandSort: CommandSort;
  CommandSortField: CommandSortField;
  WorkflowRunConnection: ResolverTypeWrapper<WorkflowRunConnectionParent>;
  WorkflowRunEdge: ResolverTypeWrapper<Omit<WorkflowRunEdge, 'node'> & { node: ResolversTypes['WorkflowRun'] }>;
  WorkflowRunFilter: WorkflowRunFilter;
  WorkflowRunSort: WorkflowRunSort;
  WorkflowRunSortField: WorkflowRunSortField;
  SyncExceptionConnection: ResolverTypeWrapper<SyncExceptionConnectionParent>;
  SyncExceptionEdge: ResolverTypeWrapper<Omit<SyncExceptionEdge, 'node'> & { node: ResolversTypes['SyncException'] }>;
  SyncExceptionFilter: SyncExceptionFilter;
  SyncExceptionSort: SyncExceptionSort;
  SyncExceptionSortField: SyncExceptionSortField;
  RetryCommandInput: RetryCommandInput;
  RetryCommandPayload: ResolverTypeWrapper<Omit<RetryCommandPayload, 'command'> & { command?: Maybe<ResolversTypes['Command']> }>;
  CancelCommandInput: CancelCommandInput;
  CancelCommandPayload: ResolverTypeWrapper<Omit<CancelCommandPayload, 'command'> & { command?: Maybe<ResolversTypes['Command']> }>;
  RedriveDeadLettersInput: RedriveDeadLettersInput;
  RedriveDeadLettersPayload: ResolverTypeWrapper<Omit<RedriveDeadLettersPayload, 'commands'> & { commands: ReadonlyArray<ResolversTypes['Command']> }>;
  ApproveStepInput: ApproveStepInput;
  ApproveStepPayload: ResolverTypeWrapper<Omit<ApproveStepPayload, 'run'> & { run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  DeclineStepInput: DeclineStepInput;
  DeclineStepPayload: ResolverTypeWrapper<Omit<DeclineStepPayload, 'run'> & { run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  ReplayMappingFailuresInput: ReplayMappingFailuresInput;
  ReplayMappingFailuresPayload: ResolverTypeWrapper<ReplayMappingFailuresPayload>;
  RetakeEventInput: RetakeEventInput;
  RetakeEventPayload: ResolverTypeWrapper<Omit<RetakeEventPayload, 'run'> & { run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  EditAndResubmitInput: EditAndResubmitInput;
  EditAndResubmitPayload: ResolverTypeWrapper<Omit<EditAndResubmitPayload, 'run' | 'exception'> & { run?: Maybe<ResolversTypes['WorkflowRun']>, exception?: Maybe<ResolversTypes['SyncException']> }>;
  ResolveExceptionInput: ResolveExceptionInput;
  ResolveExceptionPayload: ResolverTypeWrapper<Omit<ResolveExceptionPayload, 'exception'> & { exception?: Maybe<ResolversTypes['SyncException']> }>;
  DiscardExceptionInput: DiscardExceptionInput;
  DiscardExceptionPayload: ResolverTypeWrapper<Omit<DiscardExceptionPayload, 'exception'> & { exception?: Maybe<ResolversTypes['SyncException']> }>;
  RepairUserError: ResolverTypeWrapper<RepairUserError>;
  RepairUserErrorCode: RepairUserErrorCode;
  BusinessFigures: ResolverTypeWrapper<BusinessFigures>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  WorkflowLatency: ResolverTypeWrapper<WorkflowLatency>;
  LatencyFigure: ResolverTypeWrapper<LatencyFigure>;
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
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  CommandChange: CommandChangeParent;
  SyncExceptionChange: SyncExceptionChangeParent;
  Command: CommandParent;
  CommandMessage: CommandMessage;
  WorkflowRun: WorkflowRunParent;
  WorkflowStep: WorkflowStepParent;
  StepApproval: StepApproval;
  SyncException: SyncExceptionParent;
  ExceptionCount: ExceptionCount;
  SystemDelivery: SystemDelivery;
  CommandQueue: CommandQueue;
  Plant: Reference;
  ProductionOrder: Reference;
  SupplierCommitment: Reference;
  Batch: Reference;
  InspectionLot: Reference;
  CommandConnection: CommandConnectionParent;
  CommandEdge: Omit<CommandEdge, 'node'> & { node: ResolversParentTypes['Command'] };
  CommandFilter: CommandFilter;
  CommandSort: CommandSort;
  WorkflowRunConnection: WorkflowRunConnectionParent;
  WorkflowRunEdge: Omit<WorkflowRunEdge, 'node'> & { node: ResolversParentTypes['WorkflowRun'] };
  WorkflowRunFilter: WorkflowRunFilter;
  WorkflowRunSort: WorkflowRunSort;
  SyncExceptionConnection: SyncExceptionConnectionParent;
  SyncExceptionEdge: Omit<SyncExceptionEdge, 'node'> & { node: ResolversParentTypes['SyncException'] };
  SyncExceptionFilter: SyncExceptionFilter;
  SyncExceptionSort: SyncExceptionSort;
  RetryCommandInput: RetryCommandInput;
  RetryCommandPayload: Omit<RetryCommandPayload, 'command'> & { command?: Maybe<ResolversParentTypes['Command']> };
  CancelCommandInput: CancelCommandInput;
  CancelCommandPayload: Omit<CancelCommandPayload, 'command'> & { command?: Maybe<ResolversParentTypes['Command']> };
  RedriveDeadLettersInput: RedriveDeadLettersInput;
  RedriveDeadLettersPayload: Omit<RedriveDeadLettersPayload, 'commands'> & { commands: ReadonlyArray<ResolversParentTypes['Command']> };
  ApproveStepInput: ApproveStepInput;
  ApproveStepPayload: Omit<ApproveStepPayload, 'run'> & { run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  DeclineStepInput: DeclineStepInput;
  DeclineStepPayload: Omit<DeclineStepPayload, 'run'> & { run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  ReplayMappingFailuresInput: ReplayMappingFailuresInput;
  ReplayMappingFailuresPayload: ReplayMappingFailuresPayload;
  RetakeEventInput: RetakeEventInput;
  RetakeEventPayload: Omit<RetakeEventPayload, 'run'> & { run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  EditAndResubmitInput: EditAndResubmitInput;
  EditAndResubmitPayload: Omit<EditAndResubmitPayload, 'run' | 'exception'> & { run?: Maybe<ResolversParentTypes['WorkflowRun']>, exception?: Maybe<ResolversParentTypes['SyncException']> };
  ResolveExceptionInput: ResolveExceptionInput;
  ResolveExceptionPayload: Omit<ResolveExceptionPayload, 'exception'> & { exception?: Maybe<ResolversParentTypes['SyncException']> };
  DiscardExceptionInput: DiscardExceptionInput;
  DiscardExceptionPayload: Omit<DiscardExceptionPayload, 'exception'> & { exception?: Maybe<ResolversParentTypes['SyncException']> };
  RepairUserError: RepairUserError;
  BusinessFigures: BusinessFigures;
  Float: Scalars['Float']['output'];
  WorkflowLatency: WorkflowLatency;
  LatencyFigure: LatencyFigure;
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
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType, RequireFields<QueryCommandArgs, 'id'>>;
  commands?: Resolver<Maybe<ResolversTypes['CommandConnection']>, ParentType, ContextType, RequireFields<QueryCommandsArgs, 'orderBy' | 'first'>>;
  workflowRun?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType, RequireFields<QueryWorkflowRunArgs, 'id'>>;
  workflowRuns?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, RequireFields<QueryWorkflowRunsArgs, 'orderBy' | 'first'>>;
  exception?: Resolver<Maybe<ResolversTypes['SyncException']>, ParentType, ContextType, RequireFields<QueryExceptionArgs, 'id'>>;
  exceptions?: Resolver<Maybe<ResolversTypes['SyncExceptionConnection']>, ParentType, ContextType, RequireFields<QueryExceptionsArgs, 'orderBy' | 'first'>>;
  exceptionCounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ExceptionCount']>>, ParentType, ContextType, Partial<QueryExceptionCountsArgs>>;
  deliveries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SystemDelivery']>>, ParentType, ContextType>;
  figures?: Resolver<Maybe<ResolversTypes['BusinessFigures']>, ParentType, ContextType, RequireFields<QueryFiguresArgs, 'hours'>>;
};

export type MutationResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  retryCommand?: Resolver<Maybe<ResolversTypes['RetryCommandPayload']>, ParentType, ContextType, RequireFields<MutationRetryCommandArgs, 'input'>>;
  cancelCommand?: Resolver<Maybe<ResolversTypes['CancelCommandPayload']>, ParentType, ContextType, RequireFields<MutationCancelCommandArgs, 'input'>>;
  redriveDeadLetters?: Resolver<Maybe<ResolversTypes['RedriveDeadLettersPayload']>, ParentType, ContextType, RequireFields<MutationRedriveDeadLettersArgs, 'input'>>;
  approveStep?: Resolver<Maybe<ResolversTypes['ApproveStepPayload']>, ParentType, ContextType, RequireFields<MutationApproveStepArgs, 'input'>>;
  declineStep?: Resolver<Maybe<ResolversTypes['DeclineStepPayload']>, ParentType, ContextType, RequireFields<MutationDeclineStepArgs, 'input'>>;
  replayMappingFailures?: Resolver<Maybe<ResolversTypes['ReplayMappingFailuresPayload']>, ParentType, ContextType, RequireFields<MutationReplayMappingFailuresArgs, 'input'>>;
  retakeEvent?: Resolver<Maybe<ResolversTypes['RetakeEventPayload']>, ParentType, ContextType, RequireFields<MutationRetakeEventArgs, 'input'>>;
  editAndResubmit?: Resolver<Maybe<ResolversTypes['EditAndResubmitPayload']>, ParentType, ContextType, RequireFields<MutationEditAndResubmitArgs, 'input'>>;
  resolveException?: Resolver<Maybe<ResolversTypes['ResolveExceptionPayload']>, ParentType, ContextType, RequireFields<MutationResolveExceptionArgs, 'input'>>;
  discardException?: Resolver<Maybe<ResolversTypes['DiscardExceptionPayload']>, ParentType, ContextType, RequireFields<MutationDiscardExceptionArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  commandChanged?: SubscriptionResolver<ResolversTypes['CommandChange'], "commandChanged", ParentType, ContextType, RequireFields<SubscriptionCommandChangedArgs, 'snapshot'>>;
  exceptionChanged?: SubscriptionResolver<ResolversTypes['SyncExceptionChange'], "exceptionChanged", ParentType, ContextType, RequireFields<SubscriptionExceptionChangedArgs, 'snapshot'>>;
};

export type CommandChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandChange'] = ResolversParentTypes['CommandChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
};

export type SyncExceptionChangeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SyncExceptionChange'] = ResolversParentTypes['SyncExceptionChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['SyncException']>, ParentType, ContextType>;
};

export type CommandResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Command'] = ResolversParentTypes['Command'], FederationReferenceType extends FederationReferenceTypes['Command'] = FederationReferenceTypes['Command']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Command']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CommandKind'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CommandState'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  postedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deadline?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  messages?: Resolver<ReadonlyArray<ResolversTypes['CommandMessage']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  productionOrder?: Resolver<Maybe<ResolversTypes['ProductionOrder']>, ParentType, ContextType>;
  supplierCommitment?: Resolver<Maybe<ResolversTypes['SupplierCommitment']>, ParentType, ContextType>;
  batch?: Resolver<Maybe<ResolversTypes['Batch']>, ParentType, ContextType>;
  inspectionLot?: Resolver<Maybe<ResolversTypes['InspectionLot']>, ParentType, ContextType>;
  traceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommandMessageResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandMessage'] = ResolversParentTypes['CommandMessage']> = {
  severity?: Resolver<ResolversTypes['MessageSeverity'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun'], FederationReferenceType extends FederationReferenceTypes['WorkflowRun'] = FederationReferenceTypes['WorkflowRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkflowRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owners?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkflowRunState'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['Plant'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deadline?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  late?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowStepResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowStep'] = ResolversParentTypes['WorkflowStep']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkflowStepState'], ParentType, ContextType>;
  approval?: Resolver<Maybe<ResolversTypes['StepApproval']>, ParentType, ContextType>;
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
};

export type StepApprovalResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['StepApproval'] = ResolversParentTypes['StepApproval']> = {
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SyncExceptionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SyncException'] = ResolversParentTypes['SyncException']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SyncExceptionKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SyncExceptionState'], ParentType, ContextType>;
  plant?: Resolver<Maybe<ResolversTypes['Plant']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflow?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastRaisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resolvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actions?: Resolver<ReadonlyArray<ResolversTypes['ExceptionAction']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  traceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ExceptionCountResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ExceptionCount'] = ResolversParentTypes['ExceptionCount']> = {
  kind?: Resolver<ResolversTypes['SyncExceptionKind'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SystemDeliveryResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SystemDelivery'] = ResolversParentTypes['SystemDelivery']> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  maintenanceUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  underWay?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  queues?: Resolver<ReadonlyArray<ResolversTypes['CommandQueue']>, ParentType, ContextType>;
};

export type CommandQueueResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandQueue'] = ResolversParentTypes['CommandQueue']> = {
  state?: Resolver<ResolversTypes['CommandState'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldest?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PlantResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Plant'] = ResolversParentTypes['Plant'], FederationReferenceType extends FederationReferenceTypes['Plant'] = FederationReferenceTypes['Plant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Plant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductionOrderResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ProductionOrder'] = ResolversParentTypes['ProductionOrder'], FederationReferenceType extends FederationReferenceTypes['ProductionOrder'] = FederationReferenceTypes['ProductionOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProductionOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupplierCommitmentResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SupplierCommitment'] = ResolversParentTypes['SupplierCommitment'], FederationReferenceType extends FederationReferenceTypes['SupplierCommitment'] = FederationReferenceTypes['SupplierCommitment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SupplierCommitment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatchResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['Batch'] = ResolversParentTypes['Batch'], FederationReferenceType extends FederationReferenceTypes['Batch'] = FederationReferenceTypes['Batch']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Batch']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InspectionLotResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['InspectionLot'] = ResolversParentTypes['InspectionLot'], FederationReferenceType extends FederationReferenceTypes['InspectionLot'] = FederationReferenceTypes['InspectionLot']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['InspectionLot']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommandConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandConnection'] = ResolversParentTypes['CommandConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommandEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommandEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CommandEdge'] = ResolversParentTypes['CommandEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Command'], ParentType, ContextType>;
};

export type WorkflowRunConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowRunConnection'] = ResolversParentTypes['WorkflowRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkflowRunEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowRunEdge'] = ResolversParentTypes['WorkflowRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type SyncExceptionConnectionResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SyncExceptionConnection'] = ResolversParentTypes['SyncExceptionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SyncExceptionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SyncException']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SyncExceptionEdgeResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['SyncExceptionEdge'] = ResolversParentTypes['SyncExceptionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SyncException'], ParentType, ContextType>;
};

export type RetryCommandPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RetryCommandPayload'] = ResolversParentTypes['RetryCommandPayload']> = {
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type CancelCommandPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['CancelCommandPayload'] = ResolversParentTypes['CancelCommandPayload']> = {
  command?: Resolver<Maybe<ResolversTypes['Command']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type RedriveDeadLettersPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RedriveDeadLettersPayload'] = ResolversParentTypes['RedriveDeadLettersPayload']> = {
  commands?: Resolver<ReadonlyArray<ResolversTypes['Command']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type ApproveStepPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ApproveStepPayload'] = ResolversParentTypes['ApproveStepPayload']> = {
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type DeclineStepPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['DeclineStepPayload'] = ResolversParentTypes['DeclineStepPayload']> = {
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type ReplayMappingFailuresPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ReplayMappingFailuresPayload'] = ResolversParentTypes['ReplayMappingFailuresPayload']> = {
  translated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type RetakeEventPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RetakeEventPayload'] = ResolversParentTypes['RetakeEventPayload']> = {
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type EditAndResubmitPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['EditAndResubmitPayload'] = ResolversParentTypes['EditAndResubmitPayload']> = {
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['SyncException']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type ResolveExceptionPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['ResolveExceptionPayload'] = ResolversParentTypes['ResolveExceptionPayload']> = {
  exception?: Resolver<Maybe<ResolversTypes['SyncException']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type DiscardExceptionPayloadResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['DiscardExceptionPayload'] = ResolversParentTypes['DiscardExceptionPayload']> = {
  exception?: Resolver<Maybe<ResolversTypes['SyncException']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RepairUserError']>, ParentType, ContextType>;
};

export type RepairUserErrorResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['RepairUserError'] = ResolversParentTypes['RepairUserError']> = {
  code?: Resolver<ResolversTypes['RepairUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BusinessFiguresResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['BusinessFigures'] = ResolversParentTypes['BusinessFigures']> = {
  eventToTransaction?: Resolver<ReadonlyArray<ResolversTypes['WorkflowLatency']>, ParentType, ContextType>;
  failedMessageRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  manualInterventionShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  inventoryMismatchRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  delayedOrderUpdateShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  timeToRecover?: Resolver<Maybe<ResolversTypes['LatencyFigure']>, ParentType, ContextType>;
};

export type WorkflowLatencyResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['WorkflowLatency'] = ResolversParentTypes['WorkflowLatency']> = {
  workflow?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  p50Ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LatencyFigureResolvers<ContextType = SubgraphContext, ParentType extends ResolversParentTypes['LatencyFigure'] = ResolversParentTypes['LatencyFigure']> = {
  p50Ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'Command' | 'WorkflowRun' | 'Plant' | 'ProductionOrder' | 'SupplierCommitment' | 'Batch' | 'InspectionLot', ParentType, ContextType>;
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
  CommandChange?: CommandChangeResolvers<ContextType>;
  SyncExceptionChange?: SyncExceptionChangeResolvers<ContextType>;
  Command?: CommandResolvers<ContextType>;
  CommandMessage?: CommandMessageResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowStep?: WorkflowStepResolvers<ContextType>;
  StepApproval?: StepApprovalResolvers<ContextType>;
  SyncException?: SyncExceptionResolvers<ContextType>;
  ExceptionCount?: ExceptionCountResolvers<ContextType>;
  SystemDelivery?: SystemDeliveryResolvers<ContextType>;
  CommandQueue?: CommandQueueResolvers<ContextType>;
  Plant?: PlantResolvers<ContextType>;
  ProductionOrder?: ProductionOrderResolvers<ContextType>;
  SupplierCommitment?: SupplierCommitmentResolvers<ContextType>;
  Batch?: BatchResolvers<ContextType>;
  InspectionLot?: InspectionLotResolvers<ContextType>;
  CommandConnection?: CommandConnectionResolvers<ContextType>;
  CommandEdge?: CommandEdgeResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowRunEdge?: WorkflowRunEdgeResolvers<ContextType>;
  SyncExceptionConnection?: SyncExceptionConnectionResolvers<ContextType>;
  SyncExceptionEdge?: SyncExceptionEdgeResolvers<ContextType>;
  RetryCommandPayload?: RetryCommandPayloadResolvers<ContextType>;
  CancelCommandPayload?: CancelCommandPayloadResolvers<ContextType>;
  RedriveDeadLettersPayload?: RedriveDeadLettersPayloadResolvers<ContextType>;
  ApproveStepPayload?: ApproveStepPayloadResolvers<ContextType>;
  DeclineStepPayload?: DeclineStepPayloadResolvers<ContextType>;
  ReplayMappingFailuresPayload?: ReplayMappingFailuresPayloadResolvers<ContextType>;
  RetakeEventPayload?: RetakeEventPayloadResolvers<ContextType>;
  EditAndResubmitPayload?: EditAndResubmitPayloadResolvers<ContextType>;
  ResolveExceptionPayload?: ResolveExceptionPayloadResolvers<ContextType>;
  DiscardExceptionPayload?: DiscardExceptionPayloadResolvers<ContextType>;
  RepairUserError?: RepairUserErrorResolvers<ContextType>;
  BusinessFigures?: BusinessFiguresResolvers<ContextType>;
  WorkflowLatency?: WorkflowLatencyResolvers<ContextType>;
  LatencyFigure?: LatencyFigureResolvers<ContextType>;
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
