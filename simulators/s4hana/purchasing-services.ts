/**
 * The OData V4 services of purchasing: purchase orders (CE_PURCHASEORDER_0001) and supplier confirmations
 * (`com.sap.gateway.srvd_a2x.api_supplierconfirmation.v0001`; its names are those of the client proxies that
 * customers generated from its metadata). A schedule line has the date we asked for, a confirmation line the promise.
 */
import type { Erp } from "./erp.ts";
import { assertOnly, readDay, readMany, readQuantity, readText } from "./odata/body.ts";
import { ODataError } from "./odata/odata-error.ts";
import type { Commitment, Confirmation, ConfirmationItem, ConfirmationLine, PurchaseItem } from "./purchasing.ts";
import { confirmationSets, purchaseOrderSets } from "./purchasing-sets.ts";
import { entity, type Service, type Write, type WriteInput } from "./service.ts";

/** Purchase orders with items, schedule lines and the supplier's address; a schedule line's date may be changed. */
export function purchaseOrderService(erp: Erp): Service {
  const { headers, items, scheduleLines, addresses } = purchaseOrderSets(erp);
  const find = ({ key }: WriteInput): PurchaseItem | undefined =>
    erp.purchasing.findOrder(key.PurchaseOrder ?? "")?.items.find(({ item }) => item === key.PurchaseOrderItem);
  return {
    root: "/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001/",
    version: 4,
    namespace: "com.sap.gateway.srvd_a2x.api_purchaseorder_2.v0001",
    sets: [headers, items, scheduleLines, addresses],
    writes: {
      "PATCH PurchaseOrderScheduleLine": {
        guarded: (input) => entity(scheduleLines, find(input)),
        run(input) {
          const item = find(input);
          assertOnly(input.body, scheduleLines.type, ["ScheduleLineDeliveryDate", "ScheduleLineOrderQuantity"]);
          if (item) {
            const requested = readDay(input.body, "ScheduleLineDeliveryDate", item.requested);
            erp.purchasing.reschedule(item, { requested, quantity: readQuantity(input.body, "ScheduleLineOrderQuantity", item.quantity) });
          }
          return { kind: "empty" };
        },
      },
    },
  };
}

/** Supplier confirmations: read, created by a deep insert, their lines added, changed and deleted one by one. */
export function supplierConfirmationService(erp: Erp): Service {
  const { headers, items, lines } = confirmationSets(erp);
  const findLine = ({ key }: WriteInput): ConfirmationLine | undefined =>
    findItem(erp, key)?.lines.find(({ line }) => line === key.SupplierConfirmationLine);
  const onLine = (run: (line: ConfirmationLine, body: WriteInput["body"]) => void): Write => ({
    guarded: (input) => entity(lines, findLine(input)),
    run(input) {
      const line = findLine(input);
      if (line) run(line, input.body);
      return { kind: "empty" };
    },
  });
  return {
    root: "/sap/opu/odata4/sap/api_supplierconfirmation/srvd_a2x/sap/supplierconfirmation/0001/",
    version: 4,
    namespace: "com.sap.gateway.srvd_a2x.api_supplierconfirmation.v0001",
    sets: [headers, items, lines],
    writes: {
      "POST Confirmation": {
        run: ({ body }) => ({
          kind: "created",
          entity: { set: headers, row: confirm(erp, body) },
          expand: "_SupplierConfirmationItemTP($expand=_SupplierConfirmationLineTP)",
        }),
      },
      "POST ConfirmationItem/_SupplierConfirmationLineTP": {
        guarded: ({ key }) => entity(items, findItem(erp, key)),
        run({ key, body }) {
          const item = findItem(erp, key);
          if (!item) return { kind: "empty" };
          return { kind: "created", entity: { set: lines, row: erp.purchasing.addLine(item, commitmentOf(body)) }, expand: "" };
        },
      },
      "PATCH ConfirmationLine": onLine((line, body) => {
        assertOnly(body, lines.type, [...commitmentFields]);
        erp.purchasing.changeLine(line, commitmentOf(body, line));
      }),
      "DELETE ConfirmationLine": onLine((line) => erp.purchasing.removeLine(line)),
    },
  };
}

const commitmentFields = [
  "DeliveryDate",
  "DeliveryTime",
  "DelivDateCategory",
  "ConfirmedQuantity",
  "PurchaseOrderQuantityUnit",
  "SupplierConfirmationExtNumber",
];

function findItem(erp: Erp, key: WriteInput["key"]): ConfirmationItem | undefined {
  const confirmation = erp.purchasing.confirmations.find(({ number }) => number === key.SupplierConfirmation);
  return confirmation?.items.find(({ item }) => item === key.SupplierConfirmationItem);
}

function commitmentOf(body: WriteInput["body"], line?: ConfirmationLine): Commitment {
  return {
    date: readDay(body, "DeliveryDate", line?.date),
    quantity: readQuantity(body, "ConfirmedQuantity", line?.quantity),
    reference: readText(body, "SupplierConfirmationExtNumber", line?.reference ?? "").slice(0, 35),
  };
}

function confirm(erp: Erp, body: WriteInput["body"]): Confirmation {
  const number = readText(body, "SuplrConfRefPurchaseOrder");
  const order = erp.purchasing.findOrder(number);
  if (!order) throw new ODataError(400, "06/019", `Purchase order ${number} does not exist`, "SuplrConfRefPurchaseOrder");
  const items = readMany(body, "_SupplierConfirmationItemTP").map((given) => {
    const position = readText(given, "SuplrConfRefPurchaseOrderItem").padStart(5, "0");
    const purchase = order.items.find(({ item }) => item === position);
    if (!purchase)
      throw new ODataError(400, "06/024", `Item ${position} does not exist in purchase order ${number}`, "SuplrConfRefPurchaseOrderItem");
    return { purchase, commitments: readMany(given, "_SupplierConfirmationLineTP").map((line) => commitmentOf(line)) };
  });
  return erp.purchasing.confirm(order, readText(body, "SuplrConfExternalReference", "").slice(0, 70), items);
}
