/** The rows of A_MatlStkInAcctMod of one material as its stock by place, batch and status. */
import type { StockBalance } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import { readQuantity } from "../units.ts";
import { type Context, type Draft, materialDraft } from "./draft.ts";

/** Rows of nothing are left out: S/4HANA keeps them after the stock is gone. */
export function translateStock(record: SourceRecord, context: Context): Draft<"material-availability" | "material">[] {
  const material = withoutPadding(record.id);
  const rows = record.parts.map((row) => createReader("A_MatlStkInAcctMod", row, context.timeZone));
  const [first] = rows;
  const unit = first ? context.codes.units.read(first.field("MaterialBaseUnit"), first.required("MaterialBaseUnit")) : null;
  const stock = rows.flatMap((row) => balanceOf(row, context)).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return [
    {
      kind: "material-availability",
      key: keyOf.materialAvailability(material),
      body: { material, plant: record.plant, stock },
      // Balances carry no date: what was asked for later is newer.
      version: record.observedAt,
      changedAt: null,
      sourceKey: record.id,
      sourceStatuses: [],
    },
    materialDraft(record.id, null, unit, record.observedAt),
  ];
}

function balanceOf(row: Reader, { codes }: Context): StockBalance[] {
  const quantity = readQuantity(codes.units, row, "MatlWrhsStkQtyInMatlBaseUnit", "MaterialBaseUnit");
  if (quantity === null || quantity.value === "0") return [];
  return [
    {
      location: row.text("StorageLocation"),
      batch: row.text("Batch"),
      status: codes.stockTypes.read(row.field("InventoryStockType"), row.text("InventoryStockType") ?? ""),
      specialStock: row.text("InventorySpecialStockType"),
      quantity,
    },
  ];
}

/** The service promises no sequence among a material's rows; one that is always the same keeps an unchanged stock unchanged. */
const placeOf = (balance: StockBalance): string =>
  [balance.location, balance.batch, balance.status, balance.specialStock, balance.quantity.value].join("\u0000");
