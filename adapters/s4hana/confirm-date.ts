/** A supplier's date as a supplier confirmation: the line that is there is changed, else one is added, else a confirmation. */
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { type CommandOf, itemNumber, type PostingContext, type Preparation, readConfirmationItems, rejected } from "./postings.ts";
import { allOf, oneOf, pathTo, services } from "./services.ts";
import { textOf } from "./streams.ts";

type ConfirmCommand = CommandOf<"confirm-supplier-date">;

/** The command's id goes along as the line's external number, by which the posting is found again. */
export async function confirmDate(context: PostingContext, command: ConfirmCommand, signal: AbortSignal): Promise<Preparation> {
  const { client, codes } = context;
  const reference = `${command.purchaseOrder}/${command.item}/${command.scheduleLine}`;
  const filter = allOf(oneOf("PurchaseOrder", [command.purchaseOrder]), oneOf("PurchaseOrderItem", [itemNumber(command.item)]));
  const schedule = await readAll(client, pathTo("purchaseOrders", "PurchaseOrderScheduleLine", { filter }), signal);
  const place = positionOf(schedule, command.scheduleLine);
  const line = schedule[place];
  if (!line) return rejected("ANDON_NOT_FOUND", `purchase order ${reference} does not exist in S/4HANA`);
  const unit = textOf(line, "PurchaseOrderQuantityUnit");
  const known = codes.units.read("PurchaseOrderScheduleLine.PurchaseOrderQuantityUnit", unit);
  if (known !== command.unit)
    return rejected("ANDON_UNIT", `the schedule line is in ${known}, the confirmation in ${command.unit}; confirm in ${known}`);

  const write = await writeFor(context, command, { place, unit }, signal);
  return { write: { ...write, root: services.confirmations }, applied: () => ({ outcome: "APPLIED", reference, messages: [] }) };
}

/** Confirmations are given for the item: the earliest schedule line has the earliest of them. */
function positionOf(schedule: Entity[], scheduleLine: string): number {
  schedule.sort((a, b) => (textOf(a, "ScheduleLineDeliveryDate") < textOf(b, "ScheduleLineDeliveryDate") ? -1 : 1));
  return schedule.findIndex((line) => Number(textOf(line, "ScheduleLine")) === Number(scheduleLine));
}

async function writeFor(
  context: PostingContext,
  command: ConfirmCommand,
  { place, unit }: { place: number; unit: string },
  signal: AbortSignal,
) {
  const items = await readConfirmationItems(context.client, command, signal);
  const lines = items.flatMap((item) => item.lines).sort((a, b) => (textOf(a, "DeliveryDate") < textOf(b, "DeliveryDate") ? -1 : 1));
  const commitment = { DeliveryDate: command.date, ConfirmedQuantity: command.quantity, SupplierConfirmationExtNumber: command.id };
  const present = lines[place];
  if (present) return { method: "PATCH" as const, path: linePath(present), ifMatch: etagOf(present), body: commitment };

  const withUnit = { ...commitment, PurchaseOrderQuantityUnit: unit };
  const [item] = items;
  if (item) {
    const path = `${itemPath(item.entity)}/_SupplierConfirmationLineTP`;
    return { method: "POST" as const, path, ifMatch: etagOf(item.entity), body: withUnit };
  }
  const position = { SuplrConfRefPurchaseOrderItem: itemNumber(command.item), _SupplierConfirmationLineTP: [withUnit] };
  const body = { SuplrConfRefPurchaseOrder: command.purchaseOrder, _SupplierConfirmationItemTP: [position] };
  return { method: "POST" as const, path: `${services.confirmations}Confirmation`, body };
}

const etagOf = (entity: Entity): string => textOf(entity, "@odata.etag") || "*";

const keyOfItem = (entity: Entity): string =>
  `SupplierConfirmation='${textOf(entity, "SupplierConfirmation")}',SupplierConfirmationItem='${textOf(entity, "SupplierConfirmationItem")}'`;
const itemPath = (entity: Entity): string => `${services.confirmations}ConfirmationItem(${keyOfItem(entity)})`;
const linePath = (line: Entity): string =>
  `${services.confirmations}ConfirmationLine(${keyOfItem(line)},SupplierConfirmationLine='${textOf(line, "SupplierConfirmationLine")}')`;
