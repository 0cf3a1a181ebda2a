/** MBGMCR: a material document, as the BAPI that would post it again. */
import { materialKey, orderKey, quantityText, unitCode } from "../codes.ts";
import type { DocumentNumbers } from "../document-numbers.ts";
import { type IDoc, type Segment, segment } from "../idoc/idoc.ts";
import type { MaterialDocument, Movement } from "../stock.ts";

/** The IDoc of a posted document; its number stands in ARCKEY, the type itself has no field for it. */
export function goodsMovementMessage(numbers: DocumentNumbers, plant: string, { number, year, header, movements }: MaterialDocument): IDoc {
  const children = [
    segment("E1BP2017_GM_HEAD_01", {
      PSTNG_DATE: header.postingDate,
      DOC_DATE: header.documentDate,
      REF_DOC_NO: header.reference,
      PR_UNAME: header.user,
      HEADER_TXT: header.text,
    }),
    segment("E1BP2017_GM_CODE", { GM_CODE: header.code }),
    ...movements.map((movement) => itemSegment(plant, movement)),
  ];
  const control = { ...numbers.control("MBGMCR", "MBGMCR04"), ARCKEY: `${number}${year}` };
  return { control, segments: [segment("E1MBGMCR", {}, children)] };
}

function itemSegment(plant: string, { type, material, location, batch, quantity, to, order }: Movement): Segment {
  const unit = unitCode(material.unit);
  return segment("E1BP2017_GM_ITEM_CREATE", {
    MATERIAL: materialKey(material.number),
    PLANT: plant,
    STGE_LOC: location,
    BATCH: batch,
    MOVE_TYPE: type,
    STCK_TYPE: type === "101" ? "X" : "",
    ENTRY_QNT: quantityText(quantity),
    ENTRY_UOM: unit.sap,
    ENTRY_UOM_ISO: unit.iso,
    ORDERID: order === undefined ? "" : orderKey(order),
    MOVE_PLANT: to === undefined ? "" : plant,
    MOVE_STLOC: to ?? "",
  });
}
