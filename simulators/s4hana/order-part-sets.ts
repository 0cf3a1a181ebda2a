/** Operations, components and statuses of production orders as entity sets, names as in the service's `$metadata`. */
import type { PlantComponent, PlantOperation } from "../plant.ts";
import type { Erp } from "./erp.ts";
import { day, type EntitySet, empty, type Field, flag, quantity, text, time } from "./odata/edm.ts";
import { activeStatuses, type OrderStatus } from "./order-status.ts";
import type { ProductionOrder } from "./production-orders.ts";
import { customerUnit, type UnitCode, unitCode, unitFields } from "./units.ts";

interface Part<Of> {
  readonly order: ProductionOrder;
  readonly part: Of;
  readonly index: number;
}

type Operation = Part<PlantOperation>;
type Component = Part<PlantComponent>;
type Status = Part<OrderStatus>;

/** Operations; sub-operations and sequences other than `0` do not occur. */
export function operationSet(erp: Erp): EntitySet<Operation> {
  const mark = (holds: (operation: Operation) => boolean): Field<Operation> => text((operation) => (holds(operation) ? "X" : ""));
  const yielded = ({ order, index }: Operation): number => order.yields[index] ?? 0;
  const stage = ({ order }: Operation): string => order.stage;
  const start = ({ order, part }: Operation) => erp.orders.operationStart(order, part);
  const end = ({ order, part }: Operation) => erp.orders.operationEnd(order, part);
  return {
    name: "A_ProductionOrderOperation_2",
    type: "A_ProductionOrderOperation_2Type",
    keys: ["OrderInternalBillOfOperations", "OrderIntBillOfOperationsItem"],
    fields: {
      OrderInternalBillOfOperations: text(({ order }) => String(order.plan.index + 1)),
      OrderIntBillOfOperationsItem: text(({ index }) => String(index + 1)),
      ManufacturingOrder: text(({ order }) => order.plan.number),
      ManufacturingOrderSequence: text(() => "0"),
      ManufacturingOrderOperation: text(({ part }) => part.number),
      ...empty("ManufacturingOrderSubOperation"),
      ManufacturingOrderCategory: text(() => "10"),
      ManufacturingOrderType: text(() => "PP01"),
      MfgOrderOperationText: text(({ part }) => part.text),
      OperationIsCreated: mark((row) => stage(row) === "created" || stage(row) === "locked"),
      OperationIsReleased: mark((row) => ["released", "started", "delivered"].includes(stage(row))),
      OperationIsConfirmed: mark((row) => yielded(row) >= row.order.quantity),
      OperationIsPartiallyConfirmed: mark((row) => yielded(row) > 0 && yielded(row) < row.order.quantity),
      ...empty("OperationIsDeleted"),
      OperationIsTechlyCompleted: mark((row) => stage(row) === "completed"),
      OperationIsClosed: mark((row) => stage(row) === "closed"),
      OperationIsScheduled: text(() => "X"),
      ProductionPlant: text(() => erp.plant),
      WorkCenter: text(({ part }) => part.workCenter),
      OperationControlProfile: text(() => "YBP1"),
      OpErlstSchedldExecStrtDte: day((row) => start(row).date),
      OpErlstSchedldExecStrtTme: time((row) => start(row).seconds),
      OpErlstSchedldExecEndDte: day((row) => end(row).date),
      OpErlstSchedldExecEndTme: time((row) => end(row).seconds),
      OpActualExecutionStartDate: day((row) => (yielded(row) > 0 ? start(row).date : null)),
      OpActualExecutionStartTime: time((row) => (yielded(row) > 0 ? start(row).seconds : 0)),
      ...unitFields("OperationUnit", ({ order }: Operation) => unitOf(order)),
      OpPlannedTotalQuantity: quantity(({ order }) => order.quantity),
      OpTotalConfirmedYieldQty: quantity(yielded),
      LastChangeDateTime: text(({ order }) => order.changedAt),
    },
    navigations: {},
    rows: () => each(erp, operationsOf),
    etag: ({ order }) => `W/"'${order.changedAt}'"`,
  };
}

/** Components, in the form of the entity set `name`; `more` are the fields that this form alone has. */
export function componentSet(erp: Erp, name: string, more: EntitySet<Component>["fields"], keys: readonly string[]): EntitySet<Component> {
  return {
    name,
    type: `${name}Type`,
    keys,
    fields: {
      Reservation: text(({ order }) => String(order.plan.index + 1)),
      ReservationItem: text(({ index }) => String(index + 1)),
      ...more,
      Material: text(({ part }) => part.material.number),
      Plant: text(() => erp.plant),
      ManufacturingOrderCategory: text(() => "10"),
      ManufacturingOrderType: text(() => "PP01"),
      ManufacturingOrder: text(({ order }) => order.plan.number),
      ManufacturingOrderSequence: text(() => "0"),
      ManufacturingOrderOperation: text(({ part }) => part.operation),
      ProductionPlant: text(() => erp.plant),
      OrderInternalBillOfOperations: text(({ order }) => String(order.plan.index + 1)),
      MatlCompRequirementDate: day(({ order, part }) => erp.orders.componentDay(order, part)),
      MatlCompRequirementTime: time(() => 0),
      ReservationIsFinallyIssued: flag(({ order, part, index }) => (order.issued[index] ?? 0) >= required(order, part)),
      MatlCompIsMarkedForDeletion: flag(() => false),
      MatlCompIsMarkedForBackflush: flag(() => true),
      BillOfMaterialCategory: text(() => "M"),
      BOMItemCategory: text(() => "L"),
      BillOfMaterialItemNumber: text(({ part }) => part.item),
      BOMItemDescription: text(({ part }) => part.material.description),
      StorageLocation: text(({ part }) => part.location),
      ...empty("Batch"),
      GoodsMovementType: text(() => "261"),
      ...unitFields("BaseUnit", ({ part }: Component) => unitCode(part.material.unit)),
      RequiredQuantity: quantity(({ order, part }) => required(order, part)),
      WithdrawnQuantity: quantity(({ order, index }) => order.issued[index] ?? 0),
      ConfirmedAvailableQuantity: quantity(({ order, part }) => (order.plan.shortage ? 0 : required(order, part))),
      ...unitFields("EntryUnit", ({ part }: Component) => unitCode(part.material.unit)),
      ...("ReservationRecordType" in more ? { LastChangeDateTime: text(({ order }: Component) => order.changedAt) } : {}),
    },
    navigations: {},
    rows: () => each(erp, componentsOf),
  };
}

/** Active system statuses. */
export function statusSet(erp: Erp): EntitySet<Status> {
  return {
    name: "A_ProductionOrderStatus_2",
    type: "A_ProductionOrderStatus_2Type",
    keys: ["ManufacturingOrder", "StatusCode"],
    fields: {
      ManufacturingOrder: text(({ order }) => order.plan.number),
      StatusCode: text(({ part }) => part.code),
      IsUserStatus: flag(() => false),
      StatusShortName: text(({ part }) => part.text),
      StatusName: text(({ part }) => part.name),
    },
    navigations: {},
    rows: () => each(erp, statusesOf),
  };
}

/** The order's operations as rows. */
export const operationsOf = (order: ProductionOrder): Operation[] => order.plan.operations.map((part, index) => ({ order, part, index }));
/** The order's components as rows. */
export const componentsOf = (order: ProductionOrder): Component[] => order.plan.components.map((part, index) => ({ order, part, index }));
/** The order's active statuses as rows. */
export const statusesOf = (order: ProductionOrder): Status[] => activeStatuses(order).map((part, index) => ({ order, part, index }));

/** The unit in which the order counts. */
export function unitOf(order: ProductionOrder): UnitCode {
  return order.hasUnknownUnit ? customerUnit : unitCode(order.plan.material.unit);
}

/** A change of the order's quantity changes its requirements in proportion. */
function required(order: ProductionOrder, component: PlantComponent): number {
  return Math.round((component.required * order.quantity) / order.plan.quantity);
}

function* each<Item>(erp: Erp, parts: (order: ProductionOrder) => Item[]): Generator<Item> {
  for (const order of erp.orders.all) yield* parts(order);
}
