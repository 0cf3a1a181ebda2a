import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { Posting } from "#schema/canonical/command.ts";
import type { ProductionOrder } from "#schema/canonical/entities.generated.ts";
import { eventually } from "#test/eventually";
import { bodies, type Following, follow, newest } from "../following.contract.ts";
import { type ErpAdapter, InDoubt, SourceUnavailable } from "../port.ts";
import { type Simulator, startSimulator } from "../simulator.contract.ts";
import { sapEcc } from "./index.ts";

const signal = (): AbortSignal => AbortSignal.timeout(15_000);
let commands = 0;
const envelope = (): { id: string; plant: string } => ({ id: `T${Date.now()}${++commands}`.slice(-16), plant: "2010" });

describe("the SAP ECC adapter", () => {
  let simulator: Simulator;
  let adapter: ErpAdapter;
  let reading: Following;

  const createAdapter = (): ErpAdapter => {
    const of = (name: string): string => simulator.environment[name] ?? "";
    return sapEcc.create({
      system: "ecc-2010",
      plants: [{ code: "2010", timeZone: "America/New_York" }],
      connection: {
        soapUrl: of("ECC_SOAP_URL"),
        idocUrl: of("ECC_IDOC_URL"),
        user: of("ECC_USER"),
        password: of("ECC_PASSWORD"),
        outboundFolder: of("ECC_OUTBOUND_FOLDER"),
        segmentLayouts: of("ECC_SEGMENT_LAYOUTS"),
      },
      mappings: {},
      pollMs: 100,
      log: () => undefined,
    });
  };
  const orderIn = (state: ProductionOrder["state"]): ProductionOrder => {
    const order = bodies("production-order", reading.changes).find((each) => each.state === state);
    assert.ok(order, `no order is ${state}`);
    return order;
  };

  before(async () => {
    simulator = await startSimulator("sap-ecc", "ECC_CONTROL_URL", ["--plant", "2010", "--time-zone", "America/New_York"]);
    adapter = createAdapter();
    reading = follow(adapter, null);
    await reading.until(
      "200 orders",
      () => bodies("production-order", reading.changes).length === 200 && reading.batches.at(-1)?.loaded === true,
    );
  });
  after(async () => {
    await reading.stop();
    await adapter.close();
    await simulator.stop();
  });

  for (const kind of ["production-order", "supplier-commitment"] as const) {
    it(`lists every ${kind} by the key by which its message told it`, async () => {
      const told = new Map(reading.changes.filter((change) => change.kind === kind).map(({ key, body }) => [key, body]));
      const there = [...told].flatMap(([key, body]) => (body === null ? [] : [key]));
      assert.ok(there.length > 100);
      assert.deepEqual(new Set(await adapter.keys?.(kind, "2010", signal())), new Set(there));
    });
  }

  it("archives what it has read, and leaves nothing in progress", async () => {
    const folder = simulator.environment.ECC_OUTBOUND_FOLDER ?? "";
    assert.deepEqual(readdirSync(join(folder, "inprogress")), []);
    assert.ok(readdirSync(join(folder, "archive"), { recursive: true }).some((name) => String(name).endsWith(".idoc")));
    assert.deepEqual(readdirSync(join(folder, "error")), []);
  });

  it("sets files aside in which no IDoc can be read, with the reason, and keeps what was in them", async () => {
    const folder = simulator.environment.ECC_OUTBOUND_FOLDER ?? "";
    for (const [name, text] of Object.entries({ "0_empty.idoc": "", "0_garbage.idoc": "PK\u0003\u0004 no IDoc\n" })) {
      writeFileSync(join(folder, `${name}.tmp`), text);
      renameSync(join(folder, `${name}.tmp`), join(folder, name));
    }
    const isAside = (): boolean => readdirSync(join(folder, "error")).length === 4;
    await reading.until("both files among the errors", isAside);
    const { reason } = JSON.parse(readFileSync(join(folder, "error", "0_empty.idoc.err.json"), "utf8")) as { reason: string };
    assert.equal(reason, "the file is empty");
    const unread = reading.failures.filter(({ reason: { code } }) => code === "MESSAGE_UNREADABLE").map(({ message }) => message.raw);
    assert.deepEqual(unread, ["", "PK\u0003\u0004 no IDoc\n"]);
  });

  it("tells days and times by the plant's clock", () => {
    assert.match(bodies("production-order", reading.changes)[0]?.scheduledStart ?? "", /T06:00:00-0[45]:00$/);
  });

  it("gives what it was asked for a version after the messages before, and before the messages that follow", async () => {
    const { number } = orderIn("CREATED");
    const versionOf = (changes: readonly CanonicalChange[]): string =>
      newest("production-order", changes).find(({ key }) => key === number)?.version ?? "";
    const message = versionOf(reading.changes);
    const ask = async (): Promise<string> => versionOf((await adapter.fetch("production-order", "2010", [number], signal())).changes);
    // Within the second of a message the message stands.
    const asked = await eventually(ask, (version) => version > message);
    await simulator.fault({ name: "unknown-status", order: number, off: true });
    await reading.until("the order's next message", () => versionOf(reading.changes) > message);
    assert.ok(versionOf(reading.changes) > asked, `${versionOf(reading.changes)} after ${asked}`);
  });

  it("goes on with lots from where it stopped, however long ago that was", async () => {
    const lotsFrom = async (lotsAt?: string): Promise<readonly string[]> => {
      const other = createAdapter();
      const again = follow(other, JSON.stringify({ tables: true, loaded: true, lotsAt }));
      await again.until("a poll", () => again.batches.length > 0);
      await again.stop();
      await other.close();
      return bodies("inspection-lot", again.changes).map(({ number }) => number);
    };
    const age = ({ createdAt }: { readonly createdAt: string | null }): number => Date.now() - Date.parse(createdAt ?? "");
    const days = 86_400_000;
    const old = bodies("inspection-lot", reading.changes).filter((lot) => age(lot) > 4 * days && lot.disposition === "PENDING");
    const [lot] = old.toSorted((a, b) => age(a) - age(b));
    assert.ok(lot, "the plant has no lot of the week before");
    assert.ok(!(await lotsFrom(new Date().toISOString())).includes(lot.number));
    assert.ok((await lotsFrom(new Date(Date.now() - age(lot)).toISOString())).includes(lot.number));
    assert.ok((await lotsFrom()).includes(lot.number), "by a cursor that says nothing of lots");
  });

  it("tells a material's stock when a batch of it is put on hold", async () => {
    const seen = reading.changes.length;
    assert.ok(await simulator.life("hold-lot"));
    await reading.until("the stock", () => reading.changes.slice(seen).some(({ kind }) => kind === "material-availability"));
  });

  it("says which order it cannot translate", async () => {
    const { number: order } = orderIn("CREATED");
    await simulator.fault({ name: "unknown-status", order });
    await reading.until("the failure", () => reading.failures.some(({ sourceKey }) => sourceKey === order.padStart(12, "0")));
    await simulator.fault({ name: "unknown-status", order, off: true });
    assert.equal(reading.failures.at(-1)?.reason.code, "UNKNOWN_STATUS");
  });

  it("is refused by code what ECC does not do, and comes back later for what is locked", async () => {
    const closed = await adapter.execute({ ...envelope(), kind: "release-order", order: orderIn("CLOSED").number }, signal());
    assert.equal(closed.outcome, "REJECTED");
    assert.match(closed.messages[0]?.code ?? "", /^BS\//);
    const { number } = orderIn("CREATED");
    await simulator.fault({ name: "locked", order: number });
    await assert.rejects(adapter.execute({ ...envelope(), kind: "release-order", order: number }, signal()), SourceUnavailable);
    await simulator.fault({ name: "locked", order: number, off: true });
  });

  it("is refused more stock than there is", async () => {
    const stock = bodies("material-availability", reading.changes).find(
      ({ stock: [first] }) => first?.status === "UNRESTRICTED" && first.batch,
    );
    const [balance] = stock?.stock ?? [];
    assert.ok(stock && balance?.batch && balance.location);
    const place = { material: stock.material, batch: balance.batch, location: balance.location, unit: balance.quantity.unit };
    const tooMuch = await adapter.execute({ ...envelope(), kind: "hold-stock", ...place, quantity: "99999999" }, signal());
    assert.deepEqual([tooMuch.outcome, tooMuch.messages[0]?.code], ["REJECTED", "M7/021"]);
  });

  it("confirms a supplier's date by IDoc, and hears by ALEAUD that it was posted or refused", async () => {
    const line = bodies("supplier-commitment", reading.changes).find(({ state }) => state === "UNCONFIRMED");
    assert.ok(line);
    const { purchaseOrder, item, scheduleLine, requested } = line;
    const quantity = requested.quantity.value;
    const command: Posting = {
      ...envelope(),
      kind: "confirm-supplier-date",
      purchaseOrder,
      item,
      scheduleLine,
      date: "2027-06-01",
      quantity,
      unit: "H87",
    };
    assert.equal((await adapter.execute(command, signal())).outcome, "PENDING");
    const confirmed = (): boolean =>
      bodies("supplier-commitment", reading.changes).some(
        (each) =>
          each.purchaseOrder === purchaseOrder && each.item === item && each.confirmations.some(({ date }) => date === "2027-06-01"),
      );
    await reading.until("the confirmation", confirmed);
    assert.equal((await adapter.settle(command, signal())).outcome, "APPLIED");
    const wrong: Posting = { ...command, ...envelope(), purchaseOrder: "4999999999" };
    await adapter.execute(wrong, signal());
    for (const deadline = Date.now() + 10_000; (await adapter.settle(wrong, signal())).outcome === "PENDING" && Date.now() < deadline; )
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await adapter.settle(wrong, signal())).outcome, "REJECTED");
  });

  it("is in doubt when a commit is not answered, and finds that it landed", async () => {
    const { number } = orderIn("CREATED");
    const command: Posting = { ...envelope(), kind: "release-order", order: number };
    await simulator.fault({ name: "drop-response" });
    await assert.rejects(adapter.execute(command, signal()), InDoubt);
    assert.equal((await adapter.settle(command, signal())).outcome, "APPLIED");
  });

  it("gives the same IDoc in two files the same id", async () => {
    // The first created order may just have been released by the posting that was in doubt.
    const number = bodies("production-order", reading.changes).findLast(({ state }) => state === "CREATED")?.number ?? "";
    await simulator.fault({ name: "duplicate" });
    const before = reading.changes.length;
    await adapter.execute({ ...envelope(), kind: "release-order", order: number }, signal());
    await reading.until("both files", () => reading.changes.slice(before).filter(({ key }) => key === number).length >= 2);
    const ids = reading.changes
      .slice(before)
      .filter(({ key }) => key === number)
      .map(({ id }) => id);
    assert.equal(new Set(ids).size, 1, "the same IDoc has the same id");
  });
});
