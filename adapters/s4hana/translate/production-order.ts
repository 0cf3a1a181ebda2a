/** A_ProductionOrder_2 with its parts as a production order, and its components' texts as materials. */
import { Big } from "big.js";
import type {
  MaterialReadiness,
  Operation,
  OrderComponent,
  OrderFlag,
  ProductionOrder,
  ProductionOrderState,
  Progress,
} from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { MappingError } from "../../mapping.ts";
import { flagOfStatus, statePrecedence } from "../codes.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import { quantityOf, readQuantity } from "../units.ts";
import { type Context, type Draft, materialDraft } from "./draft.ts";

/** Throws a MappingError for a status, unit or value that has no translation. */
export function translateOrder(record: SourceRecord, context: Context): Draft<"production-order" | "material">[] {
  const order = createReader("A_ProductionOrder_2", record.entity, context.timeZone);
  const statuses = order.many("to_ProductionOrderStatus").map((status) => status.required("StatusCode"));
  const components = order.many("to_ProductionOrderComponent").filter((component) => !component.flag("MatlCompIsMarkedForDeletion"));
  const number = withoutPadding(order.required("ManufacturingOrder"));
  const stamp = order.required("LastChangeDateTime");
  const changedAt = changeMoment(order, stamp);
  return [
    {
      kind: "production-order",
      key: keyOf.productionOrder(number),
      body: bodyOf(order, { number, plant: record.plant, statuses, components }, context),
      version: stamp,
      changedAt,
      sourceKey: record.id,
      sourceStatuses: statuses,
    },
    materialDraft(order.required("Material"), null, null, changedAt),
    ...components.map((component) => componentMaterial(component, changedAt, context)),
  ];
}

/** LastChangeDateTime is text, `20261123094500` in UTC. */
function changeMoment(order: Reader, stamp: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(stamp);
  if (match) return `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`;
  const field = order.field("LastChangeDateTime");
  const text = `${field} is "${stamp}"; YYYYMMDDhhmmss is wanted. Change the order in S/4HANA, then read it again`;
  throw new MappingError({ code: "INVALID_FIELD", field, value: stamp, text });
}

interface OrderParts {
  readonly number: string;
  readonly plant: string;
  readonly statuses: readonly string[];
  readonly components: readonly Reader[];
}

function bodyOf(order: Reader, { number, plant, statuses, components }: OrderParts, context: Context): ProductionOrder {
  const { units } = context.codes;
  const items = order.many("to_ProductionOrderItem");
  const [item] = items;
  const total = order.requiredDecimal("TotalQuantity");
  const received = items.reduce((sum, each) => sum.plus(each.decimal("MfgOrderItemGoodsReceiptQty") ?? "0"), new Big(0)).toFixed();
  const confirmed = order.decimal("MfgOrderConfirmedYieldQty") ?? "0";
  const nothingMade = new Big(received).eq(0) && new Big(confirmed).eq(0);
  const state = orderState(order, statuses, nothingMade, context);
  const operations = order.many("to_ProductionOrderOperation");
  const scheduled = (edge: "Start" | "End") => order.localMoment(`MfgOrderScheduled${edge}Date`, `MfgOrderScheduled${edge}Time`);
  return {
    number,
    plant,
    material: withoutPadding(order.required("Material")),
    orderType: order.text("ManufacturingOrderType"),
    state,
    confirmation: confirmationOf(statuses),
    delivery: deliveryOf(statuses, received, total),
    readiness: readinessOf(statuses),
    flags: flagsOf(statuses),
    priority: priorityOf(order),
    planned: quantityOf(units, order, total, "ProductionUnit"),
    confirmedYield: readQuantity(units, order, "MfgOrderConfirmedYieldQty", "ProductionUnit"),
    // API_PRODUCTION_ORDER_2_SRV has scrap as planned only; what was confirmed lies in the confirmations.
    confirmedScrap: null,
    delivered: item ? quantityOf(units, order, received, "ProductionUnit") : null,
    basicStart: order.localMoment("MfgOrderPlannedStartDate", "MfgOrderPlannedStartTime"),
    basicEnd: order.localMoment("MfgOrderPlannedEndDate", "MfgOrderPlannedEndTime"),
    scheduledStart: scheduled("Start"),
    scheduledEnd: scheduled("End"),
    actualStart: actualStart(operations),
    actualEnd: actualEnd(operations),
    batch: item?.text("Batch") ?? null,
    operations: operations.map((operation) => translateOperation(operation, state, context)),
    components: components.map((component) => translateComponent(component, context)),
  };
}

function orderState(order: Reader, statuses: readonly string[], nothingMade: boolean, { codes }: Context): ProductionOrderState {
  const field = "A_ProductionOrderStatus_2.StatusCode";
  const meanings = new Set(statuses.map((status) => codes.orderStatuses.read(field, status)));
  const state = statePrecedence.find((each) => meanings.has(each));
  if (state === undefined) {
    const text = `order ${order.required("ManufacturingOrder")} has statuses "${statuses.join(" ")}", none of which says how far it is; map one of them in the landscape under mappings.orderStatus, then replay`;
    throw new MappingError({ code: "UNKNOWN_STATUS", field, value: statuses.join(" "), text });
  }
  // S/4HANA has no status for an order given up: it is completed technically before anything was made.
  return state === "TECHNICALLY_COMPLETED" && nothingMade && !statuses.includes("I0321") ? "CANCELLED" : state;
}

const confirmationOf = (statuses: readonly string[]): Progress =>
  statuses.includes("I0009") ? "FULL" : statuses.includes("I0010") ? "PARTIAL" : "NONE";

function deliveryOf(statuses: readonly string[], received: string, total: string): Progress {
  if (statuses.includes("I0012")) return "FULL";
  if (statuses.includes("I0074")) return "PARTIAL";
  if (new Big(received).lte(0)) return "NONE";
  return new Big(received).gte(total) ? "FULL" : "PARTIAL";
}

function readinessOf(statuses: readonly string[]): MaterialReadiness {
  if (statuses.includes("I0004")) return "SHORTAGE";
  return statuses.includes("I0340") ? "COMMITTED" : "NOT_CHECKED";
}

const flagsOf = (statuses: readonly string[]): OrderFlag[] =>
  statuses.flatMap((status) => {
    const flag = flagOfStatus[status];
    return flag === undefined ? [] : [flag];
  });

const byTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

/** The header has no actual dates in this service; the operations do. */
const actualStart = (operations: readonly Reader[]): string | null =>
  operations.flatMap((each) => each.localMoment("OpActualExecutionStartDate", "OpActualExecutionStartTime") ?? []).sort(byTime)[0] ?? null;

function actualEnd(operations: readonly Reader[]): string | null {
  if (!operations.every((each) => each.flag("OperationIsConfirmed"))) return null;
  return (
    operations
      .flatMap((each) => each.localMoment("OpActualExecutionEndDate", "OpActualExecutionEndTime") ?? [])
      .sort(byTime)
      .at(-1) ?? null
  );
}

/** ManufacturingOrderImportance is one character; what is no figure is a site's own ranking, which has no order here. */
function priorityOf(order: Reader): number | null {
  const importance = order.text("ManufacturingOrderImportance") ?? "";
  return /^[1-9]$/.test(importance) ? Number(importance) : null;
}

const operationStates: readonly (readonly [string, ProductionOrderState])[] = [
  ["OperationIsDeleted", "DELETED"],
  ["OperationIsClosed", "CLOSED"],
  ["OperationIsTechlyCompleted", "TECHNICALLY_COMPLETED"],
  ["OperationIsConfirmed", "COMPLETED"],
  ["OperationIsPartiallyConfirmed", "IN_PROGRESS"],
  ["OperationIsReleased", "RELEASED"],
  ["OperationIsCreated", "CREATED"],
];

function translateOperation(operation: Reader, order: ProductionOrderState, { codes }: Context): Operation {
  const state = operationStates.find(([property]) => operation.flag(property))?.[1];
  const quantity = (property: string) => readQuantity(codes.units, operation, property, "OperationUnit");
  return {
    number: operation.required("ManufacturingOrderOperation"),
    workCenter: operation.text("WorkCenter"),
    text: operation.text("MfgOrderOperationText"),
    state: state ?? order,
    planned: quantity("OpPlannedTotalQuantity"),
    yield: quantity("OpTotalConfirmedYieldQty"),
    scrap: null,
    start: operation.localMoment("OpErlstSchedldExecStrtDte", "OpErlstSchedldExecStrtTme"),
    end: operation.localMoment("OpErlstSchedldExecEndDte", "OpErlstSchedldExecEndTme"),
  };
}

function translateComponent(component: Reader, { codes }: Context): OrderComponent {
  return {
    key: component.required("ReservationItem"),
    operation: component.text("ManufacturingOrderOperation"),
    material: withoutPadding(component.required("Material")),
    required: quantityOf(codes.units, component, component.requiredDecimal("RequiredQuantity"), "BaseUnit"),
    issued: readQuantity(codes.units, component, "WithdrawnQuantity", "BaseUnit"),
    committed: readQuantity(codes.units, component, "ConfirmedAvailableQuantity", "BaseUnit"),
    requiredAt: component.localMoment("MatlCompRequirementDate", "MatlCompRequirementTime"),
    location: component.text("StorageLocation"),
    batch: component.text("Batch"),
    backflush: component.flag("MatlCompIsMarkedForBackflush"),
  };
}

function componentMaterial(component: Reader, changedAt: string, { codes }: Context): Draft<"material"> {
  const unit = codes.units.read(component.field("BaseUnit"), component.required("BaseUnit"));
  return materialDraft(component.required("Material"), component.text("BOMItemDescription"), unit, changedAt);
}
