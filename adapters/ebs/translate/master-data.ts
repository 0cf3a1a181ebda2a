/** Items and vendors as materials and suppliers. */
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import { type Context, type Draft, datedVersion } from "./draft.ts";

export function translateItem(record: SourceRecord, context: Context): Draft<"material">[] {
  const row = mainRow(record, "item");
  const item = createReader("MTL_SYSTEM_ITEMS_B", row, context.timeZone);
  const number = withoutPadding(item.required("item"));
  const unit = item.text("primary_uom_code");
  return [
    {
      kind: "material",
      key: keyOf.material(number),
      body: {
        number,
        description: item.text("description"),
        baseUnit: unit === null ? null : context.codes.units.read(item.field("primary_uom_code"), unit),
      },
      ...datedVersion([row], context.timeZone),
      sourceKey: record.id,
      sourceStatuses: [],
    },
  ];
}

export function translateVendor(record: SourceRecord, context: Context): Draft<"supplier">[] {
  const row = mainRow(record, "vendor");
  const vendor = createReader("PO_VENDORS", row, context.timeZone);
  const number = withoutPadding(vendor.required("vendor"));
  return [
    {
      kind: "supplier",
      key: keyOf.supplier(number),
      body: { number, name: vendor.text("vendor_name") },
      ...datedVersion([row], context.timeZone),
      sourceKey: record.id,
      sourceStatuses: [],
    },
  ];
}
