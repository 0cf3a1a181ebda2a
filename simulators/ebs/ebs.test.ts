import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import pg from "pg";

type Row = Record<string, string | null>;

let simulator: ChildProcess;
let client: pg.Client;
let databaseUrl = "";
let controlUrl = "";

const connect = async (): Promise<pg.Client> => {
  const connection = new pg.Client({ connectionString: databaseUrl, types: { getTypeParser: () => (value: unknown) => value } });
  connection.on("error", () => undefined);
  await connection.connect();
  return connection;
};
const rows = async (text: string, values: unknown[] = []): Promise<Row[]> => (await client.query<Row>(text, values)).rows;
const one = async (text: string, values: unknown[] = []): Promise<Row> => {
  const [row] = await rows(text, values);
  assert.ok(row, `no row for ${text}`);
  return row;
};
const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${controlUrl}${path}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()) as Record<string, unknown>;
};
async function eventually<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    assert.ok(Date.now() < deadline, `${what} did not happen within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const insertInterfaceRow = (columns: Record<string, unknown>): Promise<Row> => {
  const row: Record<string, unknown> = {
    group_id: 77,
    process_phase: 2,
    process_status: 1,
    load_type: 3,
    organization_id: 204,
    ...columns,
  };
  const names = Object.keys(row);
  return one(
    `insert into apps.wip_job_schedule_interface (${names.join(", ")}, last_update_date, last_updated_by, creation_date, created_by)
     values (${names.map((_, index) => `$${index + 1}`).join(", ")}, apps.sysdate(), 1013, apps.sysdate(), 1013) returning interface_id`,
    Object.values(row),
  );
};
const interfaceRow = async (id: string | null | undefined): Promise<Row | undefined> =>
  (await rows("select process_status from apps.wip_job_schedule_interface where interface_id = $1", [id]))[0];

before(async () => {
  const entry = fileURLToPath(new URL("run.ts", import.meta.url));
  simulator = spawn(process.execPath, [entry, "--plant", "3010", "--time-zone", "Asia/Tokyo"], { stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(simulator.stdout);
  const ended = once(simulator, "exit").then(([code]) => Promise.reject(new Error(`it ended with exit code ${code} before it was ready`)));
  const [line] = (await Promise.race([once(simulator.stdout, "data"), ended])) as [Buffer];
  ended.catch(() => undefined);
  const environment = JSON.parse(line.toString().replace(/^ready /, "")) as Record<string, string>;
  databaseUrl = environment.EBS_DATABASE_URL ?? "";
  controlUrl = environment.EBS_CONTROL_URL ?? "";
  client = await connect();
});

after(async () => {
  await client?.end().catch(() => undefined);
  simulator.stdin?.end();
  if (simulator.exitCode === null) await once(simulator, "exit");
});

describe("an EBS instance of one plant", () => {
  it("knows the plant's jobs with operations and requirements, some of them on a negative operation", async () => {
    assert.equal((await one("select organization_id from apps.mtl_parameters where organization_code = '3010'")).organization_id, "204");
    assert.equal((await one("select count(*) as n from apps.wip_discrete_jobs")).n, "200");
    assert.ok(Number((await one("select count(*) as n from apps.wip_operations")).n) > 400);
    const negative = await one(
      "select count(*) as n, min(operation_seq_num) as low from apps.wip_requirement_operations where operation_seq_num < 0",
    );
    assert.ok(Number(negative.n) > 10);
  });

  it("keeps a lot's quantity in several on-hand rows and lines in units by name", async () => {
    const spread = await one(
      "select max(n) as n from (select count(*) as n from apps.mtl_onhand_quantities_detail group by inventory_item_id, lot_number, subinventory_code) s",
    );
    assert.equal(spread.n, "3");
    const line = await one(
      "select m.uom_code from apps.po_lines_all l join apps.mtl_units_of_measure m on m.unit_of_measure = l.unit_meas_lookup_code limit 1",
    );
    assert.match(line.uom_code ?? "", /^(Ea|Kg|m|L)$/);
    assert.ok(Number((await one("select count(*) as n from apps.q_final_inspection_v where disposition is null")).n) > 0);
  });

  it("writes dates in the plant's clock, in whole seconds", async () => {
    const local = new Date().toLocaleString("sv-SE", { timeZone: "Asia/Tokyo" });
    const { now } = await one("select apps.sysdate()::text as now");
    assert.match(now ?? "", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.ok(Math.abs(Date.parse(`${now}Z`) - Date.parse(`${local}Z`)) < 5_000, `${now} is not about ${local}`);
  });

  it("releases a job through the interface and deletes the row", async () => {
    const job = await one("select wip_entity_id as id from apps.wip_discrete_jobs where status_type = 1 order by 1 limit 1");
    const { interface_id: id } = await insertInterfaceRow({ wip_entity_id: job.id, status_type: 3 });
    await eventually("mass load", async () => ((await interfaceRow(id)) ? undefined : true));
    const released = await one("select status_type, date_released, last_update_date from apps.wip_discrete_jobs where wip_entity_id = $1", [
      job.id,
    ]);
    assert.equal(released.status_type, "3");
    assert.ok(released.date_released);
    const first = await one(
      "select quantity_in_queue as q, last_update_date as at from apps.wip_operations where wip_entity_id = $1 order by operation_seq_num limit 1",
      [job.id],
    );
    assert.ok(Number(first.q) > 0);
    assert.ok((first.at ?? "") < (released.last_update_date ?? ""), "the operation keeps its old LAST_UPDATE_DATE");
  });

  it("sets dates and priority by job name, and moves the operations along without a trace", async () => {
    const job = await one(
      `select e.wip_entity_name as name, j.wip_entity_id as id, (j.scheduled_start_date + interval '2 days')::text as start,
              (j.scheduled_completion_date + interval '2 days')::text as finish, o.last_update_date::text as at, (o.first_unit_start_date + interval '2 days')::text as step
         from apps.wip_discrete_jobs j join apps.wip_entities e using (wip_entity_id) join apps.wip_operations o using (wip_entity_id)
        where j.status_type = 3 and o.operation_seq_num = 10 order by 2 limit 1`,
    );
    const { interface_id: id } = await insertInterfaceRow({
      job_name: job.name,
      scheduling_method: 3,
      first_unit_start_date: job.start,
      last_unit_completion_date: job.finish,
      priority: 2,
    });
    await eventually("mass load", async () => ((await interfaceRow(id)) ? undefined : true));
    const moved = await one(
      `select j.scheduled_start_date::text as start, j.scheduled_completion_date::text as finish, j.priority, o.first_unit_start_date::text as step, o.last_update_date::text as at
         from apps.wip_discrete_jobs j join apps.wip_operations o using (wip_entity_id) where j.wip_entity_id = $1 and o.operation_seq_num = 10`,
      [job.id],
    );
    assert.deepEqual(moved, { start: job.start, finish: job.finish, priority: "2", step: job.step, at: job.at });
  });

  it("keeps a row that it cannot process, with its reasons", async () => {
    const { interface_id: id } = await insertInterfaceRow({ job_name: "no such job", status_type: 3 });
    await eventually("an error", async () => ((await interfaceRow(id))?.process_status === "3" ? true : undefined));
    const { error } = await one("select error from apps.wip_interface_errors where interface_id = $1", [id]);
    assert.match(error ?? "", /WIP_ML_WIP_ENTITY_ID/);
  });

  it("leaves rows pending while the concurrent manager is down", async () => {
    await post("/fault", { name: "manager-down" });
    const job = await one("select wip_entity_id as id from apps.wip_discrete_jobs where status_type = 1 order by 1 limit 1");
    const { interface_id: id } = await insertInterfaceRow({ wip_entity_id: job.id, status_type: 3 });
    await post("/life", { event: "move-stock" });
    assert.equal((await interfaceRow(id))?.process_status, "1");
    await post("/fault", { name: "manager-down", off: true });
    assert.equal(await interfaceRow(id), undefined);
  });

  it("changes a promised date only for the current revision, and then raises it", async () => {
    const line = await one(
      `select h.segment1 as po, h.org_id as org, h.revision_num as revision, l.line_num as line, s.line_location_id as id
         from apps.po_line_locations_all s join apps.po_lines_all l using (po_line_id) join apps.po_headers_all h on h.po_header_id = s.po_header_id
        where s.promised_date is null and s.shipment_num = 1 order by 5 limit 1`,
    );
    const update = (revision: number): Promise<Row> =>
      one(
        "select result, array_to_string(x_api_errors, '|') as errors from apps.po_change_api1_s_update_po($1, null, $2, $3, 1, null, null, '2027-01-15', null, 'Y', null, '1.0', null, null, $4)",
        [line.po, revision, line.line, line.org],
      );
    const refused = await update(Number(line.revision) + 1);
    assert.equal(refused.result, "0");
    assert.match(refused.errors ?? "", /PO_CHNG_REVISION_NOT_MATCH/);
    assert.equal((await update(Number(line.revision))).result, "1");
    const present = await one(
      "select h.revision_num as revision, s.promised_date::text as promised from apps.po_line_locations_all s join apps.po_headers_all h using (po_header_id) where s.line_location_id = $1",
      [line.id],
    );
    assert.deepEqual(present, { revision: String(Number(line.revision) + 1), promised: "2027-01-15 00:00:00" });
  });

  it("holds a lot by its material status and refuses a lot that does not exist", async () => {
    const lot = await one(
      "select inventory_item_id as item, lot_number as lot from apps.mtl_lot_numbers where status_id = 1 order by 2 limit 1",
    );
    const api =
      "select x_return_status as status, x_msg_data as text from apps.inv_material_status_pub_update_status('O', 204, $1, $2, 21)";
    assert.deepEqual(await one(api, [lot.item, lot.lot]), { status: "S", text: null });
    assert.equal((await one(api, [lot.item, "NOLOT"])).status, "E");
    const { availability_type: availability } = await one(
      "select s.availability_type from apps.mtl_lot_numbers l join apps.mtl_material_statuses_vl s using (status_id) where l.inventory_item_id = $1 and l.lot_number = $2",
      [lot.item, lot.lot],
    );
    assert.equal(availability, "2");
  });

  it("lives: every kind of event finds something to change", async () => {
    for (const event of ["release-order", "confirm-operation", "move-stock", "slip-supplier-date", "hold-lot", "free-lot", "decide-lot"]) {
      const { happened } = await post("/life", { event });
      assert.equal(typeof happened, "string", `${event} changed nothing`);
    }
    assert.equal((await one("select count(*) as n from apps.mtl_onhand_quantities_detail where primary_transaction_quantity <= 0")).n, "0");
  });

  it("serves several clients, each in transactions of its own", async () => {
    const other = await connect();
    await client.query("begin isolation level repeatable read read only");
    const before = await one("select count(*) as n from apps.mtl_material_transactions");
    const moving = other.query("update apps.wip_discrete_jobs set priority = 9 where false returning 1");
    assert.deepEqual(await one("select count(*) as n from apps.mtl_material_transactions"), before);
    await client.query("commit");
    await moving;
    const askMany = async (connection: pg.Client, prefix: string): Promise<void> => {
      for (let n = 0; n < 20; n++) {
        assert.equal((await connection.query<Row>("select $1::text as n", [`${prefix}${n}`])).rows[0]?.n, `${prefix}${n}`);
      }
    };
    await Promise.all([askMany(client, "a"), askMany(other, "b")]);
    await other.end();
  });

  it("has strange codes and late commits on demand", async () => {
    const { name } = await one(
      "select e.wip_entity_name as name from apps.wip_discrete_jobs j join apps.wip_entities e using (wip_entity_id) where status_type = 3 limit 1",
    );
    const state = (): Promise<Row> =>
      one(
        "select status_type, (j.last_update_date < apps.sysdate() - interval '100 seconds')::text as late from apps.wip_discrete_jobs j join apps.wip_entities e using (wip_entity_id) where e.wip_entity_name = $1",
        [name],
      );
    await post("/fault", { name: "unknown-status", job: name });
    assert.deepEqual(await state(), { status_type: "99", late: "false" });
    await post("/fault", { name: "unknown-status", job: name, off: true });
    await post("/fault", { name: "late-commit", job: name });
    assert.deepEqual(await state(), { status_type: "3", late: "true" });
    await post("/fault", { name: "unknown-uom", item: "8000" });
    assert.equal((await one("select primary_uom_code as uom from apps.mtl_system_items_b where segment1 = '8000'")).uom, "ZZ");
    await post("/fault", { name: "unknown-uom", item: "8000", off: true });
  });

  it("refuses connections while it is down and comes back with its data", async () => {
    await post("/fault", { name: "down" });
    await assert.rejects(connect());
    await post("/fault", { name: "down", off: true });
    client = await connect();
    assert.equal((await one("select count(*) as n from apps.wip_discrete_jobs")).n, "200");
  });
});
