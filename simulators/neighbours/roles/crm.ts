/** Customers' orders, with the dates that were promised for what is made for them. */
import { number, type Received, type Role, said, text } from "../role.ts";

export function createCrm(): Role {
  /** By plant and production order. */
  const promisedDates: Record<string, { date: string; reason: string }> = {};
  return {
    records: { promisedDates },
    contentMode: "structured",
    receive(event: Received) {
      const order = `${event.plant}/${said(event, "order")}`;
      promisedDates[order] = { date: said(event, "promisedDate"), reason: said(event, "reason") };
      return `promise ${order}`;
    },
    actions: {
      "change-customer-order": (parameters) => {
        const customerOrder = text(parameters, "customerOrder");
        const quantity = { value: String(number(parameters, "quantity", 1)), unit: text(parameters, "unit") };
        const data = { customerOrder, material: text(parameters, "material"), quantity, requestedDate: text(parameters, "requestedDate") };
        return [{ type: "andon.customer-order.changed", plant: text(parameters, "plant"), subject: customerOrder, data }];
      },
    },
  };
}
