/** A_InspectionLot with its usage decision as an inspection lot, and its object's text as a material. */
import type { InspectionLot } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import { quantityOf } from "../units.ts";
import { type Context, type Draft, materialDraft } from "./draft.ts";

export function translateLot(record: SourceRecord, context: Context): Draft<"inspection-lot" | "material">[] {
  const lot = createReader("A_InspectionLot", record.entity, context.timeZone);
  const [part] = record.parts;
  const decision = part ? createReader("A_InspLotUsageDecision", part, context.timeZone) : null;
  const body = bodyOf(lot, decision, record.plant, context);
  const moments = [lot, decision].flatMap((reader) => reader?.moment("ChangedDateTime") ?? []).sort();
  // A lot that nobody has changed since has no change moment of its own.
  const changedAt = moments.at(-1) ?? body.createdAt ?? record.observedAt;
  const version = new Date(changedAt).toISOString();
  return [
    {
      kind: "inspection-lot",
      key: keyOf.inspectionLot(body.number),
      body,
      version,
      changedAt,
      sourceKey: record.id,
      sourceStatuses: body.decisionCode === null ? [] : [body.decisionCode],
    },
    materialDraft(lot.required("Material"), lot.text("InspectionLotObjectText"), body.quantity.unit, version),
  ];
}

function bodyOf(lot: Reader, decision: Reader | null, plant: string, { codes }: Context): InspectionLot {
  const code = decision?.text("InspectionLotUsageDecisionCode") ?? null;
  const order = lot.text("ManufacturingOrder");
  return {
    number: withoutPadding(lot.required("InspectionLot")),
    plant,
    material: withoutPadding(lot.required("Material")),
    batch: lot.text("Batch"),
    order: order === null ? null : withoutPadding(order),
    quantity: quantityOf(codes.units, lot, lot.requiredDecimal("InspectionLotQuantity"), "InspectionLotQuantityUnit"),
    disposition:
      decision === null || code === null ? "PENDING" : codes.usageDecisions.read(decision.field("InspectionLotUsageDecisionCode"), code),
    decisionCode: code,
    decidedAt: decision?.localMoment("InspectionLotUsageDecidedOn", "InspLotUsageDecisionTime") ?? null,
    createdAt: lot.localMoment("InspLotCreatedOnLocalDate", "InspLotCreatedOnLocalTime"),
  };
}
