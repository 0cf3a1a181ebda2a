/** What a command is about, as one of the graph's entities. */
import type { EntityKey } from "#schema/canonical/change.ts";
import type { Command } from "#schema/canonical/command.ts";
import { keyOf } from "#schema/canonical/keys.ts";

export type SubjectType = "ProductionOrder" | "SupplierCommitment" | "Batch" | "InspectionLot";

export interface CommandSubject {
  readonly type: SubjectType;
  readonly key: EntityKey;
}

/** Null for what is about none of them, such as a machine. */
export function subjectOf(command: Command): CommandSubject | null {
  const about = (type: SubjectType, key: string): CommandSubject => ({ type, key: { plant: command.plant, key } });
  switch (command.kind) {
    case "release-order":
    case "reschedule-order":
    case "confirm-operation":
      return about("ProductionOrder", keyOf.productionOrder(command.order));
    case "confirm-supplier-date":
      return about("SupplierCommitment", keyOf.supplierCommitment(command.purchaseOrder, command.item, command.scheduleLine));
    case "hold-stock":
    case "free-stock":
      return about("Batch", keyOf.batch(command.material, command.batch));
    case "record-usage-decision":
      return about("InspectionLot", keyOf.inspectionLot(command.inspectionLot));
    case "notice": {
      const topic = typeof command.data.topic === "string" ? command.data.topic : "";
      const type = ofNotices[command.type] ?? ofTopics[topic];
      return type ? about(type, command.subject) : null;
    }
  }
}

const ofNotices: Readonly<Record<string, SubjectType>> = {
  "andon.pick-block.placed.v1": "Batch",
  "andon.pick-block.lifted.v1": "Batch",
  "andon.staging.moved.v1": "ProductionOrder",
  "andon.promise-date.changed.v1": "ProductionOrder",
  "andon.order.released.v1": "ProductionOrder",
  "andon.order.held.v1": "ProductionOrder",
  "andon.commitment.answered.v1": "SupplierCommitment",
  "andon.disposition.recorded.v1": "InspectionLot",
};

/** Topics of `andon.planning.informed.v1`. */
const ofTopics: Readonly<Record<string, SubjectType>> = {
  ORDER_MOVED: "ProductionOrder",
  EXECUTION: "ProductionOrder",
  SHORTAGE: "ProductionOrder",
  SUPPLIER_DATE: "SupplierCommitment",
  HOLD: "Batch",
  HOLD_LIFTED: "Batch",
  USAGE_DECISION: "InspectionLot",
};
