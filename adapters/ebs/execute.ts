/** Postings: through the open interfaces and by public APIs, one command or many in a transaction; never into base tables. */
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { outcomeOf } from "../batch-outcome.ts";
import { MappingError } from "../mapping.ts";
import type { BatchOutcome } from "../port.ts";
import { changeJob } from "./change-job.ts";
import { confirmDate } from "./confirm-date.ts";
import { confirmOperation } from "./confirm-operation.ts";
import { changeLotStatus } from "./lot-status.ts";
import { awaitSettlement, errorMessages, type PostingContext, rejected } from "./postings.ts";
import { type Query, Refused } from "./session.ts";
import { settle } from "./settle.ts";
import { recordUsageDecision } from "./usage-decision.ts";

/** One posting. Throws SourceUnavailable when surely nothing was posted, InDoubt when it may have been. */
export async function execute(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  try {
    const written = await context.session.write((query) => write(context, query, command, null), signal);
    return written ?? (await settled(context, command, Date.now() + context.connection.waitMs, signal));
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * Postings together: rows and API calls in one transaction with one commit, and one group of rows for one run of a program. What EBS
 * refuses is undone by itself. What the programs decide is not waited for.
 */
export async function executeTogether(
  context: PostingContext,
  commands: readonly Posting[],
  signal: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  const written = await context.session.write(async (query, attempt) => {
    const [{ group_id: group = null } = { group_id: null }] = await query("next-group", []);
    const outcomes: (Receipt | Refused | null)[] = [];
    for (const command of commands) outcomes.push(await attempt(() => write(context, query, command, group).catch(mappingRefusal)));
    return outcomes;
  }, signal);
  const receipts = commands.map((command, index) => {
    const outcome = written[index] ?? null;
    if (outcome instanceof Refused) return refusalOf(outcome);
    return outcome ?? outcomeOf(() => settled(context, command, Date.now(), signal));
  });
  return Promise.all(receipts);
}

/** Null where a program of the concurrent manager has to take what was written. */
async function write(context: PostingContext, query: Query, command: Posting, group: string | null): Promise<Receipt | null> {
  switch (command.kind) {
    case "release-order":
    case "reschedule-order":
      return changeJob(context, query, command, group);
    case "confirm-supplier-date":
      return confirmDate(context, query, command);
    case "hold-stock":
    case "free-stock":
      return changeLotStatus(context, query, command);
    case "confirm-operation":
      return confirmOperation(context, query, command);
    case "record-usage-decision":
      return recordUsageDecision(context, query, command);
  }
}

const programs: Readonly<Partial<Record<Posting["kind"], string>>> = {
  "release-order": "WIP_MASS_LOAD",
  "reschedule-order": "WIP_MASS_LOAD",
  "confirm-operation": "WIP_MOVE_TXN",
  "record-usage-decision": "QA_IMPORT",
};

function settled(context: PostingContext, command: Posting, deadline: number, signal: AbortSignal): Promise<Receipt> {
  const program = programs[command.kind] ?? "EBS";
  return awaitSettlement(command, { program, deadline, settle: () => settle(context, command, signal) }, signal);
}

/** Throws what is no refusal. */
function refusalOf(error: unknown): Receipt {
  if (error instanceof Refused) return { outcome: "REJECTED", messages: errorMessages(error.message, error.code) };
  return mappingRefusal(error);
}

function mappingRefusal(error: unknown): Receipt {
  if (error instanceof MappingError) return rejected(error.reason.code, error.reason.text);
  throw error;
}
