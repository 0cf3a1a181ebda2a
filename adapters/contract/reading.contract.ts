/** What an adapter tells: the full load, entities by key, changes, and where it goes on. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type CanonicalChange, type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import { bodies, newest } from "../following.contract.ts";
import { assertValid } from "./canonical.contract.ts";
import type { ContractOptions } from "./options.contract.ts";
import { type Stage, signal } from "./stage.contract.ts";

const missingKeys: Partial<Record<EntityKind, string>> = {
  "production-order": "999999999",
  "material-availability": "NOSUCHMATERIAL",
  "supplier-commitment": "4999999999/10/1",
  "inspection-lot": "99999999999",
  batch: "NOSUCHMATERIAL/NOSUCHBATCH",
  supplier: "99999999",
  material: "NOSUCHMATERIAL",
};

export function testReading(stage: Stage, { kinds, life }: ContractOptions): void {
  const { withinMs } = stage;
  it("the full load tells everything of every kind, then says that it is through", async () => {
    await stage.reading.until("the end of the full load", () => stage.reading.batches.at(-1)?.loaded === true, 60_000);
    assert.equal(newest("production-order", stage.reading.changes).length, 200);
    const told = new Set(stage.reading.changes.map(({ kind }) => kind));
    assert.deepEqual([...told].toSorted(), [...kinds].toSorted(), "what is told is what can be asked for by key, and is held to it below");
    assert.deepEqual(stage.reading.failures, []);
    const firstLoaded = stage.reading.batches.findIndex(({ loaded }) => loaded);
    assert.ok(stage.reading.batches.slice(firstLoaded).every(({ loaded }) => loaded));
  });

  it("every change is canonical, and has an id of its own", () => {
    const facts = new Map<string, CanonicalChange>();
    for (const change of stage.reading.changes) {
      assertValid(change);
      assert.ok(entityKinds.includes(change.kind));
      assert.deepEqual([change.plant, change.system], [stage.plant, stage.adapter.system]);
      assert.ok(change.version.length > 0 && change.sourceKey.length > 0 && change.source.length > 0);
      assert.ok(!Number.isNaN(Date.parse(change.observedAt)), `observedAt ${change.observedAt}`);
      const other = facts.get(`${change.source} ${change.id}`);
      if (other) assert.deepEqual({ ...other, observedAt: "" }, { ...change, observedAt: "" }, "one id, two facts");
      facts.set(`${change.source} ${change.id}`, change);
    }
  });

  for (const kind of kinds) {
    it(`asked for by key, a ${kind} is what changes told`, async () => {
      for (const { key, body } of newest(kind, stage.told()).slice(0, 3)) assert.deepEqual(await stage.fetchOne(kind, key), body);
    });

    const missing = missingKeys[kind];
    if (missing === undefined) continue;
    it(`a ${kind} that does not exist is told as gone`, async () => {
      const { changes, failures } = await stage.adapter.fetch(kind, stage.plant, [missing], signal());
      assert.deepEqual(failures, []);
      assert.deepEqual(
        changes.map(({ key, body }) => [key, body]),
        [[missing, null]],
      );
    });
  }

  for (const [event, kind] of Object.entries(life)) {
    it(`what ${event} changes is told as a change of kind ${kind}`, async () => {
      const seen = stage.reading.changes.length;
      const happened = await stage.system.life(event);
      assert.ok(happened, `nothing in the plant was fit for ${event}`);
      await stage.reading.until(
        `the ${kind} after "${happened}"`,
        () => stage.reading.changes.slice(seen).some((each) => each.kind === kind),
        withinMs,
      );
      stage.reading.changes.slice(seen).forEach(assertValid);
    });
  }

  it("the abort ends changes; another process goes on from the cursor, misses nothing and does not load again", async () => {
    await stage.reading.stop();
    assert.equal(stage.reading.end, "stopped");
    const event = Object.entries(life).find(([, kind]) => kind === "production-order")?.[0] ?? "release-order";
    assert.ok(await stage.system.life(event));
    stage.resume(stage.another());
    const { reading } = stage;
    await reading.until("the order that changed meanwhile", () => bodies("production-order", reading.changes).length > 0, withinMs);
    await reading.until("two batches", () => reading.batches.length >= 2, withinMs);
    assert.ok(reading.batches.every(({ loaded }) => loaded));
    assert.ok(bodies("production-order", reading.changes).length < 50, "the full load was read again");
  });
}
