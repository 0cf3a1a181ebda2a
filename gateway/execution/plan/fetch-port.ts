/** What the plan asks subgraphs through, wherever they run. */
import type { Kept, RunRequest } from "./run.ts";

/** An operation that the planner wrote for a subgraph. */
export interface FetchDocument {
  readonly text: string;
  readonly name: string | undefined;
  readonly kind: "query" | "mutation" | "subscription";
}

export interface FetchAnswer {
  /** The asker's own: it is merged into other data and altered. */
  readonly data?: unknown;
  readonly errors?: readonly FetchError[] | undefined;
  /** Absent for subgraphs in this process, whose reads are noted exactly. */
  readonly kept?: Kept;
}

/** As the GraphQL specification says (7.1.2); `extensions` is what the subgraph likes to tell. */
export interface FetchError {
  readonly message?: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Runs one document of one subgraph. Throws, or rejects, when there is no answer. */
export type Fetch = (variables: Readonly<Record<string, unknown>>, request: RunRequest) => Promise<FetchAnswer> | FetchAnswer;

/** A subgraph, to which documents are given once and which then runs them often. */
export interface FetchSource {
  prepare(document: FetchDocument): Fetch;
}
