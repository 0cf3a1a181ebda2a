/** ORDERS and ORDCHG with the schedule (EKET) and confirmations (EKES) of their items: what suppliers have promised, and who they are. */
import { Big } from "big.js";
import type { CommitmentState, Confirmation, Quantity } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { MappingError } from "../../mapping.ts";
import { type Idoc, type Segment, segmentsOf } from "../../protocols/idoc/idoc.ts";
import { createReader, type Reader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

type Row = Readonly<Record<string, string>>;

/** A purchase order's message, and the rows of tables that it does not carry. */
export interface PurchaseOrderFacts {
  readonly idoc: Idoc;
  /** EKET: EBELN EBELP ETENR EINDT MENGE WEMNG. */
  readonly schedule: readonly Row[];
  /** EKES: EBELN EBELP ETENS EBTYP EINDT MENGE XBLNR. */
  readonly confirmations: readonly Row[];
}

/** Commitments of the plant's items, and the supplier. */
export function translatePurchaseOrder(
  facts: PurchaseOrderFacts,
  context: TranslationContext,
): Draft<"supplier-commitment" | "supplier">[] {
  const { segments } = facts.idoc;
  const reference = segmentsOf(segments, "E1EDK02").find(({ fields }) => fields.QUALF === "001");
  const header = createReader(reference ? "E1EDK02" : "E1EDK01", (reference ?? segmentsOf(segments, "E1EDK01")[0])?.fields ?? {}, context);
  const purchaseOrder = header.required("BELNR");
  const vendor = segmentsOf(segments, "E1EDKA1").find(({ fields }) => fields.PARVW === "LF");
  const partner = createReader("E1EDKA1", vendor?.fields ?? {}, context);
  const supplier = partner.number("PARTN");
  const items = segmentsOf(segments, "E1EDP01").filter(({ fields }) => (fields.WERKS ?? context.plant) === context.plant);
  return [
    {
      kind: "supplier",
      key: keyOf.supplier(supplier),
      body: { number: supplier, name: partner.text("NAME1") },
      sourceKey: partner.required("PARTN"),
      sourceStatuses: [],
    },
    ...items.flatMap((item) => translateItem(item, { purchaseOrder, supplier }, facts, context)),
  ];
}

function translateItem(
  segment: Segment,
  order: { readonly purchaseOrder: string; readonly supplier: string },
  facts: PurchaseOrderFacts,
  context: TranslationContext,
): Draft<"supplier-commitment">[] {
  const item = createReader("E1EDP01", segment.fields, context);
  const unit = item.required("MENEE");
  const number = item.number("POSEX");
  const rowsOf = (rows: readonly Row[]): readonly Row[] =>
    rows.filter(({ EBELN, EBELP }) => EBELN === order.purchaseOrder && withoutPadding(EBELP ?? "") === number);
  const cancelled = segment.fields.ACTION === "003";
  const material = segment.children.find(({ name, fields }) => name === "E1EDP19" && fields.QUALF === "001")?.fields.IDTNR;
  const schedules = rowsOf(facts.schedule).map((row) => createReader("EKET", row, context));
  const allotted = allot(rowsOf(facts.confirmations), schedules, unit, context);
  return schedules.map((schedule, index): Draft<"supplier-commitment"> => {
    const scheduleLine = schedule.number("ETENR");
    const date = schedule.day("EINDT");
    const quantity = schedule.quantityIn("MENGE", unit);
    if (date === null || quantity === null) throw missing(schedule, date === null ? "EINDT" : "MENGE");
    const received = schedule.quantityIn("WEMNG", unit);
    const confirmations = allotted[index] ?? [];
    const state = cancelled ? "CANCELLED" : stateOf({ date, quantity }, received, confirmations);
    return {
      kind: "supplier-commitment",
      key: keyOf.supplierCommitment(order.purchaseOrder, number, scheduleLine),
      sourceKey: `${order.purchaseOrder}/${item.required("POSEX")}/${schedule.required("ETENR")}`,
      sourceStatuses: cancelled ? ["003"] : [],
      body: {
        purchaseOrder: order.purchaseOrder,
        item: number,
        scheduleLine,
        plant: context.plant,
        supplier: order.supplier,
        material: material === undefined ? null : withoutPadding(material),
        state,
        requested: { date, quantity },
        confirmations,
        received,
        purchaseOrderRevision: null,
      },
    };
  });
}

/** Confirmations belong to items; they are given to the schedule lines in their order, as SAP's own assignment does, the rest to the last. */
function allot(rows: readonly Row[], schedules: readonly Reader[], unit: string, context: TranslationContext): Confirmation[][] {
  const lines: Confirmation[][] = schedules.map(() => []);
  const room = schedules.map((schedule) => new Big(schedule.decimal("MENGE") ?? 0));
  for (const row of rows.toSorted((a, b) => ((a.ETENS ?? "") < (b.ETENS ?? "") ? -1 : 1))) {
    const confirmation = translateConfirmation(createReader("EKES", row, context), unit);
    const found = room.findIndex((left) => left.gt(0));
    const line = found === -1 ? schedules.length - 1 : found;
    lines[line]?.push(confirmation);
    if (confirmation.kind === "ORDER_ACKNOWLEDGEMENT" && found !== -1)
      room[line] = (room[line] ?? new Big(0)).minus(confirmation.quantity.value);
  }
  return lines;
}

/** External categories of the standard delivery (T163E); a site that has others maps them to their internal category there. */
const confirmationKinds: Readonly<Record<string, Confirmation["kind"]>> = {
  AB: "ORDER_ACKNOWLEDGEMENT",
  LA: "SHIPPING_NOTIFICATION",
  RG: "ROUGH_GOODS_RECEIPT",
};

function translateConfirmation(row: Reader, unit: string): Confirmation {
  const category = row.required("EBTYP");
  const kind = confirmationKinds[category];
  const quantity = row.quantityIn("MENGE", unit);
  if (!kind) {
    throw new MappingError({
      code: "UNKNOWN_CODE",
      field: row.name("EBTYP"),
      value: category,
      text: `EKES.EBTYP has "${category}", a confirmation category that is not known here`,
    });
  }
  if (quantity === null) throw missing(row, "MENGE");
  return { kind, sourceCategory: category, date: row.day("EINDT"), quantity, reference: row.text("XBLNR") };
}

function stateOf(
  requested: { date: string; quantity: Quantity },
  received: Quantity | null,
  confirmations: readonly Confirmation[],
): CommitmentState {
  const wanted = new Big(requested.quantity.value);
  if (received && new Big(received.value).gte(wanted)) return "RECEIVED";
  if (received && new Big(received.value).gt(0)) return "PARTIALLY_RECEIVED";
  if (confirmations.some(({ kind }) => kind === "SHIPPING_NOTIFICATION")) return "SHIPPED";
  const acknowledged = confirmations.filter(({ kind }) => kind === "ORDER_ACKNOWLEDGEMENT");
  if (acknowledged.length === 0) return "UNCONFIRMED";
  const confirmed = acknowledged.reduce((sum, { quantity }) => sum.plus(quantity.value), new Big(0));
  if (confirmed.lt(wanted)) return "PARTIALLY_CONFIRMED";
  return acknowledged.every(({ date }) => date !== null && date <= requested.date) ? "CONFIRMED" : "CONFIRMED_WITH_CHANGES";
}

function missing(row: Reader, field: string): MappingError {
  return new MappingError({
    code: "INVALID_FIELD",
    field: row.name(field),
    value: "",
    text: `${row.name(field)} is blank; a value is wanted`,
  });
}
