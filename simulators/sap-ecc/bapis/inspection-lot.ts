/** BAPI_INSPLOT_GETLIST. */
import { padKey, quantityText, sapUnit, soapDate } from "../notation.ts";
import { type RfcValue, readText } from "../rfc-envelope.ts";
import type { InspectionLot } from "../state.ts";
import { type Bapi, emptyReturn } from "./bapi.ts";

/**
 * PLANT, MATERIAL, BATCH, ORDER, CREAT_DAT (from that day), STATUS_CREATED/_RELEASED/_UD, MAX_ROWS (100 when not sent, 0 for all) in;
 * INSPLOT_LIST (BAPI2045L1) and RETURN (BAPIRETURN1) out. LOT_QTY, UNIT, UD_CODE and UD_DATE are this customer's append:
 * the standard structure has no quantity and no decision, tables QALS and QAVE have them.
 */
export const listInspectionLots: Bapi = (parameters, { state }) => {
  const text = (name: string): string => readText(parameters, name);
  const has = (asked: string, value: string): boolean => asked === "" || asked === value;
  const since = text("CREAT_DAT").replaceAll("-", "").replace(/^0+$/, "");
  const limit = text("MAX_ROWS") === "" ? 100 : Number(text("MAX_ROWS")) || Number.POSITIVE_INFINITY;
  const open = flag(parameters, "STATUS_CREATED") === "X" || flag(parameters, "STATUS_RELEASED") === "X";
  const decided = flag(parameters, "STATUS_UD") === "X";

  const found = [...state.lots.values()].filter(
    (lot) =>
      has(text("PLANT"), state.plant) &&
      has(text("MATERIAL"), padKey(lot.material.number, 18)) &&
      has(text("BATCH"), lot.batch) &&
      has(text("ORDER"), lot.order) &&
      lot.createdOn >= since &&
      (lot.code === "" ? open : decided),
  );
  return { RETURN: emptyReturn, INSPLOT_LIST: found.slice(0, limit).map((lot) => lotRow(lot, state.plant)) };
};

/** Status flags that are not sent are set. */
function flag(parameters: unknown, name: string): string {
  const sent = typeof parameters === "object" && parameters !== null && name in parameters;
  return sent ? readText(parameters, name) : "X";
}

function lotRow(lot: InspectionLot, plant: string): RfcValue {
  return {
    INSPLOT: lot.number,
    PLANT: plant,
    MATERIAL: padKey(lot.material.number, 18),
    BATCH: lot.batch,
    ORDER_NO: lot.order,
    CREAT_DAT: soapDate(lot.createdOn),
    LOT_QTY: quantityText(lot.quantity),
    UNIT: sapUnit(lot.material.unit),
    UD_CODE: lot.code,
    UD_DATE: soapDate(lot.decidedOn),
  };
}
