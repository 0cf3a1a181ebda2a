/** Tables of production orders: header, item, operations, components, and the statuses of each as codes (JEST). */
import { padKey, quantityText, sapUnit } from "../notation.ts";
import { reservation } from "../order-idoc.ts";
import type { Order, State } from "../state.ts";
import { operationStatuses, orderStatuses } from "../system-status.ts";
import type { Row } from "./table-condition.ts";
import type { Table } from "./tables.ts";

const quantity = 15;
const order = ["AUFNR", 12, "C"] as const;
const routing = ["AUFPL", 10, "N"] as const;
const counter = ["APLZL", 8, "N"] as const;

export const orderTables: Readonly<Record<string, Table>> = {
  AUFK: {
    columns: [order, ["AUART", 4, "C"], ["AUTYP", 2, "N"], ["WERKS", 4, "C"], ["OBJNR", 22, "C"]],
    rows: (state) => [...ordersOf(state, headerRow), maintenanceOrder(state)],
  },
  AFKO: {
    columns: [
      order,
      ["PLNBEZ", 18, "C"],
      ["GAMNG", quantity, "P"],
      ["GMEIN", 3, "C"],
      ["GSTRP", 8, "D"],
      ["GSUZP", 6, "T"],
      ["GLTRP", 8, "D"],
      ["GLUZP", 6, "T"],
      ["GSTRS", 8, "D"],
      ["GSUZS", 6, "T"],
      ["GLTRS", 8, "D"],
      ["GLUZS", 6, "T"],
      ["GSTRI", 8, "D"],
      ["GLTRI", 8, "D"],
      ["FTRMI", 8, "D"],
      ["APRIO", 1, "C"],
      ["RSNUM", 10, "N"],
      routing,
    ],
    rows: (state) => ordersOf(state, scheduleRow),
  },
  AFPO: {
    columns: [
      order,
      ["POSNR", 4, "N"],
      ["MATNR", 18, "C"],
      ["PSMNG", quantity, "P"],
      ["WEMNG", quantity, "P"],
      ["AMEIN", 3, "C"],
      ["LGORT", 4, "C"],
      ["CHARG", 10, "C"],
    ],
    rows: (state) => ordersOf(state, itemRow),
  },
  AFVC: {
    columns: [routing, counter, ["VORNR", 4, "C"], ["LTXA1", 40, "C"], ["ARBID", 8, "N"], ["OBJNR", 22, "C"]],
    rows: (state) =>
      operationsOf(state).map(({ row, arbid, vornr, text, objnr }) => ({ ...row, VORNR: vornr, LTXA1: text, ARBID: arbid, OBJNR: objnr })),
  },
  AFVV: {
    columns: [
      routing,
      counter,
      ["MEINH", 3, "C"],
      ["MGVRG", quantity, "P"],
      ["LMNGA", quantity, "P"],
      ["XMNGA", quantity, "P"],
      ["SSAVD", 8, "D"],
      ["SSAVZ", 6, "T"],
      ["SSEDD", 8, "D"],
      ["SSEDZ", 6, "T"],
    ],
    rows: (state) => operationsOf(state).map(({ row, values }) => ({ ...row, ...values })),
  },
  CRHD: {
    columns: [
      ["OBJTY", 2, "C"],
      ["OBJID", 8, "N"],
      ["ARBPL", 8, "C"],
    ],
    rows: (state) => workCenters(state).map((name, index) => ({ OBJTY: "A", OBJID: workCenterId(index), ARBPL: name })),
  },
  RESB: {
    columns: [
      ["RSNUM", 10, "N"],
      ["RSPOS", 4, "N"],
      ["MATNR", 18, "C"],
      ["LGORT", 4, "C"],
      ["CHARG", 10, "C"],
      ["BDMNG", quantity, "P"],
      ["MEINS", 3, "C"],
      ["BDTER", 8, "D"],
      ["ENMNG", quantity, "P"],
      ["VMENG", quantity, "P"],
      ["VORNR", 4, "C"],
    ],
    rows: ({ orders }) => [...orders.values()].flatMap(componentRows),
  },
  JEST: {
    columns: [
      ["OBJNR", 22, "C"],
      ["STAT", 5, "C"],
      ["INACT", 1, "C"],
    ],
    rows: (state) => [
      ...[...state.orders.values()].flatMap((one) => statusRows(orderObject(one), orderStatuses(one))),
      ...operationsOf(state).flatMap(({ objnr, statuses }) => statusRows(objnr, statuses)),
    ],
  },
};

function ordersOf(state: State, row: (one: Order, state: State) => Row): Row[] {
  return [...state.orders.values()].map((one) => row(one, state));
}

const orderObject = ({ number }: Order): string => `OR${number}`;
const routingOf = ({ number }: Order): string => number.slice(-10);

function headerRow(one: Order, { plant }: State): Row {
  return { AUFNR: one.number, AUART: "PP01", AUTYP: "10", WERKS: plant, OBJNR: orderObject(one) };
}

/** An order of plant maintenance, which no message tells: AUFK holds orders of every category. */
function maintenanceOrder({ plant }: State): Row {
  return { AUFNR: "000004000001", AUART: "PM01", AUTYP: "30", WERKS: plant, OBJNR: "OR000004000001" };
}

function scheduleRow(one: Order): Row {
  const isDone = one.stage === "delivered" || one.stage === "completed" || one.stage === "closed";
  return {
    AUFNR: one.number,
    PLNBEZ: padKey(one.material.number, 18),
    GAMNG: quantityText(one.quantity),
    GMEIN: unitOf(one),
    GSTRP: one.start.date,
    GSUZP: one.start.time,
    GLTRP: one.end.date,
    GLUZP: one.end.time,
    GSTRS: one.start.date,
    GSUZS: one.start.time,
    GLTRS: one.end.date,
    GLUZS: one.end.time,
    GSTRI: "00000000",
    GLTRI: isDone ? one.end.date : "00000000",
    FTRMI: one.released || "00000000",
    APRIO: String(one.priority),
    RSNUM: reservation(one),
    AUFPL: routingOf(one),
  };
}

function itemRow(one: Order): Row {
  return {
    AUFNR: one.number,
    POSNR: "0001",
    MATNR: padKey(one.material.number, 18),
    PSMNG: quantityText(one.quantity),
    WEMNG: quantityText(one.delivered),
    AMEIN: unitOf(one),
    LGORT: "0003",
    CHARG: one.batch,
  };
}

function unitOf(one: Order): string {
  return one.strangeUnit ?? sapUnit(one.material.unit);
}

function operationsOf(state: State) {
  const centers = workCenters(state);
  return [...state.orders.values()].flatMap((one) =>
    one.operations.map((operation, index) => {
      const row = { AUFPL: routingOf(one), APLZL: String(index + 1).padStart(8, "0") };
      return {
        row,
        vornr: operation.number,
        text: operation.text,
        arbid: workCenterId(centers.indexOf(operation.workCenter)),
        objnr: `OV${row.AUFPL}${row.APLZL}`,
        statuses: operationStatuses(one, operation),
        values: {
          MEINH: unitOf(one),
          MGVRG: quantityText(one.quantity),
          LMNGA: quantityText(operation.yield),
          XMNGA: quantityText(operation.scrap),
          SSAVD: operation.start.date,
          SSAVZ: operation.start.time,
          SSEDD: operation.end.date,
          SSEDZ: operation.end.time,
        },
      };
    }),
  );
}

function workCenters({ orders }: State): readonly string[] {
  return [...new Set([...orders.values()].flatMap(({ operations }) => operations.map(({ workCenter }) => workCenter)))].sort();
}

function workCenterId(index: number): string {
  return String(10_000_001 + index);
}

function componentRows(one: Order): Row[] {
  return one.components.map((component, index) => {
    const open = component.required - component.issued;
    return {
      RSNUM: reservation(one),
      RSPOS: String(index + 1).padStart(4, "0"),
      MATNR: padKey(component.material.number, 18),
      LGORT: component.location,
      CHARG: "",
      BDMNG: quantityText(component.required),
      MEINS: sapUnit(component.material.unit),
      BDTER: one.start.date,
      ENMNG: quantityText(component.issued),
      VMENG: quantityText(one.shortage ? Math.floor(open / 2) : open),
      VORNR: component.operation,
    };
  });
}

/** A status that was taken back stays in the table, inactive. */
function statusRows(object: string, statuses: readonly string[]): Row[] {
  const active = statuses.map((STAT) => ({ OBJNR: object, STAT, INACT: "" }));
  return statuses.includes("I0002") ? [...active, { OBJNR: object, STAT: "I0001", INACT: "X" }] : active;
}
