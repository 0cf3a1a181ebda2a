import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import WebSocket from "ws";
import { readLandscape, type SimulatedPlants, startSimulatedPlants } from "#cli/compose";
import { type Demo, onlyPlants, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

/** `ANDON_KILLS=20 ANDON_SUBSCRIBERS=5000` makes the whole run of it. */
const kills = Number(process.env.ANDON_KILLS ?? 2);
const subscribers = Number(process.env.ANDON_SUBSCRIBERS ?? 150);
/** Distinct selections among them. */
const selections = 5;
const shortestPauseMs = 200;

type Address = () => { readonly url: string; readonly token: string };

interface Told {
  readonly cursor: string;
  readonly entity: string;
}

/** A client that comes back with its last cursor whenever its socket is lost. */
class Follower {
  readonly told: Told[] = [];
  readonly #query: string;
  readonly #address: Address;
  #socket: WebSocket | null = null;
  #isOver = false;

  constructor(selection: number, address: Address) {
    this.#query = `subscription ($after: String) { materialAvailabilityChanged(plants: ["1010"], after: $after) { kind materialAvailability { material { number } s${selection}: asOf } } }`;
    this.#address = address;
    this.#connect();
  }

  get cursor(): string | undefined {
    return this.told.at(-1)?.cursor;
  }

  stop(): void {
    this.#isOver = true;
    this.#socket?.terminate();
  }

  #connect(): void {
    const { url, token } = this.#address();
    const socket = new WebSocket(url, "graphql-transport-ws");
    this.#socket = socket;
    socket.on("error", () => undefined);
    socket.once("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })));
    socket.on("message", (data) => this.#take(JSON.parse(String(data)), socket));
    socket.once("close", () => {
      if (!this.#isOver) setTimeout(() => this.#connect(), shortestPauseMs);
    });
  }

  // What a socket sends is known to the operation, not to the client.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  #take(message: any, socket: WebSocket): void {
    if (message.type === "connection_ack") {
      const payload = { query: this.#query, variables: { after: this.cursor } };
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload }));
    } else if (message.type === "next") {
      const { data, extensions } = message.payload;
      this.told.push({ cursor: extensions.cursor, entity: data.materialAvailabilityChanged.materialAvailability.material.number });
    } else if (message.type === "error") assert.fail(JSON.stringify(message));
  }
}

describe("streams of a process that is killed again and again", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-kills-"));
  let plants: SimulatedPlants;
  let demo: Demo;
  let token: string;
  const limits = `limits: { tiers: { standard: { sockets: ${2 * subscribers}, subscriptions: ${2 * subscribers} } } }\n`;
  const withoutSimulators = (text: string): string => `${onlyPlants("1010")(text).replace(/^simulators: .*\n/m, "")}${limits}`;

  const start = (): Promise<Demo> => startDemo({ folder, landscape: withoutSimulators, environment: plants.environment });
  const move = async (): Promise<void> => {
    await fetch(new URL("/life", plants.environment.S4HANA_CONTROL_URL), { method: "POST", body: JSON.stringify({ event: "move-stock" }) });
  };

  before(async () => {
    const { landscape } = readLandscape(writeLandscape(folder, onlyPlants("1010")));
    const names = landscape.simulators ?? [];
    plants = await startSimulatedPlants({ names, plants: landscape.plants, folder: landscape.data, scale: 1, lifeMs: 0 });
    demo = await start();
    token = await demo.token("planner");
  });
  after(async () => {
    await demo?.stop();
    await plants?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("miss nothing and repeat nothing, however often it is killed", async () => {
    const address: Address = () => ({ url: `${demo.address.replace("http", "ws")}/graphql`, token });
    const witnesses = Array.from({ length: selections }, (_, selection) => new Follower(selection, address));
    const followers = Array.from({ length: subscribers }, (_, index) => new Follower(index % selections, address));
    const everybody = [...witnesses, ...followers];
    await eventually(
      async () => {
        await move();
        return everybody.every(({ told }) => told.length > 0);
      },
      (heard) => heard,
      30_000,
    );
    for (let kill = 0; kill < kills; kill++) {
      for (let moves = 0; moves < 5; moves++) await move();
      await delay(200);
      demo.child.kill("SIGKILL");
      await once(demo.child, "exit");
      for (let moves = 0; moves < 3; moves++) await move();
      demo = await start();
    }
    await move();
    const last = await quiet(everybody);
    assert.equal(last, 1, "all have come to the same end");
    for (const follower of everybody) {
      const cursors = follower.told.map(({ cursor }) => cursor);
      assert.equal(new Set(cursors).size, cursors.length, "nothing came twice");
    }
    for (const [index, follower] of followers.entries()) {
      const witness = witnesses[index % selections] as Follower;
      const from = witness.told.findIndex(({ cursor }) => cursor === follower.told[0]?.cursor);
      const since = from >= 0 ? witness.told.slice(from) : witness.told;
      const own = from >= 0 ? follower.told : follower.told.slice(-since.length);
      assert.deepEqual(own, since, "nothing was missed");
    }
    for (const one of everybody) one.stop();
  });

  /** Waits until nobody is told anything more; gives at how many different places they are. */
  async function quiet(everybody: readonly Follower[]): Promise<number> {
    let before = -1;
    return eventually(
      async () => {
        const told = everybody.reduce((sum, { told: all }) => sum + all.length, 0);
        const isQuiet = told === before;
        before = told;
        await delay(1_500);
        return isQuiet ? new Set(everybody.map(({ cursor }) => cursor?.split(".")[0])).size : Number.POSITIVE_INFINITY;
      },
      (places) => places === 1,
      60_000,
    );
  }
});
