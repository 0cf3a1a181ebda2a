import type { SubgraphContext } from "../context.ts";
import { badUserInput } from "../refusals.ts";
import { underWayOf } from "../under-way.ts";
import { findCommand, placesOf } from "./queries.ts";
import { commandToRepair, done, notFound, told } from "./repair.ts";
import type { MutationResolvers } from "./resolvers.generated.ts";

/** Most dead letters of one call. */
const mostRedriven = 1_000;

/** Root fields that have commands tried again or given up. */
export const commandRepairs = {
  retryCommand: (_root, { input }, context) => {
    const kept = commandToRepair(input.command, context);
    if (!kept) return { command: null, ...notFound("command", "command") };
    const outcome = underWayOf(context).desk.retry(kept.command.id, context.caller);
    return { command: findCommand(input.command, context), ...told(outcome, "command") };
  },
  cancelCommand: (_root, { input }, context) => {
    const kept = commandToRepair(input.command, context);
    if (!kept) return { command: null, ...notFound("command", "command") };
    const outcome = underWayOf(context).desk.cancel(kept.command.id, input.reason, context.caller);
    return { command: findCommand(input.command, context), ...told(outcome, "command") };
  },
  redriveDeadLetters: (_root, { input: { system, workflow, limit } }, context) => {
    const most = limit ?? 100;
    if (most < 1 || most > mostRedriven) throw badUserInput("input.limit", `is ${most}; give a whole number from 1 to ${mostRedriven}`);
    const { desk, outbox } = underWayOf(context);
    const tried = deadLetters({ system: system ?? null, workflow: workflow ?? null }, context)
      .slice(0, most)
      // Each by itself: one that was settled meanwhile keeps no other from being tried.
      .filter((id) => desk.retry(id, context.caller).outcome === "DONE");
    return { commands: tried.flatMap((id) => outbox.find(id) ?? []), ...done };
  },
} satisfies MutationResolvers;

/** Ids of dead commands that are the caller's to repair, the earliest submitted first. */
function deadLetters(
  { system, workflow }: { readonly system: string | null; readonly workflow: string | null },
  context: SubgraphContext,
): readonly string[] {
  if (context.caller.supplier !== null) return [];
  const { outbox, exceptions } = underWayOf(context);
  const told = exceptions.list({
    ...placesOf(null, context),
    kinds: ["DEAD_LETTER"],
    states: ["OPEN"],
    ...(system === null ? {} : { system }),
    ...(workflow === null ? {} : { workflow }),
    earliestFirst: true,
    limit: mostRedriven,
  });
  const dead = told.flatMap(({ concerns }) => (concerns.command === undefined ? [] : (outbox.find(concerns.command) ?? [])));
  return dead.toSorted((a, b) => a.sequence - b.sequence).map(({ command }) => command.id);
}
