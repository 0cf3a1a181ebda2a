import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { subgraphNames } from "#schema/sdl.ts";
import { ask, listen } from "../support/clients.ts";
import { type Demo, root, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const secret = "a-secret-of-the-demo-that-is-long-enough";
const query = readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8");

describe("subgraphs that run apart", () => {
  let together: Demo;
  let apart: Demo;
  const processes = new Map<string, { child: ChildProcess; url: string }>();

  async function startSubgraph(name: string, port: string): Promise<void> {
    const args = [join(root, "cli/andon.js"), "subgraph", name, "--port", port, "--landscape", together.landscapeFile];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^ready (\S+)/.exec(line)?.[1];
      if (!url) continue;
      processes.set(name, { child, url });
      return;
    }
    throw new Error(`subgraph ${name} did not start`);
  }

  before(async () => {
    // The EBS is not polled, so that only who asks it knows what is new there.
    const unpolled = (text: string): string =>
      text.replace(/(adapter: ebs\n +pollSeconds): 2/, "$1: 3600").replace("everySeconds: 10", "everySeconds: 3600");
    together = await startDemo({ landscape: (text) => `${unpolled(text)}  subgraphSecret: ${secret}\n` });
    await Promise.all(subgraphNames.map((name) => startSubgraph(name, "0")));
    const urls = [...processes].map(([name, { url }]) => `    ${name}: ${url}`).join("\n");
    const file = join(together.folder, "data/simulated-environment.json");
    apart = await startDemo({
      landscape: (text) => `${text.replace(/simulators: .*\n/, "")}  subgraphSecret: ${secret}\n  subgraphs:\n${urls}\n`,
      environment: JSON.parse(readFileSync(file, "utf8")) as Record<string, string>,
    });
  });
  after(async () => {
    await apart?.[Symbol.asyncDispose]();
    for (const { child } of processes.values()) child.kill("SIGTERM");
    await together?.[Symbol.asyncDispose]();
  });

  it("answer as those in the gateway's process do", async () => {
    const expected = await ask(together.address, await together.token("planner"), query);
    assert.equal(expected.errors, undefined);
    const answer = await ask(apart.address, await apart.token("planner"), query);
    assert.deepEqual(answer.data, expected.data);
  });

  it("ask the ERP themselves when an answer is to be LIVE, and what it says is known in the other processes too", async () => {
    const { happened } = await together.control("EBS", "/life", { event: "release-order" });
    const [number = ""] = /\d{6,}/.exec(String(happened)) ?? [];
    const order = (freshness: string): string =>
      `{ productionOrder(plant: "3010", number: "${number}", freshness: ${freshness}) { state freshness } }`;
    const live = await ask(apart.address, await apart.token("planner"), order("LIVE"));
    assert.deepEqual(live.data.productionOrder, { state: "RELEASED", freshness: "LIVE" }, String(happened));
    const known = await ask(together.address, await together.token("planner"), order("KNOWN"));
    assert.deepEqual(known.data.productionOrder, { state: "RELEASED", freshness: "KNOWN" });
  });

  it("answer nobody but the gateway", async () => {
    const direct = await fetch(processes.get("production-orders")?.url ?? "", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await together.token("planner")}` },
      body: JSON.stringify({ query: "{ plants { code } }" }),
    });
    assert.equal(direct.status, 401);
  });

  it("tell changes, and those too that came while they were away", async () => {
    const stock = 'subscription { materialAvailabilityChanged(plants: ["1010"]) { materialAvailability { material { number } } } }';
    await using witness = await listen(together.address, await together.token("planner"), stock);
    await using listener = await listen(apart.address, await apart.token("planner"), stock);
    const move = async (): Promise<void> => {
      const seen = witness.events.length;
      await together.control("S4HANA", "/life", { event: "move-stock" });
      await eventually(
        () => witness.events.length,
        (heard) => heard > seen,
      );
    };
    // The stream goes from process to process, so it has begun a moment after it is asked for.
    await eventually(
      async () => {
        await move();
        return listener.events.length;
      },
      (heard) => heard > 0,
      20_000,
    );
    const away = processes.get("material-availability");
    away?.child.kill("SIGKILL");
    for (let moves = 0; moves < 3; moves++) await move();
    await startSubgraph("material-availability", new URL(away?.url ?? "").port);
    await move();
    const told = (events: typeof listener.events): readonly unknown[] => events.map(({ data }) => data);
    const since = witness.events.length - listener.events.length;
    assert.ok(since > 0);
    await eventually(
      () => told(listener.events),
      (heard) => heard.length >= 4 && JSON.stringify(told(witness.events)).endsWith(JSON.stringify(heard).slice(1)),
      20_000,
    );
  });
});
