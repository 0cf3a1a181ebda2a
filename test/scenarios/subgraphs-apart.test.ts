import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { subgraphNames } from "#schema/sdl.ts";
import { ask } from "../support/clients.ts";
import { root, startDemo } from "../support/demo.ts";

const secret = "a-secret-of-the-demo-that-is-long-enough";
const query = readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8");

describe("subgraphs that run apart", () => {
  it("answer as those in the gateway's process do, and nobody but the gateway", async () => {
    await using together = await startDemo({ landscape: (text) => `${text}  subgraphSecret: ${secret}\n` });
    const apart = await Promise.all(
      subgraphNames.map(async (name) => {
        const child = spawn(
          process.execPath,
          [join(root, "cli/andon.js"), "subgraph", name, "--port", "0", "--landscape", together.landscapeFile],
          {
            stdio: ["ignore", "pipe", "inherit"],
          },
        );
        for await (const line of createInterface({ input: child.stdout })) {
          const url = /^ready (\S+)/.exec(line)?.[1];
          if (url) return { name, child, url };
        }
        throw new Error(`subgraph ${name} did not start`);
      }),
    );
    try {
      const direct = await fetch(apart[0]?.url ?? "", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await together.token("planner")}` },
        body: JSON.stringify({ query: "{ plants { code } }" }),
      });
      assert.equal(direct.status, 401);
      const urls = apart.map(({ name, url }) => `    ${name}: ${url}`).join("\n");
      const token = await together.token("planner");
      const expected = await ask(together.address, token, query);
      assert.equal(expected.errors, undefined);
      const settings = (text: string): string =>
        `${text.replace(/simulators: .*\n/, "")}  subgraphSecret: ${secret}\n  subgraphs:\n${urls}\n`;
      const environment = JSON.parse(readFileSync(join(together.folder, "data/simulated-environment.json"), "utf8")) as Record<
        string,
        string
      >;
      await using gateway = await startDemo({ landscape: (text) => settings(text), environment });
      const answer = await ask(gateway.address, await gateway.token("planner"), query);
      assert.deepEqual(answer.data, expected.data);
    } finally {
      for (const { child } of apart) child.kill("SIGTERM");
    }
  });
});
