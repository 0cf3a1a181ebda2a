/** A purchase order's schedule lines, with what the supplier confirmed, as supplier commitments. */
import { Big } from "big.js";
import type { CommitmentState, Confirmation, SupplierCommitment } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import { quantityOf } from "../units.ts";
import { type Context, type Draft, materialDraft } from "./draft.ts";

/** Items of other plants are left to whoever serves them. */
export function translatePurchaseOrder(record: SourceRecord, context: Context): Draft<"supplier-commitment" | "supplier" | "material">[] {
  const order = createReader("PurchaseOrder", record.entity, context.timeZone);
  const confirmations = record.parts.map((part) => createReader("Confirmation", part, context.timeZone));
  const items = order.many("_PurchaseOrderItem").filter((item) => item.text("Plant") === record.plant);
  const moments = [order, ...confirmations].flatMap((reader) => reader.moment("LastChangeDateTime") ?? []).map(comparable);
  const version = moments.sort().at(-1) ?? record.observedAt;
  const source: OrderSource = { order, confirmations, plant: record.plant, version };
  return [...items.flatMap((item) => translateItem(item, source, context)), ...(items.length > 0 ? [supplierOf(order, version)] : [])];
}

interface OrderSource {
  readonly order: Reader;
  readonly confirmations: readonly Reader[];
  readonly plant: string;
  readonly version: string;
}

/** Seven decimals, however many the service sent, so that moments sort as text. */
function comparable(moment: string): string {
  const [seconds = "", fraction = ""] = moment.replace("Z", "").split(".");
  return `${seconds}.${fraction.padEnd(7, "0").slice(0, 7)}Z`;
}

function supplierOf(order: Reader, version: string): Draft<"supplier"> {
  const source = order.required("Supplier");
  const number = withoutPadding(source);
  const name = order.one("_SupplierAddress")?.text("AddresseeFullName") ?? null;
  return {
    kind: "supplier",
    key: keyOf.supplier(number),
    body: { number, name },
    version: `${name === null ? 0 : 1}-${version}`,
    changedAt: null,
    sourceKey: source,
    sourceStatuses: [],
  };
}

function translateItem(item: Reader, source: OrderSource, context: Context): Draft<"supplier-commitment" | "material">[] {
  const lines = item
    .many("_PurchaseOrderScheduleLineTP")
    .sort((a, b) => (a.requiredDay("ScheduleLineDeliveryDate") < b.requiredDay("ScheduleLineDeliveryDate") ? -1 : 1));
  const promises = promisesOf(item, source);
  const shares = allocate(
    lines.map((line) => line.requiredDecimal("ScheduleLineOrderQuantity")),
    promises,
  );
  const material = item.text("Material");
  return [
    ...lines.map((line, index) => translateLine(line, item, shares[index] ?? [], source, context)),
    ...(material === null ? [] : [itemMaterial(item, material, source, context)]),
  ];
}

function itemMaterial(item: Reader, material: string, { version }: OrderSource, { codes }: Context): Draft<"material"> {
  const unit = item.text("BaseUnit");
  const baseUnit = unit === null ? null : codes.units.read(item.field("BaseUnit"), unit);
  return materialDraft(material, item.text("PurchaseOrderItemText"), baseUnit, version);
}

/** One confirmation line, or the share of it that falls to a schedule line. */
interface SupplierPromise {
  readonly date: string;
  readonly quantity: string;
  readonly reference: string | null;
}

function promisesOf(item: Reader, { confirmations }: OrderSource): SupplierPromise[] {
  const number = item.required("PurchaseOrderItem");
  return confirmations
    .flatMap((confirmation) => {
      const mine = confirmation.many("_SupplierConfirmationItemTP").filter((each) => each.text("SuplrConfRefPurchaseOrderItem") === number);
      const lines = mine.flatMap((each) => each.many("_SupplierConfirmationLineTP"));
      return lines.map((line) => ({
        date: line.requiredDay("DeliveryDate"),
        quantity: line.requiredDecimal("ConfirmedQuantity"),
        reference: line.text("SupplierConfirmationExtNumber") ?? confirmation.text("SuplrConfExternalReference"),
      }));
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Confirmations are given for an item as a whole: the earliest promise goes to the earliest schedule line; what is left to the last. */
function allocate(wanted: readonly string[], promises: readonly SupplierPromise[]): SupplierPromise[][] {
  const left = promises.map((promise) => new Big(promise.quantity));
  return wanted.map((quantity, line) => {
    const isLast = line === wanted.length - 1;
    let open = new Big(quantity);
    return promises.flatMap((promise, index) => {
      const available = left[index] ?? new Big(0);
      const taken = isLast || available.lt(open) ? available : open;
      if (taken.lte(0)) return [];
      left[index] = available.minus(taken);
      open = open.minus(taken);
      return [{ ...promise, quantity: taken.toFixed() }];
    });
  });
}

function translateLine(
  line: Reader,
  item: Reader,
  promises: readonly SupplierPromise[],
  { order, plant, version }: OrderSource,
  context: Context,
): Draft<"supplier-commitment"> {
  const ordered = line.requiredDecimal("ScheduleLineOrderQuantity");
  const received = new Big(ordered).minus(line.decimal("OpenPurchaseOrderQuantity") ?? ordered).toFixed();
  const quantity = (value: string) => quantityOf(context.codes.units, line, value, "PurchaseOrderQuantityUnit");
  const material = item.text("Material");
  const date = line.requiredDay("ScheduleLineDeliveryDate");
  const body: SupplierCommitment = {
    purchaseOrder: withoutPadding(order.required("PurchaseOrder")),
    item: withoutPadding(item.required("PurchaseOrderItem")),
    scheduleLine: withoutPadding(line.required("ScheduleLine")),
    plant,
    supplier: withoutPadding(order.required("Supplier")),
    material: material === null ? null : withoutPadding(material),
    state: stateOf(item, { ordered, received, date, promises }),
    requested: { date, quantity: quantity(ordered) },
    confirmations: promises.map((promise): Confirmation => {
      const { date: promised, reference } = promise;
      return { kind: "ORDER_ACKNOWLEDGEMENT", sourceCategory: null, date: promised, quantity: quantity(promise.quantity), reference };
    }),
    received: quantity(received),
    purchaseOrderRevision: null,
  };
  return {
    kind: "supplier-commitment",
    key: keyOf.supplierCommitment(body.purchaseOrder, body.item, body.scheduleLine),
    body,
    version,
    changedAt: version,
    sourceKey: [order, item, line]
      .map((reader, at) => reader.required(["PurchaseOrder", "PurchaseOrderItem", "ScheduleLine"][at] ?? ""))
      .join("/"),
    sourceStatuses: order.text("PurchasingProcessingStatus") === null ? [] : [order.required("PurchasingProcessingStatus")],
  };
}

interface LineFacts {
  readonly ordered: string;
  readonly received: string;
  readonly date: string;
  readonly promises: readonly SupplierPromise[];
}

function stateOf(item: Reader, { ordered, received, date, promises }: LineFacts): CommitmentState {
  if (item.text("PurchasingDocumentDeletionCode") === "L") return "CANCELLED";
  if (new Big(received).gte(ordered) && new Big(ordered).gt(0)) return "RECEIVED";
  if (item.flag("IsCompletelyDelivered")) return "CLOSED";
  if (new Big(received).gt(0)) return "PARTIALLY_RECEIVED";
  if (item.flag("ItemIsRejectedBySupplier")) return "REJECTED";
  const promised = promises.reduce((sum, promise) => sum.plus(promise.quantity), new Big(0));
  if (promised.lte(0)) return item.text("PurgDocOrderAcknNumber") === null ? "UNCONFIRMED" : "ACKNOWLEDGED";
  if (promised.lt(ordered)) return "PARTIALLY_CONFIRMED";
  return promises.every((promise) => promise.date <= date) ? "CONFIRMED" : "CONFIRMED_WITH_CHANGES";
}
