/** A supplier commits itself to a date: procurement allows it where it slips too far, the ERP's schedule line is confirmed, planning reckons with it. */
import type { Stored } from "#schema/canonical/change.ts";
import type { EventData } from "#schema/canonical/event.ts";
import { isOpen } from "../views/facts/commitment.ts";
import { informPlanning, laneOf, post, tell } from "./planned.ts";
import { type PlannedCommand, type Refusal, refuse, type Workflow, type World, wholeEvent } from "./workflow.ts";

type Proposal = EventData["andon.supplier-commitment.proposed"];

const dayMs = 86_400_000;

export const supplierCommitment: Workflow<"andon.supplier-commitment.proposed"> = {
  name: "supplier-commitment",
  on: ["andon.supplier-commitment.proposed"],
  owners: ["portal"],
  latencyClass: "NEAR_REAL_TIME",
  slaSeconds: 300,
  newestWins: wholeEvent,
  decide({ data: proposal }, world) {
    const { purchaseOrder, item, scheduleLine, date, quantity } = proposal;
    const subject = `${purchaseOrder}/${item}/${scheduleLine}`;
    const line = world.commitment(subject);
    const refusal = refusalOf(proposal, line, world);
    const answer = (outcome: string, reason: string | null): PlannedCommand =>
      tell(
        "portal",
        "andon.commitment.answered",
        subject,
        { purchaseOrder, item, scheduleLine, outcome, reason },
        { latencyClass: "IMMEDIATE" },
      );
    if (refusal) return { ...refusal, answers: [answer("FAILED", refusal.refused.message)] };
    if (!line) throw new TypeError("a proposal for no line is refused");
    const slip = Math.round((Date.parse(date) - Date.parse(line.requested.date)) / dayMs);
    const needsApproval = slip > world.slipLimitDays;
    const text = `${line.supplier} commits ${subject} to ${date}, ${slip} days after the requested ${line.requested.date}`;
    return {
      steps: [
        ...(needsApproval
          ? [{ name: "ask-for-patience", onFailure: "GO_ON" as const, commands: [answer("WAITING_FOR_APPROVAL", null)] }]
          : []),
        {
          name: "confirm-date",
          ...(needsApproval ? { approval: { scope: "supplier-commitment:write", text } } : {}),
          commands: [
            post(
              laneOf.commitment(purchaseOrder, item),
              { kind: "confirm-supplier-date", purchaseOrder, item, scheduleLine, date, quantity: quantity.value, unit: quantity.unit },
              { replaces: `confirm/${subject}`, ...(needsApproval ? { latencyClass: "IMMEDIATE" as const } : {}) },
            ),
          ],
        },
        {
          name: "inform-planning",
          after: ["confirm-date"],
          onFailure: "GO_ON",
          commands: [
            informPlanning("SUPPLIER_DATE", subject, {
              supplier: line.supplier,
              material: line.material,
              purchaseOrder,
              item,
              scheduleLine,
              date,
              quantity,
            }),
          ],
        },
        { name: "answer-supplier", after: ["confirm-date"], onFailure: "GO_ON", commands: [answer("CONFIRMED", null)] },
        {
          name: "answer-in-the-negative",
          insteadOf: "confirm-date",
          onFailure: "GO_ON",
          commands: [answer("DECLINED", `${date} was not confirmed; ${line.requested.date} is still asked for`)],
        },
      ],
    };
  },
};

function refusalOf({ supplier, date, quantity }: Proposal, line: Stored<"supplier-commitment"> | null, world: World): Refusal | null {
  // Whose line it is must not be told to others: it is as if there were none.
  if (!line || line.supplier !== supplier)
    return refuse("NOT_FOUND", "purchaseOrder", "there is no such line of this supplier in this plant");
  if (!isOpen(line)) return refuse("WRONG_STATE", "scheduleLine", `the line is ${line.state}; nothing more is expected of it`);
  if (Date.parse(date) + dayMs < world.now) return refuse("DATE_IN_THE_PAST", "date", `${date} has passed; give a day to come`);
  const { unit, value } = line.requested.quantity;
  if (quantity.unit !== unit) return refuse("UNIT_MISMATCH", "quantity.unit", `the line is in ${unit}; give the quantity in ${unit}`);
  if (Number(quantity.value) > Number(value))
    return refuse("QUANTITY_TOO_LARGE", "quantity.value", `the line asks for ${value} ${unit}; give no more than that`);
  return null;
}
