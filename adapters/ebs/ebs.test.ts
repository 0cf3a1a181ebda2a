import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Posting } from "#schema/canonical/command.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import { type Batch, type ErpAdapter, type MappingFailure, SourceUnavailable } from "../port.ts";
import { type Simulator, startSimulator } from "../simulator.contract.ts";
import { ebs } from "./index.ts";

type Row = Record<string, string | null>;

let simulator: Simulator;
let database: pg.Client;
let adapter: ErpAdapter;
let environment: Simulator["environment"] = {};
let commandCount = 0;

const signal = (): AbortSignal => AbortSignal.timeout(10_000);
const one = async (text: string, values: unknown[] = []): Promise<Row> => {
  const [row] = (await database.query<Row>(text, values)).rows;
  assert.ok(row, `no row for ${text}`);
  return row;
};
const control = async (path: string, body: unknown): Promise<void> => {
  const response = await fetch(`${environment.EBS_CONTROL_URL}${path}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(response.status, 200, await response.clone().text());
};
const createAdapter = (connection: object = {}, mappings: Record<string, Record<string, string>> = {}): ErpAdapter =>
  ebs.create({
    system: "ebs-3010",
    plants: [{ code: "3010", timeZone: "Asia/Tokyo" }],
    connection: { url: environment.EBS_DATABASE_URL ?? "", ...connection },
    mappings,
    pollMs: 20,
    log: () => undefined,
  });
const envelope = (): { id: string; plant: string } => ({ id: `T${++commandCount}`, plant: "3010" });

/** Follows changes from a cursor until `enough` of what came, then stops. */
async function follow(from: ErpAdapter, cursor: string | null, enough: (seen: Followed) => boolean): Promise<Followed> {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 10_000);
  const seen: Followed = { changes: [], failures: [], cursor: cursor ?? "", loaded: false, polls: 0 };
  try {
    for await (const batch of from.changes(cursor, stop.signal)) {
      take(seen, batch);
      if (enough(seen)) return seen;
    }
  } finally {
    clearTimeout(limit);
    stop.abort();
  }
  throw new assert.AssertionError({ message: `did not come within 10 s; ${seen.changes.length} changes, ${seen.polls} polls` });
}
interface Followed {
  readonly changes: CanonicalChange[];
  readonly failures: MappingFailure[];
  cursor: string;
  loaded: boolean;
  polls: number;
}
function take(seen: Followed, batch: Batch): void {
  seen.changes.push(...batch.changes);
  seen.failures.push(...batch.failures);
  seen.cursor = batch.cursor;
  seen.loaded = batch.loaded;
  if (batch.loaded) seen.polls += 1;
}
const load = (from: ErpAdapter): Promise<Followed> => follow(from, null, (seen) => seen.loaded);

/** Has changes followed while `act` happens; each body is the newest of its key. */
async function during(act: () => Promise<unknown>, enough: (seen: Followed) => boolean, from = adapter): Promise<Followed> {
  let acted = false;
  const before: string[] = [];
  const seen = await follow(from, null, (so) => {
    if (!so.loaded || so.polls < 2) return false;
    if (!acted) {
      acted = true;
      before.push(...so.changes.splice(0).map((change) => change.id));
      void act().catch((error: unknown) => assert.fail(String(error)));
      return false;
    }
    return enough(so);
  });
  assert.ok(before.length > 0);
  return seen;
}
const bodiesOf = <K extends EntityKind>(kind: K, changes: readonly CanonicalChange[]): EntityBodies[K][] =>
  changes.flatMap((change) => (change.kind === kind && change.body !== null ? [change.body as EntityBodies[K]] : []));
const fetchOne = async <K extends EntityKind>(kind: K, key: string): Promise<EntityBodies[K]> => {
  const [body] = bodiesOf(kind, (await adapter.fetch(kind, "3010", [key], signal())).changes);
  assert.ok(body, `${kind} ${key} was not found`);
  return body;
};
const jobName = async (condition: string): Promise<string> =>
  (
    await one(
      `select e.wip_entity_name as name from apps.wip_discrete_jobs j join apps.wip_entities e using (wip_entity_id) where ${condition} order by 1 limit 1`,
    )
  ).name ?? "";

before(async () => {
  simulator = await startSimulator("ebs", "EBS_CONTROL_URL", ["--plant", "3010", "--time-zone", "Asia/Tokyo"]);
  environment = simulator.environment;
  database = new pg.Client({ connectionString: environment.EBS_DATABASE_URL, types: { getTypeParser: () => (value: unknown) => value } });
  database.on("error", () => undefined);
  await database.connect();
  adapter = createAdapter();
});

after(async () => {
  await adapter?.close();
  await database?.end().catch(() => undefined);
  await simulator?.stop();
});

describe("the EBS adapter reads", () => {
  it("the whole plant, the same twice", async () => {
    const [first, second] = [await load(adapter), await load(adapter)];
    assert.equal(bodiesOf("production-order", first.changes).length, 200);
    assert.deepEqual(first.failures, []);
    assert.deepEqual(
      first.changes.map((change) => change.id),
      second.changes.map((change) => change.id),
    );
  });

  it("a job as an order: dates with the plant's offset, exact quantities, a negative operation as its own", async () => {
    const name = await jobName(
      "exists (select 1 from apps.wip_requirement_operations r where r.wip_entity_id = j.wip_entity_id and r.operation_seq_num < 0)",
    );
    const order = await fetchOne("production-order", name);
    assert.match(order.basicStart ?? "", /^\d{4}-\d\d-\d\dT06:00:00\+09:00$/);
    assert.match(order.planned.value, /^\d+$/);
    assert.deepEqual([order.planned.unit, order.planned.sourceUnit], ["H87", "Ea"]);
    const phantom = order.components.find((component) => component.key.startsWith("-"));
    assert.ok(phantom && order.operations.some((operation) => operation.number === phantom.operation));
    assert.equal(phantom.backflush, null);
  });

  it("an answer to an earlier revision as no answer", async () => {
    const { key } = await one(
      `select h.segment1 || '/' || l.line_num || '/' || s.shipment_num as key
         from apps.po_acceptances a join apps.po_line_locations_all s on s.line_location_id = a.po_line_location_id
         join apps.po_lines_all l on l.po_line_id = s.po_line_id join apps.po_headers_all h on h.po_header_id = s.po_header_id
        where a.revision_num < h.revision_num and s.quantity_received = 0 limit 1`,
    );
    const commitment = await fetchOne("supplier-commitment", key ?? "");
    assert.equal(commitment.state, "UNCONFIRMED");
    assert.deepEqual(commitment.confirmations, []);
  });

  it("only what changed, when a window is read again", async () => {
    const loaded = await load(adapter);
    const quiet = await follow(adapter, loaded.cursor, (seen) => seen.polls >= 8);
    // A new process looks at all of the stock once; after that there is nothing to say.
    assert.deepEqual([...new Set(quiet.changes.map((change) => change.kind))], ["material-availability"]);
    assert.equal(new Set(quiet.changes.map((change) => change.key)).size, quiet.changes.length);
    const before = new Map(loaded.changes.map((change) => [change.id, change.version]));
    for (const change of quiet.changes) assert.equal(before.get(change.id), change.version, "told again, as the same fact");
  });

  it("a late commit, although newer rows have been read", async () => {
    const name = await jobName("j.status_type = 1");
    await control("/life", { event: "confirm-operation" });
    const seen = await during(
      () => control("/fault", { name: "late-commit", job: name, seconds: 600 }),
      ({ changes }) => changes.some((change) => change.key === name),
    );
    assert.equal(seen.changes.filter((change) => change.key === name).length, 1);
  });

  it("a job whose readiness changed although nothing of it did", async () => {
    const need = await one(
      `select r.inventory_item_id as item, e.wip_entity_name as job from apps.wip_requirement_operations r join apps.wip_discrete_jobs j using (wip_entity_id)
         join apps.wip_entities e using (wip_entity_id) where j.status_type = 1 and r.required_quantity > 0
          and exists (select 1 from apps.mtl_onhand_quantities_detail q where q.inventory_item_id = r.inventory_item_id)
        order by r.required_quantity desc limit 1`,
    );
    const before = await fetchOne("production-order", need.job ?? "");
    const { changes } = await during(
      () => database.query("delete from apps.mtl_onhand_quantities_detail where inventory_item_id = $1", [need.item]),
      (seen) =>
        before.readiness === "SHORTAGE"
          ? seen.changes.some((change) => change.kind === "material-availability")
          : bodiesOf("production-order", seen.changes).some((order) => order.number === need.job),
    );
    assert.equal((await fetchOne("production-order", need.job ?? "")).readiness, "SHORTAGE");
    const stock = bodiesOf("material-availability", changes).at(-1);
    assert.deepEqual(stock?.stock, [], "rows vanish without a trace, and are missed all the same");
  });

  it("a change of a child that left no date, at the next full comparison", async () => {
    const nightly = createAdapter({ reconcileHours: 0.0001 });
    const name = await jobName("j.status_type = 3");
    const before = await fetchOne("production-order", name);
    const { changes } = await during(
      () =>
        database.query(
          "update apps.wip_operations set description = 'Grind' where operation_seq_num = 10 and wip_entity_id = (select wip_entity_id from apps.wip_entities where wip_entity_name = $1)",
          [name],
        ),
      (seen) => seen.changes.some((change) => change.key === name),
      nightly,
    );
    const change = changes.find((each) => each.key === name);
    assert.equal(bodiesOf("production-order", changes)[0]?.operations[0]?.text, "Grind");
    assert.match(change?.version ?? "", /^[^~]+~\d+$/, "the time of reading makes it newer than its date does");
    assert.notEqual(before.operations[0]?.text, "Grind");
    await nightly.close();
  });

  it("an unknown code as a failure that a mapping and a replay heal", async () => {
    const name = await jobName("j.status_type = 3");
    await control("/fault", { name: "unknown-status", job: name });
    const { changes, failures } = await adapter.fetch("production-order", "3010", [name], signal());
    await control("/fault", { name: "unknown-status", job: name, off: true });
    assert.deepEqual(changes, []);
    const [failure] = failures;
    assert.ok(failure);
    assert.deepEqual(
      [failure.reason.code, failure.reason.field, failure.reason.value],
      ["UNKNOWN_STATUS", "WIP_DISCRETE_JOBS.STATUS_TYPE", "99"],
    );
    assert.match(failure.reason.text, /systems\.ebs-3010\.mappings\.orderStatus/);
    const mended = createAdapter({}, { orderStatus: { "99": "ON_HOLD" } });
    assert.equal(bodiesOf("production-order", mended.translate(failure.message).changes)[0]?.state, "ON_HOLD");
    await mended.close();
  });

  it("an item in an unknown unit as a failure of the item and of its stock", async () => {
    const { failures } = await during(
      () => control("/fault", { name: "unknown-uom", item: "8001" }),
      (seen) => seen.failures.length >= 2,
    );
    await control("/fault", { name: "unknown-uom", item: "8001", off: true });
    assert.deepEqual(new Set(failures.map((failure) => failure.reason.code)), new Set(["UNKNOWN_UNIT"]));
  });

  it("keys that do not exist as gone", async () => {
    for (const [kind, key] of [
      ["production-order", "no such job"],
      ["batch", "8000/NOLOT"],
      ["inspection-lot", "x"],
      ["supplier-commitment", "1/2/3"],
      ["material-availability", "nothing"],
    ] as const) {
      const { changes } = await adapter.fetch(kind, "3010", [key], signal());
      assert.deepEqual(
        changes.map((change) => [change.key, change.body]),
        [[key, null]],
      );
    }
  });
});

describe("the EBS adapter posts", () => {
  it("a release, and knows afterwards that it landed", async () => {
    const command: Posting = { ...envelope(), kind: "release-order", order: await jobName("j.status_type = 1") };
    assert.equal((await adapter.settle(command, signal())).outcome, "ABSENT");
    assert.deepEqual(await adapter.execute(command, signal()), { outcome: "APPLIED", reference: command.order, messages: [] });
    assert.equal((await adapter.settle(command, signal())).outcome, "APPLIED");
    assert.equal((await fetchOne("production-order", command.order)).state, "RELEASED");
  });

  it("new dates in the plant's clock and a priority", async () => {
    const order = await jobName("j.status_type = 1");
    const command: Posting = {
      ...envelope(),
      kind: "reschedule-order",
      order,
      basicStart: "2027-03-01T21:00:00Z",
      basicEnd: "2027-03-04T13:00:00Z",
      priority: 1,
    };
    assert.equal((await adapter.execute(command, signal())).outcome, "APPLIED");
    const present = await fetchOne("production-order", order);
    assert.deepEqual(
      [present.basicStart, present.basicEnd, present.priority],
      ["2027-03-02T06:00:00+09:00", "2027-03-04T22:00:00+09:00", 1],
    );
  });

  it("what EBS refuses, with EBS's reason", async () => {
    const closed: Posting = { ...envelope(), kind: "release-order", order: await jobName("j.status_type = 12") };
    const receipt = await adapter.execute(closed, signal());
    assert.equal(receipt.outcome, "REJECTED");
    assert.deepEqual(receipt.messages.map((message) => message.code).slice(0, 1), ["WIP_ML_JOB_CLOSED"]);
    const settled = await adapter.settle(closed, signal());
    assert.equal(settled.outcome, "REJECTED");
  });

  it("one row only while the concurrent manager is down, and settles when it is back", async () => {
    await control("/fault", { name: "manager-down" });
    const patient = createAdapter({ waitMs: 0 });
    const command: Posting = { ...envelope(), kind: "release-order", order: await jobName("j.status_type = 1") };
    assert.equal((await patient.execute(command, signal())).outcome, "PENDING");
    assert.equal((await patient.execute(command, signal())).outcome, "PENDING");
    assert.equal((await one("select count(*) as n from apps.wip_job_schedule_interface where job_name = $1", [command.order])).n, "1");
    assert.equal((await patient.settle(command, signal())).outcome, "PENDING");
    await control("/fault", { name: "manager-down", off: true });
    assert.equal((await patient.settle(command, signal())).outcome, "APPLIED");
    await patient.close();
  });

  it("a supplier's date for a whole shipment, once, and leaves the order's other answers standing", async () => {
    const shipment = await one(
      `select h.segment1 as po, l.line_num as line, s.shipment_num as shipment, s.quantity, u.uom_code as uom
         from apps.po_line_locations_all s join apps.po_lines_all l using (po_line_id) join apps.po_headers_all h on h.po_header_id = s.po_header_id
         join apps.mtl_units_of_measure u on u.unit_of_measure = s.unit_meas_lookup_code
        where s.promised_date is null and s.quantity_received = 0 and u.uom_code = 'Ea'
          and exists (select 1 from apps.po_acceptances a join apps.po_line_locations_all o on o.line_location_id = a.po_line_location_id
                       where a.po_header_id = h.po_header_id and a.revision_num = h.revision_num and o.quantity_received = 0 and o.promised_date is not null)
        order by 1, 2, 3 limit 1`,
    );
    const answers = async (): Promise<string[]> => {
      const { rows } = await database.query<Row>(
        `select h.segment1 || '/' || l.line_num || '/' || s.shipment_num as key from apps.po_line_locations_all s join apps.po_lines_all l using (po_line_id)
           join apps.po_headers_all h on h.po_header_id = s.po_header_id where h.segment1 = $1`,
        [shipment.po],
      );
      const keys = rows.map((row) => row.key ?? "");
      const { changes } = await adapter.fetch("supplier-commitment", "3010", keys, signal());
      return bodiesOf("supplier-commitment", changes).map((body) => `${body.item}/${body.scheduleLine} ${body.state}`);
    };
    const before = await answers();
    const command: Posting = {
      ...envelope(),
      kind: "confirm-supplier-date",
      purchaseOrder: shipment.po ?? "",
      item: shipment.line ?? "",
      scheduleLine: shipment.shipment ?? "",
      date: "2027-02-01",
      quantity: shipment.quantity ?? "",
      unit: "H87",
    };
    assert.equal((await adapter.settle(command, signal())).outcome, "ABSENT");
    for (const _ of ["first", "again"]) assert.equal((await adapter.execute(command, signal())).outcome, "APPLIED");
    assert.equal((await adapter.settle(command, signal())).outcome, "APPLIED");
    const own = `${shipment.line}/${shipment.shipment} `;
    const after = await answers();
    assert.deepEqual(after.filter((line) => !line.startsWith(own)).sort(), before.filter((line) => !line.startsWith(own)).sort());
    assert.ok(after.includes(`${own}CONFIRMED_WITH_CHANGES`));
    const partial = await adapter.execute({ ...command, ...envelope(), quantity: "1" }, signal());
    assert.deepEqual([partial.outcome, partial.messages[0]?.code], ["REJECTED", "ANDON_PARTIAL"]);
  });

  it("a hold of a lot and its end, seen in stock", async () => {
    const lot = await one(
      `select i.segment1 as item, l.lot_number as lot, q.subinventory_code as place, sum(q.primary_transaction_quantity) as quantity
         from apps.mtl_lot_numbers l join apps.mtl_onhand_quantities_detail q using (inventory_item_id, lot_number) join apps.mtl_system_items_b i using (inventory_item_id)
        where l.status_id = 1 and i.segment1 like '8%' group by 1, 2, 3 order by 2 limit 1`,
    );
    const stock = { material: lot.item ?? "", batch: lot.lot ?? "", location: lot.place ?? "", quantity: lot.quantity ?? "", unit: "H87" };
    const hold: Posting = { ...envelope(), kind: "hold-stock", ...stock };
    assert.deepEqual(await adapter.execute(hold, signal()), { outcome: "APPLIED", reference: stock.batch, messages: [] });
    assert.equal((await adapter.settle(hold, signal())).outcome, "APPLIED");
    const statusOf = async (): Promise<(string | undefined)[]> => {
      const availability = await fetchOne("material-availability", stock.material);
      return [availability.stock.find((balance) => balance.batch === stock.batch)?.status];
    };
    assert.deepEqual(await statusOf(), ["BLOCKED"]);
    const partial = await adapter.execute({ ...envelope(), kind: "free-stock", ...stock, quantity: "1" }, signal());
    assert.equal(partial.outcome, "REJECTED");
    assert.equal((await adapter.execute({ ...envelope(), kind: "free-stock", ...stock }, signal())).outcome, "APPLIED");
    assert.deepEqual(await statusOf(), ["UNRESTRICTED"]);
  });

  it("nothing while the database is away, and says so", async () => {
    await control("/fault", { name: "down" });
    const command: Posting = { ...envelope(), kind: "release-order", order: "3010000001" };
    await assert.rejects(adapter.execute(command, signal()), SourceUnavailable);
    await assert.rejects(adapter.fetch("production-order", "3010", ["3010000001"], signal()), SourceUnavailable);
    await assert.rejects(load(adapter), SourceUnavailable);
    assert.equal((await adapter.health(signal())).reachable, false);
    await control("/fault", { name: "down", off: true });
    assert.equal((await adapter.health(signal())).reachable, true);
  });
});
