/** Postings by the services' own actions and changes, each under the version that was read just before. */
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import { MappingError } from "../mapping.ts";
import type { ODataAnswer } from "../protocols/odata/client.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { writeV2Date } from "../protocols/odata/v2.ts";
import { confirmDate } from "./confirm-date.ts";
import { confirmOperation } from "./confirm-operation.ts";
import {
  type CommandOf,
  documentName,
  findDocument,
  orderChange,
  orderPath,
  type PostingContext,
  refusal,
  rejected,
  type StockCommand,
} from "./postings.ts";
import { allOf, oneOf, pathTo, services } from "./services.ts";
import { textOf } from "./streams.ts";
import { recordUsageDecision } from "./usage-decision.ts";

/** One posting. Throws SourceUnavailable when surely nothing was posted, InDoubt when it may have been. */
export async function execute(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  try {
    switch (command.kind) {
      case "release-order":
      case "reschedule-order":
        return await changeOrder(context, command, signal);
      case "confirm-supplier-date":
        return await confirmDate(context, command, signal);
      case "hold-stock":
      case "free-stock":
        return await moveStock(context, command, signal);
      case "confirm-operation":
        return await confirmOperation(context, command, signal);
      case "record-usage-decision":
        return await recordUsageDecision(context, command, signal);
    }
  } catch (error) {
    if (error instanceof MappingError) return rejected(error.reason.code, error.reason.text);
    throw error;
  }
}

async function changeOrder(
  context: PostingContext,
  command: CommandOf<"release-order" | "reschedule-order">,
  signal: AbortSignal,
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const order = await context.client.readOne(orderPath(command.order, { select: "ManufacturingOrder,LastChangeDateTime" }), signal);
    if (order === null) return rejected("ANDON_NOT_FOUND", `order ${command.order} does not exist in S/4HANA`);
    const answer = await context.client.write({ ...orderWrite(context, command), root: services.orders, ifMatch: etagOf(order) }, signal);
    if (answer.status < 300) return { outcome: "APPLIED", reference: command.order, messages: successMessages(answer) };
    // Somebody changed the order between the two requests: nothing was done, and what is asked for still holds.
    if (answer.status !== 412 || attempt === 3) return refusal(answer);
  }
}

function orderWrite(context: PostingContext, command: CommandOf<"release-order" | "reschedule-order">) {
  if (command.kind === "release-order") {
    const path = `${services.orders}ReleaseOrder?ManufacturingOrder='${encodeURIComponent(command.order)}'`;
    return { method: "POST" as const, path };
  }
  return { method: "PATCH" as const, path: orderPath(command.order), body: orderChange(command, context.timeZoneOf(command.plant)) };
}

/** V2 tells the ETag in the header of some releases, in the entity's metadata in all. */
function etagOf({ etag, body }: ODataAnswer): string {
  const entity = (body as { readonly d?: { readonly __metadata?: { readonly etag?: unknown } } }).d;
  const told = entity?.__metadata?.etag;
  return etag ?? (typeof told === "string" ? told : "*");
}

function successMessages({ body }: ODataAnswer): Extract<Receipt, { outcome: "APPLIED" }>["messages"] {
  const result = (body as { readonly d?: { readonly ReleaseOrder?: Entity } } | null)?.d?.ReleaseOrder;
  if (!result) return [];
  const code = `${textOf(result, "SystemMessageIdentification")}/${textOf(result, "SystemMessageNumber")}`;
  const severity = textOf(result, "SystemMessageType") === "W" ? "WARNING" : "INFO";
  return [{ severity, code, text: textOf(result, "SystemMessageLongText") }];
}

/** Movement 344 blocks, 343 frees. The command's id is the document's reference, by which it is found again. */
async function moveStock(context: PostingContext, command: StockCommand, signal: AbortSignal): Promise<Receipt> {
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
  const path = `${services.documents}A_MaterialDocumentHeader`;
  const answer = await context.client.write({ method: "POST", path, root: services.documents, body }, signal);
  if (answer.status >= 300) return refusal(answer);
  const document = (answer.body as { readonly d?: Entity } | null)?.d;
  return { outcome: "APPLIED", reference: document ? documentName(document) : command.id, messages: [] };
}
