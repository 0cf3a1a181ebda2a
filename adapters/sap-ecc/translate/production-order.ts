/** LOIPRO: a production order, its operations and components, as the POI download sends it. */
import type {
  MaterialReadiness,
  Operation,
  OrderComponent,
  OrderFlag,
  ProductionOrderState,
  Progress,
} from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { type Segment, segmentsOf } from "../../protocols/idoc/idoc.ts";
import { statePrecedence } from "../codes.ts";
import { createReader, type Reader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

/** The order of an E1AFKOL segment. */
export function translateProductionOrder(header: Segment, context: TranslationContext): Draft<"production-order"> {
  const order = createReader("E1AFKOL", header.fields, context);
  const statuses = statusesOf(header, "E1JSTKL");
  const state = stateOf(statuses, "E1JSTKL.STAT", context);
  const [itemSegment] = segmentsOf(header.children, "E1AFPOL");
  const item = createReader("E1AFPOL", itemSegment?.fields ?? {}, context);
  const unit = order.required("GMEIN");
  const operations = segmentsOf(header.children, "E1AFVOL");
  const number = order.number("AUFNR");
  const sums = operations.map((operation) => createReader("E1AFVOL", operation.fields, context));
  return {
    kind: "production-order",
    key: keyOf.productionOrder(number),
    sourceKey: order.required("AUFNR"),
    sourceStatuses: statuses,
    body: {
      number,
      plant: context.plant,
      material: order.number("MATNR"),
      orderType: order.text("AUART"),
      state,
      confirmation: progressOf(statuses, "I0010", "I0009"),
      delivery: progressOf(statuses, "I0074", "I0012"),
      readiness: readinessOf(statuses),
      flags: flagsOf(statuses),
      priority: priorityOf(order),
      planned: order.quantity("GAMNG", "GMEIN"),
      // What the last operation has yielded is what the order has.
      confirmedYield: sums.at(-1)?.quantityIn("LMNGA", unit) ?? null,
      confirmedScrap: sums.at(-1)?.quantityIn("XMNGA", unit) ?? null,
      delivered: item.quantityIn("WEMNG", item.text("AMEIN") ?? unit),
      basicStart: order.moment("GSTRP", "GSUZP"),
      basicEnd: order.moment("GLTRP", "GLUZP"),
      scheduledStart: order.moment("GSTRS", "GSUZS"),
      scheduledEnd: order.moment("GLTRS", "GLUZS"),
      actualStart: order.moment("GSTRI", ""),
      actualEnd: order.moment("GLTRI", ""),
      batch: item.text("CHARG"),
      operations: operations.map((operation) => translateOperation(operation, context)),
      components: operations.flatMap((operation) =>
        segmentsOf(operation.children, "E1RESBL").map((component) => translateComponent(component, operation, context)),
      ),
    },
  };
}

function translateOperation(segment: Segment, context: TranslationContext): Operation {
  const operation = createReader("E1AFVOL", segment.fields, context);
  const unit = operation.required("MEINH");
  return {
    number: operation.required("VORNR"),
    workCenter: operation.text("ARBPL"),
    text: operation.text("LTXA1"),
    state: operationState(statusesOf(segment, "E1JSTVL"), context),
    planned: operation.quantityIn("MGVRG", unit),
    yield: operation.quantityIn("LMNGA", unit),
    scrap: operation.quantityIn("XMNGA", unit),
    start: operation.moment("SSAVD", "SSAVZ"),
    end: operation.moment("SSEDD", "SSEDZ"),
  };
}

function translateComponent(segment: Segment, operation: Segment, context: TranslationContext): OrderComponent {
  const component = createReader("E1RESBL", segment.fields, context);
  const unit = component.required("MEINS");
  const backflush = component.text("BACKFLUSH");
  return {
    key: `${component.number("RSNUM")}/${component.number("RSPOS")}`,
    operation: operation.fields.VORNR ?? null,
    material: component.number("MATNR"),
    required: component.quantity("BDMNG", "MEINS"),
    issued: component.quantityIn("ENMNG", unit),
    committed: component.quantityIn("VMENG", unit),
    requiredAt: component.moment("BDTER", ""),
    location: component.text("LGORT"),
    batch: component.text("CHARG"),
    backflush: backflush === null ? null : backflush === "X",
  };
}

function statusesOf(segment: Segment, name: string): readonly string[] {
  return segment.children.filter((child) => child.name === name).flatMap(({ fields }) => fields.STAT ?? []);
}

/** The statuses are a set: its order says nothing, the first state of the precedence that it has is the order's. */
function stateOf(statuses: readonly string[], field: string, { codes }: TranslationContext): ProductionOrderState {
  const said = new Set(statuses.map((status) => codes.orderStatus.read(field, status)));
  return statePrecedence.find((state) => said.has(state)) ?? "CREATED";
}

function operationState(statuses: readonly string[], context: TranslationContext): ProductionOrderState {
  // For an operation, confirmed means done; for an order it does not.
  return statuses.includes("I0009") ? "COMPLETED" : stateOf(statuses, "E1JSTVL.STAT", context);
}

function progressOf(statuses: readonly string[], partial: string, full: string): Progress {
  return statuses.includes(full) ? "FULL" : statuses.includes(partial) ? "PARTIAL" : "NONE";
}

function readinessOf(statuses: readonly string[]): MaterialReadiness {
  return statuses.includes("I0004") ? "SHORTAGE" : statuses.includes("I0340") ? "COMMITTED" : "NOT_CHECKED";
}

const flags: Readonly<Record<string, OrderFlag>> = {
  I0007: "PRINTED",
  I0321: "GOODS_MOVED",
  I0076: "DELETION_FLAGGED",
  I0048: "DISTRIBUTED",
};

function flagsOf(statuses: readonly string[]): readonly OrderFlag[] {
  return statuses.flatMap((status) => flags[status] ?? []);
}

function priorityOf(order: Reader): number | null {
  const priority = order.text("APRIO");
  return priority === null || !/^\d+$/.test(priority) ? null : Number(withoutPadding(priority));
}
