/** One run of a compiled plan: what it is given, and what it gathers. */
import type { GraphQLError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Data } from "../data.ts";

/** What every part of a run is given. */
export interface RunRequest {
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
  /** Called with each answer of a subgraph that says how long it may be kept, or that it may not. */
  readonly onKept?: (kept: Kept) => void;
}

/** For how long a subgraph lets its answer be kept, in seconds, and whether for this caller only. */
export interface Kept {
  readonly seconds: number;
  readonly scope: "PUBLIC" | "PRIVATE";
}

/** Part of a compiled plan. Gives nothing when it was done at once. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;
