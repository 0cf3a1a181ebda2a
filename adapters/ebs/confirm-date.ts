/** A supplier's date, by the public APIs for purchase orders. */
import { Big } from "big.js";
import type { Receipt } from "#schema/canonical/command.ts";
import { type CommandOf, type PostingContext, postingMark } from "./postings.ts";
import { type Query, Refused } from "./session.ts";
import { findOrganization } from "./streams.ts";

/** The promised date by PO_CHANGE_API1_S, which raises the revision; then the acceptance of that revision. Both or none. */
export async function confirmDate(context: PostingContext, query: Query, command: CommandOf<"confirm-supplier-date">): Promise<Receipt> {
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
