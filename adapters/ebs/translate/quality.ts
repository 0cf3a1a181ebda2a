/** Lots and quality results: batches, and their inspections. */
import type { Disposition } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import { readQuantity } from "../units.ts";
import { type Context, type Draft, datedVersion } from "./draft.ts";

/** One result of the inspection plan as an inspection lot. */
export function translateResult(record: SourceRecord, context: Context): Draft<"inspection-lot">[] {
  const row = mainRow(record, "result");
  const result = createReader("QA_RESULTS", row, context.timeZone);
  const number = result.required("result_id");
  const code = result.text("disposition");
  return [
    {
      kind: "inspection-lot",
      key: keyOf.inspectionLot(number),
      body: {
        number,
        plant: record.plant,
        material: withoutPadding(result.required("item")),
        batch: result.text("lot_number"),
        order: result.text("job_name"),
        quantity: readQuantity(context.codes.units, result, "quantity", "primary_uom_code"),
        disposition: dispositionOf(result, context),
        decisionCode: code,
        decidedAt: code === null ? null : result.moment("qa_last_update_date"),
        createdAt: result.moment("qa_creation_date"),
      },
      ...datedVersion([row], context.timeZone, "qa_last_update_date"),
      sourceKey: number,
      sourceStatuses: code === null ? [] : [code],
    },
  ];
}

function dispositionOf(result: Reader, { codes }: Context): Disposition {
  const code = result.text("disposition");
  return code === null ? "PENDING" : codes.dispositions.read(result.field("disposition"), code);
}

/** A lot as a batch. */
export function translateLot(record: SourceRecord, context: Context): Draft<"batch">[] {
  const row = mainRow(record, "lot");
  const lot = createReader("MTL_LOT_NUMBERS", row, context.timeZone);
  const material = withoutPadding(lot.required("item"));
  const number = lot.required("lot_number");
  const statusCode = lot.text("status_code");
  const status = context.codes.stockStatus({
    code: statusCode,
    availabilityType: lot.text("availability_type") ?? "1",
    reservableType: lot.text("reservable_type") ?? "1",
  });
  const shared = {
    sourceKey: record.id,
    sourceStatuses: statusCode === null ? [] : [statusCode],
    ...datedVersion([row], context.timeZone),
  };
  return [
    {
      kind: "batch",
      key: keyOf.batch(material, number),
      body: {
        number,
        material,
        plant: record.plant,
        restricted: statusCode === null ? null : status !== "UNRESTRICTED",
        expiresAt: lot.day("expiration_date"),
      },
      ...shared,
    },
  ];
}
