/** The entity sets of purchasing's OData V4 services. Item numbers keep their zeros there. */
import { shortStamp } from "./calendar.ts";
import type { Erp } from "./erp.ts";
import { day, type EntitySet, empty, flag, instant, quantity, text, time } from "./odata/edm.ts";
import type { Confirmation, ConfirmationItem, ConfirmationLine, PurchaseItem, PurchaseOrder } from "./purchasing.ts";
import { unitCode } from "./units.ts";

/** Entity sets of CE_PURCHASEORDER_0001. */
export function purchaseOrderSets(erp: Erp) {
  const addresses = addressSet(erp);
  const itemsOf = (): PurchaseItem[] => erp.purchasing.orders.flatMap((order) => order.items);
  const scheduleLines: EntitySet<PurchaseItem> = {
    name: "PurchaseOrderScheduleLine",
    type: "PurchaseOrderScheduleLine_Type",
    keys: ["PurchaseOrder", "PurchaseOrderItem", "ScheduleLine"],
    fields: {
      PurchaseOrder: text(({ order }) => order.number),
      PurchaseOrderItem: text(({ item }) => item),
      ScheduleLine: text(() => "0001"),
      ScheduleLineDeliveryDate: day(({ requested }) => requested),
      SchedLineStscDeliveryDate: day(({ requested }) => requested),
      ScheduleLineDeliveryTime: time(() => 0),
      ScheduleLineOrderQuantity: quantity((item) => item.quantity),
      OpenPurchaseOrderQuantity: quantity((item) => item.quantity - item.received),
      PurchaseOrderQuantityUnit: text(({ material }) => unitCode(material.unit).external),
      DelivDateCategory: text(() => "1"),
      ScheduleLineOrderDate: day(() => erp.calendar.day(-30)),
      ...empty("Batch", "PurchaseRequisition", "PurchaseRequisitionItem"),
    },
    navigations: {
      _PurchaseOrder: { many: false, target: () => headers, follow: ({ order }) => [order] },
      _PurchaseOrderItem: { many: false, target: () => items, follow: (item) => [item] },
    },
    rows: itemsOf,
    etag: ({ order }) => documentTag(order.changedAt),
  };
  const items: EntitySet<PurchaseItem> = {
    name: "PurchaseOrderItem",
    type: "PurchaseOrderItem_Type",
    keys: ["PurchaseOrder", "PurchaseOrderItem"],
    fields: itemFields(erp),
    navigations: {
      _PurchaseOrder: { many: false, target: () => headers, follow: ({ order }) => [order] },
      _PurchaseOrderScheduleLineTP: { many: true, target: () => scheduleLines, follow: (item) => [item] },
    },
    rows: itemsOf,
    etag: ({ order }) => documentTag(order.changedAt),
  };
  const headers: EntitySet<PurchaseOrder> = {
    name: "PurchaseOrder",
    type: "PurchaseOrder_Type",
    keys: ["PurchaseOrder"],
    fields: {
      PurchaseOrder: text(({ number }) => number),
      PurchaseOrderType: text(() => "NB"),
      CreatedByUser: text(() => "BUYER"),
      CreationDate: day(() => erp.calendar.day(-30)),
      PurchaseOrderDate: day(() => erp.calendar.day(-30)),
      LastChangeDateTime: instant(({ changedAt }) => changedAt),
      ...empty("PurchaseOrderDeletionCode"),
      ReleaseIsNotCompleted: flag(() => false),
      PurchasingProcessingStatus: text(() => "05"),
      CompanyCode: text(() => erp.plant),
      PurchasingOrganization: text(() => erp.plant),
      PurchasingGroup: text(() => "001"),
      Supplier: text(({ supplier }) => supplier.number),
      SupplierAddressID: text(({ supplier }) => supplier.number),
      DocumentCurrency: text(() => "EUR"),
    },
    navigations: {
      _PurchaseOrderItem: { many: true, target: () => items, follow: (order) => order.items },
      _SupplierAddress: { many: false, target: () => addresses, follow: (order) => [order] },
    },
    rows: () => erp.purchasing.orders,
    etag: ({ changedAt }) => documentTag(changedAt),
  };
  return { headers, items, scheduleLines, addresses };
}

function itemFields(erp: Erp): EntitySet<PurchaseItem>["fields"] {
  const unit = ({ material }: PurchaseItem): string => unitCode(material.unit).external;
  return {
    PurchaseOrder: text(({ order }) => order.number),
    PurchaseOrderItem: text(({ item }) => item),
    ...empty("PurchasingDocumentDeletionCode", "SupplierMaterialNumber", "PurgDocOrderAcknNumber"),
    Material: text(({ material }) => material.number),
    PurchaseOrderItemText: text(({ material }) => material.description),
    Plant: text(() => erp.plant),
    StorageLocation: text(() => "0001"),
    PurchaseOrderQuantityUnit: text(unit),
    BaseUnit: text(unit),
    OrderQuantity: quantity((item) => item.quantity),
    IsCompletelyDelivered: flag((item) => item.received >= item.quantity),
    GoodsReceiptIsExpected: flag(() => true),
    IsOrderAcknRqd: flag(() => false),
    SupplierConfirmationControlKey: text(() => "0001"),
    ItemIsRejectedBySupplier: flag(() => false),
    PurchaseOrderItemCategory: text(() => "0"),
    DocumentCurrency: text(() => "EUR"),
  };
}

function addressSet(erp: Erp): EntitySet<PurchaseOrder> {
  return {
    name: "PurchaseOrderSupplierAddress",
    type: "PurchaseOrderSupplierAddress_Type",
    keys: ["SupplierAddressID", "PurchaseOrder"],
    fields: {
      SupplierAddressID: text(({ supplier }) => supplier.number),
      PurchaseOrder: text(({ number }) => number),
      AddresseeFullName: text(({ supplier }) => supplier.name),
      OrganizationName1: text(({ supplier }) => supplier.name),
      ...empty("OrganizationName2", "EmailAddress"),
      CityName: text(() => "Stuttgart"),
      Country: text(() => "DE"),
    },
    navigations: {},
    rows: () => erp.purchasing.orders,
    etag: ({ changedAt }) => documentTag(changedAt),
  };
}

/** Entity sets of the supplier confirmation service. */
export function confirmationSets(erp: Erp) {
  const itemsOf = (): ConfirmationItem[] => erp.purchasing.confirmations.flatMap(({ items: own }) => own);
  const lines: EntitySet<ConfirmationLine> = {
    name: "ConfirmationLine",
    type: "A_SupplierConfirmationLine_Type",
    keys: ["SupplierConfirmation", "SupplierConfirmationItem", "SupplierConfirmationLine"],
    fields: {
      SupplierConfirmation: text(({ item }) => item.confirmation.number),
      SupplierConfirmationItem: text(({ item }) => item.item),
      SupplierConfirmationLine: text(({ line }) => line),
      DeliveryDate: day(({ date }) => date),
      DelivDateCategory: text(() => "1"),
      DeliveryTime: time(() => 0),
      ConfirmedQuantity: quantity((line) => line.quantity),
      PurchaseOrderQuantityUnit: text(({ item }) => unitCode(item.purchase.material.unit).external),
      SupplierConfirmationExtNumber: text(({ reference }) => reference),
    },
    navigations: {
      _SupplierConfirmationItemTP: { many: false, target: () => items, follow: ({ item }) => [item] },
      _SupplierConfirmationTP: { many: false, target: () => headers, follow: ({ item }) => [item.confirmation] },
    },
    rows: () => itemsOf().flatMap((item) => item.lines),
    etag: ({ item }) => documentTag(item.confirmation.changedAt),
  };
  const items: EntitySet<ConfirmationItem> = {
    name: "ConfirmationItem",
    type: "A_SupplierConfirmationItem_Type",
    keys: ["SupplierConfirmation", "SupplierConfirmationItem"],
    fields: {
      SupplierConfirmation: text(({ confirmation }) => confirmation.number),
      SupplierConfirmationItem: text(({ item }) => item),
      SuplrConfRefPurchaseOrder: text(({ confirmation }) => confirmation.order.number),
      SuplrConfRefPurchaseOrderItem: text(({ purchase }) => purchase.item),
      ...empty("SuplrConfItemExternalReference", "SupplierOrderAcknNumber"),
      ItemIsRejectedBySupplier: flag(() => false),
    },
    navigations: {
      _SupplierConfirmationLineTP: { many: true, target: () => lines, follow: (item) => item.lines },
      _SupplierConfirmationTP: { many: false, target: () => headers, follow: ({ confirmation }) => [confirmation] },
    },
    rows: itemsOf,
    etag: ({ confirmation }) => documentTag(confirmation.changedAt),
  };
  const headers: EntitySet<Confirmation> = {
    name: "Confirmation",
    type: "A_SupplierConfirmation_Type",
    keys: ["SupplierConfirmation"],
    fields: {
      SupplierConfirmation: text(({ number }) => number),
      SuplrConfRefPurchaseOrder: text(({ order }) => order.number),
      SuplrConfProcessingStatus: text(() => "02"),
      SuplrConfExternalReference: text(({ reference }) => reference),
      LastChangeDateTime: instant(({ changedAt }) => changedAt),
      CreationDate: day(({ createdAt }) => erp.calendar.local(createdAt).date),
    },
    navigations: { _SupplierConfirmationItemTP: { many: true, target: () => items, follow: (confirmation) => confirmation.items } },
    rows: () => erp.purchasing.confirmations,
    etag: ({ changedAt }) => documentTag(changedAt),
  };
  return { headers, items, lines };
}

/** Every entity of a document has the document's ETag. */
function documentTag(changedAt: number): string {
  return `W/"SADL-0${shortStamp(changedAt)}${String(changedAt % 1000).padStart(3, "0")}C~${shortStamp(changedAt)}"`;
}
