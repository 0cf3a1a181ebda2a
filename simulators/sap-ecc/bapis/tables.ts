/** Database tables as RFC_READ_TABLE shows them: columns with their widths, rows made from the state. */
import { padKey, quantityText, sapUnit } from "../notation.ts";
import type { State } from "../state.ts";
import { orderTables } from "./order-tables.ts";
import { purchasingTables } from "./purchasing-tables.ts";
import { stockTables } from "./stock-tables.ts";
import type { Row } from "./table-condition.ts";

export interface Table {
  /** Name, width in characters, type (C text, N digits, D date, T time, P packed number). */
  readonly columns: readonly (readonly [string, number, string])[];
  rows(state: State): Iterable<Row>;
}

const quantity = 17;
const material = ["MATNR", 18, "C"] as const;

export const tables: Readonly<Record<string, Table>> = {
  ...orderTables,
  ...purchasingTables,
  ...stockTables,
  MARA: {
    columns: [material, ["MTART", 4, "C"], ["MEINS", 3, "C"]],
    rows: ({ materials }) =>
      materials.map(({ number, kind, unit }) => ({
        MATNR: padKey(number, 18),
        MTART: kind === "finished" ? "FERT" : "ROH",
        MEINS: sapUnit(unit),
      })),
  },
  EKES: {
    columns: [
      ["EBELN", 10, "C"],
      ["EBELP", 5, "N"],
      ["ETENS", 4, "N"],
      ["EBTYP", 2, "C"],
      ["EINDT", 8, "D"],
      ["ERDAT", 8, "D"],
      ["MENGE", quantity, "P"],
      ["XBLNR", 35, "C"],
    ],
    rows: confirmationRows,
  },
  EKET: {
    columns: [
      ["EBELN", 10, "C"],
      ["EBELP", 5, "N"],
      ["ETENR", 4, "N"],
      ["EINDT", 8, "D"],
      ["MENGE", quantity, "P"],
      ["WEMNG", quantity, "P"],
    ],
    rows: scheduleRows,
  },
  AFRU: {
    columns: [
      ["RUECK", 10, "N"],
      ["RMZHL", 8, "N"],
      ["AUFNR", 12, "C"],
      ["VORNR", 4, "C"],
      ["LTXA1", 40, "C"],
      ["LMNGA", quantity, "P"],
      ["XMNGA", quantity, "P"],
    ],
    rows: ({ orders }) =>
      [...orders.values()].flatMap(({ number: AUFNR, confirmations }) =>
        confirmations.map(({ group, count, operation, text, made, scrap }) => ({
          ...{ RUECK: group, RMZHL: count, AUFNR, VORNR: operation, LTXA1: text },
          ...{ LMNGA: quantityText(made), XMNGA: quantityText(scrap) },
        })),
      ),
  },
  MKPF: {
    columns: [
      ["MBLNR", 10, "C"],
      ["MJAHR", 4, "N"],
      ["XBLNR", 16, "C"],
      ["BKTXT", 25, "C"],
    ],
    rows: ({ documents }) =>
      documents.map(({ number, year, reference, headerText }) => ({ MBLNR: number, MJAHR: year, XBLNR: reference, BKTXT: headerText })),
  },
  QALS: {
    columns: [
      ["PRUEFLOS", 12, "N"],
      ["WERK", 4, "C"],
      ["MATNR", 18, "C"],
      ["CHARG", 10, "C"],
      ["AUFNR", 12, "C"],
      ["LOSMENGE", quantity, "P"],
      ["MENGENEINH", 3, "C"],
      ["ERSTELDAT", 8, "D"],
    ],
    rows: lotRows,
  },
  QAVE: {
    columns: [
      ["PRUEFLOS", 12, "N"],
      ["VCODE", 4, "C"],
      ["VBEWERTUNG", 1, "C"],
      ["VDATUM", 8, "D"],
    ],
    rows: ({ lots }) =>
      [...lots.values()]
        .filter(({ code }) => code !== "")
        .map(({ number, code, decidedOn }) => ({ PRUEFLOS: number, VCODE: code, VBEWERTUNG: code, VDATUM: decidedOn })),
  },
};

function* confirmationRows({ purchaseOrders }: State): Generator<Row> {
  for (const { number, lines } of purchaseOrders.values()) {
    for (const { item, confirmations } of lines) {
      for (const [index, confirmation] of confirmations.entries()) {
        yield {
          EBELN: number,
          EBELP: item,
          ETENS: String(index + 1).padStart(4, "0"),
          EBTYP: "AB",
          EINDT: confirmation.date,
          ERDAT: confirmation.createdOn,
          MENGE: quantityText(confirmation.quantity),
          XBLNR: confirmation.reference,
        };
      }
    }
  }
}

function* scheduleRows({ purchaseOrders }: State): Generator<Row> {
  for (const { number: EBELN, lines } of purchaseOrders.values()) {
    for (const { item: EBELP, requested: EINDT, quantity: ordered, received } of lines) {
      yield { EBELN, EBELP, ETENR: "0001", EINDT, MENGE: quantityText(ordered), WEMNG: quantityText(received) };
    }
  }
}

function* lotRows({ lots, plant: WERK }: State): Generator<Row> {
  for (const lot of lots.values()) {
    yield {
      PRUEFLOS: lot.number,
      WERK,
      MATNR: padKey(lot.material.number, 18),
      CHARG: lot.batch,
      AUFNR: lot.order,
      LOSMENGE: quantityText(lot.quantity),
      MENGENEINH: sapUnit(lot.material.unit),
      ERSTELDAT: lot.createdOn,
    };
  }
}
