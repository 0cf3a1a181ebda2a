/**
 * Two plants in canonical changes, fed through sync as adapters feed it, for the tests of the subgraphs: orders, stock,
 * commitments of two suppliers, inspections. Small enough to know by heart.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Command } from "#schema/canonical/command.ts";
import type { EntityBodies, OrderComponent, Quantity, SupplierCommitment } from "#schema/canonical/entities.generated.ts";
import { createSync } from "#sync";
import type { Plant, Sources } from "./index.ts";

const plants: readonly Plant[] = [
  { code: "1010", name: "Esslingen", timeZone: "Europe/Berlin", system: "s4-1010" },
  { code: "2010", name: "Toledo", timeZone: "America/New_York", system: "ecc-2010" },
];

const caller = { subject: "test", scopes: [], plants: "ALL", supplier: null, expiresAt: 4_102_444_800 } as const satisfies Caller;
export const planner: Caller = caller;
export const plannerOf1010: Caller = { ...caller, plants: ["1010"] };
export const supplier100007: Caller = { ...caller, supplier: "100007" };

export const observedAt = "2026-11-23T08:00:00.000Z";
const pieces = (value: string): Quantity => ({ value, unit: "H87", sourceUnit: "ST" });

let told = 0;

/** A change as an adapter tells it; each is newer than the ones before. */
export function change<K extends EntityKind>(kind: K, plant: string, key: string, body: EntityBodies[K] | null): CanonicalChange {
  told += 1;
  const system = plants.find(({ code }) => code === plant)?.system ?? "";
  const version = String(told).padStart(10, "0");
  const source = `/systems/${system}`;
  const envelope = {
    id: `${kind}-${version}`,
    source,
    system,
    plant,
    key,
    version,
    changedAt: observedAt,
    observedAt,
    sourceKey: `0000${key}`,
    sourceStatuses: ["I0002"],
  };
  // The body is that of its kind, which TypeScript cannot see through the parameter.
  return { ...envelope, kind, body } as CanonicalChange;
}

function component(material: string, batch: string | null = null): OrderComponent {
  const open = { issued: null, committed: null, requiredAt: null, location: "0001", backflush: false };
  return { key: `1/${material}`, operation: "0010", material, required: pieces("10"), batch, ...open };
}

export function order(plant: string, number: string, more: Partial<EntityBodies["production-order"]> = {}): CanonicalChange {
  const open = {
    confirmedYield: null,
    confirmedScrap: null,
    delivered: null,
    basicStart: null,
    basicEnd: null,
    actualStart: null,
    actualEnd: null,
  };
  return change("production-order", plant, number, {
    ...{
      number,
      plant,
      material: "8000",
      orderType: "PP01",
      state: "RELEASED",
      priority: null,
      planned: pieces("100"),
      batch: null,
      ...open,
    },
    ...{ confirmation: "NONE", delivery: "NONE", readiness: "NOT_CHECKED", flags: [], operations: [], components: [component("4711")] },
    ...{ scheduledStart: "2026-11-20T06:00:00+01:00", scheduledEnd: "2026-11-21T14:00:00+01:00", ...more },
  });
}

export function stock(plant: string, material: string, balances: EntityBodies["material-availability"]["stock"]): CanonicalChange {
  return change("material-availability", plant, material, { plant, material, stock: balances });
}

export function balance(
  status: "UNRESTRICTED" | "BLOCKED" | "QUALITY_INSPECTION",
  value: string,
  batch: string | null = null,
): EntityBodies["material-availability"]["stock"][number] {
  return { location: "0001", batch, status, specialStock: null, quantity: pieces(value) };
}

export function commitment(
  plant: string,
  path: string,
  supplier: string,
  material: string | null,
  more: Partial<SupplierCommitment> = {},
): CanonicalChange {
  const [purchaseOrder = "", item = "", scheduleLine = ""] = path.split("/");
  const requested = { date: "2046-12-01", quantity: pieces("50") };
  const line = { purchaseOrder, item, scheduleLine, plant, supplier, material, state: "UNCONFIRMED", requested } as const;
  return change("supplier-commitment", plant, path, { ...line, confirmations: [], received: null, purchaseOrderRevision: null, ...more });
}

function lot(plant: string, number: string, batch: string | null, order: string | null, createdAt: string): CanonicalChange {
  const decision = { disposition: "PENDING", decisionCode: null, decidedAt: null } as const;
  return change("inspection-lot", plant, number, {
    number,
    plant,
    material: "8000",
    batch,
    order,
    quantity: pieces("100"),
    createdAt,
    ...decision,
  });
}

const master = (number: string, description: string): CanonicalChange =>
  change("material", "1010", number, { number, description, baseUnit: "H87" });

const confirmed = (date: string): Partial<SupplierCommitment> => ({
  state: "CONFIRMED_WITH_CHANGES",
  confirmations: [{ kind: "ORDER_ACKNOWLEDGEMENT", sourceCategory: "AB", date, quantity: pieces("50"), reference: "R1" }],
});

const ofPlant1010: readonly CanonicalChange[] = [
  master("8000", "Pump"),
  master("4711", "Casing"),
  master("4712", "Seal"),
  change("supplier", "1010", "100007", { number: "100007", name: "Seidel" }),
  change("supplier", "1010", "100001", { number: "100001", name: "Adler" }),
  order("1010", "1000123", { batch: "B1", components: [component("4711", "C1"), component("4712", "GONE")] }),
  order("1010", "1000124", {
    state: "ON_HOLD",
    batch: "B9",
    scheduledStart: "2046-12-20T06:00:00+01:00",
    scheduledEnd: "2046-12-21T06:00:00+01:00",
  }),
  stock("1010", "4711", [balance("UNRESTRICTED", "7.5", "C1"), balance("UNRESTRICTED", "2.50", "C2"), balance("BLOCKED", "3", "C1")]),
  stock("1010", "8000", [balance("BLOCKED", "100", "B1")]),
  commitment("1010", "4500000017/10/1", "100007", "4711", confirmed("2046-12-04")),
  commitment("1010", "4500000017/10/2", "100007", "4711", { requested: { date: "2046-12-15", quantity: pieces("20") } }),
  commitment("1010", "4500000017/20/1", "100007", null, { state: "RECEIVED" }),
  commitment("1010", "4500000018/10/1", "100001", "4711", { requested: { date: "2046-11-30", quantity: pieces("5") } }),
  change("batch", "1010", "8000/B1", { number: "B1", material: "8000", plant: "1010", restricted: false, expiresAt: "2027-06-30" }),
  lot("1010", "10000002", "B1", "1000123", "2026-11-22T10:00:00+01:00"),
  lot("1010", "10000001", "B1", "1000123", "2026-11-21T10:00:00+01:00"),
  lot("1010", "10000003", null, "999", "2026-11-21T10:00:00+01:00"),
];

const ofPlant2010: readonly CanonicalChange[] = [
  order("2010", "1000123", { material: "9000" }),
  stock("2010", "4711", [balance("UNRESTRICTED", "1")]),
  commitment("2010", "4500000017/10/1", "100007", "4712"),
  commitment("2010", "4500000099/10/1", "100001", "4713"),
];

export interface PlantsUnderTest extends AsyncDisposable {
  readonly sources: Sources;
  /** Tells changes of plant 1010, as its system would. */
  tell(...changes: readonly CanonicalChange[]): void;
  /** The ERP of plant 1010, as commands find it. */
  readonly erp: ErpUnderTest;
}

/** Carries out what it is told, unless it is told otherwise. */
interface ErpUnderTest {
  /** What was carried out, in order. */
  readonly done: readonly Command[];
  /** Refuses the next commands. */
  refuse(count: number): void;
  /** Answers nothing from now on, until the given function is called. */
  pause(): () => void;
  /** What it answers when it is asked for these keys; of others it says nothing. */
  say(...changes: readonly CanonicalChange[]): void;
  /** What it was asked for, such as `production-order 1,2`, in order. */
  readonly asked: readonly string[];
}

/** Feeds both plants through sync and waits until their views are filled, dispositions included. */
export async function startPlants(): Promise<PlantsUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "andon-subgraphs-"));
  const feeds = [feed("s4-1010", "1010", ofPlant1010), feed("ecc-2010", "2010", ofPlant2010)] as const;
  const sync = createSync({
    folder,
    retentionDays: 7,
    adapters: feeds.map(({ adapter }) => adapter),
    neighbours: (["wms", "aps", "portal"] as const).map((role) => ({ role, target: feed(role, "", []).adapter })),
    log: () => undefined,
  });
  const stopping = new AbortController();
  const running = sync.start(stopping.signal);
  const deadline = Date.now() + 10_000;
  const isFilled = (): boolean =>
    sync.views.get("quality-disposition", [{ plant: "1010", key: "8000/B1" }], planner)[0] !== null &&
    sync.views.get("supplier-commitment", [{ plant: "2010", key: "4500000099/10/1" }], planner)[0] !== null;
  while (!isFilled()) {
    if (Date.now() > deadline) throw new Error("the views were not filled within 10 s");
    await delay(10);
  }
  return {
    sources: {
      views: sync.views,
      changeFeed: sync.changeFeed,
      live: sync.live,
      plants,
      process: sync.process,
      replay: sync.replay,
      now: () => new Date("2026-11-23T09:00:00Z"),
    },
    tell: (...changes) => feeds[0].tell(changes),
    erp: feeds[0].erp,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
      await sync.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Adapter = Parameters<typeof createSync>[0]["adapters"][number];

/** An adapter that has `first` in full and then what it is told, and to which commands can be posted. */
function feed(
  system: string,
  plant: string,
  first: readonly CanonicalChange[],
): { adapter: Adapter; erp: ErpUnderTest; tell: (changes: readonly CanonicalChange[]) => void } {
  const waiting: (readonly CanonicalChange[])[] = [first];
  let wake: () => void = () => undefined;
  const done: Command[] = [];
  const asked: string[] = [];
  const said: CanonicalChange[] = [];
  let refusals = 0;
  let answering: Promise<void> = Promise.resolve();
  const adapter: Adapter = {
    system,
    plants: [plant],
    async *changes(_cursor, signal) {
      signal.addEventListener("abort", () => wake());
      for (let count = 0; !signal.aborted; ) {
        const changes = waiting.shift();
        if (changes) yield { changes, failures: [], cursor: String(++count), loaded: true };
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async fetch(kind, _plant, keys) {
      asked.push(`${kind} ${keys.join()}`);
      await answering;
      return { changes: said.filter((each) => each.kind === kind && keys.includes(each.key)), failures: [] };
    },
    translate: () => ({ changes: [], failures: [] }),
    async execute(command) {
      await answering;
      if (refusals > 0) {
        refusals -= 1;
        return { outcome: "REJECTED", messages: [{ severity: "ERROR", code: "CO/469", text: "not like this" }] };
      }
      done.push(command);
      return { outcome: "APPLIED", reference: `document ${done.length}`, messages: [] };
    },
    settle: async () => ({ outcome: "ABSENT" }),
    health: async () => ({ reachable: true, detail: "" }),
    close: async () => undefined,
  };
  const tell = (changes: readonly CanonicalChange[]): void => {
    waiting.push(changes);
    wake();
  };
  const erp: ErpUnderTest = {
    done,
    asked,
    say: (...changes) => void said.unshift(...changes),
    refuse(count) {
      refusals = count;
    },
    pause() {
      const { promise, resolve } = Promise.withResolvers<void>();
      answering = promise;
      return resolve;
    },
  };
  return { adapter, erp, tell };
}
