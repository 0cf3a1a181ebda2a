/** What a usage decision does: the lot has its code, and inspection stock becomes free or blocked. The decision itself sends no IDoc; its stock posting does. */
import type { Office } from "./office.ts";
import type { InspectionLot, State } from "./state.ts";

export function decide(state: State, office: Office, lot: InspectionLot, code: "A" | "R"): void {
  lot.code = code;
  lot.decidedOn = state.calendar.now().date;
  for (const row of state.stock.values()) {
    if (row.batch !== lot.batch || row.material.number !== lot.material.number || row.quantities.inspection <= 0) continue;
    const item = {
      material: row.material,
      location: row.location,
      batch: row.batch,
      movementType: code === "A" ? "321" : "350",
      quantity: row.quantities.inspection,
      order: "",
      toLocation: "",
    };
    office.post({ code: "04", reference: "", headerText: `Lot ${lot.number}`, items: [item] });
  }
}
