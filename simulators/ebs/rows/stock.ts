/** On-hand quantities with their lots, and the quality results of the lots that the plant made. */
import type { Plant } from "../../plant.ts";
import type { LocalClock } from "../clock.ts";
import { dispositions, inspectionPlanId, itemId, lotStatusIds, organizationId, seedUser, subinventoryOf, wipEntityId } from "../codes.ts";
import type { TableRows } from "../load.ts";

/** A lot has many on-hand rows, one for each receipt; together they are its quantity. */
export function* stockRows(plant: Plant, clock: LocalClock): Generator<TableRows> {
  const old = clock.ago(30 * 86_400);
  let id = 0;
  for (const stock of plant.stock()) {
    const item = { inventory_item_id: itemId(stock.material.number), organization_id: organizationId };
    const receipts = split(stock.quantity);
    yield {
      mtl_lot_numbers: [
        {
          ...item,
          lot_number: stock.batch,
          status_id: lotStatusIds[stock.status],
          expiration_date: stock.material.unit === "litre" ? clock.day(400) : null,
          last_update_date: old,
          last_updated_by: seedUser,
          creation_date: old,
        },
      ],
      mtl_onhand_quantities_detail: receipts.map((quantity, index) => ({
        onhand_quantities_id: 1_000_000 + id + index,
        ...item,
        date_received: old,
        primary_transaction_quantity: quantity,
        subinventory_code: subinventoryOf(stock.location),
        lot_number: stock.batch,
        create_transaction_id: 2_000_000 + id + index,
        last_update_date: old,
        last_updated_by: seedUser,
      })),
      mtl_material_transactions: receipts.map((quantity, index) => ({
        transaction_id: 2_000_000 + id + index,
        ...item,
        subinventory_code: subinventoryOf(stock.location),
        transaction_type_id: 18,
        primary_quantity: quantity,
        transaction_date: old,
      })),
    };
    id += receipts.length;
  }
}

/** At zero there is no row at all. */
function split(quantity: number): number[] {
  if (quantity === 0) return [];
  if (quantity < 100) return [quantity];
  const first = Math.floor(quantity / 3);
  return [first, first, quantity - 2 * first];
}

/** One result of the plan FINAL_INSPECTION for each lot made; batches that have left the store are known as lots too. */
export function* inspectionRows(plant: Plant, clock: LocalClock): Generator<TableRows> {
  const inStock = new Set<string>();
  for (const stock of plant.stock()) inStock.add(stock.batch);
  for (const lot of plant.lots()) {
    const created = clock.at({ day: Math.min(lot.createdDay, -1), minute: 600 + (lot.index % 300) });
    const status = lot.decision === "pending" ? "inspection" : lot.decision === "rejected" ? "blocked" : "unrestricted";
    yield {
      qa_results: [
        {
          collection_id: 300_001 + lot.index,
          occurrence: 1,
          plan_id: inspectionPlanId,
          organization_id: organizationId,
          item_id: itemId(lot.material.number),
          wip_entity_id: wipEntityId(plant.id, lot.order),
          lot_number: lot.batch,
          quantity: lot.quantity,
          character1: dispositions[lot.decision],
          character2: lot.decision === "pending" ? null : created,
          qa_creation_date: created,
          qa_last_update_date: created,
          last_update_date: created,
          last_updated_by: seedUser,
        },
      ],
      mtl_lot_numbers: inStock.has(lot.batch)
        ? []
        : [
            {
              inventory_item_id: itemId(lot.material.number),
              organization_id: organizationId,
              lot_number: lot.batch,
              status_id: lotStatusIds[status],
              expiration_date: null,
              last_update_date: created,
              last_updated_by: seedUser,
              creation_date: created,
            },
          ],
    };
  }
}
