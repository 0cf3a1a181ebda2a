/** Lots and quality results: batches, their inspections, and what was decided on them. */
import type { Disposition, StockStatus } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import type { Row } from "../session.ts";
import { quantityOf, readQuantity } from "../units.ts";
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

/** A lot as a batch, and what holds for its quality: the last result's word, unless its status holds what was accepted. */
export function translateLot(record: SourceRecord, context: Context): Draft<"batch" | "quality-disposition">[] {
  const row = mainRow(record, "lot");
  const lot = createReader("MTL_LOT_NUMBERS", row, context.timeZone);
  const results = record.rows.results ?? [];
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
    ...datedVersion([row, ...results.map(withUpdateDate)], context.timeZone),
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
    {
      kind: "quality-disposition",
      key: keyOf.qualityDisposition(material, number),
      body: { batch: number, material, plant: record.plant, ...decisionOf(lot, results, status, context) },
      ...shared,
    },
  ];
}

const withUpdateDate = (result: Row): Row => ({ last_update_date: result.qa_last_update_date ?? null });

function decisionOf(lot: Reader, results: readonly Row[], status: StockStatus, context: Context) {
  const readers = results.map((row) => createReader("QA_RESULTS", row, context.timeZone));
  const last = readers.at(-1);
  const decided = last ? dispositionOf(last, context) : null;
  const blocked = status !== "UNRESTRICTED" && status !== "QUALITY_INSPECTION";
  const accepted = decided === null || decided === "ACCEPTED" || decided === "ACCEPTED_WITH_DEVIATION";
  const waits = decided === null && status === "QUALITY_INSPECTION";
  const disposition: Disposition = waits ? "PENDING" : blocked && accepted ? "ON_HOLD" : (decided ?? "ACCEPTED");
  const byResult = last !== undefined && disposition === decided && decided !== "PENDING";
  return {
    disposition,
    held: quantityOf(context.codes.units, lot, status === "UNRESTRICTED" ? "0" : lot.decimal("on_hand"), "primary_uom_code"),
    decidingLot: byResult ? last.text("result_id") : null,
    order: last?.text("job_name") ?? null,
    decidedAt: byResult ? last.moment("qa_last_update_date") : disposition === "ON_HOLD" ? lot.moment("last_update_date") : null,
  };
}
