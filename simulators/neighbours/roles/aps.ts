/** Advanced planning: a sequence for each work center, and a diary of what it was told. */
import { type Ask, number, type Parameters, type Received, type Role, said, type Told, text } from "../role.ts";

interface PlannedOrder {
  readonly number: string;
  readonly basicStart: string | null;
  readonly basicEnd: string | null;
  readonly priority: number | null;
}

const openOrders = `query ($plant: [String!], $workCenters: [String!], $first: Int!) {
  productionOrders(filter: { plants: $plant, workCenters: $workCenters, states: [CREATED, RELEASED] }, first: $first,
    orderBy: { field: SCHEDULED_START }) { nodes { number basicStart basicEnd priority } } }`;
const hourMs = 3_600_000;

export function createAps(): Role {
  const sequences = new Map<string, readonly string[]>();
  const diary: { readonly topic: string; readonly about: string; readonly facts: unknown }[] = [];
  const records = {
    get sequences() {
      return Object.fromEntries(sequences);
    },
    diary,
  };

  /** Reads what a work center has to do, and puts it off by some hours; the first in the row becomes the most urgent. */
  const resequence = async (parameters: Parameters, ask: Ask): Promise<readonly Told[]> => {
    const plant = text(parameters, "plant");
    const workCenter = text(parameters, "workCenter");
    const delay = number(parameters, "delayHours", 24) * hourMs;
    const first = number(parameters, "orders", 3);
    const { productionOrders } = await ask<{ productionOrders: { nodes: readonly PlannedOrder[] } }>(openOrders, {
      plant: [plant],
      workCenters: [workCenter],
      first,
    });
    const later = (moment: string | null): string | null => (moment === null ? null : new Date(Date.parse(moment) + delay).toISOString());
    const orders = productionOrders.nodes.map((order, index) => ({
      order: order.number,
      basicStart: later(order.basicStart),
      basicEnd: later(order.basicEnd),
      priority: Math.min(9, index + 1),
    }));
    sequences.set(
      workCenter,
      orders.map(({ order }) => order),
    );
    if (orders.length === 0) return [];
    const reason = typeof parameters.reason === "string" ? parameters.reason : "RESEQUENCED";
    return [{ type: "andon.schedule.changed", plant, subject: workCenter, data: { reason, orders } }];
  };

  return {
    records,
    contentMode: "structured",
    receive(event: Received) {
      diary.push({ topic: said(event, "topic"), about: event.subject, facts: event.data.facts });
      return `diary ${diary.length}`;
    },
    actions: { resequence },
  };
}
