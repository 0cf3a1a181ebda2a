/** Rows of ECC's tables that stand for a message: how each is kept, and which translation applies. */
import type { Segment } from "../protocols/idoc/idoc.ts";
import { translateBatch } from "./translate/batch.ts";
import type { Draft, TranslationContext } from "./translate/draft.ts";
import { type LotFacts, translateInspectionLot } from "./translate/inspection-lot.ts";
import { translateMaterial } from "./translate/material.ts";
import { translateProductionOrder } from "./translate/production-order.ts";
import { type PurchaseOrderFacts, translatePurchaseOrder } from "./translate/purchase-order.ts";
import { type StockFacts, translateStock } from "./translate/stock.ts";

interface TableMessage<Facts> {
  /** Type under which the rows are kept as JSON. */
  readonly type: string;
  drafts(facts: Facts, context: TranslationContext): readonly Draft[];
}

/** What is read from tables, by what it tells of. Orders, purchase orders, materials and batches come in the form of their messages. */
export interface TableFacts {
  readonly order: Segment;
  readonly purchaseOrder: PurchaseOrderFacts;
  readonly material: Segment;
  readonly stock: StockFacts;
  readonly lot: LotFacts;
  readonly batch: Segment;
}

export const tableMessages: { readonly [Subject in keyof TableFacts]: TableMessage<TableFacts[Subject]> } = {
  order: { type: "AUFK+AFKO+AFPO+AFVC+RESB+JEST", drafts: (order, context) => [translateProductionOrder(order, context)] },
  /** The plant's commitments, and its supplier. */
  purchaseOrder: { type: "EKKO+EKPO+EKET+EKES", drafts: translatePurchaseOrder },
  material: { type: "MARA+MAKT", drafts: (material, context) => [translateMaterial(material, context)] },
  stock: {
    type: "MARD+MCHB",
    drafts(facts, context) {
      const draft = translateStock(facts, context);
      // A material that is kept in no location any more is gone from the plant.
      return [facts.locations.length === 0 && facts.batches.length === 0 ? { ...draft, body: null } : draft];
    },
  },
  lot: { type: "QALS+QAVE", drafts: (lot, context) => [translateInspectionLot(lot, context)] },
  batch: { type: "MCHA", drafts: (batch, context) => [translateBatch(batch, context)] },
};

/** What rows that were kept under this type tell of; undefined when it is the type of no table message. */
export function subjectOf(type: string): keyof TableFacts | undefined {
  const subjects = Object.keys(tableMessages) as (keyof TableFacts)[];
  return subjects.find((subject) => tableMessages[subject].type === type);
}
