/** An inspection lot, from QALS, and its usage decision, from QAVE. */
import { keyOf } from "#schema/canonical/keys.ts";
import { createReader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

type Row = Readonly<Record<string, string>>;

export interface LotFacts {
  readonly lot: Row;
  /** Null while nothing has been decided. */
  readonly decision: Row | null;
}

export function translateInspectionLot({ lot, decision }: LotFacts, context: TranslationContext): Draft<"inspection-lot"> {
  const reader = createReader("QALS", lot, context);
  const decided = createReader("QAVE", decision ?? {}, context);
  const code = decided.text("VCODE");
  // The valuation (A, R) is SAP's own and decides; the code is the customer's, and stands where there is no valuation.
  const valuation = decided.text("VBEWERTUNG");
  const number = reader.number("PRUEFLOS");
  return {
    kind: "inspection-lot",
    key: keyOf.inspectionLot(number),
    sourceKey: reader.required("PRUEFLOS"),
    sourceStatuses: code === null ? [] : [code],
    body: {
      number,
      plant: context.plant,
      material: reader.number("MATNR"),
      batch: reader.text("CHARG"),
      order: reader.text("AUFNR") === null ? null : reader.number("AUFNR"),
      quantity: reader.quantity("LOSMENGE", "MENGENEINH"),
      disposition: code === null ? "PENDING" : context.codes.usageDecision.read(decided.name("VCODE"), valuation ?? code),
      decisionCode: code,
      decidedAt: decided.moment("VDATUM", ""),
      createdAt: reader.moment("ERSTELDAT", ""),
    },
  };
}
