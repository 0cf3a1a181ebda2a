/** BAPI_PO_GETDETAIL1. */
import { isoUnit, padKey, quantityText, sapUnit, soapDate } from "../notation.ts";
import { type RfcValue, readText } from "../rfc-envelope.ts";
import type { PurchaseOrder, State } from "../state.ts";
import { type Bapi, returnRow } from "./bapi.ts";

/** PURCHASEORDER in; POHEADER, POITEM, POSCHEDULE, POCONFIRMATION (BAPIEKES), POHISTORY_TOTALS (BAPIEKBES) and the table RETURN out. */
export const readPurchaseOrder: Bapi = (parameters, { state }) => {
  const number = readText(parameters, "PURCHASEORDER");
  const order = state.purchaseOrders.get(number);
  if (!order) {
    const missing = returnRow("E", "W5", "000", `Purchase order ${number} does not exist`, [number]);
    return { POHEADER: {}, POCONFIRMATION: [], POHISTORY_TOTALS: [], POITEM: [], POSCHEDULE: [], RETURN: [missing] };
  }
  return {
    POHEADER: { PO_NUMBER: number, DOC_TYPE: "NB", VENDOR: padKey(order.supplier.number, 10), CURRENCY: "EUR" },
    POCONFIRMATION: confirmationRows(order),
    POHISTORY_TOTALS: order.lines.map((line) => ({ PO_ITEM: line.item, SERIAL_NO: "00", DELIV_QTY: quantityText(line.received) })),
    POITEM: itemRows(state, order),
    POSCHEDULE: order.lines.map((line) => ({
      PO_ITEM: line.item,
      SCHED_LINE: "0001",
      // A character field in the user's format, unlike the other dates (BAPIMEPOSCHEDULE-DELIVERY_DATE is CHAR 10).
      DELIVERY_DATE: soapDate(line.requested).split("-").reverse().join("."),
      QUANTITY: quantityText(line.quantity),
    })),
    RETURN: [],
  };
};

function itemRows(state: State, order: PurchaseOrder): RfcValue[] {
  return order.lines.map((line) => ({
    PO_ITEM: line.item,
    SHORT_TEXT: line.material.description,
    MATERIAL: padKey(line.material.number, 18),
    PLANT: state.plant,
    QUANTITY: quantityText(line.quantity),
    PO_UNIT: sapUnit(line.material.unit),
    PO_UNIT_ISO: isoUnit(line.material.unit),
    CONF_CTRL: "0001",
  }));
}

function confirmationRows(order: PurchaseOrder): RfcValue[] {
  return order.lines.flatMap((line) =>
    line.confirmations.map((confirmation, index) => ({
      PO_ITEM: line.item,
      CONF_SER: String(index + 1).padStart(4, "0"),
      CONF_TYPE: "AB",
      CONF_NAME: "Order Acknowledgment",
      DEL_DATCAT: "1",
      DEL_DATCAT_EXT: "D",
      DELIV_DATE: soapDate(confirmation.date),
      QUANTITY: quantityText(confirmation.quantity),
      EXT_DOC: confirmation.reference.slice(0, 20),
      EXT_DOC_LONG: confirmation.reference,
    })),
  );
}
