/** Contracts of what suppliers, master data and engineering tell. */
import { amount, choice, currency, day, decimal, erpNumber, named, object, quantity, text, whole } from "../parts.ts";
import { contract, type EventContract } from "./contract.ts";

const material = erpNumber("Number of the material", "4711");

export const supplyContracts: readonly EventContract[] = [
  contract("andon.supplier-commitment.proposed", {
    subject: ["purchaseOrder", "item", "scheduleLine"],
    description: "What a supplier commits itself to for one schedule line",
    members: {
      supplier: erpNumber("Number of the supplier", "17300001"),
      purchaseOrder: erpNumber("Number of the purchase order", "4500000123"),
      item: erpNumber("Number of the item", "10"),
      scheduleLine: erpNumber("Number of the schedule line", "1"),
      date: day("When it is going to be delivered"),
      quantity: quantity("How much is going to be delivered then"),
    },
  }),
  contract("andon.material.enriched", {
    subject: ["material"],
    description: "What is known of a material beyond the ERP's master data; what is null or left out stays as it is",
    members: { material },
    optional: {
      standardCost: object("What it is valued at", {
        amount: decimal("Money for the quantity `per`"),
        currency: currency("Currency of the amount"),
        per: amount("Quantity that the amount is for"),
      }),
      description: text("What it is", "Bearing, sealed, 6204"),
    },
  }),
  contract("andon.supplier.enriched", {
    subject: ["supplier"],
    description: "What is known of a supplier beyond the ERP's master data; what is null or left out stays as it is",
    members: { supplier: erpNumber("Number of the supplier", "17300001") },
    optional: {
      rating: choice("How well it delivers, A being the best", ["A", "B", "C"]),
      leadTimeDays: whole("Calendar days from the order to the delivery", 0, 999),
    },
  }),
  contract("andon.engineering.revision-released", {
    subject: ["material"],
    description: "Another revision of a material holds from a day on",
    members: { material, revision: named("The revision", "C"), effectiveFrom: day("First day on which it holds") },
    optional: { reason: text("Why", "Thicker wall") },
  }),
];
