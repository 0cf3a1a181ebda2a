/** Mutations by which something is asked for: what callers give becomes a request, and what comes of it the payload. */
import type { EventType } from "#schema/canonical/event.ts";
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import type { Request } from "#sync";
import type { SubgraphContext } from "./context.ts";
import type { Reference } from "./parents.ts";
import { referenceTo } from "./sync-status.ts";
import { seesCommand, underWayOf } from "./under-way.ts";

type Submission = ReturnType<ReturnType<typeof underWayOf>["desk"]["submit"]>;

/** What every input has. */
interface Asked {
  readonly plant: string;
  readonly idempotencyKey: string;
}

interface CommandUserError {
  readonly code: "INVALID" | "IDEMPOTENCY_CONFLICT" | Extract<Submission, { readonly outcome: "REFUSED" }>["refusal"]["code"];
  readonly message: string;
  readonly field: readonly string[];
}

/** The part of a payload that is the same for all. */
export interface Outcome {
  readonly commands: readonly Reference[];
  readonly run: Reference | null;
  readonly userErrors: readonly CommandUserError[];
}

/** Longest key that a caller may choose. */
const longestKey = 200;

/** Has something done. A plant that is not the caller's is as if there were none, and so is, for a supplier, all but its own lines. */
export function submitRequest<T extends EventType>(
  { plant, idempotencyKey }: Asked,
  request: Pick<Request<T>, "type" | "key" | "data">,
  context: SubgraphContext,
): Outcome {
  const isForeign = context.caller.supplier !== null && request.type !== "andon.supplier-commitment.proposed";
  if (!context.plants.has(plant) || isForeign) return notFound("plant", `plant ${plant} is not known, or not yours; give another`);
  if (idempotencyKey === "" || idempotencyKey.length > longestKey)
    return refused({
      code: "INVALID",
      message: `is no text of 1 to ${longestKey} characters; give one`,
      field: ["input", "idempotencyKey"],
    });
  const { traceparent } = context;
  const submission = underWayOf(context).desk.submit({ ...request, plant, idempotencyKey, traceparent }, context.caller);
  return outcomeOf(submission, context);
}

/** The outcome for something that is not there to see. `field` as in the input. */
export function notFound(field: string, message: string): Outcome {
  return refused({ code: "NOT_FOUND", message, field: ["input", field] });
}

function outcomeOf(submission: Submission, context: SubgraphContext): Outcome {
  switch (submission.outcome) {
    case "SUBMITTED": {
      const { run, commands } = submission;
      const seen = commands.filter((kept) => seesCommand(kept, context)).map(referenceTo);
      return { commands: seen, run: { id: encodeGlobalId("WorkflowRun", { plant: run.plant, key: run.id }) }, userErrors: [] };
    }
    case "REFUSED":
      return refused({ ...submission.refusal, field: pathOf(submission.refusal.field) });
    case "INVALID":
      return refused({ code: "INVALID", message: submission.message, field: pathOf(submission.field) });
    case "CONFLICT":
      return refused({
        code: "IDEMPOTENCY_CONFLICT",
        message: "you have used this key for something else; give a new one, or the same input again",
        field: ["input", "idempotencyKey"],
      });
  }
}

function refused(error: CommandUserError): Outcome {
  return { commands: [], run: null, userErrors: [error] };
}

/** Where in the input it is: an event's list of orders is one order in an input. */
function pathOf(field: string): readonly string[] {
  const path = field.replace(/^orders(\[\d+\])?\.?/, "").replace(/^isFinal$/, "final");
  return ["input", ...path.split(".").filter((part) => part !== "")];
}
