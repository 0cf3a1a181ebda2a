/**
 * A machine stops. Planning hears of it and resequences what it was to do; the ERP gets the new dates and priorities, the
 * warehouse's staging moves, the customers' promised dates move, and procurement sees which components now come too late.
 */
import type { Stage } from "./stage.ts";

const workCenter = "MILL01";
const plant = "1010";

interface Order {
  readonly number: string;
  readonly basicEnd: string | null;
  readonly priority: number | null;
}

export async function breakdown(stage: Stage): Promise<void> {
  const before = await ordersOf(stage);
  stage.begin();
  await stage.act("mes", "machine-down", { plant, workCenter, reason: "spindle bearing" });
  stage.say(`the shop floor says that ${workCenter} has stopped`);
  await stage.until("planning knows", async () => {
    const { diary } = await stage.records<{ diary: readonly { topic: string; about: string }[] }>("aps");
    return diary.some(({ topic, about }) => topic === "MACHINE_STATE" && about === workCenter);
  });
  await stage.act("aps", "resequence", { plant, workCenter, reason: "MACHINE_DOWN", delayHours: 48, orders: 3 });
  const { sequences } = await stage.records<{ sequences: Readonly<Record<string, readonly string[]>> }>("aps");
  const moved = sequences[workCenter] ?? [];
  stage.say(`planning puts ${moved.length} orders off by two days: ${moved.join(", ")}`);
  await stage.until("the ERP has acknowledged the new dates and priorities", async () => {
    const { commands } = await stage.ask<{ commands: { nodes: readonly { kind: string; state: string }[] } }>(
      "operator",
      '{ commands(filter: { system: "s4-1010" }, first: 50) { nodes { kind state } } }',
    );
    const postings = commands.nodes.filter(({ state }) => state === "ACKNOWLEDGED");
    return postings.length >= moved.length;
  });
  await stage.until("the warehouse stages for the new dates", async () => {
    const { stagingWindows } = await stage.records<{ stagingWindows: object }>("wms");
    return moved.every((order) => `${plant}/${order}` in stagingWindows);
  });
  await stage.until("the customers' orders promise the new dates", async () => {
    const { promisedDates } = await stage.records<{ promisedDates: object }>("crm");
    return moved.every((order) => `${plant}/${order}` in promisedDates);
  });
  await stage.until("the graph shows what the ERP has executed, and nothing is under way any more", async () => {
    const now = await ordersOf(stage, moved);
    const isMoved = (order: Order): boolean => order.basicEnd !== before.find(({ number }) => number === order.number)?.basicEnd;
    return now.length === moved.length && now.every(isMoved);
  });
}

async function ordersOf(stage: Stage, numbers?: readonly string[]): Promise<readonly Order[]> {
  const filter = numbers ? { plants: [plant], numbers } : { plants: [plant], workCenters: [workCenter] };
  const query =
    "query ($filter: ProductionOrderFilter) { productionOrders(filter: $filter, first: 100) { nodes { number basicEnd priority } } }";
  return (await stage.ask<{ productionOrders: { nodes: readonly Order[] } }>("planner", query, { filter })).productionOrders.nodes;
}
