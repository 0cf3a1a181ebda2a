/** API_PRODUCTION_ORDER_2_SRV (OData V2): reads of orders and their parts, release, technical completion, change. */
import type { Erp } from "./erp.ts";
import { assertOnly, readDay, readQuantity, readText, readTime } from "./odata/body.ts";
import { productionOrderSets } from "./production-order-sets.ts";
import type { ProductionOrder } from "./production-orders.ts";
import { entity, type Service, type Write, type WriteInput } from "./service.ts";

const changeable = [
  "MfgOrderPlannedStartDate",
  "MfgOrderPlannedStartTime",
  "MfgOrderPlannedEndDate",
  "MfgOrderPlannedEndTime",
  "ManufacturingOrderImportance",
  "TotalQuantity",
];

/**
 * `onRead` is told which orders a read of the order header sends. Function imports and changes need `If-Match`: the
 * entity type has a concurrency token (LastChangeDateTime) and the imports are declared `action-for` it.
 */
export function productionOrderService(erp: Erp, onRead: (orders: readonly ProductionOrder[]) => void): Service {
  const sets = productionOrderSets(erp);
  const [headers] = sets;
  const find = ({ key, parameters }: WriteInput): ProductionOrder | undefined =>
    erp.orders.find(key.ManufacturingOrder ?? parameters.ManufacturingOrder ?? "");
  const onOrder = (run: (order: ProductionOrder, input: WriteInput) => ReturnType<Write["run"]>): Write => ({
    guarded: (input) => entity(headers, find(input)),
    run: (input) => {
      const order = find(input);
      return order ? run(order, input) : { kind: "empty" };
    },
  });
  const change = onOrder((order, { body }) => {
    assertOnly(body, headers.type, changeable);
    erp.orders.reschedule(order, {
      start: {
        date: readDay(body, "MfgOrderPlannedStartDate", order.start.date),
        seconds: readTime(body, "MfgOrderPlannedStartTime", order.start.seconds),
      },
      end: {
        date: readDay(body, "MfgOrderPlannedEndDate", order.end.date),
        seconds: readTime(body, "MfgOrderPlannedEndTime", order.end.seconds),
      },
      importance: readText(body, "ManufacturingOrderImportance", order.importance).slice(0, 1),
      quantity: readQuantity(body, "TotalQuantity", order.quantity),
    });
    return { kind: "empty" };
  });
  const message = (name: string, number: string, text: string) => ({
    kind: "result" as const,
    name,
    value: {
      __metadata: { type: "API_PRODUCTION_ORDER_2_SRV.FunctionMessage" },
      SystemMessageType: "S",
      SystemMessageIdentification: "CO",
      SystemMessageNumber: number,
      SystemMessageLongText: text,
      SystemMessageVariable1: "",
      SystemMessageVariable2: "",
      SystemMessageVariable3: "",
      SystemMessageVariable4: "",
    },
  });

  return {
    root: "/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV/",
    version: 2,
    namespace: "API_PRODUCTION_ORDER_2_SRV",
    sets,
    writes: {
      "PATCH A_ProductionOrder_2": change,
      "MERGE A_ProductionOrder_2": change,
      "POST ReleaseOrder": onOrder((order) => {
        erp.orders.release(order);
        return message("ReleaseOrder", "093", "Release carried out");
      }),
      "POST TechlyCmpltOrder": onOrder((order) => {
        erp.orders.completeTechnically(order);
        return message("TechlyCmpltOrder", "100", "Order technically completed");
      }),
    },
    onRead: (set, rows) => {
      if (set.name === headers.name) onRead(rows as readonly ProductionOrder[]);
    },
  };
}
