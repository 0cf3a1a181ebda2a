/**
 * What every change log must do. `testChangeLog` is called with each implementation; an implementation is one when all
 * of this holds for it.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import type { LoggedChange } from "#schema/canonical/change.ts";
import { orderChange } from "../changes.fixture.ts";
import type { ChangeLog } from "./change-log.ts";

export interface ChangeLogUnderTest {
  readonly log: ChangeLog;
  /** Opens the same log once more, as another process would; the first stays open. */
  openAgain(): Promise<ChangeLog>;
  /** Lets go of everything and removes what was stored. */
  destroy(): Promise<void>;
}

const forever = "9999-01-01T00:00:00Z";
const keysOf = (changes: readonly LoggedChange[]): string[] => changes.map(({ key, version }) => `${key}@${version}`);

export function testChangeLog(name: string, create: () => Promise<ChangeLogUnderTest>): void {
  describe(`${name} as a change log`, () => {
    let subject: ChangeLogUnderTest;
    let log: ChangeLog;
    beforeEach(async () => {
      subject = await create();
      log = subject.log;
    });
    afterEach(() => subject.destroy());

    it("gives each plant an order of its own, in which changes are read back", async () => {
      await log.append([orderChange("1"), orderChange("1", { plant: "2010" }), orderChange("2")]);
      assert.deepEqual(keysOf(await log.read("1010", 0, 10)), ["1@1", "2@1"]);
      assert.deepEqual(keysOf(await log.read("2010", 0, 10)), ["1@1"]);
      assert.deepEqual(await log.plants(), ["1010", "2010"]);
      const [first, second] = await log.read("1010", 0, 10);
      assert.ok(first && second && first.position < second.position);
      assert.deepEqual(keysOf(await log.read("1010", first.position, 10)), ["2@1"]);
      assert.equal(await log.end("1010"), second.position);
      assert.deepEqual(first.body, orderChange("1").body);
      assert.equal(first.sourceKey, orderChange("1").sourceKey);
    });

    it("takes the same source and id once, and tells when it comes with other content", async () => {
      const [first] = await log.append([orderChange("1")]);
      assert.equal(first?.outcome, "PUBLISHED");
      assert.deepEqual(await log.append([orderChange("1")]), [{ outcome: "DUPLICATE" }]);
      assert.deepEqual(await log.append([orderChange("1", { state: "CLOSED" })]), [{ outcome: "CONFLICT" }]);
      assert.equal((await log.read("1010", 0, 10)).length, 1);
    });

    it("tells with a deletion what the entity was, by which it is known whose it was", async () => {
      await log.append([orderChange("1", { material: "7000" })]);
      await log.append([{ ...orderChange("1", { version: "2" }), body: null }]);
      const [created, deleted] = (await log.read("1010", 0, 10)) as LoggedChange<"production-order">[];
      assert.equal(created?.before, undefined);
      assert.deepEqual([deleted?.body, deleted?.before?.material], [null, "7000"]);
    });

    it("never lets an older version of one system win, and takes an equal one with other content", async () => {
      await log.append([orderChange("1", { version: "5", state: "RELEASED" })]);
      const [older] = await log.append([orderChange("1", { version: "4" })]);
      assert.equal(older?.outcome, "OUTDATED");
      const again = { ...orderChange("1", { version: "5", state: "IN_PROGRESS" }), id: "another" };
      assert.equal((await log.append([again]))[0]?.outcome, "PUBLISHED");
      const moved = { ...orderChange("1", { version: "1", state: "CLOSED" }), system: "other", source: "/systems/other" };
      assert.equal((await log.append([moved]))[0]?.outcome, "PUBLISHED", "another system's versions are not compared");
    });

    it("records what alters nothing, and tells nobody", async () => {
      let woken = 0;
      await log.append([orderChange("1", { version: "1" })]);
      await new Promise((resolve) => setImmediate(resolve));
      const stop = log.onAppend(() => {
        woken += 1;
      });
      assert.equal((await log.append([orderChange("1", { version: "2" })]))[0]?.outcome, "UNCHANGED");
      assert.equal((await log.append([{ ...orderChange("9"), body: null }]))[0]?.outcome, "UNCHANGED", "nothing of the kind was there");
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(woken, 0);
      assert.equal((await log.read("1010", 0, 10)).length, 1);
      assert.equal((await log.append([orderChange("1", { version: "1", state: "CLOSED" })]).then(([one]) => one))?.outcome, "CONFLICT");
      stop();
    });

    it("appends a batch with its cursor and its failures, or nothing of it", async () => {
      const failure = {
        id: "f1",
        plant: "1010",
        sourceKey: "1",
        reason: { code: "UNKNOWN_UNIT", field: "GMEIN", value: "KAN", text: "no mapping" },
        message: { type: "LOIPRO", contentType: "text/plain", raw: "raw\u0000bytes", observedAt: forever },
      } as const;
      await log.append([orderChange("1")], {
        feed: { feed: "erp", cursor: "c1", loaded: true },
        failures: { system: "erp", kept: [failure] },
      });
      assert.deepEqual(await log.feedPosition("erp"), { feed: "erp", cursor: "c1", loaded: true });
      assert.equal(await log.feedPosition("other"), null);
      assert.equal((await log.findFailure("f1"))?.message.raw, "raw\u0000bytes");
      const broken = { ...orderChange("3"), plant: null } as never;
      await assert.rejects(log.append([orderChange("2"), broken], { feed: { feed: "erp", cursor: "c2", loaded: true }, settled: ["f1"] }));
      assert.deepEqual(keysOf(await log.read("1010", 0, 10)), ["1@1"]);
      assert.equal((await log.feedPosition("erp"))?.cursor, "c1");
      assert.equal((await log.listFailures()).length, 1);
      await log.append([], { failures: { system: "erp", kept: [failure] } });
      assert.equal((await log.findFailure("f1"))?.attempts, 2);
      await log.append([orderChange("2")], { settled: ["f1"] });
      assert.deepEqual(await log.listFailures(), []);
    });

    it("has everything when it is opened again, and hears of another's appends", async () => {
      await log.append([orderChange("1")], { feed: { feed: "erp", cursor: "c1", loaded: false } });
      const other = await subject.openAgain();
      assert.deepEqual(keysOf(await other.read("1010", 0, 10)), ["1@1"]);
      assert.equal((await other.feedPosition("erp"))?.cursor, "c1");
      const heard = new Promise<void>((resolve) => other.onAppend(resolve));
      await log.append([orderChange("2")]);
      await heard;
      assert.deepEqual(keysOf(await other.read("1010", 0, 10)), ["1@1", "2@1"]);
      await other.append([orderChange("3")]);
      assert.equal((await log.append([orderChange("3")]))[0]?.outcome, "DUPLICATE");
      await other.close();
    });

    it("drops what is old, but never what a consumer has not taken, nor the newest of an entity", async () => {
      for (const version of ["1", "2", "3", "4"]) await log.append([orderChange("1", { version, priority: Number(version) })]);
      await log.append([orderChange("2")]);
      const [first, second] = await log.read("1010", 0, 10);
      assert.ok(first && second);
      await log.acknowledge("phone", "1010", second.position);
      await log.acknowledge("phone", "1010", first.position);
      assert.equal(await log.acknowledged("phone", "1010"), second.position, "a consumer never goes back");
      assert.equal(await log.trim("1010", forever), 2);
      assert.deepEqual(keysOf(await log.read("1010", second.position, 10)), ["1@3", "1@4", "2@1"]);
      await assert.rejects(log.read("1010", 0, 10), { name: "CursorExpired" });
      await log.forget("phone");
      assert.equal(await log.trim("1010", forever), 1);
      assert.deepEqual(keysOf(await log.readKept("1010", 0, 10)), ["1@4", "2@1"]);
      assert.equal(await log.trim("1010", "2000-01-01T00:00:00Z"), 0);
      assert.equal(
        (await log.append([orderChange("1", { version: "2", priority: 2 })]))[0]?.outcome,
        "DUPLICATE",
        "what was dropped is still known",
      );
    });

    it("holds back for a consumer that has not come to a plant yet", async () => {
      await log.append([orderChange("1", { version: "1" }), orderChange("1", { version: "2", priority: 2 })]);
      await log.acknowledge("phone", "2010", 5);
      assert.equal(await log.trim("1010", forever), 0);
    });

    it("whatever comes in whatever order: the newest version of each entity stands, each change once", async () => {
      const told = fc.record({
        key: fc.constantFrom("1", "2", "3"),
        version: fc.integer({ min: 1, max: 6 }),
        plant: fc.constantFrom("1010", "2010"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(told, { maxLength: 6 }), { maxLength: 6 }), async (batches) => {
          const one = await create();
          try {
            for (const batch of batches) {
              await one.log.append(
                batch.map(({ key, version, plant }) => orderChange(key, { version: String(version), plant, priority: version })),
              );
            }
            for (const plant of await one.log.plants()) {
              const changes = await one.log.read(plant, 0, 1_000);
              assert.deepEqual(
                changes.map(({ position }) => position),
                changes.map(({ position }) => position).toSorted((a, b) => a - b),
              );
              for (const key of new Set(changes.map((change) => change.key))) {
                const versions = changes.filter((change) => change.key === key).map(({ version }) => Number(version));
                assert.deepEqual(
                  versions,
                  [...new Set(versions)].toSorted((a, b) => a - b),
                );
                const sent = batches.flat().filter((sent) => sent.plant === plant && sent.key === key);
                assert.equal(versions.at(-1), Math.max(...sent.map(({ version }) => version)));
              }
            }
          } finally {
            await one.destroy();
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}
