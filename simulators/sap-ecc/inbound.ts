/** IDocs that others send: stored first, posted afterwards, answered by ALEAUD. */
import { BusinessError, type Message } from "./business-error.ts";
import { thousandths, unitCode } from "./codes.ts";
import type { DocumentNumbers } from "./document-numbers.ts";
import type { Erp } from "./erp.ts";
import { readFlatFile } from "./idoc/flat-file.ts";
import { type IDoc, type Segment, segmentsNamed } from "./idoc/idoc.ts";
import { readXmlFile } from "./idoc/xml-file.ts";
import { acknowledgementMessage, type Outcome } from "./messages/acknowledgement-message.ts";
import type { Outbound } from "./outbound.ts";
import { isDate } from "./plant-clock.ts";
import type { DeliveryPromise, PurchaseItem, PurchaseOrder } from "./purchasing.ts";

export interface Inbound {
  /** Stores the IDocs of a file or request and says how many; posting comes later. Throws an IDocSyntaxError. */
  receive(text: string): number;
}

/** Posts what it receives, one IDoc after the other. */
export function createInbound(erp: Erp, numbers: DocumentNumbers, outbound: Outbound): Inbound {
  const post = (idoc: IDoc): void => {
    const number = numbers.drawInbound();
    const { outcome, changed } = outcomeOf(erp, idoc);
    // Without a number of the sender the answer could not be told from another.
    const answerable = /[1-9]/.test(idoc.control.DOCNUM ?? "");
    if (answerable) void outbound.send("ALEAUD", [acknowledgementMessage(numbers, idoc.control, number, outcome)]);
    if (changed) erp.purchasing.touch(changed);
  };
  return {
    receive(text) {
      const idocs = text.trimStart().startsWith("<") ? readXmlFile(text.trimStart()) : readFlatFile(text);
      for (const idoc of idocs) setImmediate(post, idoc);
      return idocs.length;
    },
  };
}

function outcomeOf(erp: Erp, idoc: IDoc): { outcome: Outcome; changed?: PurchaseOrder } {
  const { MESTYP = "", DIRECT = "" } = idoc.control;
  if (MESTYP !== "ORDRSP" || DIRECT !== "2") {
    const text = `No inbound partner profile for message type ${MESTYP}, direction ${DIRECT}`;
    return { outcome: { status: "56", message: { type: "E", id: "E0", number: "332", text, variables: [MESTYP] } } };
  }
  try {
    const order = postConfirmation(erp, idoc);
    const message: Message = {
      type: "S",
      id: "06",
      number: "023",
      text: `Confirmation of purchase order ${order.number} posted`,
      variables: [order.number],
    };
    return { outcome: { status: "53", message, object: order.number }, changed: order };
  } catch (error) {
    if (!(error instanceof BusinessError)) throw error;
    return { outcome: { status: "51", message: error.detail } };
  }
}

/** Checks the whole ORDRSP, then writes it: an IDoc is posted completely or not at all. */
function postConfirmation(erp: Erp, { segments }: IDoc): PurchaseOrder {
  const { purchasing } = erp;
  const reference = segmentsNamed(segments, "E1EDK02").find(({ fields }) => fields.QUALF === "001");
  const order = purchasing.get(reference?.fields.BELNR ?? "");
  purchasing.assertFree(order);
  const supplierReference = (segmentsNamed(segments, "E1EDK01")[0]?.fields.BELNR ?? "").slice(0, 20);
  const items = segmentsNamed(segments, "E1EDP01").map((line) => {
    const item = purchasing.item(order, line.fields.POSEX ?? "");
    return { item, promises: promisesOf(order, item, line, supplierReference) };
  });
  if (items.length === 0) throw new BusinessError("VL", "303", "The confirmation has no items", order.number);
  for (const { item, promises } of items) purchasing.confirm(item, promises);
  return order;
}

/** Schedule lines are promises; an item that is accepted without any is promised as it was ordered, a deleted one not at all. */
function promisesOf(order: PurchaseOrder, item: PurchaseItem, line: Segment, reference: string): DeliveryPromise[] {
  const { ACTION = "", MENEE = "" } = line.fields;
  if (ACTION === "003") return [];
  const unit = unitCode(item.material.unit);
  if (MENEE !== "" && MENEE !== unit.iso && MENEE !== unit.sap)
    throw new BusinessError("06", "068", `Unit ${MENEE} is not the unit of item ${item.item}; it is ordered in ${unit.iso}`, MENEE, unit.iso);
  const schedule = segmentsNamed(line.children, "E1EDP20");
  if (schedule.length === 0) return [{ date: item.requestedOn, quantity: item.quantity, reference }];
  return schedule.map(({ fields }) => {
    const { EDATU = "", WMENG = "" } = fields;
    const quantity = thousandths(WMENG);
    if (!isDate(EDATU)) throw new BusinessError("00", "065", `${EDATU} is not a date as YYYYMMDD`, order.number, EDATU);
    if (!(quantity > 0)) throw new BusinessError("06", "054", `Confirmed quantity ${WMENG} is not valid`, order.number, WMENG);
    return { date: EDATU, quantity, reference };
  });
}
