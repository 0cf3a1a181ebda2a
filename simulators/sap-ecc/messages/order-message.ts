/** LOIPRO: a production order with its statuses, item, operations and components. */
import { materialKey, orderKey, quantityText, unitCode } from "../codes.ts";
import type { DocumentNumbers } from "../document-numbers.ts";
import type { Erp } from "../erp.ts";
import { type IDoc, type Segment, segment } from "../idoc/idoc.ts";
import { finishedGoods } from "../inspection-lots.ts";
import { operationStatuses, orderStatuses } from "../order-status.ts";
import { operationSchedule, orderUnit, type ProductionOrder, requiredQuantity } from "../production-orders.ts";

/** The IDoc of the order's present state. */
export function orderMessage(erp: Erp, numbers: DocumentNumbers, order: ProductionOrder): IDoc {
  const control = numbers.control("LOIPRO", "LOIPRO03");
  const operations = order.plan.operations.map((_, index) => operationSegment(erp, order, index));
  const children = [
    ...orderStatuses(order).map((status) => segment("E1JSTKL", { STAT: status })),
    itemSegment(order),
    segment("E1AFFLL", { PLNFL: "000000" }, operations),
  ];
  return { control, segments: [segment("E1AFKOL", headerFields(erp, order), children)] };
}

function headerFields(erp: Erp, order: ProductionOrder): Record<string, string> {
  const { plan, start, end } = order;
  const first = operationSchedule(order, 0, erp.clock).start;
  const last = operationSchedule(order, plan.operations.length - 1, erp.clock).end;
  const unit = orderUnit(order).iso;
  return {
    AUFNR: orderKey(plan.number),
    APRIO: order.priority,
    AUART: "PP01",
    AUTYP: "10",
    BMEINS: unit,
    BMENGE: quantityText(order.quantity),
    DISPO: "101",
    FEVOR: "101",
    FTRMS: start.date,
    GAMNG: quantityText(order.quantity),
    GASMG: quantityText(0),
    GLTRP: end.date,
    GLTRS: last.date,
    GLUZP: end.time,
    GLUZS: last.time,
    GMEIN: unit,
    GSTRP: start.date,
    GSTRS: first.date,
    GSUZP: start.time,
    GSUZS: first.time,
    MATNR: materialKey(plan.material.number),
    PRUEFLOS: "000000000000",
    RSNUM: reservationKey(order),
    WERKS: erp.plant,
  };
}

function itemSegment(order: ProductionOrder): Segment {
  const unit = orderUnit(order).iso;
  return segment("E1AFPOL", {
    POSNR: "0001",
    AMEIN: unit,
    BMENG: quantityText(order.quantity),
    DFREI: order.stage === "created" || order.stage === "locked" ? "" : "X",
    KDEIN: "0000",
    KDPOS: "000000",
    LGORT: finishedGoods,
    MATNR: materialKey(order.plan.material.number),
    MEINS: unit,
    PSAMG: quantityText(0),
    PSMNG: quantityText(order.quantity),
    VERID: "0001",
    WEMNG: quantityText(order.delivered),
    CHARG: order.plan.batch,
  });
}

function operationSegment(erp: Erp, order: ProductionOrder, index: number): Segment {
  const operation = order.plan.operations[index];
  const { start, end } = operationSchedule(order, index, erp.clock);
  const components = order.plan.components.flatMap((component, row) =>
    component.operation === operation?.number ? componentSegment(erp, order, row) : [],
  );
  const fields = {
    VORNR: operation?.number ?? "",
    ARBPL: operation?.workCenter ?? "",
    FSAVD: start.date,
    FSAVZ: start.time,
    FSEDD: end.date,
    FSEDZ: end.time,
    LMNGA: quantityText(order.yields[index] ?? 0),
    LTXA1: operation?.text ?? "",
    MEINH: orderUnit(order).iso,
    MGVRG: quantityText(order.quantity),
    RUEK: "2",
    SSAVD: start.date,
    SSAVZ: start.time,
    SSEDD: end.date,
    SSEDZ: end.time,
    STEUS: "PP01",
    WERKS: erp.plant,
    XMNGA: quantityText(order.scraps[index] ?? 0),
  };
  return segment("E1AFVOL", fields, [
    ...operationStatuses(order, index).map((status) => segment("E1JSTVL", { STAT: status })),
    ...components,
  ]);
}

function componentSegment(erp: Erp, order: ProductionOrder, row: number): Segment[] {
  const component = order.plan.components[row];
  if (!component) return [];
  const required = requiredQuantity(order, row);
  return [
    segment("E1RESBL", {
      RSNUM: reservationKey(order),
      RSPOS: reservationItem(row),
      MATNR: materialKey(component.material.number),
      WERKS: erp.plant,
      LGORT: component.location,
      BDTER: order.start.date,
      BDMNG: quantityText(required),
      MEINS: unitCode(component.material.unit).iso,
      SHKZG: "H",
      ENMNG: quantityText(order.issued[row] ?? 0),
      VMENG: quantityText(committedQuantity(order, row)),
      BWART: "261",
      POSTP: "L",
      POSNR: component.item,
      BACKFLUSH: "X",
    }),
  ];
}

/** RSNUM of the order's reservation (10). */
export function reservationKey(order: ProductionOrder): string {
  return order.plan.number.padStart(10, "0").slice(-10);
}

/** RSPOS of the component at `row` (4). */
export function reservationItem(row: number): string {
  return String(row + 1).padStart(4, "0");
}

/** What the availability check committed: all, or of the first component of an order with a shortage half. */
export function committedQuantity(order: ProductionOrder, row: number): number {
  const required = requiredQuantity(order, row);
  if (order.stage === "created" || order.stage === "locked") return 0;
  return order.plan.shortage && row === 0 ? Math.floor(required / 2) : required;
}
