/** Postings: through the open interface for jobs, by the public APIs for purchase orders and lots; never into base tables. */
import { Big } from "big.js";
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { MappingError } from "../mapping.ts";
import { confirmOperation } from "./confirm-operation.ts";
import {
  awaitSettlement,
  type CommandOf,
  errorMessages,
  type JobCommand,
  jobChange,
  type LotCommand,
  type PostingContext,
  postingMark,
  rejected,
  targetStatus,
} from "./postings.ts";
import { type Query, Refused } from "./session.ts";
import { settleJob } from "./settle.ts";
import { findOrganization, type Organization } from "./streams.ts";
import { recordUsageDecision } from "./usage-decision.ts";

/** One posting. Throws SourceUnavailable when surely nothing was posted, InDoubt when it may have been. */
export async function execute(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  try {
    switch (command.kind) {
      case "release-order":
      case "reschedule-order":
        return await postJobChange(context, command, signal);
      case "confirm-supplier-date":
        return await context.session.write((query) => confirmDate(context, query, command), signal);
      case "hold-stock":
      case "free-stock":
        return await context.session.write((query) => changeLotStatus(context, query, command), signal);
      case "confirm-operation":
        return await confirmOperation(context, command, signal);
      case "record-usage-decision":
        return await recordUsageDecision(context, command, signal);
    }
  } catch (error) {
    if (error instanceof Refused) return { outcome: "REJECTED", messages: errorMessages(error.message, error.code) };
    if (error instanceof MappingError) return rejected(error.reason.code, error.reason.text);
    throw error;
  }
}

/** A row for WIP Mass Load; then the concurrent manager has a moment to take it before the posting is left to `settle`. */
async function postJobChange(context: PostingContext, command: JobCommand, signal: AbortSignal): Promise<Receipt> {
  const { start, end, priority } = jobChange(context, command);
  await context.session.write(async (query) => {
    const organization = await findOrganization(query, command.plant);
    const [present] = await query("job-change-outcome", [organization.id, postingMark(command)]);
    if (present) return;
    const status = command.kind === "release-order" ? "3" : null;
    await query("insert-job-change", [
      organization.id,
      postingMark(command),
      command.order,
      status,
      start,
      end,
      priority,
      String(context.connection.userId),
    ]);
  }, signal);

  return awaitSettlement(context, command, () => settleJob(context, command, signal), "WIP_MASS_LOAD", signal);
}

/** The promised date by PO_CHANGE_API1_S, which raises the revision; then the acceptance of that revision. Both or none. */
async function confirmDate(context: PostingContext, query: Query, command: CommandOf<"confirm-supplier-date">): Promise<Receipt> {
  const organization = await findOrganization(query, command.plant);
  const done = await query("acceptance-by-note", [command.purchaseOrder, organization.operatingUnit, postingMark(command)]);
  const reference = `${command.purchaseOrder}/${command.item}/${command.scheduleLine}`;
  if (done.length > 0) return { outcome: "APPLIED", reference, messages: [] };

  const key = [command.purchaseOrder, command.item, command.scheduleLine];
  const [shipment] = await query("shipment-present", [organization.id, ...key]);
  if (!shipment) throw new Refused("PO_CHNG_INVALID_SHIPMENT_NUM", `purchase order ${reference} does not exist in plant ${command.plant}`);
  requireWholeShipment(context, command, shipment);

  const [update] = await query("update-po", [
    command.purchaseOrder,
    shipment.revision_num,
    command.item,
    command.scheduleLine,
    command.date,
    organization.operatingUnit,
  ]);
  if (update?.result !== "1") throw new Refused("PO_CHANGE_API1_S", update?.errors ?? "");
  const [carried] = await query("carry-over-acknowledgement", [command.purchaseOrder, organization.operatingUnit]);
  if (carried?.x_return_status !== "S")
    throw new Refused("CARRY_OVER_ACKNOWLEDGEMENT", "EBS did not carry over the order's other acceptances");
  const [acceptance] = await query("record-acceptance", [
    command.purchaseOrder,
    postingMark(command),
    shipment.line_location_id,
    organization.operatingUnit,
  ]);
  if (acceptance?.result !== "1")
    throw new Refused("RECORD_ACCEPTANCE", "EBS did not record the acceptance; the date was not changed either");
  return { outcome: "APPLIED", reference, messages: [] };
}

/** EBS has one promised date for a shipment: a part of it can only be promised after the buyer has split it. */
function requireWholeShipment(
  context: PostingContext,
  command: CommandOf<"confirm-supplier-date">,
  shipment: Readonly<Record<string, string | null>>,
): void {
  const unit = context.codes.units.read("MTL_UNITS_OF_MEASURE.UOM_CODE", shipment.uom_code ?? "");
  if (unit !== command.unit)
    throw new Refused("ANDON_UNIT", `the shipment is in ${unit}, the confirmation in ${command.unit}; confirm in ${unit}`);
  if (!new Big(shipment.quantity ?? "0").eq(command.quantity)) {
    throw new Refused(
      "ANDON_PARTIAL",
      `the shipment is over ${shipment.quantity}, the confirmation over ${command.quantity}; split the shipment in EBS, then confirm its parts`,
    );
  }
}

/** A lot's material status by INV_MATERIAL_STATUS_PUB. It holds for the whole lot, wherever it lies. */
async function changeLotStatus(context: PostingContext, query: Query, command: LotCommand): Promise<Receipt> {
  const organization = await findOrganization(query, command.plant);
  const target = targetStatus(command, context.connection);
  const [lot] = await query("lot-present", [organization.id, command.material, command.batch, target]);
  if (!lot)
    throw new Refused("INV_INVALID_LOT", `lot ${command.batch} of item ${command.material} does not exist in plant ${command.plant}`);
  if (lot.target_id === null) {
    const setting = command.kind === "hold-stock" ? "holdStatus" : "freeStatus";
    throw new Refused(
      "INV_INVALID_STATUS",
      `EBS has no material status "${target}"; set ${setting} of the system in the landscape to one that it has`,
    );
  }
  const whole = new Big(lot.on_hand ?? "0");
  const partial = whole.gt(command.quantity);
  if (partial && command.kind === "free-stock") {
    throw new Refused("ANDON_PARTIAL", `lot ${command.batch} has ${whole.toFixed()} on hand and EBS frees only whole lots; free all of it`);
  }
  if (lot.status_code !== target) await writeStatus(query, organization, lot, command);
  const text = `EBS holds whole lots: all ${whole.toFixed()} of lot ${command.batch} are held, not only ${command.quantity}`;
  return {
    outcome: "APPLIED",
    reference: command.batch,
    messages: partial ? [{ severity: "WARNING", code: "ANDON_WHOLE_LOT", text }] : [],
  };
}

async function writeStatus(
  query: Query,
  organization: Organization,
  lot: Readonly<Record<string, string | null>>,
  command: LotCommand,
): Promise<void> {
  const [outcome] = await query("update-lot-status", [organization.id, lot.inventory_item_id, command.batch, lot.target_id]);
  if (outcome?.x_return_status !== "S") throw new Refused("INV_MATERIAL_STATUS_PUB", outcome?.x_msg_data ?? "");
}
