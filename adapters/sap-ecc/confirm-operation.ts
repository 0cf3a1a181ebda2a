/** What was made in an operation, as a time ticket of BAPI_PRODORDCONF_CREATE_TT, and how it is found again (AFRU). */
import type { Posting } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import { equals, readTable } from "../protocols/soap/read-table.ts";
import type { RfcSession, RfcValue } from "../protocols/soap/rfc-client.ts";
import type { PostingContext } from "./execute.ts";

type ConfirmOperation = Extract<Posting, { kind: "confirm-operation" }>;

/** The command's id is the ticket's text, by which the confirmation is found: the same quantity may well be confirmed twice. */
export function timeTicket(context: PostingContext, command: ConfirmOperation): Readonly<Record<string, RfcValue>> {
  const { date } = toPlantClock(new Date().toISOString(), context.timeZoneOf(command.plant));
  const ticket = {
    ORDERID: command.order.padStart(12, "0"),
    SEQUENCE: "000000",
    OPERATION: command.operation,
    POSTG_DATE: date,
    YIELD: command.yield,
    SCRAP: command.scrap,
    CONF_QUAN_UNIT: context.unitOf(command.unit),
    FIN_CONF: command.isFinal ? "X" : "",
    CONF_TEXT: command.id,
  };
  return { POST_WRONG_ENTRIES: "0", TIMETICKETS: [ticket], DETAIL_RETURN: [] };
}

/** Group and counter of the confirmation that a command posted; null while there is none. */
export async function findConfirmation(session: RfcSession, command: ConfirmOperation, signal: AbortSignal): Promise<string | null> {
  const where = [equals("AUFNR", command.order.padStart(12, "0")), equals("LTXA1", command.id)];
  const [row] = await readTable(session, { table: "AFRU", fields: ["RUECK", "RMZHL"], where }, signal);
  return row ? `${row.RUECK}/${row.RMZHL}` : null;
}
