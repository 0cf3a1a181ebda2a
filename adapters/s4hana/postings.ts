/** What the postings and their settlement share. */
import type { ErpMessage, Posting, Receipt } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import { SourceUnavailable } from "../port.ts";
import type { ODataAnswer, ODataReader, ODataWrite } from "../protocols/odata/client.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { writeV2Date, writeV2Time } from "../protocols/odata/v2.ts";
import type { S4Codes } from "./codes.ts";
import type { UsageDecisionCodes } from "./connection.ts";
import { oneOf, pathTo } from "./services.ts";
import { textOf } from "./streams.ts";

export interface PostingContext {
  readonly client: ODataReader;
  readonly codes: S4Codes;
  readonly timeZoneOf: (plant: string) => string;
  /** How the plant's customizing names the decisions. */
  readonly usageDecision: UsageDecisionCodes;
}

/** A posting as it goes to S/4HANA, under the version that was read just before. */
export interface PreparedPosting {
  readonly write: ODataWrite;
  /** What an answer of 2xx says. */
  applied(answer: ODataAnswer): Extract<Receipt, { outcome: "APPLIED" }>;
}

/** What is to be posted; the receipt at once where nothing is. */
export type Preparation = PreparedPosting | Receipt;

export type CommandOf<K extends Posting["kind"]> = Extract<Posting, { readonly kind: K }>;
export type StockCommand = CommandOf<"hold-stock" | "free-stock">;

export const rejected = (code: string, text: string): Receipt => ({ outcome: "REJECTED", messages: [{ severity: "ERROR", code, text }] });

/** A user or another posting has it open for now: order, purchase order, stock of a material. */
const lockCodes = new Set(["CO/469", "ME/006", "M3/897"]);

/** The receipt of a refusal. Throws SourceUnavailable for one that passes by itself. */
export function refusal(answer: ODataAnswer): Receipt {
  const lock = answer.messages.find(({ code }) => lockCodes.has(code));
  if (lock || answer.status === 423) throw new SourceUnavailable(lock ? `${lock.code} ${lock.text}` : "S/4HANA answered 423 Locked");
  if (answer.status === 412) throw new SourceUnavailable("it was changed in S/4HANA again and again while it was being posted to");
  const messages: readonly ErpMessage[] = answer.messages;
  return messages.length > 0 ? { outcome: "REJECTED", messages } : rejected(String(answer.status), `S/4HANA answered ${answer.status}`);
}

/** Properties that a rescheduling writes, as OData V2 has them. */
export function orderChange(command: CommandOf<"reschedule-order">, timeZone: string): Record<string, string> {
  const change: Record<string, string> = {};
  const write = (edge: "Start" | "End", moment: string | null): void => {
    if (moment === null) return;
    const { date, time } = toPlantClock(moment, timeZone);
    change[`MfgOrderPlanned${edge}Date`] = writeV2Date(date);
    change[`MfgOrderPlanned${edge}Time`] = writeV2Time(time);
  };
  write("Start", command.basicStart);
  write("End", command.basicEnd);
  if (command.priority !== null) change.ManufacturingOrderImportance = String(command.priority);
  return change;
}

/** Path of one order; its number quoted. */
export const orderPath = (order: string, query: Parameters<typeof pathTo>[2] = {}): string =>
  pathTo("orders", `A_ProductionOrder_2('${encodeURIComponent(order)}')`, query);

/** Document that was posted under the command's id; null when there is none. */
export async function findDocument(client: ODataReader, command: StockCommand, signal: AbortSignal): Promise<string | null> {
  const path = pathTo("documents", "A_MaterialDocumentHeader", { filter: oneOf("ReferenceDocument", [command.id]), top: 1 });
  const [header] = await readAll(client, path, signal);
  return header ? documentName(header) : null;
}

export const documentName = (header: Entity): string => `${textOf(header, "MaterialDocument")}/${textOf(header, "MaterialDocumentYear")}`;

/** An item's confirmation lines with what holds them, the earliest promise first. */
export interface ConfirmationItem {
  readonly entity: Entity;
  readonly lines: readonly Entity[];
}

export async function readConfirmationItems(
  client: ODataReader,
  command: CommandOf<"confirm-supplier-date">,
  signal: AbortSignal,
): Promise<ConfirmationItem[]> {
  const expand = "_SupplierConfirmationItemTP($expand=_SupplierConfirmationLineTP)";
  const filter = oneOf("SuplrConfRefPurchaseOrder", [command.purchaseOrder]);
  const confirmations = await readAll(client, pathTo("confirmations", "Confirmation", { filter, expand }), signal);
  const items = confirmations.flatMap((confirmation) => (confirmation._SupplierConfirmationItemTP ?? []) as Entity[]);
  const mine = items.filter((item) => textOf(item, "SuplrConfRefPurchaseOrderItem") === itemNumber(command.item));
  return mine.map((entity) => ({ entity, lines: (entity._SupplierConfirmationLineTP ?? []) as Entity[] }));
}

/** Item numbers of purchasing have five digits: `10` is `00010`. */
export const itemNumber = (item: string): string => item.padStart(5, "0");
