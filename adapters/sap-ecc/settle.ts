/** Did a posting land? Each kind leaves a trace in ECC by which it is found. */
import type { Posting } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import type { Settlement } from "../port.ts";
import { equals, readTable } from "../protocols/soap/read-table.ts";
import type { RfcResult } from "../protocols/soap/rfc-client.ts";
import type { Acknowledgements } from "./acknowledgements.ts";
import { findConfirmation } from "./confirm-operation.ts";
import type { PostingContext } from "./execute.ts";
import { findDocument } from "./material-documents.ts";
import { documentNumberOf } from "./order-response.ts";
import { hasDecision } from "./usage-decision.ts";

export async function settle(
  context: PostingContext,
  acknowledgements: Acknowledgements,
  command: Posting,
  signal: AbortSignal,
): Promise<Settlement> {
  switch (command.kind) {
    case "hold-stock":
    case "free-stock":
      return { outcome: (await findDocument(context.rfc, command.id, signal)) === null ? "ABSENT" : "APPLIED" };
    case "confirm-supplier-date": {
      const acknowledged = acknowledgements.of(documentNumberOf(command.id));
      if (acknowledged) return acknowledged;
      const where = [equals("EBELN", command.purchaseOrder), equals("XBLNR", command.id)];
      const rows = await readTable(context.rfc, { table: "EKES", fields: ["EBELN"], where }, signal);
      if (rows.length > 0) return { outcome: "APPLIED" };
      // Neither posted nor refused: ECC may still hold the IDoc (status 64) until its next run.
      const idocs = await readTable(
        context.rfc,
        { table: "EDIDC", fields: ["DOCNUM", "STATUS"], where: [equals("ARCKEY", command.id)] },
        signal,
      );
      return { outcome: idocs.length > 0 ? "PENDING" : "ABSENT" };
    }
    case "release-order":
      return {
        outcome: /\b(REL|PREL|TECO|CLSD)\b/.test(statusOf(await readHeader(context, command.order, signal))) ? "APPLIED" : "ABSENT",
      };
    case "reschedule-order": {
      const header = await readHeader(context, command.order, signal);
      const isThere = (moment: string | null, field: string): boolean =>
        moment === null || toPlantClock(moment, context.timeZoneOf(command.plant)).date === String(header[field] ?? "");
      const applied =
        isThere(command.basicStart, "START_DATE") &&
        isThere(command.basicEnd, "FINISH_DATE") &&
        (command.priority === null || Number(header.PRIORITY) === command.priority);
      return { outcome: applied ? "APPLIED" : "ABSENT" };
    }
    case "confirm-operation":
      return { outcome: (await findConfirmation(context.rfc, command, signal)) === null ? "ABSENT" : "APPLIED" };
    case "record-usage-decision":
      return { outcome: (await hasDecision(context.rfc, context, command, signal)) ? "APPLIED" : "ABSENT" };
  }
}

async function readHeader({ rfc }: PostingContext, order: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const reply = await rfc.call(
    "BAPI_PRODORD_GET_DETAIL",
    { NUMBER: order.padStart(12, "0"), ORDER_OBJECTS: { HEADER: "X" }, HEADER: [] },
    signal,
  );
  return headerOf(reply);
}

function headerOf(reply: RfcResult): Readonly<Record<string, unknown>> {
  const header = reply.HEADER as { item?: readonly Record<string, unknown>[] } | Record<string, unknown> | undefined;
  if (header && "item" in header && Array.isArray(header.item)) return (header.item[0] as Record<string, unknown>) ?? {};
  return (header as Record<string, unknown>) ?? {};
}

/** The status line, in the logon language, which is English for the technical user. */
function statusOf(header: Readonly<Record<string, unknown>>): string {
  return String(header.SYSTEM_STATUS ?? "");
}
