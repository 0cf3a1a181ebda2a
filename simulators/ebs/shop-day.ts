/** What happens at the plant, done as EBS's own programs do it, with their habits of (not) leaving a trace. */
import type { LifeEvent } from "../life.ts";
import type { Random } from "../random.ts";
import type { Database, Run } from "./database.ts";
import { transfer } from "./inventory-program.ts";
import { releaseJob } from "./job-program.ts";
import { completeOperation } from "./move-program.ts";
import { decide, writeLotStatus } from "./quality-program.ts";

type Happening = (query: Run, random: Random) => Promise<string | null>;

/** Lets one event of the plant's life happen in one transaction; null when nothing in the plant is fit for it. */
export function createShopDay(database: Database): (event: LifeEvent, random: Random) => Promise<string | null> {
  return (event, random) => database.transaction((query) => happenings[event](query, random));
}

const happenings: Readonly<Record<LifeEvent, Happening>> = {
  "release-order": releaseOrder,
  "confirm-operation": confirmOperation,
  "move-stock": moveStock,
  "slip-supplier-date": slipSupplierDate,
  "hold-lot": holdLot,
  "free-lot": freeLot,
  "decide-lot": decideLot,
};

type TextRow = Record<string, string | null>;

/** One row of a selection, chosen by the plant's dice; the selection needs a unique `id`. */
async function pickOne(query: Run, random: Random, selection: string): Promise<Record<string, string> | null> {
  const [counted] = await query(`select count(*) as n from (${selection}) s`);
  const count = Number(counted?.n ?? 0);
  if (count === 0) return null;
  const [row] = await query<TextRow>(`select * from (${selection}) s order by id limit 1 offset ${random.between(0, count - 1)}`);
  return row ? Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? ""])) : null;
}

async function releaseOrder(query: Run, random: Random): Promise<string | null> {
  const job = await pickOne(
    query,
    random,
    `select j.wip_entity_id as id, e.wip_entity_name as name from apps.wip_discrete_jobs j
       join apps.wip_entities e on e.wip_entity_id = j.wip_entity_id where j.status_type = 1`,
  );
  if (!job) return null;
  await releaseJob(query, job.id ?? "");
  return `job ${job.name} released`;
}

async function confirmOperation(query: Run, random: Random): Promise<string | null> {
  const step = await pickOne(
    query,
    random,
    `select j.wip_entity_id * 10000 + o.operation_seq_num as id, j.wip_entity_id as job, e.wip_entity_name as name, o.operation_seq_num as seq,
            o.next_operation_seq_num as next, o.quantity_in_queue as queue, j.start_quantity as total, j.primary_item_id as item, j.lot_number as lot
       from apps.wip_discrete_jobs j join apps.wip_entities e on e.wip_entity_id = j.wip_entity_id
       join apps.wip_operations o on o.wip_entity_id = j.wip_entity_id
      where j.status_type = 3 and o.quantity_in_queue > 0`,
  );
  if (!step) return null;
  const [job, seq] = [step.job ?? "", step.seq ?? ""];
  const moved = Math.min(Number(step.queue), Math.max(1, Math.ceil(Number(step.total) / random.between(2, 5))));
  await completeOperation(query, { job, seq, next: step.next || null, item: step.item ?? "", lot: step.lot ?? "" }, moved);
  return `job ${step.name} operation ${seq}: ${moved} completed`;
}

async function moveStock(query: Run, random: Random): Promise<string | null> {
  const row = await pickOne(
    query,
    random,
    `select onhand_quantities_id as id, inventory_item_id as item, lot_number as lot, primary_transaction_quantity as quantity
       from apps.mtl_onhand_quantities_detail where subinventory_code = 'Stores'`,
  );
  if (!row) return null;
  await transfer(query, { row: row.id ?? "", to: "FloorStock" });
  return `${row.quantity} of lot ${row.lot} moved from Stores to FloorStock`;
}

/** The supplier's new date, entered by the buyer: a change of the order, its next revision, the acceptance of that. */
async function slipSupplierDate(query: Run, random: Random): Promise<string | null> {
  const line = await pickOne(
    query,
    random,
    `select s.line_location_id as id, h.segment1 as po, h.org_id as org, h.revision_num as revision, l.line_num as line, s.shipment_num as shipment
       from apps.po_line_locations_all s join apps.po_lines_all l on l.po_line_id = s.po_line_id join apps.po_headers_all h on h.po_header_id = s.po_header_id
      where s.promised_date is not null and s.quantity_received < s.quantity and coalesce(s.cancel_flag, 'N') <> 'Y' and s.closed_code = 'OPEN'`,
  );
  if (!line) return null;
  const days = random.between(1, 7);
  await query(
    `select * from apps.po_change_api1_s_update_po($1, null, $2, $3, $4, null, null,
       (select promised_date + make_interval(days => $5) from apps.po_line_locations_all where line_location_id = $6),
       null, 'Y', null, '1.0', null, null, $7)`,
    [line.po, line.revision, line.line, line.shipment, days, line.id, line.org],
  );
  await query(
    "select apps.po_acknowledge_po_grp_carry_over_acknowledgement(po_header_id, null, revision_num) from apps.po_headers_all where segment1 = $1",
    [line.po],
  );
  await query(
    "select apps.po_change_api1_s_record_acceptance($1, null, $2, 'NEW', apps.sysdate(), 'Y', null, 'Date changed by phone', $3, $4)",
    [line.po, Number(line.revision) + 1, line.org, line.id],
  );
  return `purchase order ${line.po} line ${line.line} shipment ${line.shipment} promised ${days} days later`;
}

async function holdLot(query: Run, random: Random): Promise<string | null> {
  return setLotStatus(query, random, { from: 1, to: 21, word: "put on hold" });
}

async function freeLot(query: Run, random: Random): Promise<string | null> {
  return setLotStatus(query, random, { from: 21, to: 1, word: "freed" });
}

async function setLotStatus(query: Run, random: Random, change: { from: number; to: number; word: string }): Promise<string | null> {
  const lot = await pickOne(
    query,
    random,
    `select min(l.ctid::text) as id, l.inventory_item_id as item, l.lot_number as lot from apps.mtl_lot_numbers l
       join apps.mtl_onhand_quantities_detail q
         on q.inventory_item_id = l.inventory_item_id and q.organization_id = l.organization_id and q.lot_number = l.lot_number
      where l.status_id = ${change.from} group by l.inventory_item_id, l.lot_number`,
  );
  if (!lot) return null;
  await writeLotStatus(query, lot.item ?? "", lot.lot ?? "", change.to);
  return `lot ${lot.lot} ${change.word}`;
}

async function decideLot(query: Run, random: Random): Promise<string | null> {
  const result = await pickOne(
    query,
    random,
    "select collection_id as id, item_id as item, lot_number as lot from apps.qa_results where character1 is null",
  );
  if (!result) return null;
  const accepted = random.chance(0.8);
  await decide(query, { collection: result.id ?? "", item: result.item ?? "", lot: result.lot ?? "" }, accepted);
  return `lot ${result.lot} ${accepted ? "accepted" : "rejected"}`;
}
