/**
 * Plant 2010 moves from ECC to S/4HANA while orders run. A subscriber follows them throughout and misses nothing, has nothing twice and
 * sees no error; what could not be sent to ECC any more goes to S/4HANA; what ECC has, but never answered, is settled in ECC and not posted again.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Stage } from "./stage.ts";
import { Subscriber } from "./subscriber.ts";

const plant = "2010";

interface Order {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

export async function migration(stage: Stage): Promise<void> {
  const orders = await ordersOf(stage);
  const [first, second] = orders.filter(({ state }) => state === "CREATED");
  if (!first || !second) throw new Error(`plant ${plant} has too few created orders`);
  const follow = (after?: string): Subscriber => {
    const where = { url: () => stage.andon.url, token: () => stage.token("planner") };
    return new Subscriber({ plant, ...where, ...(after === undefined ? {} : { after }) });
  };
  using subscriber = follow();
  stage.begin();
  await stage.until("a client follows the orders of the plant", async () => {
    await stage.life("ECC_CONTROL_URL", "confirm-operation");
    return subscriber.told.length > 0;
  });
  await stage.fault("ECC_CONTROL_URL", { name: "drop-response" });
  const inEcc = await reschedule(stage, first.number, "2027-05-03T14:00:00Z");
  stage.say(`order ${first.number} is moved; ECC does it, and its answer is lost`);
  // While it is being posted ECC may not have it yet, and a command that it surely does not have would go to S/4HANA.
  await stage.until("nobody knows yet whether ECC has it", async () => ["IN_DOUBT", "ACKNOWLEDGED"].includes(await stateOf(stage, inEcc)));
  await stage.fault("ECC_CONTROL_URL", { name: "down" });
  const unsent = await reschedule(stage, second.number, "2027-05-04T14:00:00Z");
  await stage.until(
    `ECC is shut for the move; order ${second.number} is moved too, and waits`,
    async () => (await stateOf(stage, unsent)) === "PENDING",
  );

  const s4 = await startS4Hana();
  try {
    await stage.restart(movePlant, s4.environment);
    stage.say("plant 2010 is on S/4HANA now, with the same orders");
    await stage.until(
      `order ${second.number} is moved, in S/4HANA`,
      async () => (await stateOf(stage, unsent)) === "ACKNOWLEDGED" && (await systemOf(stage, unsent)) === "s4-2010",
    );
    await stage.fault("ECC_CONTROL_URL", { name: "down", off: true });
    await stage.until(`ECC can be asked again: it has moved order ${first.number}, and nothing is posted twice`, async () => {
      return (await stateOf(stage, inEcc)) === "ACKNOWLEDGED" && (await systemOf(stage, inEcc)) === "ecc-2010";
    });
    await stage.until("clients find every order under the same id", async () => {
      const ids = new Set((await ordersOf(stage)).map(({ id }) => id));
      return orders.every(({ id }) => ids.has(id));
    });
    await stage.until("and S/4HANA is whom the graph asks about the plant", async () => {
      const query = `{ productionOrders(filter: { plants: ["${plant}"] }, first: 20) { nodes { source { system } } } }`;
      const { productionOrders } = await stage.ask<{ productionOrders: { nodes: readonly { source: { system: string } }[] } }>(
        "operator",
        query,
      );
      return productionOrders.nodes.every(({ source }) => source.system === "s4-2010");
    });
    await checkSubscriber(stage, subscriber, follow);
  } finally {
    await s4.stop();
  }
}

/**
 * What the client was told across the move must be what another is told now, at one go, from the same cursor on. Throws where it is not.
 */
async function checkSubscriber(stage: Stage, subscriber: Subscriber, follow: (after: string) => Subscriber): Promise<void> {
  const [first] = subscriber.told;
  if (!first) throw new Error("the client was told nothing");
  using witness = follow(first.cursor);
  await stage.until("the client has come as far as one that asks for everything now", () => {
    const [mine, all] = [subscriber.told.at(-1), witness.told.at(-1)];
    return all !== undefined && mine?.system === "s4-2010" && mine.cursor === all.cursor;
  });
  const [mine, all] = [subscriber.told.slice(1).map(({ cursor }) => cursor), witness.told.map(({ cursor }) => cursor)];
  const missed = all.filter((cursor) => !mine.includes(cursor)).length;
  const twice = mine.length - new Set(mine).size;
  const faults = [...subscriber.errors, ...witness.errors];
  if (missed > 0 || twice > 0 || mine.join() !== all.join() || faults.length > 0)
    throw new Error(`the client missed ${missed} changes, had ${twice} twice, and saw ${faults.join("; ") || "no error"}`);
  stage.say(
    `it subscribed ${subscriber.subscriptions} times, each after its last cursor, and was told ${mine.length + 1} changes: none missed, none twice, no error`,
  );
}

async function reschedule(stage: Stage, order: string, basicEnd: string): Promise<string> {
  const query = `mutation ($input: RescheduleProductionOrderInput!) {
    rescheduleProductionOrder(input: $input) { commands { id system } userErrors { code message } } }`;
  const input = { plant, order, basicEnd, idempotencyKey: `move ${order}` };
  const { rescheduleProductionOrder } = await stage.ask<{
    rescheduleProductionOrder: { commands: readonly { id: string; system: string }[]; userErrors: readonly { message: string }[] };
  }>("planner", query, { input });
  const command = rescheduleProductionOrder.commands.find(({ system }) => system.startsWith("ecc") || system.startsWith("s4"));
  if (!command) throw new Error(JSON.stringify(rescheduleProductionOrder.userErrors));
  return command.id;
}

async function commandOf(stage: Stage, id: string): Promise<{ readonly state: string; readonly system: string }> {
  const query = "query ($id: ID!) { command(id: $id) { state system } }";
  const { command } = await stage.ask<{ command: { state: string; system: string } | null }>("planner", query, { id });
  if (!command) throw new Error(`there is no command ${id}`);
  return command;
}

const stateOf = async (stage: Stage, id: string): Promise<string> => (await commandOf(stage, id)).state;
const systemOf = async (stage: Stage, id: string): Promise<string> => (await commandOf(stage, id)).system;

async function ordersOf(stage: Stage): Promise<readonly Order[]> {
  const query = `{ productionOrders(filter: { plants: ["${plant}"] }, first: 200, orderBy: { field: NUMBER }) { nodes { id number state } } }`;
  return (await stage.ask<{ productionOrders: { nodes: readonly Order[] } }>("planner", query)).productionOrders.nodes;
}

/** The landscape with the plant on its new ERP, and the former one named. */
function movePlant(text: string): string {
  const system = `  s4-2010:
    adapter: s4hana
    pollSeconds: 2
    connection:
      url: \${S4HANA_2010_URL}
      tokenUrl: \${S4HANA_2010_TOKEN_URL}
      clientId: \${S4HANA_2010_CLIENT_ID}
      clientSecret: \${S4HANA_2010_CLIENT_SECRET}
`;
  return text
    .replace("    system: ecc-2010\n", "    system: s4-2010\n    formerSystem: ecc-2010\n")
    .replace("systems:\n", `systems:\n${system}`);
}

/** A simulated S/4HANA for the plant: made of the same seed as the simulated ECC, it has the same orders, as after a data migration. */
async function startS4Hana(): Promise<{ readonly environment: Readonly<Record<string, string>>; stop(): Promise<void> }> {
  const program = fileURLToPath(new URL("../../simulators/s4hana/run.ts", import.meta.url));
  const child = spawn(process.execPath, [program, "--plant", plant, "--time-zone", "America/New_York"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ready = await new Promise<Record<string, string>>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the simulator ended with exit code ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ready ")) resolve(JSON.parse(line.slice("ready ".length)) as Record<string, string>);
    });
  });
  const names = Object.entries(ready).map(([name, value]) => [name.replace("S4HANA_", "S4HANA_2010_"), value]);
  return {
    environment: Object.fromEntries(names) as Record<string, string>,
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    },
  };
}
