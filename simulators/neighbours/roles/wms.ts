/** Warehouse management: blocks on batches, staging windows of orders, and movements. */
import { number, type Received, Refusal, type Role, said, text } from "../role.ts";

export function createWms(): Role {
  /** By plant, material and batch. */
  const pickBlocks: Record<string, { reason: string }> = {};
  /** By plant and order. */
  const stagingWindows: Record<string, { from: string; to: string; priority: string }> = {};

  const take: Readonly<Record<string, (event: Received) => string>> = {
    "andon.pick-block.placed": (event) => {
      pickBlocks[batchOf(event)] = { reason: said(event, "reason") };
      return `block ${batchOf(event)}`;
    },
    "andon.pick-block.lifted": (event) => {
      delete pickBlocks[batchOf(event)];
      return `block ${batchOf(event)}`;
    },
    "andon.staging.moved": (event) => {
      const key = `${event.plant}/${said(event, "order")}`;
      stagingWindows[key] = { from: said(event, "windowStart"), to: said(event, "windowEnd"), priority: said(event, "priority") };
      return `wave ${key}`;
    },
  };

  return {
    records: { pickBlocks, stagingWindows },
    contentMode: "structured",
    receive(event: Received) {
      const taking = take[event.type];
      if (!taking) throw new Refusal("UNKNOWN_MESSAGE", `${event.type} is nothing for a warehouse`);
      return taking(event);
    },
    actions: {
      "report-shortage": (parameters) => {
        const order = text(parameters, "order");
        const missing = { value: String(number(parameters, "missing", 1)), unit: text(parameters, "unit") };
        const data = { order, material: text(parameters, "material"), missing };
        return [{ type: "andon.material.shortage-reported", plant: text(parameters, "plant"), subject: order, data }];
      },
      "move-goods": (parameters) => {
        const order = text(parameters, "order");
        const quantity = { value: String(number(parameters, "quantity", 1)), unit: text(parameters, "unit") };
        const moved = { movement: "ISSUED", order, material: text(parameters, "material"), quantity, movedAt: new Date().toISOString() };
        return [{ type: "andon.goods.moved", plant: text(parameters, "plant"), subject: order, data: moved }];
      },
    },
  };
}

const batchOf = (event: Received): string => `${event.plant}/${said(event, "material")}/${said(event, "batch")}`;
