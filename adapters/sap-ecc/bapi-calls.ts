/** Which BAPI carries out a command, and with what. */
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import type { RfcValue } from "../protocols/soap/rfc-client.ts";
import { findConfirmation, timeTicket } from "./confirm-operation.ts";
import type { PostingContext } from "./execute.ts";
import { findDocument } from "./material-documents.ts";
import { hasDecision, usageDecision } from "./usage-decision.ts";

/** A command that a BAPI carries out; supplier confirmations go as IDocs. */
export type BapiPosting = Exclude<Posting, { kind: "confirm-supplier-date" }>;

export interface BapiCall {
  readonly command: BapiPosting;
  readonly name: string;
  readonly parameters: Readonly<Record<string, RfcValue>>;
  /** What the command is known by when the BAPI names no document. */
  readonly reference: string;
}

const padded = (number: string, length: number): string => (/^\d+$/.test(number) ? number.padStart(length, "0") : number);

/** The call; the receipt where what a command asks for is posted already: it may be given again after its answer was lost. */
export async function prepareCall(context: PostingContext, command: BapiPosting, signal: AbortSignal): Promise<BapiCall | Receipt> {
  switch (command.kind) {
    case "release-order": {
      const ORDERS = [{ ORDER_NUMBER: padded(command.order, 12) }];
      const parameters = { RELEASE_CONTROL: "1", WORK_PROCESS_GROUP: "COWORK_BAPI", WORK_PROCESS_MAX: "99", ORDERS, DETAIL_RETURN: [] };
      return { command, name: "BAPI_PRODORD_RELEASE", parameters, reference: command.order };
    }
    case "reschedule-order": {
      const parameters = { NUMBER: padded(command.order, 12), ...orderData(context, command) };
      return { command, name: "BAPI_PRODORD_CHANGE", parameters, reference: command.order };
    }
    case "hold-stock":
    case "free-stock": {
      const posted = await findDocument(context.rfc, command.id, signal);
      if (posted !== null) return isPosted(posted);
      return { command, name: "BAPI_GOODSMVT_CREATE", parameters: movement(context, command), reference: command.id };
    }
    case "confirm-operation": {
      const posted = await findConfirmation(context.rfc, command, signal);
      if (posted !== null) return isPosted(posted);
      return { command, name: "BAPI_PRODORDCONF_CREATE_TT", parameters: timeTicket(context, command), reference: command.id };
    }
    case "record-usage-decision": {
      const { inspectionLot } = command;
      if (await hasDecision(context.rfc, context, command, signal)) return isPosted(inspectionLot);
      return { command, name: "BAPI_INSPLOT_SETUSAGEDECISION", parameters: usageDecision(context, command), reference: inspectionLot };
    }
  }
}

const isPosted = (reference: string): Receipt => ({ outcome: "APPLIED", reference, messages: [] });

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
