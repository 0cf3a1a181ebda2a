import type { PlantEvent } from "#schema/canonical/event.ts";
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { readJsonText, UnusableJson } from "#schema/canonical/json-text.ts";
import { type KeptException, type Run, runIdOf, sourceOf } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { underWayOf } from "../under-way.ts";
import { giveUp } from "./exception-repairs.ts";
import { findException, findRun } from "./queries.ts";
import { allOrNothing, done, exceptionToRepair, notFound, refused, type Told } from "./repair.ts";
import type { MutationResolvers } from "./resolvers.generated.ts";

/** The root field that asks anew with other data. What it takes the place of is given up first, so that undoing it comes before. */
export const resubmission = {
  editAndResubmit: (_root, { input: { exception: id, data: text, idempotencyKey } }, context) => {
    const exception = exceptionToRepair(id, context);
    const event = exception && eventOf(exception, context);
    if (!event) return { run: null, exception, ...notFound("exception of an event that is still kept", "exception") };
    const read = readData(text);
    if ("userErrors" in read) return { run: null, exception, ...read };
    const request = { source: sourceOf(context.caller), id: idempotencyKey };
    const isRepeated = exception.state !== "OPEN" && underWayOf(context).inbox.find(request.source, request.id) !== null;
    const outcome = allOrNothing(context, () => {
      const givenUp = isRepeated ? done : giveUp(exception, `resubmitted with other data as run ${runIdOf(request)}`, context);
      return givenUp.userErrors.length > 0 ? givenUp : submit(event, read.value, idempotencyKey, context);
    });
    return { run: runOf(event.plant, runIdOf(request), outcome, context), exception: findException(id, context), ...outcome };
  },
} satisfies MutationResolvers;

/** The event that an exception is about, or that led to the command that it is about; null when it is no longer kept. */
function eventOf({ kind, concerns }: KeptException, context: SubgraphContext): PlantEvent | null {
  if (kind !== "WORKFLOW_FAILURE" && kind !== "BUSINESS_REJECTION" && kind !== "DEAD_LETTER") return null;
  const { inbox, runs } = underWayOf(context);
  const event = concerns.event ?? runs.find(concerns.run ?? "")?.event;
  return (event && inbox.find(event.source, event.id)?.event) ?? null;
}

function readData(text: string): { readonly value: unknown } | Told {
  try {
    return readJsonText(text, "data", "data.");
  } catch (fault) {
    if (fault instanceof UnusableJson) return refused("INVALID", fault.message, "data");
    throw fault;
  }
}

function submit({ type, plant, key, traceparent }: PlantEvent, value: unknown, idempotencyKey: string, context: SubgraphContext): Told {
  // What does not fit the type's contract is told as INVALID.
  const data = value as PlantEvent["data"];
  const submission = underWayOf(context).desk.submit({ type, plant, key, data, idempotencyKey, traceparent }, context.caller);
  switch (submission.outcome) {
    case "SUBMITTED":
      return done;
    case "REFUSED":
      return refused("REFUSED", `${submission.refusal.code}: ${submission.refusal.message}`, "data");
    case "INVALID":
      return refused("INVALID", submission.message, "data");
    case "CONFLICT":
      return refused("IDEMPOTENCY_CONFLICT", "you have used this key for something else; give a new one", "idempotencyKey");
  }
}

function runOf(plant: string, key: string, { userErrors }: Told, context: SubgraphContext): Run | null {
  return userErrors.length > 0 ? null : findRun(encodeGlobalId("WorkflowRun", { plant, key }), context);
}
