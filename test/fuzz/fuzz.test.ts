import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { everybody } from "../isolation/callers.ts";
import { type MarkedGraph, startMarkedGraph } from "../isolation/marked-graph.ts";
import { buildSupergraphSchema } from "../support/api-schema.ts";
import { chanceOf } from "../support/chance.ts";
import { eventually } from "../support/eventually.ts";
import { createDocuments } from "./documents.ts";
import { exchangeFrames, exchangeHttp, type Outcome } from "./exchange.ts";
import { httpCase } from "./http-bytes.ts";
import { socketCase, upgrade } from "./socket-frames.ts";

const cases = Number(process.env.FUZZ_CASES ?? 600);
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** One case alone, to look at it. */
const only = process.env.FUZZ_CASE === undefined ? null : Number(process.env.FUZZ_CASE);

const longestMs = 500;
/** Bytes that may stay behind: what is kept of operations has bounds of its own, and is full sooner or later. */
const mostGrowth = 64 * 1_048_576;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe(`${cases} requests and sockets that are wrong in some way (seed ${seed})`, { timeout: 60_000 + cases * 50 }, () => {
  const schema = buildSupergraphSchema();
  let graph: MarkedGraph;
  let token: string;
  let port: number;
  before(async () => {
    graph = await startMarkedGraph();
    token = await graph.token(everybody.claims);
    port = Number(new URL(graph.url).port);
  });
  after(() => graph[Symbol.asyncDispose]());

  /** The case of this number, the same each time. */
  function run(number: number): Promise<Outcome> {
    const chance = chanceOf(seed * 1_000_003 + number);
    const document = createDocuments(schema, chance);
    if (chance() < 0.3) return exchangeFrames(port, upgrade(chance), socketCase(document, token, chance));
    return exchangeHttp(port, httpCase(document(), token, chance));
  }

  /** What is wrong with a case; null when it was answered or refused as it should be. */
  async function judge(number: number): Promise<string | null> {
    for (let attempt = 1; ; attempt++) {
      const before = process.threadCpuUsage();
      const { isHung, ms, fault } = await run(number);
      const { user, system } = process.threadCpuUsage(before);
      const busyMs = (user + system) / 1_000;
      if (fault) return `case ${number} ${fault}`;
      if (busyMs > longestMs) return `case ${number} kept the event loop busy for ${busyMs} ms`;
      if (!isHung && ms <= longestMs) return null;
      // Whatever else this machine does delays some; what hangs does so again.
      if (attempt === 3) return `case ${number} took ${ms} ms three times${isHung ? " and never ended" : ""}`;
    }
  }

  /** What is held open, once everybody has left, and the bytes in use. */
  async function settled(): Promise<number> {
    for (const figure of ["andon_sockets", "andon_stream_subscribers", "andon_stream_audiences"]) {
      await eventually(
        () => graph.figure(figure),
        (open) => open === 0,
      );
    }
    await eventually(
      () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length,
      (open) => open <= 2,
    );
    collectGarbage();
    return process.memoryUsage().heapUsed;
  }

  it("are answered or refused in time, without a word of the inside, and leave nothing behind", async () => {
    const faults: string[] = [];
    const numbers = only === null ? Array.from({ length: cases }, (_, index) => index) : [only];
    let before = Number.POSITIVE_INFINITY;
    for (const number of numbers) {
      if (number === Math.floor(cases / 2)) before = await settled();
      const fault = await judge(number);
      if (fault) faults.push(fault);
      if (faults.length === 10) break;
    }
    assert.deepEqual(faults, []);
    const growth = (await settled()) - before;
    assert.ok(growth < mostGrowth, `${growth} bytes were left behind`);
    if (process.env.FUZZ_CASES) process.stderr.write(`${JSON.stringify({ cases, seed, growth })}\n`);
    const response = await fetch(graph.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ plants { code } }" }),
    });
    assert.equal(response.status, 200);
  });
});
