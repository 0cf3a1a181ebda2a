/**
 * Move transactions: what WIP's Move Transaction Manager (WICTMS) makes of the rows of WIP_MOVE_TXN_INTERFACE, and what a completed
 * operation does: the operation's rows change, the job's own row does not, until the last operation completes into stock.
 */
import type { Run } from "./database.ts";
import { issue, receive } from "./inventory-program.ts";

export interface Step {
  readonly job: string;
  readonly seq: string;
  readonly next: string | null;
  readonly item: string;
  readonly lot: string;
}

/** Completes a quantity of an operation. */
export async function completeOperation(query: Run, { job, seq, next, item, lot }: Step, moved: number): Promise<void> {
  await query(
    `update apps.wip_operations set quantity_in_queue = quantity_in_queue - $3, quantity_completed = quantity_completed + $3,
            last_update_date = apps.sysdate() where wip_entity_id = $1 and operation_seq_num = $2`,
    [job, seq, moved],
  );
  await issueComponents(query, job, seq, moved);
  if (next) {
    await query(
      "update apps.wip_operations set quantity_in_queue = quantity_in_queue + $3, last_update_date = apps.sysdate() where wip_entity_id = $1 and operation_seq_num = $2",
      [job, next, moved],
    );
    return;
  }
  await query(
    `update apps.wip_discrete_jobs
        set quantity_completed = quantity_completed + $2, last_update_date = apps.sysdate(),
            status_type = case when quantity_completed + $2 + quantity_scrapped >= start_quantity then 4 else status_type end,
            date_completed = case when quantity_completed + $2 + quantity_scrapped >= start_quantity then apps.sysdate() else date_completed end
      where wip_entity_id = $1`,
    [job, moved],
  );
  await receive(query, { item, lot, subinventory: "FGI", quantity: moved, typeId: 44, source: job });
}

/** Each component of the operation, as far as there is stock: the requirement changes, its job does not. */
async function issueComponents(query: Run, job: string, seq: string, moved: number): Promise<void> {
  const needs = await query<Record<string, string>>(
    `select inventory_item_id as item, operation_seq_num as seq, least(quantity_per_assembly * $3, required_quantity - quantity_issued) as quantity
       from apps.wip_requirement_operations
      where wip_entity_id = $1 and abs(operation_seq_num) = $2 and required_quantity > quantity_issued and wip_supply_type <> 6`,
    [job, seq, moved],
  );
  for (const need of needs) {
    const issued = await issue(query, { item: need.item ?? "", quantity: need.quantity ?? "0", typeId: 35, source: job });
    await query(
      `update apps.wip_requirement_operations set quantity_issued = quantity_issued + $4, last_update_date = apps.sysdate()
        where wip_entity_id = $1 and operation_seq_num = $2 and inventory_item_id = $3`,
      [job, need.seq, need.item, issued],
    );
  }
}

interface MoveRow {
  readonly transaction_id: string;
  readonly source_code: string | null;
  readonly quantity: string;
  readonly to_step: string;
  readonly seq: string;
  readonly job: string | null;
  readonly status: string | null;
  readonly operation: string | null;
  readonly next: string | null;
  readonly queue: string | null;
  readonly item: string | null;
  readonly lot: string | null;
}

/** Takes the pending rows: moves and deletes each, or leaves it with PROCESS_STATUS 3 and its reason in WIP_TXN_INTERFACE_ERRORS. */
export async function takeMoves(query: Run): Promise<void> {
  const rows = await query<MoveRow>(
    `select i.transaction_id, i.source_code, i.transaction_quantity as quantity, i.to_intraoperation_step_type as to_step, i.fm_operation_seq_num as seq,
            e.wip_entity_id as job, j.status_type as status, o.operation_seq_num as operation, o.next_operation_seq_num as next,
            o.quantity_in_queue as queue, j.primary_item_id as item, j.lot_number as lot
       from apps.wip_move_txn_interface i
       left join apps.wip_entities e on e.organization_id = i.organization_id and e.wip_entity_name = i.wip_entity_name
       left join apps.wip_discrete_jobs j on j.wip_entity_id = e.wip_entity_id
       left join apps.wip_operations o on o.wip_entity_id = e.wip_entity_id and o.operation_seq_num = i.fm_operation_seq_num
      where i.process_status = 1 order by i.transaction_id`,
  );
  for (const row of rows) {
    const error = faultOf(row);
    if (error === null) await move(query, row);
    else await refuse(query, row.transaction_id, error);
  }
}

function faultOf({ job, status, operation, queue, quantity }: MoveRow): string | null {
  if (job === null) return "WIP_ID_CODE_COMBINATION: Job or schedule does not exist in this organization.";
  if (status !== "3") return `WIP_NOT_VALID: Job with status ${status} does not allow move transactions.`;
  if (operation === null) return "WIP_INVALID_OPERATION: Operation does not exist in the job's routing.";
  if (Number(queue) < Number(quantity)) return `WIP_NOT_ENOUGH_QTY: Only ${Number(queue)} are available in the queue of the operation.`;
  return null;
}

/** Intraoperation step 5 is scrap; anything else completes the operation. */
async function move(
  query: Run,
  { transaction_id: id, source_code: source, quantity, to_step: step, seq, job, next, item, lot }: MoveRow,
): Promise<void> {
  if (step === "5") {
    await query(
      `update apps.wip_operations set quantity_in_queue = quantity_in_queue - $3, quantity_scrapped = quantity_scrapped + $3, last_update_date = apps.sysdate()
        where wip_entity_id = $1 and operation_seq_num = $2`,
      [job, seq, quantity],
    );
  } else await completeOperation(query, { job: job ?? "", seq, next, item: item ?? "", lot: lot ?? "" }, Number(quantity));
  await query("insert into apps.wip_move_transactions values ($1, $2, $3, $4, $5, $6, apps.sysdate(), apps.sysdate(), 1)", [
    id,
    job,
    seq,
    step,
    quantity,
    source,
  ]);
  await query("delete from apps.wip_move_txn_interface where transaction_id = $1", [id]);
}

async function refuse(query: Run, id: string, error: string): Promise<void> {
  await query("update apps.wip_move_txn_interface set process_status = 3, last_update_date = apps.sysdate() where transaction_id = $1", [
    id,
  ]);
  await query("insert into apps.wip_txn_interface_errors values ($1, $2, 'WIP_MOVE_TXN_INTERFACE', apps.sysdate(), 1)", [id, error]);
}
