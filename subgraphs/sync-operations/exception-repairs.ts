import type { KeptException, Run } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { badUserInput } from "../refusals.ts";
import { underWayOf } from "../under-way.ts";
import { canBeDiscarded, canBeResolved } from "./actions.ts";
import { findException } from "./queries.ts";
import { allOrNothing, done, exceptionToRepair, notFound, refused, type Told, told } from "./repair.ts";
import type { MutationResolvers } from "./resolvers.generated.ts";

/** Most messages of one call. */
const mostReplayed = 100;

/** Root fields that settle exceptions: by doing again what they are about, or by putting them aside. */
export const exceptionRepairs = {
  replayMappingFailures: async (_root, { input: { exceptions: ids } }, context) => {
    if (ids.length === 0 || ids.length > mostReplayed)
      throw badUserInput("input.exceptions", `has ${ids.length} entries; give 1 to ${mostReplayed}`);
    const found = ids.map((id) => exceptionToRepair(id, context));
    const failures = found.flatMap((exception) => exception?.concerns.failure ?? []);
    if (failures.length < ids.length) return { translated: 0, ...notFound("message for each of them", "exceptions") };
    const outcomes = await context.replay(failures);
    return {
      translated: outcomes.filter(({ failure }) => failure === null).length,
      userErrors: outcomes.flatMap(({ failure }) =>
        failure === null ? [] : refused("NOT_TRANSLATED", `${failure.text}; add what is missing to the mapping`, "exceptions").userErrors,
      ),
    };
  },
  retakeEvent: (_root, { input }, context) => {
    const exception = exceptionToRepair(input.exception, context);
    const event = exception?.concerns.event;
    if (!exception || !event) return { run: null, ...notFound("exception of an event", "exception") };
    const { desk, exceptions } = underWayOf(context);
    const outcome = allOrNothing(context, () => {
      exceptions.end(exception.id, "RESOLVED", context.caller.subject, "taken again");
      return told(desk.retake(event, context.caller), "exception");
    });
    return { run: runOf(exception, context), ...outcome };
  },
  resolveException: (_root, { input }, context) => {
    const exception = exceptionToRepair(input.exception, context);
    if (!exception) return { exception, ...notFound("exception", "exception") };
    const outcome = settle(exception, input.reason, context);
    return { exception: findException(input.exception, context), ...outcome };
  },
  discardException: (_root, { input }, context) => {
    const exception = exceptionToRepair(input.exception, context);
    if (!exception) return { exception, ...notFound("exception", "exception") };
    const outcome = allOrNothing(context, () => giveUp(exception, input.reason, context));
    return { exception: findException(input.exception, context), ...outcome };
  },
} satisfies MutationResolvers;

function settle(exception: KeptException, reason: string, context: SubgraphContext): Told {
  if (!canBeResolved(exception)) return refused("NOT_POSSIBLE", "nobody can settle it by saying so; look at its actions", "exception");
  const isSettled = underWayOf(context).exceptions.end(exception.id, "RESOLVED", context.caller.subject, reason);
  return isSettled ? done : refused("NOT_POSSIBLE", "the exception is over already", "exception");
}

/** Puts an exception aside, and gives up what it is about. To be called within `allOrNothing`. */
export function giveUp({ id, kind, state, concerns }: KeptException, reason: string, context: SubgraphContext): Told {
  const { caller } = context;
  const { desk, exceptions, outbox } = underWayOf(context);
  if (state !== "OPEN") return refused("NOT_POSSIBLE", "the exception is over already", "exception");
  if (!canBeDiscarded({ kind, concerns }))
    return refused("NOT_POSSIBLE", "it ends by itself when its cause is gone; look at its actions", "exception");
  exceptions.end(id, "DISCARDED", caller.subject, reason);
  const command = concerns.command === undefined ? null : outbox.find(concerns.command);
  if (command?.state === "REJECTED" || command?.state === "DEAD") return told(desk.cancel(command.command.id, reason, caller), "exception");
  if (kind === "WORKFLOW_FAILURE" && concerns.event) return told(desk.discardEvent(concerns.event, caller), "exception");
  return done;
}

/** The run that the event of an exception has led to. */
function runOf({ plant, key, concerns: { event } }: KeptException, context: SubgraphContext): Run | null {
  const runs = underWayOf(context).runs.list({ ...(plant === null ? {} : { plants: [plant] }), ...(key === null ? {} : { key }) });
  return runs.find((run) => run.event.source === event?.source && run.event.id === event.id) ?? null;
}
