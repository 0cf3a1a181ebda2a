/** What was made in an operation, as a production order confirmation (API_PROD_ORDER_CONFIRMATION_2_SRV). */
import { toPlantClock } from "../local-time.ts";
import type { ODataReader } from "../protocols/odata/client.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { writeV2Date } from "../protocols/odata/v2.ts";
import { type CommandOf, orderPath, type PostingContext, type Preparation, rejected } from "./postings.ts";
import { allOf, oneOf, pathTo, services } from "./services.ts";
import { textOf } from "./streams.ts";

type ConfirmOperation = CommandOf<"confirm-operation">;

/** The command's id is the confirmation's text, by which it is found again: the same quantity may well be confirmed twice. */
export async function confirmOperation(context: PostingContext, command: ConfirmOperation, signal: AbortSignal): Promise<Preparation> {
  const { client, codes } = context;
  const posted = await findConfirmation(client, command, signal);
  if (posted !== null) return { outcome: "APPLIED", reference: posted, messages: [] };
  const answer = await client.readOne(orderPath(command.order, { select: "ManufacturingOrder,ProductionUnit" }), signal);
  const order = (answer?.body as { readonly d?: Entity } | undefined)?.d;
  if (!order) return rejected("ANDON_NOT_FOUND", `order ${command.order} does not exist in S/4HANA`);
  const unit = textOf(order, "ProductionUnit");
  const known = codes.units.read("A_ProductionOrder_2.ProductionUnit", unit);
  if (known !== command.unit)
    return rejected("ANDON_UNIT", `the order is in ${known}, the confirmation in ${command.unit}; confirm in ${known}`);

  const today = toPlantClock(new Date(client.serverTime()).toISOString(), context.timeZoneOf(command.plant)).date;
  const body = {
    OrderID: command.order,
    Sequence: "0",
    OrderOperation: command.operation,
    ConfirmationText: command.id,
    PostingDate: writeV2Date(today),
    ConfirmationUnit: unit,
    ConfirmationYieldQuantity: command.yield,
    ConfirmationScrapQuantity: command.scrap,
    IsFinalConfirmation: command.isFinal,
  };
  const root = services.operationConfirmations;
  return {
    write: { method: "POST", path: `${root}ProdnOrdConf2`, root, body },
    applied(reply) {
      const created = (reply.body as { readonly d?: Entity } | null)?.d;
      return { outcome: "APPLIED", reference: created ? nameOf(created) : command.id, messages: [] };
    },
  };
}

/** The confirmation that was posted under the command's id; null when there is none. */
export async function findConfirmation(client: ODataReader, command: ConfirmOperation, signal: AbortSignal): Promise<string | null> {
  const filter = allOf(oneOf("OrderID", [command.order]), oneOf("ConfirmationText", [command.id]));
  const [confirmation] = await readAll(client, pathTo("operationConfirmations", "ProdnOrdConf2", { filter, top: 1 }), signal);
  return confirmation ? nameOf(confirmation) : null;
}

const nameOf = (confirmation: Entity): string =>
  `${textOf(confirmation, "ConfirmationGroup")}/${textOf(confirmation, "ConfirmationCount")}`;
