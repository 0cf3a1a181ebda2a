/** Release and rescheduling of a production order, under the version of it that was read just before. */
import type { Receipt } from "#schema/canonical/command.ts";
import type { ODataAnswer, ODataWrite } from "../protocols/odata/client.ts";
import type { Entity } from "../protocols/odata/paging.ts";
import { type CommandOf, orderChange, orderPath, type PostingContext, type Preparation, rejected } from "./postings.ts";
import { services } from "./services.ts";
import { textOf } from "./streams.ts";

type OrderCommand = CommandOf<"release-order" | "reschedule-order">;

export async function changeOrder(context: PostingContext, command: OrderCommand, signal: AbortSignal): Promise<Preparation> {
  const order = await context.client.readOne(orderPath(command.order, { select: "ManufacturingOrder,LastChangeDateTime" }), signal);
  if (order === null) return rejected("ANDON_NOT_FOUND", `order ${command.order} does not exist in S/4HANA`);
  return {
    write: { ...orderWrite(context, command), root: services.orders, ifMatch: etagOf(order) },
    applied: (answer) => ({ outcome: "APPLIED", reference: command.order, messages: successMessages(answer) }),
  };
}

function orderWrite(context: PostingContext, command: OrderCommand): Pick<ODataWrite, "method" | "path" | "body"> {
  if (command.kind === "release-order")
    return { method: "POST", path: `${services.orders}ReleaseOrder?ManufacturingOrder='${encodeURIComponent(command.order)}'` };
  return { method: "PATCH", path: orderPath(command.order), body: orderChange(command, context.timeZoneOf(command.plant)) };
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
