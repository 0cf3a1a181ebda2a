/** API_INSPECTIONLOT_SRV (OData V2): lots, their statuses, usage decisions. The lot has no navigation to its decision. */
import { dayMs } from "./calendar.ts";
import type { Erp } from "./erp.ts";
import type { InspectionLot, UsageDecision } from "./inspection-lots.ts";
import { selectedSet } from "./inspection-lots.ts";
import { readText } from "./odata/body.ts";
import { day, type EntitySet, empty, type Field, flag, instant, quantity, text, time } from "./odata/edm.ts";
import { notFound, ODataError } from "./odata/odata-error.ts";
import type { Service, WriteInput } from "./service.ts";
import { unitCode } from "./units.ts";

type DecidedLot = InspectionLot & { readonly decision: UsageDecision };

/** A decision is made by `POST A_InspLotUsageDecision`; it is refused when the lot has one. */
export function inspectionLotService(erp: Erp): Service {
  const statuses = statusSet(erp);
  const lots = lotSet(erp, statuses);
  const decisions = decisionSet(erp);
  return {
    root: "/sap/opu/odata/sap/API_INSPECTIONLOT_SRV/",
    version: 2,
    namespace: "API_INSPECTIONLOT_SRV",
    sets: [lots, statuses, decisions],
    writes: {
      "POST A_InspLotUsageDecision": {
        run: ({ body }) => ({ kind: "created", entity: { set: decisions, row: decide(erp, body) }, expand: "" }),
      },
    },
  };
}

function decide(erp: Erp, body: WriteInput["body"]): InspectionLot {
  const lot = erp.lots.find(readText(body, "InspectionLot"));
  if (!lot) throw notFound("A_InspLotUsageDecision");
  const chosen = {
    InspLotUsageDecisionCatalog: "3",
    SelectedCodeSetPlant: erp.plant,
    InspLotUsgeDcsnSelectedSet: selectedSet.set,
    InspLotUsageDecisionCodeGroup: selectedSet.group,
  };
  for (const [name, value] of Object.entries(chosen)) {
    const given = readText(body, name);
    if (given !== value) throw new ODataError(400, "QV/034", `${name} ${given} is not a usage decision of plant ${erp.plant}`, name);
  }
  erp.lots.decide(lot, readText(body, "InspectionLotUsageDecisionCode"), "COMM_USER");
  return lot;
}

function lotSet(erp: Erp, statuses: EntitySet<InspectionLot>): EntitySet<InspectionLot> {
  const local = (at: number) => erp.calendar.local(at);
  const unit = ({ material }: InspectionLot): string => unitCode(material.unit).external;
  const decided = (lot: InspectionLot, code: string): number => (lot.decision?.code === code ? lot.quantity : 0);
  return {
    name: "A_InspectionLot",
    type: "A_InspectionLotType",
    keys: ["InspectionLot"],
    fields: {
      InspectionLot: text(({ number }) => number),
      Material: text(({ material }) => material.number),
      Batch: text(({ batch }) => batch),
      Plant: text(() => erp.plant),
      InspectionLotOrigin: text(() => "04"),
      InspectionLotType: text(() => "04"),
      ManufacturingOrder: text(({ order }) => order),
      InspectionLotText: text(() => "Goods receipt from production"),
      InspectionLotObjectText: text(({ material }) => material.description),
      InspectionLotQuantity: quantity((lot) => lot.quantity),
      InspectionLotActualQuantity: quantity((lot) => lot.quantity),
      InspectionLotDefectiveQuantity: quantity((lot) => decided(lot, selectedSet.rejected)),
      InspectionLotQuantityUnit: text(unit),
      InspLotCreatedOnLocalDate: day(({ createdAt }) => local(createdAt).date),
      InspLotCreatedOnLocalTime: time(({ createdAt }) => local(createdAt).seconds),
      InspectionLotCreatedBy: text(() => "SHOPFLOOR"),
      InspectionLotCreatedOn: day(({ createdAt }) => local(createdAt).date),
      InspectionLotCreatedOnTime: time(({ createdAt }) => local(createdAt).seconds),
      InspectionLotChangedBy: text(({ decision }) => decision?.by ?? ""),
      InspectionLotChangeDate: day(({ decision }) => decision && local(decision.at).date),
      InspectionLotChangeTime: time(({ decision }) => (decision ? local(decision.at).seconds : 0)),
      ChangedDateTime: instant(({ changedAt }) => changedAt),
      InspectionLotStartDate: day(({ createdAt }) => local(createdAt).date),
      InspectionLotEndDate: day(({ createdAt }) => local(createdAt).date + dayMs),
      InspectionLotHasUsageDecision: flag(({ decision }) => decision !== null),
      InspLotIsStockPostingCompleted: flag(({ decision }) => decision !== null),
      InspectionLotPlant: text(() => erp.plant),
      InspectionLotStorageLocation: text(() => "0003"),
      InspLotQtyToFree: quantity((lot) => decided(lot, selectedSet.accepted)),
      InspLotQtyToBlocked: quantity((lot) => decided(lot, selectedSet.rejected)),
      InspLotQtyToBePosted: quantity((lot) => (lot.decision ? 0 : lot.quantity)),
      ...empty(
        "Supplier",
        "Customer",
        "PurchasingDocument",
        "PurchasingDocumentItem",
        "MaterialDocument",
        "MaterialDocumentYear",
        "InspLotExternalNumber",
      ),
    },
    navigations: { to_InspectionLotWithStatus: { many: false, target: () => statuses, follow: (lot) => [lot] } },
    rows: () => erp.lots.all,
    etag: (lot) => changeTag(lot.changedAt),
  };
}

function statusSet(erp: Erp): EntitySet<InspectionLot> {
  const mark = (holds: (lot: InspectionLot) => boolean): Field<InspectionLot> => text((lot) => (holds(lot) ? "X" : ""));
  return {
    name: "A_InspectionLotWithStatus",
    type: "A_InspectionLotWithStatusType",
    keys: ["InspectionLot"],
    fields: {
      InspectionLot: text(({ number }) => number),
      ...empty(
        "InspectionLotStatusCreated",
        "InspectionLotStatusSkip",
        "InspLotStsDefectsRecorded",
        "InspLotStatusCanceled",
        "InspLotStatusRepair",
      ),
      InspectionLotStatusReleased: text(() => "X"),
      InspLotStatusRsltsConfirmed: mark(({ decision }) => decision !== null),
      InspLotStsShrtTrmInspCmpltd: mark(({ decision }) => decision !== null),
      InspLotStatusInspCompleted: mark(({ decision }) => decision !== null),
    },
    navigations: {},
    rows: () => erp.lots.all,
  };
}

function decisionSet(erp: Erp): EntitySet<DecidedLot> {
  const at = ({ decision }: DecidedLot) => erp.calendar.local(decision.at);
  return {
    name: "A_InspLotUsageDecision",
    type: "A_InspLotUsageDecisionType",
    keys: ["InspectionLot"],
    fields: {
      InspectionLot: text(({ number }) => number),
      InspLotUsageDecisionLevel: text(() => "L"),
      InspectionLotQualityScore: { type: "Decimal", read: ({ decision }) => (decision.code === selectedSet.accepted ? "100" : "1") },
      InspLotUsageDecisionCatalog: text(() => "3"),
      SelectedCodeSetPlant: text(() => erp.plant),
      InspLotUsgeDcsnSelectedSet: text(() => selectedSet.set),
      InspLotUsageDecisionCodeGroup: text(() => selectedSet.group),
      InspectionLotUsageDecisionCode: text(({ decision }) => decision.code),
      InspLotUsageDecisionValuation: text(({ decision }) => (decision.code === selectedSet.accepted ? "A" : "R")),
      InspectionLotUsageDecidedBy: text(({ decision }) => decision.by),
      InspectionLotUsageDecidedOn: day((lot) => at(lot).date),
      InspLotUsageDecisionTime: time((lot) => at(lot).seconds),
      InspLotUsgeDcsnHasLongText: flag(() => false),
      ChangedDateTime: instant(({ changedAt }) => changedAt),
    },
    navigations: {},
    rows: () => erp.lots.all.filter((lot): lot is DecidedLot => lot.decision !== null),
    etag: (lot) => changeTag(lot.changedAt),
  };
}

function changeTag(changedAt: number): string {
  return `W/"datetimeoffset'${encodeURIComponent(new Date(changedAt).toISOString().replace(".000Z", "Z"))}'"`;
}
