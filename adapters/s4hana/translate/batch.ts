/** Batches as a material's stock shows them: neither of the services that are read has a batch's own master data. */
import { Big } from "big.js";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import type { Context, Draft } from "./draft.ts";

/** One batch for each batch number among the rows of A_MatlStkInAcctMod; restricted where only restricted stock is left of it. */
export function translateBatches(record: SourceRecord, context: Context): Draft<"batch">[] {
  const material = withoutPadding(record.id);
  const rows = record.parts.map((row) => createReader("A_MatlStkInAcctMod", row, context.timeZone));
  const numbers = new Set(rows.flatMap((row) => row.text("Batch") ?? []));
  return [...numbers].sort().map((batch) => {
    const has = (status: string): boolean =>
      rows.some((row) => row.text("Batch") === batch && isThere(row) && statusOf(row, context) === status);
    return {
      kind: "batch",
      key: keyOf.batch(material, batch),
      body: {
        number: batch,
        material,
        plant: record.plant,
        restricted: has("RESTRICTED") ? true : has("UNRESTRICTED") ? false : null,
        expiresAt: null,
      },
      version: record.observedAt,
      changedAt: null,
      sourceKey: `${record.id}/${batch}`,
      sourceStatuses: [],
    };
  });
}

const statusOf = (row: Reader, { codes }: Context): string =>
  codes.stockTypes.read(row.field("InventoryStockType"), row.text("InventoryStockType") ?? "");
const isThere = (row: Reader): boolean => new Big(row.decimal("MatlWrhsStkQtyInMatlBaseUnit") ?? "0").gt(0);
