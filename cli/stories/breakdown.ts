/**
 * A machine stops. Planning hears of it and resequences what it was to do; the ERP gets the new dates and priorities, the
 * warehouse's staging moves, the customers' promised dates move, and procurement sees which components will be missing at the new
 * start: one, since the laboratory has just held all that there was of it.
 */
import type { Stage } from "./stage.ts";

const workCenter = "MILL01";
const plant = "1010";
const delayHours = 48;
const mostMoved = 3;

interface Order {
  readonly number: string;
  readonly basicEnd: string | null;
  readonly priority: number | null;
}

export async function breakdown(stage: Stage): Promise<void> {
  const before = await ordersOf(stage);
  const missing = await missingComponent(stage);
  stage.begin();
  for (const batch of missing.batches) {
    await stage.act("qms", "hold-batch", { plant, material: missing.material, batch, reason: "wrong alloy" });
  }
  stage.say(`the laboratory wants all of ${missing.material} held, a component of orders at ${workCenter}`);
  await stage.until("the ERP has blocked it, and none of it is free any more", async () => {
    const component = (await plannedOrders(stage)).flatMap(({ components }) => components).find(isOf(missing.material));
    return component !== undefined && freeBatches(component).length === 0;
  });
  await stage.act("mes", "machine-down", { plant, workCenter, reason: "spindle bearing" });
  stage.say(`the shop floor says that ${workCenter} has stopped`);
  await stage.until("planning knows", async () => {
    const { diary } = await stage.records<{ diary: readonly { topic: string; about: string }[] }>("aps");
    return diary.some(({ topic, about }) => topic === "MACHINE_STATE" && about === workCenter);
  });
  await stage.act("aps", "resequence", { plant, workCenter, reason: "MACHINE_DOWN", delayHours, orders: mostMoved });
  const { sequences } = await stage.records<{ sequences: Readonly<Record<string, readonly string[]>> }>("aps");
  const moved = sequences[workCenter] ?? [];
  stage.say(`planning puts ${moved.length} orders off by two days: ${moved.join(", ")}`);
  await stage.until("the ERP has acknowledged the new dates and priorities", async () => {
    const { commands } = await stage.ask<{ commands: { nodes: readonly { kind: string; state: string }[] } }>(
      "operator",
      '{ commands(filter: { system: "s4-1010" }, first: 50) { nodes { kind state } } }',
    );
    const postings = commands.nodes.filter(({ kind, state }) => kind === "RESCHEDULE_ORDER" && state === "ACKNOWLEDGED");
    return postings.length >= moved.length;
  });
  const short = await stage.until("the components of the moved orders are checked", async () => {
    const told = await atRisk(stage);
    const wanted = missing.orders.map((order) => `${order}/${missing.material}`);
    return wanted.every((key) => told.some((each) => each.key === key)) && told;
  });
  for (const { text } of short) stage.say(`procurement is told: ${text}`);
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

interface Balance {
  readonly status: string;
  readonly quantity: { readonly value: string };
  readonly batch: { readonly number: string } | null;
}

interface Delivery {
  readonly requested: { readonly date: string };
  readonly confirmedDate: string | null;
}

interface Component {
  readonly material: { readonly number: string };
  readonly required: { readonly value: string };
  readonly issued: { readonly value: string } | null;
  readonly availability: { readonly stock: readonly Balance[]; readonly supplierCommitments: readonly Delivery[] } | null;
}

interface PlannedOrder {
  readonly number: string;
  readonly basicStart: string | null;
  readonly components: readonly Component[];
}

const isOf =
  (material: string) =>
  (component: Component): boolean =>
    component.material.number === material;
const isRequired = ({ required, issued }: Component): boolean => Number(required.value) > Number(issued?.value ?? 0);

/** A component of which nothing is delivered before the orders' new start, its free batches, and the orders that still require it. */
async function missingComponent(
  stage: Stage,
): Promise<{ readonly material: string; readonly batches: readonly string[]; readonly orders: readonly string[] }> {
  const orders = await plannedOrders(stage);
  const latest = Math.max(...orders.map(({ basicStart }) => Date.parse(basicStart ?? "")));
  const day = new Date(latest + (delayHours + 24) * 3_600_000).toISOString().slice(0, 10);
  for (const component of orders.flatMap(({ components }) => components).filter(isRequired)) {
    const material = component.material.number;
    const comes = component.availability?.supplierCommitments.some(
      ({ requested, confirmedDate }) => (confirmedDate ?? requested.date) <= day,
    );
    const wanting = orders.filter(({ components }) => components.filter(isOf(material)).some(isRequired));
    if (!comes) return { material, batches: freeBatches(component), orders: wanting.map(({ number }) => number) };
  }
  throw new Error(`every component of the orders at ${workCenter} is delivered by ${day}`);
}

function freeBatches({ availability }: Component): readonly string[] {
  const free = availability?.stock.filter(({ status, quantity }) => status === "UNRESTRICTED" && Number(quantity.value) > 0) ?? [];
  return [...new Set(free.flatMap(({ batch }) => batch?.number ?? []))];
}

/** What planning will resequence. */
async function plannedOrders(stage: Stage): Promise<readonly PlannedOrder[]> {
  const query = `{ productionOrders(filter: { plants: ["${plant}"], workCenters: ["${workCenter}"], states: [CREATED, RELEASED] },
    first: ${mostMoved}, orderBy: { field: SCHEDULED_START }) { nodes { number basicStart components { material { number } required { value }
      issued { value } availability { stock { status quantity { value } batch { number } }
      supplierCommitments { requested { date } confirmedDate } } } } } }`;
  return (await stage.ask<{ productionOrders: { nodes: readonly PlannedOrder[] } }>("planner", query)).productionOrders.nodes;
}

async function atRisk(stage: Stage): Promise<readonly { readonly key: string; readonly text: string }[]> {
  const query = `{ exceptions(filter: { plants: ["${plant}"], kinds: [COMPONENT_AT_RISK], states: [OPEN] }, first: 50) { nodes { key text } } }`;
  return (await stage.ask<{ exceptions: { nodes: readonly { key: string; text: string }[] } }>("operator", query)).exceptions.nodes;
}

async function ordersOf(stage: Stage, numbers?: readonly string[]): Promise<readonly Order[]> {
  const filter = numbers ? { plants: [plant], numbers } : { plants: [plant], workCenters: [workCenter] };
  const query =
    "query ($filter: ProductionOrderFilter) { productionOrders(filter: $filter, first: 100) { nodes { number basicEnd priority } } }";
  return (await stage.ask<{ productionOrders: { nodes: readonly Order[] } }>("planner", query, { filter })).productionOrders.nodes;
}
