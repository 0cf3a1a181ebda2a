/**
 * What becomes of a command when its ERP does not do as it should: each system with each fault, and the outcome that is declared here.
 * The ERPs are the simulated ones, over their own protocols.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { type Andon, readLandscape, type SimulatedPlants, startAndon, startSimulatedPlants } from "#cli/compose";
import type { Caller } from "#schema/canonical/caller.ts";
import { writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const planner: Caller = { subject: "planner", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 };

interface Erp {
  readonly plant: string;
  readonly control: string;
  /** Nobody can write to it. */
  readonly down: object;
  readonly slow: object;
  /** The next posting is done, and its answer lost. */
  readonly lostAnswer: object;
  /** Somebody has the order open; null where the system knows no such lock. */
  readonly locked: ((order: string) => object) | null;
  /** Takes postings in and does nothing with them for now; null where it decides at once. */
  readonly decidesLater: object | null;
  /** Whether stock that is blocked already cannot be blocked again; a lot's status can be set as often as one likes. */
  readonly refusesHoldTwice: boolean;
}

const erps: Readonly<Record<string, Erp>> = {
  "SAP S/4HANA": {
    plant: "1010",
    control: "S4HANA_CONTROL_URL",
    down: { name: "down" },
    slow: { name: "slow", ms: 300 },
    lostAnswer: { name: "drop-response" },
    locked: (order) => ({ name: "user-lock", order }),
    decidesLater: null,
    refusesHoldTwice: true,
  },
  "SAP ECC": {
    plant: "2010",
    control: "ECC_CONTROL_URL",
    down: { name: "down" },
    slow: { name: "slow", ms: 300 },
    lostAnswer: { name: "drop-response" },
    locked: (order) => ({ name: "locked", order }),
    decidesLater: null,
    refusesHoldTwice: true,
  },
  EBS: {
    plant: "3010",
    control: "EBS_CONTROL_URL",
    down: { name: "down" },
    slow: { name: "slow", ms: 100 },
    lostAnswer: { name: "drop-response" },
    locked: null,
    decidesLater: { name: "manager-down" },
    refusesHoldTwice: false,
  },
};

describe("a command to an ERP", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-faults-"));
  let plants: SimulatedPlants;
  let andon: Andon;
  let asked = 0;
  const used = new Set<string>();

  before(async () => {
    const read = readFile();
    const names = ["s4hana", "sap-ecc", "ebs", "neighbours"] as const;
    plants = await startSimulatedPlants({ names, plants: read.landscape.plants, folder: read.landscape.data, scale: 1, lifeMs: 0 });
    andon = await start(read);
    await andon.sync.loaded();
  });
  after(async () => {
    await andon?.stop();
    await plants?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const readFile = (edit: (text: string) => string = (text) => text) =>
    readLandscape(writeLandscape(folder, (text) => edit(text.replace(/^simulators: .*\n/m, ""))));
  const start = (read: ReturnType<typeof readLandscape>): Promise<Andon> =>
    startAndon(read.resolve({ ...process.env, ...plants.environment }), { port: 0, log: pino({ level: "silent" }) });

  const fault = async ({ control }: Erp, body: object): Promise<void> => {
    const response = await fetch(new URL("/fault", plants.environment[control]), { method: "POST", body: JSON.stringify(body) });
    assert.equal(response.status, 200, await response.text());
  };

  /** An order of the plant in a state, that no other test has moved. */
  const orderIn = (plant: string, state: string): string => {
    const where = [{ column: "state", in: [state] }] as const;
    const orderBy = { column: "number", direction: "ASC" } as const;
    const { rows } = andon.sync.views.list("production-order", { plants: [plant], where, orderBy, limit: 100, after: null }, planner);
    const free = rows.map(({ entity }) => entity.number).find((number) => !used.has(`${plant}/${number}`));
    assert.ok(free, `plant ${plant} has no order that is ${state}`);
    used.add(`${plant}/${free}`);
    return free;
  };

  /** Moves an order by some minutes that no other request has; gives the ERP's command. */
  const move = (plant: string, order: string): string => {
    asked += 1;
    const basicEnd = new Date(Date.UTC(2027, 4, 3, 10) + asked * 60_000).toISOString();
    const data = { reason: "RESEQUENCED" as const, orders: [{ order, basicEnd }] };
    const submission = andon.sync.process.desk.submit(
      { type: "andon.schedule.changed", plant, key: order, data, idempotencyKey: `move ${asked}`, traceparent: null },
      planner,
    );
    assert.equal(submission.outcome, "SUBMITTED", JSON.stringify(submission));
    const [command] = submission.outcome === "SUBMITTED" ? submission.commands : [];
    return command?.command.id ?? "";
  };

  /** A batch whose stock is all free. */
  const freeBatch = (plant: string): { readonly material: string; readonly batch: string } => {
    const orderBy = { column: "material", direction: "ASC" } as const;
    const { rows } = andon.sync.views.list(
      "material-availability",
      { plants: [plant], where: [], orderBy, limit: 200, after: null },
      planner,
    );
    for (const { entity } of rows) {
      const free = entity.stock.find(
        ({ batch, status, quantity }) => batch !== null && status === "UNRESTRICTED" && Number(quantity.value) > 0,
      );
      if (free?.batch) return { material: entity.material, batch: free.batch };
    }
    return assert.fail(`plant ${plant} has no free batch`);
  };

  /** Holds a batch; gives the ERP's command. */
  const hold = (plant: string, material: string, batch: string): string => {
    asked += 1;
    const data = { material, batch, reason: "cracks" };
    const submission = andon.sync.process.desk.submit(
      { type: "andon.quality.hold-placed", plant, key: `${material}/${batch}`, data, idempotencyKey: `hold ${asked}`, traceparent: null },
      planner,
    );
    assert.equal(submission.outcome, "SUBMITTED", JSON.stringify(submission));
    const commands = submission.outcome === "SUBMITTED" ? submission.commands : [];
    return commands.find(({ command }) => command.kind === "hold-stock")?.command.id ?? "";
  };

  /** Confirms more of an order's first operation than there is of it; gives the ERP's command. */
  const confirmTooMuch = (plant: string, number: string): string => {
    asked += 1;
    const [order] = andon.sync.views.get("production-order", [{ plant, key: number }], planner);
    const operation = order?.operations[0]?.number ?? "";
    const yielded = { value: "1000000", unit: order?.planned.unit ?? "" };
    const data = { order: number, operation, yield: yielded, isFinal: false, finishedAt: new Date().toISOString() };
    const submission = andon.sync.process.desk.submit(
      { type: "andon.operation.confirmed", plant, key: number, data, idempotencyKey: `confirm ${asked}`, traceparent: null },
      planner,
    );
    assert.equal(submission.outcome, "SUBMITTED", JSON.stringify(submission));
    return submission.outcome === "SUBMITTED" ? (submission.commands[0]?.command.id ?? "") : "";
  };

  const stateOf = (id: string) => andon.sync.process.outbox.find(id);
  const comesTo = (id: string, state: string) =>
    eventually(
      () => stateOf(id)?.state,
      (present) => present === state,
      90_000,
    );

  for (const [name, erp] of Object.entries(erps)) {
    describe(`of ${name}`, () => {
      it("that is well is done", async () => {
        await comesTo(move(erp.plant, orderIn(erp.plant, "CREATED")), "ACKNOWLEDGED");
      });

      it("that is slow is done later", async () => {
        await fault(erp, erp.slow);
        const id = move(erp.plant, orderIn(erp.plant, "CREATED"));
        await comesTo(id, "ACKNOWLEDGED");
        await fault(erp, { ...erp.slow, off: true });
        assert.equal(stateOf(id)?.attempts, 1);
      });

      it("that is down waits, is no dead letter, and is done when the ERP is back", async () => {
        await fault(erp, erp.down);
        const id = move(erp.plant, orderIn(erp.plant, "CREATED"));
        await eventually(
          () => stateOf(id)?.attempts ?? 0,
          (attempts) => attempts >= 1,
          60_000,
        );
        await fault(erp, { ...erp.down, off: true });
        await comesTo(id, "ACKNOWLEDGED");
      });

      const { lostAnswer, locked, decidesLater, refusesHoldTwice } = erp;
      if (refusesHoldTwice) {
        it("that refuses is an exception in the ERP's words, and is not sent again", async () => {
          const { material, batch } = freeBatch(erp.plant);
          const [first, second] = [hold(erp.plant, material, batch), hold(erp.plant, material, batch)];
          await comesTo(first, "ACKNOWLEDGED");
          await comesTo(second, "REJECTED");
          const { exceptions } = andon.sync.process;
          const exception = exceptions
            .list({ kinds: ["BUSINESS_REJECTION"], states: ["OPEN"] })
            .find(({ concerns }) => concerns.command === second);
          assert.match(exception?.text ?? "", /refused hold-stock: [A-Z0-9]+\/?\d* ./);
          assert.equal(stateOf(second)?.attempts, 1);
        });
      }
      it("whose answer is lost is asked about, and not posted again", async () => {
        await fault(erp, lostAnswer);
        const id = move(erp.plant, orderIn(erp.plant, "CREATED"));
        await comesTo(id, "ACKNOWLEDGED");
        assert.equal(stateOf(id)?.attempts, 1);
      });
      if (!refusesHoldTwice) {
        it("that is taken in and refused later is an exception in the ERP's words, and is not sent again", async () => {
          const id = confirmTooMuch(erp.plant, orderIn(erp.plant, "RELEASED"));
          await comesTo(id, "REJECTED");
          const raised = andon.sync.process.exceptions.list({ kinds: ["BUSINESS_REJECTION"], states: ["OPEN"] });
          assert.match(
            raised.find(({ concerns }) => concerns.command === id)?.text ?? "",
            /refused confirm-operation: .*WIP_NOT_ENOUGH_QTY/,
          );
          assert.equal(stateOf(id)?.attempts, 1);
        });
      }
      if (locked) {
        it("whose order somebody has open is tried again until it is free", async () => {
          const order = orderIn(erp.plant, "CREATED");
          await fault(erp, locked(order));
          const id = move(erp.plant, order);
          await eventually(
            () => stateOf(id)?.attempts ?? 0,
            (attempts) => attempts >= 2,
            60_000,
          );
          assert.ok(["PENDING", "POSTING"].includes(stateOf(id)?.state ?? ""));
          await fault(erp, { ...locked(order), off: true });
          await comesTo(id, "ACKNOWLEDGED");
        });
      }
      if (decidesLater) {
        it("that takes it in and decides later is asked until it has", async () => {
          await fault(erp, decidesLater);
          const id = move(erp.plant, orderIn(erp.plant, "CREATED"));
          await comesTo(id, "POSTED");
          await fault(erp, { ...decidesLater, off: true });
          await comesTo(id, "ACKNOWLEDGED");
        });
      }
    });
  }

  it("that is being maintained waits, unsent, in each plant until the window is over", async () => {
    const window = '    maintenance: [{ from: "00:00", to: "00:00", timeZone: UTC }]';
    await andon.stop();
    andon = await start(readFile((text) => text.replace(/^( {4}adapter: (?:s4hana|sap-ecc|ebs))$/gm, `$1\n${window}`)));
    const ids = Object.values(erps).map(({ plant }) => move(plant, orderIn(plant, "CREATED")));
    const isMaintained = new Map(andon.sync.process.delivery().map(({ system, maintenanceUntil }) => [system, maintenanceUntil !== null]));
    assert.deepEqual(
      ["s4-1010", "ecc-2010", "ebs-3010", "wms"].map((system) => isMaintained.get(system)),
      [true, true, true, false],
    );
    // A notice to a system that is not maintained is told meanwhile.
    const since = "2026-11-24T09:00:00Z";
    const machine = {
      type: "andon.machine.state-changed",
      plant: "1010",
      key: "WC",
      data: { workCenter: "WC", state: "DOWN", since },
    } as const;
    const submission = andon.sync.process.desk.submit({ ...machine, idempotencyKey: "machine", traceparent: null }, planner);
    await comesTo(submission.outcome === "SUBMITTED" ? (submission.commands[0]?.command.id ?? "") : "", "ACKNOWLEDGED");
    assert.deepEqual(
      ids.map((id) => [stateOf(id)?.state, stateOf(id)?.attempts]),
      ids.map(() => ["PENDING", 0]),
    );
    await andon.stop();
    andon = await start(readFile());
    for (const id of ids) await comesTo(id, "ACKNOWLEDGED");
  });
});
