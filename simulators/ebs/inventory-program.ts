/** Material transactions: on-hand rows come, shrink and go, and each movement leaves a transaction. */
import { organizationId } from "./codes.ts";
import type { Run } from "./database.ts";

interface Movement {
  readonly item: string;
  readonly subinventory: string;
  readonly lot: string;
  /** Negative takes out. */
  readonly quantity: number | string;
  /** MTL_TRANSACTION_TYPES: 2 subinventory transfer, 35 WIP issue, 44 WIP completion. */
  readonly typeId: number;
  /** WIP_ENTITY_ID of the job, if one is concerned. */
  readonly source: string | null;
}

async function record(query: Run, movement: Omit<Movement, "lot">): Promise<string> {
  const [row] = await query<{ id: string }>(
    `insert into apps.mtl_material_transactions
     values (nextval('apps.mtl_material_transactions_s'), $1, $2, $3, $4, $5, $6, apps.sysdate()) returning transaction_id as id`,
    [movement.item, organizationId, movement.subinventory, movement.typeId, movement.quantity, movement.source],
  );
  return row?.id ?? "0";
}

/** Puts a quantity into stock as a new receipt; the lot is made when it is new, waiting for inspection. */
export async function receive(query: Run, movement: Movement): Promise<void> {
  const transaction = await record(query, movement);
  await query(
    `insert into apps.mtl_lot_numbers values ($1, $2, $3, 20, null, null, apps.sysdate(), 1001, apps.sysdate()) on conflict do nothing`,
    [movement.item, organizationId, movement.lot],
  );
  await query(
    `insert into apps.mtl_onhand_quantities_detail
       (onhand_quantities_id, inventory_item_id, organization_id, date_received, primary_transaction_quantity, subinventory_code, lot_number,
        create_transaction_id, last_update_date, last_updated_by)
     values (nextval('apps.mtl_onhand_quantities_s'), $1, $2, apps.sysdate(), $3, $4, $5, $6, apps.sysdate(), 1001)`,
    [movement.item, organizationId, movement.quantity, movement.subinventory, movement.lot, transaction],
  );
}

/** Takes a quantity out of usable lots, oldest receipt first; a row at zero is deleted. Returns what there was. */
export async function issue(
  query: Run,
  movement: { readonly item: string; readonly quantity: string; readonly typeId: number; readonly source: string | null },
): Promise<string> {
  const taken = await query<{ quantity: string; subinventory: string }>(
    `with usable as (
       select q.onhand_quantities_id as id, q.subinventory_code as subinventory, q.primary_transaction_quantity as have,
              sum(q.primary_transaction_quantity) over (order by q.date_received, q.onhand_quantities_id) - q.primary_transaction_quantity as before
         from apps.mtl_onhand_quantities_detail q
         join apps.mtl_lot_numbers l on l.inventory_item_id = q.inventory_item_id and l.organization_id = q.organization_id and l.lot_number = q.lot_number
        where q.inventory_item_id = $1 and l.status_id = 1
     ), gone as (
       select id, subinventory, least(have, $2::numeric - before) as quantity from usable where before < $2::numeric
     ), updated as (
       update apps.mtl_onhand_quantities_detail q
          set primary_transaction_quantity = primary_transaction_quantity - g.quantity, last_update_date = apps.sysdate()
         from gone g where q.onhand_quantities_id = g.id
     )
     select subinventory, sum(quantity) as quantity from gone group by subinventory`,
    [movement.item, movement.quantity],
  );
  await query("delete from apps.mtl_onhand_quantities_detail where primary_transaction_quantity = 0 and inventory_item_id = $1", [
    movement.item,
  ]);
  for (const { quantity, subinventory } of taken) await record(query, { ...movement, subinventory, quantity: `-${quantity}` });
  const [sum] = await query<{ total: string }>("select coalesce(sum(q), 0) as total from unnest($1::numeric[]) q", [
    taken.map((row) => row.quantity),
  ]);
  return sum?.total ?? "0";
}

/** Moves a whole receipt to another subinventory: its row vanishes there and a new one appears here. */
export async function transfer(query: Run, move: { readonly row: string; readonly to: string }): Promise<void> {
  const [gone] = await query<{ item: string; lot: string; subinventory: string; quantity: string }>(
    `delete from apps.mtl_onhand_quantities_detail where onhand_quantities_id = $1
     returning inventory_item_id as item, lot_number as lot, subinventory_code as subinventory, primary_transaction_quantity as quantity`,
    [move.row],
  );
  if (!gone) return;
  await record(query, { item: gone.item, subinventory: gone.subinventory, typeId: 2, quantity: `-${gone.quantity}`, source: null });
  await receive(query, { item: gone.item, lot: gone.lot, subinventory: move.to, quantity: gone.quantity, typeId: 2, source: null });
}
