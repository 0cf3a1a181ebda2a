/** Postings: BAPIs with their commit in one session, and supplier confirmations as an ORDRSP IDoc. */
import { request } from "undici";
import type { ErpMessage, Posting, Receipt } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import { InDoubt, SourceUnavailable } from "../port.ts";
import { hasFailed, readMessages } from "../protocols/soap/bapi-return.ts";
import type { RfcClient, RfcResult, RfcValue } from "../protocols/soap/rfc-client.ts";
import { findConfirmation, timeTicket } from "./confirm-operation.ts";
import type { EccConnection } from "./connection.ts";
import { findDocument } from "./material-documents.ts";
import { documentNumberOf, writeConfirmation } from "./order-response.ts";
import { hasDecision, usageDecision } from "./usage-decision.ts";

export interface PostingContext {
  readonly rfc: RfcClient;
  readonly connection: EccConnection;
  readonly timeZoneOf: (plant: string) => string;
  /** The SAP code of a canonical unit, as BAPIs take it. */
  readonly unitOf: (unit: string) => string;
}

/** "Order is being processed by another user": it passes. */
const locked: ReadonlySet<string> = new Set(["CO/469", "M3/022", "M3/024", "06/077"]);

const padded = (number: string, length: number): string => (/^\d+$/.test(number) ? number.padStart(length, "0") : number);

export async function execute(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  switch (command.kind) {
    case "release-order": {
      const ORDERS = [{ ORDER_NUMBER: padded(command.order, 12) }];
      return post(
        context,
        "BAPI_PRODORD_RELEASE",
        { RELEASE_CONTROL: "1", WORK_PROCESS_GROUP: "COWORK_BAPI", WORK_PROCESS_MAX: "99", ORDERS, DETAIL_RETURN: [] },
        command.order,
        signal,
      );
    }
    case "reschedule-order":
      return post(
        context,
        "BAPI_PRODORD_CHANGE",
        { NUMBER: padded(command.order, 12), ...orderData(context, command) },
        command.order,
        signal,
      );
    case "hold-stock":
    case "free-stock":
      return moveStock(context, command, signal);
    case "confirm-supplier-date":
      return sendConfirmation(context, command, signal);
    case "confirm-operation": {
      const posted = await findConfirmation(context.rfc, command, signal);
      if (posted !== null) return { outcome: "APPLIED", reference: posted, messages: [] };
      return post(context, "BAPI_PRODORDCONF_CREATE_TT", timeTicket(context, command), command.id, signal);
    }
    case "record-usage-decision": {
      const { inspectionLot } = command;
      if (await hasDecision(context.rfc, context, command, signal)) return { outcome: "APPLIED", reference: inspectionLot, messages: [] };
      return post(context, "BAPI_INSPLOT_SETUSAGEDECISION", usageDecision(context, command), inspectionLot, signal);
    }
  }
}

/** A command may be given again after its answer was lost: a movement that is posted already is not posted twice. */
async function moveStock(
  context: PostingContext,
  command: Extract<Posting, { kind: "hold-stock" | "free-stock" }>,
  signal: AbortSignal,
): Promise<Receipt> {
  const posted = await findDocument(context.rfc, command.id, signal);
  if (posted !== null) return { outcome: "APPLIED", reference: posted, messages: [] };
  return post(context, "BAPI_GOODSMVT_CREATE", movement(context, command), command.id, signal);
}

/** Calls a BAPI and commits in the same session; rolls back what it refused. Plain calls would be sessions of their own, and their commit would commit nothing. */
async function post(
  { rfc }: PostingContext,
  name: string,
  parameters: Readonly<Record<string, RfcValue>>,
  reference: string,
  signal: AbortSignal,
): Promise<Receipt> {
  const session = rfc.openSession();
  const result = await beforeCommit(() => session.call(name, parameters, signal));
  const messages = readMessages(result);
  if (hasFailed(messages)) {
    await session.call("BAPI_TRANSACTION_ROLLBACK", {}, signal).catch(() => undefined);
    return refuse(name, messages);
  }
  const committed = readMessages(await session.call("BAPI_TRANSACTION_COMMIT", { WAIT: "X" }, signal));
  if (hasFailed(committed)) return { outcome: "REJECTED", messages: committed };
  return { outcome: "APPLIED", reference: documentOf(result) ?? reference, messages: [...messages, ...committed] };
}

/** Until the commit is sent nothing can have happened, so an answer that did not come leaves no doubt. */
async function beforeCommit(call: () => Promise<RfcResult>): Promise<RfcResult> {
  try {
    return await call();
  } catch (fault) {
    if (fault instanceof InDoubt) throw new SourceUnavailable(fault.message, { cause: fault });
    throw fault;
  }
}

function refuse(name: string, messages: readonly ErpMessage[]): Receipt {
  const lock = messages.find(({ code }) => locked.has(code));
  if (lock) throw new SourceUnavailable(`${name}: ${lock.code} ${lock.text}`);
  return { outcome: "REJECTED", messages };
}

function documentOf(result: RfcResult): string | null {
  const number = result.MATERIALDOCUMENT;
  return typeof number === "string" && number.trim() !== "" ? number.trim() : null;
}

function orderData(context: PostingContext, command: Extract<Posting, { kind: "reschedule-order" }>): Record<string, RfcValue> {
  const data: Record<string, string> = {};
  const flags: Record<string, string> = {};
  const set = (name: string, moment: string | null): void => {
    if (moment === null) return;
    const { date, time } = toPlantClock(moment, context.timeZoneOf(command.plant));
    data[`${name}_DATE`] = date;
    data[`${name}_TIME`] = time;
    // The times go with the flag of their date: BAPI_PP_ORDER_CHANGEX has none for them.
    flags[`${name}_DATE`] = "X";
  };
  set("BASIC_START", command.basicStart);
  set("BASIC_END", command.basicEnd);
  if (command.priority !== null) {
    data.ORDER_PRIORITY = String(command.priority);
    flags.ORDER_PRIORITY = "X";
  }
  return { ORDERDATA: data, ORDERDATAX: flags };
}

/** Transfer posting (GM_CODE 04): 344 unrestricted to blocked, 343 back. The command's id is the reference by which the document is found. */
function movement(context: PostingContext, command: Extract<Posting, { kind: "hold-stock" | "free-stock" }>): Record<string, RfcValue> {
  const { date } = toPlantClock(new Date().toISOString(), context.timeZoneOf(command.plant));
  const item = {
    MATERIAL: padded(command.material, 18),
    PLANT: command.plant,
    STGE_LOC: command.location,
    BATCH: command.batch,
    MOVE_TYPE: command.kind === "hold-stock" ? "344" : "343",
    ENTRY_QNT: command.quantity,
    ENTRY_UOM: context.unitOf(command.unit),
  };
  return {
    GOODSMVT_HEADER: { PSTNG_DATE: date, DOC_DATE: date, REF_DOC_NO: command.id },
    GOODSMVT_CODE: { GM_CODE: "04" },
    GOODSMVT_ITEM: [item],
    RETURN: [],
  };
}

/** ECC stores the IDoc and answers 200; whether it was posted comes later, as ALEAUD. */
async function sendConfirmation(
  { connection }: PostingContext,
  command: Extract<Posting, { kind: "confirm-supplier-date" }>,
  signal: AbortSignal,
): Promise<Receipt> {
  const authorization = `Basic ${Buffer.from(`${connection.user}:${connection.password}`).toString("base64")}`;
  const timeout = AbortSignal.timeout(connection.timeoutMs ?? 30_000);
  let status: number;
  try {
    const { statusCode, body } = await request(connection.idocUrl, {
      method: "POST",
      headers: { "content-type": "text/xml; charset=utf-8", authorization },
      body: writeConfirmation(command),
      signal: AbortSignal.any([signal, timeout]),
    });
    await body.dump();
    status = statusCode;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ECONNREFUSED") throw new SourceUnavailable("ECC cannot be reached", { cause: fault });
    throw new InDoubt("the IDoc was sent and not answered", { cause: fault });
  }
  if (status >= 500 || status === 429) throw new SourceUnavailable(`ECC answered the IDoc with ${status}`);
  if (status >= 300)
    return { outcome: "REJECTED", messages: [{ severity: "ERROR", code: `HTTP/${status}`, text: "ECC does not take the IDoc" }] };
  return { outcome: "PENDING", reference: documentNumberOf(command.id), messages: [] };
}
