/** ORDRSP: a supplier's confirmation of purchase order lines, posted as confirmations of category AB. */
import type { Idoc } from "./idoc-writer.ts";
import { padKey } from "./notation.ts";
import type { Office } from "./office.ts";
import type { Segment } from "./segment.ts";
import type { Confirmation, PurchaseLine, PurchaseOrder, State } from "./state.ts";

/**
 * Reads PO (E1EDK02 QUALF 001, else E1EDK01-BELNR) and lines (E1EDP01-POSEX with E1EDP20 WMENG and EDATU), replaces the
 * lines' confirmations, and answers ALEAUD 53 and ORDCHG, or ALEAUD 51 with a text. Nothing is posted of a faulty IDoc.
 */
export function postOrderResponse(state: State, office: Office, idoc: Idoc): void {
  const received = {
    number: idoc.control.DOCNUM ?? "",
    messageType: idoc.control.MESTYP ?? "",
    archiveKey: idoc.control.ARCKEY ?? "",
    status: "64",
  };
  state.received.push(received);
  const answer = { messageType: idoc.control.MESTYP ?? "", documentNumber: (idoc.control.DOCNUM ?? "").padStart(16, "0") };
  try {
    if (answer.messageType !== "ORDRSP") throw new RangeError(`Message type ${answer.messageType} has no inbound partner profile`);
    const order = findPurchaseOrder(state, idoc);
    for (const { line, confirmations } of readLines(state, order, idoc)) line.confirmations = confirmations;
    received.status = "53";
    office.tellOutcome({ ...answer, status: "53", text: `Order acknowledgment for purchase order ${order.number} saved` });
    office.tellPurchaseOrder(order);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    received.status = "51";
    office.tellOutcome({ ...answer, status: "51", text: error.message });
  }
}

function findPurchaseOrder(state: State, { segments }: Idoc): PurchaseOrder {
  const reference = segments.find(({ name, fields }) => name === "E1EDK02" && fields.QUALF === "001");
  const header = segments.find(({ name }) => name === "E1EDK01");
  const number = padKey((reference?.fields.BELNR ?? header?.fields.BELNR ?? "").trim(), 10);
  const order = state.purchaseOrders.get(number);
  if (!order) throw new RangeError(`Purchase order ${number} does not exist`);
  return order;
}

interface LineChange {
  readonly line: PurchaseLine;
  readonly confirmations: Confirmation[];
}

function readLines(state: State, order: PurchaseOrder, { segments }: Idoc): LineChange[] {
  const items = segments.filter(({ name }) => name === "E1EDP01");
  if (items.length === 0) throw new RangeError(`No item in the acknowledgment of purchase order ${order.number}`);
  const reference = segments.find(({ name, fields }) => name === "E1EDK02" && fields.QUALF === "002")?.fields.BELNR ?? "";
  return items.map((item) => {
    const position = (item.fields.POSEX ?? "").padStart(6, "0").slice(-5);
    const line = order.lines.find((candidate) => candidate.item === position);
    if (!line) throw new RangeError(`Item ${position} of purchase order ${order.number} does not exist`);
    const schedules = item.children.filter(({ name }) => name === "E1EDP20");
    return { line, confirmations: schedules.map((schedule) => readSchedule(state, line, schedule, reference)) };
  });
}

function readSchedule(state: State, line: PurchaseLine, { fields }: Segment, reference: string): Confirmation {
  const date = fields.EDATU ?? "";
  const quantity = Number(fields.WMENG ?? "");
  if (!/^\d{8}$/.test(date)) throw new RangeError(`Item ${line.item}: EDATU "${date}" is not a date`);
  if (!(quantity > 0)) throw new RangeError(`Item ${line.item}: WMENG "${fields.WMENG ?? ""}" is not a quantity`);
  return { date, quantity, reference, createdOn: state.calendar.now().date };
}
