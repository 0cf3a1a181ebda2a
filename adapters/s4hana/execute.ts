/** Postings by the services' own actions and changes: one by one, or many in one `$batch` of each service. */
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { outcomeOf } from "../batch-outcome.ts";
import { carryingOnly } from "../carried-trace.ts";
import { MappingError } from "../mapping.ts";
import { type BatchOutcome, InDoubt, SourceUnavailable } from "../port.ts";
import type { BatchAnswer, ODataClient } from "../protocols/odata/client.ts";
import { gatherReads } from "../protocols/odata/gathered-reads.ts";
import { changeOrder } from "./change-order.ts";
import { confirmDate } from "./confirm-date.ts";
import { confirmOperation } from "./confirm-operation.ts";
import { moveStock } from "./move-stock.ts";
import { type PostingContext, type Preparation, type PreparedPosting, refusal, rejected } from "./postings.ts";
import { batchRootOf } from "./services.ts";
import { recordUsageDecision } from "./usage-decision.ts";

interface WritingContext extends PostingContext {
  readonly client: ODataClient;
}

const mostAttempts = 3;

/** One posting. Throws SourceUnavailable when surely nothing was posted, InDoubt when it may have been. */
export async function execute(context: WritingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const prepared = await prepare(context, command, signal);
    if (!isPrepared(prepared)) return prepared;
    const answer = await context.client.write(prepared.write, signal);
    // Somebody changed it between the two requests: nothing was done, and what is asked for still holds.
    if (answer.status !== 412 || attempt === mostAttempts) return receiptOf(prepared, answer);
  }
}

/**
 * Postings together: what they have to know is read in one `$batch`, and written in another, each in a change set of its own. What
 * another has changed in between goes again alone, as does what is of a service without `$batch`.
 */
export async function executeTogether(
  context: WritingContext,
  commands: readonly Posting[],
  signal: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  const reading = { ...context, client: gatherReads(context.client, batchRootOf, signal) };
  const outcomes = new Map<Posting, Promise<BatchOutcome>>();
  const together = new Map<string, { readonly command: Posting; readonly prepared: PreparedPosting }[]>();
  const alone = (command: Posting): Promise<BatchOutcome> =>
    outcomeOf(() => carryingOnly(command.id, () => execute(context, command, signal)));
  const preparations = commands.map(async (command) => {
    const prepared = await outcomeOf(() => prepare(reading, command, signal));
    if (!isPrepared(prepared)) outcomes.set(command, Promise.resolve(prepared));
    else if (batchRootOf(prepared.write.path) === null) outcomes.set(command, alone(command));
    else together.set(prepared.write.root, [...(together.get(prepared.write.root) ?? []), { command, prepared }]);
  });
  await Promise.all(preparations);
  const sendings = [...together].map(async ([root, postings]) => {
    const answers = await writeAll(
      context,
      root,
      postings.map(({ command, prepared }) => ({ ...prepared.write, commandId: command.id })),
      signal,
    );
    for (const [index, { command, prepared }] of postings.entries()) {
      const answer = answers[index] ?? new InDoubt("the batch has no answer for it");
      const isStale = !(answer instanceof Error) && answer.status === 412;
      outcomes.set(command, isStale ? alone(command) : outcomeOf(() => receiptOf(prepared, answer)));
    }
  });
  await Promise.all(sendings);
  return Promise.all(commands.map((command) => outcomes.get(command) ?? new SourceUnavailable("it was not sent")));
}

/** What holds for a whole batch holds for each of it: other services' batches are no part of it. */
async function writeAll(
  { client }: WritingContext,
  ...[root, writes, signal]: Parameters<ODataClient["writeAll"]>
): Promise<readonly BatchAnswer[]> {
  try {
    return await client.writeAll(root, writes, signal);
  } catch (fault) {
    const answer = fault instanceof SourceUnavailable || fault instanceof InDoubt ? fault : new InDoubt(String(fault), { cause: fault });
    return writes.map(() => answer);
  }
}

async function prepare(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Preparation> {
  try {
    switch (command.kind) {
      case "release-order":
      case "reschedule-order":
        return await changeOrder(context, command, signal);
      case "confirm-supplier-date":
        return await confirmDate(context, command, signal);
      case "hold-stock":
      case "free-stock":
        return await moveStock(context, command, signal);
      case "confirm-operation":
        return await confirmOperation(context, command, signal);
      case "record-usage-decision":
        return await recordUsageDecision(context, command, signal);
    }
  } catch (error) {
    if (error instanceof MappingError) return rejected(error.reason.code, error.reason.text);
    throw error;
  }
}

const isPrepared = (preparation: Preparation | BatchOutcome): preparation is PreparedPosting => "write" in preparation;

function receiptOf(prepared: PreparedPosting, answer: BatchAnswer): Receipt {
  if (answer instanceof Error) throw answer;
  return answer.status < 300 ? prepared.applied(answer) : refusal(answer);
}
