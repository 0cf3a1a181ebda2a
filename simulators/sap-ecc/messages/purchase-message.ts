/** ORDERS and ORDCHG: a purchase order as the supplier gets it. Confirmations (EKES) are not part of it. */
import { materialKey, quantityText, supplierKey, unitCode } from "../codes.ts";
import type { DocumentNumbers } from "../document-numbers.ts";
import type { Erp } from "../erp.ts";
import { type IDoc, type Segment, segment } from "../idoc/idoc.ts";
import type { PurchaseItem, PurchaseOrder } from "../purchasing.ts";

/** The IDoc of the order's present state. */
export function purchaseMessage(erp: Erp, numbers: DocumentNumbers, type: "ORDERS" | "ORDCHG", order: PurchaseOrder): IDoc {
  const { number, supplier, createdOn, items } = order;
  return {
    control: numbers.control(type, "ORDERS05"),
    segments: [
      segment("E1EDK01", {
        ACTION: type === "ORDERS" ? "000" : "004",
        CURCY: "USD",
        BSART: "NB",
        BELNR: number,
        RECIPNT_NO: supplierKey(supplier.number),
      }),
      segment("E1EDKA1", { PARVW: "AG", PARTN: erp.plant }),
      segment("E1EDKA1", { PARVW: "LF", PARTN: supplierKey(supplier.number), NAME1: supplier.name }),
      segment("E1EDKA1", { PARVW: "WE", PARTN: erp.plant }),
      segment("E1EDK02", { QUALF: "001", BELNR: number, DATUM: createdOn }),
      ...items.map((item) => itemSegment(erp, type, item)),
    ],
  };
}

function itemSegment(erp: Erp, type: string, { item, material, quantity, requestedOn }: PurchaseItem): Segment {
  const fields = {
    POSEX: item.padStart(6, "0"),
    ACTION: type === "ORDERS" ? "001" : "002",
    PSTYP: "0",
    MENGE: quantityText(quantity),
    MENEE: unitCode(material.unit).iso,
    BMNG2: quantityText(quantity),
    PMENE: unitCode(material.unit).iso,
    WERKS: erp.plant,
  };
  return segment("E1EDP01", fields, [
    segment("E1EDP20", { WMENG: quantityText(quantity), EDATU: requestedOn, EZEIT: "000000" }),
    segment("E1EDP19", { QUALF: "001", IDTNR: materialKey(material.number), KTEXT: material.description }),
  ]);
}
