/** Contracts of what planning, machines and customers tell. */
import { choice, day, erpNumber, list, moment, named, object, quantity, text, whole } from "../parts.ts";
import { contract, type EventContract } from "./contract.ts";

const movedOrder = object(
  "An order and what becomes different of it; what is null or left out stays as it is",
  { order: erpNumber("Number of the production order", "1000123") },
  {
    basicStart: moment("When work may start at the earliest"),
    basicEnd: moment("When work has to be done"),
    priority: whole("1 is the most urgent", 1, 9),
  },
);

export const planningContracts: readonly EventContract[] = [
  contract("andon.schedule.changed", {
    subject: [],
    description: "Orders were put into another sequence or moved",
    members: {
      reason: choice("Why", ["MACHINE_DOWN", "DEMAND_CHANGED", "MATERIAL_SHORTAGE", "RESEQUENCED"]),
      orders: list("The orders that were moved, in their new sequence", movedOrder, 500),
    },
  }),
  contract("andon.order.release-requested", {
    subject: ["order"],
    description: "Work on an order may start",
    members: { order: erpNumber("Number of the production order", "1000123") },
  }),
  contract("andon.machine.state-changed", {
    subject: ["workCenter"],
    description: "A machine stopped or runs again",
    members: {
      workCenter: named("Work centre that the machine belongs to", "MILL-01"),
      state: choice("What it does now", ["DOWN", "UP"]),
      since: moment("When it stopped, or began to run"),
    },
    optional: {
      expectedUntil: moment("When it is thought to run again"),
      reason: text("Why it stopped", "Spindle bearing"),
    },
  }),
  contract("andon.customer-order.changed", {
    subject: ["customerOrder"],
    description: "A customer wants something else, or at another time",
    members: {
      customerOrder: erpNumber("Number of the customer's order", "500017"),
      material: erpNumber("Number of the material", "4711"),
      quantity: quantity("How much is wanted now; zero when nothing is any more"),
      requestedDate: day("When it is wanted"),
    },
  }),
];
