/** The stage on which the contract's tests play in sequence: one running plant, the adapter that reads it, and what it has told. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Posting } from "#schema/canonical/command.ts";
import type { EntityBodies, ProductionOrder } from "#schema/canonical/entities.generated.ts";
import { bodies, type Following, follow, newest } from "../following.contract.ts";
import type { CodeMappings } from "../mapping.ts";
import type { ErpAdapter, Settlement } from "../port.ts";
import type { ContractOptions, SimulatedSystem } from "./options.contract.ts";

export const signal = (): AbortSignal => AbortSignal.timeout(20_000);

/** A place where a batch lies, and how much of it. */
interface FreeBatch {
  readonly material: string;
  readonly batch: string;
  readonly location: string;
  readonly value: string;
  readonly unit: string;
}

export class Stage {
  readonly plant: string;
  /** Milliseconds in which a change must have been told. */
  readonly withinMs: number;
  readonly #start: ContractOptions["start"];
  readonly #others: ErpAdapter[] = [];
  readonly #usedOrders = new Set<string>();
  readonly #usedBatches = new Set<string>();
  #system: SimulatedSystem | undefined;
  #adapter: ErpAdapter | undefined;
  #reading: Following | undefined;
  /** What earlier readings told. */
  #known: readonly CanonicalChange[] = [];

  constructor({ plant, start, withinMs = 15_000 }: ContractOptions) {
    this.plant = plant;
    this.withinMs = withinMs;
    this.#start = start;
  }

  get system(): SimulatedSystem {
    assert.ok(this.#system, "the simulated system has not started");
    return this.#system;
  }

  get adapter(): ErpAdapter {
    assert.ok(this.#adapter, "the adapter has not started");
    return this.#adapter;
  }

  get reading(): Following {
    assert.ok(this.#reading, "nothing is read yet");
    return this.#reading;
  }

  /** Starts the system, and reads it from the beginning. */
  async open(): Promise<void> {
    this.#system = await this.#start();
    this.#adapter = this.another();
    this.#reading = follow(this.adapter, null);
  }

  async close(): Promise<void> {
    // The simulator goes whatever else fails: a process that is left would keep the test run from ending.
    try {
      await this.#reading?.stop();
    } finally {
      await Promise.allSettled(this.#others.map((other) => other.close()));
      await this.#system?.stop();
    }
  }

  /** Everything told, also by readings that were stopped. */
  told(): readonly CanonicalChange[] {
    return [...this.#known, ...this.reading.changes];
  }

  /** One more adapter of the running system. */
  another(mappings?: CodeMappings): ErpAdapter {
    const other = this.system.adapter(mappings === undefined ? {} : { mappings });
    this.#others.push(other);
    return other;
  }

  /** Goes on from where a reading that was stopped has ended, with this adapter or a new one. */
  resume(adapter: ErpAdapter = this.adapter): void {
    const { cursor } = this.reading;
    this.#known = this.told();
    this.#adapter = adapter;
    this.#reading = follow(adapter, cursor);
  }

  /** An order that no other test touches. */
  orderIn(state: ProductionOrder["state"]): ProductionOrder {
    const fits = (order: ProductionOrder): boolean =>
      order.state === state && order.readiness !== "SHORTAGE" && !this.#usedOrders.has(order.number);
    const order = bodies("production-order", this.told()).find(fits);
    assert.ok(order, `the plant has no further order that is ${state}`);
    this.#usedOrders.add(order.number);
    return order;
  }

  async fetchOne<K extends EntityKind>(kind: K, key: string): Promise<EntityBodies[K]> {
    const { changes, failures } = await this.adapter.fetch(kind, this.plant, [key], signal());
    assert.deepEqual(failures, []);
    const change = newest(kind, changes).find((each) => each.key === key);
    assert.ok(change?.body, `${kind} ${key} was not found`);
    return change.body as EntityBodies[K];
  }

  async settled(command: Posting): Promise<Settlement> {
    const deadline = Date.now() + this.withinMs;
    for (;;) {
      const settlement = await this.adapter.settle(command, signal());
      if (settlement.outcome !== "PENDING" || Date.now() > deadline) return settlement;
      await delay(50);
    }
  }

  /** Posts; what is taken in only has to settle. */
  async post(command: Posting): Promise<void> {
    const receipt = await this.adapter.execute(command, signal());
    assert.ok(receipt.outcome !== "REJECTED", `${command.kind} was rejected: ${JSON.stringify(receipt.messages)}`);
    assert.ok(receipt.reference.length > 0);
    assert.deepEqual(await this.settled(command), { outcome: "APPLIED" });
  }

  /** A batch that lies free at one place only, and that no other test touches. */
  freeBatch(): FreeBatch {
    const balances = bodies("material-availability", this.told()).flatMap(({ material, stock }) =>
      stock.map((balance) => ({ material, ...balance })),
    );
    const alone = balances.find(
      ({ material, batch, location, status, specialStock, quantity }) =>
        status === "UNRESTRICTED" &&
        batch !== null &&
        location !== null &&
        specialStock === null &&
        Number(quantity.value) > 2 &&
        !this.#usedBatches.has(`${material}/${batch}`) &&
        balances.filter((other) => other.material === material && other.batch === batch).length === 1,
    );
    assert.ok(alone?.batch && alone.location, "the plant has no free batch");
    const { material, batch, location, quantity } = alone;
    this.#usedBatches.add(`${material}/${batch}`);
    return { material, batch, location, value: quantity.value, unit: quantity.unit };
  }

  async quantityOf(material: string, batch: string, status: string): Promise<string> {
    const { stock } = await this.fetchOne("material-availability", material);
    return stock.find((balance) => balance.batch === batch && balance.status === status)?.quantity.value ?? "0";
  }
}
