/** An item's on-hand rows as stock by place, batch and status. */
import type { StockBalance } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import type { Row } from "../session.ts";
import { readQuantity } from "../units.ts";
import type { Context, Draft } from "./draft.ts";

export function translateStock(record: SourceRecord, context: Context): Draft<"material-availability">[] {
  const first = createReader("MTL_SYSTEM_ITEMS_B", mainRow(record, "stock"), context.timeZone);
  const versions = createReader("MTL_MATERIAL_TRANSACTIONS", mainRow(record, "versions"), context.timeZone);
  const material = withoutPadding(first.required("item"));
  // An item without stock has one row that names it and no quantity; its unit must be known all the same.
  context.codes.units.read(first.field("primary_uom_code"), first.required("primary_uom_code"));
  const rows = (record.rows.stock ?? []).filter((row) => row.quantity !== null);
  return [
    {
      kind: "material-availability",
      key: keyOf.materialAvailability(material),
      body: { material, plant: record.plant, stock: rows.map((row) => balanceOf(row, context)) },
      // On-hand rows vanish with their dates; transactions and status updates only ever grow.
      version: [versions.required("transaction_id"), versions.required("status_update_id")].map((id) => id.padStart(15, "0")).join("-"),
      changedAt: null,
      sourceKey: record.id,
      sourceStatuses: [...new Set(rows.map((row) => row.status_code ?? ""))].filter((code) => code !== "").sort(),
    },
  ];
}

function balanceOf(row: Row, { codes, timeZone }: Context): StockBalance {
  const reader = createReader("MTL_ONHAND_QUANTITIES_DETAIL", row, timeZone);
  const status = codes.stockStatus({
    code: reader.text("status_code"),
    availabilityType: reader.required("availability_type"),
    reservableType: reader.required("reservable_type"),
  });
  const ownership = codes.ownership.read(reader.field("owning_tp_type"), reader.required("owning_tp_type"));
  // What lies in a subinventory that is not netted, or has expired, is not free to use whatever the lot's status says.
  const usable = reader.text("zone_availability") === "1" && reader.text("expired") === "N";
  return {
    location: reader.text("subinventory_code"),
    batch: reader.text("lot_number"),
    status: usable || status !== "UNRESTRICTED" ? status : "BLOCKED",
    specialStock: ownership === "OWN" ? null : ownership,
    quantity: readQuantity(codes.units, reader, "quantity", "primary_uom_code"),
  };
}
