/** Tables of purchasing, of master data and of the IDoc interface: purchase orders, vendors, texts of materials, units, IDocs. */
import { padKey, quantityText, sapUnit } from "../notation.ts";
import type { Table } from "./tables.ts";

const quantity = 15;
/** A contract with a vendor, which no message tells: EKKO holds every purchasing document. */
const contract = "4600000001";

export const purchasingTables: Readonly<Record<string, Table>> = {
  EKKO: {
    columns: [
      ["EBELN", 10, "C"],
      ["BSTYP", 1, "C"],
      ["BSART", 4, "C"],
      ["LIFNR", 10, "C"],
    ],
    rows: ({ purchaseOrders }) => [
      ...[...purchaseOrders.values()].map(({ number, supplier }) => ({
        ...{ EBELN: number, BSTYP: "F", BSART: "NB" },
        LIFNR: padKey(supplier.number, 10),
      })),
      { EBELN: contract, BSTYP: "K", BSART: "MK", LIFNR: "0000100001" },
    ],
  },
  EKPO: {
    columns: [
      ["EBELN", 10, "C"],
      ["EBELP", 5, "N"],
      ["BSTYP", 1, "C"],
      ["LOEKZ", 1, "C"],
      ["MATNR", 18, "C"],
      ["WERKS", 4, "C"],
      ["MENGE", quantity, "P"],
      ["MEINS", 3, "C"],
    ],
    rows: ({ purchaseOrders, plant }) => [
      ...[...purchaseOrders.values()].flatMap(({ number, lines }) =>
        lines.map((line) => ({
          EBELN: number,
          EBELP: line.item,
          BSTYP: "F",
          LOEKZ: "",
          MATNR: padKey(line.material.number, 18),
          WERKS: plant,
          MENGE: quantityText(line.quantity),
          MEINS: sapUnit(line.material.unit),
        })),
      ),
      { EBELN: contract, EBELP: "00010", BSTYP: "K", WERKS: plant },
    ],
  },
  LFA1: {
    columns: [
      ["LIFNR", 10, "C"],
      ["NAME1", 35, "C"],
    ],
    rows: ({ purchaseOrders }) => {
      const names = new Map([...purchaseOrders.values()].map(({ supplier }) => [padKey(supplier.number, 10), supplier.name]));
      return [...names].map(([LIFNR, NAME1]) => ({ LIFNR, NAME1 }));
    },
  },
  MAKT: {
    columns: [
      ["MATNR", 18, "C"],
      ["SPRAS", 1, "C"],
      ["MAKTX", 40, "C"],
    ],
    rows: ({ materials }) => materials.map(({ number, description }) => ({ MATNR: padKey(number, 18), SPRAS: "E", MAKTX: description })),
  },
  EDIDC: {
    columns: [
      ["DOCNUM", 16, "N"],
      ["STATUS", 2, "C"],
      ["DIRECT", 1, "C"],
      ["MESTYP", 30, "C"],
      ["ARCKEY", 70, "C"],
    ],
    rows: ({ received }) =>
      received.map(({ number, status, messageType, archiveKey }) => ({
        DOCNUM: number,
        STATUS: status,
        DIRECT: "2",
        MESTYP: messageType,
        ARCKEY: archiveKey,
      })),
  },
  T006: {
    columns: [
      ["MSEHI", 3, "C"],
      ["ISOCODE", 3, "C"],
    ],
    rows: () =>
      [
        ["ST", "PCE"],
        ["KG", "KGM"],
        ["M", "MTR"],
        ["L", "LTR"],
      ].map(([MSEHI = "", ISOCODE = ""]) => ({ MSEHI, ISOCODE })),
  },
};
