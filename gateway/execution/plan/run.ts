/** One run of a compiled plan: what it is given, and what it gathers. */
import type { GraphQLError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Data } from "../data.ts";
import type { AnsweredRequest, WriteValue } from "../response/writing.ts";

/** What every part of a run is given. */
export interface RunRequest extends AnsweredRequest {
  /** As the client sent them; each subgraph coerces those that it is given. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What resolvers of subgraphs in this process are given. */
  readonly context: object;
  /** For whom subgraphs that run apart are asked; null for nobody in particular. */
  readonly caller: Caller | null;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Root value of the first fetch: an event of a subscription that it answers. */
  readonly event?: unknown;
}

export interface PlanRun extends RunRequest {
  /** What is known so far; fetches merge into it. */
  readonly data: Data;
  readonly errors: GraphQLError[];
  /** Takes over what is deferred; absent where everything is answered at once. */
  readonly deferral?: DeferralScope;
  /** Called with the id of each fetch that has one, when its answer is merged. */
  readonly onFetched?: (id: string) => void;
  /** Called with each answer of a subgraph that says how long it may be kept, or that it may not. */
  readonly onKept?: (kept: Kept) => void;
}

/** The whole answer, or a deferred part of it, while its plan runs. */
export interface DeferralScope {
  /** The plan has come to a part that is answered now, and others that are answered later. */
  begin(now: SubselectionWriter | null, later: readonly DeferredStep[]): void;
}

/** Writes what a part of an operation selects of an object, for the `@skip` and `@include` of a run. */
export type SubselectionWriter = (run: PlanRun) => WriteValue;

/** A part of the plan that is run when the fetches that it needs are done. */
export interface DeferredStep {
  readonly label: string | undefined;
  /** Response names from the root to the objects that it adds to; `... on T` narrows them. */
  readonly path: readonly string[];
  /** Whether an object at the path is of the type that the part is deferred for. */
  readonly covers: (data: Data) => boolean;
  readonly depends: readonly string[];
  /** Null when a part of it is deferred again, which then says what is written of the rest. */
  readonly write: SubselectionWriter | null;
  readonly step: PlanStep;
}

/** For how long a subgraph lets its answer be kept, in seconds, and whether for this caller only. */
export interface Kept {
  readonly seconds: number;
  readonly scope: "PUBLIC" | "PRIVATE";
}

/** Part of a compiled plan. Gives nothing when it was done at once. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;
