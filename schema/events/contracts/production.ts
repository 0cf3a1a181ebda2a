/** Contracts of what the shop floor and the warehouse tell. */
import { amount, choice, decimal, erpNumber, flag, moment, named, quantity, unit } from "../parts.ts";
import { contract, type EventContract } from "./contract.ts";

const order = erpNumber("Number of the production order", "1000123");
const operation = named("Number of the operation within its order", "0010");
const isFinal = flag("Whether nothing more is to come of this operation");
const finishedAt = moment("When it was done");

export const productionContracts: readonly EventContract[] = [
  contract("andon.operation.confirmed", {
    subject: ["order"],
    description: "What was made in an operation. Version 2 tells yield and scrap each with its unit",
    members: { order, operation, yieldQuantity: decimal("Good quantity"), unit: unit("Unit of yield and scrap"), isFinal, finishedAt },
    optional: { scrapQuantity: decimal("Scrapped quantity; none when it is left out") },
  }),
  contract("andon.operation.confirmed", {
    version: 2,
    subject: ["order"],
    description: "What was made in an operation",
    members: { order, operation, yield: quantity("Good quantity"), isFinal, finishedAt },
    optional: { scrap: quantity("Scrapped quantity; none when it is left out") },
  }),
  contract("andon.goods.moved", {
    subject: ["order"],
    description: "Goods left the warehouse for an order, or came in from it",
    members: {
      movement: choice("ISSUED to the order, or RECEIVED from it", ["ISSUED", "RECEIVED"]),
      order,
      material: erpNumber("Number of the material that was moved", "4711"),
      quantity: amount("How much was moved"),
      movedAt: moment("When it was moved"),
    },
    optional: { batch: named("Batch that was moved", "B-0815") },
  }),
  contract("andon.material.shortage-reported", {
    subject: ["order"],
    description: "Material for an order is not where it should be",
    members: {
      order,
      material: erpNumber("Number of the material", "4711"),
      missing: amount("How much is missing"),
    },
    optional: { neededAt: moment("When it is needed") },
  }),
];
