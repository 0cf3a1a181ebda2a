/** Production orders as LOIPRO segments (POI download). Units are ISO codes, as customised in the port. */
import { isoUnit, padKey, quantityText } from "./notation.ts";
import { type Segment, segment } from "./segment.ts";
import type { Component, Operation, Order, State } from "./state.ts";
import { operationStatuses, orderStatuses } from "./system-status.ts";

/** E1AFKOL with its statuses, item, and sequence of operations with their components. */
export function orderSegment(state: State, order: Order): Segment {
  const unit = orderUnit(order);
  const done = order.stage === "delivered" || order.stage === "completed" || order.stage === "closed";
  const fields = {
    AUFNR: order.number,
    AUART: "PP01",
    AUTYP: "10",
    WERKS: state.plant,
    MATNR: padKey(order.material.number, 18),
    GAMNG: quantityText(order.quantity),
    GMEIN: unit,
    GSTRP: order.start.date,
    GSUZP: order.start.time,
    GLTRP: order.end.date,
    GLUZP: order.end.time,
    GSTRS: order.start.date,
    GSUZS: order.start.time,
    GLTRS: order.end.date,
    GLUZS: order.end.time,
    FTRMS: order.start.date,
    FTRMI: order.released,
    GLTRI: done ? order.end.date : "",
    APRIO: String(order.priority),
    RSNUM: reservation(order),
  };
  return segment("E1AFKOL", fields, [
    ...orderStatuses(order).map((code) => segment("E1JSTKL", { STAT: code })),
    itemSegment(order, unit),
    segment(
      "E1AFFLL",
      { PLNFL: "000000" },
      order.operations.map((operation) => operationSegment(order, operation, unit)),
    ),
  ]);
}

/** The order's unit as messages carry it. */
export function orderUnit(order: Order): string {
  return order.strangeUnit ?? isoUnit(order.material.unit);
}

/** Number of the order's reservation, RSNUM. */
export function reservation(order: Order): string {
  return order.number.slice(-10);
}

function itemSegment(order: Order, unit: string): Segment {
  return segment("E1AFPOL", {
    POSNR: "0001",
    AMEIN: unit,
    LGORT: "0003",
    MATNR: padKey(order.material.number, 18),
    MEINS: unit,
    PSMNG: quantityText(order.quantity),
    WEMNG: quantityText(order.delivered),
    CHARG: order.batch,
    VERID: "0001",
  });
}

function operationSegment(order: Order, operation: Operation, unit: string): Segment {
  const fields = {
    VORNR: operation.number,
    ARBPL: operation.workCenter,
    LTXA1: operation.text,
    MGVRG: quantityText(order.quantity),
    MEINH: unit,
    LMNGA: quantityText(operation.yield),
    XMNGA: quantityText(operation.scrap),
    STEUS: "PP01",
    RUEK: "2",
    SSAVD: operation.start.date,
    SSAVZ: operation.start.time,
    SSEDD: operation.end.date,
    SSEDZ: operation.end.time,
  };
  return segment("E1AFVOL", fields, [
    ...operationStatuses(order, operation).map((code) => segment("E1JSTVL", { STAT: code })),
    ...order.components
      .filter((component) => component.operation === operation.number)
      .map((component) => componentSegment(order, component)),
  ]);
}

function componentSegment(order: Order, component: Component): Segment {
  const open = component.required - component.issued;
  return segment("E1RESBL", {
    RSNUM: reservation(order),
    RSPOS: String(order.components.indexOf(component) + 1).padStart(4, "0"),
    POSNR: component.item,
    MATNR: padKey(component.material.number, 18),
    BDMNG: quantityText(component.required),
    MEINS: isoUnit(component.material.unit),
    BDTER: order.start.date,
    BWART: "261",
    LGORT: component.location,
    SHKZG: "H",
    VMENG: quantityText(order.shortage ? Math.floor(open / 2) : open),
    ENMNG: quantityText(component.issued),
    VORNR: component.operation,
  });
}
