/** The inspection lots of materials, beside their stock: what tells of batches and of quality's word on them. */
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import type { SourceRecord } from "./record.ts";
import { allOf, inChunks, oneOf, pathTo } from "./services.ts";
import { type ReadContext, textOf } from "./streams.ts";

/** For each stock record one of the same material's quality. A record apart: an unknown decision must not hide the stock. */
export async function withQuality(context: ReadContext, stock: readonly SourceRecord[]): Promise<SourceRecord[]> {
  const lots: Entity[] = [];
  for (const chunk of inChunks([...new Set(stock.map(({ id }) => id))])) {
    const filter = allOf(oneOf("Plant", context.plants), oneOf("Material", chunk));
    lots.push(...(await readAll(context.client, pathTo("lots", "A_InspectionLot", { filter, orderby: "InspectionLot" }), context.signal)));
  }
  const decisions: Entity[] = [];
  for (const chunk of inChunks(lots.map((lot) => textOf(lot, "InspectionLot")))) {
    const path = pathTo("lots", "A_InspLotUsageDecision", { filter: oneOf("InspectionLot", chunk) });
    decisions.push(...(await readAll(context.client, path, context.signal)));
  }
  const lotsOf = Map.groupBy(lots, (lot) => `${textOf(lot, "Plant")}/${textOf(lot, "Material")}`);
  const decisionOf = new Map(decisions.map((decision) => [textOf(decision, "InspectionLot"), decision]));
  const quality = stock.map((record): SourceRecord => {
    const mine = lotsOf.get(`${record.plant}/${record.id}`) ?? [];
    const decided = mine.flatMap((lot) => decisionOf.get(textOf(lot, "InspectionLot")) ?? []);
    return { ...record, type: "A_MatlStkInAcctMod+A_InspectionLot", entity: { lots: mine, decisions: decided } };
  });
  return [...stock, ...quality];
}
