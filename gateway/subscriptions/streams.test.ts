import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as breathe } from "node:timers/promises";
import fc from "fast-check";
import { OperationRefused } from "../engine/refusal.ts";
import { type Client, somebody, startStreams } from "./streams.fixture.ts";

const changed = "subscription ($ids: [ID!], $after: String) { itemChanged(ids: $ids, after: $after) { item { id value price } } }";
const withSnapshot = "subscription { itemChanged(snapshot: true) { item { id value } } }";

/** Waits for what is still under way in this process. */
async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !holds(); await breathe()) assert.ok(Date.now() < deadline, "it never came to hold");
}

describe("a stream", () => {
  it("is answered once for all who ask for the same, and sent to them as the same bytes", async () => {
    const { items, hub, subscribe } = startStreams();
    const clients = Array.from({ length: 50 }, () => subscribe(changed));
    await until(() => items.open === 1);
    items.change("1", 10);
    await until(() => clients.every(({ told }) => told.length === 1));
    assert.equal(hub.executions, 1);
    assert.deepEqual(clients[7]?.told[0]?.data, { itemChanged: { item: { id: "1", value: 10, price: 100 } } });
    assert.equal(new Set(clients.map(({ frames }) => frames[0]?.bytes("{", "}", false))).size, 1);
    for (const { stream } of clients) stream?.leave();
    await until(() => items.open === 0);
    assert.equal(hub.audiences, 0);
  });

  it("is another for another operation, other variables and another access, and the same for another subject", async () => {
    const { hub, subscribe } = startStreams();
    subscribe(changed);
    subscribe(changed, { ids: ["1"] });
    subscribe(changed.replace("price", ""));
    subscribe(changed, {}, { ...somebody, plants: ["A"] });
    subscribe(changed, {}, { ...somebody, scopes: [] });
    subscribe(changed, {}, { ...somebody, supplier: "7" });
    subscribe(changed, {}, { ...somebody, subject: "b", expiresAt: 8e9 });
    subscribe(changed.replace("$after: String) ", "$after: String = null) "));
    assert.equal(hub.audiences, 7);
    assert.equal(hub.subscribers, 8);
  });

  it("goes on after a cursor without gap or duplicate, however changes come between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("1", "2", "3"), fc.nat(3), fc.constantFrom("change", "join", "breathe")), { maxLength: 60 }),
        async (steps) => {
          const { items, subscribe } = startStreams();
          const first = subscribe(changed);
          await until(() => items.open === 1);
          items.change("1", 1);
          await until(() => first.told.length === 1);
          const joined: { client: Client; after: number }[] = [];
          let value = 1;
          for (const [id, pause, step] of steps) {
            if (step === "change") items.change(id, ++value);
            const from = first.told.length - 1 - Math.min(pause, first.told.length - 1);
            const after = first.told[from]?.extensions.cursor;
            if (step === "join") joined.push({ client: subscribe(changed, { after }), after: from });
            if (step === "breathe") for (let turn = 0; turn < pause; turn++) await breathe();
          }
          items.change("2", ++value);
          await until(() => first.told.length === value && joined.every(({ client }) => client.cursor === first.cursor));
          for (const { client, after } of joined) {
            const ids = client.told.map(({ data }) => data.itemChanged.item.id);
            assert.deepEqual(
              ids,
              first.told.slice(after + 1).map(({ data }) => data.itemChanged.item.id),
            );
            assert.equal(new Set(client.told.map(({ extensions }) => extensions.cursor)).size, client.told.length);
          }
          for (const client of [first, ...joined.map((one) => one.client)]) client.stream?.leave();
          await until(() => items.open === 0);
        },
      ),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it("tells the present state first, then what changes", async () => {
    const { items, subscribe } = startStreams();
    for (const id of ["1", "2", "3"]) items.change(id, Number(id));
    const client = subscribe(withSnapshot);
    await until(() => client.told.length === 3);
    items.change("2", 20);
    await until(() => client.told.length === 4);
    assert.deepEqual(client.values, [1, 2, 3, 20]);
    assert.deepEqual(
      client.told.map(({ extensions }) => extensions?.cursor !== undefined),
      [false, false, true, true],
    );
  });

  it("refuses a cursor of another operation, other variables, another access, or of nobody's making", async () => {
    const { items, subscribe } = startStreams();
    const client = subscribe(changed);
    await until(() => items.open === 1);
    items.change("1", 1);
    await until(() => client.told.length === 1);
    const after = client.cursor ?? "";
    const refused = (act: () => unknown): void =>
      assert.throws(act, (fault) => fault instanceof OperationRefused && /^after: is no cursor/.test(fault.message));
    refused(() => subscribe(changed.replace("price", ""), { after }));
    refused(() => subscribe(changed, { ids: ["1"], after }));
    refused(() => subscribe(changed, { after }, { ...somebody, plants: ["A"] }));
    refused(() => subscribe(changed, { after: `${after}x` }));
    refused(() => subscribe(changed, { after: `x${after}` }));
    refused(() => subscribe(changed, { after: "nonsense" }));
    assert.ok(subscribe(changed, { after }, { ...somebody, subject: "another token of the same access" }));
  });

  it("says so when what was missed is no longer kept, and hides what else fails", async () => {
    const { items, subscribe } = startStreams();
    const client = subscribe(changed);
    await until(() => items.open === 1);
    items.change("1", 1);
    await until(() => client.told.length === 1);
    items.kept = 5;
    const late = subscribe(changed, { after: client.cursor });
    await until(() => late.ended !== undefined);
    assert.equal(late.ended?.[0]?.extensions?.code, "CURSOR_EXPIRED");
    const broken = subscribe("subscription { broken { id } }");
    await until(() => broken.ended !== undefined);
    assert.equal(broken.ended?.[0]?.extensions?.code, "INTERNAL_SERVER_ERROR");
    assert.doesNotMatch(JSON.stringify(broken.ended), /secret/);
  });
});

describe("a client that is slow", () => {
  it("is sent the latest of each entity, marked, in an order in which its cursors go forward", async () => {
    const { items, subscribe } = startStreams();
    const slow = subscribe(changed);
    const quick = subscribe(changed);
    await until(() => items.open === 1);
    slow.isReady = false;
    for (let value = 1; value <= 9; value++) items.change(String(1 + (value % 2)), value);
    await until(() => quick.told.length === 9);
    assert.equal(slow.told.length, 0);
    slow.isReady = true;
    assert.deepEqual(slow.values, [8, 9]);
    assert.ok(slow.told.every(({ extensions }) => extensions.conflated));
    assert.equal(slow.cursor, quick.cursor);
  });

  it("is told of the gap when there are too many, and gets them after its last cursor", async () => {
    const { items, subscribe } = startStreams({ frames: 4, bytes: 100_000 });
    const slow = subscribe(changed);
    const quick = subscribe(changed);
    await until(() => items.open === 1);
    items.change("1", 1);
    await until(() => slow.told.length === 1);
    slow.isReady = false;
    for (let id = 2; id <= 9; id++) items.change(String(id), id);
    await until(() => quick.told.length === 9);
    const [gap] = slow.ended ?? [];
    assert.equal(gap?.extensions?.code, "SUBSCRIPTION_GAP");
    assert.equal(gap.extensions.cursor, slow.cursor);
    const back = subscribe(changed, { after: gap.extensions.cursor });
    await until(() => back.told.length === 8);
    assert.deepEqual(back.values, quick.values.slice(1));
  });

  it("is never hurried through what it missed", async () => {
    const { items, subscribe } = startStreams({ frames: 4, bytes: 100_000 });
    const first = subscribe(changed);
    await until(() => items.open === 1);
    items.change("1", 1);
    await until(() => first.told.length === 1);
    for (let id = 2; id <= 50; id++) items.change(String(id), id);
    await until(() => first.told.length === 50);
    const slow = subscribe(changed, { after: first.told[0]?.extensions.cursor });
    slow.isReady = false;
    for (let turn = 0; turn < 100; turn++) {
      await breathe();
      slow.isReady = true;
      slow.isReady = false;
    }
    await until(() => {
      slow.isReady = true;
      return slow.told.length === 49;
    });
    assert.equal(slow.ended, undefined);
    assert.ok(slow.told.every(({ extensions }) => !extensions.conflated));
  });
});

describe("a new supergraph", () => {
  it("takes streams along where they are, and ends those whose operation it no longer has", async () => {
    const { items, generations, supergraphs, subscribe } = startStreams();
    const both = subscribe(changed);
    const idsOnly = subscribe("subscription { itemChanged { item { id } } }");
    await until(() => items.open === 2);
    items.change("1", 1);
    await until(() => both.told.length === 1 && idsOnly.told.length === 1);
    await generations.reload(supergraphs.more);
    items.change("2", 2);
    await until(() => both.told.length === 2 && idsOnly.told.length === 2);
    await generations.reload(supergraphs.renamed);
    await until(() => both.ended !== undefined);
    assert.equal(both.ended?.[0]?.extensions?.code, "GRAPHQL_VALIDATION_FAILED");
    assert.equal(idsOnly.ended, undefined);
    await until(() => items.open === 1);
  });

  it("tells who asks anew together with those who see the same from then on, and resumes by their cursors", async () => {
    const { items, generations, supergraphs, hub, subscribe } = startStreams();
    const before = subscribe(changed);
    await until(() => items.open === 1);
    await generations.reload(supergraphs.guarded);
    const after = subscribe(changed);
    assert.equal(hub.audiences, 1);
    items.change("1", 1);
    await until(() => before.told.length === 1 && after.told.length === 1);
    for (const { told } of [before, after]) assert.equal(told[0]?.data.itemChanged.item.price, null);
    assert.equal(hub.executions, 1);
    const resumed = subscribe(changed, { after: before.cursor });
    items.change("2", 2);
    await until(() => resumed.told.length === 1);
    for (const client of [before, after, resumed]) client.stream?.leave();
    assert.equal(hub.audiences, 0);
  });

  it("loses and repeats nothing that changes while it is loaded", async () => {
    const { items, generations, supergraphs, subscribe } = startStreams();
    const client = subscribe(changed);
    await until(() => items.open === 1);
    for (let value = 1; value <= 200; value++) {
      items.change(String(value), value);
      if (value % 20 === 0) await generations.reload(value % 40 === 0 ? supergraphs.full : supergraphs.more);
      if (value % 7 === 0) await breathe();
    }
    await until(() => client.told.length === 200);
    assert.deepEqual(
      [...client.values].sort((a, b) => a - b),
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
  });
});
