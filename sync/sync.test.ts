import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { type Batch, type ErpAdapter, type MappingFailure, SourceUnavailable } from "#adapters/port";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { orderChange, stockChange } from "./changes.fixture.ts";
import { createSync, type Sync } from "./sync.ts";

const everybody: Caller = { subject: "test", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };

/** An adapter whose system tells what the test hands it, or is away. */
function scriptedAdapter(): ErpAdapter & { tell(batch: Partial<Batch>): void; away: boolean; cursors: (string | null)[]; mapped: boolean } {
  const batches: Batch[] = [];
  let wake = (): void => undefined;
  let told = 0;
  return {
    system: "erp",
    plants: ["1010"],
    away: false,
    mapped: false,
    cursors: [],
    tell(batch) {
      batches.push({ changes: [], failures: [], loaded: true, cursor: String(batches.length + 1), ...batch });
      wake();
    },
    async *changes(cursor, signal) {
      this.cursors.push(cursor);
      if (this.away) throw new SourceUnavailable("the line is down", { retryAfterMs: 20 });
      told = Number(cursor ?? 0);
      while (!signal.aborted) {
        const next = batches[told];
        if (next) {
          told += 1;
          yield next;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal.addEventListener("abort", () => resolve(), { once: true });
          });
        }
      }
    },
    translate(message) {
      const change = JSON.parse(message.raw) as CanonicalChange;
      return this.mapped ? { changes: [change], failures: [] } : { changes: [], failures: [failureOf(change)] };
    },
    fetch: () => Promise.reject(new Error("not asked")),
    execute: () => Promise.reject(new Error("not asked")),
    settle: () => Promise.reject(new Error("not asked")),
    health: async () => ({ reachable: true, detail: "" }),
    close: async () => undefined,
  };
}

function failureOf(change: CanonicalChange): MappingFailure {
  return {
    id: `erp/${change.key}`,
    plant: change.plant,
    sourceKey: change.sourceKey,
    reason: { code: "UNKNOWN_UNIT", field: "GMEIN", value: "KAN", text: "no mapping for KAN" },
    message: { type: "LOIPRO", contentType: "text/plain", raw: JSON.stringify(change), observedAt: change.observedAt },
  };
}

describe("the running sync", () => {
  let folder: string;
  let adapter: ReturnType<typeof scriptedAdapter>;
  let sync: Sync;
  let stopping: AbortController;
  let running: Promise<void>;

  const open = (): void => {
    sync = createSync({ folder, adapters: [adapter], retentionDays: 7, log: () => undefined });
    stopping = new AbortController();
    running = sync.start(stopping.signal);
  };
  const shut = async (): Promise<void> => {
    stopping.abort();
    await running;
    await sync.close();
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-sync-"));
    adapter = scriptedAdapter();
    open();
  });
  afterEach(async () => {
    await shut();
    rmSync(folder, { recursive: true, force: true });
  });

  const order = (number: string): unknown => sync.views.get("production-order", [{ plant: "1010", key: number }], everybody)[0];

  it("takes what a system tells into views, and goes on from there after a restart", async () => {
    adapter.tell({ changes: [orderChange("1"), orderChange("2")] });
    await sync.loaded();
    assert.ok(order("1"));
    await shut();
    open();
    adapter.tell({ changes: [orderChange("3")] });
    await sync.loaded();
    assert.ok(order("1"));
    assert.ok(order("3"));
    assert.deepEqual(adapter.cursors, [null, "1"]);
  });

  it("waits for a system that is away, says so, and catches up", async () => {
    await shut();
    adapter.away = true;
    adapter.tell({ changes: [orderChange("1")] });
    open();
    await sync.loaded();
    assert.equal(sync.status()[0]?.state, "UNREACHABLE");
    assert.equal(sync.status()[0]?.error, "the line is down");
    adapter.away = false;
    for (const deadline = Date.now() + 5_000; sync.status()[0]?.state !== "LIVE" && Date.now() < deadline; )
      await new Promise((resolve) => setImmediate(resolve));
    assert.ok(order("1"));
    assert.equal(sync.status()[0]?.error, null);
  });

  it("keeps what could not be translated, and replays it when the mapping is there", async () => {
    const change = orderChange("7");
    adapter.tell({ changes: [orderChange("1")], failures: [failureOf(change)] });
    await sync.loaded();
    assert.ok(order("1"), "the rest proceeds");
    const [kept] = await sync.listFailures();
    assert.equal(kept?.message.raw, JSON.stringify(change));
    assert.equal((await sync.replay(null))[0]?.failure?.code, "UNKNOWN_UNIT");
    assert.equal((await sync.listFailures())[0]?.attempts, 2);
    adapter.mapped = true;
    assert.equal((await sync.replay(null))[0]?.failure, null);
    assert.deepEqual(await sync.listFailures(), []);
    for (const deadline = Date.now() + 5_000; !order("7") && Date.now() < deadline; ) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(order("7"));
  });

  /** Without the feed's words of how far it has come. */
  function changesOf<E extends { readonly change: unknown }>(events: AsyncIterable<E>): AsyncIterator<E> {
    const all = events[Symbol.asyncIterator]();
    return {
      async next() {
        for (;;) {
          const event = await all.next();
          if (event.done || event.value.change !== null) return event;
        }
      },
    };
  }

  it("tells followers each change once, in order, and what they missed, with the views already there", async () => {
    adapter.tell({ changes: [orderChange("1")] });
    await sync.loaded();
    const follow = (after: string | null) =>
      changesOf(sync.changeFeed.follow({ kind: "production-order", caller: everybody, plants: null, after, signal: stopping.signal }));
    const first = follow(null);
    const pending = first.next();
    adapter.tell({ changes: [orderChange("1", { version: "2", state: "RELEASED" })] });
    const { value } = await pending;
    assert.equal(value?.change?.key, "1");
    assert.equal((order("1") as { state: string }).state, "RELEASED");
    adapter.tell({ changes: [orderChange("2"), orderChange("3"), orderChange("2")] });
    const back = follow(value?.cursor ?? "");
    assert.deepEqual([(await back.next()).value?.change?.key, (await back.next()).value?.change?.key], ["2", "3"]);
    assert.throws(() => follow("nonsense"), { name: "InvalidCursor" });
  });

  it("reads back at once what a posting did, without waiting for the system to tell", async () => {
    adapter.tell({ changes: [orderChange("1")] });
    await sync.loaded();
    adapter.execute = async () => ({ outcome: "APPLIED", reference: "1", messages: [] });
    adapter.fetch = async (_, __, keys) => ({
      changes: keys.map((key) => orderChange(key, { version: "2", state: "RELEASED" })),
      failures: [],
    });
    const feed = { kind: "production-order", caller: everybody, plants: null, after: null, signal: stopping.signal } as const;
    const told = changesOf(sync.changeFeed.follow(feed)).next();
    const request = { type: "andon.order.release-requested", plant: "1010", key: "1", data: { order: "1" } } as const;
    sync.process.desk.submit({ ...request, idempotencyKey: "k", traceparent: null }, everybody);
    assert.equal((await told).value?.change?.body?.state, "RELEASED");
  });

  it("derives a hold from blocked stock, and its end", async () => {
    adapter.tell({ changes: [stockChange("8000", [["R1", "UNRESTRICTED", "10"]])] });
    await sync.loaded();
    const quality = () => sync.views.get("quality-disposition", [{ plant: "1010", key: "8000/R1" }], everybody)[0];
    assert.equal(quality(), null);
    const events = sync.changeFeed.follow({
      kind: "quality-disposition",
      caller: everybody,
      plants: null,
      after: null,
      signal: stopping.signal,
    });
    const told = changesOf(events);
    const held = told.next();
    adapter.tell({ changes: [stockChange("8000", [["R1", "BLOCKED", "10"]], "2")] });
    assert.equal((await held).value?.change?.body?.disposition, "ON_HOLD");
    assert.equal(quality()?.held?.value, "10");
    const freed = told.next();
    adapter.tell({ changes: [stockChange("8000", [["R1", "UNRESTRICTED", "10"]], "3")] });
    assert.equal((await freed).value?.change?.body?.disposition, "ACCEPTED");
    assert.equal(quality()?.held, null);
  });
});
