/** The laboratory has decided on an inspection lot: the ERP records the usage decision, the warehouse stops picking what is rejected. */
import { informPlanning, laneOf, post, tell } from "./planned.ts";
import { type PlannedStep, refuse, type Workflow } from "./workflow.ts";

export const qualityDecision: Workflow<"andon.quality.usage-decided"> = {
  name: "quality-decision",
  on: ["andon.quality.usage-decided"],
  owners: ["qms"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 60,
  decide({ data: { inspectionLot, decision, reason = null } }, world) {
    const lot = world.lot(inspectionLot);
    if (!lot) return refuse("NOT_FOUND", "inspectionLot", `inspection lot ${inspectionLot} is not known in this plant`);
    if (lot.disposition !== "PENDING" && lot.disposition !== "ON_HOLD")
      return refuse("WRONG_STATE", "inspectionLot", `inspection lot ${inspectionLot} is decided already: ${lot.disposition}`);
    const { material, batch } = lot;
    const subject = `${material}/${batch ?? ""}`;
    const blockPicking: PlannedStep = {
      name: "block-picking",
      commands: [
        tell("wms", "andon.pick-block.placed", subject, { material, batch, reason: reason ?? `lot ${inspectionLot} is rejected` }),
      ],
      compensation: [tell("wms", "andon.pick-block.lifted", subject, { material, batch, reason: "the ERP refused the decision" })],
    };
    return {
      steps: [
        ...(decision === "REJECTED" && batch !== null ? [blockPicking] : []),
        {
          name: "record-decision",
          commands: [post(laneOf.lot(inspectionLot), { kind: "record-usage-decision", inspectionLot, decision })],
        },
        {
          name: "answer-laboratory",
          after: ["record-decision"],
          onFailure: "GO_ON",
          commands: [tell("qms", "andon.disposition.recorded", inspectionLot, { inspectionLot, decision })],
        },
        {
          name: "inform-planning",
          after: ["record-decision"],
          onFailure: "GO_ON",
          commands: [informPlanning("USAGE_DECISION", inspectionLot, { inspectionLot, material, batch, decision })],
        },
      ],
    };
  },
};
