/** Purchase orders, materials, goods movements and acknowledgements as IDoc segments. */
import type { CatalogMaterial } from "../catalog.ts";
import type { GoodsMovement } from "./goods-movement.ts";
import { isoUnit, padKey, quantityText, sapUnit } from "./notation.ts";
import { type Segment, segment } from "./segment.ts";
import type { PurchaseLine, PurchaseOrder, State } from "./state.ts";

/** ORDERS05 of a purchase order; `change` marks it as ORDCHG (ACTION 002). Confirmations are no part of it. */
export function purchaseOrderSegments(state: State, order: PurchaseOrder, change: boolean): Segment[] {
  return [
    segment("E1EDK01", { ACTION: change ? "002" : "", CURCY: "EUR", BSART: "NB", BELNR: order.number }),
    segment("E1EDK02", { QUALF: "001", BELNR: order.number, DATUM: state.calendar.day(-10) }),
    segment("E1EDKA1", { PARVW: "LF", PARTN: padKey(order.supplier.number, 10), NAME1: order.supplier.name }),
    ...order.lines.map((line) => purchaseLineSegment(state, line, change)),
  ];
}

function purchaseLineSegment(state: State, line: PurchaseLine, change: boolean): Segment {
  const fields = {
    POSEX: line.item.padStart(6, "0"),
    ACTION: change ? "002" : "",
    MENGE: quantityText(line.quantity),
    MENEE: isoUnit(line.material.unit),
    WERKS: state.plant,
  };
  return segment("E1EDP01", fields, [
    segment("E1EDP20", { WMENG: quantityText(line.quantity), EDATU: line.requested }),
    segment("E1EDP19", { QUALF: "001", IDTNR: padKey(line.material.number, 18), KTEXT: line.material.description }),
  ]);
}

/** MATMAS05 of a material: base unit as ISO code, text in English. */
export function materialSegment(material: CatalogMaterial): Segment {
  const fields = {
    MSGFN: "005",
    MATNR: padKey(material.number, 18),
    MTART: material.kind === "finished" ? "FERT" : "ROH",
    MEINS: isoUnit(material.unit),
  };
  return segment("E1MARAM", fields, [segment("E1MAKTM", { MSGFN: "005", SPRAS: "E", MAKTX: material.description, SPRAS_ISO: "EN" })]);
}

/** MBGMCR of a posted goods movement. */
export function goodsMovementSegment(state: State, movement: GoodsMovement): Segment {
  const { date } = state.calendar.now();
  const head = { PSTNG_DATE: date, DOC_DATE: date, REF_DOC_NO: movement.reference, HEADER_TXT: movement.headerText };
  return segment("E1MBGMCR", {}, [
    segment("E1BP2017_GM_HEAD_01", head),
    segment("E1BP2017_GM_CODE", { GM_CODE: movement.code }),
    ...movement.items.map((item) =>
      segment("E1BP2017_GM_ITEM_CREATE", {
        MATERIAL: padKey(item.material.number, 18),
        PLANT: state.plant,
        STGE_LOC: item.location,
        BATCH: item.batch,
        MOVE_TYPE: item.movementType,
        ENTRY_QNT: quantityText(item.quantity),
        ENTRY_UOM: sapUnit(item.material.unit),
        ENTRY_UOM_ISO: isoUnit(item.material.unit),
        ORDERID: item.order,
        MOVE_PLANT: item.toLocation === "" ? "" : state.plant,
        MOVE_STLOC: item.toLocation,
        MOVE_BATCH: item.toLocation === "" ? "" : item.batch,
      }),
    ),
  ]);
}

export interface Outcome {
  /** Message type that is acknowledged. */
  readonly messageType: string;
  /** DOCNUM as its sender gave it. */
  readonly documentNumber: string;
  /** 53 posted, 51 not posted. */
  readonly status: "53" | "51";
  readonly text: string;
}

/** ALEAUD01: what became of an IDoc that somebody sent. */
export function outcomeSegment({ messageType, documentNumber, status, text }: Outcome): Segment {
  const fields = {
    DOCNUM: documentNumber,
    STATUS: status,
    STATYP: status === "53" ? "S" : "E",
    STAMQU: "SAP",
    STAMID: "ME",
    STAMNO: status === "53" ? "790" : "795",
    STATXT: text,
  };
  return segment("E1ADHDR", { MESTYP: messageType.slice(0, 6), MESTYP_LNG: messageType }, [segment("E1STATE", fields)]);
}
