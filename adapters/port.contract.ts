/**
 * The promises of the adapter port as tests, for every adapter alike: its `<erp>.contract.test.ts` calls `testAdapter`
 * with a way to start the simulated ERP and with what differs between ERPs. The tests run in sequence on one plant.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Ajv, type ValidateFunction } from "ajv";
import { type CanonicalChange, type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import type { Command } from "#schema/canonical/command.ts";
import type { EntityBodies, ProductionOrder, SupplierCommitment } from "#schema/canonical/entities.generated.ts";
import { bodies, type Following, follow, newest } from "./following.contract.ts";
import type { CodeMappings } from "./mapping.ts";
import { type ErpAdapter, InDoubt, type MappingFailureReason, type Settlement, SourceUnavailable } from "./port.ts";
import type { SimulatedFault } from "./simulator.contract.ts";

export interface SimulatedSystem extends AsyncDisposable {
  /** A new adapter of the running system, polling fast; the tests close it. */
  adapter(overrides?: { readonly mappings?: CodeMappings }): ErpAdapter;
  life(event: string): Promise<string | null>;
  fault(fault: SimulatedFault): Promise<void>;
  stop(): Promise<void>;
}

/** A code that nobody has mapped: how it comes into an order (and with `off: true` goes), and the mapping that heals it. */
export interface StrangeCode {
  fault(order: ProductionOrder): SimulatedFault;
  readonly mappings: CodeMappings;
}

export interface ContractOptions {
  readonly plant: string;
  start(): Promise<SimulatedSystem>;
  /** Kinds that the system tells of. */
  readonly kinds: readonly EntityKind[];
  /** Events of the plant's life, and the kind of thing that each changes. */
  readonly life: Readonly<Record<string, EntityKind>>;
  readonly unknownStatus: StrangeCode;
  readonly unknownUnit: StrangeCode;
  /** State in which an order is refused its release. CLOSED. */
  readonly refusedIn?: ProductionOrder["state"];
  /** False when the system has no posting for an order's priority. */
  readonly hasPriority?: boolean;
  /** Fault that does the next posting and loses its answer; null when the system's connection cannot lose it. */
  readonly lostAnswer: SimulatedFault | null;
  /** Smallest part of a batch that can be held; null when it is held as a whole. `1`. */
  readonly partOfBatch?: string | null;
  /** Milliseconds in which a change must have been told. 15000. */
  readonly withinMs?: number;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map<EntityKind, ValidateFunction>();
function assertValid({ kind, key, body }: CanonicalChange): void {
  if (body === null) return;
  let validate = validators.get(kind);
  if (validate === undefined) {
    const schema = JSON.parse(readFileSync(new URL(`../schema/events/${kind}.v1.schema.json`, import.meta.url), "utf8")) as object;
    validate = ajv.compile(schema);
    validators.set(kind, validate);
  }
  assert.ok(validate(body), `${kind} ${key}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 500)}`);
}

const missingKeys: Partial<Record<EntityKind, string>> = {
  "production-order": "999999999",
  "material-availability": "NOSUCHMATERIAL",
  "supplier-commitment": "4999999999/10/1",
  "inspection-lot": "99999999999",
  supplier: "99999999",
  material: "NOSUCHMATERIAL",
};

const signal = (): AbortSignal => AbortSignal.timeout(20_000);
/** Unlike any other, so that a document of an earlier run is never taken for this one's. */
const envelope = (plant: string): { id: string; plant: string } => ({ id: `T-${randomBytes(6).toString("hex").toUpperCase()}`, plant });

export function testAdapter(name: string, options: ContractOptions): void {
  const { plant, withinMs = 15_000 } = options;
  describe(`${name} keeps the port's promises:`, () => {
    let system: SimulatedSystem;
    let adapter: ErpAdapter;
    let reading: Following;
    /** What earlier readings told. */
    let known: readonly CanonicalChange[] = [];
    const others: ErpAdapter[] = [];
    const usedOrders = new Set<string>();

    const told = (): readonly CanonicalChange[] => [...known, ...reading.changes];
    const start = (mappings?: CodeMappings): ErpAdapter => {
      const other = system.adapter(mappings === undefined ? {} : { mappings });
      others.push(other);
      return other;
    };
    /** An order that no other test touches. */
    const orderIn = (state: ProductionOrder["state"]): ProductionOrder => {
      const fits = (order: ProductionOrder): boolean =>
        order.state === state && order.readiness !== "SHORTAGE" && !usedOrders.has(order.number);
      const order = bodies("production-order", told()).find(fits);
      assert.ok(order, `the plant has no further order that is ${state}`);
      usedOrders.add(order.number);
      return order;
    };
    const fetchOne = async <K extends EntityKind>(kind: K, key: string): Promise<EntityBodies[K]> => {
      const { changes, failures } = await adapter.fetch(kind, plant, [key], signal());
      assert.deepEqual(failures, []);
      const change = newest(kind, changes).find((each) => each.key === key);
      assert.ok(change?.body, `${kind} ${key} was not found`);
      return change.body as EntityBodies[K];
    };
    const settled = async (command: Command): Promise<Settlement> => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const settlement = await adapter.settle(command, signal());
        if (settlement.outcome !== "PENDING" || Date.now() > deadline) return settlement;
        await delay(50);
      }
    };
    /** Posts; what is taken in only has to settle. */
    const post = async (command: Command): Promise<void> => {
      const receipt = await adapter.execute(command, signal());
      assert.ok(receipt.outcome !== "REJECTED", `${command.kind} was rejected: ${JSON.stringify(receipt.messages)}`);
      assert.ok(receipt.reference.length > 0);
      assert.deepEqual(await settled(command), { outcome: "APPLIED" });
    };
    /** A batch that lies free at one place only. */
    const freeBatch = () => {
      const balances = bodies("material-availability", told()).flatMap(({ material, stock }) =>
        stock.map((balance) => ({ material, ...balance })),
      );
      const alone = balances.find(
        ({ material, batch, location, status, specialStock, quantity }) =>
          status === "UNRESTRICTED" &&
          batch !== null &&
          location !== null &&
          specialStock === null &&
          Number(quantity.value) > 2 &&
          balances.filter((other) => other.material === material && other.batch === batch).length === 1,
      );
      assert.ok(alone?.batch && alone.location, "the plant has no free batch");
      return { material: alone.material, batch: alone.batch, location: alone.location, ...alone.quantity };
    };
    const quantityOf = async (material: string, batch: string, status: string): Promise<string> => {
      const { stock } = await fetchOne("material-availability", material);
      return stock.find((balance) => balance.batch === batch && balance.status === status)?.quantity.value ?? "0";
    };

    before(async () => {
      system = await options.start();
      adapter = start();
      reading = follow(adapter, null);
    });
    after(async () => {
      // The simulator goes whatever else fails: a process that is left would keep the test run from ending.
      try {
        await reading?.stop();
      } finally {
        await Promise.allSettled(others.map((other) => other.close()));
        await system?.stop();
      }
    });

    it("the full load tells everything of every kind, then says that it is through", async () => {
      await reading.until("the end of the full load", () => reading.batches.at(-1)?.loaded === true, 60_000);
      assert.equal(newest("production-order", reading.changes).length, 200);
      for (const kind of options.kinds) assert.ok(newest(kind, reading.changes).length > 0, `nothing was told of kind ${kind}`);
      assert.deepEqual(reading.failures, []);
      const firstLoaded = reading.batches.findIndex(({ loaded }) => loaded);
      assert.ok(reading.batches.slice(firstLoaded).every(({ loaded }) => loaded));
    });

    it("every change is canonical, and has an id of its own", () => {
      const facts = new Map<string, CanonicalChange>();
      for (const change of reading.changes) {
        assertValid(change);
        assert.ok(entityKinds.includes(change.kind));
        assert.deepEqual([change.plant, change.system], [plant, adapter.system]);
        assert.ok(change.version.length > 0 && change.sourceKey.length > 0 && change.source.length > 0);
        assert.ok(!Number.isNaN(Date.parse(change.observedAt)), `observedAt ${change.observedAt}`);
        const other = facts.get(`${change.source} ${change.id}`);
        if (other) assert.deepEqual({ ...other, observedAt: "" }, { ...change, observedAt: "" }, "one id, two facts");
        facts.set(`${change.source} ${change.id}`, change);
      }
    });

    for (const kind of options.kinds) {
      it(`asked for by key, a ${kind} is what changes told`, async () => {
        for (const { key, body } of newest(kind, told()).slice(0, 3)) assert.deepEqual(await fetchOne(kind, key), body);
      });

      const missing = missingKeys[kind];
      if (missing === undefined) continue;
      it(`a ${kind} that does not exist is told as gone`, async () => {
        const { changes, failures } = await adapter.fetch(kind, plant, [missing], signal());
        assert.deepEqual(failures, []);
        assert.deepEqual(
          changes.map(({ key, body }) => [key, body]),
          [[missing, null]],
        );
      });
    }

    for (const [event, kind] of Object.entries(options.life)) {
      it(`what ${event} changes is told as a change of kind ${kind}`, async () => {
        const seen = reading.changes.length;
        const happened = await system.life(event);
        assert.ok(happened, `nothing in the plant was fit for ${event}`);
        await reading.until(
          `the ${kind} after "${happened}"`,
          () => reading.changes.slice(seen).some((each) => each.kind === kind),
          withinMs,
        );
        reading.changes.slice(seen).forEach(assertValid);
      });
    }

    it("the abort ends changes; another process goes on from the cursor, misses nothing and does not load again", async () => {
      await reading.stop();
      assert.equal(reading.end, "stopped");
      const { cursor } = reading;
      const event = Object.entries(options.life).find(([, kind]) => kind === "production-order")?.[0] ?? "release-order";
      assert.ok(await system.life(event));
      known = told();
      adapter = start();
      reading = follow(adapter, cursor);
      await reading.until("the order that changed meanwhile", () => bodies("production-order", reading.changes).length > 0, withinMs);
      await reading.until("two batches", () => reading.batches.length >= 2, withinMs);
      assert.ok(reading.batches.every(({ loaded }) => loaded));
      assert.ok(bodies("production-order", reading.changes).length < 50, "the full load was read again");
    });

    const strange = (code: MappingFailureReason["code"], { fault, mappings }: StrangeCode): void => {
      it(`an ${code.toLowerCase().replace("_", " ")} is kept with its message while the others proceed, and a mapping heals it`, async () => {
        const order = orderIn("CREATED");
        const failed = () => reading.failures.find(({ reason }) => reason.code === code);
        await system.fault(fault(order));
        try {
          await reading.until(`the failure ${code}`, () => failed() !== undefined, withinMs);
          const seen = reading.changes.length;
          await system.life("release-order");
          await reading.until(
            "another order",
            () => reading.changes.slice(seen).some((each) => each.kind === "production-order"),
            withinMs,
          );
        } finally {
          await system.fault({ ...fault(order), off: true });
        }
        const failure = failed();
        assert.ok(failure);
        assert.deepEqual([failure.plant, failure.reason.code], [plant, code]);
        assert.ok(failure.reason.field.length > 0 && failure.reason.value.length > 0 && failure.message.raw.length > 0);
        assert.match(failure.reason.text, /mappings\./);
        const unhealed = adapter.translate(failure.message);
        assert.deepEqual([unhealed.failures[0]?.id, unhealed.failures[0]?.reason], [failure.id, failure.reason]);
        const healed = start(mappings).translate(failure.message);
        assert.deepEqual(healed.failures, []);
        assert.ok(healed.changes.length > 0);
        healed.changes.forEach(assertValid);
      });
    };
    strange("UNKNOWN_STATUS", options.unknownStatus);
    strange("UNKNOWN_UNIT", options.unknownUnit);

    it("release-order releases the order", async () => {
      const { number } = orderIn("CREATED");
      const command: Command = { ...envelope(plant), kind: "release-order", order: number };
      assert.deepEqual(await settled(command), { outcome: "ABSENT" });
      await post(command);
      assert.equal((await fetchOne("production-order", number)).state, "RELEASED");
      const isReleased = () => bodies("production-order", told()).some((order) => order.number === number && order.state === "RELEASED");
      await reading.until("the released order", isReleased, withinMs);
    });

    it("reschedule-order moves the order", async () => {
      const { number } = orderIn("CREATED");
      const priority = options.hasPriority === false ? null : 1;
      const dates = { basicStart: "2027-03-01T14:00:00Z", basicEnd: "2027-03-04T16:30:00Z" };
      const command: Command = { ...envelope(plant), kind: "reschedule-order", order: number, ...dates, priority };
      assert.deepEqual(await settled(command), { outcome: "ABSENT" });
      await post(command);
      const order = await fetchOne("production-order", number);
      assert.deepEqual([order.basicStart, order.basicEnd].map(instant), [dates.basicStart, dates.basicEnd].map(instant));
      if (priority !== null) assert.equal(order.priority, priority);
    });

    it("confirm-supplier-date confirms the line", async () => {
      const isOpen = ({ state, received }: SupplierCommitment): boolean => state === "UNCONFIRMED" && Number(received?.value ?? 0) === 0;
      const line = bodies("supplier-commitment", told()).find(isOpen);
      assert.ok(line, "the plant has no unconfirmed line");
      const { purchaseOrder, item, scheduleLine, requested } = line;
      const { value: quantity, unit } = requested.quantity;
      const place = { purchaseOrder, item, scheduleLine };
      const command: Command = { ...envelope(plant), kind: "confirm-supplier-date", ...place, date: "2027-06-01", quantity, unit };
      assert.deepEqual(await settled(command), { outcome: "ABSENT" });
      await post(command);
      const confirmed = await fetchOne("supplier-commitment", `${purchaseOrder}/${item}/${scheduleLine}`);
      assert.deepEqual(
        confirmed.confirmations.map((each) => [each.date, each.quantity.value]),
        [["2027-06-01", quantity]],
      );
      assert.equal(confirmed.state, "CONFIRMED_WITH_CHANGES");
    });

    it("hold-stock blocks a batch, free-stock frees it", async () => {
      const { material, batch, location, value: quantity, unit } = freeBatch();
      const move = (kind: "hold-stock" | "free-stock"): Command => ({
        ...envelope(plant),
        kind,
        material,
        batch,
        location,
        quantity,
        unit,
      });
      await post(move("hold-stock"));
      assert.deepEqual([await quantityOf(material, batch, "BLOCKED"), await quantityOf(material, batch, "UNRESTRICTED")], [quantity, "0"]);
      await post(move("free-stock"));
      assert.deepEqual([await quantityOf(material, batch, "BLOCKED"), await quantityOf(material, batch, "UNRESTRICTED")], ["0", quantity]);
    });

    it("what the ERP refuses is rejected with the ERP's code", async () => {
      const command: Command = { ...envelope(plant), kind: "release-order", order: orderIn(options.refusedIn ?? "CLOSED").number };
      const receipt = await adapter.execute(command, signal());
      if (receipt.outcome === "PENDING") {
        const settlement = await settled(command);
        assert.equal(settlement.outcome, "REJECTED");
        return;
      }
      assert.equal(receipt.outcome, "REJECTED");
      const [error] = receipt.messages.filter(({ severity }) => severity === "ERROR");
      assert.ok(error && error.code.length > 0 && error.text.length > 0);
    });

    const { lostAnswer } = options;
    if (lostAnswer) {
      it("a lost answer leaves the posting in doubt; it settles, and is not posted again", async () => {
        const { material, batch, location, value: whole, unit } = freeBatch();
        const quantity = options.partOfBatch === null ? whole : (options.partOfBatch ?? "1");
        const command: Command = { ...envelope(plant), kind: "hold-stock", material, batch, location, quantity, unit };
        await system.fault(lostAnswer);
        await assert.rejects(adapter.execute(command, signal()), InDoubt);
        assert.deepEqual(await settled(command), { outcome: "APPLIED" });
        await post(command);
        assert.equal(await quantityOf(material, batch, "BLOCKED"), quantity, "posted once");
      });
    }

    it("a system that is down is said to be unavailable, and reading goes on when it is back", async () => {
      assert.equal((await adapter.health(signal())).reachable, true);
      const { number } = orderIn("CREATED");
      const command: Command = { ...envelope(plant), kind: "release-order", order: number };
      await system.fault({ name: "down" });
      try {
        await assert.rejects(adapter.fetch("production-order", plant, [number], signal()), SourceUnavailable);
        await assert.rejects(adapter.execute(command, signal()), SourceUnavailable);
        const { reachable, detail } = await adapter.health(signal());
        assert.equal(reachable, false);
        assert.ok(detail.length > 0);
      } finally {
        await system.fault({ name: "down", off: true });
      }
      assert.deepEqual(await settled(command), { outcome: "ABSENT" });
      await reading.stop();
      known = told();
      assert.ok(reading.end === "stopped" || reading.end instanceof SourceUnavailable, `reading ended with ${reading.end}`);
      reading = follow(adapter, reading.cursor);
      await post(command);
      await reading.until("the order that was released then", () => reading.changes.some(({ key }) => key === number), withinMs);
    });
  });
}

const instant = (moment: string | null): number => Date.parse(moment ?? "");
