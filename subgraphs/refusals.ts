/** What a client is told that asked for something it cannot have, each with a code for programs and a remedy for people. */
import { GraphQLError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import { CursorExpired, InvalidCursor } from "#sync";

/** An argument that cannot be used: its path, such as `filter.requestedDate.from`, and what to give instead. */
export function badUserInput(argument: string, remedy: string): GraphQLError {
  return new GraphQLError(`${argument}: ${remedy}`, { extensions: { code: "BAD_USER_INPUT", argument } });
}

/**
 * Throws FORBIDDEN when a supplier names another than itself. The words are the same whether or not there is such a
 * supplier, so that nobody learns who else delivers.
 */
export function refuseForeignSuppliers(caller: Caller, numbers: readonly string[] | null | undefined): void {
  const foreign = caller.supplier === null ? undefined : numbers?.find((number) => number !== caller.supplier);
  if (foreign === undefined) return;
  throw new GraphQLError(`Supplier ${foreign} is not yours to see`, { extensions: { code: "FORBIDDEN" } });
}

/** What to throw to a client instead of a fault of its `after`; any other fault is handed back as it is. */
export function refusalOfCursor(fault: unknown): unknown {
  if (fault instanceof InvalidCursor) {
    return badUserInput("after", "is no cursor of this list; give one from an answer to the same field in the same order, or leave it out");
  }
  if (fault instanceof CursorExpired) {
    const message = "after: what came after this cursor is no longer kept; query the present state, then subscribe without it";
    return new GraphQLError(message, { extensions: { code: "CURSOR_EXPIRED", argument: "after" } });
  }
  return fault;
}
