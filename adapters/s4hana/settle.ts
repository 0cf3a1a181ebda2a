/** Did a posting land? Asked of what S/4HANA keeps of it: the order itself, the confirmation line, the material document. */
import type { Posting } from "#schema/canonical/command.ts";
import type { Settlement } from "../port.ts";
import type { Entity } from "../protocols/odata/paging.ts";
import { readV2Date, readV2Time } from "../protocols/odata/v2.ts";
import { findConfirmation } from "./confirm-operation.ts";
import { type CommandOf, findDocument, orderChange, orderPath, type PostingContext, readConfirmationItems } from "./postings.ts";
import { textOf } from "./streams.ts";
import { hasDecision } from "./usage-decision.ts";

export async function settle(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Settlement> {
  const landed = await hasLanded(context, command, signal);
  return { outcome: landed ? "APPLIED" : "ABSENT" };
}

async function hasLanded(context: PostingContext, command: Posting, signal: AbortSignal): Promise<boolean> {
  switch (command.kind) {
    case "release-order":
    case "reschedule-order": {
      const answer = await context.client.readOne(orderPath(command.order, { expand: "to_ProductionOrderStatus" }), signal);
      const order = (answer?.body as { readonly d?: Entity } | undefined)?.d;
      if (!order) return false;
      return command.kind === "release-order" ? isReleased(order) : showsChange(order, command, context.timeZoneOf(command.plant));
    }
    case "confirm-supplier-date": {
      const items = await readConfirmationItems(context.client, command, signal);
      return items.some(({ lines }) => lines.some((line) => textOf(line, "SupplierConfirmationExtNumber") === command.id));
    }
    case "hold-stock":
    case "free-stock":
      return (await findDocument(context.client, command, signal)) !== null;
    case "confirm-operation":
      return (await findConfirmation(context.client, command, signal)) !== null;
    case "record-usage-decision":
      return hasDecision(context, command, signal);
  }
}

/** Released, technically completed, closed: an order that was released may have gone on since. */
const releasedStatuses = new Set(["I0002", "I0045", "I0046"]);

function isReleased(order: Entity): boolean {
  const statuses = (order.to_ProductionOrderStatus as { readonly results?: readonly Entity[] } | undefined)?.results ?? [];
  return statuses.some((status) => releasedStatuses.has(textOf(status, "StatusCode")));
}

function showsChange(order: Entity, command: CommandOf<"reschedule-order">, timeZone: string): boolean {
  return Object.entries(orderChange(command, timeZone)).every(([property, value]) => normal(textOf(order, property)) === normal(value));
}

/** One form of a date or time, however it was written. */
const normal = (value: string): string => readV2Date(value) ?? readV2Time(value) ?? value;
