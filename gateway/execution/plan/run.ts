/** One run of a compiled plan: what it is given, and what it gathers. */
import type { GraphQLError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Data } from "../data.ts";
import type { AnsweredRequest } from "../response/writing.ts";

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
  /** W3C trace context that fetches belong to; absent or null for none. */
  readonly traceparent?: string | null;
}

export interface PlanRun extends RunRequest {
  /** What is known so far; fetches merge into it. */
  readonly data: Data;
  readonly errors: GraphQLError[];
  /** Takes over what is deferred; absent where nothing is. */
  readonly deferral?: DeferralScope;
  /** Called with the id of each fetch that has one, when its answer is merged. */
  readonly onFetched?: (id: string) => void;
  /** Called with each answer of a subgraph that says how long it may be kept, or that it may not. */
  readonly onKept?: (kept: Kept) => void;
}

/** The whole answer, or a deferred part of it, while its plan runs. */
export interface DeferralScope {
  /** The plan has come to parts that are answered later. */
  begin(later: readonly DeferredStep[]): void;
}

/** A part of the plan that is run when the fetches that it needs are done. */
export interface DeferredStep {
  /** What the part is known by in the operation that was planned. */
  readonly label: string;
  /** Fetches that it needs, by their ids. */
  readonly depends: readonly string[];
  readonly step: PlanStep;
}

/** For how long a subgraph lets its answer be kept, and whether for this caller only. */
export interface Kept {
  /** Unix ms after which it is not used any more; 0 when it is not kept at all. */
  readonly until: number;
  readonly scope: "PUBLIC" | "PRIVATE";
  /** Number of the changes, as the gateway counts them, after which the answer was asked for. */
  readonly begun: number;
}

/** Part of a compiled plan. Gives nothing when it was done at once. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;
