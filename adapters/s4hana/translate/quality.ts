/** A material's stock and inspection lots together: its batches, and what quality has decided on each. */
import { Big } from "big.js";
import type { Disposition, Quantity, StockStatus } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import type { Entity } from "../../protocols/odata/paging.ts";
import { createReader, type Reader } from "../reader.ts";
import type { SourceRecord } from "../record.ts";
import { quantityOf } from "../units.ts";
import type { Context, Draft } from "./draft.ts";

interface BatchFacts {
  /** What is in stock, by status. */
  readonly amounts: ReadonlyMap<StockStatus, Big>;
  readonly firstRow: Reader | null;
  readonly lastLot: Reader | null;
  readonly decision: Reader | null;
}

/** Stock has no dates, so the moment of asking is the version. Batches without stock and without a lot are not known here. */
export function translateQuality(record: SourceRecord, context: Context): Draft<"batch" | "quality-disposition">[] {
  const rows = record.parts.map((row) => createReader("A_MatlStkInAcctMod", row, context.timeZone));
  const lots = listOf(record.entity.lots).map((lot) => createReader("A_InspectionLot", lot, context.timeZone));
  const decisions = listOf(record.entity.decisions).map((each) => createReader("A_InspLotUsageDecision", each, context.timeZone));
  const numbers = new Set([...rows, ...lots].flatMap((reader) => reader.text("Batch") ?? []));
  return [...numbers].sort().flatMap((batch) => {
    const mine = rows.filter((row) => row.text("Batch") === batch);
    // Lot numbers are given in sequence and have one length.
    const [lastLot = null] = lots.filter((lot) => lot.text("Batch") === batch).sort((a, b) => (numberOf(a) > numberOf(b) ? -1 : 1));
    const decision = decisions.find((each) => lastLot !== null && numberOf(each) === numberOf(lastLot)) ?? null;
    return translateBatch(record, batch, { amounts: amountsOf(mine, context), firstRow: mine[0] ?? null, lastLot, decision }, context);
  });
}

const listOf = (value: unknown): readonly Entity[] => (Array.isArray(value) ? value : []);
const numberOf = (reader: Reader): string => reader.required("InspectionLot");

function amountsOf(rows: readonly Reader[], { codes }: Context): Map<StockStatus, Big> {
  const amounts = new Map<StockStatus, Big>();
  for (const row of rows) {
    const status = codes.stockTypes.read(row.field("InventoryStockType"), row.text("InventoryStockType") ?? "");
    amounts.set(status, (amounts.get(status) ?? new Big(0)).plus(row.decimal("MatlWrhsStkQtyInMatlBaseUnit") ?? "0"));
  }
  return amounts;
}

/** Statuses in which stock must not be used. */
const heldStatuses: readonly StockStatus[] = ["QUALITY_INSPECTION", "BLOCKED", "RESTRICTED", "RETURNS", "GR_BLOCKED"];

function translateBatch(
  record: SourceRecord,
  batch: string,
  facts: BatchFacts,
  context: Context,
): Draft<"batch" | "quality-disposition">[] {
  const material = withoutPadding(record.id);
  const has = (status: StockStatus): boolean => facts.amounts.get(status)?.gt(0) ?? false;
  const { lastLot, decision, firstRow } = facts;
  const code = decision?.text("InspectionLotUsageDecisionCode") ?? null;
  const decided = dispositionOf(facts, code, context);
  const disposition = inForce(decided, has);
  const byLot = code !== null && disposition === decided;
  const order = lastLot?.text("ManufacturingOrder") ?? null;
  const shared = {
    version: record.observedAt,
    changedAt: null,
    sourceKey: `${record.id}/${batch}`,
    sourceStatuses: code === null ? [] : [code],
  };
  const { plant } = record;
  return [
    {
      kind: "batch",
      key: keyOf.batch(material, batch),
      // Neither service has the batch's own status; where stock is restricted or free it shows.
      body: { number: batch, material, plant, restricted: has("RESTRICTED") ? true : has("UNRESTRICTED") ? false : null, expiresAt: null },
      ...shared,
    },
    {
      kind: "quality-disposition",
      key: keyOf.qualityDisposition(material, batch),
      body: {
        batch,
        material,
        plant,
        disposition,
        held: firstRow === null ? null : heldOf(firstRow, facts, context),
        decidingLot: byLot && lastLot ? withoutPadding(numberOf(lastLot)) : null,
        order: order === null ? null : withoutPadding(order),
        decidedAt: byLot ? (decision?.localMoment("InspectionLotUsageDecidedOn", "InspLotUsageDecisionTime") ?? null) : null,
      },
      ...shared,
    },
  ];
}

/** The word of the last lot; null when the batch has none. */
function dispositionOf({ lastLot, decision }: BatchFacts, code: string | null, { codes }: Context): Disposition | null {
  if (lastLot === null) return null;
  return decision === null || code === null ? "PENDING" : codes.usageDecisions.read(decision.field("InspectionLotUsageDecisionCode"), code);
}

/** What is blocked although nobody rejected it is on hold; without a lot the stock alone tells. */
function inForce(decided: Disposition | null, has: (status: StockStatus) => boolean): Disposition {
  const accepted = decided === null || decided === "ACCEPTED" || decided === "ACCEPTED_WITH_DEVIATION";
  if (accepted && (has("BLOCKED") || has("RESTRICTED"))) return "ON_HOLD";
  return decided ?? (has("QUALITY_INSPECTION") ? "PENDING" : "ACCEPTED");
}

function heldOf(row: Reader, { amounts }: BatchFacts, { codes }: Context): Quantity {
  const held = heldStatuses.reduce((sum, status) => sum.plus(amounts.get(status) ?? 0), new Big(0));
  return quantityOf(codes.units, row, held.toFixed(), "MaterialBaseUnit");
}
