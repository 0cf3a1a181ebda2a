/** Stock of a material in a plant, from MARD (by storage location) and MCHB (by batch). */
import { Big } from "big.js";
import type { StockBalance, StockStatus } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { createReader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

type Row = Readonly<Record<string, string>>;

/** Everything of one material (18 characters, padded): its base unit as MARA has it, and its rows. */
export interface StockFacts {
  readonly material: string;
  readonly unit: string;
  readonly locations: readonly Row[];
  readonly batches: readonly Row[];
}

/** Stock type of each quantity field, of MARD and of MCHB (S/4: MATDOC-LBBSA_SID). */
const locationFields: readonly (readonly [string, StockStatus])[] = [
  ["LABST", "UNRESTRICTED"],
  ["INSME", "QUALITY_INSPECTION"],
  ["SPEME", "BLOCKED"],
  ["EINME", "RESTRICTED"],
];
const batchFields: readonly (readonly [string, StockStatus])[] = [
  ["CLABS", "UNRESTRICTED"],
  ["CINSM", "QUALITY_INSPECTION"],
  ["CSPEM", "BLOCKED"],
  ["CEINM", "RESTRICTED"],
];

/** A location's stock is told by its batches where it has any: MARD is their sum. */
export function translateStock(
  { material, unit, locations, batches }: StockFacts,
  context: TranslationContext,
): Draft<"material-availability"> {
  const number = withoutPadding(material);
  const inBatches = new Set(batches.map(({ LGORT }) => LGORT));
  const balances = [
    ...batches.flatMap((row) => balancesOf("MCHB", row, batchFields, unit, context)),
    ...locations.filter(({ LGORT }) => !inBatches.has(LGORT)).flatMap((row) => balancesOf("MARD", row, locationFields, unit, context)),
  ];
  return {
    kind: "material-availability",
    key: keyOf.materialAvailability(number),
    sourceKey: material,
    sourceStatuses: [],
    body: { material: number, plant: context.plant, stock: balances },
  };
}

function balancesOf(
  table: string,
  row: Row,
  fields: readonly (readonly [string, StockStatus])[],
  unit: string,
  context: TranslationContext,
): StockBalance[] {
  const reader = createReader(table, row, context);
  return fields.flatMap(([field, status]) => {
    const quantity = reader.quantityIn(field, unit);
    if (quantity === null || new Big(quantity.value).eq(0)) return [];
    return [{ location: reader.text("LGORT"), batch: reader.text("CHARG"), status, specialStock: null, quantity }];
  });
}
