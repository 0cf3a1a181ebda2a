import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { openSqliteAuditLog } from "#gateway/kept";
import { ask } from "../support/clients.ts";
import { type Demo, onlyPlants, run, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

interface Readiness {
  readonly systems: readonly { readonly system: string; readonly state: string }[];
}

async function stateOf(demo: Demo, system: string): Promise<string> {
  const { systems } = (await (await fetch(`${demo.address}/health/ready`)).json()) as Readiness;
  return systems.find((candidate) => candidate.system === system)?.state ?? "";
}

async function countOrders(demo: Demo, token: string, plant: string): Promise<number> {
  const { data } = await ask(demo.address, token, `{ productionOrders(filter: { plants: ["${plant}"] }, first: 1) { totalCount } }`);
  return data.productionOrders.totalCount;
}

/** Waits until so many messages could not be translated. */
async function countFailures(demo: Demo, fits: (count: number) => boolean): Promise<void> {
  const token = await demo.token("operator");
  const query = "{ exceptions(filter: { kinds: [MAPPING_FAILURE] }, first: 1) { totalCount } }";
  await eventually(async () => (await ask(demo.address, token, query)).data.exceptions.totalCount as number, fits, 20_000);
}

describe("an ERP in trouble", () => {
  it("down at start: the others are served, readiness says so, and it is caught up with when it is back", async () => {
    // A port that nothing listens on stands for the ERP that is down; the simulator's own address comes back by restart.
    const down = (text: string): string => onlyPlants("1010", "2010")(text).replace("url: $" + "{S4HANA_URL}", "url: http://127.0.0.1:9");
    const demo = await startDemo({ landscape: down });
    const { folder } = demo;
    try {
      const token = await demo.token("planner");
      assert.equal(await stateOf(demo, "s4-1010"), "UNREACHABLE");
      assert.ok(
        demo.lines.some((line) => line.startsWith("system s4-1010 cannot be reached")),
        demo.lines.join("\n"),
      );
      await eventually(
        () => countOrders(demo, token, "2010"),
        (count) => count === 200,
      );
      assert.equal(await countOrders(demo, token, "1010"), 0);
    } finally {
      await demo.stop();
    }
    await using back = await startDemo({ folder, landscape: onlyPlants("1010", "2010") });
    const token = await back.token("planner");
    await eventually(
      () => countOrders(back, token, "1010"),
      (count) => count === 200,
      15_000,
    );
  });
});

describe("trouble while Andon runs", () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo?.[Symbol.asyncDispose]());

  it("of an ERP that is down: what is known is served, asOf stands still, and nothing that happened meanwhile is missed", async () => {
    const token = await demo.token("planner");
    const readOrder = async (): Promise<{ number: string; asOf: string }> =>
      (
        await ask(
          demo.address,
          token,
          '{ productionOrders(filter: { plants: ["3010"], states: [CREATED] }, first: 1) { nodes { number asOf } } }',
        )
      ).data.productionOrders.nodes[0];
    await demo.control("EBS", "/fault", { name: "down" });
    await eventually(
      () => stateOf(demo, "ebs-3010"),
      (state) => state === "UNREACHABLE",
      20_000,
    );
    const order = await readOrder();
    const { happened } = await demo.control("EBS", "/life", { event: "release-order" });
    assert.ok(happened);
    assert.equal((await readOrder()).asOf, order.asOf);
    const before = await ask(
      demo.address,
      token,
      '{ productionOrders(filter: { plants: ["3010"], states: [CREATED] }, first: 1) { totalCount } }',
    );
    await demo.control("EBS", "/fault", { name: "down", off: true });
    await eventually(
      () => stateOf(demo, "ebs-3010"),
      (state) => state === "LIVE",
      40_000,
    );
    const released = await eventually(
      () => ask(demo.address, token, '{ productionOrders(filter: { plants: ["3010"], states: [CREATED] }, first: 1) { totalCount } }'),
      ({ data }) => data.productionOrders.totalCount === before.data.productionOrders.totalCount - 1,
    );
    assert.ok(released);
  });

  for (const [erp, plant, fault, mapping] of [
    ["ECC", "2010", (order: string) => ({ name: "unknown-unit", order }), "ecc-2010"],
    ["S4HANA", "1010", (order: string) => ({ name: "unknown-unit", order }), "s4-1010"],
  ] as const) {
    it(`with a message that cannot be translated: it is kept with its raw bytes and replayed after the mapping is added (${erp})`, async () => {
      const token = await demo.token("planner");
      const { data } = await ask(
        demo.address,
        token,
        `{ productionOrders(filter: { plants: ["${plant}"], states: [RELEASED] }, first: 1) { nodes { number source { key version } } } }`,
      );
      const [order] = data.productionOrders.nodes;
      await demo.control(erp, "/fault", fault(order.source.key));
      await countFailures(demo, (count) => count > 0);
      const listed = await run("failures", "--json", "--landscape", demo.landscapeFile);
      assert.ok(listed.stdout.includes(order.number), listed.stdout);
      const [failure] = JSON.parse(listed.stdout) as {
        id: string;
        reason: { code: string; field: string; value: string };
        message: { raw: string };
      }[];
      assert.ok(failure);
      assert.equal(failure.reason.code, "UNKNOWN_UNIT");
      assert.ok(failure.message.raw.includes(failure.reason.value), "the raw message is kept");
      const still = await ask(
        demo.address,
        token,
        `{ productionOrder(plant: "${plant}", number: "${order.number}") { planned { unit } } }`,
      );
      assert.equal(still.data.productionOrder.planned.unit, "H87", "the last good state stands");

      const vain = await run("failures", "replay", "--landscape", demo.landscapeFile);
      assert.match(vain.stdout, /still cannot be translated/);
      writeLandscape(demo.folder, (text) =>
        text.replace(new RegExp(`(  ${mapping}:\n)`), `$1    mappings: { units: { ${JSON.stringify(failure.reason.value)}: C62 } }\n`),
      );
      const replayed = await run("failures", "replay", "--landscape", demo.landscapeFile);
      assert.equal(replayed.code, 0, replayed.stderr);
      assert.match(replayed.stdout, /1 replayed/);
      using audit = openSqliteAuditLog(join(demo.folder, "data", "audit.db"), pino({ level: "silent" }));
      assert.deepEqual(
        audit.read({ action: "failures.replayed", limit: 2 }).map(({ result, what }) => [result, what.translated]),
        [
          ["NOT_TRANSLATED", 0],
          ["OK", 1],
        ],
      );
      const after = await eventually(
        () => ask(demo.address, token, `{ productionOrder(plant: "${plant}", number: "${order.number}") { planned { unit sourceUnit } } }`),
        (answer) => answer.data.productionOrder.planned.unit === "C62",
      );
      assert.equal(after.data.productionOrder.planned.sourceUnit, failure.reason.value);
      assert.equal((await run("failures", "--json", "--landscape", demo.landscapeFile)).stdout.trim(), "[]");
    });
  }

  it("with one message does not stop the others: a truncated IDoc fails alone", async () => {
    const token = await demo.token("planner");
    await demo.control("ECC", "/fault", { name: "truncated-idoc" });
    await demo.control("ECC", "/life", { event: "release-order" });
    await countFailures(demo, (count) => count > 0);
    const { stdout } = await run("failures", "--json", "--landscape", demo.landscapeFile);
    assert.match(stdout, /MESSAGE_UNREADABLE/);
    const created = async (): Promise<number> =>
      (await ask(demo.address, token, '{ productionOrders(filter: { plants: ["2010"], states: [CREATED] }, first: 1) { totalCount } }'))
        .data.productionOrders.totalCount;
    const before = await created();
    await demo.control("ECC", "/life", { event: "release-order" });
    await eventually(created, (count) => count < before, 20_000);
  });
});
