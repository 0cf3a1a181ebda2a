/** The entity sets of API_PRODUCTION_ORDER_2_SRV, names as in its `$metadata`. Keys and material numbers are unpadded. */
import type { Erp } from "./erp.ts";
import { day, type EntitySet, empty, flag, quantity, text, time } from "./odata/edm.ts";
import { componentSet, componentsOf, operationSet, operationsOf, statusesOf, statusSet, unitOf } from "./order-part-sets.ts";
import { activeStatuses, statusFlags } from "./order-status.ts";
import type { ProductionOrder } from "./production-orders.ts";
import { unitFields } from "./units.ts";

/** The header set first. */
export function productionOrderSets(erp: Erp): [EntitySet<ProductionOrder>, ...EntitySet<unknown>[]] {
  const operations = operationSet(erp);
  const components = componentSet(erp, "A_ProductionOrderComponent_2", {}, ["Reservation", "ReservationItem"]);
  const extended = componentSet(erp, "A_ProductionOrderComponent_4", { ReservationRecordType: text(() => "") }, [
    "Reservation",
    "ReservationItem",
    "ReservationRecordType",
  ]);
  const statuses = statusSet(erp);
  const items = itemSet(erp);
  const headers: EntitySet<ProductionOrder> = {
    name: "A_ProductionOrder_2",
    type: "A_ProductionOrder_2Type",
    keys: ["ManufacturingOrder"],
    fields: headerFields(erp),
    navigations: {
      to_ProductionOrderComponent: { many: true, target: () => components, follow: componentsOf },
      to_ProductionOrderComponentExt4: { many: true, target: () => extended, follow: componentsOf },
      to_ProductionOrderItem: { many: true, target: () => items, follow: (order) => [order] },
      to_ProductionOrderOperation: { many: true, target: () => operations, follow: operationsOf },
      to_ProductionOrderStatus: { many: true, target: () => statuses, follow: statusesOf },
    },
    rows: () => erp.orders.all,
    // The token is the change second itself: two changes in one second have the same ETag, as in the ERP.
    etag: (order) => `W/"'${order.changedAt}'"`,
  };
  return [headers, items, operations, components, extended, statuses];
}

function headerFields(erp: Erp): EntitySet<ProductionOrder>["fields"] {
  return {
    ManufacturingOrder: text(({ plan }) => plan.number),
    ManufacturingOrderCategory: text(() => "10"),
    ManufacturingOrderType: text(() => "PP01"),
    ManufacturingOrderImportance: text(({ importance }) => importance),
    ...Object.fromEntries(statusFlags.map((name) => [name, text((order: ProductionOrder) => (hasFlag(order, name) ? "X" : ""))])),
    ...empty("OrderIsPrinted", "OrderIsDeleted", "OrderIsPartiallyReleased", "OrderIsPartiallyDelivered", "OrderIsMarkedForDeletion"),
    OrderIsScheduled: text(() => "X"),
    MfgOrderCreationDate: day(() => erp.calendar.day(-30)),
    MfgOrderCreationTime: time(() => 36_000),
    LastChangeDateTime: text(({ changedAt }) => changedAt),
    Material: text(({ plan }) => plan.material.number),
    StorageLocation: text(() => "0003"),
    ...empty("GoodsRecipientName", "UnloadingPointName", "PlannedOrder", "SalesOrder", "SalesOrderItem", "OrderLongText", "CustomerName"),
    OrderInternalBillOfOperations: text(({ plan }) => String(plan.index + 1)),
    ProductionPlant: text(() => erp.plant),
    Plant: text(() => erp.plant),
    MRPArea: text(() => erp.plant),
    MRPController: text(() => "001"),
    ProductionSupervisor: text(() => "001"),
    ProductionVersion: text(() => "0001"),
    BasicSchedulingType: text(() => "1"),
    CompanyCode: text(() => erp.plant),
    MfgOrderPlannedStartDate: day(({ start }) => start.date),
    MfgOrderPlannedStartTime: time(({ start }) => start.seconds),
    MfgOrderPlannedEndDate: day(({ end }) => end.date),
    MfgOrderPlannedEndTime: time(({ end }) => end.seconds),
    MfgOrderScheduledStartDate: day(({ start }) => start.date),
    MfgOrderScheduledStartTime: time(({ start }) => start.seconds),
    MfgOrderScheduledEndDate: day(({ end }) => end.date),
    MfgOrderScheduledEndTime: time(({ end }) => end.seconds),
    MfgOrderActualReleaseDate: day(({ released }) => released),
    ...unitFields("ProductionUnit", unitOf),
    TotalQuantity: quantity(({ quantity: total }) => total),
    MfgOrderPlannedScrapQty: quantity(() => 0),
    MfgOrderConfirmedYieldQty: quantity(({ yields }) => yields.at(-1) ?? 0),
  };
}

function itemSet(erp: Erp): EntitySet<ProductionOrder> {
  return {
    name: "A_ProductionOrderItem_2",
    type: "A_ProductionOrderItem_2Type",
    keys: ["ManufacturingOrder", "ManufacturingOrderItem"],
    fields: {
      ManufacturingOrder: text(({ plan }) => plan.number),
      ManufacturingOrderItem: text(() => "1"),
      ManufacturingOrderCategory: text(() => "10"),
      ManufacturingOrderType: text(() => "PP01"),
      IsCompletelyDelivered: flag(({ delivered, quantity: total }) => delivered >= total),
      Material: text(({ plan }) => plan.material.number),
      ProductionPlant: text(() => erp.plant),
      Plant: text(() => erp.plant),
      MRPArea: text(() => erp.plant),
      StorageLocation: text(() => "0003"),
      Batch: text(({ plan }) => plan.batch),
      MfgOrderItemPlndDeliveryDate: day(({ end }) => end.date),
      MfgOrderItemActualDeliveryDate: day(({ delivered, end }) => (delivered > 0 ? end.date : null)),
      ...unitFields("ProductionUnit", unitOf),
      MfgOrderItemPlannedTotalQty: quantity(({ quantity: total }) => total),
      MfgOrderItemPlannedScrapQty: quantity(() => 0),
      MfgOrderItemGoodsReceiptQty: quantity(({ delivered }) => delivered),
      MfgOrderItemActualDeviationQty: quantity(() => 0),
    },
    navigations: {},
    rows: () => erp.orders.all,
  };
}

function hasFlag(order: ProductionOrder, name: string): boolean {
  return activeStatuses(order).some(({ flag: own }) => own === name);
}
