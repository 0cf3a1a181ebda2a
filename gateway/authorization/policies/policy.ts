/** A rule on who sees what that no scope can say: code that is asked by the name that `@policy` gives it. */
import type { Caller } from "#schema/canonical/caller.ts";

interface PolicyQuestion {
  /** Null for somebody without a token. */
  readonly caller: Caller | null;
  /** Coordinate that the policy stands on, such as `Query.plants`; null for a policy that is asked once for a whole operation. */
  readonly field: string | null;
  /** Arguments of the field by name, as its resolver will get them; empty for a policy that is asked once. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Policy {
  /** As `@policy(policies: [["name"]])` names it. */
  readonly name: string;
  /** Set for a policy that looks at arguments: it is asked for each field of an operation. Introspection takes it to hold. */
  readonly perField?: true;
  /** Whether the caller may. Decided at once, as it stands before every answer; a policy that throws has refused. */
  decide(question: PolicyQuestion): boolean;
}

/** Policies by name. */
export type Policies = ReadonlyMap<string, Policy>;
