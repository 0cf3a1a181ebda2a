/** A shipment of a purchase order line, with what the supplier said to it, as a supplier commitment. */
import { Big } from "big.js";
import type { CommitmentState, Confirmation, Quantity } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { MappingError } from "../../mapping.ts";
import { type AnsweredState, closedCodes } from "../codes.ts";
import { createReader, type Reader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import { quantityOf, readQuantity } from "../units.ts";
import { type Context, type Draft, datedVersion } from "./draft.ts";

/** The supplier's last word, as far as it concerns the present revision of the order. */
type Answer = "ACCEPTED" | "REFUSED" | "OUTDATED" | "NONE";

export function translateShipment(record: SourceRecord, context: Context): Draft<"supplier-commitment">[] {
  const row = mainRow(record, "shipment");
  const shipment = createReader("PO_LINE_LOCATIONS_ALL", row, context.timeZone);
  const acceptances = record.rows.acceptances ?? [];
  const lastAcceptance = acceptances.at(-1);
  const last = lastAcceptance ? createReader("PO_ACCEPTANCES", lastAcceptance, context.timeZone) : null;

  const [order, item, line] = [shipment.required("po_number"), shipment.required("line_num"), shipment.required("shipment_num")];
  const open = new Big(shipment.decimal("quantity")).minus(shipment.decimal("quantity_cancelled")).toFixed();
  const quantity = quantityOf(context.codes.units, shipment, open, "uom_code");
  const answer = answerOf(shipment, last);
  const date = requestedDay(shipment);
  const material = shipment.text("item");
  return [
    {
      kind: "supplier-commitment",
      key: keyOf.supplierCommitment(order, item, line),
      body: {
        purchaseOrder: order,
        item,
        scheduleLine: line,
        plant: record.plant,
        supplier: withoutPadding(shipment.required("vendor")),
        material: material === null ? null : withoutPadding(material),
        state: stateOf(shipment, open, answer),
        requested: { date, quantity },
        confirmations: confirmationsOf(shipment, answer, quantity, last),
        received: readQuantity(context.codes.units, shipment, "quantity_received", "uom_code"),
        purchaseOrderRevision: shipment.text("revision_num"),
      },
      ...datedVersion([row, ...acceptances], context.timeZone),
      sourceKey: record.id,
      sourceStatuses: [shipment.text("closed_code") ?? "OPEN", ...(shipment.text("cancel_flag") === "Y" ? ["CANCELLED"] : [])],
    },
  ];
}

function requestedDay(shipment: Reader): string {
  const day = shipment.day("need_by_date") ?? shipment.day("promised_date");
  if (day !== null) return day;
  throw new MappingError({
    code: "INVALID_FIELD",
    field: shipment.field("need_by_date"),
    value: "",
    text: `${shipment.field("need_by_date")} and PROMISED_DATE are both empty; give the shipment a need-by date in EBS, then replay`,
  });
}

/** An acceptance of an earlier revision says nothing about what is asked for now. */
function answerOf(shipment: Reader, last: Reader | null): Answer {
  if (last === null) return "NONE";
  if (last.decimal("revision_num") !== shipment.decimal("revision_num")) return "OUTDATED";
  return last.text("accepted_flag") === "N" ? "REFUSED" : "ACCEPTED";
}

function stateOf(shipment: Reader, open: string, answer: Answer): CommitmentState {
  if (shipment.text("cancel_flag") === "Y") return "CANCELLED";
  const received = new Big(shipment.decimal("quantity_received"));
  if (received.gt(0)) return received.gte(open) ? "RECEIVED" : "PARTIALLY_RECEIVED";
  if (closedCodes.has(shipment.text("closed_code") ?? "OPEN")) return "CLOSED";
  return answeredState(shipment, answer);
}

function answeredState(shipment: Reader, answer: Answer): AnsweredState {
  if (answer === "REFUSED") return "REJECTED";
  if (answer === "OUTDATED") return "UNCONFIRMED";
  const promised = shipment.day("promised_date");
  if (promised === null) return answer === "ACCEPTED" ? "ACKNOWLEDGED" : "UNCONFIRMED";
  return promised === requestedDay(shipment) ? "CONFIRMED" : "CONFIRMED_WITH_CHANGES";
}

/** EBS keeps one promised date for the whole shipment; with an acceptance it is an acknowledgement, without one a promise. */
function confirmationsOf(shipment: Reader, answer: Answer, quantity: Quantity, last: Reader | null): Confirmation[] {
  const date = shipment.day("promised_date");
  if (answer === "REFUSED" || answer === "OUTDATED" || (date === null && answer === "NONE")) return [];
  return [
    {
      kind: answer === "ACCEPTED" ? "ORDER_ACKNOWLEDGEMENT" : "PROMISE_DATE",
      sourceCategory: null,
      date,
      quantity,
      reference: answer === "ACCEPTED" ? (last?.text("note") ?? null) : null,
    },
  ];
}
