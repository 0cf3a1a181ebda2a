/** Holding and freeing of a lot, by its material status. */
import { Big } from "big.js";
import type { Receipt } from "#schema/canonical/command.ts";
import { type LotCommand, type PostingContext, targetStatus } from "./postings.ts";
import { type Query, Refused } from "./session.ts";
import { findOrganization, type Organization } from "./streams.ts";

/** A lot's material status by INV_MATERIAL_STATUS_PUB. It holds for the whole lot, wherever it lies. */
export async function changeLotStatus(context: PostingContext, query: Query, command: LotCommand): Promise<Receipt> {
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
