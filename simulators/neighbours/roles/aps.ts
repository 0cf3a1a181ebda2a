/**
 * Advanced planning: a sequence for each work center, and a diary of what it was told. What it plans it exports as such products do: a
 * CSV file in a folder, in its own words.
 */
import { type Ask, number, type Parameters, type Received, type Role, said, text } from "../role.ts";

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

/** Why something was planned anew, in the product's own codes. */
const planReasons: Readonly<Record<string, string>> = {
  MACHINE_DOWN: "BRK",
  DEMAND_CHANGED: "DEM",
  MATERIAL_SHORTAGE: "MAT",
  RESEQUENCED: "SEQ",
};
const header = "PLANT;RESOURCE;REASON;ORDER_NO;PLAN_START;PLAN_END;PRIO";

/** `20261201 0500`, in UTC; nothing where there is no moment. */
const planTime = (moment: number | null): string =>
  moment === null ? "" : new Date(moment).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+).*$/, "$1$2$3 $4$5");

/** `drop` puts a file into the folder that plans are fetched from. */
export function createAps(drop: (name: string, content: string) => void): Role {
  let exported = 0;
  const sequences = new Map<string, readonly string[]>();
  const diary: { readonly topic: string; readonly about: string; readonly facts: unknown }[] = [];
  const records = {
    get sequences() {
      return Object.fromEntries(sequences);
    },
    diary,
  };

  /** Reads what a work center has to do, and puts it off by some hours; the first in the row becomes the most urgent. */
  const resequence = async (parameters: Parameters, ask: Ask): Promise<readonly []> => {
    const plant = text(parameters, "plant");
    const workCenter = text(parameters, "workCenter");
    const delay = number(parameters, "delayHours", 24) * hourMs;
    const first = number(parameters, "orders", 3);
    const { productionOrders } = await ask<{ productionOrders: { nodes: readonly PlannedOrder[] } }>(openOrders, {
      plant: [plant],
      workCenters: [workCenter],
      first,
    });
    const later = (moment: string | null): string => planTime(moment === null ? null : Date.parse(moment) + delay);
    const orders = productionOrders.nodes;
    sequences.set(
      workCenter,
      orders.map((order) => order.number),
    );
    if (orders.length === 0) return [];
    const asked = typeof parameters.reason === "string" ? parameters.reason : "RESEQUENCED";
    const reason = planReasons[asked] ?? asked;
    const lines = orders.map((order, index) =>
      [plant, workCenter, reason, order.number, later(order.basicStart), later(order.basicEnd), Math.min(9, index + 1)].join(";"),
    );
    exported += 1;
    drop(`plan-${Date.now()}-${exported}.csv`, `${[header, ...lines].join("\r\n")}\r\n`);
    return [];
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
