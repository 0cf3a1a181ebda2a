/** Did a posting land? Asked of what EBS keeps of it: the interface row, the acceptance's note, the lot's status. */
import type { Posting } from "#schema/canonical/command.ts";
import type { Settlement } from "../port.ts";
import { settleOperation } from "./confirm-operation.ts";
import { type CommandOf, type JobCommand, jobChange, type LotCommand, type PostingContext, postingMark, targetStatus } from "./postings.ts";
import type { Row } from "./session.ts";
import { findOrganization } from "./streams.ts";
import { settleDecision } from "./usage-decision.ts";

export async function settle(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Settlement> {
  switch (command.kind) {
    case "release-order":
    case "reschedule-order":
      return settleJob(context, command, signal);
    case "confirm-supplier-date":
      return settleDate(context, command, signal);
    case "hold-stock":
    case "free-stock":
      return settleLot(context, command, signal);
    case "confirm-operation":
      return settleOperation(context, command, signal);
    case "record-usage-decision":
      return settleDecision(context, command, signal);
  }
}

/** The interface row is deleted on success: gone, and the job shows the value, is applied; gone without is absent. */
function settleJob(context: PostingContext, command: JobCommand, signal: AbortSignal): Promise<Settlement> {
  return context.session.read(async (query): Promise<Settlement> => {
    const organization = await findOrganization(query, command.plant);
    const [row] = await query("job-change-outcome", [organization.id, postingMark(command)]);
    if (row) return waitingOutcome(row);
    const [job] = await query("job-present", [organization.id, command.order]);
    return { outcome: job && showsChange(context, command, job) ? "APPLIED" : "ABSENT" };
  }, signal);
}

/** PROCESS_STATUS: 1 pending, 2 running, 3 error, 4 completed, 5 completed with warnings. */
function waitingOutcome(row: Row): Settlement {
  switch (row.process_status) {
    case "3":
      return { outcome: "REJECTED", reason: row.errors ?? "WIP Mass Load gave no reason" };
    case "4":
    case "5":
      return { outcome: "APPLIED" };
    default:
      return { outcome: "PENDING" };
  }
}

/** STATUS_TYPE of jobs that have been released, whatever became of them since. */
const releasedStatuses = new Set(["3", "4", "5", "6", "12", "14", "15"]);

function showsChange(context: PostingContext, command: JobCommand, job: Row): boolean {
  if (command.kind === "release-order") return releasedStatuses.has(job.status_type ?? "");
  const { start, end, priority } = jobChange(context, command);
  return (
    (start === null || job.scheduled_start_date === start) &&
    (end === null || job.scheduled_completion_date === end) &&
    (priority === null || job.priority === priority)
  );
}

function settleDate(context: PostingContext, command: CommandOf<"confirm-supplier-date">, signal: AbortSignal): Promise<Settlement> {
  return context.session.read(async (query): Promise<Settlement> => {
    const organization = await findOrganization(query, command.plant);
    const found = await query("acceptance-by-note", [command.purchaseOrder, organization.operatingUnit, postingMark(command)]);
    return { outcome: found.length > 0 ? "APPLIED" : "ABSENT" };
  }, signal);
}

function settleLot(context: PostingContext, command: LotCommand, signal: AbortSignal): Promise<Settlement> {
  const target = targetStatus(command, context.connection);
  return context.session.read(async (query): Promise<Settlement> => {
    const organization = await findOrganization(query, command.plant);
    const [lot] = await query("lot-present", [organization.id, command.material, command.batch, target]);
    return { outcome: lot?.status_code === target ? "APPLIED" : "ABSENT" };
  }, signal);
}
