/** Every contract of a notice: what the systems around the ERPs are told, as CloudEvents. `schema/events/out/` has the same as files. */
import type { SystemRole } from "../canonical/event.ts";
import { choice, day, erpNumber, type Members, moment, named, object, open, orNull, type Part, text, whole } from "./parts.ts";

/** One version of one type of notice. */
export interface NoticeContract {
  readonly type: string;
  readonly version: number;
  /** The kind of system that is told; `ALL` where each may be. */
  readonly to: SystemRole | "ALL";
  /** Members of the data that, joined by `/`, are the notice's subject; empty where it depends on what the notice is about. */
  readonly subject: readonly string[];
  readonly data: Part;
}

const order = erpNumber("Number of the production order", "1000123");
const material = erpNumber("Number of the material", "4711");
const batch = named("Number of the batch", "B-0815");
const reason = text("Why", "Cracks in the weld");
const priority = whole("1 is the most urgent", 1, 9);

const topics = [
  "SHORTAGE",
  "HOLD",
  "HOLD_LIFTED",
  "USAGE_DECISION",
  "SUPPLIER_DATE",
  "EXECUTION",
  "ORDER_MOVED",
  "REVISION",
  "DEMAND",
  "MACHINE_STATE",
  "MASTER_DATA",
];

export const noticeContracts: readonly NoticeContract[] = [
  notice("wms", "andon.pick-block.placed", ["material", "batch"], "A batch must not be picked", { material, batch, reason }),
  notice("wms", "andon.pick-block.lifted", ["material", "batch"], "A batch may be picked again", { material, batch, reason }),
  notice("wms", "andon.staging.moved", ["order"], "Material for an order is needed at another time", {
    order,
    windowStart: orNull(moment("From when on it is needed")),
    windowEnd: orNull(moment("Until when it is needed")),
    priority: orNull(priority),
  }),
  notice("aps", "andon.planning.informed", [], "Something that planning should reckon with", {
    topic: choice("What it is about", topics),
    facts: open("What is known of it; its members depend on the topic"),
  }),
  notice("crm", "andon.promise-date.changed", ["order"], "What was promised will be ready on another day", {
    order,
    material,
    promisedDate: day("When it will be ready"),
    reason,
  }),
  notice("portal", "andon.commitment.answered", ["purchaseOrder", "item", "scheduleLine"], "What became of a supplier's commitment", {
    purchaseOrder: erpNumber("Number of the purchase order", "4500000123"),
    item: erpNumber("Number of the item", "10"),
    scheduleLine: erpNumber("Number of the schedule line", "1"),
    outcome: choice("What became of it", ["CONFIRMED", "WAITING_FOR_APPROVAL", "DECLINED", "FAILED"]),
    reason: orNull(reason),
  }),
  notice("mes", "andon.order.released", ["order"], "Work on an order may start", { order, reason: orNull(reason) }),
  notice("mes", "andon.order.held", ["order"], "Work on an order must not start", { order, reason }),
  notice("qms", "andon.disposition.recorded", ["inspectionLot"], "The ERP has recorded what becomes of an inspection lot", {
    inspectionLot: erpNumber("Number of the inspection lot", "890000000123"),
    decision: choice("Whether it may be used", ["ACCEPTED", "REJECTED"]),
  }),
  notice("ALL", "andon.redelivery.requested", [], "Events of the system have not come, and are to be sent again as they were", {
    source: text("Source of the events", "/systems/mes"),
    first: text("Sequence of the first that is missing, in decimal digits", "4711"),
    last: text("Sequence of the last that is missing, in decimal digits", "4713"),
  }),
];

/** What a kind of system is told. */
export function noticesTo(role: SystemRole): readonly NoticeContract[] {
  return noticeContracts.filter(({ to }) => to === role || to === "ALL");
}

function notice(to: NoticeContract["to"], type: string, subject: readonly string[], description: string, members: Members): NoticeContract {
  return { type, version: 1, to, subject, data: object(description, members) };
}
