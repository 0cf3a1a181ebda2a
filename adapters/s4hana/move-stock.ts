/** A batch's stock into blocked and back, as a material document (API_MATERIAL_DOCUMENT_SRV). */
import { toPlantClock } from "../local-time.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { writeV2Date } from "../protocols/odata/v2.ts";
import { documentName, findDocument, type PostingContext, type Preparation, rejected, type StockCommand } from "./postings.ts";
import { allOf, oneOf, pathTo, services } from "./services.ts";
import { textOf } from "./streams.ts";

/** Movement 344 blocks, 343 frees. The command's id is the document's reference, by which it is found again. */
export async function moveStock(context: PostingContext, command: StockCommand, signal: AbortSignal): Promise<Preparation> {
  const posted = await findDocument(context.client, command, signal);
  if (posted !== null) return { outcome: "APPLIED", reference: posted, messages: [] };
  const { plant, material, batch, location } = command;
  const place = allOf(
    oneOf("Material", [material]),
    oneOf("Plant", [plant]),
    oneOf("Batch", [batch]),
    oneOf("StorageLocation", [location]),
  );
  const [row] = await readAll(context.client, pathTo("stock", "A_MatlStkInAcctMod", { filter: place, top: 1 }), signal);
  if (!row) return rejected("ANDON_NOT_FOUND", `material ${material} has no stock of batch ${batch} at ${plant}/${location}`);
  const unit = textOf(row, "MaterialBaseUnit");
  const known = context.codes.units.read("A_MatlStkInAcctMod.MaterialBaseUnit", unit);
  if (known !== command.unit)
    return rejected("ANDON_UNIT", `the stock is kept in ${known}, the command is in ${command.unit}; give it in ${known}`);

  const today = toPlantClock(new Date(context.client.serverTime()).toISOString(), context.timeZoneOf(plant)).date;
  const item = {
    Material: material,
    Plant: plant,
    StorageLocation: location,
    Batch: batch,
    GoodsMovementType: command.kind === "hold-stock" ? "344" : "343",
    EntryUnit: unit,
    QuantityInEntryUnit: command.quantity,
  };
  const body = {
    GoodsMovementCode: "04",
    PostingDate: writeV2Date(today),
    DocumentDate: writeV2Date(today),
    ReferenceDocument: command.id,
    to_MaterialDocumentItem: [item],
  };
  return {
    write: { method: "POST", path: `${services.documents}A_MaterialDocumentHeader`, root: services.documents, body },
    applied(answer) {
      const document = (answer.body as { readonly d?: Entity } | null)?.d;
      return { outcome: "APPLIED", reference: document ? documentName(document) : command.id, messages: [] };
    },
  };
}
