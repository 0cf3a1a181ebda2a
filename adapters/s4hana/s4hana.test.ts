import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { type CanonicalChange, type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import { type ErpAdapter, InDoubt, type MappingFailure, SourceUnavailable } from "../port.ts";
import { s4hana } from "./index.ts";

let simulator: ChildProcess;
let environment: Record<string, string> = {};
let commandCount = 0;
const open: ErpAdapter[] = [];
const signal = (): AbortSignal => AbortSignal.timeout(10_000);

async function control(path: "/fault" | "/life" | "/events/subscriptions", body: object): Promise<unknown> {
  const response = await fetch(`${environment.S4HANA_CONTROL_URL}${path}`, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, text);
  return JSON.parse(text);
}
const fault = (name: string, options: object = {}): Promise<unknown> => control("/fault", { name, ...options });

function createAdapter(mappings: Record<string, Record<string, string>> = {}, pollMs = 20): ErpAdapter {
  const { S4HANA_URL = "", S4HANA_TOKEN_URL = "", S4HANA_CLIENT_ID = "", S4HANA_CLIENT_SECRET = "" } = environment;
  const adapter = s4hana.create({
    system: "s4-1010",
    plants: [{ code: "1010", timeZone: "Europe/Berlin" }],
    connection: { url: S4HANA_URL, tokenUrl: S4HANA_TOKEN_URL, clientId: S4HANA_CLIENT_ID, clientSecret: S4HANA_CLIENT_SECRET },
    mappings,
    pollMs,
    log: () => undefined,
  });
  open.push(adapter);
  return adapter;
}

interface Followed {
  readonly changes: CanonicalChange[];
  readonly failures: MappingFailure[];
  cursor: string | null;
  loaded: boolean;
  /** Batches since the load. */
  polls: number;
}

/** Follows changes from a cursor until `enough`, acting once when the load is through and the first poll has been. */
async function follow(
  adapter: ErpAdapter,
  cursor: string | null,
  enough: (seen: Followed) => boolean,
  act?: () => Promise<unknown>,
  actAt = 2,
): Promise<Followed> {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 15_000);
  const seen: Followed = { changes: [], failures: [], cursor, loaded: false, polls: 0 };
  let acted = act === undefined;
  try {
    for await (const batch of adapter.changes(cursor, stop.signal)) {
      seen.changes.push(...batch.changes);
      seen.failures.push(...batch.failures);
      seen.cursor = batch.cursor;
      seen.loaded = batch.loaded;
      if (batch.loaded) seen.polls += 1;
      if (!acted && seen.polls >= actAt) {
        acted = true;
        seen.changes.length = 0;
        await act?.();
      } else if (acted && enough(seen)) return seen;
    }
  } finally {
    clearTimeout(limit);
    stop.abort();
  }
  throw new assert.AssertionError({ message: `did not come within 15 s; ${seen.changes.length} changes, ${seen.polls} polls` });
}
const load = (adapter: ErpAdapter): Promise<Followed> => follow(adapter, null, (seen) => seen.loaded);
const during = (adapter: ErpAdapter, act: () => Promise<unknown>, enough: (seen: Followed) => boolean): Promise<Followed> =>
  follow(adapter, null, enough, act);

const bodiesOf = <K extends EntityKind>(kind: K, changes: readonly CanonicalChange[]): EntityBodies[K][] =>
  changes.flatMap((change) => (change.kind === kind && change.body !== null ? [change.body as EntityBodies[K]] : []));
const has = (kind: EntityKind) => (seen: Followed) => seen.changes.some((change) => change.kind === kind);
async function fetchOne<K extends EntityKind>(adapter: ErpAdapter, kind: K, key: string): Promise<EntityBodies[K]> {
  const [body] = bodiesOf(kind, (await adapter.fetch(kind, "1010", [key], signal())).changes);
  assert.ok(body, `${kind} ${key} was not found`);
  return body;
}
type WithoutEnvelope<T> = T extends unknown ? Omit<T, "id" | "plant"> : never;
const command = (words: WithoutEnvelope<Posting>): Posting =>
  ({ id: `T-${process.pid}-${++commandCount}`, plant: "1010", ...words }) as Posting;
const applied = (receipt: Receipt): void => assert.equal(receipt.outcome, "APPLIED", JSON.stringify(receipt));

before(async () => {
  const entry = fileURLToPath(new URL("../../simulators/s4hana/run.ts", import.meta.url));
  simulator = spawn(process.execPath, [entry, "--plant", "1010"], { stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(simulator.stdout);
  const [line] = (await once(simulator.stdout, "data")) as [Buffer];
  environment = JSON.parse(line.toString().replace(/^ready /, "")) as Record<string, string>;
});

afterEach(async () => {
  for (const adapter of open.splice(0)) await adapter.close();
});

after(async () => {
  simulator.stdin?.end();
  if (simulator.exitCode === null) await once(simulator, "exit");
});

describe("the S/4HANA adapter reads", () => {
  it("the whole plant, in bodies of the canonical schemas", async () => {
    const { changes, failures } = await load(createAdapter());
    assert.deepEqual(failures, []);
    assert.equal(bodiesOf("production-order", changes).length, 200);
    const ajv = new Ajv({ strict: false });
    for (const kind of entityKinds) {
      const schema = JSON.parse(readFileSync(new URL(`../../schema/events/${kind}.v1.schema.json`, import.meta.url), "utf8")) as object;
      const validate = ajv.compile(schema);
      for (const body of bodiesOf(kind, changes)) assert.ok(validate(body), `${kind}: ${JSON.stringify(validate.errors)}`);
    }
    const kinds = new Set(changes.map(({ kind }) => kind));
    for (const kind of ["material-availability", "supplier-commitment", "inspection-lot", "material", "supplier", "batch"] as const)
      assert.ok(kinds.has(kind), kind);
    const stock = bodiesOf("material-availability", changes).map(({ material }) => material);
    assert.equal(new Set(stock).size, stock.length);
    const order = bodiesOf("production-order", changes)[0];
    assert.match(order?.basicStart ?? "", /T06:00:00\+0[12]:00$/);
    assert.equal(order?.planned.unit, "H87");
  });

  it("on from the cursor of any page, with the rest and nothing lost", async () => {
    await fault("page-size", { size: 30 });
    const { changes } = await load(createAdapter());
    const stock = bodiesOf("material-availability", changes);
    // A material's rows lie on two pages now and then, and are told together all the same.
    assert.equal(new Set(stock.map(({ material }) => material)).size, stock.length);
    const whole = new Set(changes.map(({ kind, key }) => `${kind}/${key}`));
    const part = await follow(createAdapter(), null, (seen) => bodiesOf("production-order", seen.changes).length >= 60);
    const rest = await follow(createAdapter(), part.cursor, (seen) => seen.loaded);
    await fault("page-size", { off: true });
    assert.equal(bodiesOf("production-order", part.changes).length, 60);
    assert.equal(bodiesOf("production-order", rest.changes).length, 140);
    assert.deepEqual(new Set([...part.changes, ...rest.changes].map(({ kind, key }) => `${kind}/${key}`)), whole);
  });

  it("what changes, and tells nothing that did not", async () => {
    const expected = [
      ["release-order", "production-order"],
      ["move-stock", "material-availability"],
      ["slip-supplier-date", "supplier-commitment"],
      ["decide-lot", "inspection-lot"],
      ["hold-lot", "material-availability"],
    ] as const;
    for (const [event, kind] of expected) {
      const { changes } = await during(createAdapter(), () => control("/life", { event }), has(kind));
      assert.ok(changes.length < 12, `${event} gave ${changes.length} changes`);
    }
  });

  it("a second change within one second", async () => {
    const adapter = createAdapter();
    const orders = bodiesOf("production-order", (await load(adapter)).changes).filter(({ state }) => state === "RELEASED");
    const [one, other] = orders.map(({ number }) => number);
    assert.ok(one && other);
    const both = (seen: Followed): boolean => [one, other].every((key) => seen.changes.some((change) => change.key === key));
    await during(adapter, () => fault("same-second", { orders: [one, other] }), both);
  });

  it("nothing twice and nothing less after a page failed", async () => {
    await fault("page-size", { size: 50 });
    await fault("page-fails", { page: 3 });
    const adapter = createAdapter();
    const seen: CanonicalChange[] = [];
    let cursor: string | null = null;
    await assert.rejects(async () => {
      for await (const batch of adapter.changes(null, signal())) {
        seen.push(...batch.changes);
        cursor = batch.cursor;
      }
    }, SourceUnavailable);
    assert.equal(bodiesOf("production-order", seen).length, 100);
    const rest = await follow(adapter, cursor, (so) => so.loaded);
    await fault("page-size", { off: true });
    assert.equal(bodiesOf("production-order", rest.changes).length, 100);
  });

  it("at once when the system notifies of a change", async () => {
    const adapter = createAdapter({}, 60_000);
    const webhook = createServer(async (request, response) => {
      const [type, source] = [String(request.headers["ce-type"]), String(request.headers["ce-source"])];
      let body = "";
      for await (const chunk of request) body += chunk;
      const data: unknown = JSON.parse(body);
      response.writeHead(adapter.notify?.({ type, source, data }) ? 204 : 404).end();
    });
    await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/`;
    await control("/events/subscriptions", { url, exemptHandshake: true });
    const { changes } = await follow(adapter, null, has("production-order"), () => control("/life", { event: "release-order" }), 1);
    assert.equal(bodiesOf("production-order", changes).length, 1);
    assert.equal(adapter.notify?.({ type: "com.example.other", source: "/", data: {} }), false);
    await adapter.close();
    webhook.closeAllConnections();
    webhook.close();
  });

  it("single keys, and tells which do not exist", async () => {
    const adapter = createAdapter();
    const { changes } = await load(adapter);
    for (const kind of [
      "production-order",
      "material-availability",
      "supplier-commitment",
      "inspection-lot",
      "material",
      "supplier",
    ] as const) {
      const change = changes.find((each) => each.kind === kind);
      assert.ok(change);
      const found = await adapter.fetch(kind, "1010", [change.key, "4711NONE"], signal());
      assert.deepEqual(
        found.changes.map(({ key, body }) => [key, body === null]),
        [
          [change.key, false],
          ["4711NONE", true],
        ],
      );
    }
  });

  it("on with the other orders when one cannot be translated, and that one once it is mapped", async () => {
    const order = bodiesOf("production-order", (await load(createAdapter())).changes).find(({ state }) => state === "CREATED")?.number;
    assert.ok(order);
    await fault("unknown-status", { order });
    const { changes, failures } = await load(createAdapter());
    await fault("unknown-status", { order, off: true });
    assert.equal(bodiesOf("production-order", changes).length, 199);
    const [failure] = failures;
    assert.ok(failure && failures.length === 1);
    assert.deepEqual(
      [failure.reason.code, failure.reason.value, failure.sourceKey, failure.message.type],
      ["UNKNOWN_STATUS", "I9001", order, "A_ProductionOrder_2"],
    );
    const [body] = bodiesOf("production-order", createAdapter({ orderStatus: { I9001: "ON_HOLD" } }).translate(failure.message).changes);
    assert.deepEqual([body?.number, body?.state], [order, "ON_HOLD"]);
    assert.equal(createAdapter().translate({ ...failure.message, raw: "{" }).failures[0]?.reason.code, "MESSAGE_UNREADABLE");
  });

  it("an unknown unit as a failure of its order", async () => {
    const order = bodiesOf("production-order", (await load(createAdapter())).changes).find(({ state }) => state === "CREATED")?.number;
    await fault("unknown-unit", { order });
    const { failures } = await load(createAdapter());
    await fault("unknown-unit", { order, off: true });
    assert.deepEqual(
      failures.map(({ reason, sourceKey }) => [reason.code, reason.value, sourceKey]),
      [["UNKNOWN_UNIT", "KAN", order]],
    );
  });
});

describe("the S/4HANA adapter posts", () => {
  it("a release, and is told why not twice", async () => {
    const adapter = createAdapter();
    const order = bodiesOf("production-order", (await load(adapter)).changes).find(({ state }) => state === "CREATED")?.number ?? "";
    const release = command({ kind: "release-order", order });
    assert.equal((await adapter.settle(release, signal())).outcome, "ABSENT");
    applied(await adapter.execute(release, signal()));
    assert.equal((await adapter.settle(release, signal())).outcome, "APPLIED");
    assert.equal((await fetchOne(adapter, "production-order", order)).state, "RELEASED");
    const again = await adapter.execute(command({ kind: "release-order", order }), signal());
    assert.deepEqual([again.outcome, again.messages[0]?.code], ["REJECTED", "BS/007"]);
  });

  it("new dates and a priority", async () => {
    const adapter = createAdapter();
    const order = bodiesOf("production-order", (await load(adapter)).changes).find(({ state }) => state === "RELEASED")?.number ?? "";
    const change = { basicStart: "2027-03-01T05:30:00Z", basicEnd: "2027-03-02T22:00:00+01:00", priority: 2 };
    const reschedule = command({ kind: "reschedule-order", order, ...change });
    assert.equal((await adapter.settle(reschedule, signal())).outcome, "ABSENT");
    applied(await adapter.execute(reschedule, signal()));
    assert.equal((await adapter.settle(reschedule, signal())).outcome, "APPLIED");
    const body = await fetchOne(adapter, "production-order", order);
    assert.deepEqual([body.basicStart, body.basicEnd, body.priority], ["2027-03-01T06:30:00+01:00", "2027-03-02T22:00:00+01:00", 2]);
  });

  it("nothing while a user has the order open", async () => {
    const adapter = createAdapter();
    const order = bodiesOf("production-order", (await load(adapter)).changes).find(({ state }) => state === "RELEASED")?.number ?? "";
    await fault("user-lock", { order });
    const words = { kind: "reschedule-order", order, basicStart: null, basicEnd: null, priority: 3 } as const;
    await assert.rejects(adapter.execute(command(words), signal()), SourceUnavailable);
    await fault("user-lock", { order, off: true });
    applied(await adapter.execute(command(words), signal()));
  });

  it("a supplier's date, whether there was a confirmation or not", async () => {
    const adapter = createAdapter();
    const commitments = bodiesOf("supplier-commitment", (await load(adapter)).changes);
    for (const state of ["CONFIRMED", "UNCONFIRMED"]) {
      const line = commitments.find((each) => each.state === state);
      assert.ok(line, state);
      const { purchaseOrder, item, scheduleLine, requested } = line;
      const { value: quantity, unit } = requested.quantity;
      const confirm = command({ kind: "confirm-supplier-date", purchaseOrder, item, scheduleLine, date: "2047-01-15", quantity, unit });
      applied(await adapter.execute(confirm, signal()));
      assert.equal((await adapter.settle(confirm, signal())).outcome, "APPLIED");
      const body = await fetchOne(adapter, "supplier-commitment", `${purchaseOrder}/${item}/${scheduleLine}`);
      assert.deepEqual(
        body.confirmations.map(({ date, quantity: { value } }) => [date, value]),
        [["2047-01-15", quantity]],
      );
      assert.equal(body.state, "CONFIRMED_WITH_CHANGES");
      const wrongUnit = await adapter.execute(command({ ...confirm, unit: "TNE" } as WithoutEnvelope<Posting>), signal());
      assert.equal(wrongUnit.outcome, "REJECTED");
    }
  });

  it("stock into blocked and back, and not what is not there", async () => {
    const adapter = createAdapter();
    const stock = bodiesOf("material-availability", (await load(adapter)).changes);
    const found = stock
      .flatMap(({ material, stock: rows }) => rows.map((row) => ({ material, row })))
      .find(({ row }) => row.status === "UNRESTRICTED" && row.batch !== null);
    assert.ok(found?.row.batch && found.row.location);
    const { batch, location, quantity } = found.row;
    const words = { material: found.material, batch, location, quantity: quantity.value, unit: quantity.unit };
    const hold = command({ kind: "hold-stock", ...words });
    assert.equal((await adapter.settle(hold, signal())).outcome, "ABSENT");
    const receipt = await adapter.execute(hold, signal());
    applied(receipt);
    assert.equal((await adapter.settle(hold, signal())).outcome, "APPLIED");
    assert.deepEqual(await adapter.execute(hold, signal()), receipt);
    const deficit = await adapter.execute(command({ kind: "hold-stock", ...words }), signal());
    assert.deepEqual([deficit.outcome, deficit.messages[0]?.code], ["REJECTED", "M7/021"]);
    applied(await adapter.execute(command({ kind: "free-stock", ...words }), signal()));
  });

  it("is in doubt when the answer is lost, and finds out", async () => {
    const adapter = createAdapter();
    const order = bodiesOf("production-order", (await load(adapter)).changes).find(({ state }) => state === "CREATED")?.number ?? "";
    const release = command({ kind: "release-order", order });
    await fault("drop-response");
    await assert.rejects(adapter.execute(release, signal()), InDoubt);
    assert.equal((await adapter.settle(release, signal())).outcome, "APPLIED");
    await fault("expire-tokens");
    applied(await adapter.execute(command({ kind: "reschedule-order", order, basicStart: null, basicEnd: null, priority: 4 }), signal()));
  });

  it("in a batch that breaks what it had come to, and finds out of each; nothing in one that is throttled", async () => {
    const adapter = createAdapter();
    const orders = bodiesOf("production-order", (await load(adapter)).changes).filter(({ state }) => state === "CREATED");
    const releases = orders.slice(0, 3).map(({ number }) => command({ kind: "release-order", order: number }));
    assert.equal(releases.length, 3);
    const outcomes = async () => (await adapter.batch?.execute(releases, signal())) ?? [];
    await fault("throttle", { count: 2, retryAfterSeconds: 7 });
    for (const outcome of await outcomes())
      assert.ok(outcome instanceof SourceUnavailable && outcome.retryAfterMs === 7_000, String(outcome));
    await fault("throttle", { off: true });
    await fault("batch-breaks", { after: 1 });
    for (const outcome of await outcomes()) assert.ok(outcome instanceof InDoubt, String(outcome));
    const settled = await Promise.all(releases.map((release) => adapter.settle(release, signal())));
    assert.deepEqual(
      settled.map(({ outcome }) => outcome),
      ["APPLIED", "ABSENT", "ABSENT"],
    );
    const again = await outcomes();
    assert.deepEqual(
      again.map((outcome) => (outcome instanceof Error ? outcome.message : outcome.outcome)),
      ["REJECTED", "APPLIED", "APPLIED"],
      "the first is released already",
    );
  });

  it("nothing while the system is down or throttles, and says so", async () => {
    const adapter = createAdapter();
    assert.equal((await adapter.health(signal())).reachable, true);
    const release = command({ kind: "release-order", order: "1010000001" });
    await fault("throttle", { count: 1, retryAfterSeconds: 7 });
    await assert.rejects(adapter.execute(release, signal()), (error) => error instanceof SourceUnavailable && error.retryAfterMs === 7_000);
    await fault("down");
    await assert.rejects(adapter.execute(release, signal()), SourceUnavailable);
    await assert.rejects(load(adapter), SourceUnavailable);
    assert.equal((await adapter.health(signal())).reachable, false);
    await fault("down", { off: true });
    await load(adapter);
  });
});
