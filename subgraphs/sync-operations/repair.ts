/** What operators' mutations share: to find what is theirs to repair, and to tell why something is not done. */
import type { KeptCommand, KeptException, RepairOutcome } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { findCommand, findException } from "./queries.ts";
import type { RepairUserError, RepairUserErrorCode } from "./resolvers.generated.ts";

/** Part of every payload. */
export interface Told {
  readonly userErrors: readonly RepairUserError[];
}

export const done: Told = { userErrors: [] };

/** `field` as in the input. */
export function refused(code: RepairUserErrorCode, message: string, field: string): Told {
  return { userErrors: [{ code, message, field: ["input", field] }] };
}

export function notFound(what: string, field: string): Told {
  return refused("NOT_FOUND", `there is no ${what} that you may see`, field);
}

/** What came of a repair; `field` is the input's that is to blame when nothing did. */
export function told(outcome: RepairOutcome, field: string): Told {
  return outcome.outcome === "DONE" ? done : refused(outcome.outcome, outcome.message, field);
}

/** The command; null when it is not the caller's to repair. A supplier repairs nothing. */
export function commandToRepair(id: string, context: SubgraphContext): KeptCommand | null {
  return context.caller.supplier === null ? findCommand(id, context) : null;
}

/** The exception; null when it is not the caller's to repair. */
export function exceptionToRepair(id: string, context: SubgraphContext): KeptException | null {
  return context.caller.supplier === null ? findException(id, context) : null;
}

/** Thrown to leave everything as it was. */
class Undone extends Error {
  override readonly name = "Undone";
  readonly told: Told;
  constructor(told: Told) {
    super("left as it was");
    this.told = told;
  }
}

/** All of `work` or nothing of it: nothing when it tells a user error. */
export function allOrNothing<T extends Told>({ process }: SubgraphContext, work: () => T): T | Told {
  try {
    return process.store.transaction(() => {
      const result = work();
      if (result.userErrors.length > 0) throw new Undone(result);
      return result;
    });
  } catch (fault) {
    if (fault instanceof Undone) return fault.told;
    throw fault;
  }
}
