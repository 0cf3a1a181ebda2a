import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Ajv } from "ajv";
import { type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import type { Command } from "#schema/canonical/command.ts";
import type { ProductionOrder } from "#schema/canonical/entities.generated.ts";
import { bodies, type Following, follow } from "../following.contract.ts";
import type { CodeMappings } from "../mapping.ts";
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

  const createAdapter = (mappings: CodeMappings = {}): ErpAdapter => {
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
      mappings,
      pollMs: 100,
      log: () => undefined,
    });
  };
  const orderIn = (state: ProductionOrder["state"]): ProductionOrder => {
    const order = bodies("production-order", reading.changes).find((each) => each.state === state);
    assert.ok(order, `no order is ${state}`);
    return order;
  };
  const orderNow = (number: string): ProductionOrder | undefined =>
    bodies("production-order", reading.changes).find((order) => order.number === number);

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

  it("tells everything that the plant has, as the event contracts say", () => {
    assert.deepEqual(reading.failures, []);
    const ajv = new Ajv({ strict: false });
    for (const kind of entityKinds.filter((each) => !["batch", "quality-disposition"].includes(each))) {
      const schema = JSON.parse(readFileSync(new URL(`../../schema/events/${kind}.v1.schema.json`, import.meta.url), "utf8")) as object;
      const validate = ajv.compile(schema);
      const told = bodies(kind as EntityKind, reading.changes);
      assert.ok(told.length > 0, kind);
      for (const body of told) assert.ok(validate(body), `${kind}: ${JSON.stringify(validate.errors)}`);
    }
    assert.match(bodies("production-order", reading.changes)[0]?.scheduledStart ?? "", /T06:00:00-0[45]:00$/);
  });

  it("archives what it has read, and leaves nothing in progress", async () => {
    const folder = simulator.environment.ECC_OUTBOUND_FOLDER ?? "";
    assert.deepEqual(readdirSync(join(folder, "inprogress")), []);
    assert.ok(readdirSync(join(folder, "archive"), { recursive: true }).some((name) => String(name).endsWith(".idoc")));
    assert.deepEqual(readdirSync(join(folder, "error")), []);
  });

  for (const [event, kind] of [
    ["release-order", "production-order"],
    ["confirm-operation", "production-order"],
    ["move-stock", "material-availability"],
    ["slip-supplier-date", "supplier-commitment"],
    ["decide-lot", "inspection-lot"],
    ["hold-lot", "material-availability"],
  ] as const) {
    it(`tells ${kind} after ${event}`, async () => {
      const seen = reading.changes.length;
      assert.ok(await simulator.life(event));
      await reading.until(event, () => reading.changes.slice(seen).some((change) => change.kind === kind));
    });
  }

  it("keeps an order with a status or a unit that nobody has mapped, and translates it when it is", async () => {
    const order = orderIn("CREATED");
    for (const [fault, mappings, code] of [
      ["unknown-status", { orderStatus: { I9001: "ON_HOLD" } }, "UNKNOWN_STATUS"],
      ["unknown-unit", { units: { KAN: "LTR" } }, "UNKNOWN_UNIT"],
    ] as const) {
      const seen = reading.failures.length;
      await simulator.fault({ name: fault, order: order.number });
      await reading.until(fault, () => reading.failures.length > seen);
      const failure = reading.failures.at(-1);
      assert.equal(failure?.reason.code, code);
      assert.equal(failure?.sourceKey, order.number.padStart(12, "0"));
      assert.ok(failure && adapter.translate(failure.message).failures[0]?.reason.code === code);
      const mapped = createAdapter(mappings).translate(failure.message);
      assert.deepEqual(mapped.failures, []);
      assert.equal(mapped.changes[0]?.key, order.number);
      await simulator.fault({ name: fault, order: order.number, off: true });
      await reading.until("its own code again", () => reading.batches.length > 0 && orderNow(order.number)?.state === "CREATED");
    }
  });

  it("releases and reschedules an order, and finds that it did", async () => {
    const { number } = orderIn("CREATED");
    const change: Command = {
      ...envelope(),
      kind: "reschedule-order",
      order: number,
      basicStart: "2027-03-01T14:00:00Z",
      basicEnd: "2027-03-04T16:30:00Z",
      priority: 1,
    };
    assert.equal((await adapter.settle(change, signal())).outcome, "ABSENT");
    assert.equal((await adapter.execute(change, signal())).outcome, "APPLIED");
    assert.equal((await adapter.settle(change, signal())).outcome, "APPLIED");
    await reading.until("the new dates", () => Date.parse(orderNow(number)?.basicStart ?? "") === Date.parse("2027-03-01T14:00:00Z"));
    assert.equal(orderNow(number)?.priority, 1);
    const release: Command = { ...envelope(), kind: "release-order", order: number };
    assert.equal((await adapter.settle(release, signal())).outcome, "ABSENT");
    assert.equal((await adapter.execute(release, signal())).outcome, "APPLIED");
    assert.equal((await adapter.settle(release, signal())).outcome, "APPLIED");
    await reading.until("the release", () => orderNow(number)?.state === "RELEASED");
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

  it("holds and frees stock, and finds the document by its reference", async () => {
    const stock = bodies("material-availability", reading.changes).find(
      ({ stock: [first] }) => first?.status === "UNRESTRICTED" && Number(first.quantity.value) > 10,
    );
    const [balance] = stock?.stock ?? [];
    assert.ok(stock && balance?.batch && balance.location);
    const what = { material: stock.material, batch: balance.batch, location: balance.location, quantity: "5", unit: balance.quantity.unit };
    const blocked = async (): Promise<string | undefined> => {
      const { changes } = await adapter.fetch("material-availability", "2010", [stock.material], signal());
      return bodies("material-availability", changes)[0]?.stock.find(({ batch, status }) => batch === balance.batch && status === "BLOCKED")
        ?.quantity.value;
    };
    const hold: Command = { ...envelope(), kind: "hold-stock", ...what };
    assert.equal((await adapter.settle(hold, signal())).outcome, "ABSENT");
    assert.equal((await adapter.execute(hold, signal())).outcome, "APPLIED");
    assert.equal((await adapter.settle(hold, signal())).outcome, "APPLIED");
    assert.equal(await blocked(), "5");
    assert.equal((await adapter.execute({ ...envelope(), kind: "free-stock", ...what }, signal())).outcome, "APPLIED");
    assert.equal(await blocked(), undefined);
    const tooMuch = await adapter.execute({ ...envelope(), kind: "hold-stock", ...what, quantity: "99999999" }, signal());
    assert.deepEqual([tooMuch.outcome, tooMuch.messages[0]?.code], ["REJECTED", "M7/021"]);
  });

  it("confirms a supplier's date by IDoc, and hears by ALEAUD that it was posted or refused", async () => {
    const line = bodies("supplier-commitment", reading.changes).find(({ state }) => state === "UNCONFIRMED");
    assert.ok(line);
    const { purchaseOrder, item, scheduleLine, requested } = line;
    const quantity = requested.quantity.value;
    const command: Command = {
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
    const wrong: Command = { ...command, ...envelope(), purchaseOrder: "4999999999" };
    await adapter.execute(wrong, signal());
    for (const deadline = Date.now() + 10_000; (await adapter.settle(wrong, signal())).outcome === "PENDING" && Date.now() < deadline; )
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await adapter.settle(wrong, signal())).outcome, "REJECTED");
  });

  it("is in doubt when a commit is not answered, and finds that it landed", async () => {
    const { number } = orderIn("CREATED");
    const command: Command = { ...envelope(), kind: "release-order", order: number };
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

  it("says that ECC is away, posts nothing meanwhile, and goes on from its cursor", async () => {
    await simulator.fault({ name: "down" });
    await assert.rejects(adapter.execute({ ...envelope(), kind: "release-order", order: "1" }, signal()), SourceUnavailable);
    assert.equal((await adapter.health(signal())).reachable, false);
    await simulator.fault({ name: "down", off: true });
    assert.equal((await adapter.health(signal())).reachable, true);
    const { cursor } = reading;
    await reading.stop();
    reading = follow(adapter, cursor);
    await simulator.life("release-order");
    await reading.until("the release", () => reading.changes.some(({ kind }) => kind === "production-order"));
    assert.ok(reading.changes.length < 100, "nothing is read from zero");
  });
});
